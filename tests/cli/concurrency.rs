//! Many commands at once lose nothing.

use std::{fmt::Write, process::Child, thread};

use crate::{
    answers::{Log, Status, exact},
    sandbox::{PROFILE, Sandbox},
};

const COUNT: usize = 32;

/// A person with thirty-two steps that wait for nothing.
fn crowd() -> Sandbox {
    let mut stage = "id = \"crowd\"\ntitle = \"Crowd\"\n".to_owned();
    for number in 0..COUNT {
        write!(
            stage,
            "[[step]]\nid = \"step-{number}\"\ntitle = \"Step {number}\"\n"
        )
        .expect("a string takes everything");
    }
    Sandbox::empty()
        .own_stage("crowd", &stage)
        .own_pathway(
            "together",
            "id = \"together\"\ntitle = \"Together\"\nstages = [\"crowd\"]\n",
        )
        .profile(PROFILE.replace("\"rhit\"", "\"together\""))
}

#[test]
fn thirty_two_marks_at_once_are_all_there() {
    let sandbox = crowd();
    let children: Vec<Child> = (0..COUNT)
        .map(|number| format!("step-{number}"))
        .map(|id| sandbox.command(["check", &id]).spawn().expect("it starts"))
        .collect();
    for child in children {
        let output = child.wait_with_output().expect("it ends");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{said}");
    }
    let status: Status = exact(sandbox.json(["status"]));
    assert_eq!(status.progress.satisfied, COUNT);
    assert_eq!(status.progress.percent, 100);

    // Each was a change of its own.
    let log: Log = exact(sandbox.json(["log"]));
    assert_eq!(log.entries.len(), COUNT + 1);
    assert!(
        log.entries
            .iter()
            .skip(1)
            .all(|entry| entry.steps.len() == 1)
    );
    for _ in 0..COUNT {
        sandbox.run(["undo"]).succeeds();
    }
    let expected = PROFILE.replace("\"rhit\"", "\"together\"");
    assert_eq!(sandbox.read_profile(), expected.as_bytes());
}

#[test]
fn whoever_looks_meanwhile_sees_a_whole_profile() {
    let sandbox = crowd();
    thread::scope(|scope| {
        scope.spawn(|| {
            for number in 0..COUNT {
                let id = format!("step-{number}");
                sandbox.run(["check", &id]).succeeds();
            }
        });
        let mut last = 0;
        while last < COUNT {
            let status: Status = exact(sandbox.json(["status"]));
            let satisfied = status.progress.satisfied;
            assert!(satisfied >= last, "a mark was gone for a moment");
            last = satisfied;
        }
    });
}

#[test]
fn of_many_first_runs_one_makes_the_profile() {
    let sandbox = Sandbox::empty();
    let runs: Vec<bool> = thread::scope(|scope| {
        let threads: Vec<_> = (0..8)
            .map(|number| format!("name-{number}"))
            .map(|name| {
                let sandbox = &sandbox;
                scope.spawn(move || {
                    let mut command = sandbox.command(["init", "--yes", "--name", &name]);
                    let ran = sandbox.finish("init", &mut command);
                    ran.code() == Some(0)
                })
            })
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().expect("it ends"))
            .collect()
    });
    assert_eq!(runs.iter().filter(|&&made| made).count(), 1);
    let winner = runs.iter().position(|&made| made).expect("one");
    let status: Status = exact(sandbox.json(["status"]));
    assert_eq!(status.profile.name, Some(format!("name-{winner}")));
}
