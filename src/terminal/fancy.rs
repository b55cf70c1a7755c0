//! Questions answered by keys: `dialoguer`, fenced.
//!
//! It owns what the library leaves open: a window too small for it, a window
//! made smaller under it (it panics, which is told as what it is), lines that
//! wrap, and being interrupted.
//! The look of a row is in `key_theme`; where keys cannot be used, `numbered`
//! asks instead.
//!
//! Above the part that the library draws again and again stand the question
//! and the keys, written once; below it the answer stays.

use std::io::{self, StdinLock};
use std::sync::Once;
use std::{panic, process};

use console::{Term, style};
use dialoguer::{Confirm, Input, MultiSelect, Select};
use unicode_width::UnicodeWidthStr;

use super::abilities::Abilities;
use super::key_theme::KeyTheme;
use super::numbered::Numbered;
use super::prompt::{Answer, PromptError, Prompter, Text, is_leaving, settle_many};
use super::signals::{RestoreOnSignal, TerminalUse, put_right};

/// Asks with lists to move about in.
#[derive(Debug)]
pub(super) struct Fancy {
    abilities: Abilities,
}

/// Smaller windows get numbered lines; below three rows the library panics.
const FEWEST_ROWS: u16 = 4;
const FEWEST_COLUMNS: u16 = 20;

impl Prompter for Fancy {
    fn text(&mut self, question: &Text<'_>) -> Result<Answer<String>, PromptError> {
        self.ask(
            |terminal| {
                self.ask_above(terminal, question.question(), question.lines())?;
                let theme = KeyTheme::new(terminal, self.abilities.symbols, &[]);
                loop {
                    let typed: String = Input::with_theme(&theme)
                        .allow_empty(true)
                        .report(false)
                        .interact_text_on(terminal)?;
                    if is_leaving(&typed) {
                        return Ok(None);
                    }
                    match question.settle(&typed) {
                        Ok(answer) => return Ok(Some((answer.clone(), answer.given()))),
                        Err(wrong) => {
                            self.write_wrapped(terminal, &wrong, Look::Usual)?;
                        }
                    }
                }
            },
            |numbered| numbered.text(question),
        )
    }

    fn choose(
        &mut self,
        question: &str,
        items: &[String],
        default: Option<usize>,
    ) -> Result<Answer<usize>, PromptError> {
        if items.is_empty() {
            return Ok(Answer::Skipped);
        }
        self.ask(
            |terminal| {
                let keys = "arrows move, enter picks, esc leaves";
                let used = self.ask_above(terminal, question, [keys.to_owned()])?;
                let theme = KeyTheme::new(terminal, self.abilities.symbols, items);
                let page = Page::of(items.len(), used, terminal);
                let mut select = Select::with_theme(&theme)
                    .items(theme.stand_ins())
                    .default(default.filter(|&place| place < items.len()).unwrap_or(0))
                    .max_length(page.rows)
                    .report(false);
                if page.is_one_of_several {
                    select = select.with_prompt(TURN);
                }
                let chosen = select.interact_on_opt(terminal)?;
                Ok(chosen.map(|place| (Answer::Given(place), Some(items[place].clone()))))
            },
            |numbered| numbered.choose(question, items, default),
        )
    }

    fn choose_many(
        &mut self,
        question: &str,
        items: &[String],
        preselected: &[bool],
    ) -> Result<Answer<Vec<usize>>, PromptError> {
        if items.is_empty() {
            return Ok(Answer::Skipped);
        }
        if would_be_cut(&Term::buffered_stderr(), items) {
            return Numbered::on_terminal(self.abilities).choose_many(question, items, preselected);
        }
        self.ask(
            |terminal| {
                let keys = "space marks, enter goes on, esc leaves";
                let used = self.ask_above(terminal, question, [keys.to_owned()])?;
                let theme = KeyTheme::new(terminal, self.abilities.symbols, items);
                let page = Page::of(items.len(), used, terminal);
                let mut select = MultiSelect::with_theme(&theme)
                    .items(theme.stand_ins())
                    .defaults(preselected)
                    .max_length(page.rows)
                    .report(false);
                if page.is_one_of_several {
                    select = select.with_prompt(TURN);
                }
                let chosen = select.interact_on_opt(terminal)?;
                Ok(chosen.map(|chosen| {
                    let said = format!("{} marked", chosen.len());
                    (settle_many(chosen, preselected), Some(said))
                }))
            },
            |numbered| numbered.choose_many(question, items, preselected),
        )
    }

    fn confirm(
        &mut self,
        question: &str,
        default: Option<bool>,
    ) -> Result<Answer<bool>, PromptError> {
        self.ask(
            |terminal| {
                let keys = match default {
                    Some(true) => "y yes, n no, enter yes, esc leaves",
                    Some(false) => "y yes, n no, enter no, esc leaves",
                    None => "y yes, n no, esc leaves",
                };
                self.ask_above(terminal, question, [keys.to_owned()])?;
                let theme = KeyTheme::new(terminal, self.abilities.symbols, &[]);
                let mut confirm = Confirm::with_theme(&theme).report(false);
                if let Some(default) = default {
                    confirm = confirm.default(default);
                }
                Ok(confirm.interact_on_opt(terminal)?.map(|yes| {
                    let said = if yes { "yes" } else { "no" };
                    (Answer::Given(yes), Some(said.to_owned()))
                }))
            },
            |numbered| numbered.confirm(question, default),
        )
    }
}

/// An answer, and the words that stay on the screen for it; `None` where the
/// person left.
type Said<T> = Option<(Answer<T>, Option<String>)>;

impl Fancy {
    pub(super) fn new(abilities: Abilities) -> Self {
        Self { abilities }
    }

    /// Asks by keys where that can be done, else in lines.
    fn ask<T>(
        &self,
        by_keys: impl FnOnce(&Term) -> io::Result<Said<T>>,
        in_lines: impl FnOnce(
            &mut Numbered<StdinLock<'static>, io::Stderr>,
        ) -> Result<Answer<T>, PromptError>,
    ) -> Result<Answer<T>, PromptError> {
        let terminal = Term::buffered_stderr();
        // Looked at before each question: a window changes its size any time.
        if !has_room(&terminal) {
            return in_lines(&mut Numbered::on_terminal(self.abilities));
        }
        tell_panics_in_a_small_window();
        let restore = RestoreOnSignal::install(TerminalUse::Keys)?;
        match by_keys(&terminal) {
            Ok(said) => {
                let (answer, said) = match said {
                    Some((answer, said)) => (Ok(answer), said.unwrap_or_else(|| "skipped".into())),
                    None => (Err(PromptError::Left), "left".to_owned()),
                };
                let said = self.abilities.symbols.line(&said);
                self.write_wrapped(&terminal, &format!("> {said}"), Look::Usual)?;
                terminal.flush()?;
                answer
            }
            Err(error) => {
                if error.kind() == io::ErrorKind::Interrupted {
                    restore.let_the_signal_end_the_process();
                }
                Err(error.into())
            }
        }
    }

    /// Writes what stands above the answer and says how many rows it takes.
    fn ask_above(
        &self,
        terminal: &Term,
        question: &str,
        below: impl IntoIterator<Item = String>,
    ) -> io::Result<usize> {
        let mut used = self.write_wrapped(terminal, question, Look::Question)?;
        for text in below {
            used += self.write_wrapped(terminal, &text, Look::Usual)?;
        }
        Ok(used)
    }

    /// Writes a text in rows that are broken between words, and says how many
    /// they are.
    fn write_wrapped(&self, terminal: &Term, text: &str, look: Look) -> io::Result<usize> {
        let (_rows, columns) = terminal.size();
        let options = textwrap::Options::new(usize::from(columns) - 1)
            .word_splitter(textwrap::WordSplitter::NoHyphenation);
        let text = self.abilities.symbols.block(text);
        let rows = textwrap::wrap(&text, options);
        for row in &rows {
            let row = style(row).for_stderr();
            let row = match look {
                Look::Question => row.bold(),
                Look::Usual => row,
            };
            terminal.write_line(&row.to_string())?;
        }
        Ok(rows.len())
    }
}

/// How a row looks.
#[derive(Clone, Copy)]
enum Look {
    Question,
    Usual,
}

/// Stands above each page of a list; the library adds which page it is.
const TURN: &str = "left, right: pages";

/// How much of a list is shown at once.
struct Page {
    rows: usize,
    is_one_of_several: bool,
}

impl Page {
    /// The rows left below what stands above, and above the cursor.
    fn of(items: usize, used: usize, terminal: &Term) -> Self {
        let (rows, _columns) = terminal.size();
        let left = usize::from(rows).saturating_sub(used + 1);
        if items <= left {
            return Self {
                rows: items,
                is_one_of_several: false,
            };
        }
        // One more row tells the page. In a low window the question scrolls
        // out rather than that the list gets too short to move in.
        Self {
            rows: left.saturating_sub(1).max(3),
            is_one_of_several: true,
        }
    }
}

/// Whether a narrow window would show only the beginning of an item. What is
/// marked is often a claim, and nobody should make one they read half of.
fn would_be_cut(terminal: &Term, items: &[String]) -> bool {
    const NARROW: u16 = 60;
    const BEFORE_AN_ITEM: usize = 7;
    let (_rows, columns) = terminal.size();
    let fits = |item: &String| item.width() + BEFORE_AN_ITEM <= usize::from(columns);
    columns < NARROW && !items.iter().all(fits)
}

fn has_room(terminal: &Term) -> bool {
    let (rows, columns) = terminal.size();
    rows >= FEWEST_ROWS && columns >= FEWEST_COLUMNS
}

/// What is said when a window shrinks under a question. Commands ask before
/// they change anything.
const BECAME_TOO_SMALL: &str = "\
error: the window became too small to ask in, and nothing was changed
hint: make it larger and start again, or say the answer in the command (see its --help)";

/// Tells in plain words what a panic means that the window brought about, and
/// ends the process as a failure; any other panic is told as always.
///
/// dialoguer 0.12 panics where a window shrinks below three rows (or to one
/// column) while it asks, and a release ends at a panic without a way back. In
/// both kinds of panic the terminal is put right first.
fn tell_panics_in_a_small_window() {
    static TOLD: Once = Once::new();
    TOLD.call_once(|| {
        let usual_hook = panic::take_hook();
        panic::set_hook(Box::new(move |panicked| {
            let terminal = Term::stderr();
            if put_right() && !has_room(&terminal) {
                terminal.write_line(BECAME_TOO_SMALL).ok();
                #[expect(clippy::exit, reason = "there is no way back from a panic")]
                process::exit(2);
            }
            usual_hook(panicked);
        }));
    });
}
