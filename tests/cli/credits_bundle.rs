//! `hitpath credits bundle`: what an audit asks for, in one folder.

use std::{collections::BTreeMap, fs, path::Path};

use serde::{Deserialize, Serialize};
use snapbox::{assert_data_eq, str};

use crate::{
    answers::exact,
    sandbox::{PROFILE, Sandbox},
};

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Gathered {
    format_version: u32,
    folder: String,
    list: String,
    copies: Vec<String>,
    wanting: Vec<String>,
}

/// A holder of RHIT with these entries.
fn holder(entries: &str) -> Sandbox {
    let held = "\n[steps.rhit-held]\nstate = \"done\"\non = 2025-03-01\n";
    let sandbox = Sandbox::begun().profile(format!("{PROFILE}{held}{entries}"));
    write(&sandbox, "hipaa.pdf", "abc");
    sandbox
}

fn write(sandbox: &Sandbox, name: &str, text: &str) {
    fs::write(sandbox.work().join(name), text).expect("a file");
}

fn add<'a>(sandbox: Sandbox, on: &'a str, title: &'a str, evidence: &[&'a str]) -> Sandbox {
    let mut add = vec![
        "credits", "add", "--on", on, "--hours", "2", "--title", title,
    ];
    for one in evidence {
        add.extend(["--evidence", one]);
    }
    sandbox.after(add)
}

/// The files of a folder with their texts.
fn files(folder: &Path) -> BTreeMap<String, String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let file = |entry: std::io::Result<fs::DirEntry>| {
        let entry = entry.expect("an entry");
        let name = entry.file_name().into_string().expect("text");
        (name, fs::read_to_string(entry.path()).expect("a text"))
    };
    entries.map(file).collect()
}

fn names(folder: &Path) -> Vec<String> {
    files(folder).into_keys().collect()
}

#[test]
fn list_and_certificates_lie_in_one_folder() {
    let sandbox = add(
        holder(""),
        "2026-05-01",
        "HIPAA",
        &["hipaa.pdf", "https://e.org/c?a=1"],
    );
    let sandbox = add(sandbox, "2026-05-01", "hipaa!", &["hipaa.pdf"]);
    let sandbox = add(sandbox, "2024-05-01", "Before", &["hipaa.pdf"]);
    let before = sandbox.listing();
    let ran = sandbox.run(["credits", "bundle", "-o", "audit/2026"]);
    assert_data_eq!(
        ran.to_string(),
        str![[r#"
  Folder     audit/2026
  List       00-credits.md
  Holds      2 activities, 2 certificates

"#]]
    );
    let folder = sandbox.work().join("audit/2026");
    let found = files(&folder);
    let expected = [
        "00-credits.md",
        "2026-05-01-hipaa-2.pdf",
        "2026-05-01-hipaa.pdf",
    ];
    assert_eq!(found.keys().collect::<Vec<_>>(), expected);
    assert_eq!(found["2026-05-01-hipaa-2.pdf"], "abc");
    assert_data_eq!(
        found["00-credits.md"].as_str(),
        str![[r#"
# Continuing education credits

Put together on 2026-11-22 with hitpath, from the holder's own notes.

## RHIT

- Cycle: 2025-03-01 to 2027-03-01
- 4 of 20 credits, 16 missing
- ahima: 0 of 8, 8 missing; from AHIMA or a state association

| Date | Activity | Credits | Category | Certificate |
|---|---|---|---|---|
| 2026-05-01 | HIPAA | 2 |  | 2026-05-01-hipaa.pdf, <https://e.org/c?a=1> |
| 2026-05-01 | hipaa/! | 2 |  | 2026-05-01-hipaa-2.pdf |

"#]]
    );
    assert_eq!(sandbox.listing(), before, "the profile is not touched");
}

#[test]
fn what_is_missing_or_changed_is_named_and_the_answer_is_no() {
    let sandbox = add(holder(""), "2026-05-01", "HIPAA", &["hipaa.pdf"]);
    write(&sandbox, "gone.pdf", "x");
    write(&sandbox, "folder", "x");
    let sandbox = add(sandbox, "2026-05-02", "Gone", &["gone.pdf"]);
    let sandbox = add(sandbox, "2026-05-03", "Folder", &["folder"]);
    let sandbox = add(sandbox, "2026-05-04", "None", &[]);
    write(&sandbox, "hipaa.pdf", "abd");
    fs::remove_file(sandbox.work().join("gone.pdf")).expect("removed");
    fs::remove_file(sandbox.work().join("folder")).expect("removed");
    fs::create_dir(sandbox.work().join("folder")).expect("a folder");
    let ran = sandbox.run(["credits", "bundle", "-o", "out"]).says_no();
    let said = ran.conversation();
    for says in [
        "2026-05-01 HIPAA: 2026-05-01-hipaa.pdf is not the file that was written down",
        "gone.pdf cannot be read",
        "it is not a file",
        "2026-05-04 None: no certificate is written down",
    ] {
        assert!(said.contains(says), "{says}: {ran}");
    }
    let found = files(&sandbox.work().join("out"));
    assert_eq!(found.len(), 2);
    let list = &found["00-credits.md"];
    let (_, missing) = list
        .split_once("## Missing or changed")
        .expect("it is there");
    assert!(
        missing.contains("- 2026-05-02 Gone: gone.pdf is missing\n"),
        "{list}"
    );
    assert!(
        missing.contains("- 2026-05-03 Folder: folder is missing\n"),
        "{list}"
    );
    // Where the file lay, and what the system says, is for the screen alone.
    let place = sandbox.work().display().to_string();
    assert!(
        said.contains(&format!("{place}/gone.pdf cannot be read")),
        "{ran}"
    );
    assert!(
        !list.contains(&place) && !list.contains("os error"),
        "{list}"
    );
    assert!(found["00-credits.md"].contains("| 2026-05-02 | Gone | 2 |  | missing |"));
    let run = sandbox
        .run(["credits", "bundle", "-o", "again", "--json"])
        .says_no();
    let json = serde_json::from_str(run.stdout()).expect("JSON");
    let gathered: Gathered = exact(json);
    assert_eq!(gathered.copies, ["2026-05-01-hipaa.pdf"]);
    assert_eq!(gathered.wanting.len(), 4);
    let plain = sandbox
        .run(["credits", "bundle", "-o", "plain", "--plain"])
        .says_no();
    assert!(
        plain.stdout().lines().all(|line| line.contains(": ")),
        "{plain}"
    );
}

#[test]
fn nothing_is_ever_written_over() {
    let sandbox = add(holder(""), "2026-05-01", "HIPAA", &["hipaa.pdf"]);
    let work = sandbox.work();
    fs::create_dir(work.join("full")).expect("a folder");
    write(&sandbox, "full/letter.txt", "dear");
    fs::create_dir(work.join("empty")).expect("a folder");
    for (folder, says) in [
        ("full", "is not empty"),
        ("hipaa.pdf", "is a file, not a folder"),
    ] {
        let ran = sandbox.run(["credits", "bundle", "-o", folder]).fails();
        assert!(ran.conversation().contains(says), "{ran}");
        assert!(ran.conversation().contains("name a new folder"), "{ran}");
    }
    assert_eq!(names(&work.join("full")), ["letter.txt"]);
    let sandbox = sandbox.after(["credits", "bundle", "-o", "empty"]);
    let ran = sandbox.run(["credits", "bundle", "-o", "empty"]).fails();
    assert!(ran.conversation().contains("is not empty"), "{ran}");
}

#[test]
fn without_a_cycle_or_an_activity_there_is_nothing_to_gather() {
    let sandbox = Sandbox::begun();
    let ran = sandbox.run(["credits", "bundle", "-o", "out"]).fails();
    assert!(
        ran.conversation().contains("you hold no credential yet"),
        "{ran}"
    );
    let sandbox = add(holder(""), "2024-05-01", "Before", &[]);
    let ran = sandbox.run(["credits", "bundle", "-o", "out"]).fails();
    assert!(ran.conversation().contains("no activity counts"), "{ran}");
    assert!(!sandbox.work().join("out").exists());
}

#[test]
fn hostile_titles_make_safe_names_and_a_safe_list() {
    let titles = [
        "../../etc/passwd",
        "CON",
        "a|b\\u001b[31m<b>\\n# x `rm`",
        "!",
        &"long ".repeat(200),
    ];
    let entry = |(number, title): (usize, &&str)| {
        format!(
            "\n[[credits]]\nid = \"e{number}\"\non = 2026-05-01\nhours = 1\ntitle = \"{title}\"\n\
             evidence = [{{ ref = \"papers/c.PDF\" }}]\n"
        )
    };
    let entries: String = titles.iter().enumerate().map(entry).collect();
    let sandbox = holder(&entries);
    fs::create_dir(sandbox.home().join("papers")).expect("a folder");
    fs::write(sandbox.home().join("papers/c.PDF"), "abc").expect("a file");
    let ran = sandbox.run(["credits", "bundle", "-o", "out"]).succeeds();
    let found = files(&sandbox.work().join("out"));
    let found_names: Vec<&String> = found.keys().collect();
    assert_eq!(
        found_names[..5],
        [
            "00-credits.md",
            "2026-05-01-a-b-31m-b-x-rm.pdf",
            "2026-05-01-con.pdf",
            "2026-05-01-etc-passwd.pdf",
            &format!(
                "2026-05-01-{}.pdf",
                "long-".repeat(14).trim_end_matches('-')
            ),
        ],
        "{ran}"
    );
    assert_eq!(found_names[5], "2026-05-01.pdf");
    let list = &found["00-credits.md"];
    assert!(!list.contains('\u{1b}'), "{list}");
    assert!(list.contains("a\\|b"), "{list}");
    assert!(!list.contains("<b>") && !list.contains("\n# x"), "{list}");
    let rows = list.lines().filter(|line| line.starts_with("| 2026"));
    assert_eq!(rows.count(), 5);
}

#[cfg(unix)]
#[test]
fn links_are_followed_and_what_may_not_be_read_is_missing() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let sandbox = holder("");
    write(&sandbox, "closed.pdf", "secret");
    symlink("hipaa.pdf", sandbox.work().join("link.pdf")).expect("a link");
    let sandbox = add(sandbox, "2026-05-01", "Link", &["link.pdf"]);
    let sandbox = add(sandbox, "2026-05-02", "Dangling", &["closed.pdf"]);
    fs::remove_file(sandbox.work().join("closed.pdf")).expect("removed");
    symlink("nowhere", sandbox.work().join("closed.pdf")).expect("a link");
    sandbox.run(["credits", "bundle", "-o", "out"]).says_no();
    let out = sandbox.work().join("out");
    assert_eq!(names(&out), ["00-credits.md", "2026-05-01-link.pdf"]);
    let copy = out.join("2026-05-01-link.pdf");
    let about = fs::symlink_metadata(&copy).expect("there");
    assert!(about.is_file(), "a copy, not a link");
    let mode = |path: &Path| fs::metadata(path).expect("there").permissions().mode() & 0o777;
    assert_eq!((mode(&out), mode(&copy)), (0o700, 0o600));
}
