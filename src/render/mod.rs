//! How answers look: text for a terminal, plain lines, JSON.
//!
//! Everything here turns values into text and decides nothing: what follows for
//! a person comes from `journey`, and no view counts for itself. Words from
//! files are made safe on their way into a page or a JSON text.

pub mod changed;
pub mod checklists;
pub mod clocks;
mod clocks_json;
pub mod costs;
pub mod costs_json;
pub mod credential;
pub mod credential_json;
pub mod credits;
pub mod credits_json;
pub mod dates;
pub mod doctor;
pub mod drift;
pub mod eligibility;
pub mod exam;
pub mod exam_json;
pub mod export;
pub mod fact;
pub mod fact_json;
pub mod facts;
pub mod failed_exam;
pub mod failure;
pub mod guide;
pub mod guide_json;
pub mod identifiers;
pub mod jobs;
pub mod jobs_json;
pub mod json;
pub mod log;
pub mod measured;
pub mod next;
pub mod page;
pub mod painted;
pub mod plan;
pub mod plan_json;
mod shell;
pub mod show;
pub mod show_json;
pub mod skill;
pub mod skills;
pub mod status;
pub mod style;
pub mod what_if;
pub mod wording;

pub use style::Style;
