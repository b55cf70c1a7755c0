//! Laws of the pure core, over random catalogs, marks and days.
//!
//! `world` grows a random catalog, `seen` takes it through the real audit;
//! `reference` says the same as the core does, slowly and plainly, from what
//! was grown and not from what the audit made of it. `kept` builds credentials
//! that have to be kept up. Each other file holds the laws of one subject.

mod world;

mod seen;

mod reference;

mod kept;

mod agreement;
mod applications;
mod calendar;
mod clocks;
mod costs;
mod counted;
mod credits;
mod drift;
mod forecast;
mod identifiers;
mod marking;
mod next;
mod order;
mod plan;
mod readiness;
mod rounds;
mod schedule;
mod standing;
mod start_by;
mod upgrade;
