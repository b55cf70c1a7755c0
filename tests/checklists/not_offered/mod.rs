//! What must not be offered on one pathway, looked for in the texts of its own
//! stages and of what belongs to them. What holds everywhere stands in `risks`.

mod coding;
mod international;
mod renewal;
mod rhia;
mod rhit;
mod veteran;
mod working;

use hitpath::catalog::{id::FactId, step::Step};

fn facts_of(step: &Step) -> Vec<&str> {
    step.facts.iter().map(FactId::as_str).collect()
}
