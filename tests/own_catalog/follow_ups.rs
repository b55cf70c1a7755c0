//! One mistake is one problem: what follows from it is not reported as well,
//! and what stands behind it keeps its place.

use crate::{MINE, Own, SOUND, fact, with_step};

const NOT_KEBAB: &str =
    "an id is made of lower-case letters and digits, in words joined by one hyphen each";

#[test]
fn places_behind_an_entry_that_cannot_be_read_stay_right() {
    let text = format!(
        "{MINE}\n[[step]]\nid = ▸\"Bad\"\ntitle = \"A\"\n\n\
         [[step]]\nid = \"b\"\ntitle = \"B\"\nrequires = [▸\"Worse\", \"diploma\", ▸\"zebra\", ▸\"W\", ▸\"quagga\"]\n\n\
         [[step]]\nid = ▸\"Bad-2\"\ntitle = \"C\"\n\n\
         [[step]]\nid = \"d\"\ntitle = \"D\"\n\
         requires-any = [[▸\"No\", ▸\"zebra\"], [▸\"quagga\"]]\nfacts = [▸\"x\", ▸\"zebra.fee\"]\n▸offered-until = [\"b\"]\n"
    );
    let dotted =
        "a fact id is made of two or more such words joined by dots, like `rhit.exam.window`";
    Own::new().file("stages/mine.toml", &text).is_refused(&[
        NOT_KEBAB,
        NOT_KEBAB,
        "there is no step or stage `zebra`",
        NOT_KEBAB,
        "there is no step or stage `quagga`",
        NOT_KEBAB,
        NOT_KEBAB,
        "there is no step `zebra`",
        "there is no step `quagga`",
        dotted,
        "there is no fact `zebra.fee`",
        "only an optional step can have `offered-until`",
    ]);
    let path = "stages = [▸\"Mine\", \"diploma\", ▸\"zebra\"]\nwithout = [▸\"X\", ▸\"exam-sat\"]\n";
    Own::new()
        .file("pathways/mine.toml", &format!("{MINE}{path}"))
        .is_refused(&[
            NOT_KEBAB,
            "there is no stage `zebra`",
            NOT_KEBAB,
            "step `exam-sat` is in none of the pathway's stages",
        ]);
}

#[test]
fn a_group_that_lost_its_only_member_is_not_called_empty() {
    Own::new()
        .file(
            "stages/mine.toml",
            &with_step("requires-any = [[▸\"Bad\"]]"),
        )
        .is_refused(&[NOT_KEBAB]);
}

/// A pathway over a stage file that cannot be read, a step that waits for one
/// in it, and a text that names a fact of a broken file.
#[test]
fn what_a_broken_file_would_have_defined_is_not_unknown() {
    let case = |broken: &str, message: &str| {
        Own::new()
            .file("stages/lost.toml", broken)
            .file("stages/mine.toml", &with_step("requires = [\"in-lost\", \"lost\"]\nrequires-any = [[\"in-lost\"]]"))
            .file("pathways/path.toml", "id = \"path\"\ntitle = \"P\"\nstages = [\"mine\", \"lost\"]\nwithout = [\"in-lost\"]\nfinish = \"lost\"\n")
            .is_refused(&[message]);
    };
    let step = "[[step]]\nid = \"in-lost\"\ntitle = \"L\"\n";
    case(
        &format!("id = \"lost\"\ntitle = ▸1\n{step}"),
        "invalid type: integer `1`, expected a text",
    );
    case(
        &format!("id = \"lost\"\ntitle = ▸\n{step}"),
        "string values must be quoted, expected literal string",
    );
    // Then only the name of the file says what it was to be.
    Own::new()
        .file("stages/lost.toml", "id = ▸\n")
        .file(
            "pathways/path.toml",
            "id = \"path\"\ntitle = \"P\"\nstages = [\"lost\"]\n",
        )
        .is_refused(&["string values must be quoted, expected literal string"]);
    case(&format!("id = ▸\"Lost\"\ntitle = \"L\"\n{step}"), NOT_KEBAB);
    case(
        &format!("id = \"lost\"\ntitle = \"L\"\n{step}optional = ▸1\n"),
        "invalid type: integer `1`, expected a boolean",
    );

    let own = Own::new().bytes("stages/lost.toml", b"\xff").file(
        "pathways/path.toml",
        "id = \"path\"\ntitle = \"P\"\nstages = [\"lost\"]\nfinish = \"lost\"\n",
    );
    assert_eq!(
        own.problems(),
        ["stages/lost.toml:1:1: this byte is not UTF-8 text"]
    );
}

/// No parser is asked about a text that is nested without end.
#[test]
fn a_file_nested_too_deeply_is_one_problem() {
    let deep = format!("id = \"lost\"\ntitle = {}\n", "[".repeat(100_000));
    let own = Own::new().bytes("stages/lost.toml", deep.as_bytes()).file(
        "pathways/path.toml",
        "id = \"path\"\ntitle = \"P\"\nstages = [\"lost\"]\n",
    );
    let problems = own.problems();
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert!(
        problems[0].starts_with("stages/lost.toml:2:"),
        "{problems:?}"
    );
}

#[test]
fn a_fact_that_cannot_be_taken_is_not_unknown() {
    let case = |facts: &str, message: &str| {
        Own::new()
            .file("facts/mine.toml", facts)
            .file(
                "stages/mine.toml",
                &with_step("why = \"It is {my.fact}.\"\nfacts = [\"my.fact\"]"),
            )
            .is_refused(&[message]);
    };
    let sure = "`sure` is not allowed here; write `official`, `secondary` or `disputed`";
    case(&fact(&SOUND.replace("\"official\"", "▸\"sure\"")), sure);
    let date = "`then` is not allowed here; write a date without quotes, like 2026-11-22";
    case(
        &fact(
            &SOUND
                .replace("2026-01-01", "▸\"then\"")
                .replace("official", "secondary"),
        ),
        date,
    );
    case(
        &fact(&SOUND.replace("value = 1", "value = ▸true")),
        "invalid type: boolean `true`, expected a number, a text, { usd = … } or { low = …, high = …, unit = \"…\" }",
    );
}

/// The stage is misspelled, so the members that lie in it are not held: that is
/// one mistake.
#[test]
fn a_stage_that_is_not_found_empties_no_group() {
    Own::new()
        .file(
            "pathways/mine.toml",
            &format!("{MINE}stages = [▸\"explor\", \"cahiim-program\"]\nfinish = \"explor\"\n"),
        )
        .is_refused(&["there is no stage `explor`; did you mean `explore`?"]);
}

/// The member that is misspelled may be the one that the pathway holds.
#[test]
fn a_group_with_an_unknown_member_is_one_problem() {
    Own::new()
        .file(
            "stages/mine.toml",
            &with_step("requires-any = [[\"path-chosen\", ▸\"zebra\"]]"),
        )
        .file(
            "pathways/path.toml",
            "id = \"path\"\ntitle = \"P\"\nstages = [\"mine\"]\n",
        )
        .is_refused(&["there is no step `zebra`"]);
}

/// A step whose name clashes with a credential is still there for others.
#[test]
fn a_clash_does_not_make_others_wait_for_nothing() {
    Own::new()
        .file(
            "stages/mine.toml",
            &format!("{MINE}[[step]]\nid = ▸\"rhit\"\ntitle = \"A\"\n[[step]]\nid = \"b\"\ntitle = \"B\"\nrequires = [\"rhit\"]\n"),
        )
        .is_refused(&["the id `rhit` is already used by a definition in credentials/rhit.toml"]);
}
