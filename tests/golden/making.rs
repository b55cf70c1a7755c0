//! The profiles that this version writes, made by its own commands.

use std::{collections::BTreeSet, fs, path::PathBuf};

use crate::{
    profiles::{Golden, Summary},
    sandbox::Sandbox,
};

/// Each pathway that ships, with nothing marked.
const PATHWAYS: [&str; 7] = [
    "rhit",
    "coding",
    "rhia",
    "working",
    "veteran",
    "international",
    "renewal",
];

/// A profile that was written by hand on a system with other line ends, with
/// much that no program knows.
const BY_HAND: &str = r#"# My way. Do not sort!
format = 1
id = "fedcba9876543210fedcba9876543210"   # made by init
name = 'Zoë "Z" Ångström'
pathway="rhit"
started = 2026-11-01
hours-per-week = 0xC
target = 2029-05-31
catalog = "0.1.0"  # keep an eye on this
terms = [
  "01-13", # spring
  "08-25",
]
favourite-colour = "teal"

[my.own.table]
kept = [1, 2.5, { deep = true }]

# -- what I did --
[steps.learn-role]
  state = "done" # took a weekend
  on    = 2026-11-02
  mood  = "curious"
  changed = 2026-11-02T10:11:12Z

[steps]
diploma-earned.state = "done"
diploma-earned.on = 2019-06-10
programs-listed = { state = "doing", on = 2026-11-10, due = 2026-12-24 }
surgery = { state = "done", on = 2020-01-01 }

[steps."Not An Id"]
x = 1
note = """
two
lines"""

[steps.program-accredited]
state = "no"
evidence = [{ ref = "letter.pdf", shelf = 3 }]

[[attempts]]
id = "a1"
exam = "rhit"
on = 2026-11-20
result = "fail"
"#;

/// A profile by name, and the ids in it that no catalog knew.
type Made = (String, Vec<u8>, &'static [&'static str]);

/// All profiles of this version.
fn made() -> Vec<Made> {
    let mut made: Vec<Made> = Vec::new();
    for pathway in PATHWAYS {
        let begun = Sandbox::empty().after(["init", "--yes", "--pathway", pathway]);
        made.push((format!("{pathway}-begun"), begun.read_profile(), &[]));
    }
    let full = [
        ("rhit-every-state", every_state(), &[] as &[_]),
        ("rhit-by-hand", by_hand(), &["Not An Id", "surgery"]),
        ("rhit-finished", finished(), &[]),
        ("coding-midway", coding_midway(), &[]),
        ("renewal-moved", renewal_moved(), &[]),
    ];
    for (name, sandbox, unknown) in full {
        made.push((name.to_owned(), sandbox.read_profile(), unknown));
    }
    made
}

/// The arguments of a command, divided by blanks.
#[track_caller]
fn after(sandbox: Sandbox, command: &str) -> Sandbox {
    sandbox.after(Vec::from_iter(command.split(' ')))
}

fn every_state() -> Sandbox {
    let sandbox = Sandbox::empty().after([
        "init",
        "--name",
        "Ada Nwosu",
        "--hours-per-week",
        "12",
        "--target",
        "2029-05-31",
        "--terms",
        "01-13,05-20,08-25",
    ]);
    fs::write(sandbox.work().join("transcript.txt"), "A, A, B\n").expect("a file");
    let noted = "At last — \"with honors\",\nsaid the letter \\o/ ✓";
    let commands = [
        "check learn-role --on 2026-10-01",
        "check explore --on 2026-10-05",
        "check fit-no-patients --as no --on 2026-10-05",
        "check diploma-earned --on 2019-06-10 --evidence transcript.txt",
        "check diploma-earned --evidence https://example.org/diploma?id=1",
        "check programs-listed --as doing --on 2026-11-01 --due 2026-12-24",
        "check volunteer --as waived",
        "check fafsa --as doing --on 2026-11-10 --anyway",
        "check fafsa --as todo",
        "check final-term --expect 2028-05-12",
        "check att-received --until 2028-09-01",
        "check exam-applied --on 2026-11-21 --anyway",
    ];
    let mut sandbox = sandbox;
    for command in commands {
        sandbox = after(sandbox, command);
    }
    sandbox.after(["check", "diploma-earned", "--note", noted])
}

fn by_hand() -> Sandbox {
    let sandbox = Sandbox::empty().profile(BY_HAND.replace('\n', "\r\n"));
    after(sandbox, "check explore --on 2026-11-15")
}

fn finished() -> Sandbox {
    let sandbox = Sandbox::empty().after(["init", "--yes"]);
    after(
        sandbox,
        "check explore diploma cahiim-program internship rhit-exam job-search advancement \
         --on 2026-11-20",
    )
}

/// Everything up to the exam lies behind, without a date.
fn coding_midway() -> Sandbox {
    let sandbox = Sandbox::empty();
    let sandbox = after(
        sandbox,
        "init --yes --pathway coding --done explore,diploma,coding-training",
    );
    after(sandbox, "set hours-per-week=8")
}

/// Marks of one pathway, seen from another.
fn renewal_moved() -> Sandbox {
    let mut sandbox = finished();
    for command in [
        "set pathway=renewal",
        "check rhit-held --on 2026-11-21",
        "check credential-held --expect 2027-01-31 --due 2027-02-01",
    ] {
        sandbox = after(sandbox, command);
    }
    sandbox
}

/// Where the profiles of this version are put, to be copied from.
pub(crate) fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
        .join("golden")
        .join(env!("CARGO_PKG_VERSION"))
}

/// The names of all files there.
pub(crate) fn names() -> BTreeSet<String> {
    let names = made().into_iter().map(|(name, _, _)| name);
    names
        .flat_map(|name| ["toml", "json"].map(|ending| format!("{name}.{ending}")))
        .collect()
}

#[test]
fn this_version_writes_what_it_can_keep() {
    let folder = folder();
    fs::create_dir_all(&folder).expect("a folder");
    for (name, bytes, unknown) in made() {
        let path = folder.join(&name).with_extension("toml");
        fs::write(&path, &bytes).expect("a file");
        let unknown = unknown.iter().map(|&id| id.to_owned()).collect();
        let summary = Summary::of(&path, &bytes, unknown);
        let text = serde_json::to_string_pretty(&summary).expect("JSON") + "\n";
        fs::write(path.with_extension("json"), text).expect("a file");
        Golden::read(&path).is_kept();
    }
}
