//! Problems come in order and keep the places their author counts.

use super::building::{building, requires, step};
use crate::catalog::{
    FileKey,
    audit::{LeftOut, audit},
};

#[test]
fn problems_come_in_the_order_of_files() {
    let parts = building()
        .stage("one", [step("a", |step| step.requires = requires("x"))])
        .fact("f.x", false, |fact| fact.claim.source.url = "".into())
        .stage("two", [step("b", |step| step.requires = requires("y"))]);
    let problems = audit(parts.0).expect_err("it is broken");
    let files: Vec<u32> = problems.iter().map(|problem| problem.file.0).collect();
    assert_eq!(files, [0, 1, 2]);
}

#[test]
fn what_was_left_out_moves_what_follows() {
    let file = FileKey(3);
    let mut left_out = LeftOut::default();
    for place in [0, 2, 3] {
        left_out.add(file, "step", place);
    }
    left_out.add(file, "step[4].requires-any[1]", 0);
    let case = |path: &str, expected: &str| {
        assert_eq!(left_out.as_written(file, path), expected);
    };
    case("id", "id");
    case("step[0].id", "step[1].id");
    case("step[1].requires-any[1][0]", "step[4].requires-any[1][1]");
    case("step[1].requires-any[0][0]", "step[4].requires-any[0][0]");
    case("step[2]", "step[5]");
    assert_eq!(left_out.as_written(FileKey(0), "step[0]"), "step[0]");
    assert!(left_out.lacks_some_of(file, "step[1].requires-any[1]"));
    assert!(!left_out.lacks_some_of(file, "step[1].requires-any[0]"));
}
