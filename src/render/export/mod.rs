//! What is taken elsewhere: files for other programs.

pub mod calendar;
pub mod credits;
pub mod ics;
mod markdown;
pub mod portfolio;
