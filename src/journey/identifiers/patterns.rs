//! The forms that identifiers have in US records, as patterns.
//!
//! They are for text that [`super::identifiers`] has made plain: small and great
//! ASCII letters, one kind of dash and quote. A pattern finds what could be one;
//! `holds` then looks at its surroundings, which a pattern cannot.

use super::{
    IdentifierKind,
    hit::{Hit, is_a_persons, is_possible_ssn},
};

/// One form of one kind.
pub(super) struct Pattern {
    pub(super) kind: IdentifierKind,
    /// Where none of these stands, in small letters, the form is not there.
    pub(super) words: &'static [&'static str],
    /// Where fewer digits stand, the form is not there.
    pub(super) digits: usize,
    /// Whether its words are a label, which can head a column as well.
    pub(super) is_labelled: bool,
    /// The label, if any, in group 1.
    label: &'static str,
    /// What may stand between a label and its value.
    gap: &'static str,
    /// What is an identifier, in group 2.
    value: &'static str,
    /// Whether it is one, there where it stands.
    pub(super) holds: fn(&Hit<'_>) -> bool,
}

impl Pattern {
    pub(super) fn spelled(&self) -> String {
        let Self {
            label, gap, value, ..
        } = self;
        if label.is_empty() {
            format!("()({value})")
        } else {
            format!("(?:^|[^A-Za-z])({label}){gap}({value})")
        }
    }
}

/// Punctuation, a tag of a page, or one comma of a table without a space behind.
const GAP: &str =
    r#"(?:"?,"?|(?: (?:is|was|es))?(?:[\s:=#"'*|.()\[_-]|</?[a-z]{1,8}[^<>]{0,40}>)*)"#;
/// The same, with a comma, the form that is asked for, and a small verb.
const GAP_TO_DATE: &str = r#"(?i:[\s:=#"'*|.,;()\[\]_-]|</?[a-z]{1,8}[^<>]{0,40}>|mm.dd.yy(?:yy)?|\s(?:is|was|on|el|es)\s)*"#;
/// The same, with the place that a telephone stands in.
const GAP_TO_PHONE: &str = r#"(?i:[\s:=#"'*|.,;()\[\]_+-]|</?[a-z]{1,8}[^<>]{0,40}>|home|work|office|cell|mobile|number|no\b|at\s|me\s|him\s|her\s)*"#;
/// A colon or what stands for one in a table or a page.
const GAP_TO_NAME: &str = r#"(?:[ \t"'*]|</?[a-z]{1,8}[^<>]{0,40}>)*(?:[:=|\t]|,"| - | is |</?[a-z]{1,8}[^<>]{0,40}>)[\s"'*_|]*"#;

/// Digits, perhaps in groups, with a few letters before or between.
const NUMBER: &str = r"[A-Za-z]{0,5}-?\d[0-9A-Za-z]*(?:-[0-9A-Za-z]+|[ .]\d[0-9A-Za-z]*)*";

pub(super) static PATTERNS: [Pattern; 15] = [
    Pattern {
        kind: IdentifierKind::SocialSecurity,
        words: &["-", " ", "."],
        digits: 9,
        is_labelled: false,
        label: "",
        gap: "",
        value: r"\d{3}-\d\d-\d{4}|\d{3} \d\d \d{4}|\d{3}\.\d\d\.\d{4}",
        holds: |hit| hit.stands_alone() && is_possible_ssn(hit.value),
    },
    // Who hides the first five digits shows the four that identify.
    Pattern {
        kind: IdentifierKind::SocialSecurity,
        words: &["xx", "**", "##"],
        digits: 4,
        is_labelled: false,
        label: "",
        gap: "",
        value: r"[xX*#]{3}[- ]?[xX*#]{2}[- ]?\d{4}",
        holds: |hit| hit.stands_alone(),
    },
    Pattern {
        kind: IdentifierKind::SocialSecurity,
        words: &["ss", "social", "soc"],
        digits: 9,
        is_labelled: true,
        label: r"(?i:ssn?|ss ?no\.?|social[ _-]?security|soc\.? ?sec\.?|seguro social)(?i:[ _-]?(?:number|num|no|nbr|card)\b\.?)?",
        gap: GAP,
        value: r"\d{3}[- .]?\d\d[- .]?\d{4}",
        holds: |hit| hit.ends_there() && is_possible_ssn(hit.value),
    },
    Pattern {
        kind: IdentifierKind::MedicalRecord,
        words: &[
            "mrn",
            "m.r.n",
            "mr#",
            "mr #",
            "record",
            "csn",
            "historia",
            "expediente",
        ],
        digits: 4,
        is_labelled: true,
        label: r"(?i:mrns?|m\.r\.n\.|mr ?#|medical[ _-]?record ?[:=]|csn|historia clinica|expediente(?: clinico| medico)?)(?i:[ _-]?(?:number|num|nbr|nos?|n\.o|id)\b\.?)?",
        gap: GAP,
        value: NUMBER,
        holds: |hit| hit.is_number_of(4),
    },
    Pattern {
        kind: IdentifierKind::MedicalRecord,
        words: &[
            "rec",
            "chart",
            "patient",
            "pt",
            "hosp",
            "accession",
            "paciente",
        ],
        digits: 4,
        is_labelled: true,
        label: r"(?i:(?:(?:med(?:ical)?\.?|health|hospital|patient|pt\.?)[ _-]?rec(?:ord)?s?\.?|record|charts?|patient|pt|hosp(?:ital)?\.?|accession|paciente)[ _-]?(?:#|(?:number|num|nbr|no|id|identifier)s?\b\.?)|chart ?[:=])",
        gap: GAP,
        value: NUMBER,
        holds: |hit| hit.is_number_of(4),
    },
    Pattern {
        kind: IdentifierKind::Account,
        words: &["acc", "encounter", "visit", "admission"],
        digits: 4,
        is_labelled: true,
        label: r"(?i:(?:acc(?:oun)?t\.?|encounter|visit|admission)[ _-]?(?:#|(?:number|num|nbr|no|id)s?\b\.?)|acc(?:oun)?t\.? ?[:=])",
        gap: GAP,
        value: NUMBER,
        holds: |hit| hit.is_number_of(4),
    },
    // Without a word for number, five digits are a code of the visit's bill.
    Pattern {
        kind: IdentifierKind::Account,
        words: &["encounter"],
        digits: 6,
        is_labelled: true,
        label: r"(?i:encounter)",
        gap: GAP,
        value: NUMBER,
        holds: |hit| hit.is_number_of(6),
    },
    Pattern {
        kind: IdentifierKind::HealthPlan,
        words: &[
            "member",
            "subscriber",
            "beneficiary",
            "insur",
            "policy",
            "medica",
            "plan",
            "mbi",
            "hicn",
            "asegurad",
            "poliza",
        ],
        digits: 5,
        is_labelled: true,
        label: r"(?i:mbi|hicn|(?:member|subscriber|beneficiary|insurance|insured|policy(?: ?holder)?|medicare|medicaid|health[ _-]plan|asegurad[oa]|poliza)(?:'s)?[ _-]?(?:#|(?:number|num|nbr|no|id|identifier)\b\.?))",
        gap: GAP,
        value: NUMBER,
        holds: |hit| hit.is_number_of(5),
    },
    Pattern {
        kind: IdentifierKind::BirthDate,
        words: &["dob", "d.o.b", "d/o/b", "birth", "born", "nac"],
        digits: 4,
        is_labelled: true,
        label: r"(?i:dob|d\.o\.b\.?|d/o/b|date[ _-]{0,3}of[ _-]{0,3}birth|birth[ _-]?da(?:te|y)|born(?: on| in)?|fecha[ _]de[ _]nac(?:imiento|\.)|f\. ?nac\.|naci(?:o|d[oa])(?: el| en)?)",
        gap: GAP_TO_DATE,
        value: r"(?i:\d{1,2}[-/. ]\d{1,2}[-/. ](?:\d{4}|\d\d)|(?:18|19|20)\d\d[-/. ]\d{1,2}[-/. ]\d{1,2}|\d{8}|\d{1,2}[-/.]\d{4}|(?:\d{1,2}(?:st|nd|rd|th)?,?[- /]?(?:of |de )?)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|ene|abr|ago|dic)[a-z]*\.?,?[- /]?(?:de |of )?(?:\d{1,2}(?:st|nd|rd|th)?[, /-]+)?(?:\d{4}|\d\d))",
        holds: |hit| hit.ends_there(),
    },
    Pattern {
        kind: IdentifierKind::Phone,
        words: &["-", " ", ".", ")"],
        digits: 10,
        is_labelled: false,
        label: "",
        gap: "",
        value: r"(?:\+?1[ .-]{0,2})?(?:\([2-9]\d\d\)[ .-]{0,2}\d{3}[ .-]?\d{4}|[2-9]\d\d[.-]\d{3}[.-]\d{4}|[2-9]\d\d/\d{3}-\d{4}|[2-9]\d\d[ ][2-9]\d\d[ -]\d{4})|\+1[2-9]\d{9}",
        holds: |hit| {
            hit.stands_alone() && is_a_persons(hit.value) && (hit.has_company() || !hit.is_spaced())
        },
    },
    Pattern {
        kind: IdentifierKind::Phone,
        words: &[
            "phone", "tel", "cell", "mobile", "fax", "call", "ph", "cel", "movil",
        ],
        digits: 7,
        is_labelled: true,
        label: r"(?i:(?:tele|cell)?phone|tel|cell|mobile|fax|called|calls?|ph|telefono|cel|celular|movil)",
        gap: GAP_TO_PHONE,
        value: r"(?:1[ .-]?)?[2-9]\d\d[).-]{0,2} ?\d{3}[ .-]?\d{4}|[2-9]\d\d[ .-]\d{4}",
        holds: |hit| hit.ends_there() && is_a_persons(hit.value),
    },
    Pattern {
        kind: IdentifierKind::Mail,
        words: &["@", "(at)", "[at]"],
        digits: 0,
        is_labelled: false,
        label: "",
        gap: "",
        value: r"[A-Za-z0-9_%+'-][A-Za-z0-9._%+'-]*(?:@| ?[(\[]at[)\]] ?)[A-Za-z0-9-]+(?:(?:\.| ?[(\[]dot[)\]] ?)[A-Za-z0-9-]+)*(?:\.| ?[(\[]dot[)\]] ?)[A-Za-z]{2,}",
        holds: |hit| hit.is_mail(),
    },
    Pattern {
        kind: IdentifierKind::Name,
        words: &["patient", "pt", "paciente"],
        digits: 0,
        is_labelled: true,
        label: r"(?i:(?:patient|pt\.?|paciente)(?:'s)?(?:[ _-]?(?:full[ _-])?names?)?|(?:name of (?:the )?|nombre del? (?:la )?)(?:patient|paciente))",
        gap: GAP_TO_NAME,
        value: r"(?:(?:Mr|Mrs|Ms|Miss|Sr|Sra|MR|MRS|MS)\.? +[A-Z][A-Za-z'-]+|[A-Z][A-Za-z'-]*[a-z](?:,? ?[A-Z]\.?)?(?:,? +|,)[A-Z][A-Za-z'-]*[a-z]|[A-Z][A-Z'-]+(?: [A-Z][A-Z'-]+)?, ?[A-Z][A-Z'-]+)",
        holds: |hit| hit.is_name(),
    },
    Pattern {
        kind: IdentifierKind::Name,
        words: &["patient", "paciente"],
        digits: 0,
        is_labelled: false,
        label: "patient|paciente",
        gap: r",? +(?:is |named |called |was )?",
        value: r"[A-Z][A-Za-z'-]*[a-z](?: [A-Z]\.?)? [A-Z][A-Za-z'-]*[a-z]",
        holds: |hit| hit.is_name(),
    },
    Pattern {
        kind: IdentifierKind::Name,
        words: &["patient", "pt", "paciente"],
        digits: 0,
        is_labelled: false,
        label: r"(?i:patient|pt\.?|paciente)",
        gap: r",? +",
        value: r"(?:Mr|Mrs|Ms|Miss|Sr|Sra)\.? +[A-Z][A-Za-z'-]+",
        holds: |hit| hit.is_name(),
    },
];
