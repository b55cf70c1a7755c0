//! Whoever does what is offered, in whatever order, arrives.

use hitpath::{
    catalog::StepKey,
    journey::{
        eligibility::Answer,
        evaluation::Evaluation,
        marking::judge,
        next::{Next, NoneBecause, next},
        record::{Record, State},
    },
};
use proptest::{
    collection::vec,
    prelude::{any, prop_assert, prop_assert_eq, prop_oneof, proptest},
    sample::{Index, select},
    strategy::{Just, Strategy},
    test_runner::{Config, TestCaseError},
};

use crate::{CATALOG, id, look, mark, mark_all, pathways, person_on, step};

type Checked<T = ()> = Result<T, TestCaseError>;

fn tries() -> Config {
    Config {
        cases: 250,
        failure_persistence: None,
        ..Config::default()
    }
}

/// One marking of a walk: which of the next actions, and whether a question
/// that a person may leave alone is answered no.
type Choice = (Index, bool);

fn choices() -> impl Strategy<Value = Vec<Choice>> {
    let no = prop_oneof![3 => Just(false), 1 => Just(true)];
    vec((any::<Index>(), no), CATALOG.step_count())
}

/// What a person marks next. A no is taken only where it shuts no door: on a
/// question that nobody has to answer and that nothing left waits for alone.
fn marked_next(evaluation: &Evaluation<'_>, next: &Next, (choice, no): Choice) -> (StepKey, State) {
    let step = next.actions[choice.index(next.actions.len())].step;
    let shape = CATALOG.step(step);
    let is_free = shape.confirm && shape.optional && !is_last_way(evaluation, step);
    let state = if no && is_free {
        State::No
    } else {
        State::Done
    };
    (step, state)
}

/// Whether a required step waits for one of a group of which every other
/// member that the pathway holds is answered no.
fn is_last_way(evaluation: &Evaluation<'_>, step: StepKey) -> bool {
    let is_open = |member: StepKey| {
        let answered_no = evaluation
            .mark(member)
            .is_some_and(|mark| mark.state == State::No);
        evaluation.holds(member) && member != step && !answered_no
    };
    let groups = evaluation
        .path
        .iter()
        .filter(|&&follower| !evaluation.is_satisfied(follower))
        .flat_map(|&follower| &CATALOG.links(follower).requires_any);
    let mut groups = groups.filter(|group| group.contains(&step));
    groups.any(|group| !group.iter().any(|&member| is_open(member)))
}

/// Walks to the end, and says in which order.
fn walk(record: &mut Record, choices: &[Choice]) -> Checked<Vec<StepKey>> {
    let mut walked = Vec::new();
    for &choice in choices {
        let chosen = look(record, |evaluation| {
            let next = next(evaluation);
            if evaluation.progress().percent() == 100 {
                prop_assert_eq!(next.none_because, Some(NoneBecause::Done));
                return Ok(None);
            }
            prop_assert_eq!(&next.none_because, &None);
            prop_assert!(!next.actions.is_empty(), "a dead end");
            let chosen = marked_next(evaluation, &next, choice);
            prop_assert_eq!(judge(evaluation, &[chosen.0], chosen.1), Ok(()));
            Ok(Some(chosen))
        })?;
        let Some((step, state)) = chosen else { break };
        mark(record, step, state);
        if state == State::Done {
            walked.push(step);
        }
    }
    let percent = look(record, |evaluation| evaluation.progress().percent());
    prop_assert_eq!(percent, 100, "not there yet");
    Ok(walked)
}

/// At the end a person is eligible for the goal and holds it.
fn holds_the_goal(record: &Record) -> Checked {
    look(record, |evaluation| {
        let goal = CATALOG.pathway(evaluation.pathway).goal.as_ref();
        let Some(goal) = goal.and_then(|goal| CATALOG.credential_named(goal.as_str())) else {
            prop_assert_eq!(&*record.pathway, "renewal", "a pathway without a goal");
            return Ok(());
        };
        let found = evaluation.eligibility(goal);
        prop_assert_eq!((found.answer, found.holds), (Answer::Yes, true));
        Ok(())
    })
}

fn is_before(walked: &[StepKey], first: &str, then: &str) -> bool {
    let place = |name: &str| walked.iter().position(|&other| other == step(name));
    matches!((place(first), place(then)), (Some(first), Some(then)) if first < then)
}

proptest! {
    #![proptest_config(tries())]

    #[test]
    fn every_walk_arrives_and_holds_the_goal(
        pathway in select(pathways::ids().to_vec()),
        choices in choices(),
    ) {
        let mut record = person_on(pathway, "");
        // Without AHIMA's letter a person abroad goes through the program.
        if pathway == "international" {
            mark(&mut record, step("reciprocity-confirmed"), State::No);
        }
        walk(&mut record, &choices)?;
        holds_the_goal(&record)?;
    }

    #[test]
    fn every_walk_over_rhit_keeps_the_order_of_the_field(choices in choices()) {
        let mut record = person_on("rhit", "");
        let walked = walk(&mut record, &choices)?;
        let before = |first: &str, then: &str| is_before(&walked, first, then);
        prop_assert!(before("transcript-sent", "exam-applied") || before("early-form", "exam-applied"));
        prop_assert!(before("transcript-sent", "rhit-earned"));
        prop_assert!(before("degree-awarded", "transcript-sent"));
        prop_assert!(before("internship-complete", "degree-awarded"));
        prop_assert!(before("diploma-earned", "enrolled"));
        prop_assert!(!walked.contains(&step("early-form")) || before("final-term", "early-form"));
    }

    /// Money is paid after the question it hangs on, on every pathway.
    #[test]
    fn no_walk_pays_before_it_asks(
        pathway in select(pathways::ids().to_vec()),
        choices in choices(),
    ) {
        let mut record = person_on(pathway, "");
        let walked = walk(&mut record, &choices)?;
        for (asked, paid) in [
            ("program-accredited", "enrolled"),
            ("id-match", "exam-applied"),
            ("cca-id-match", "cca-applied"),
            ("coding-options", "coding-enrolled"),
            ("rhia-id-match", "rhia-applied"),
            ("rhia-transcript-sent", "rhia-applied"),
            ("own-site-asked", "enrolled"),
            ("benefits-asked", "enrolled"),
            ("ceus-entered", "renewal-fee"),
        ] {
            let both = [asked, paid].map(|name| walked.contains(&step(name)));
            if both == [true, true] {
                prop_assert!(is_before(&walked, asked, paid), "{} before {}", paid, asked);
            }
        }
    }

    /// Going over to another pathway and back changes nothing.
    #[test]
    fn a_change_of_pathway_and_back_keeps_the_percent(
        there in select(pathways::ids().to_vec()),
        back in select(pathways::ids().to_vec()),
        marks in vec((any::<Index>(), select(State::ALL.to_vec())), 0..60),
    ) {
        let keys: Vec<StepKey> = CATALOG.steps().map(|(key, _)| key).collect();
        let mut record = person_on(back, "");
        for (place, state) in marks {
            mark(&mut record, keys[place.index(keys.len())], state);
        }
        let seen = |record: &Record| look(record, |evaluation| (evaluation.progress(), next(evaluation)));
        let marks = record.marks.clone();
        let before = seen(&record);
        record.pathway = there.into();
        // It can be looked at there as well.
        let away = seen(&record);
        prop_assert!(away.0.percent() <= 100);
        record.pathway = back.into();
        prop_assert_eq!(seen(&record), before);
        prop_assert_eq!(&record.marks, &marks);
    }
}

/// Takes what stands first until nothing is left, and says in which order.
fn by_the_first_action(record: &mut Record) -> Vec<&'static str> {
    let mut done = Vec::new();
    loop {
        let first = look(record, |evaluation| {
            let next = next(evaluation);
            if next.none_because == Some(NoneBecause::Done) {
                return None;
            }
            assert_eq!(next.none_because, None, "after {done:?}");
            let first = next.actions.first().map(|action| action.step);
            let first = first.unwrap_or_else(|| panic!("a dead end after {done:?}"));
            assert_eq!(judge(evaluation, &[first], State::Done), Ok(()));
            Some(first)
        });
        let Some(first) = first else { return done };
        mark(record, first, State::Done);
        done.push(id(first));
        assert!(done.len() <= CATALOG.step_count(), "it goes round");
    }
}

/// A person who does what is named first gets through every pathway.
#[test]
fn the_first_action_leads_through_every_pathway() {
    for pathway in pathways::ids() {
        let mut record = person_on(pathway, "");
        let done = by_the_first_action(&mut record);
        let required = look(&record, |evaluation| evaluation.progress().required);
        assert!(done.len() >= required, "{pathway}");
        assert!(done.len() <= required + 2, "{pathway}: {done:?}");
        holds_the_goal(&record).unwrap_or_else(|why| panic!("{pathway}: {why}"));
    }
}

/// Who has studied is told of both ways that are open, the longer one first: the
/// search for a post takes months, the way to the exam weeks.
#[test]
fn who_is_ready_for_the_exam_hears_of_it_and_of_the_job_search() {
    let studied = "explore diploma cahiim-program internship candidate-guide id-match study-plan \
        study-data-revenue study-privacy-compliance study-analytics-leadership mock-exams";
    let first_after = |more: &str| {
        let mut record = person_on("rhit", "");
        mark_all(&mut record, &format!("{studied} {more}"), State::Done);
        look(&record, |evaluation| {
            let actions = next(evaluation).actions;
            [0, 1].map(|place| id(actions[place].step))
        })
    };
    assert_eq!(first_after(""), ["job-targets", "transcript-sent"]);
    assert_eq!(
        first_after("transcript-sent"),
        ["job-targets", "exam-applied"]
    );
    assert_eq!(
        first_after("transcript-sent exam-applied"),
        ["job-targets", "att-received"]
    );
}

/// With AHIMA's letter nobody has to study the program again.
#[test]
fn the_letter_from_ahima_stands_for_the_program() {
    let mut record = person_on("international", "");
    let done = "learn-role paths-compared home-program-complete reciprocity-asked \
        reciprocity-confirmed papers-collected degree-evaluated route-settled diploma-earned";
    mark_all(&mut record, done, State::Done);
    mark_all(&mut record, "cahiim-program internship", State::Waived);
    let done = by_the_first_action(&mut record);
    assert!(done.contains(&"transcript-sent") && done.contains(&"rhit-earned"));
    assert!(!done.contains(&"degree-awarded") && !done.contains(&"enrolled"));
    holds_the_goal(&record).expect("by reciprocity, not by what was waived");
    // Without the letter the same waivers open nothing.
    mark(&mut record, step("reciprocity-confirmed"), State::No);
    assert!(holds_the_goal(&record).is_err());
}

/// Each way to the second coding credential.
#[test]
fn coding_goes_on_by_ccs_and_by_cpc() {
    let first = "explore diploma coding-training cca-exam job-search coding-work-proof \
        second-exam-chosen ceu-set-up growth-plan";
    for (way, held) in [
        ("ccs-ready ccs-earned", ["ccs"].as_slice()),
        ("aapc-member cpc-passed", &[]),
        ("aapc-member cpc-passed cpc-full", &["cpc"]),
    ] {
        let mut record = person_on("coding", first);
        let percent = |record: &Record| look(record, |e| e.progress().percent());
        assert!(percent(&record) < 100, "{way}");
        let names: Vec<&str> = way.split(' ').collect();
        for name in names {
            look(&record, |evaluation| {
                let offered = next(evaluation).actions;
                let offered = offered.iter().any(|action| action.step == step(name));
                assert!(offered, "{name} is not offered");
            });
            mark(&mut record, step(name), State::Done);
        }
        look(&record, |evaluation| {
            let joined = next(evaluation).actions;
            let joined = joined.iter().find(|a| !CATALOG.step(a.step).optional);
            assert_eq!(joined.map(|a| id(a.step)), Some("second-code-credential"));
        });
        mark(&mut record, step("second-code-credential"), State::Done);
        assert_eq!(percent(&record), 100, "{way}");
        for credential in ["ccs", "cpc"] {
            let holds = look(&record, |evaluation| {
                let credential = CATALOG.credential_named(credential).expect("it ships");
                evaluation.eligibility(credential).holds
            });
            assert_eq!(holds, held.contains(&credential), "{way}: {credential}");
        }
        holds_the_goal(&record).expect("CCA");
    }
}

/// One yes among the three questions opens the admission to an RHIA program.
#[test]
fn rhia_is_reached_by_each_of_its_three_questions() {
    let by = ["rhia-by-bachelor", "rhia-by-postbac", "rhia-by-master"];
    for way in by {
        let mut record = person_on("rhia", "explore diploma rhia-route rhia-compared");
        for other in by {
            mark(&mut record, step(other), State::No);
        }
        look(&record, |evaluation| {
            let stopped = next(evaluation).none_because;
            // The money plan is still to be done; the admission is not.
            assert_eq!(stopped, None);
            let refused = judge(evaluation, &[step("rhia-admitted")], State::Done);
            assert!(refused.is_err(), "three times no");
        });
        mark(&mut record, step(way), State::Done);
        let done = by_the_first_action(&mut record);
        assert!(done.contains(&"rhia-admitted") && done.contains(&"rhia-earned"));
        holds_the_goal(&record).unwrap_or_else(|why| panic!("{way}: {why}"));
    }
}

/// Three times no stops the way to RHIA and says by which questions.
#[test]
fn a_choice_without_a_yes_stops_and_says_so() {
    let by = ["rhia-by-bachelor", "rhia-by-postbac", "rhia-by-master"];
    let mut record = person_on(
        "rhia",
        "explore diploma rhia-route rhia-compared rhia-money",
    );
    for other in by {
        mark(&mut record, step(other), State::No);
    }
    look(&record, |evaluation| {
        let stopped = NoneBecause::Stopped(by.map(step).to_vec());
        assert_eq!(next(evaluation).none_because, Some(stopped));
    });
}
