//! What must not be offered on one pathway, looked for in the texts of its own
//! stages and of what belongs to them. What holds everywhere stands in `risks`.

use hitpath::catalog::{
    fact::{Confidence, FactValue},
    id::FactId,
    step::Step,
    text::facts_in,
};

use crate::{
    CATALOG, id, look, pathways, person_on, rule::{Rule, hold, hold_everywhere}, stage, step,
    texts::{TEXTS, around, of_step},
};

fn facts_of(step: &Step) -> Vec<&str> {
    step.facts.iter().map(FactId::as_str).collect()
}

// `rhit`

/// No membership as a condition, and no early testing before the last term.
#[test]
fn rhit_doors_stand_where_the_field_has_them() {
    let requires = |id: &str| -> Vec<&str> {
        let step = CATALOG.step(step(id));
        step.requires.iter().map(|first| first.as_str()).collect()
    };
    assert!(CATALOG.step(step("student-member")).optional);
    for name in pathways::ids() {
        look(&person_on(name, ""), |evaluation| {
            assert_eq!(evaluation.followers_of(step("student-member")), []);
        });
    }
    assert!(requires("early-form").contains(&"final-term"));
    assert!(requires("early-form").contains(&"program-accredited"));
    assert!(requires("rhit-earned").contains(&"transcript-sent"));
    assert!(requires("degree-awarded").contains(&"internship-complete"));
    assert!(requires("rhia-earned").contains(&"rhia-transcript-sent"));
    assert!(requires("rhia-degree-awarded").contains(&"rhia-placement-complete"));
}

#[test]
fn rhit_offers_nothing_early_and_no_hours_of_its_own() {
    let rules = [
        Rule {
            never: "early testing before the last term",
            says: &[
                &["early testing", "test early", "sit the exam early"],
                &["first year", "any time", "before the last term", "second term"],
            ],
            unless: &[],
            caught: "You can test early at any time.",
            passes: "Early testing never opens before the last term.",
        },
        Rule {
            never: "placement hours as a rule for all",
            says: &[&["placement"], &["national hours", "average hours", "always takes"]],
            unless: &[],
            caught: "The placement always takes the same time.",
            passes: "There are no national hours of the placement.",
        },
        Rule {
            never: "the placement as something one may skip",
            says: &[&["placement"], &["can be skipped", "is optional", "instead of the placement"]],
            unless: &[],
            caught: "Volunteer instead of the placement.",
            passes: "Never volunteer instead of the placement.",
        },
    ];
    let stages = ["explore", "cahiim-program", "internship", "rhit-exam"];
    let topics = ["exam-application", "placement", "experience", "education"];
    let texts = around("rhit", &stages, &["rhit"], &["rhit", "ppe"], &topics);
    hold(&rules, &texts);
    // Hours and prices of single colleges are examples.
    for sentence in &texts {
        for named in facts_in(&sentence.text) {
            let of_one_college = named.ends_with("-example") || named.ends_with("-examples");
            let lower = sentence.text.to_lowercase();
            let is_said = ["example", "some", "one college", "found", "at one", "between", "reported"];
            let is_said = is_said.iter().any(|word| lower.contains(word));
            assert!(!of_one_college || is_said, "{}: {lower}", sentence.place());
        }
    }
}

// `coding`

#[test]
fn coding_promises_no_more_than_the_sources() {
    let rules = [
        Rule {
            never: "Workforce Pell as something that a school surely has",
            says: &[&["workforce pell"]],
            unless: &["ask", "whether", "approved", "if"],
            caught: "Workforce Pell pays for your course.",
            passes: "Ask whether Workforce Pell covers this program.",
        },
        Rule {
            never: "yearly self-reviews",
            says: &[&["self-review"]],
            unless: &["ended", "end ", "once", "abolished"],
            caught: "Do the yearly self-review.",
            passes: "The yearly self-reviews ended.",
        },
        Rule {
            never: "the length of the CCA window",
            says: &[&["cca"], &["window", "days to take", "days to sit"]],
            unless: &["authorization", "how long", "ask"],
            caught: "For CCA the window is the same.",
            passes: "How long the CCA window is, your letter says.",
        },
        Rule {
            never: "a third way to take the A off",
            says: &[&["third way", "another way to take the a"]],
            unless: &["ask", "itself"],
            caught: "There is a third way: a course.",
            passes: "A third way exists: ask AAPC.",
        },
        Rule {
            never: "a job or pay that comes with a course",
            says: &[&["guaranteed job", "job guarantee", "guarantees a job", "promises you a job"]],
            unless: &["walk away"],
            caught: "This course guarantees a job.",
            passes: "Walk away from a seller who promises you a job.",
        },
    ];
    let stages = ["coding-training", "cca-exam", "coding-growth"];
    let credentials = ["cca", "ccs", "ccs-p", "cpc"];
    let facts = ["cca", "ccs", "cpc", "aapc", "pcap", "aid", "ceu"];
    let topics = ["certifications", "technician-or-coder", "renewal", "money"];
    let texts = around("coding", &stages, &credentials, &facts, &topics);
    hold(&rules, &texts);

    // The window of another exam is not carried over to CCA.
    let cca = CATALOG.credential_named("cca").expect("it ships");
    assert!(cca.exams.iter().all(|exam| exam.window.is_none()));
    for key in CATALOG.steps_of(stage("cca-exam")) {
        let step = CATALOG.step(key);
        let window = facts_of(step).into_iter().find(|id| id.ends_with(".window"));
        assert_eq!(window, None, "{}", step.id);
    }
    // The list of AHIMA is a choice, and opens nothing.
    assert!(CATALOG.step(step("pcap-listed")).optional);
    assert!(CATALOG.step(step("coding-year")).optional);
    look(&person_on("coding", ""), |evaluation| {
        for question in ["pcap-listed", "coding-year"] {
            assert_eq!(evaluation.followers_of(step(question)), [], "{question}");
        }
    });
    // Passing CPC awards nothing by itself.
    assert!(CATALOG.step(step("cpc-passed")).awards.is_none());
    let summary = CATALOG.pathway(crate::pathway("coding")).summary.as_deref();
    let says = summary.is_some_and(|summary| summary.contains("does not lead to RHIT"));
    assert!(says, "the page of the pathway says where it does not lead");
}

// `rhia`

#[test]
fn rhia_is_not_promised_what_was_read_for_rhit() {
    let rules = [
        Rule {
            never: "early testing as a promise",
            says: &[&["early testing", "before graduation", "test early", "testing early"]],
            unless: &["ask"],
            caught: "Early testing is open to you.",
            passes: "Early testing is not promised for RHIA.",
        },
        Rule {
            never: "an earlier placement taken as done",
            says: &[&["associate placement", "earlier placement", "placement of your associate"]],
            unless: &["unless", "ask", "papers from"],
            caught: "Your earlier placement counts.",
            passes: "Your earlier placement does not stand in.",
        },
        Rule {
            never: "a length of study for RHIA",
            says: &[&["weeks of study", "months of study", "hours of study"], &["rhia"]],
            unless: &[],
            caught: "For RHIA some weeks of study are enough.",
            passes: "We have no length in weeks of study for RHIA.",
        },
    ];
    let stages = ["rhia-program", "rhia-placement", "rhia-exam"];
    let texts = around("rhia", &stages, &["rhia"], &["rhia"], &["paths", "growth"]);
    hold(&rules, &texts);
    for name in ["rhia-study", "rhia-study-plan", "rhia-mocks"] {
        let facts = facts_of(CATALOG.step(step(name)));
        let length = facts.iter().find(|id| id.starts_with("study.length"));
        assert_eq!(length, None, "{name}");
    }
}

// `working`

#[test]
fn working_promises_nothing_by_the_employer() {
    let rules = [
        Rule {
            never: "the own workplace as the placement site",
            says: &[
                &["your employer", "your workplace", "own workplace", "own department", "where you work"],
                &["placement"],
            ],
            unless: &["ask", "whether", "often", "may the", "some", "set limits", "agree"],
            caught: "Your employer is your placement site.",
            passes: "Ask whether your employer can be the placement site.",
        },
        Rule {
            never: "tuition help as a given",
            says: &[&["tuition help"]],
            unless: &["ask", "some", "if", "whether", "look", "often"],
            caught: "Tuition help pays for the rest.",
            passes: "Tuition help is never a given.",
        },
        Rule {
            never: "AHIMA's apprenticeship",
            says: &[&["ahima"], &["apprenticeship"]],
            unless: &[],
            caught: "AHIMA's apprenticeship takes you.",
            passes: "Of an apprenticeship of AHIMA nothing is known.",
        },
        Rule {
            never: "credit for prior learning as a right",
            says: &[&["prior learning", "credit for experience", "credit for your work"]],
            unless: &["ask"],
            caught: "You get credit for your work.",
            passes: "Ask whether you get credit for your work.",
        },
        Rule {
            never: "a shorter way by work",
            says: &[&["shorter program", "shorten", "faster way"], &["work", "job", "experience"]],
            unless: &[],
            caught: "Your job shortens the program.",
            passes: "Years of work do not shorten it.",
        },
    ];
    let texts = around("working", &["work-base"], &[], &["ppe", "aid", "rhit"], &["paths", "money"]);
    hold(&rules, &texts);
    let chps = facts_of(CATALOG.step(step("experience-facts")));
    assert!(chps.contains(&"rhit.route.experience-none"));
}

// `veteran`

#[test]
fn veterans_are_promised_no_waiver_and_no_credit() {
    let rules = [
        Rule {
            never: "an amount of college credit",
            says: &[&["credit"], &["semester hours", "credit hours", "credits for your service"]],
            unless: &["ask", "decide"],
            caught: "You get credits for your service.",
            passes: "The school decides on credits for your service.",
        },
        Rule {
            never: "a military specialty as coding",
            says: &[
                &["specialty", "military job", "68g"],
                &["coder", "coding"],
                &["same", "equal", "counts as"],
            ],
            unless: &[],
            caught: "Your specialty counts as coding.",
            passes: "No military specialty is the same as being a coder.",
        },
        Rule {
            never: "rules of hiring and benefits of a state",
            says: &[
                &["hiring preference", "veterans' preference", "state benefit", "your state pays", "points"],
            ],
            unless: &["ask"],
            caught: "Use your veterans' preference.",
            passes: "Nothing is known here of veterans' preference.",
        },
        Rule {
            never: "one exam paid twice",
            says: &[&["twice", "from both", "paid by both"], &["exam", "fee"]],
            unless: &[],
            caught: "Claim the exam from both.",
            passes: "Never claim the exam from both.",
        },
    ];
    let texts = around("veteran", &["veteran-benefits"], &[], &["mil"], &["paths", "money"]);
    hold(&rules, &texts);
    // The Army's money is named as the Army's, with its date.
    for army in ["mil.army-assistance", "mil.army-covers"] {
        let fact = CATALOG.fact(&FactId::new(army).expect("an id"));
        for version in &fact.expect("it ships").versions {
            assert!(version.claim.text.contains("Army"), "{army}");
        }
        for sentence in TEXTS.iter() {
            if facts_in(&sentence.text).any(|named| named == army) {
                let around = TEXTS.iter().filter(|s| s.owner == sentence.owner);
                let army_is_named = around.into_iter().any(|s| s.text.contains("Army"));
                assert!(army_is_named, "{}", sentence.place());
            }
        }
    }
    // Nothing known of the service is a number of credits.
    for fact in CATALOG.facts().filter(|f| f.id.as_str().starts_with("mil.")) {
        let number = |v: &_| -> bool {
            let v: &hitpath::catalog::fact::FactVersion = v;
            matches!(v.claim.value, FactValue::Number(_))
        };
        assert!(!fact.versions.iter().any(number), "{}", fact.id);
    }
}

// `international`

#[test]
fn nothing_is_said_of_staying_in_the_country() {
    let rules = [
        Rule {
            never: "advice on immigration",
            says: &[
                &[
                    "visa", "visas", "work permit", "sponsor", "green card", "immigration",
                    "h-1b", "asylum", "permit to work",
                ],
            ],
            unless: &["adviser"],
            caught: "Ask an employer to sponsor your visa.",
            passes: "For all about a visa ask a qualified adviser.",
        },
        Rule {
            never: "work from abroad on records of the United States",
            says: &[&["from abroad", "from another country"], &["remote", "work on", "be opened"]],
            unless: &["education", "whether", "schooling"],
            caught: "You can do remote work from abroad.",
            passes: "Remote work from abroad is often not allowed.",
        },
        Rule {
            never: "a list of associations that count for RHIT",
            says: &[&["reciprocity", "agreement"], &["canada", "korea", "australia", "chima", "himaa"]],
            unless: &["ask ahima", "as of about", "rhia page of about"],
            caught: "The agreement covers Canada.",
            passes: "An old list named Canada: ask AHIMA about the agreement.",
        },
        Rule {
            never: "what AHIMA takes for an American diploma",
            says: &[&["equal to", "equals"], &["diploma"]],
            unless: &["ask"],
            caught: "Your school certificate is equal to a diploma.",
            passes: "Ask AHIMA what is equal to a diploma.",
        },
        Rule {
            never: "medicine or nursing as this field",
            says: &[&["medicine", "nursing", "pharmacy"], &["program", "degree"]],
            unless: &["ask"],
            caught: "A degree in medicine is such a program.",
            passes: "Medicine or nursing is not such a program.",
        },
    ];
    let texts = around(
        "international",
        &["foreign-education"],
        &["rhit", "cca"],
        &["abroad", "rhia", "rhit"],
        &["global", "paths"],
    );
    hold(&rules, &texts);
    hold_everywhere(&rules[..2]);
}

// `renewal`

#[test]
fn renewal_shows_no_rule_that_has_ended() {
    let rules = [
        Rule {
            never: "a yearly minimum",
            says: &[
                &["ceus", "credits", "units"],
                &["each year", "every year", "per year", "a year", "yearly minimum"],
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
            never: "grace time",
            says: &[&["grace"]],
            unless: &["old pages", "ended", "took the grace"],
            caught: "After the cycle you have a grace time.",
            passes: "There is no grace time.",
        },
        Rule {
            never: "an ethics module",
            says: &[&["ethics"], &["module", "must", "required", "each year", "yearly"]],
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
            says: &[&["credit", "ceu"], &["count twice", "counts twice", "for both bodies"]],
            unless: &[],
            caught: "One credit counts twice.",
            passes: "One CEU could not count twice.",
        },
        Rule {
            never: "the share from the domains as certain",
            says: &[&["own domains"]],
            unless: &["whether", "until ahima", "may have ended", "confirm", "text of about"],
            caught: "Most credits lie within the field's own domains.",
            passes: "Ask whether a share must lie within the field's own domains.",
        },
        Rule {
            never: "the conditions of HIMSS",
            says: &[&["cahims", "cphims"], &["condition", "eligib", "requires", "you need"]],
            unless: &["ask"],
            caught: "CAHIMS requires a diploma.",
            passes: "The conditions of CAHIMS are not known to us.",
        },
    ];
    let credentials = ["rhit", "rhia", "cca", "ccs", "ccs-p", "chps", "chda", "cdip", "cpc"];
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
    let unknown = said.iter().any(|s| s.text.contains("do not know the amount"));
    assert!(unknown, "the step says that the fee is not known");
    for uncertain in ["ceu.share-domain", "ceu.further-credential", "ceu.further-max"] {
        let fact = CATALOG.fact(&FactId::new(uncertain).expect("an id"));
        for version in &fact.expect("it ships").versions {
            let text = &version.claim.text;
            assert!(text.contains("confirm"), "{uncertain}: {text}");
            assert_ne!(version.confidence, Confidence::Secondary, "{uncertain}");
        }
    }
}
