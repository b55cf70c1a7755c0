//! Most people have no files of their own, and for them only their pathway is
//! read. That must show in nothing but the time it takes.

use std::fs;

use crate::sandbox::{PROFILE, Sandbox};

/// Profiles, some of which the short start has to leave to the full one.
const PROFILES: [(&str, &str); 8] = [
    ("nothing", ""),
    (
        "marks and a correction",
        "[steps.learn-role]\nstate = \"done\"\non = 2026-11-02\n\
         [steps.diploma-earned]\nstate = \"done\"\n\
         [facts.\"rhit.exam.fee-member\"]\nvalue = { usd = 239 }\nsource = \"the store\"\n\
         checked = 2026-11-20\n",
    ),
    (
        "a mark on a step of another pathway",
        "[steps.rhia-degree-awarded]\nstate = \"done\"\n",
    ),
    (
        "a mark on a step that nobody knows",
        "[steps.surgery]\nstate = \"done\"\n",
    ),
    (
        "an entry that cannot be read",
        "[steps.learn-role]\nstate = \"perhaps\"\n",
    ),
    ("a pathway that nobody knows", "pathway = \"surgeon\"\n"),
    ("a pathway without a goal", "pathway = \"renewal\"\n"),
    ("an older catalog", "catalog = \"0.0.9\"\n"),
];

#[test]
fn both_starts_say_the_same() {
    for (what, lines) in PROFILES {
        let key = lines.split(" = ").next().filter(|key| !key.contains('['));
        let kept = PROFILE
            .lines()
            .filter(|line| key.is_none_or(|key| key.is_empty() || !line.starts_with(key)));
        let text: String = kept.map(|line| format!("{line}\n")).collect();
        let sandbox = Sandbox::empty().profile(text + lines);
        let commands: [&[&str]; 5] = [
            &["status"],
            &["status", "--json"],
            &["next"],
            &["next", "--plain"],
            &["next", "--json"],
        ];
        let say = || commands.map(|command| sandbox.run(command).to_string());
        let short = say();
        // A folder of their own, if an empty one, has to be looked at.
        fs::create_dir(sandbox.home().join("checklists")).expect("a folder");
        assert_eq!(short, say(), "{what}");
    }
}
