//! Where facts come from, and where sentences send a person: only addresses
//! that someone has looked at.

use std::collections::BTreeSet;

use hitpath::catalog::fact::Confidence;

use crate::{
    facts::{claims, host, versions},
    texts::TEXTS,
};

/// Look-alike and staging addresses of the bodies have been seen, so a new host
/// is added here only after someone has looked at it.
const HOSTS: [&str; 37] = [
    "answers.ahima.org",
    "blog.careeronestop.org",
    "careerassist.ahima.org",
    "catalog.asurams.edu",
    "catalog.edgecombe.edu",
    "catalog.mgccc.edu",
    "catalog.schoolcraft.edu",
    "cod.edu",
    "codingclarified.com",
    "hiset.org",
    "illinoisstate.edu",
    "journal.ahima.org",
    "lit.edu",
    "mcdowelltech.edu",
    "minnesotanorth.edu",
    "my.davenport.edu",
    "myarmybenefits.us.army.mil",
    "sites.ed.gov",
    "studentaid.gov",
    "www.aapc.com",
    "www.acdis.org",
    "www.ahima.org",
    "www.ama-assn.org",
    "www.bizjournals.com",
    "www.bls.gov",
    "www.cahiim.org",
    "www.careersinthemilitary.com",
    "www.cms.gov",
    "www.cocc.edu",
    "www.cpcc.edu",
    "www.csu.edu",
    "www.gedtestingservice.com",
    "www.himss.org",
    "www.onetonline.org",
    "www.tn.gov",
    "www.txhima.org",
    "www.va.gov",
];

#[test]
fn addresses_are_the_known_ones() {
    let mut used = BTreeSet::new();
    for version in versions() {
        for claim in claims(version) {
            let host = host(claim);
            assert!(HOSTS.contains(&host), "{}: {host}", version.id);
            used.insert(host);
        }
    }
    let unused: Vec<&&str> = HOSTS.iter().filter(|host| !used.contains(**host)).collect();
    assert_eq!(unused, [] as [&&str; 0], "nobody needs these any more");
}

/// These report what others say, or what happened.
const NOT_A_BODY: [&str; 3] = [
    "careerassist.ahima.org",
    "codingclarified.com",
    "www.bizjournals.com",
];

/// Official is what a body says of its own; a school speaks of itself only.
#[test]
fn official_facts_come_from_the_body_itself() {
    for version in versions() {
        let host = host(&version.claim);
        let official = version.confidence == Confidence::Official;
        let id = &version.id;
        assert!(!official || !NOT_A_BODY.contains(&host), "{id}: {host}");
        // What another tells of a page is not the page.
        let title = version.claim.source.title.to_lowercase();
        let told = [
            "as reported",
            "as quoted",
            "as told",
            "as copied",
            "as shown by",
        ];
        let is_told = told.iter().any(|words| title.contains(words));
        assert!(!official || !is_told, "{id}: {title}");
        let text = version.claim.text.to_lowercase();
        let schools = ["college", "university", "institute", "program", "school"];
        let names_it = schools.iter().any(|word| text.contains(word));
        let of_school = host.ends_with(".edu");
        assert!(!of_school || names_it, "{id}: {text}");
    }
}

/// Addresses that sentences name, as a person types them.
const PLAIN_ADDRESSES: [&str; 16] = [
    "acdis.org",
    "bls.gov",
    "careeronestop.org",
    "ged.com",
    "hiset.org",
    "onetonline.org",
    "studentaid.gov",
    "va.gov",
    "vacareers.va.gov",
    "www.aapc.com",
    "www.ahima.org",
    "www.ama-assn.org",
    "www.cahiim.org",
    "www.cms.gov",
    "www.hhs.gov",
    "www.himss.org",
];

#[test]
fn addresses_in_sentences_are_the_known_ones() {
    let endings = ["org", "gov", "com", "edu", "net", "mil", "info", "io", "us"];
    let is_of_host = |sign: char| sign.is_ascii_alphanumeric() || "-.".contains(sign);
    let mut named = BTreeSet::new();
    for sentence in TEXTS.iter().filter(|s| !s.lists_facts()) {
        let words = sentence.words();
        for word in words.split(|sign: char| !is_of_host(sign)) {
            let host = word.trim_matches('.');
            let ending = host.rsplit_once('.').map(|(_, ending)| ending);
            if ending.is_some_and(|ending| endings.contains(&ending)) {
                let place = sentence.place();
                assert!(PLAIN_ADDRESSES.contains(&host), "{place}: {host}");
                named.insert(host.to_owned());
            }
        }
    }
    assert_eq!(named.len(), PLAIN_ADDRESSES.len(), "{named:?}");
}
