//! Clocks of a person's own: they run beside those that ship, and may start
//! from them.

use hitpath::{
    catalog::{Catalog, PathwayKey},
    journey::{
        clocks::ClockState,
        evaluation::Evaluation,
        record::{Mark, Record, State},
        standing::Standing,
    },
};
use jiff::civil::{Date, date};

use super::Own;

const TODAY: Date = date(2026, 11, 22);

/// A permit that runs out, a wait before the next one, and a clock on the
/// authorization that ships.
const STAGE: &str = r#"id = "mine"
title = "Mine"

[[step]]
id = "permit"
title = "The permit is here"

[[step.clock]]
id = "permit-window"
title = "The permit"
kind = "window"
starts = "on"
length = "my.permit.length"
stops = ["used"]
inside = ["used"]
reopens = ["permit"]
missed = "A new one costs {my.permit.fee}."
facts = ["my.permit.fee"]

[[step]]
id = "used"
title = "Use it"
requires = ["permit"]

[[step.clock]]
id = "quiet-time"
title = "Quiet time"
kind = "wait"
starts = "on"
length = "10d"
opens = ["again"]

[[step]]
id = "again"
title = "Once more"
requires = ["used"]

[[step.clock]]
id = "before-the-window"
title = "A week before the window of the exam ends"
kind = "deadline"
starts = "att-window.end"
length = "1w"
before = true
"#;

const FACTS: &str = r#"[[fact]]
id = "my.permit.length"
value = "90d"
text = "A permit lasts 90 days."
source = { title = "The office", url = "https://example.org" }
checked = 2026-01-01
confidence = "official"

[[fact]]
id = "my.permit.fee"
value = { usd = 12 }
text = "A permit costs $12."
source = { title = "The office", url = "https://example.org" }
checked = 2026-01-01
confidence = "official"
"#;

const PATHWAY: &str = "id = \"my-way\"\ntitle = \"W\"\nstages = [\"explore\", \"diploma\", \
                       \"cahiim-program\", \"internship\", \"rhit-exam\", \"mine\"]\n";

fn own() -> Own {
    Own::new()
        .file("stages/mine.toml", STAGE)
        .file("facts/mine.toml", FACTS)
        .file("pathways/my-way.toml", PATHWAY)
}

fn on_my_way<T>(marks: &[(&str, Date)], at: impl FnOnce(&Evaluation<'_>) -> T) -> T {
    let own = own();
    let catalog: Catalog = own.catalog();
    let mut record = Record::default();
    for &(step, on) in marks {
        let mark = Mark {
            state: State::Done,
            on: Some(on),
            ..Mark::default()
        };
        record.marks.insert(step.to_owned(), mark);
    }
    let pathway: PathwayKey = catalog.pathway_named("my-way").expect("it was read");
    at(&Evaluation::new(&catalog, &record, pathway, TODAY))
}

fn state(marks: &[(&str, Date)], id: &str) -> (ClockState, Option<Date>) {
    on_my_way(marks, |evaluation| {
        let mut clocks = evaluation.clocks();
        let clock = clocks.find(|clock| clock.definition.id.as_str() == id);
        let clock = clock.expect("it is on the pathway");
        (clock.state, clock.ends)
    })
}

fn standing(marks: &[(&str, Date)], id: &str) -> Standing {
    on_my_way(marks, |evaluation| {
        evaluation.standing(evaluation.catalog.step_named(id).expect("a step"))
    })
}

#[test]
fn an_own_clock_runs_like_one_that_ships() {
    let got = [("permit", date(2026, 10, 1))];
    let end = Some(date(2026, 12, 30));
    assert_eq!(state(&got, "permit-window"), (ClockState::Running, end));
    let lost = [("permit", date(2026, 8, 1))];
    assert_eq!(state(&lost, "permit-window").0, ClockState::Overdue);
    assert_eq!(standing(&lost, "permit"), Standing::Lapsed);
    let used = [("permit", date(2026, 8, 1)), ("used", date(2026, 11, 20))];
    assert_eq!(state(&used, "permit-window").0, ClockState::Ended);
    assert_eq!(standing(&used, "again"), Standing::Waiting);
    let long_ago = [("permit", date(2026, 8, 1)), ("used", date(2026, 11, 12))];
    assert_eq!(standing(&long_ago, "again"), Standing::Open);
}

#[test]
fn it_can_start_from_one_that_ships() {
    let approved = [("att-received", date(2026, 10, 1))];
    let week_before = (ClockState::Running, Some(date(2027, 1, 22)));
    assert_eq!(state(&approved, "before-the-window"), week_before);
    assert_eq!(state(&[], "before-the-window").0, ClockState::NotStarted);
}

#[test]
fn a_mistake_in_it_is_named_with_its_place() {
    let own = Own::new().file(
        "stages/mine.toml",
        "id = \"mine\"\ntitle = \"Mine\"\n[[step]]\nid = \"a\"\ntitle = \"A\"\n\
         [[step.clock]]\nid = \"x\"\ntitle = \"X\"\nkind = \"wait\"\n\
         starts = ▸\"att-windo.end\"\nlength = ▸\"my.none\"\nstops = [▸\"exam-sad\"]\n",
    );
    let expected: Vec<String> = own
        .places
        .iter()
        .map(|(file, line, column)| format!("{file}:{line}:{column}: "))
        .collect();
    let mut problems = own.problems();
    problems.sort();
    assert_eq!(problems.len(), expected.len(), "{problems:#?}");
    for (problem, place) in problems.iter().zip(&expected) {
        assert!(problem.starts_with(place), "{problem}");
    }
    assert!(
        problems[0].contains("did you mean `att-window`?"),
        "{}",
        problems[0]
    );
    assert!(
        problems[2].contains("did you mean `exam-sat`?"),
        "{}",
        problems[2]
    );
}
