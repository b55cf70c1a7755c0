//! What is disputed, unknown or only recommended, and would be sold for more.

use crate::rule::{Rule, hold_everywhere};

/// What is disputed or unknown is not said as certain.
const CERTAIN: [Rule; 9] = [
    Rule {
        never: "online testing as a given",
        says: &[&[
            "online testing",
            "online exam",
            "test online",
            "onvue",
            "testing at home",
        ]],
        unless: &[
            "differ",
            "only if",
            "unless",
            "whether",
            "about 20",
            "confirm",
            "ask",
            "reports that",
        ],
        caught: "You can choose online testing.",
        passes: "Sources differ on online testing.",
    },
    Rule {
        never: "a number of attempts",
        says: &[
            &["attempts"],
            &[
                "allowed", "limit", "at most", "as many", "how many", "up to",
            ],
        ],
        unless: &["ask", "differ"],
        caught: "You may make as many attempts as you like.",
        passes: "Ask AHIMA whether attempts have a limit.",
    },
    Rule {
        never: "a national cost of the degree",
        says: &[&[
            "average cost",
            "average price",
            "national price",
            "national cost",
            "usually costs",
        ]],
        unless: &[],
        caught: "The average cost of the degree is low.",
        passes: "There is no reliable national price.",
    },
    Rule {
        never: "a date of the FAFSA",
        says: &[
            &["fafsa"],
            &["opens on", "closes", "due on", "october", "june", "january"],
        ],
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
            &[
                "chance to pass",
                "chance of passing",
                "predict",
                "probability",
                "guarantee",
            ],
        ],
        unless: &[],
        caught: "Your practice result is your chance to pass.",
        passes: "A practice result is never your chance to pass.",
    },
    Rule {
        never: "today's conditions of CHDA, CDIP or CCS-P",
        says: &[
            &["chda", "cdip", "ccs-p"],
            &["condition", "eligib", "who may sit"],
        ],
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
        unless: &[
            "older",
            "confirm",
            "ask ahima",
            "this line",
            "less time",
            "least time",
            "your cycle",
        ],
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
        says: &[&[
            "be a member",
            "membership is required",
            "membership is a condition",
            "requires membership",
            "only members may",
            "join before you",
            "you need membership",
        ]],
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
            &[
                "earn more",
                "higher pay",
                "raise your pay",
                "pays more",
                "better paid",
            ],
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
