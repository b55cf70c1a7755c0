//! What is taken for a way to RHIT or RHIA, and is none.

use crate::{
    rule::{Rule, hold_everywhere},
    texts::TEXTS,
};

/// RHIT and RHIA need a program; nothing else leads to them.
const OTHER_WAYS: [Rule; 8] = [
    Rule {
        never: "RHIT or RHIA by years of work",
        says: &[
            &["rhit", "rhia"],
            &[
                "experience",
                "years of work",
                "work years",
                "years in the field",
            ],
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
            &[
                "opens",
                "counts",
                "count toward",
                "replace",
                "route",
                "enough",
                "instead of",
            ],
        ],
        unless: &["if someone"],
        caught: "Military service opens the RHIT exam.",
        passes: "Military service does not open the RHIT exam.",
    },
    Rule {
        never: "RHIT by a certificate or course in coding",
        says: &[
            &["rhit"],
            &[
                "coding certificate",
                "coding course",
                "coding program",
                "pcap",
            ],
        ],
        unless: &["walk away"],
        caught: "A coding certificate is the short way to RHIT.",
        passes: "A coding certificate never leads to RHIT.",
    },
    Rule {
        never: "a candidate program taken as accredited",
        says: &[&[
            "candidacy",
            "candidate program",
            "candidate status",
            "is a candidate",
        ]],
        unless: &["ask", "in writing", "whether"],
        caught: "A program in candidacy is as good.",
        passes: "For a program in candidacy, ask AHIMA too.",
    },
    Rule {
        never: "a degree in another field as enough",
        says: &[
            &["rhit", "rhia"],
            &[
                "nursing",
                "informatics",
                "degree in business",
                "another field",
                "another subject",
            ],
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
        says: &[
            &["rhit"],
            &["turns into", "turn into", "becomes rhia", "automatic"],
        ],
        unless: &[],
        caught: "After some years RHIT turns into RHIA.",
        passes: "RHIT does not turn into RHIA by itself.",
    },
    Rule {
        never: "a foreign degree or an evaluation as a way into an exam",
        says: &[
            &[
                "evaluation",
                "evaluator",
                "medical degree",
                "degree in medicine",
            ],
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
    let proviso = TEXTS
        .iter()
        .find(|s| s.text.to_lowercase().contains("proviso"));
    assert!(proviso.is_none(), "{proviso:?}");
}
