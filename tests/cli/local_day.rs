//! Today is the day where the person is, however their zone is given.

use jiff::{
    Timestamp,
    civil::Date,
    tz::{Offset, TimeZone},
};

use crate::sandbox::Sandbox;

/// The day so many minutes ahead of UTC.
#[expect(
    clippy::disallowed_methods,
    reason = "the program is asked for the day of the clock"
)]
fn day_at(minutes: i32) -> Date {
    let offset = Offset::from_seconds(minutes * 60).expect("an offset");
    Timestamp::now().to_zoned(TimeZone::fixed(offset)).date()
}

/// Today, and what was said beside the answer.
fn said(sandbox: &Sandbox) -> (String, String) {
    let ran = sandbox.run(["status", "--json"]).succeeds();
    let answer: serde_json::Value = serde_json::from_str(ran.stdout()).expect("JSON");
    let today = answer["today"].as_str().expect("a day").to_owned();
    (today, ran.stderr().to_owned())
}

/// Whatever the hour, one of the first two has another day than UTC.
#[test]
fn the_day_is_that_of_the_zone_by_name_and_by_rule() {
    for (zone, minutes) in [
        ("Pacific/Kiritimati", 14 * 60),
        ("Etc/GMT+12", -12 * 60),
        (":Pacific/Kiritimati", 14 * 60),
        (":Pacific/Pago_Pago", -11 * 60),
        ("Asia/Kolkata", 5 * 60 + 30),
        ("America/Phoenix", -7 * 60),
        ("Pacific/Pago_Pago", -11 * 60),
        ("<+14>-14", 14 * 60),
        ("XYZ12", -12 * 60),
        ("UTC", 0),
    ] {
        let sandbox = Sandbox::begun().without_env("HITPATH_TODAY");
        let before = day_at(minutes);
        let (today, note) = said(&sandbox.env("TZ", zone));
        // Midnight may have passed in between.
        let days = [before, day_at(minutes)].map(|day| day.to_string());
        assert!(days.contains(&today), "{zone}: {today}, not {days:?}");
        assert_eq!(note, "", "{zone}");
    }
}

/// Some systems have a database without the older names.
#[test]
fn a_name_that_the_system_does_not_have_is_embedded() {
    let sandbox = Sandbox::begun().without_env("HITPATH_TODAY");
    let folder = sandbox.work().join("zones");
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    std::fs::write(folder.join("Other"), "TZif2").expect("the file can be written");
    let folder = folder.display().to_string();
    let sandbox = sandbox.env("TZDIR", &folder).env("TZ", "US/Samoa");
    let before = day_at(-11 * 60);
    let (today, note) = said(&sandbox);
    let days = [before, day_at(-11 * 60)].map(|day| day.to_string());
    assert!(days.contains(&today), "{today}, not {days:?}");
    assert_eq!(note, "");
}

#[cfg(unix)]
#[test]
fn without_a_zone_of_ones_own_the_day_is_that_of_the_system() {
    let sandbox = Sandbox::begun().without_env("HITPATH_TODAY");
    let day = || {
        let mut date = std::process::Command::new("date");
        let date = date.arg("+%F").env_remove("TZ").output();
        let out = date.expect("the system knows the date").stdout;
        String::from_utf8(out).expect("text").trim().to_owned()
    };
    let before = day();
    let (today, _) = said(&sandbox);
    assert!([before, day()].contains(&today), "{today}");
}

#[test]
fn a_zone_that_is_not_known_is_said_once_and_only_where_it_matters() {
    let sandbox = Sandbox::begun().env("TZ", "Moon/Tranquility");
    // A day that was given needs no zone.
    assert_eq!(said(&sandbox).1, "");
    assert_eq!(sandbox.run(["--help"]).stderr(), "");
    let sandbox = sandbox.without_env("HITPATH_TODAY");
    let before = day_at(0);
    let (today, note) = said(&sandbox);
    let days = [before, day_at(0)].map(|day| day.to_string());
    assert!(days.contains(&today), "{today}, not {days:?}");
    let expected = format!(
        "note: the time zone `Moon/Tranquility` in TZ is not known, so this goes by the day in \
         UTC, {today}. Set TZ to a name like America/New_York, or give the day: --today DATE "
    );
    assert_eq!(note.replace('\n', " "), expected);
    // A day counted from today needs it as well.
    let ran = sandbox.run(["status", "--today", "+1w"]).succeeds();
    assert_eq!(ran.stderr().matches("Moon/Tranquility").count(), 1, "{ran}");
}
