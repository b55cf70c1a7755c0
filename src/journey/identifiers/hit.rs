//! Whether what has the form of an identifier is one, there where it stands.

/// A place where a pattern fits.
pub(super) struct Hit<'t> {
    pub(super) before: &'t str,
    pub(super) label: &'t str,
    pub(super) value: &'t str,
    pub(super) after: &'t str,
}

/// Words with a capital that follow the word patient and are no name.
const NO_NAMES: &str = "\
    access account accounts advocate alert and assistance awake bill billing care case \
    chart checked consent copy correct data date day discharge epic example experience \
    family female fictional financial first health history home identification illegible \
    in incomplete incorrect information insurance invented last location male medicaid \
    medical medicare missing misspelled my mychart name new no none not notes number of \
    or portal practice privacy protected quality record records redacted registration \
    relations responsible rights safety sample see service services signature simulated \
    status summary test the type unknown verified with wrong your";

/// Words before figures that are counted, not called.
const SUMS: &str = "average charges codes counts cpt drg sum total totals";

/// Whose numbers of members are the person's own: societies of the profession.
const OWN_SOCIETIES: [&str; 6] = [
    "ahima",
    "aapc",
    "himss",
    "association",
    "society",
    "chapter",
];

/// So many bytes around a place say what it is about.
const NEAR: usize = 40;

impl Hit<'_> {
    /// Whether nothing before or after makes it part of something longer.
    pub(super) fn stands_alone(&self) -> bool {
        let mut before = self.before.chars().rev();
        let begins = match before.next() {
            Some('-' | '.' | '/' | ',') => !before.next().is_some_and(char::is_alphanumeric),
            Some('$' | '_' | '#') => false,
            last => !last.is_some_and(char::is_alphanumeric),
        };
        begins && self.ends_there() && !(self.is_spaced() && self.is_in_a_row())
    }

    /// Whether nothing after it makes it part of something longer.
    pub(super) fn ends_there(&self) -> bool {
        let mut after = self.after.chars();
        match after.next() {
            Some('-' | '.' | '/') => !after.next().is_some_and(|next| next.is_ascii_digit()),
            next => !next.is_some_and(|next| next.is_ascii_digit() || next == '%'),
        }
    }

    /// Whether only spaces keep its parts together.
    pub(super) fn is_spaced(&self) -> bool {
        self.value.contains(' ') && !self.value.contains(['(', '-', '.', '+'])
    }

    /// Whether it is part of a row of numbers, or what a row sums up to.
    fn is_in_a_row(&self) -> bool {
        let before = self.before.trim_end();
        let word = before
            .rsplit(|last: char| !last.is_ascii_alphanumeric())
            .next();
        let word = word.unwrap_or_default();
        let is_digit = |next: char| next.is_ascii_digit();
        word.ends_with(is_digit)
            || is_one_of(word, SUMS)
            || self.after.trim_start_matches(' ').starts_with(is_digit)
    }

    /// Whether anything else stands on its line.
    pub(super) fn has_company(&self) -> bool {
        let after = self.after.lines().next().unwrap_or_default();
        !(self.before.trim().is_empty() && after.trim().is_empty())
    }

    /// Whether it is the number of one person: so many digits, no date, no year,
    /// and no number in a society of the profession. Where several are named, or
    /// no word says number, fewer digits are a count.
    pub(super) fn is_number_of(&self, digits: usize) -> bool {
        let needed = match self.label.as_bytes().last() {
            Some(b's' | b'S') => digits.max(6),
            Some(b':' | b'=') => digits.max(5),
            _ => digits,
        };
        let count = self.value.bytes().filter(u8::is_ascii_digit).count();
        let first = self.value.split(' ').next().unwrap_or_default();
        let near = self.near().to_ascii_lowercase();
        count >= needed
            && !is_year(first)
            && !begins_with_date(first)
            && !self.after.trim_start_matches(' ').starts_with('%')
            && !OWN_SOCIETIES.iter().any(|society| near.contains(society))
    }

    /// What stands shortly before it.
    fn near(&self) -> &str {
        let mut start = self.before.len().saturating_sub(NEAR);
        while !self.before.is_char_boundary(start) {
            start += 1;
        }
        &self.before[start..]
    }

    /// Whether it is an address of a person, not of a machine.
    pub(super) fn is_mail(&self) -> bool {
        let word = self.near().rsplit(char::is_whitespace).next();
        let host = word.and_then(|word| word.rsplit_once("://"));
        let is_of_machine = host.is_some_and(|(_, user)| !user.contains(['/', '?']));
        !is_of_machine && !self.value.starts_with("git@")
    }

    pub(super) fn is_name(&self) -> bool {
        let mut words = self
            .value
            .split(|letter: char| !letter.is_ascii_alphabetic());
        !words.any(|word| is_one_of(word, NO_NAMES))
    }
}

fn is_one_of(word: &str, words: &str) -> bool {
    let mut words = words.split(' ');
    words.any(|one| one.eq_ignore_ascii_case(word))
}

/// Whether the office could have given the number: it gives no area 000, 666 or
/// from 900, no group 00, no serial 0000.
pub(super) fn is_possible_ssn(value: &str) -> bool {
    let digits: Vec<u8> = value.bytes().filter(u8::is_ascii_digit).collect();
    let area = &digits[..3];
    area != b"000"
        && area != b"666"
        && area[0] != b'9'
        && digits[3..5] != *b"00"
        && digits[5..] != *b"0000"
}

/// Whether a telephone can ring at a person's: who calls these does not pay, so
/// they are the numbers of an office.
pub(super) fn is_a_persons(value: &str) -> bool {
    const FREE: [&[u8]; 7] = [b"800", b"833", b"844", b"855", b"866", b"877", b"888"];
    let digits: Vec<u8> = value.bytes().filter(u8::is_ascii_digit).collect();
    let digits = match digits.as_slice() {
        [b'1', ten @ ..] if ten.len() == 10 => ten,
        all => all,
    };
    digits.len() < 10 || !FREE.contains(&&digits[..3])
}

fn is_year(word: &str) -> bool {
    word.len() == 4
        && (word.starts_with("19") || word.starts_with("20"))
        && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a word begins with a date whose year has four digits.
fn begins_with_date(word: &str) -> bool {
    let mut parts = word.split(['-', '.']);
    let [first, middle, last] = [(); 3].map(|()| parts.next().unwrap_or_default());
    let is_short = |part: &str| matches!(part.len(), 1 | 2);
    let year_first = is_year(first) && is_short(last.get(..2).unwrap_or(last));
    let year_last = is_short(first) && last.get(..4).is_some_and(is_year);
    is_short(middle) && (year_first || year_last)
}
