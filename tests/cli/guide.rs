//! `hitpath guide`: the list of topics, one in full, and what a search finds.
//!
//! The topics here are a person's own and stand beside those that ship, of which
//! nothing is taken for granted.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use snapbox::{assert_data_eq, str};

use crate::{
    answers::exact,
    bakery::bakery,
    sandbox::Sandbox,
    status::{fits, is_plain},
};

const DOUGH: &str = "+++
part = \"The bakery\"
place = 90010
+++
# What is a dough?

Flour and water that were given time. A *sour* one rises in {baking.rise}; **never** leave it alone.

## How it is made

Before you begin, look at `hitpath show sourdough --plain`.

1. Mix flour and water,
   by hand.
2. Wait {baking.rise}.

Facts: baking.rise

## What it costs

- A stall is {stall.rent} a month.
- Nothing else.
";

const SELLING: &str = "+++
part = \"The bakery\"
place = 90020
+++
# Whom do I sell to?

People who rise late. Ask the Müller family: their stall faces the well.

Facts: stall.hours
";

const LATE: &str =
    "# What else, after all of this and much more, might a baker want to know?\n\nNothing.\n";

/// A baker with three topics of their own.
#[track_caller]
fn baker() -> Sandbox {
    bakery()
        .own_file("guide/dough.md", DOUGH)
        .own_file("guide/selling-bread.md", SELLING)
        .own_file("guide/late.md", LATE)
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    format_version: u32,
    topics: Vec<Listed>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Listed {
    id: String,
    title: String,
    part: Option<String>,
    origin: String,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Shown {
    format_version: u32,
    id: String,
    title: String,
    part: Option<String>,
    origin: String,
    blocks: Vec<Block>,
    /// Their shape is that of `show`, and held there.
    facts: Vec<Value>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
enum Block {
    Heading {
        text: String,
    },
    Paragraph {
        text: String,
    },
    List {
        numbered_from: Option<u64>,
        items: Vec<String>,
    },
    Facts {
        ids: Vec<String>,
    },
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Search {
    format_version: u32,
    words: Vec<String>,
    found: Vec<Found>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Found {
    id: String,
    title: String,
    lines: Vec<String>,
}

#[test]
fn topics_are_listed_part_by_part() {
    let sandbox = baker();
    let ran = sandbox.run(["guide"]).succeeds();
    fits(&ran, 80);
    let list: List = exact(sandbox.json(["guide"]));
    let said = ran.stdout();
    assert!(
        said.contains(&format!("{} topics", list.topics.len())),
        "{ran}"
    );
    // After all that ships stands what has a high place, and then what has none.
    let ids: Vec<&str> = list.topics.iter().map(|topic| topic.id.as_str()).collect();
    assert!(
        ids.ends_with(&["dough", "selling-bread", "late"]),
        "{ids:?}"
    );
    let [.., dough, _, late] = list.topics.as_slice() else {
        panic!("{list:?}");
    };
    assert_eq!(dough.part.as_deref(), Some("The bakery"));
    assert_eq!(late.part, None);
    let file = sandbox.home().join("checklists/guide/dough.md");
    assert_eq!(dough.origin, file.display().to_string());
    let places = [
        "The bakery\n",
        "  dough",
        "  selling-bread",
        "Further topics\n",
        "  late",
    ];
    let places = places.map(|words| said.find(words).expect(words));
    assert!(places.is_sorted(), "{ran}");
    for topic in &list.topics {
        assert!(topic.origin == "shipped" || topic.origin.ends_with(".md"));
    }
    let narrow = baker().env("COLUMNS", "40");
    let ran = narrow.run(["guide"]).succeeds();
    fits(&ran, 40);
    assert!(
        ran.stdout().contains("\n  dough\n    What is a dough?\n"),
        "{ran}"
    );
    let ran = sandbox.run(["guide", "--plain"]).succeeds();
    is_plain(&ran);
    assert!(
        ran.stdout().contains(
            "\npart: The bakery\ntopic dough: What is a dough?\ntopic selling-bread: Whom do I sell to?\npart: Further topics\n"
        ),
        "{ran}"
    );
}

#[test]
fn a_topic_is_shown_with_the_facts_it_rests_on() {
    let sandbox = baker().env("COLUMNS", "60");
    let ran = sandbox.run(["guide", "dough"]);
    fits(&ran, 60);
    assert_data_eq!(
        ran.to_string(),
        str![[r#"
dough: What is a dough?                           The bakery
  Own file   guide/dough.md

  Flour and water that were given time. A sour one rises in
  12 days; never leave it alone.

How it is made
  Before you begin, look at
  `hitpath show sourdough --plain`.

  1. Mix flour and water, by hand.
  2. Wait 12 days.

  Facts      1. A sourdough rises after twelve days.
                (official, as of 2026-11-01; baking.rise)

What it costs
  - A stall is $40 (sources disagree) a month.
  - Nothing else.

Facts
  1. A stall costs $40 a month. (sources disagree, as of
     2024-05-01, old: confirm; stall.rent) Another source:
     It costs $55.50 since the market was paved.
  official: read on the issuing body's own page; secondary:
  told by others. hitpath show FACT gives the source with
  its address.

"#]]
    );
    let ran = sandbox.run(["guide", "dough", "--plain"]);
    is_plain(&ran);
    assert_data_eq!(
        ran.to_string(),
        str![[r#"
about: dough: What is a dough?, The bakery
own file: guide/dough.md
answer: Flour and water that were given time. A sour one rises in 12 days; never leave it alone.
heading: How it is made
text: Before you begin, look at `hitpath show sourdough --plain`.
item 1: Mix flour and water, by hand.
item 2: Wait 12 days.
facts 1: A sourdough rises after twelve days. (official, as of 2026-11-01; baking.rise)
heading: What it costs
item: A stall is $40 (sources disagree) a month.
item: Nothing else.
heading: Facts
facts 1: A stall costs $40 a month. (sources disagree, as of 2024-05-01, old: confirm; stall.rent) Another source: It costs $55.50 since the market was paved.
more: official: read on the issuing body's own page; secondary: told by others. hitpath show FACT gives the source with its address.

"#]]
    );
}

#[test]
fn a_topic_fits_a_narrow_and_a_wide_terminal() {
    for columns in [40, 100] {
        let sandbox = baker().env("COLUMNS", &columns.to_string());
        let list: List = exact(sandbox.json(["guide"]));
        for topic in &list.topics {
            let ran = sandbox.run(["guide", &topic.id]).succeeds();
            fits(&ran, columns);
            // No figure is left as the name of a fact.
            assert!(!ran.stdout().contains('{'), "{ran}");
        }
    }
    let narrow = baker().env("COLUMNS", "40");
    let ran = narrow.run(["guide", "dough"]).succeeds();
    assert!(
        ran.stdout()
            .contains("  `hitpath show sourdough --plain`.\n"),
        "a command is broken in two: {ran}"
    );
    assert!(
        ran.stdout()
            .contains("  1. Mix flour and water, by hand.\n"),
        "{ran}"
    );
}

#[test]
fn scripts_get_the_blocks_and_the_facts() {
    let sandbox = baker();
    let shown: Shown = exact(sandbox.json(["guide", "dough"]));
    assert_eq!((shown.format_version, shown.id.as_str()), (1, "dough"));
    assert_eq!(shown.part.as_deref(), Some("The bakery"));
    let facts: Vec<&str> = shown
        .facts
        .iter()
        .flat_map(|fact| fact["id"].as_str())
        .collect();
    assert_eq!(facts, ["baking.rise", "stall.rent"]);
    let [
        Block::Paragraph { text },
        Block::Heading { .. },
        Block::Paragraph { text: command },
        Block::List {
            numbered_from: Some(1),
            items,
        },
        Block::Facts { ids },
        Block::Heading { text: cost },
        Block::List {
            numbered_from: None,
            ..
        },
    ] = shown.blocks.as_slice()
    else {
        panic!("{:#?}", shown.blocks);
    };
    assert!(
        text.contains("A sour one rises in 12 days; never leave"),
        "{text}"
    );
    assert!(command.ends_with("`hitpath show sourdough --plain`."));
    assert_eq!(items, &["Mix flour and water, by hand.", "Wait 12 days."]);
    assert_eq!(ids, &["baking.rise"]);
    assert_eq!(cost, "What it costs");
}

#[test]
fn old_facts_say_so() {
    let sandbox = baker();
    let now = sandbox.run(["guide", "dough", "--plain"]).succeeds();
    let fresh = "(official, as of 2026-11-01; baking.rise)";
    assert!(now.stdout().contains(fresh), "{now}");
    let later = sandbox.run(["guide", "dough", "--plain", "--today", "2028-11-22"]);
    let old = "(official, as of 2026-11-01, old: confirm; baking.rise)";
    assert!(later.stdout().contains(old), "{later}");
}

#[test]
fn it_can_be_read_before_there_is_a_profile() {
    let sandbox = Sandbox::empty().own_file("guide/late.md", LATE);
    sandbox.run(["guide"]).succeeds();
    sandbox.run(["guide", "LATE"]).succeeds();
    sandbox
        .run(["guide", "--search", "baker", "MUCH more"])
        .succeeds();
    assert!(!sandbox.profile_path().exists());
}

#[test]
fn a_search_shows_the_lines_that_hold_the_words() {
    let sandbox = baker().env("COLUMNS", "60");
    // In a sentence, a fact in it, a heading, the title and the other side.
    let ran = sandbox.run(["guide", "--search", "STALL"]).succeeds();
    fits(&ran, 60);
    let shown = ran.stdout();
    assert!(
        shown.contains("selling-bread: Whom do I sell to?\n"),
        "{ran}"
    );
    let found = |words: &[&str]| -> Vec<String> {
        let arguments = [["guide", "--search"].as_slice(), words].concat();
        let search: Search = exact(sandbox.json(arguments));
        assert_eq!(search.words, words);
        let own = ["dough", "selling-bread", "late"];
        let ids = search.found.into_iter().map(|found| found.id);
        ids.filter(|id| own.contains(&id.as_str())).collect()
    };
    assert_eq!(found(&["müller"]), ["selling-bread"]);
    assert_eq!(found(&["MÜLLER", "late"]), ["selling-bread"]);
    assert_eq!(found(&["market was paved"]), ["dough"], "the other side");
    assert_eq!(found(&["$40"]), ["dough"], "the value of a fact");
    assert_eq!(found(&["four to nine hours"]), ["selling-bread"]);
    assert_eq!(found(&["much more", "baker want"]), ["late"], "the title");
    let ran = sandbox.run(["guide", "--search", "sourdough rises", "--plain"]);
    let ran = ran.succeeds();
    is_plain(&ran);
    assert_data_eq!(
        ran.to_string(),
        str![[r#"
topic dough: What is a dough?
line: A sourdough rises after twelve days. (official, as of 2026-11-01; baking.rise)

"#]]
    );
    let ran = sandbox
        .run(["guide", "--search", "müller", "well"])
        .succeeds();
    assert_data_eq!(
        ran.to_string(),
        str![[r#"
selling-bread: Whom do I sell to?
  - Ask the Müller family: their stall faces the well.

"#]]
    );
    let colored = sandbox.run(["guide", "--search", "müller", "--color", "always"]);
    assert!(colored.stdout().contains("mMüller\u{1b}"), "{colored}");
}

#[test]
fn nothing_found_is_an_answer() {
    let sandbox = baker();
    for form in [[].as_slice(), &["--plain"], &["--json"]] {
        let ran = sandbox.run([&["guide", "--search", "xyzzy", "stall"], form].concat());
        assert_eq!((ran.code(), ran.stderr()), (Some(1), ""), "{ran}");
        match form {
            ["--json"] => assert!(ran.stdout().contains("\"found\": []"), "{ran}"),
            ["--plain"] => is_plain(&ran),
            _ => assert_data_eq!(
                ran.to_string(),
                str![[r#"
No topic of the guide holds `xyzzy` and `stall`.
All topics: hitpath guide
---- exit 1

"#]]
            ),
        }
    }
    let ran = sandbox.run(["guide", "--search", " "]).fails();
    assert!(ran.stderr().contains("a word to search for is empty"));
    sandbox.run(["guide", "dough", "--search", "x"]).fails();
}

#[test]
fn an_unknown_topic_is_offered_the_nearest_name() {
    let sandbox = baker();
    for (given, offered) in [
        ("selling-braed", "did you mean `selling-bread`?"),
        ("DOUHG", "did you mean `dough`?"),
        ("sourdough", "`sourdough` is a step: hitpath show sourdough"),
        ("baking", "`baking` is a stage: hitpath show baking"),
        ("baker", "`baker` is a credential: hitpath show baker"),
        (
            "stall.rent",
            "`stall.rent` is a fact: hitpath show stall.rent",
        ),
        ("bakery", "`bakery` is a pathway: hitpath show bakery"),
        ("teamwork", "`teamwork` is a skill: hitpath show teamwork"),
        ("xyzzy", "all topics: hitpath guide"),
    ] {
        let ran = sandbox.run(["guide", given]).fails();
        assert!(ran.conversation().contains(offered), "{ran}");
    }
}

#[test]
fn broken_topics_stop_the_guide_and_nothing_else() {
    let sandbox = baker()
        .own_file(
            "guide/one.md",
            "+++\nplaec = 1\n+++\n# Why?\n\n<b>So</b>.\n",
        )
        .own_file("guide/two.md", "# Why?\n\nSo: {baking.rsie}.\n");
    let ran = sandbox.run(["guide"]).fails();
    assert_data_eq!(
        ran.to_string(),
        str![[r#"
---- stderr
error: 4 problems in your own guide files
 --> [HOME]/checklists/guide/one.md:2:1
  |
2 | plaec = 1
  | ^^^^^ unknown key `plaec`
 --> [HOME]/checklists/guide/one.md:6:1
  |
6 | <b>So</b>.
  | ^^^ HTML is not shown
 --> [HOME]/checklists/guide/one.md:6:6
  |
6 | <b>So</b>.
  |      ^^^^ HTML is not shown
 --> [HOME]/checklists/guide/two.md:3:5
  |
3 | So: {baking.rsie}.
  |     ^^^^^^^^^^^^^ there is no fact `baking.rsie`; did you mean `baking.rise`?
hint: mend the files, or move them out of the folder
---- exit 2

"#]]
    );
    let ran = sandbox.run(["guide", "dough", "--plain"]).fails();
    assert!(
        ran.stderr()
            .contains("guide/one.md:2:1: unknown key `plaec`"),
        "{ran}"
    );
    assert!(ran.stderr().contains("guide/two.md:3:5: "), "{ran}");
    for command in [["status"].as_slice(), &["next"], &["show", "sourdough"]] {
        sandbox.run(command).succeeds();
    }
}

/// What ships is not taken over silently.
#[test]
fn a_shipped_topic_is_not_taken_over() {
    let list: List = exact(Sandbox::empty().json(["guide"]));
    for topic in list.topics.iter().take(1) {
        let sandbox = Sandbox::empty().own_file(&format!("guide/{}.md", topic.id), LATE);
        let ran = sandbox.run(["guide"]).fails();
        assert!(
            ran.conversation().contains("is a topic that ships"),
            "{ran}"
        );
    }
}

/// Nobody sees a pipe, so nothing is paged into it.
#[test]
fn a_pipe_is_not_paged() {
    let sandbox = baker().env("PAGER", "/nonexistent/pager");
    let paged = sandbox.run(["guide", "--pager"]).succeeds();
    let printed = sandbox.run(["guide"]).succeeds();
    assert_eq!(paged.stdout(), printed.stdout());
}
