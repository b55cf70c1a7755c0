//! The views of one profile on one day agree on every day and count they share,
//! over what ships and random profiles.
//!
//! Each view is made as its command makes it, from an evaluation of its own, and
//! read back from its JSON.

use std::collections::{BTreeMap, BTreeSet};

use hitpath::{
    catalog::{Catalog, ClockOwner, LinkedStart},
    journey::{
        credits::{Certificate, Credits},
        evaluation::Evaluation,
        next::by_plan,
        occasions::MOST_STARTS,
        plan::{Plan, forecast::Forecast},
        proofs::ProofState,
        record::{Attempt, ExamResult, Mark, Record, State, TermStart},
    },
    render::{credits_json, export::calendar, json, plan_json},
    store::evidence,
};
use jiff::{Timestamp, ToSpan, civil::Date};
use proptest::{
    collection::vec,
    option,
    prelude::{Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest},
    sample::{Index, select},
    strategy::Just,
    test_runner::{Config, TestCaseError},
};
use serde_json::Value;

use crate::{
    counted::{CATALOG, RULES, activity, application},
    world::{TODAY, tries},
};

type Checked = Result<(), TestCaseError>;

/// Each case makes some hundred plans of a whole pathway.
fn few_tries() -> Config {
    Config {
        cases: 16,
        ..tries()
    }
}

/// A person, and the day on which they look.
#[derive(Debug, Clone)]
struct Person {
    record: Record,
    today: Date,
}

/// Days of a mark, from today: done or begun, due, expected, printed.
type MarkDays = (i32, Option<i32>, Option<i32>, Option<i32>);

fn mark(state: State, (on, due, expect, until): MarkDays, today: Date) -> Mark {
    let day = |days: i32| today + days.days();
    Mark {
        state,
        on: (state != State::Todo).then(|| day(on)),
        due: due.map(day),
        expect: expect.map(day),
        until: until.map(day),
        ..Mark::default()
    }
}

fn mark_days() -> impl Strategy<Value = MarkDays> {
    let ahead = |share| option::weighted(share, -30i32..300);
    (-500i32..=5, ahead(0.3), ahead(0.2), ahead(0.2))
}

fn state() -> impl Strategy<Value = State> {
    prop_oneof![
        3 => Just(State::Todo),
        4 => Just(State::Doing),
        4 => Just(State::Done),
        1 => Just(State::Waived),
        1 => Just(State::No),
    ]
}

fn attempt() -> impl Strategy<Value = (&'static str, i32, bool)> {
    let exams = vec!["rhit", "cca", "ccs", "cpc", "rhia"];
    (select(exams), -400i32..=0, any::<bool>())
}

fn person() -> impl Strategy<Value = Person> {
    let pathways: Vec<String> = CATALOG
        .pathways()
        .map(|(_, pathway)| pathway.id.to_string())
        .collect();
    let settings = (
        select(pathways),
        option::weighted(0.8, 1u32..40),
        option::of(-50i32..2500),
        vec((1i8..=12, 1i8..=28), 0..3),
        option::weighted(0.1, any::<bool>()),
        0i32..1500,
    );
    let marks = (
        // How much of the pathway is done, one step after another.
        any::<Index>(),
        vec((any::<Index>(), state(), mark_days()), 0..8),
        vec(
            (
                select(vec!["rhit-held", "cca-held", "cpc-held", "rhia-held"]),
                -900i32..=0,
            ),
            0..3,
        ),
        option::of(-100i32..800),
    );
    let entries = (
        vec(attempt(), 0..3),
        vec(activity(), 0..6),
        vec(application(), 0..3),
    );
    (settings, marks, entries).prop_map(|(settings, marks, entries)| {
        let (pathway, hours_per_week, target, terms, dates, later) = settings;
        let today = TODAY + later.days();
        let day = |days: i32| today + days.days();
        let terms = terms.into_iter();
        let mut record = Record {
            target: target.map(day),
            hours_per_week,
            terms: terms
                .filter_map(|(month, day)| TermStart::new(month, day))
                .collect(),
            dates,
            pathway,
            ..Record::default()
        };
        let (done, further, held, cycle_ends) = marks;
        let key = CATALOG.pathway_named(&record.pathway).expect("it ships");
        let path = Evaluation::new(&CATALOG, &record, key, today).path;
        let id = |place: usize| CATALOG.step(path[place]).id.to_string();
        let done = done.index(path.len() + 1);
        for place in 0..done {
            let ago = -2 * i32::try_from(done - place).expect("few steps");
            let mark = mark(State::Done, (ago, None, None, None), today);
            record.marks.insert(id(place), mark);
        }
        for (place, state, days) in further {
            let mark = mark(state, days, today);
            record.marks.insert(id(place.index(path.len())), mark);
        }
        for (step, ago) in held {
            let mark = mark(State::Done, (ago, None, None, None), today);
            record.marks.insert(step.to_owned(), mark);
        }
        if let Some(ends) = cycle_ends {
            let mark = mark(State::Todo, (0, None, None, Some(ends)), today);
            record.marks.insert("cycle-dates".to_owned(), mark);
        }
        let attempts = entries.0.into_iter();
        record.attempts = attempts
            .map(|(exam, on, passed)| Attempt {
                id: String::new(),
                exam: exam.to_owned(),
                on: day(on),
                result: if passed {
                    ExamResult::Pass
                } else {
                    ExamResult::Fail
                },
                score: None,
            })
            .collect();
        record.credits = entries.1;
        record.applications = entries.2;
        for (place, application) in record.applications.iter_mut().enumerate() {
            application.id = format!("a{place}");
            for reached in &mut application.stages {
                reached.on += later.days();
            }
        }
        Person { record, today }
    })
}

/// What the commands say.
struct Views {
    status: Value,
    next: Value,
    plan: Value,
    credits: Value,
    calendar: Value,
}

impl Person {
    /// As a command does it, each time anew.
    fn view(&self, view: impl FnOnce(&Evaluation<'_>, &Plan) -> String) -> Value {
        let pathway = CATALOG
            .pathway_named(&self.record.pathway)
            .expect("it ships");
        let evaluation = Evaluation::new(&CATALOG, &self.record, pathway, self.today);
        let evaluation = match self.record.applications.as_slice() {
            [] => evaluation,
            _ => evaluation.with_applications(&RULES),
        };
        let text = view(&evaluation, &Plan::of(&evaluation));
        serde_json::from_str(&text).expect("it is JSON")
    }

    fn views(&self) -> Views {
        Views {
            status: self.view(|evaluation, plan| {
                let next = by_plan(evaluation, plan);
                let next = next.with_start_days(evaluation, plan, usize::MAX);
                let path = "profile.toml";
                let proofs = evidence::proofs(&self.record, path.as_ref());
                json::status(evaluation, plan, &next, &proofs, path)
            }),
            next: self.view(|evaluation, plan| {
                let next = by_plan(evaluation, plan);
                let next = next.with_start_days(evaluation, plan, usize::MAX);
                json::next(evaluation, plan, &next)
            }),
            plan: self.view(|evaluation, plan| {
                let forecast = Forecast::draw(evaluation, plan, 20, |_| ());
                plan_json::plan(evaluation, plan, forecast.as_ref(), None)
            }),
            credits: self.view(|evaluation, _| {
                let credits = Credits::of(evaluation);
                let activities = credits.activities.iter();
                let certificates = activities
                    .map(|activity| Certificate::of(activity, &|_| ProofState::There))
                    .collect::<Vec<Certificate<'_>>>();
                credits_json::credits(evaluation, &credits, &certificates)
            }),
            calendar: self.view(|evaluation, plan| {
                let owner = "owner".to_owned();
                let now = Timestamp::UNIX_EPOCH;
                let calendar = calendar::calendar(evaluation, plan, owner, 1, now);
                calendar::json(&calendar, self.today, None)
            }),
        }
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// A day; none where there is none.
fn day(value: &Value) -> Option<Date> {
    Some(value.as_str()?.parse().expect("a day"))
}

fn days_between(from: Date, to: Date) -> i64 {
    i64::from((to - from).get_days())
}

/// By id.
fn by_id<'v>(values: impl IntoIterator<Item = &'v Value>) -> BTreeMap<&'v str, &'v Value> {
    let values = values.into_iter();
    values.map(|one| (text(&one["id"]), one)).collect()
}

impl Views {
    /// Every step of the pathway as the status has it.
    fn steps(&self) -> Vec<&Value> {
        let stages = list(&self.status["stages"]).iter();
        stages.flat_map(|stage| list(&stage["steps"])).collect()
    }

    fn finishes_agree(&self, person: &Person) -> Checked {
        let Self {
            status, next, plan, ..
        } = self;
        for view in [status, next, plan, &self.credits, &self.calendar] {
            prop_assert_eq!(day(&view["today"]), Some(person.today));
        }
        prop_assert_eq!(&status["finish"], &next["finish"]);
        let finish = &plan["finish"];
        if person.record.shows_dates() {
            prop_assert_eq!(&status["finish"], finish);
        } else {
            prop_assert_eq!(&status["finish"], &Value::Null);
        }
        let Some(p50) = day(&finish["p50"]) else {
            prop_assert!(plan["forecast"].is_null());
            return Ok(());
        };
        prop_assert_eq!(day(&plan["forecast"]["p50"]), Some(p50));
        prop_assert_eq!(&finish["target"], &status["profile"]["target"]);
        let late = day(&finish["target"]).map(|target| days_between(p50, target));
        prop_assert_eq!(finish["days_to_target"].as_i64(), late);
        // The likely finish is the last day of a step that leads to it.
        let to_finish = &CATALOG.pathway_named(text(&status["profile"]["pathway"]));
        let route = CATALOG.route(to_finish.expect("it ships"));
        let stages = list(&status["stages"]).iter().take(route.finish + 1);
        let steps = stages.flat_map(|stage| list(&stage["steps"]));
        let planned = by_id(list(&plan["steps"]));
        let required = steps.filter(|step| step["optional"] == false);
        let last = required.filter_map(|step| day(&planned.get(text(&step["id"]))?["finish"]));
        prop_assert_eq!(last.max(), day(&finish["likely"]));
        Ok(())
    }

    fn counts_agree(&self) -> Checked {
        let Self {
            status, next, plan, ..
        } = self;
        let planned = by_id(list(&plan["steps"]));
        let (mut satisfied, mut required) = (0, 0);
        for stage in list(&status["stages"]) {
            let is_required = |step: &&Value| step["optional"] == false;
            let steps = || list(&stage["steps"]).iter().filter(is_required);
            let is_done = |step: &&Value| ["done", "waived"].contains(&text(&step["standing"]));
            prop_assert_eq!(stage["required"].as_u64(), Some(steps().count() as u64));
            let done = steps().filter(is_done).count() as u64;
            prop_assert_eq!(stage["satisfied"].as_u64(), Some(done));
            satisfied += done;
            required += steps().count() as u64;
        }
        let progress = &status["progress"];
        prop_assert_eq!(progress["satisfied"].as_u64(), Some(satisfied));
        prop_assert_eq!(progress["required"].as_u64(), Some(required));
        let percent = (satisfied * 100).checked_div(required).unwrap_or(100);
        prop_assert_eq!(progress["percent"].as_u64(), Some(percent));
        prop_assert_eq!(next["none_because"] == "done", satisfied == required);
        // What is left is planned, and nothing else is.
        for step in self.steps() {
            let (id, standing) = (text(&step["id"]), text(&step["standing"]));
            let is_left = !["done", "waived"].contains(&standing);
            let is_planned = planned.contains_key(id);
            prop_assert!(is_left || !is_planned, "{}", id);
            if step["optional"] == false {
                prop_assert_eq!(is_planned, is_left, "{}", id);
            }
        }
        let chain = list(&plan["limiting_chain"]).iter();
        let chain: BTreeSet<&str> = chain.map(|link| text(&link["id"])).collect();
        let on_chain = planned.iter().filter(|(_, step)| step["on_chain"] == true);
        prop_assert_eq!(chain, on_chain.map(|(id, _)| *id).collect());
        Ok(())
    }

    fn steps_agree(&self, person: &Person) -> Checked {
        let Self {
            status, next, plan, ..
        } = self;
        prop_assert_eq!(&status["next"], &next["actions"]);
        let planned = by_id(list(&plan["steps"]));
        let steps = by_id(self.steps());
        for action in list(&next["actions"]) {
            let id = text(&action["id"]);
            let step = steps[id];
            prop_assert_eq!(&action["due"], &step["due"], "{}", id);
            prop_assert_eq!(&action["optional"], &step["optional"], "{}", id);
            if let Some(latest) = day(&action["latest_start"]) {
                prop_assert_eq!(Some(latest), day(&planned[id]["latest_start"]), "{}", id);
                prop_assert_eq!(&action["slack_days"], &planned[id]["slack_days"], "{}", id);
            }
            if let Some(by) = day(&action["start_by"]) {
                prop_assert!(by >= person.today, "{}", id);
                prop_assert!(step["standing"] != "doing", "{}", id);
                let finish = &plan["finish"];
                let last = day(&finish["target"]).or_else(|| day(&finish["p50"]));
                prop_assert!(last.is_some_and(|last| by <= last), "{}", id);
                prop_assert!(
                    finish["days_to_target"]
                        .as_i64()
                        .is_none_or(|days| days >= 0)
                );
            }
        }
        for (id, planned) in &planned {
            let step = steps[id];
            let (start, finish) = (day(&planned["start"]), day(&planned["finish"]));
            prop_assert!(start <= finish, "{}", id);
            let begun = day(&step["on"]).filter(|_| step["standing"] == "doing");
            // Of what a tracker has counted nothing is left.
            let today = Some(person.today);
            let is_over = (start, finish) == (today, today);
            match begun.filter(|_| !is_over) {
                Some(begun) => prop_assert_eq!(start, Some(begun), "{}", id),
                None => prop_assert!(start >= today, "{}", id),
            }
            prop_assert!(finish >= Some(person.today), "{}", id);
        }
        for waiting in list(&status["waiting"]) {
            let id = text(&waiting["id"]);
            prop_assert_eq!(&steps[id]["standing"], "waiting", "{}", id);
            let until = day(&waiting["until"]);
            let clocks = list(&status["clocks"]);
            let is_its_clock =
                |clock: &Value| clock["kind"] == "wait" && day(&clock["ends"]) == until;
            prop_assert!(clocks.iter().any(is_its_clock), "{}", id);
            if let Some(planned) = planned.get(id) {
                prop_assert!(day(&planned["start"]) >= until, "{}", id);
            }
        }
        if let Some(until) = day(&next["until"]) {
            let mut waiting = list(&status["waiting"]).iter();
            prop_assert!(waiting.any(|step| day(&step["until"]) == Some(until)));
        }
        Ok(())
    }

    fn clocks_agree(&self, person: &Person) -> Checked {
        let clocks = list(&self.status["clocks"]);
        for clock in clocks {
            let left = day(&clock["ends"]).map(|ends| days_between(person.today, ends));
            prop_assert_eq!(clock["days_left"].as_i64(), left, "{}", clock);
        }
        let (of_jobs, of_steps): (Vec<Value>, Vec<Value>) = clocks
            .iter()
            .cloned()
            .partition(|clock| clock.get("application").is_some());
        let reminders = list(&self.next["reminders"]).iter();
        let reminders = reminders.cloned().map(|mut reminder| {
            reminder
                .as_object_mut()
                .expect("an object")
                .remove("command");
            reminder
        });
        prop_assert_eq!(&Vec::from_iter(reminders), &of_jobs);
        let by_id = by_id(&of_steps);
        for window in list(&self.plan["windows"]) {
            let clock = by_id[text(&window["id"])];
            if ["running", "due soon"].contains(&text(&clock["state"])) {
                prop_assert_eq!(&window["ends"], &clock["ends"]);
                prop_assert_eq!(&window["starts"], &clock["starts"]);
            }
        }
        Ok(())
    }

    fn credits_agree(&self, person: &Person) -> Checked {
        let clocks = by_id(list(&self.status["clocks"]));
        let mut running = Vec::new();
        for kept in list(&self.credits["credentials"]) {
            let Some(clock) = cycle_clock(&CATALOG, text(&kept["id"])) else {
                continue;
            };
            // A clock of a credential that the pathway is not about is in no status.
            if let Some(clock) = clocks.get(clock) {
                let cycle = &kept["cycle"];
                for (key, of_clock) in [
                    ("starts", "starts"),
                    ("ends", "ends"),
                    ("days_left", "days_left"),
                    ("printed", "own_date"),
                ] {
                    if !cycle.is_null() {
                        prop_assert_eq!(&cycle[key], &clock[of_clock], "{} {}", kept, clock);
                    }
                }
                let lapsed = list(&self.status["eligibility"]).iter();
                let mut lapsed = lapsed.filter(|one| one["credential"] == kept["id"]);
                let lapsed = day(&lapsed.next().expect("it is listed")["lapsed_on"]);
                let overdue = day(&clock["ends"]).filter(|_| clock["state"] == "overdue");
                prop_assert_eq!(lapsed, overdue);
            }
            if kept["cycle"]["days_left"]
                .as_i64()
                .is_none_or(|days| days >= 0)
            {
                running.push((&kept["earned"], &kept["required"]));
            }
            let (earned, required) = (kept["earned"].as_f64(), kept["required"].as_f64());
            let short = required
                .zip(earned)
                .map(|(required, earned)| (required - earned).max(0.0));
            let is_there = short.is_some() == kept["shortfall"].as_f64().is_some();
            let apart = short.zip(kept["shortfall"].as_f64());
            let apart = apart.map_or(0.0, |(short, shortfall)| (short - shortfall).abs());
            prop_assert!(is_there && apart < 1e-6, "{}", kept);
        }
        for action in list(&self.next["actions"]) {
            let measured = &action["measured"];
            if measured["tracker"] == "credits" {
                let figures = (&measured["so_far"], &measured["goal"]);
                prop_assert!(running.contains(&figures), "{} {:?}", measured, running);
            }
            if measured["tracker"] == "applications" {
                prop_assert!(!person.record.applications.is_empty());
            }
        }
        Ok(())
    }

    fn calendar_agrees(&self, person: &Person) -> Checked {
        let Self {
            status, next, plan, ..
        } = self;
        let today = person.today;
        let steps = by_id(self.steps());
        let actions = by_id(list(&next["actions"]));
        let planned = by_id(list(&plan["steps"]));
        let events = list(&self.calendar["events"]);
        let of_kind = |kind: &'static str| events.iter().filter(move |event| event["kind"] == kind);
        let mut starts = BTreeMap::new();
        for event in events {
            let (id, date) = (text(&event["id"]), day(&event["date"]).expect("a day"));
            prop_assert!(date >= today, "{}", event);
            match text(&event["kind"]) {
                "due" => prop_assert_eq!(Some(date), day(&steps[id]["due"]), "{}", id),
                "expected" => prop_assert_eq!(Some(date), day(&steps[id]["expect"]), "{}", id),
                "target" => prop_assert_eq!(Some(date), person.record.target),
                "start" => {
                    prop_assert!(planned.contains_key(id), "{}", id);
                    if let Some(action) = actions.get(id) {
                        prop_assert_eq!(Some(date), day(&action["start_by"]), "{}", id);
                    }
                    starts.insert(id, date);
                }
                "clock" => {
                    let mut clocks = list(&status["clocks"]).iter();
                    let clock = clocks
                        .find(|clock| clock["id"] == id && clock.get("application").is_none());
                    let clock = clock.expect("the status has it");
                    prop_assert_eq!(Some(date), day(&clock["ends"]), "{}", id);
                    prop_assert!(["running", "due soon"].contains(&text(&clock["state"])));
                }
                "application" => {
                    let mut reminders = list(&next["reminders"]).iter();
                    let names = |reminder: &Value| {
                        format!(
                            "{}-{}",
                            text(&reminder["application"]),
                            text(&reminder["id"])
                        )
                    };
                    let reminder = reminders.find(|reminder| names(reminder) == id);
                    prop_assert_eq!(Some(date), day(&reminder.expect("it is due")["ends"]));
                }
                other => prop_assert!(false, "{}", other),
            }
        }
        // And nothing of it is missing.
        let is_reached = plan["finish"].is_null();
        let target = person
            .record
            .target
            .filter(|&target| target >= today && !is_reached);
        prop_assert_eq!(of_kind("target").count(), usize::from(target.is_some()));
        prop_assert!(starts.len() <= MOST_STARTS);
        for (id, action) in &actions {
            let has_day = !steps[id]["due"].is_null() || !steps[id]["expect"].is_null();
            if action["start_by"].is_null() || has_day || starts.len() == MOST_STARTS {
                continue;
            }
            prop_assert!(starts.contains_key(id), "{}", id);
        }
        let running = list(&status["clocks"]).iter();
        let running = running.filter(|clock| text(&clock["state"]) == "due soon");
        for clock in running.filter(|clock| day(&clock["ends"]) >= Some(today)) {
            let is_there = events.iter().any(|event| event["date"] == clock["ends"]);
            prop_assert!(is_there, "{}", clock);
        }
        Ok(())
    }
}

/// The clock of the cycle of a credential.
fn cycle_clock<'c>(catalog: &'c Catalog, credential: &str) -> Option<&'c str> {
    let mut keyed = catalog.keyed_credentials();
    let (owner, _) = keyed.find(|(_, one)| one.id.as_str() == credential)?;
    let mut clocks = catalog.clocks_of(ClockOwner::Credential(owner));
    let key = clocks.find(|&key| {
        let starts = &catalog.clock_links(key).starts;
        starts.contains(&LinkedStart::Held)
    })?;
    Some(catalog.clock(key).id.as_str())
}

proptest! {
    #![proptest_config(few_tries())]

    #[test]
    fn no_view_contradicts_another(person in person()) {
        let views = person.views();
        views.finishes_agree(&person)?;
        views.counts_agree()?;
        views.steps_agree(&person)?;
        views.clocks_agree(&person)?;
        views.credits_agree(&person)?;
        views.calendar_agrees(&person)?;
    }
}
