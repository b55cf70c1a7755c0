//! `international`: only AHIMA's letter counts, and nothing on immigration.

use crate::{
    rule::{Rule, hold, hold_everywhere},
    texts::around,
};

#[test]
fn nothing_is_said_of_staying_in_the_country() {
    let rules = [
        Rule {
            never: "advice on immigration",
            says: &[&[
                "visa",
                "visas",
                "work permit",
                "sponsor",
                "green card",
                "immigration",
                "h-1b",
                "asylum",
                "permit to work",
            ]],
            unless: &["adviser"],
            caught: "Ask an employer to sponsor your visa.",
            passes: "For all about a visa ask a qualified adviser.",
        },
        Rule {
            never: "work from abroad on records of the United States",
            says: &[
                &["from abroad", "from another country"],
                &["remote", "work on", "be opened"],
            ],
            unless: &["education", "whether", "schooling"],
            caught: "You can do remote work from abroad.",
            passes: "Remote work from abroad is often not allowed.",
        },
        Rule {
            never: "a list of associations that count for RHIT",
            says: &[
                &["reciprocity", "agreement"],
                &["canada", "korea", "australia", "chima", "himaa"],
            ],
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
