//! Whoever does what is offered, in whatever order, arrives.

use hitpath::journey::{
    marking::judge,
    next::{NoneBecause, next},
    record::State,
};
use proptest::{
    collection::vec,
    prelude::{any, prop_assert, prop_assert_eq, proptest},
    sample::Index,
    test_runner::Config,
};

use crate::{CATALOG, look, mark, person, step};

proptest! {
    #![proptest_config(Config { cases: 200, failure_persistence: None, ..Config::default() })]

    #[test]
    fn every_walk_over_rhit_arrives(choices in vec(any::<Index>(), CATALOG.step_count())) {
        let mut record = person("");
        let mut walked = Vec::new();
        for choice in choices {
            let done = look(&record, |evaluation| {
                let next = next(evaluation);
                if evaluation.progress().percent() == 100 {
                    prop_assert_eq!(next.none_because, Some(NoneBecause::Done));
                    return Ok(None);
                }
                prop_assert_eq!(next.none_because, None);
                prop_assert!(!next.actions.is_empty(), "a dead end");
                let done = next.actions[choice.index(next.actions.len())].step;
                prop_assert_eq!(judge(evaluation, &[done], State::Done), Ok(()));
                Ok(Some(done))
            })?;
            let Some(done) = done else { break };
            mark(&mut record, done, State::Done);
            walked.push(done);
        }
        look(&record, |evaluation| {
            prop_assert_eq!(evaluation.progress().percent(), 100);
            Ok(())
        })?;
        let place = |name: &str| walked.iter().position(|&other| other == step(name));
        let before = |first: &str, then: &str| {
            matches!((place(first), place(then)), (Some(first), Some(then)) if first < then)
        };
        prop_assert!(before("transcript-sent", "exam-applied") || before("early-form", "exam-applied"));
        prop_assert!(before("transcript-sent", "rhit-earned"));
        prop_assert!(before("degree-awarded", "transcript-sent"));
        prop_assert!(before("internship-complete", "degree-awarded"));
        prop_assert!(before("diploma-earned", "enrolled"));
        prop_assert!(place("early-form").is_none() || before("final-term", "early-form"));
    }
}
