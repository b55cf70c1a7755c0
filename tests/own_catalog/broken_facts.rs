//! Facts that cannot be trusted, as a person might write them down.

use crate::{SOUND, broken::figure, fact};

#[test]
fn facts_that_cannot_be_trusted() {
    let source = "a source needs a title and an address that begins with https:// or http://";
    let case = |sound: &str, broken: &str, messages: &[&str]| {
        assert!(SOUND.contains(sound));
        figure(&fact(&SOUND.replace(sound, broken)), messages);
    };
    case(
        "source = { title = \"S\"",
        "▸source = { title = \" \"",
        &[source],
    );
    case(
        "source = { title = \"S\", url = \"https://example.org\" }",
        "▸source = { title = \"S\", url = \"example.org\" }",
        &[source],
    );
    case(
        "source = { title = \"S\", url = \"https://example.org\" }",
        "▸source = { title = \"S\", url = \"https://\" }",
        &[source],
    );
    let no_source = SOUND.lines().filter(|line| !line.starts_with("source"));
    let no_source = Vec::from_iter(no_source).join("\n");
    figure(
        &format!("▸{}", fact(&no_source)),
        &["missing field `source`"],
    );
    let no_date = "give `checked`, the date on which the source said so, or `undated = true` for an official source that bears no date";
    figure(
        &format!("▸{}", fact(&SOUND.replace("checked = 2026-01-01", ""))),
        &[no_date],
    );
    let official = "only an official source may be undated";
    let undated = SOUND.replace("checked = 2026-01-01", "undated = ▸true");
    figure(
        &fact(&undated.replace("official", "secondary")),
        &[official],
    );
    let both = "`undated = true` and `checked` exclude each other";
    case("checked", "undated = ▸true\nchecked", &[both]);
    let date = "`yesterday` is not allowed here; write a date without quotes, like 2026-11-22";
    case("2026-01-01", "▸\"yesterday\"", &[date]);
    let time = "`12:00:00` is not allowed here; write a date like 2026-11-22";
    case("2026-01-01", "▸12:00:00", &[time]);
    let date = "`2026-01-01` is not allowed here; write a date without quotes, like 2026-11-22";
    case("2026-01-01", "▸\"2026-01-01\"", &[date]);
    let time =
        "`2026-01-01T10:00:00Z` is not allowed here; write a date without a time, like 2026-11-22";
    case("2026-01-01", "▸2026-01-01T10:00:00Z", &[time]);
    let word = "`sure` is not allowed here; write `official`, `secondary` or `disputed`";
    case("\"official\"", "▸\"sure\"", &[word]);
    let other = "a disputed fact names the other side as well, in `[[fact.also]]`";
    case("\"official\"", "▸\"disputed\"", &[other]);
    let range = "the low end is above the high end";
    case(
        "value = 1",
        "▸value = { low = 3, high = 2, unit = \"percent\" }",
        &[range],
    );
    let period = "`effective-from` is after `effective-until`";
    let from = "effective-from = 2026-02-01\neffective-until = ▸2026-01-31\nconfidence";
    case("confidence", from, &[period]);
}

#[test]
fn the_other_side_of_a_dispute_is_held_to_the_same() {
    let sound = fact(&SOUND.replace("official", "disputed"));
    let case = |also: &str, messages: &[&str]| {
        figure(&format!("{sound}\n{also}"), messages);
    };
    case(
        "[[fact.also]]\nvalue = 1\ntext = \"T\"\n▸source = { title = \"\", url = \"https://example.org\" }\nchecked = 2026-01-01\n",
        &["a source needs a title and an address that begins with https:// or http://"],
    );
    case(
        "▸[[fact.also]]\nvalue = 1\ntext = \"T\"\nsource = { title = \"S\", url = \"https://example.org\" }\n",
        &[
            "give `checked`, the date on which the source said so, or `undated = true` for an official source that bears no date",
        ],
    );
    case(
        "[[fact.also]]\n▸value = { low = 2, high = 1, unit = \"h\" }\ntext = \"T\"\nsource = { title = \"S\", url = \"https://example.org\" }\nchecked = 2026-01-01\n",
        &["the low end is above the high end"],
    );
}
