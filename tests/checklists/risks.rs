//! What would hurt a person if it were wrong, looked for in everything that
//! ships.

use hitpath::catalog::{fact::FactValue, id::FactId, text::facts_in};

use crate::{
    CATALOG,
    rule::{Rule, hold, hold_everywhere},
    step,
    texts::{Of, Sentence, TEXTS, of_step},
};

/// RHIT and RHIA need a program; nothing else leads to them.
const OTHER_WAYS: [Rule; 8] = [
    Rule {
        never: "RHIT or RHIA by years of work",
        says: &[
            &["rhit", "rhia"],
            &["experience", "years of work", "work years", "years in the field"],
        ],
        unless: &["if someone"],
        caught: "Enough experience in records opens the RHIT exam.",
        passes: "We found no way to RHIT by experience.",
    },
    Rule {
        never: "RHIT by service",
        says: &[
            &["rhit", "rhia"],
            &["military", "service", "veteran", "army", "uniform"],
            &["open", "counts", "count toward", "replace", "route", "enough", "instead of"],
        ],
        unless: &["if someone"],
        caught: "Military service opens the RHIT exam.",
        passes: "Military service does not open the RHIT exam.",
    },
    Rule {
        never: "RHIT by a certificate or course in coding",
        says: &[
            &["rhit"],
            &["coding certificate", "coding course", "coding program", "pcap"],
        ],
        unless: &["walk away"],
        caught: "A coding certificate is the short way to RHIT.",
        passes: "A coding certificate never leads to RHIT.",
    },
    Rule {
        never: "a candidate program taken as accredited",
        says: &[&["candidacy", "candidate program", "candidate status", "is a candidate"]],
        unless: &["ask", "in writing", "whether"],
        caught: "A program in candidacy is as good.",
        passes: "For a program in candidacy, ask AHIMA too.",
    },
    Rule {
        never: "a degree in another field as enough",
        says: &[
            &["rhit", "rhia"],
            &["nursing", "informatics", "degree in business", "another field", "another subject"],
        ],
        unless: &["ask", "health information management, or", "domain"],
        caught: "A nursing degree opens RHIA.",
        passes: "A nursing degree does not open RHIA.",
    },
    Rule {
        never: "the old bridge from RHIT to RHIA",
        says: &[&["bridge"], &["rhit", "rhia"]],
        unless: &["no longer"],
        caught: "Use the bridge from RHIT to RHIA.",
        passes: "The bridge that RHIT holders once had is no longer listed.",
    },
    Rule {
        never: "RHIT that turns into RHIA",
        says: &[&["rhit"], &["turns into", "turn into", "becomes rhia", "automatic"]],
        unless: &[],
        caught: "After some years RHIT turns into RHIA.",
        passes: "RHIT does not turn into RHIA by itself.",
    },
    Rule {
        never: "a foreign degree or an evaluation as a way into an exam",
        says: &[
            &["evaluation", "evaluator", "medical degree", "degree in medicine"],
            &["exam", "eligible", "rhit", "rhia", "cca"],
        ],
        unless: &["ask"],
        caught: "An evaluation makes you eligible for RHIT.",
        passes: "An evaluation opens a school, not an exam.",
    },
];

#[test]
fn no_other_way_to_rhit_or_rhia_is_offered() {
    hold_everywhere(&OTHER_WAYS);
    let proviso = TEXTS.iter().find(|s| s.text.to_lowercase().contains("proviso"));
    assert!(proviso.is_none(), "{proviso:?}");
}

/// What is disputed or unknown is not said as certain.
const CERTAIN: [Rule; 9] = [
    Rule {
        never: "online testing as a given",
        says: &[&["online testing", "online exam", "test online", "onvue", "testing at home"]],
        unless: &["differ", "only if", "unless", "whether", "about 20", "confirm", "ask", "reports that"],
        caught: "You can choose online testing.",
        passes: "Sources differ on online testing.",
    },
    Rule {
        never: "a number of attempts",
        says: &[&["attempts"], &["allowed", "limit", "at most", "as many", "how many", "up to"]],
        unless: &["ask", "differ"],
        caught: "You may make as many attempts as you like.",
        passes: "Ask AHIMA whether attempts have a limit.",
    },
    Rule {
        never: "a national cost of the degree",
        says: &[
            &["average cost", "average price", "national price", "national cost", "usually costs"],
        ],
        unless: &[],
        caught: "The average cost of the degree is low.",
        passes: "There is no reliable national price.",
    },
    Rule {
        never: "a date of the FAFSA",
        says: &[&["fafsa"], &["opens on", "closes", "due on", "october", "june", "january"]],
        unless: &[],
        caught: "The FAFSA opens on a day in October.",
        passes: "We hold no dates for the FAFSA, in October or later.",
    },
    Rule {
        never: "today's dues of students",
        says: &[&["student dues", "dues of students", "dues for students"]],
        unless: &["look up", "ask", "compare", "today's", "unknown"],
        caught: "Student dues are small.",
        passes: "Look up the student dues of today.",
    },
    Rule {
        never: "a practice result as the chance to pass",
        says: &[
            &["practice", "mock"],
            &["chance to pass", "chance of passing", "predict", "probability", "guarantee"],
        ],
        unless: &[],
        caught: "Your practice result is your chance to pass.",
        passes: "A practice result is never your chance to pass.",
    },
    Rule {
        never: "today's conditions of CHDA, CDIP or CCS-P",
        says: &[&["chda", "cdip", "ccs-p"], &["condition", "eligib", "who may sit"]],
        unless: &[
            "today's conditions",
            "ask",
            "read the conditions",
            "old",
            "whether",
            "compare",
            "unknown",
        ],
        caught: "The condition of CHDA is a degree.",
        passes: "The conditions of CHDA are not known to us.",
    },
    Rule {
        never: "the conditions of CHPS as those of today",
        says: &[&["chps"], &["asks for", "requires", "eligib", "condition"]],
        unless: &["older", "confirm", "ask ahima", "this line", "less time", "least time", "your cycle"],
        caught: "CHPS requires years as a manager.",
        passes: "An older page says what CHPS requires.",
    },
    Rule {
        never: "a waiver of what AHIMA asks",
        says: &[&["waiver"], &["rhit", "ahima", "condition"]],
        unless: &[],
        caught: "Ask for the waiver of the RHIT conditions.",
        passes: "We found no waiver of the RHIT conditions.",
    },
];

#[test]
fn what_is_not_known_is_not_said_as_certain() {
    hold_everywhere(&CERTAIN);
}

/// What no body asks for is no condition.
const CONDITIONS: [Rule; 4] = [
    Rule {
        never: "a membership as a condition of an AHIMA exam",
        says: &[
            &[
                "be a member",
                "membership is required",
                "membership is a condition",
                "requires membership",
                "only members may",
                "join before you",
                "you need membership",
            ],
        ],
        unless: &["aapc", "credential"],
        caught: "You have to be a member of AHIMA to sit the exam.",
        passes: "You need not be a member, so it is not a condition of AHIMA.",
    },
    Rule {
        never: "AHIMA's approval of a course as a condition",
        says: &[
            &["pcap", "approved coding program", "coding program approved"],
            &["must", "required", "have to", "condition", "need"],
        ],
        unless: &[],
        caught: "A PCAP program is required for CCA.",
        passes: "A PCAP program is not required for CCA.",
    },
    Rule {
        never: "experience as a condition of CCS or CCA",
        says: &[
            &["ccs", "cca"],
            &["experience", "coding work", "years of coding"],
            &["must", "required", "have to", "condition", "need"],
        ],
        unless: &["recommend", "cpc"],
        caught: "For CCS experience is required.",
        passes: "For CCS experience is recommended, not required.",
    },
    Rule {
        never: "pay that comes with a credential",
        says: &[
            &["credential", "rhit", "cca", "ccs", "cpc", "rhia"],
            &["earn more", "higher pay", "raise your pay", "pays more", "better paid"],
        ],
        unless: &["ask", "whether"],
        caught: "With RHIT you earn more.",
        passes: "No credential promises that you earn more.",
    },
];

#[test]
fn what_is_recommended_is_no_condition() {
    hold_everywhere(&CONDITIONS);
}

/// Risk: the letters used before AHIMA has accepted the final transcript.
const LETTERS: [Rule; 3] = [
    Rule {
        never: "the letters RHIT before the transcript",
        says: &[
            &["rhit"],
            &["the letters", "after your name", "behind your name", "call yourself"],
        ],
        unless: &["after ahima", "until", "once ahima", "only when", "accepted", "only after", "only now", "done when"],
        caught: "Put RHIT after your name when you have passed.",
        passes: "Do not put RHIT after your name yet.",
    },
    Rule {
        never: "passing as holding",
        says: &[
            &["passed", "passing"],
            &["you are an rhit", "you hold rhit", "makes you an rhit", "you are now an rhit"],
        ],
        unless: &["accepted", "only after"],
        caught: "You passed, so you are an RHIT.",
        passes: "You passed, and you are not an RHIT before AHIMA says so.",
    },
    Rule {
        never: "CPC-A written as CPC",
        says: &[&["you hold cpc", "you are a cpc", "write cpc", "you may use cpc"]],
        unless: &["cpc-a", "only after", "if you hold"],
        caught: "Passed: now you hold CPC.",
        passes: "Passed without proof, you hold CPC-A.",
    },
];

#[test]
fn letters_are_written_only_by_who_holds_them() {
    // Whether a person holds it is also asked, by a title.
    let is_question = |s: &Sentence| s.owner.ends_with("-held") && s.key == "title";
    let others: Vec<&Sentence> = TEXTS.iter().filter(|s| !is_question(s)).collect();
    hold(&LETTERS, &others);
    for (id, says) in [
        ("rhit-passed", "transcript"),
        ("rhit-earned", "transcript"),
        ("early-form", "transcript"),
        ("cpc-passed", "CPC-A"),
        ("second-code-credential", "CPC-A"),
        ("cpc-held", "CPC-A"),
        ("job-targets", "RHIT"),
        ("resume", "RHIT"),
    ] {
        let all = of_step(CATALOG.step(step(id)));
        let said = all.iter().any(|sentence| sentence.text.contains(says));
        assert!(said, "{id} does not speak of {says}");
    }
}

/// Look-alike and staging addresses copy AHIMA's text.
#[test]
fn no_look_alike_address_is_named() {
    let known = [
        "www.ahima.org",
        "www.cahiim.org",
        "answers.ahima.org",
        "careerassist.ahima.org",
        "journal.ahima.org",
    ];
    let is_of_address = |sign: char| sign.is_ascii_alphanumeric() || "-.".contains(sign);
    let sources = CATALOG.facts().flat_map(|fact| &fact.versions);
    let sources = sources.flat_map(|v| v.also.iter().chain([&v.claim]));
    let sources = sources.map(|claim| claim.source.url.to_string());
    let texts = TEXTS.iter().map(|sentence| sentence.text.clone());
    let mut named = 0;
    for text in sources.chain(texts) {
        let lower = text.to_lowercase();
        for word in lower.split(|sign: char| !is_of_address(sign)) {
            let host = word.trim_matches('.');
            let is_body = ["ahima", "cahiim"].iter().any(|body| host.contains(body));
            let ending = host.rsplit('.').next().unwrap_or_default();
            let is_address = host.contains('.') && !ending.is_empty();
            // A fact id, as in `ahima.member-saving`, is no address.
            let is_fact = FactId::new(host).is_ok_and(|id| CATALOG.fact(&id).is_some());
            if is_body && is_address && !is_fact {
                assert!(known.contains(&host), "{host} in {text}");
                named += 1;
            }
            let is_bare = ["ahima.org", "cahiim.org"].contains(&host);
            assert!(!is_bare, "{host} without www in {text}");
        }
        for copy in ["pages.dev", "staging", "myahima.org", "ahima.com", "cahiim.com", "ahima-"] {
            assert!(!lower.contains(copy), "{copy} in {text}");
        }
    }
    assert!(named > 100, "{named}");
}

/// Risk: patient, health, court or identity details in the profile.
#[test]
fn evidence_never_asks_for_private_details() {
    for (_, step) in CATALOG.steps() {
        let evidence = step.evidence.as_deref().unwrap_or_default().to_lowercase();
        for private in [
            "patient",
            "id number",
            "account number",
            "certificate number",
            "picture",
            "passport",
            "diagnos",
            "health",
            "court",
            "social security",
        ] {
            let warns = ["no ", "never", "without", "nothing", "not "];
            let warns = warns.iter().any(|word| evidence.contains(word));
            let asks = evidence.contains(private) && !warns;
            assert!(!asks, "{}: {evidence}", step.id);
        }
        if step.sensitive {
            let texts = of_step(step);
            let care = ["no ", "never", "nothing", "without", "only", "not ", "de-identified"];
            let careful = texts
                .iter()
                .filter(|s| ["evidence", "watch-out"].contains(&s.key.as_str()))
                .any(|s| care.iter().any(|word| s.text.to_lowercase().contains(word)));
            assert!(careful, "{} does not say what to keep out", step.id);
        }
    }
}

/// Risk: the program is not looked at again before money moves.
#[test]
fn the_accreditation_is_looked_up_again_before_paying() {
    for id in ["program-accredited", "enrolled", "final-term", "rhia-enrolled"] {
        let texts = of_step(CATALOG.step(step(id)));
        let says = texts.iter().any(|s| s.text.contains("CAHIIM"));
        assert!(says, "{id}");
    }
    let questions = ["program-accredited", "rhia-by-bachelor", "rhia-by-postbac", "rhia-by-master"];
    for id in questions {
        let step = CATALOG.step(step(id));
        assert!(step.confirm, "{id}");
        let watch_out = step.watch_out.as_deref().unwrap_or_default().to_lowercase();
        assert!(watch_out.contains("candidate"), "{id}: {watch_out}");
    }
}

/// Risk: a price taken for that of today. Wherever one is named in a sentence,
/// the step lists the fact, and the sentence does not promise it.
#[test]
fn prices_are_said_as_found_and_not_as_fixed() {
    let mut seen = 0;
    for sentence in TEXTS.iter().filter(|s| matches!(s.of, Of::Step | Of::Guide)) {
        for id in facts_in(&sentence.text) {
            let fact = FactId::new(id).ok();
            let fact = fact.and_then(|id| CATALOG.fact(&id));
            let is_money = fact.is_some_and(|fact| {
                let mut versions = fact.versions.iter();
                versions.any(|v| matches!(v.claim.value, FactValue::Money { .. }))
            });
            if is_money {
                seen += 1;
                let lower = sentence.text.to_lowercase();
                let careful = [
                    "found", "confirm", "today", "about", "example", "ask", "older", "up to",
                    "look", "was", "read", "compare", "reported", "newest",
                ];
                let is_careful = careful.iter().any(|word| lower.contains(word));
                assert!(is_careful, "{}: {}", sentence.place(), sentence.text);
            }
        }
    }
    assert!(seen > 10, "{seen}");
}
