//! What would hurt a person if it were wrong, looked for in everything that
//! ships.

mod certain;
mod guards;
mod ways;

use hitpath::catalog::{fact::FactValue, id::FactId, text::facts_in};

use crate::{
    CATALOG,
    rule::{Rule, hold},
    step,
    texts::{Of, Sentence, TEXTS, of_step},
};

/// Risk: the letters used before AHIMA has accepted the final transcript.
const LETTERS: [Rule; 3] = [
    Rule {
        never: "the letters RHIT before the transcript",
        says: &[
            &["rhit"],
            &[
                "the letters",
                "after your name",
                "behind your name",
                "call yourself",
            ],
        ],
        unless: &[
            "after ahima",
            "until",
            "once ahima",
            "only when",
            "accepted",
            "only after",
            "only now",
            "done when",
        ],
        caught: "Put RHIT after your name when you have passed.",
        passes: "Do not put RHIT after your name yet.",
    },
    Rule {
        never: "passing as holding",
        says: &[
            &["passed", "passing"],
            &[
                "you are an rhit",
                "you hold rhit",
                "makes you an rhit",
                "you are now an rhit",
            ],
        ],
        unless: &["accepted", "only after"],
        caught: "You passed, so you are an RHIT.",
        passes: "You passed, and you are not an RHIT before AHIMA says so.",
    },
    Rule {
        never: "CPC-A written as CPC",
        says: &[&[
            "you hold cpc",
            "you are a cpc",
            "write cpc",
            "you may use cpc",
        ]],
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
        ("rhit-passed", "does not yet allow"),
        ("rhit-earned", "transcript"),
        ("early-form", "transcript"),
        ("cpc-passed", "CPC-A"),
        ("second-code-credential", "CPC-A"),
        ("cpc-held", "CPC-A"),
        ("job-targets", "RHIT"),
        ("resume", "credential"),
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
        for copy in [
            "pages.dev",
            "staging",
            "myahima.org",
            "ahima.com",
            "cahiim.com",
            "ahima-",
        ] {
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
            let care = [
                "no ",
                "never",
                "nothing",
                "without",
                "only",
                "not ",
                "de-identified",
            ];
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
    for id in [
        "program-accredited",
        "enrolled",
        "final-term",
        "rhia-enrolled",
    ] {
        let texts = of_step(CATALOG.step(step(id)));
        let says = texts.iter().any(|s| s.text.contains("CAHIIM"));
        assert!(says, "{id}");
    }
    let questions = [
        "program-accredited",
        "rhia-by-bachelor",
        "rhia-by-postbac",
        "rhia-by-master",
    ];
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
    for sentence in TEXTS
        .iter()
        .filter(|s| matches!(s.of, Of::Step | Of::Guide))
    {
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
