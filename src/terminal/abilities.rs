//! What the terminal can do and the person wants: colour, symbols, width, prompts.
//!
//! Pure: two plain descriptions in, one decision out, so that every row of the
//! table can be a test. Asking the system belongs to `streams`, the environment
//! variables to `session`.

use std::borrow::Cow;

use crate::safe_text as safe;

/// What the person and their environment ask for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Environment {
    /// `NO_COLOR` is set and not empty.
    pub no_color: bool,
    /// `CLICOLOR_FORCE` is set, not empty and not `0`.
    pub clicolor_force: bool,
    /// `TERM` is `dumb` or, outside Windows, not set at all.
    pub term_is_dumb: bool,
    /// `COLUMNS`, where it is a number.
    pub columns: Option<usize>,
    /// The locale says that the terminal shows UTF-8.
    pub utf8: bool,
    /// One fact per line, nothing redrawn: `--plain`, `HITPATH_PLAIN`, `ACCESSIBLE`.
    pub plain: bool,
    /// Never ask: `--no-input`.
    pub no_input: bool,
    /// `--color`.
    pub color: ColorChoice,
}

/// The person's word on colour.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ColorChoice {
    /// Where it can be seen and nobody minds.
    #[default]
    Auto,
    /// Into pipes and files, too.
    Always,
    /// Nowhere.
    Never,
}

/// What the three standard streams are. A closed stream is no terminal.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct StreamFacts {
    /// Keys can come from stdin.
    pub stdin_is_terminal: bool,
    /// Somebody sees stdout.
    pub stdout_is_terminal: bool,
    /// Somebody sees stderr.
    pub stderr_is_terminal: bool,
    /// Columns of the terminal behind stdout, else of the one behind stderr.
    pub columns: Option<usize>,
}

/// The decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Abilities {
    /// Colour in the answer.
    pub color_on_stdout: bool,
    /// Colour in the conversation.
    pub color_on_stderr: bool,
    /// Which characters can be shown.
    pub symbols: Symbols,
    /// Columns to lay text out for, from [`NARROWEST`] to [`WIDEST`].
    pub width: usize,
    /// One fact per line, no columns, no redraw.
    pub plain: bool,
    /// Whether and how to ask.
    pub prompts: Prompts,
    /// How to show that something takes a while.
    pub progress: Progress,
}

/// Which characters the terminal shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Symbols {
    /// All of Unicode.
    Unicode,
    /// The locale is not UTF-8.
    Ascii,
}

/// Whether and how questions are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Prompts {
    /// Not at all: nobody is there to answer, or they asked not to be asked.
    Impossible,
    /// Numbered lines, answered by a line.
    Numbered,
    /// Lists to move about in, answered by keys.
    Fancy,
}

/// How waiting is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// One line, said once.
    Line,
    /// A line that is drawn again and again.
    Moving,
}

/// Below this, lines are laid out as if there were room.
pub const NARROWEST: usize = 40;
/// Above this, lines get hard to read.
pub const WIDEST: usize = 100;
/// Where neither `COLUMNS` nor a terminal says.
const USUAL: usize = 80;

impl Abilities {
    /// Decides.
    #[must_use]
    pub fn of(environment: Environment, facts: StreamFacts) -> Self {
        let redraws = !environment.term_is_dumb && !environment.plain;
        // With stdin piped, the prompt library would open the terminal behind
        // the person's back and `yes | hitpath` would wait for the keyboard.
        let somebody_answers = facts.stdin_is_terminal && facts.stderr_is_terminal;
        Self {
            color_on_stdout: color(environment, facts.stdout_is_terminal),
            color_on_stderr: color(environment, facts.stderr_is_terminal),
            symbols: if environment.utf8 {
                Symbols::Unicode
            } else {
                Symbols::Ascii
            },
            width: [environment.columns, facts.columns]
                .into_iter()
                .flatten()
                .find(|&columns| columns > 0)
                .unwrap_or(USUAL)
                .clamp(NARROWEST, WIDEST),
            plain: environment.plain,
            prompts: match (somebody_answers && !environment.no_input, redraws) {
                (false, _) => Prompts::Impossible,
                (true, false) => Prompts::Numbered,
                (true, true) => Prompts::Fancy,
            },
            progress: if redraws && facts.stderr_is_terminal {
                Progress::Moving
            } else {
                Progress::Line
            },
        }
    }
}

/// A flag beats the environment, and who wants none beats who forces it.
fn color(environment: Environment, is_terminal: bool) -> bool {
    match environment.color {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto if environment.no_color => false,
        ColorChoice::Auto if environment.clicolor_force => true,
        ColorChoice::Auto => is_terminal && !environment.term_is_dumb && !environment.plain,
    }
}

impl Symbols {
    /// One line of somebody's text, fit for this terminal.
    #[must_use]
    pub fn line(self, text: &str) -> Cow<'_, str> {
        self.in_reach(safe::safe_line(text))
    }

    /// Somebody's text with its line breaks, fit for this terminal.
    #[must_use]
    pub fn block(self, text: &str) -> Cow<'_, str> {
        self.in_reach(safe::safe_block(text))
    }

    fn in_reach(self, text: Cow<'_, str>) -> Cow<'_, str> {
        match (self, text) {
            (Self::Unicode, text) => text,
            (Self::Ascii, Cow::Borrowed(text)) => safe::ascii(text),
            (Self::Ascii, Cow::Owned(text)) => Cow::Owned(safe::ascii(&text).into_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TERMINAL: StreamFacts = StreamFacts {
        stdin_is_terminal: true,
        stdout_is_terminal: true,
        stderr_is_terminal: true,
        columns: Some(72),
    };
    const USUAL_PERSON: Environment = Environment {
        no_color: false,
        clicolor_force: false,
        term_is_dumb: false,
        columns: None,
        utf8: true,
        plain: false,
        no_input: false,
        color: ColorChoice::Auto,
    };

    #[test]
    fn on_a_usual_terminal_all_is_on() {
        assert_eq!(
            Abilities::of(USUAL_PERSON, TERMINAL),
            Abilities {
                color_on_stdout: true,
                color_on_stderr: true,
                symbols: Symbols::Unicode,
                width: 72,
                plain: false,
                prompts: Prompts::Fancy,
                progress: Progress::Moving,
            }
        );
    }

    #[test]
    fn with_every_stream_closed_all_is_off() {
        assert_eq!(
            Abilities::of(USUAL_PERSON, StreamFacts::default()),
            Abilities {
                color_on_stdout: false,
                color_on_stderr: false,
                symbols: Symbols::Unicode,
                width: 80,
                plain: false,
                prompts: Prompts::Impossible,
                progress: Progress::Line,
            }
        );
    }

    #[test]
    fn colour_follows_each_stream_and_the_stronger_word() {
        let piped = StreamFacts {
            stdout_is_terminal: false,
            ..TERMINAL
        };
        let both = |environment, facts| {
            let abilities = Abilities::of(environment, facts);
            (abilities.color_on_stdout, abilities.color_on_stderr)
        };
        let no_color = Environment {
            no_color: true,
            ..USUAL_PERSON
        };
        let dumb = Environment {
            term_is_dumb: true,
            ..USUAL_PERSON
        };
        let plain = Environment {
            plain: true,
            ..USUAL_PERSON
        };
        let forced = Environment {
            clicolor_force: true,
            ..USUAL_PERSON
        };
        assert_eq!(both(USUAL_PERSON, piped), (false, true));
        assert_eq!(both(no_color, TERMINAL), (false, false));
        assert_eq!(both(dumb, TERMINAL), (false, false));
        assert_eq!(both(plain, TERMINAL), (false, false));
        assert_eq!(both(forced, piped), (true, true));
        assert_eq!(
            both(
                Environment {
                    no_color: true,
                    ..forced
                },
                piped
            ),
            (false, false)
        );
        let always = Environment {
            color: ColorChoice::Always,
            ..no_color
        };
        assert_eq!(both(always, piped), (true, true));
        let never = Environment {
            color: ColorChoice::Never,
            ..forced
        };
        assert_eq!(both(never, TERMINAL), (false, false));
    }

    #[test]
    fn width_comes_from_columns_then_the_terminal_then_habit() {
        let width = |columns, terminal| {
            let environment = Environment {
                columns,
                ..USUAL_PERSON
            };
            let facts = StreamFacts {
                columns: terminal,
                ..TERMINAL
            };
            Abilities::of(environment, facts).width
        };
        assert_eq!(width(Some(60), Some(90)), 60);
        assert_eq!(width(Some(0), Some(90)), 90);
        assert_eq!(width(None, None), 80);
        assert_eq!(width(Some(20), None), 40);
        assert_eq!(width(None, Some(300)), 100);
    }

    #[test]
    fn nobody_is_asked_who_cannot_answer_or_see() {
        let prompts = |environment, facts| Abilities::of(environment, facts).prompts;
        let no_keys = StreamFacts {
            stdin_is_terminal: false,
            ..TERMINAL
        };
        let no_eyes = StreamFacts {
            stderr_is_terminal: false,
            ..TERMINAL
        };
        let piped_answer = StreamFacts {
            stdout_is_terminal: false,
            ..TERMINAL
        };
        assert_eq!(prompts(USUAL_PERSON, no_keys), Prompts::Impossible);
        assert_eq!(prompts(USUAL_PERSON, no_eyes), Prompts::Impossible);
        assert_eq!(prompts(USUAL_PERSON, piped_answer), Prompts::Fancy);
        let no_input = Environment {
            no_input: true,
            ..USUAL_PERSON
        };
        assert_eq!(prompts(no_input, TERMINAL), Prompts::Impossible);
        let plain = Environment {
            plain: true,
            ..USUAL_PERSON
        };
        assert_eq!(prompts(plain, TERMINAL), Prompts::Numbered);
        let dumb = Environment {
            term_is_dumb: true,
            ..USUAL_PERSON
        };
        assert_eq!(prompts(dumb, TERMINAL), Prompts::Numbered);
    }

    #[test]
    fn text_is_made_safe_before_it_is_made_ascii() {
        assert_eq!(
            Symbols::Ascii.line("a\u{1b}[31m \u{2014} b\n"),
            "a^[[31m - b "
        );
        assert_eq!(Symbols::Unicode.block("a\nb"), "a\nb");
        assert!(matches!(Symbols::Ascii.line("plain"), Cow::Borrowed(_)));
    }
}
