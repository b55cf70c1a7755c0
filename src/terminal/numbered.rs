//! Questions as numbered lines, answers as a typed line.
//!
//! For screen readers, dumb terminals and very small windows: one fact a line,
//! nothing moves, nothing is coloured, and the terminal stays in the mode it is
//! in. It owns the wording of this form; what an answer means is in `prompt`,
//! how numbers are read in `numbers`.

use std::io::{self, BufRead, Write};

use super::abilities::{Abilities, Symbols};
use super::numbers;
use super::prompt::{Answer, LEAVE, PromptError, Prompter, Text, is_leaving, settle_many};
use super::signals::{RestoreOnSignal, TerminalUse};

/// Asks in lines.
#[derive(Debug)]
pub(super) struct Numbered<R, W> {
    input: R,
    output: W,
    symbols: Symbols,
    /// Where lines are broken, between words. A screen reader's are not.
    columns: Option<usize>,
}

impl Numbered<io::StdinLock<'static>, io::Stderr> {
    /// Asks on stderr, listens on stdin.
    ///
    /// It holds stdin while it lives: nothing else in the process can read it.
    pub(super) fn on_terminal(abilities: Abilities) -> Self {
        let columns = (!abilities.plain).then_some(abilities.width);
        Self::new(io::stdin().lock(), io::stderr(), abilities.symbols, columns)
    }
}

impl<R: BufRead, W: Write> Prompter for Numbered<R, W> {
    fn text(&mut self, question: &Text<'_>) -> Result<Answer<String>, PromptError> {
        let _restore = RestoreOnSignal::install(TerminalUse::Lines)?;
        self.show(question.question())?;
        for line in question.lines() {
            self.show(&line)?;
        }
        self.answer(|typed| question.settle(typed))
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
        let _restore = RestoreOnSignal::install(TerminalUse::Lines)?;
        let default = default.filter(|&place| place < items.len());
        self.show(question)?;
        self.show_list(items, &[])?;
        self.show("Type a number and press enter.")?;
        match default {
            Some(place) => {
                let item = self.symbols.line(&items[place]).into_owned();
                self.show(&format!("Press enter for {}, {item}.", place + 1))?;
            }
            None => self.show("Press enter to skip.")?,
        }
        self.show(LEAVE)?;
        self.answer(|typed| match typed {
            "" => Ok(default.map_or(Answer::Skipped, Answer::Given)),
            number => numbers::place(number, items.len()).map(Answer::Given),
        })
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
        let _restore = RestoreOnSignal::install(TerminalUse::Lines)?;
        let before: Vec<usize> = (0..items.len())
            .filter(|&place| preselected.get(place) == Some(&true))
            .collect();
        self.show(question)?;
        self.show_list(items, &before)?;
        self.show("Type numbers such as 1 3 or 2-4, or all, and press enter.")?;
        if before.is_empty() {
            self.show("Press enter to skip.")?;
        } else {
            let numbers: Vec<String> = before.iter().map(|place| (place + 1).to_string()).collect();
            self.show(&format!(
                "Press enter to keep what is chosen: {}.",
                numbers.join(" ")
            ))?;
            self.show("Type none to choose nothing.")?;
        }
        self.show(LEAVE)?;
        self.answer(|typed| match typed {
            "" => Ok(settle_many(before.clone(), preselected)),
            list => {
                numbers::places(list, items.len()).map(|chosen| settle_many(chosen, preselected))
            }
        })
    }

    fn confirm(
        &mut self,
        question: &str,
        default: Option<bool>,
    ) -> Result<Answer<bool>, PromptError> {
        let _restore = RestoreOnSignal::install(TerminalUse::Lines)?;
        self.show(question)?;
        self.show("Type yes or no and press enter.")?;
        self.show(match default {
            Some(true) => "Press enter for yes.",
            Some(false) => "Press enter for no.",
            None => "Press enter to skip.",
        })?;
        self.show(LEAVE)?;
        self.answer(|typed| match typed.to_ascii_lowercase().as_str() {
            "" => Ok(default.map_or(Answer::Skipped, Answer::Given)),
            "y" | "yes" => Ok(Answer::Given(true)),
            "n" | "no" => Ok(Answer::Given(false)),
            _ => Err("Type yes or no.".to_owned()),
        })
    }
}

impl<R: BufRead, W: Write> Numbered<R, W> {
    /// Asks on `output`, listens on `input`.
    fn new(input: R, output: W, symbols: Symbols, columns: Option<usize>) -> Self {
        Self {
            input,
            output,
            symbols,
            columns,
        }
    }

    /// Takes lines until one settles the question.
    fn answer<T>(
        &mut self,
        settle: impl Fn(&str) -> Result<Answer<T>, String>,
    ) -> Result<Answer<T>, PromptError> {
        loop {
            write!(self.output, "Answer: ")?;
            self.output.flush()?;
            let answer = match self.line()? {
                Ok(typed) if is_leaving(&typed) => return Err(PromptError::Left),
                Ok(typed) => settle(typed.trim()),
                Err(wrong) => Err(wrong),
            };
            match answer {
                Ok(answer) => return Ok(answer),
                Err(wrong) => self.show(&wrong)?,
            }
        }
    }

    /// One line, or what is wrong with it.
    fn line(&mut self) -> Result<Result<String, String>, PromptError> {
        let mut bytes = Vec::new();
        if self.input.read_until(b'\n', &mut bytes)? == 0 {
            // The cursor still stands behind the label.
            writeln!(self.output)?;
            return Err(PromptError::Cancelled);
        }
        Ok(String::from_utf8(bytes)
            .map_err(|_| "That is not UTF-8 text, please type it in plain letters.".to_owned()))
    }

    fn show_list(&mut self, items: &[String], chosen: &[usize]) -> io::Result<()> {
        for (place, item) in items.iter().enumerate() {
            let number = place + 1;
            let state = if chosen.contains(&place) {
                " (chosen)"
            } else {
                ""
            };
            let line = self.symbols.line(item).into_owned() + state;
            let number = format!("{number}. ");
            self.write_wrapped(&line, &number, &" ".repeat(number.len()))?;
        }
        Ok(())
    }

    fn show(&mut self, text: &str) -> io::Result<()> {
        let block = self.symbols.block(text).into_owned();
        block
            .lines()
            .try_for_each(|line| self.write_wrapped(line, "", ""))
    }

    fn write_wrapped(&mut self, line: &str, first: &str, further: &str) -> io::Result<()> {
        let Some(columns) = self.columns else {
            return writeln!(self.output, "{first}{line}");
        };
        let options = textwrap::Options::new(columns)
            .initial_indent(first)
            .subsequent_indent(further)
            .word_splitter(textwrap::WordSplitter::NoHyphenation);
        for part in textwrap::wrap(line, options) {
            writeln!(self.output, "{part}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type InMemory<'a> = Numbered<&'a [u8], Vec<u8>>;
    type Ask<'a> = &'a dyn Fn(&mut InMemory<'_>) -> Result<(), PromptError>;

    fn typed(lines: &str) -> InMemory<'_> {
        Numbered::new(lines.as_bytes(), Vec::new(), Symbols::Ascii, None)
    }

    fn shown(prompter: InMemory<'_>) -> String {
        String::from_utf8(prompter.output).expect("text")
    }

    fn items() -> Vec<String> {
        ["Apply", "Pay", "Sit the exam"].map(str::to_owned).to_vec()
    }

    #[test]
    fn a_list_reads_aloud_line_by_line() {
        let mut prompter = typed("4\n2-3\n");
        let answer = prompter
            .choose_many("What is done?", &items(), &[true])
            .expect("an answer");
        assert_eq!(answer, Answer::Given(vec![1, 2]));
        assert_eq!(
            shown(prompter),
            "What is done?\n\
             1. Apply (chosen)\n\
             2. Pay\n\
             3. Sit the exam\n\
             Type numbers such as 1 3 or 2-4, or all, and press enter.\n\
             Press enter to keep what is chosen: 1.\n\
             Type none to choose nothing.\n\
             Type q and press enter to leave without a change.\n\
             Answer: 4 is not a number from 1 to 3.\n\
             Answer: "
        );
    }

    #[test]
    fn a_narrow_window_breaks_lines_between_words() {
        let mut prompter = Numbered::new(&b"q\n"[..], Vec::new(), Symbols::Ascii, Some(20));
        let items = ["Placement complete: hours signed".to_owned()];
        let answer = prompter.choose("Which one is behind you?", &items, None);
        assert!(matches!(answer, Err(PromptError::Left)));
        let shown = shown(prompter);
        assert!(
            shown.starts_with(
                "Which one is behind\nyou?\n1. Placement\n   complete: hours\n   signed\n"
            ),
            "{shown}"
        );
    }

    #[test]
    fn an_empty_line_changes_nothing() {
        let many = |lines, before: &[bool]| {
            typed(lines)
                .choose_many("?", &items(), before)
                .expect("an answer")
        };
        assert_eq!(many("\n", &[]), Answer::Skipped);
        assert_eq!(many("\n", &[false, true]), Answer::Given(vec![1]));
        assert_eq!(many("none\n", &[false, true]), Answer::Given(vec![]));
        assert_eq!(many("all\n", &[]), Answer::Given(vec![0, 1, 2]));
    }

    #[test]
    fn one_item_is_chosen_by_number_or_default() {
        let one = |lines, default| {
            typed(lines)
                .choose("?", &items(), default)
                .expect("an answer")
        };
        assert_eq!(one("3\n", None), Answer::Given(2));
        assert_eq!(one("\n", Some(1)), Answer::Given(1));
        assert_eq!(one("\n", None), Answer::Skipped);
        assert_eq!(one("\n", Some(9)), Answer::Skipped);
        assert_eq!(
            typed("").choose("?", &[], None).expect("an answer"),
            Answer::Skipped
        );

        let mut prompter = typed("\n");
        prompter
            .choose("Which?", &items(), Some(1))
            .expect("an answer");
        assert!(shown(prompter).contains("Press enter for 2, Pay.\n"));
    }

    #[test]
    fn any_question_is_left_as_it_says_and_leaving_is_no_answer() {
        let text = |prompter: &mut InMemory<'_>| {
            let question = Text::new("Name").default("Ada").check(|_| Ok(()));
            prompter.text(&question).map(|_| ())
        };
        let one = |prompter: &mut InMemory<'_>| prompter.choose("?", &items(), Some(1)).map(|_| ());
        let many =
            |prompter: &mut InMemory<'_>| prompter.choose_many("?", &items(), &[true]).map(|_| ());
        let yes = |prompter: &mut InMemory<'_>| prompter.confirm("?", Some(true)).map(|_| ());
        let questions: [Ask<'_>; 4] = [&text, &one, &many, &yes];
        for ask in questions {
            for line in ["q\n", " Q \r\n"] {
                let mut prompter = typed(line);
                assert!(matches!(ask(&mut prompter), Err(PromptError::Left)));
                let shown = shown(prompter);
                assert!(shown.contains(LEAVE), "{shown}");
            }
        }
    }

    #[test]
    fn yes_and_no_are_words() {
        let confirmed = |lines, default| {
            typed(lines)
                .confirm("Write it?", default)
                .expect("an answer")
        };
        assert_eq!(confirmed("maybe\nYes\n", None), Answer::Given(true));
        assert_eq!(confirmed("n\n", Some(true)), Answer::Given(false));
        assert_eq!(confirmed("\n", Some(true)), Answer::Given(true));
        assert_eq!(confirmed("\n", None), Answer::Skipped);
    }

    #[test]
    fn text_is_asked_again_until_it_is_right() {
        let mut prompter = typed("\u{1b}[A\nsoon\n2027-05-06\r\n");
        let question = Text::new("When?").hint("A date.").check(|typed| {
            if typed.starts_with("20") {
                Ok(())
            } else {
                Err(format!("`{typed}` is no date"))
            }
        });
        let answer = prompter.text(&question).expect("an answer");
        assert_eq!(answer, Answer::Given("2027-05-06".to_owned()));
        assert_eq!(
            shown(prompter),
            "When?\n\
             A date.\n\
             Press enter to skip.\n\
             Type q and press enter to leave without a change.\n\
             Answer: That holds keys that are not text, please type it again.\n\
             Answer: `soon` is no date\n\
             Answer: "
        );
    }

    #[test]
    fn bytes_that_are_no_text_are_asked_again() {
        let mut prompter = Numbered::new(&b"Jos\xe9\nJose\n"[..], Vec::new(), Symbols::Ascii, None);
        let answer = prompter.text(&Text::new("Name")).expect("an answer");
        assert_eq!(answer, Answer::Given("Jose".to_owned()));
    }

    #[test]
    fn the_end_of_input_cancels() {
        let mut prompter = typed("");
        let ended = prompter.confirm("Write it?", Some(true));
        assert!(matches!(ended, Err(PromptError::Cancelled)));
        assert!(shown(prompter).ends_with("Answer: \n"));
    }

    #[test]
    fn items_reach_the_terminal_without_escapes() {
        let mut prompter = typed("\n");
        let items = ["\u{1b}]0;owned\u{7}\n2. Fake".to_owned()];
        prompter
            .choose("?\u{9b}2J", &items, Some(0))
            .expect("an answer");
        let shown = shown(prompter);
        assert!(shown.contains("1. ^[]0;owned^G 2. Fake\n"), "{shown}");
        assert!(!shown.contains("\n2. Fake"), "{shown}");
        assert!(
            !shown.contains(|at: char| at.is_control() && at != '\n'),
            "{shown}"
        );
    }
}
