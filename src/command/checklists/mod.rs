//! `hitpath checklists …`: the catalog itself, for those who look things up in
//! it, put a fact right, or write definitions of their own.

mod fact;
mod facts;
mod lint;
mod list;
mod new;
mod reading_value;
mod show;

use crate::{
    cli::Checklists,
    failure::{Exit, Failure},
    session::Session,
};

pub(super) fn checklists(what: &Checklists, session: &mut Session) -> Result<Exit, Failure> {
    match what {
        Checklists::Facts(args) => facts::facts(args, session),
        Checklists::Fact(args) => fact::fact(args, session),
        Checklists::Lint(args) => lint::lint(args, session),
        Checklists::List(args) => list::list(args, session),
        Checklists::Show(args) => show::show(args, session),
        Checklists::New(args) => new::new(args, session),
    }
}
