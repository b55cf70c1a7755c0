//! `hitpath doctor`: what was looked at, and what is not as it was.

use serde::Serialize;

use super::{
    dates,
    json::{self, FORMAT_VERSION, day},
    page::Page,
    style::{Role, Style},
    wording,
};
use crate::journey::{proofs::ProofState, unusual::Unusual};
use jiff::civil::Date;

/// What was found.
#[derive(Debug)]
pub struct Report {
    /// Where the profile lies.
    pub profile: String,
    /// How many marks it holds.
    pub marks: usize,
    /// That it holds nothing, as after an undo of `init`.
    pub empty: Option<Empty>,
    /// How many of its entries cannot be read.
    pub bad_entries: usize,
    /// The other copies of the profile that lie beside it.
    pub copies: Vec<Copy>,
    /// How many days are still to come, of those on which something happened.
    pub days_to_come: usize,
    /// How many problems the person's own catalog files have.
    pub own_problems: usize,
    /// Whether the files were read through, and not only looked for.
    pub in_full: bool,
    /// What is possible and yet likely a slip, in words.
    pub look_again: Vec<String>,
    /// Every proof.
    pub items: Vec<Item>,
}

/// A profile that holds nothing.
#[derive(Debug)]
pub struct Empty {
    /// Whether it has a history that goes on from here.
    pub can_redo: bool,
}

/// Another copy of the profile.
#[derive(Debug, Serialize)]
pub struct Copy {
    /// Where it lies.
    pub file: String,
    /// Whether it says something else than the profile.
    pub differs: bool,
}

/// A proof, and what became of it.
#[derive(Debug)]
pub struct Item {
    /// The id of the step, or which activity it proves.
    pub of: String,
    /// The command that takes a new place of it, without the place.
    pub command: String,
    /// As the profile has it.
    pub reference: String,
    /// The file it means, from wherever it is typed.
    pub whole: String,
    /// What became of it.
    pub state: ProofState,
    /// Where the same file lies now.
    pub found_at: Option<String>,
}

impl Item {
    /// A file that lies elsewhere has moved.
    fn word(&self) -> &'static str {
        match self.found_at {
            Some(_) => "moved",
            None => self.state.word(),
        }
    }
}

impl Report {
    /// Whether nothing needs the person.
    #[must_use]
    pub fn is_well(&self) -> bool {
        let proofs_hold = self.items.iter().all(|item| item.state.holds());
        let copies_agree = !self.copies.iter().any(|copy| copy.differs);
        let is_right = self.empty.is_none() && self.bad_entries == 0 && self.days_to_come == 0;
        is_right && self.own_problems == 0 && copies_agree && proofs_hold
    }

    fn count(&self, is: impl Fn(&Item) -> bool) -> usize {
        self.items.iter().filter(|item| is(item)).count()
    }
}

/// What to look at again, in a sentence or two.
#[must_use]
pub fn look_again(unusual: &Unusual<'_>) -> String {
    match *unusual {
        Unusual::LongAgo { ref what, day } => dates::long_ago(what, day),
        Unusual::EarlierLetter { step, until, on } => dates::earlier_letter(step, until, on),
    }
}

/// The report as text.
#[must_use]
pub fn text(report: &Report, style: &Style) -> String {
    let mut page = Page::default();
    page.field("Profile", &report.profile);
    let marks = wording::counted(report.marks, "marked step");
    let read = match report.bad_entries {
        0 if report.empty.is_some() => "it can be read, and is empty".to_owned(),
        0 => format!("it can be read; {marks}"),
        bad => format!(
            "{} cannot be read, named above; {marks}",
            wording::counted(bad, "entry")
        ),
    };
    page.field("State", &read);
    let differ = report.copies.iter().filter(|copy| copy.differs).count();
    if !report.copies.is_empty() {
        let copies = wording::counted(report.copies.len(), "other copy");
        let differ = match differ {
            0 => "with the same text".to_owned(),
            many => format!("{many} with another text"),
        };
        page.field("Copies", &format!("{copies} in the same folder, {differ}"));
    }
    if report.days_to_come > 0 {
        let days = wording::counted(report.days_to_come, "day");
        let is_or_are = wording::is_or_are(report.days_to_come);
        let said =
            format!("{days} {is_or_are} still to come, named above; put the right day there");
        page.field("Days", &said);
    }
    let own = match report.own_problems {
        0 => "no problem".to_owned(),
        many => format!(
            "{}: hitpath checklists lint",
            wording::counted(many, "problem")
        ),
    };
    page.field("Own files", &own);
    let addresses = report.count(|item| item.state == ProofState::Address);
    let files = report.items.len() - addresses;
    let how = if report.in_full {
        "read through and compared"
    } else {
        "looked for; to read them through: hitpath doctor --evidence"
    };
    let of_files = match files {
        0 => "no files".to_owned(),
        _ => format!("{}, {how}", wording::counted(files, "file")),
    };
    let of_addresses = (addresses > 0).then(|| {
        let addresses = wording::counted(addresses, "address");
        format!("{addresses}, not looked at: nothing here uses the network")
    });
    let evidence: Vec<String> = [of_files].into_iter().chain(of_addresses).collect();
    page.field("Evidence", &evidence.join("; "));
    if let Some(empty) = &report.empty {
        page.gap();
        page.painted(Some(Role::Attention), "the profile is empty");
        let advice = match empty.can_redo {
            true => "Do again what was taken back: hitpath redo. Or start again: hitpath init",
            false => "Start again: hitpath init",
        };
        page.sentence("what to do", advice);
    }
    let gone: Vec<&Item> = report
        .items
        .iter()
        .filter(|item| !item.state.holds())
        .collect();
    for item in &gone {
        page.gap();
        let line = format!("{}: {} {}", item.of, item.word(), item.reference);
        page.painted(Some(Role::Attention), &line);
        page.sentence("what to do", &advice(item));
    }
    for copy in report.copies.iter().filter(|copy| copy.differs) {
        page.gap();
        let line = format!("{} is another copy of your profile", copy.file);
        page.painted(Some(Role::Attention), &line);
        page.sentence("what to do", &advice_on_copy(copy));
    }
    for said in &report.look_again {
        page.gap();
        page.sentence("look again", said);
    }
    page.gap();
    if report.is_well() {
        page.sentence("result", "All is as it was.");
    } else if !gone.is_empty() {
        page.sentence(
            "result",
            "A step without a proof that holds is shown as claimed. Your marks stay as they are.",
        );
    }
    page.render(style)
}

fn advice_on_copy(copy: &Copy) -> String {
    format!(
        "A sync service leaves one when two machines change the profile at the same time. To see \
         what it says: hitpath status --profile {}. Mark here what only the copy has, then move it \
         out of the folder.",
        wording::typed_file(&copy.file)
    )
}

fn advice(item: &Item) -> String {
    let command = &item.command;
    match (&item.found_at, item.state) {
        (Some(path), _) => format!(
            "The same file is at {path} now. To write that down: {command} --evidence {}",
            wording::typed_file(path)
        ),
        (None, ProofState::Changed) => format!(
            "The file is another one than when you added it. If it is right so: {command} --evidence {}",
            wording::typed_file(&item.whole)
        ),
        (None, ProofState::Unreadable) => {
            "Something has its name and cannot be read as a file: look what it is.".to_owned()
        }
        (None, _) => format!(
            "Put it back, or name its new place: {command} --evidence FILE. To take it out: {command} --no-evidence={}",
            wording::typed(&item.reference)
        ),
    }
}

/// The report as JSON.
#[must_use]
pub fn json(report: &Report, today: Date) -> String {
    #[derive(Serialize)]
    struct Shape<'r> {
        format_version: u32,
        today: String,
        profile: &'r str,
        empty: bool,
        well: bool,
        bad_entries: usize,
        copies: &'r [Copy],
        days_to_come: usize,
        own_problems: usize,
        /// What is possible and yet likely a slip.
        look_again: &'r [String],
        /// Whether the files were read through.
        hashed: bool,
        evidence: Vec<One<'r>>,
    }
    #[derive(Serialize)]
    struct One<'r> {
        of: &'r str,
        r#ref: &'r str,
        state: &'static str,
        found_at: Option<&'r str>,
    }
    json::text(&Shape {
        format_version: FORMAT_VERSION,
        today: day(today),
        profile: &report.profile,
        empty: report.empty.is_some(),
        well: report.is_well(),
        bad_entries: report.bad_entries,
        copies: &report.copies,
        days_to_come: report.days_to_come,
        own_problems: report.own_problems,
        look_again: &report.look_again,
        hashed: report.in_full,
        evidence: report
            .items
            .iter()
            .map(|item| One {
                of: &item.of,
                r#ref: &item.reference,
                state: item.word(),
                found_at: item.found_at.as_deref(),
            })
            .collect(),
    })
}
