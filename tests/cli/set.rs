//! `hitpath set`: name, pathway, hours, target and terms, in the profile's own
//! words.

use snapbox::{assert_data_eq, str};

use crate::{
    answers::{Changed, Status, exact},
    bakery::bakery,
    sandbox::{PROFILE, Sandbox},
};

#[test]
fn every_setting_is_written_in_its_own_form() {
    for (setting, line) in [
        ("name=Ada", "name = \"Ada\"\n"),
        ("name= Ada Lovelace ", "name = \"Ada Lovelace\"\n"),
        ("name=a=b", "name = \"a=b\"\n"),
        ("hours-per-week=1", "hours-per-week = 1\n"),
        ("hours-per-week=168", "hours-per-week = 168\n"),
        ("target=2029-05-31", "target = 2029-05-31\n"),
        ("target=+1y", "target = 2027-11-22\n"),
        ("terms=01-13", "terms = [\"01-13\"]\n"),
        (
            "terms=08-25, 01-13,05-20,01-13",
            "terms = [\"01-13\", \"05-20\", \"08-25\"]\n",
        ),
    ] {
        let sandbox = Sandbox::begun();
        let ran = sandbox.run(["set", setting]).succeeds();
        assert_eq!(sandbox.added(), line);
        assert!(ran.stdout().lines().count() <= 4, "{ran}");
        assert!(ran.stdout().contains("hitpath undo"), "{ran}");
    }
}

#[test]
fn a_name_with_every_kind_of_sign_comes_back_as_it_was() {
    for name in [
        "O'Neill \"Ada\"",
        "back\\slash",
        "健康",
        "two\nlines",
        "#[x]='",
    ] {
        let sandbox = Sandbox::begun().after(["set", &format!("name={name}")]);
        let status: Status = exact(sandbox.json(["status"]));
        assert_eq!(status.profile.name.as_deref(), Some(name));
    }
}

#[test]
fn several_settings_are_one_change() {
    let sandbox = Sandbox::begun();
    let ran = sandbox.run(["set", "name=Ada", "hours-per-week=12", "target=2029-05-31"]);
    assert_data_eq!(
        ran.to_string(),
        str![[r#"
Set name: Ada; hours-per-week: 12; target: 2029-05-31.
0 of 44 required steps, 0 %.
Take it back with: hitpath undo

"#]]
    );
    sandbox.run(["undo"]).succeeds();
    assert_eq!(sandbox.added(), "");
}

#[test]
fn an_empty_value_takes_a_setting_away() {
    let settings =
        "name = \"Ada\"\nhours-per-week = 12\ntarget = 2029-05-31\nterms = [\"01-13\"]\n";
    let sandbox = Sandbox::empty().profile([PROFILE, settings].concat());
    let ran = sandbox.run(["set", "name=", "hours-per-week=", "target=", "terms="]);
    assert_data_eq!(
        ran.to_string(),
        str![[r#"
Set name: removed; hours-per-week: removed; target: removed; terms: removed.
0 of 44 required steps, 0 %.
Take it back with: hitpath undo

"#]]
    );
    assert_eq!(sandbox.added(), "");
}

#[test]
fn what_is_so_already_is_not_written_again() {
    let sandbox = Sandbox::begun().after(["set", "name=Ada", "terms=01-13,08-25"]);
    let before = sandbox.listing();
    for settings in [
        ["name=Ada", "terms=08-25,01-13"],
        ["pathway=rhit", "target="],
    ] {
        let [one, two] = settings;
        let ran = sandbox.run(["set", one, two]).succeeds();
        assert!(ran.stdout().starts_with("Nothing changed"), "{ran}");
        assert!(sandbox.listing() == before, "something was written");
    }
    let changed: Changed = exact(sandbox.json(["set", "name=Ada"]));
    assert!(changed.changed.is_empty());
}

#[test]
fn another_pathway_keeps_the_marks_and_says_what_counts() {
    let profile = [
        PROFILE,
        "[steps.learn-role]\nstate = \"done\"\n[steps.sourdough]\nstate = \"done\"\non = 2026-11-01\n",
    ]
    .concat();
    let sandbox = bakery().profile(&profile);
    let ran = sandbox.run(["set", "pathway=bakery"]);
    assert_data_eq!(
        ran.to_string(),
        str![[r#"
Set pathway: bakery.
1 finished step counts on this pathway; 1 more stay in the profile and do not
count here.
1 of 5 required steps, 20 %.
Take it back with: hitpath undo

"#]]
    );
    let text = String::from_utf8(sandbox.read_profile()).expect("text");
    assert_eq!(text, profile.replace("\"rhit\"", "\"bakery\""));
    let status: Status = exact(sandbox.json(["status"]));
    assert_eq!(status.progress.satisfied, 1);
    sandbox.run(["set", "pathway=rhit"]).succeeds();
    assert_eq!(sandbox.read_profile(), profile.as_bytes());
}

#[test]
fn what_cannot_be_used_is_refused_and_nothing_is_written() {
    for (setting, said) in [
        ("nme=Ada", "did you mean `name`?"),
        ("hours=12", "no setting `hours`"),
        ("id=x", "no setting `id`"),
        ("format=2", "no setting `format`"),
        ("started=2020-01-01", "no setting `started`"),
        ("", "not of the form KEY=VALUE"),
        ("name", "not of the form KEY=VALUE"),
        ("=Ada", "no setting is named"),
        ("hours-per-week=0", "from 1 to 168"),
        ("hours-per-week=169", "from 1 to 168"),
        ("hours-per-week=12h", "from 1 to 168"),
        ("hours-per-week=-1", "from 1 to 168"),
        ("target=2027-02-30", "target `2027-02-30` is not a date"),
        ("target=soon", "target `soon` is not a date"),
        ("terms=13-01", "`13-01` is not a day of the year"),
        ("terms=,", "`` is not a day of the year"),
        ("pathway=rhti", "hitpath set pathway=rhit"),
        ("pathway=", "no pathway is named"),
    ] {
        let sandbox = Sandbox::begun();
        let ran = sandbox.run(["set", setting]).fails();
        assert!(ran.conversation().contains(said), "{setting}: {ran}");
        assert_eq!(sandbox.added(), "", "{setting}");
        // Nor what stands beside it.
        sandbox.run(["set", "name=Ada", setting]).fails();
        assert_eq!(sandbox.added(), "", "{setting}");
    }
    let sandbox = Sandbox::begun();
    let ran = sandbox.run(["set", "name=Ada", "name=Grace"]).fails();
    assert!(ran.stderr().contains("`name` is given twice"), "{ran}");
    sandbox.run(["set"]).fails();
    assert_eq!(sandbox.added(), "");
}

#[test]
fn as_json_it_lists_the_keys_it_changed() {
    let sandbox = Sandbox::begun();
    let changed: Changed = exact(sandbox.json(["set", "name=Ada", "hours-per-week=12"]));
    assert_eq!(changed.format_version, 1);
    assert_eq!(changed.changed, ["name", "hours-per-week"]);
    assert_eq!(changed.progress.expect("progress").required, 44);
}

#[test]
fn without_a_profile_it_says_how_to_start_one() {
    let sandbox = Sandbox::empty();
    let ran = sandbox.run(["set", "name=Ada"]).fails();
    assert!(
        ran.conversation().contains("start one: hitpath init"),
        "{ran}"
    );
    assert!(!sandbox.profile_path().exists());
}

/// A pathway of one's own may be gone while the settings are not.
#[test]
fn a_setting_is_kept_where_the_pathway_is_unknown() {
    let text = "format = 1\nid = \"x\"\npathway = \"gone\"\n";
    let sandbox = Sandbox::empty().profile(text);
    let ran = sandbox.run(["set", "name=Bob"]).succeeds();
    assert!(ran.stdout().contains("Set name: Bob."), "{ran}");
    assert!(ran.stdout().contains("hitpath set pathway=rhit"), "{ran}");
    let profile = String::from_utf8(sandbox.read_profile()).expect("text");
    assert!(profile.contains("name = \"Bob\""), "{profile}");
    sandbox.run(["set", "pathway=rhit"]).succeeds();
    sandbox.run(["status"]).succeeds();
}
