//! Broken files, one after the other: each problem is named where it is.

use crate::{MINE, Own, SOUND, fact, with_step};

const NOT_KEBAB: &str =
    "an id is made of lower-case letters and digits, in words joined by one hyphen each";

#[track_caller]
fn stage(text: &str, messages: &[&str]) {
    Own::new()
        .file("stages/mine.toml", text)
        .is_refused(messages);
}

#[track_caller]
fn step(more: &str, messages: &[&str]) {
    stage(&with_step(more), messages);
}

#[track_caller]
pub(crate) fn figure(text: &str, messages: &[&str]) {
    Own::new()
        .file("facts/mine.toml", text)
        .is_refused(messages);
}

#[track_caller]
fn pathway(more: &str, messages: &[&str]) {
    let text = format!("{MINE}{more}\n");
    Own::new()
        .file("pathways/mine.toml", &text)
        .is_refused(messages);
}

#[test]
fn what_is_no_toml() {
    let open = "invalid basic string, expected `\"`";
    stage("id = \"mine▸\ntitle = \"Mine\"\n", &[open]);
    stage("id = \"mine\"\n▸id = \"mine\"\n", &["duplicate key"]);
    stage(
        "id = \"mine\"\ntitle = \"é\" ▸x = 1\n",
        &["unexpected key or value, expected newline, `#`"],
    );
    stage(
        "id = ▸\n",
        &["string values must be quoted, expected literal string"],
    );
    stage(
        &format!("{MINE}[[step▸\n"),
        &["unclosed array table, expected `]]`"],
    );
    figure(
        &fact(SOUND).replace("2026-01-01", "▸2026-02-30"),
        &["invalid date, expected day between 01 and 28"],
    );
}

#[test]
fn what_is_no_text() {
    let own = Own::new().bytes(
        "stages/mine.toml",
        b"id = \"mine\"\ntitle = \"\xc3\xa9\xff\"\n",
    );
    assert_eq!(
        own.problems(),
        ["stages/mine.toml:2:11: this byte is not UTF-8 text"]
    );
    let own = Own::new().bytes("facts/mine.toml", &[0xff, 0xfe, b'[', 0]);
    assert_eq!(
        own.problems(),
        ["facts/mine.toml:1:1: this is UTF-16; save the file as UTF-8"]
    );
    let own = Own::new().folder("pathways/mine.toml");
    assert_eq!(
        own.problems(),
        ["pathways/mine.toml: is a folder, not a file"]
    );
}

#[test]
fn types_that_do_not_fit() {
    stage(
        "id = \"mine\"\ntitle = ▸3\n",
        &["invalid type: integer `3`, expected a text"],
    );
    stage("▸id = \"mine\"\n", &["missing field `title`"]);
    stage(
        &format!("{MINE}\n▸[[step]]\ntitle = \"A\"\n"),
        &["missing field `id`"],
    );
    stage(
        &format!("{MINE}\n▸[step]\nid = \"a\"\n"),
        &["invalid type: map, expected a sequence"],
    );
    step(
        "optional = ▸\"yes\"",
        &["invalid type: string \"yes\", expected a boolean"],
    );
    step(
        "requires = ▸\"b\"",
        &["invalid type: string \"b\", expected a sequence"],
    );
    step(
        "requires = [▸1]",
        &["invalid type: integer `1`, expected a text"],
    );
    step(
        "requires-any = [▸\"b\"]",
        &["invalid type: string \"b\", expected a sequence"],
    );
    step(
        "effort = ▸{ low = \"1h\", high = \"2h\" }",
        &["missing field `likely`"],
    );
    let expected = "expected a text like \"6h\", or a table { low, likely, high } of such texts";
    step(
        "effort = ▸6",
        &[&format!("invalid type: integer `6`, {expected}")],
    );
    let table = "a table is either { usd } or { low, high, unit }";
    figure(
        &fact(&SOUND.replace("value = 1", "value = ▸{ low = 1 }")),
        &[table],
    );
    let expected = "expected a number, a text, { usd = … } or { low = …, high = …, unit = \"…\" }";
    let message = format!("invalid type: boolean `true`, {expected}");
    figure(
        &fact(&SOUND.replace("value = 1", "value = ▸true")),
        &[&message],
    );
    let none = "a figure is a number, not `nan` or `inf`";
    figure(&fact(&SOUND.replace("value = 1", "value = ▸nan")), &[none]);
    figure(
        &fact(&SOUND.replace("value = 1", "value = ▸{ usd = inf }")),
        &[none],
    );
    let date = "invalid type: integer `3`, expected a date like 2026-11-22";
    figure(&fact(&SOUND.replace("2026-01-01", "▸3")), &[date]);
}

#[test]
fn all_unknown_keys_at_once() {
    stage(
        &format!(
            "{MINE}▸sumary = \"S\"\n▸\"a.b[0]\" = 1\n\n[[step]]\nid = \"a\"\ntitle = \"A\"\n\
             ▸watchout = \"W\"\neffort = {{ low = \"1h\", likely = \"1h\", ▸most = \"2h\", high = \"2h\" }}\n\n\
             [[step]]\nid = \"b\"\ntitle = \"B\"\n▸x.y = 1\n\n[[▸steps]]\nid = \"c\"\n"
        ),
        &[
            "unknown key `sumary`",
            "unknown key `a.b[0]`",
            "unknown key `watchout`",
            "unknown key `most`",
            "unknown key `x`",
            "unknown key `steps`",
        ],
    );
    figure(
        &fact(
            &SOUND
                .replace("value = 1", "value = { usd = 1, ▸eur = 1 }")
                .replace("title", "▸name = \"\", title"),
        ),
        &["unknown key `eur`", "unknown key `name`"],
    );
    pathway("▸stage = [\"explore\"]", &["unknown key `stage`"]);
    // The misspelled key is why the other one is missing.
    Own::new()
        .file(
            "credentials/mine.toml",
            "▸id = \"mine\"\n▸titel = \"M\"\nbody = \"B\"\n",
        )
        .is_refused(&["missing field `title`", "unknown key `titel`"]);
    stage(
        "\u{feff}▸name = \"x\"\nid = \"mine\"\ntitle = ▸1\n",
        &[
            "unknown key `name`",
            "invalid type: integer `1`, expected a text",
        ],
    );
}

#[test]
fn names_that_are_none() {
    stage("id = ▸\"Mine\"\ntitle = \"Mine\"\n", &[NOT_KEBAB]);
    stage(
        "id = ▸\"\"\ntitle = \"Mine\"\n",
        &["an id may not be empty"],
    );
    stage(
        "id = ▸\"other\"\ntitle = \"O\"\n",
        &["`other` is not the name of the file, `mine`"],
    );
    stage(
        &format!("{MINE}[[step]]\nid = ▸\"a_b\"\ntitle = \"A\"\n"),
        &[NOT_KEBAB],
    );
    let long = "a".repeat(65);
    step(
        &format!("requires = [▸\"{long}\"]"),
        &["an id has at most 64 characters"],
    );
    step(
        "was = [▸\"Old\"]\nawards = ▸\"R-\"\noffered-until = [▸\"-x\"]\noptional = true",
        &[NOT_KEBAB; 3],
    );
    let dotted =
        "a fact id is made of two or more such words joined by dots, like `rhit.exam.window`";
    step("facts = [▸\"window\"]", &[dotted]);
    figure(&fact(SOUND).replace("\"my.fact\"", "▸\"my\""), &[dotted]);
    pathway(
        "stages = [\"explore\", ▸\"My stage\"]\ngoal = ▸\"RHIT\"\nwithout = [▸\"A\"]\nfinish = ▸\"B\"",
        &[NOT_KEBAB; 4],
    );
    Own::new()
        .file(
            "credentials/mine.toml",
            "id = ▸\"Mine\"\ntitle = \"M\"\nbody = \"B\"\nfacts = [▸\"x\"]\n",
        )
        .is_refused(&[NOT_KEBAB, dotted]);
}

#[test]
fn lengths_that_are_none() {
    let none = "write a whole number and a unit, like `6h`, `10d`, `2w`, `18mo` or `2y`";
    step("effort = ▸\"six hours\"", &[none]);
    step("effort = ▸\"6d\"", &["effort is given in hours, like `6h`"]);
    let days = "this is given in days or longer, like `10d`, `2w`, `18mo` or `2y`";
    step("wait = ▸\"6h\"", &[days]);
    step("wait = ▸\"101y\"", &["this is more than a hundred years"]);
    step("valid-for = ▸\"ever\"", &[none]);
    let rises = "an estimate rises from low over likely to high";
    step(
        "▸effort = { low = \"4h\", likely = \"2h\", high = \"6h\" }",
        &[rises],
    );
    step(
        "▸wait = { low = \"1w\", likely = \"2w\", high = \"10d\" }",
        &[rises],
    );
    figure(
        &fact(&format!("{SOUND}\nrecheck-after = ▸\"often\"")),
        &[none],
    );
}

#[test]
fn references_to_nothing() {
    let unknown = "there is no step or stage `diploma-erned`; did you mean `diploma-earned`?";
    step("requires = [\"diploma\", ▸\"diploma-erned\"]", &[unknown]);
    step(
        "requires-any = [[\"exam-sat\"], [\"exam-sat\", ▸\"zebra\"]]",
        &["there is no step `zebra`"],
    );
    // A group is made of steps.
    step(
        "requires-any = [[▸\"diploma\"]]",
        &["there is no step `diploma`; did you mean `diploma-earned`?"],
    );
    step(
        "optional = true\noffered-until = [▸\"exam-sit\"]",
        &["there is no step `exam-sit`; did you mean `exam-sat`?"],
    );
    step(
        "awards = ▸\"rhti\"",
        &["there is no credential `rhti`; did you mean `rhit`?"],
    );
    step(
        "facts = [▸\"rhit.exam.windows\"]",
        &["there is no fact `rhit.exam.windows`; did you mean `rhit.exam.window`?"],
    );
    step(
        "why = ▸\"It costs {my.fee}.\"\nhow = [\"Pay.\", ▸\"Pay {my.fee}.\"]",
        &["there is no fact `my.fee`"; 2],
    );
    let listed = "the fact `rhit.exam.window` is named here; list it in the step's `facts` as well, so that its source is shown";
    step("why = ▸\"{rhit.exam.window}\"", &[listed]);
    Own::new()
        .file(
            "credentials/mine.toml",
            "id = \"mine\"\ntitle = \"M\"\nbody = \"B\"\nfacts = [▸\"my.fee\"]\n",
        )
        .is_refused(&["there is no fact `my.fee`"]);
    pathway(
        "stages = [\"explore\", ▸\"diplom\", ▸\"explore\"]\nwithout = [▸\"learn-rol\", ▸\"exam-sat\"]\n\
         goal = ▸\"rhti\"\nfinish = ▸\"rhit-exam\"",
        &[
            "there is no stage `diplom`; did you mean `diploma`?",
            "stage `explore` is listed twice",
            "there is no step `learn-rol`; did you mean `learn-role`?",
            "step `exam-sat` is in none of the pathway's stages",
            "there is no credential `rhti`; did you mean `rhit`?",
            "stage `rhit-exam` is not one of the pathway's stages",
        ],
    );
}

#[test]
fn steps_that_could_never_be_done() {
    let required = "a required step may not wait for the optional step `volunteer`; use `requires-any` or make it required";
    step("requires = [▸\"volunteer\"]", &[required]);
    step(
        "requires-any = [[\"volunteer\"], ▸[]]",
        &["a group of `requires-any` is empty"],
    );
    step(
        "▸offered-until = [\"exam-sat\"]",
        &["only an optional step can have `offered-until`"],
    );
    step(
        "requires = [▸\"a\"]",
        &["these wait for each other: a -> a"],
    );
    step(
        "requires = [\"diploma\", ▸\"mine\"]",
        &["these wait for each other: a -> mine -> a"],
    );
    step(
        "requires-any = [[\"exam-sat\"], [\"exam-sat\", ▸\"c\"]]\n\n\
         [[step]]\nid = \"b\"\ntitle = \"B\"\nrequires = [\"a\"]\n\n\
         [[step]]\nid = \"c\"\ntitle = \"C\"\nrequires = [\"b\"]",
        &["these wait for each other: a -> c -> b -> a"],
    );
    let own = "stages = [\"diploma\", ▸\"cahiim-program\"]";
    let holds = "step `programs-listed` of stage `cahiim-program` waits for one of `path-chosen`, `route-settled`, none of which this pathway holds";
    pathway(own, &[holds]);
    let without = "stages = [\"explore\", ▸\"cahiim-program\"]\nwithout = [\"path-chosen\"]";
    pathway(without, &[holds]);
    let holds = "step `exam-applied` of stage `rhit-exam` waits for one of `transcript-sent`, `early-form`, none of which this pathway holds";
    let without = "without = [\"transcript-sent\", \"early-form\"]";
    pathway(
        &format!("stages = [\"explore\", \"cahiim-program\", ▸\"rhit-exam\"]\n{without}"),
        &[holds],
    );
}

/// Across files the circle is shown at one of its references.
#[test]
fn a_circle_over_two_files() {
    let one = "id = \"one\"\ntitle = \"One\"\n\n[[step]]\nid = \"a\"\ntitle = \"A\"\nrequires = [▸\"two\"]\n";
    let two = "id = \"two\"\ntitle = \"Two\"\n\n[[step]]\nid = \"b\"\ntitle = \"B\"\nrequires = [\"a\"]\n";
    Own::new()
        .file("stages/one.toml", one)
        .file("stages/two.toml", two)
        .is_refused(&["these wait for each other: a -> two -> b -> a"]);
}

/// One run names everything that is wrong, file by file.
#[test]
fn the_problems_of_all_files_are_named_together() {
    Own::new()
        .file("credentials/my-letters.toml", "id = \"my-letters\"\ntitle = \"ML\"\nbody = ▸1\n")
        .file("facts/costs.toml", &fact(&SOUND.replace("\"official\"", "▸\"disputed\"")))
        .file("facts/open.toml", "[[fact]▸\n")
        .file("pathways/my-path.toml", "id = \"my-path\"\ntitle = \"P\"\nstages = [\"one\", ▸\"tow\"]\n▸color = 1\n")
        .file("stages/one.toml", "id = \"one\"\ntitle = \"One\"\n▸titel = 1\n\n[[step]]\nid = \"a\"\ntitle = \"A\"\nrequires = [▸\"b\", ▸\"C\"]\n")
        .file("stages/two.toml", "id = \"two\"\ntitle = \"Two\"\n\n[[step]]\nid = \"c\"\ntitle = \"C\"\neffort = ▸\"1d\"\nrequires = [▸\"nothing-like-it\"]\n")
        .is_refused(&[
            "invalid type: integer `1`, expected a text",
            "a disputed fact names the other side as well, in `[[fact.also]]`",
            "unclosed array table, expected `]`",
            "there is no stage `tow`; did you mean `two`?",
            "unknown key `color`",
            "unknown key `titel`",
            "there is no step or stage `b`; did you mean `a`?",
            NOT_KEBAB,
            "effort is given in hours, like `6h`",
            "there is no step or stage `nothing-like-it`",
        ]);
}

/// Slow code would show here: places are worked out for each problem.
#[test]
fn a_thousand_problems_each_have_their_place() {
    let mut text = MINE.to_owned();
    let mut messages = Vec::new();
    for step in 0..500 {
        let more = format!(
            "\n[[step]]\nid = \"s-{step}\"\ntitle = \"S\"\n▸colour = 1\nrequires = [▸\"nothing-like-{step}\"]\n"
        );
        text.push_str(&more);
        messages.push("unknown key `colour`".to_owned());
        messages.push(format!("there is no step or stage `nothing-like-{step}`"));
    }
    let messages: Vec<&str> = messages.iter().map(String::as_str).collect();
    stage(&text, &messages);
}
