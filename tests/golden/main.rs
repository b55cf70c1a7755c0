//! What an upgrade does to a profile: `pair` looks at one with an old and a new
//! catalog, `profiles` at those that earlier versions wrote, and `making` writes
//! those of this version.

mod making;
mod pair;
mod profiles;

#[expect(dead_code, reason = "it can do more than is needed here")]
#[path = "../cli/sandbox.rs"]
mod sandbox;
