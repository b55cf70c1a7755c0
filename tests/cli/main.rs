//! Whole commands in a sealed sandbox: wiring, flags, streams, exit codes, and
//! what is promised about the person's files. What one layer can show alone is
//! shown there; here is what a person meets.

mod answers;
mod bakery;
mod by_hand;
mod sandbox;

mod hints;
mod identifiers;
mod init;

mod check;
mod clocks;
mod mistyped;
mod refusals;
mod stories;

mod eligibility;
mod exam;
mod guide;
mod jobs;
mod measured;
mod next;
mod plan;
mod show;
mod status;
mod two_starts;

mod corrections;
mod definitions;
mod facts;
mod lint;
mod local_day;
mod started;

mod history;
mod set;
mod typed;

mod costs;
mod counted;
mod credits;
mod credits_bundle;
mod cycles;
mod damage;
mod evidence;
mod export;
mod preservation;
mod written;

mod concurrency;
mod hostile;
mod streams;

mod help;
mod package;
mod paid;
mod skills;
mod tidy;
