//! What changed between two catalogs: one line for each case.

use super::*;
use crate::{
    catalog::{Catalog, PathwayKey},
    journey::example::{self, TODAY, ids},
};

/// Looks at a record that was last changed with version 0.1.0.
fn look<T>(catalog: &str, record: &str, at: impl FnOnce(Option<Drift<'_>>) -> T) -> T {
    with_version(catalog, record, Some("0.1.0"), at)
}

fn with_version<T>(
    catalog: &str,
    record: &str,
    version: Option<&str>,
    at: impl FnOnce(Option<Drift<'_>>) -> T,
) -> T {
    let catalog = example::catalog(catalog);
    let mut record = example::record(record);
    record.catalog = version.map(str::to_owned);
    at(Drift::of(&Evaluation::new(
        &catalog,
        &record,
        PathwayKey(0),
        TODAY,
    )))
}

/// `+` what was added, `-` what was retired, `old>new` what was renamed, and
/// the percent before and now.
#[track_caller]
fn drifts(catalog: &str, record: &str, expected: &str) {
    let sound: Catalog = example::catalog(catalog);
    let found = look(catalog, record, |drift| {
        drift.map(|drift| in_short(&sound, &drift))
    });
    let found = found.unwrap_or_else(|| "nothing".to_owned());
    assert_eq!(found, expected, "{catalog} with {record}");
}

fn in_short(catalog: &Catalog, drift: &Drift<'_>) -> String {
    let added = drift.added.iter();
    let mut words: Vec<String> = added
        .map(|&step| format!("+{}", ids(catalog, &[step])))
        .collect();
    words.extend(
        drift
            .retired
            .iter()
            .map(|gone| format!("-{}", gone.step.id)),
    );
    let renamed = drift.renamed.iter();
    words.extend(renamed.map(|renamed| {
        let to = ids(catalog, &[renamed.to]);
        format!("{}>{to}", renamed.from)
    }));
    let percent = format!("{} {}", drift.before.percent(), drift.now.percent());
    words.push(percent);
    words.join(" ")
}

#[test]
fn what_is_newer_than_the_profile_was_added() {
    drifts("version: 0.2.0; s: a, b +0.2.0", "a done", "+b 100 50");
    drifts("version: 0.2.0; s: a, b +0.1.1", "b done", "+b 0 50");
    drifts("version: 0.2.0; s: a, b +0.1.0", "a done", "nothing");
    drifts("version: 0.2.0; s: a, b", "a done", "nothing");
    // What is optional or off the pathway never counted.
    drifts("version: 0.2.0; s: a, b? +0.2.0", "a done", "nothing");
    drifts("version: 0.2.0; s: a, -b +0.2.0", "a done", "nothing");
    drifts("version: 0.2.0; s: a; -t: b +0.2.0", "a done", "nothing");
}

#[test]
fn what_went_since_is_retired() {
    let one = "version: 0.2.0; s: a, b; retired: old +0.2.0 @s";
    drifts(one, "", "-old 0 0");
    drifts(one, "old done", "-old 33 0");
    drifts(one, "old waived, a done", "-old 66 50");
    drifts(one, "old doing, a done", "-old 33 50");
    drifts(one, "a done, b done", "-old 66 100");
    let earlier = "version: 0.2.0; s: a; retired: old +0.1.0 @s";
    drifts(earlier, "old done", "nothing");
    // The first of its ids counts that is marked.
    let renamed = "version: 0.2.0; s: a; retired: old ~older +0.2.0 @s";
    drifts(renamed, "older done", "-old 50 0");
    drifts(renamed, "old doing, older done", "-old 0 0");
}

#[test]
fn what_never_counted_is_told_only_where_it_is_marked() {
    let optional = "version: 0.2.0; s: a; retired: old? +0.2.0 @s";
    drifts(optional, "", "nothing");
    drifts(optional, "a done, old done", "-old 100 100");
    let elsewhere = "version: 0.2.0; s: a; -t: b; retired: old +0.2.0 @t";
    drifts(elsewhere, "", "nothing");
    drifts(elsewhere, "old done", "-old 0 0");
}

#[test]
fn what_the_pathway_left_out_did_not_count() {
    let of = |without: &str| {
        let mut parts = example::parts("version: 0.2.0; s: a; retired: old ~older +0.2.0 @s");
        let pathway = &mut parts.pathways[0].0;
        pathway.without = without.split_whitespace().map(example::step_id).collect();
        let catalog = crate::catalog::audit::audit(parts).expect("a sound example");
        let mut record = example::record("a done");
        record.catalog = Some("0.1.0".into());
        let evaluation = Evaluation::new(&catalog, &record, PathwayKey(0), TODAY);
        Drift::of(&evaluation).map(|drift| drift.before.percent())
    };
    assert_eq!(of(""), Some(50));
    assert_eq!(of("old"), None);
    assert_eq!(of("older"), None);
}

#[test]
fn a_step_with_another_id_is_the_same_step() {
    let renamed = "version: 0.2.0; s: new ~old *0.2.0, b";
    drifts(renamed, "old done", "old>new 50 50");
    drifts(renamed, "", "nothing");
    drifts(renamed, "new done", "nothing");
    drifts(renamed, "new doing, old done", "nothing");
    // That is old news, although the mark stands under the first id still.
    let before = "version: 0.2.0; s: new ~old *0.1.0, b";
    drifts(before, "old done", "nothing");
    let off_path = "version: 0.2.0; s: a; -t: new ~old *0.2.0";
    drifts(off_path, "old done", "old>new 0 0");
    // Brought and renamed since: new to whoever never marked it.
    let both = "version: 0.3.0; s: new ~old +0.2.0 *0.3.0, b";
    drifts(both, "b done", "+new 100 50");
    drifts(both, "old done", "old>new 50 50");
}

#[test]
fn an_heir_does_not_inherit_the_mark() {
    let folded = "version: 0.2.0; s: a, b; retired: old>a +0.2.0 @s";
    drifts(folded, "old done, b done", "-old 66 50");
    let split = "version: 0.2.0; s: one +0.2.0, two +0.2.0, b; retired: old>one +0.2.0 @s";
    drifts(split, "old done, b done", "+one +two -old 100 33");
    let half = "version: 0.2.0; s: one ~old *0.2.0, two +0.2.0, b";
    drifts(half, "old done, b done", "+two old>one 100 66");
}

#[test]
fn nobody_knows_since_when() {
    let catalog = "version: 0.2.0; s: a, b +0.2.0; retired: old +0.2.0 @s";
    let drift_of = |version: Option<&str>| {
        with_version(catalog, "a done", version, |drift| {
            drift.map(|drift| (drift.from.to_string(), drift.to.to_string()))
        })
    };
    let found = drift_of(Some("0.1.9"));
    assert_eq!(found, Some(("0.1.9".to_owned(), "0.2.0".to_owned())));
    for version in [
        None,
        Some(""),
        Some("yesterday"),
        Some("0.2"),
        Some("0.2.0"),
        Some("0.2.1"),
        Some("9.0.0"),
    ] {
        assert_eq!(drift_of(version), None, "{version:?}");
    }
    let unversioned = "s: a, b +0.2.0";
    with_version(unversioned, "", Some("0.1.0"), |drift| {
        assert!(drift.is_none());
    });
}

#[test]
fn what_a_person_wrote_themselves_has_no_version() {
    let mut parts = example::parts("version: 0.2.0; s: a, b +0.2.0, new ~old *0.2.0");
    parts.files[0].shipped = false;
    let catalog = crate::catalog::audit::audit(parts).expect("a sound example");
    let mut record = example::record("old done");
    record.catalog = Some("0.1.0".into());
    let evaluation = Evaluation::new(&catalog, &record, PathwayKey(0), TODAY);
    assert!(Drift::of(&evaluation).is_none());
}
