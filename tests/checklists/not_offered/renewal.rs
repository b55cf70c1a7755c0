//! `renewal`: no rule that has ended, and no fee of today.

use hitpath::catalog::{
    fact::{Confidence, FactValue},
    id::FactId,
};

use crate::{
    CATALOG, id,
    rule::{Rule, hold},
    stage, step,
    texts::{around, of_step},
};

#[test]
fn renewal_shows_no_rule_that_has_ended() {
    let rules = [
        Rule {
            never: "a yearly minimum",
            says: &[
                &["ceus", "credits", "units"],
                &[
                    "each year",
                    "every year",
                    "per year",
                    "a year",
                    "yearly minimum",
                ],
            ],
            unless: &["membership", "two years", "aapc", "code changes"],
            caught: "Earn some credits every year.",
            passes: "There is no yearly minimum of credits.",
        },
        Rule {
            never: "a cycle by the birth month",
            says: &[&["birth month", "birthday", "month of birth"]],
            unless: &[],
            caught: "Your cycle ends in your birth month.",
            passes: "The cycle does not follow your birthday.",
        },
        Rule {
            never: "a cycle of another length",
            says: &[
                &["cycle"],
                &["four years", "three years", "4 years", "yearly cycle"],
            ],
            unless: &["cahims"],
            caught: "Your cycle lasts four years.",
            passes: "The cycle does not last four years.",
        },
        Rule {
            never: "the worth of one activity",
            says: &[
                &[
                    "publishing",
                    "presenting",
                    "an article",
                    "a lecture",
                    "supervising",
                    "a course",
                ],
                &["is worth", "gives you", "counts for"],
                &["credits", "ceus", "units"],
            ],
            unless: &["ask"],
            caught: "Presenting is worth some CEUs.",
            passes: "Ask how many CEUs presenting is worth.",
        },
        Rule {
            never: "grace time",
            says: &[&["grace"]],
            unless: &["old pages", "ended", "took the grace"],
            caught: "After the cycle you have a grace time.",
            passes: "There is no grace time.",
        },
        Rule {
            never: "an ethics module",
            says: &[
                &["ethics"],
                &["module", "must", "required", "each year", "yearly"],
            ],
            unless: &["cahims"],
            caught: "Each year an ethics module is required.",
            passes: "AHIMA has no ethics module.",
        },
        Rule {
            never: "self-reviews as a duty",
            says: &[&["self-review"]],
            unless: &["ended", "once had", "abolished"],
            caught: "Coders do a self-review.",
            passes: "Self-reviews have ended.",
        },
        Rule {
            never: "one credit counted twice",
            says: &[
                &["credit", "ceu"],
                &["count twice", "counts twice", "for both bodies"],
            ],
            unless: &[],
            caught: "One credit counts twice.",
            passes: "One CEU could not count twice.",
        },
        Rule {
            never: "the share from the domains as certain",
            says: &[&["own domains"]],
            unless: &[
                "whether",
                "until ahima",
                "may have ended",
                "confirm",
                "text of about",
            ],
            caught: "Most credits lie within the field's own domains.",
            passes: "Ask whether a share must lie within the field's own domains.",
        },
        Rule {
            never: "the conditions of HIMSS",
            says: &[
                &["cahims", "cphims"],
                &["condition", "eligib", "requires", "you need"],
            ],
            unless: &["ask"],
            caught: "CAHIMS requires a diploma.",
            passes: "The conditions of CAHIMS are not known to us.",
        },
    ];
    let credentials = [
        "rhit", "rhia", "cca", "ccs", "ccs-p", "chps", "chda", "cdip", "cpc",
    ];
    let texts = around(
        "renewal",
        &["renewal-cycle", "specialties", "advancement"],
        &credentials,
        &["ceu", "aapc", "himss"],
        &["renewal", "growth", "certifications"],
    );
    hold(&rules, &texts);
}

/// The fee of today is not known, and what is uncertain says so.
#[test]
fn renewal_names_no_fee_of_today() {
    let money = |id: &FactId| {
        let fact = CATALOG.fact(id).expect("it ships");
        let mut versions = fact.versions.iter();
        versions.any(|v| matches!(v.claim.value, FactValue::Money { .. }))
    };
    for key in CATALOG.steps_of(stage("renewal-cycle")) {
        let found = CATALOG.step(key);
        // What an extension once cost is shown where the cycle was missed.
        let may_name_one = found.id.as_str() == "inactive-rescue";
        let fee = found.facts.iter().find(|&fact| money(fact));
        assert!(fee.is_none() || may_name_one, "{}: {fee:?}", id(key));
    }
    for credential in CATALOG.credentials() {
        let renewal = credential.renewal.iter().flat_map(|r| r.all_facts());
        let fee = renewal.into_iter().find(|&fact| money(fact));
        assert_eq!(fee, None, "{}", credential.id);
    }
    let said = of_step(CATALOG.step(step("renewal-fee")));
    let unknown = said
        .iter()
        .any(|s| s.text.contains("do not know the amount"));
    assert!(unknown, "the step says that the fee is not known");
    for uncertain in [
        "ceu.share-domain",
        "ceu.further-credential",
        "ceu.further-max",
    ] {
        let fact = CATALOG.fact(&FactId::new(uncertain).expect("an id"));
        for version in &fact.expect("it ships").versions {
            let text = &version.claim.text;
            assert!(text.contains("confirm"), "{uncertain}: {text}");
            assert_ne!(version.confidence, Confidence::Secondary, "{uncertain}");
        }
    }
}
