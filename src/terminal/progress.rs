//! Shows on stderr that something takes a while.
//!
//! It owns the moving forms (`indicatif`) and their one-line counterparts for
//! pipes, dumb terminals and plain output. When to wait, and for what, belongs
//! to the commands.

use std::time::{Duration, Instant};

use indicatif::{HumanBytes, ProgressBar, ProgressStyle};

use super::abilities::{Abilities, Progress, Symbols};
use super::streams::say;

/// Says that the program waits. Dropping it takes a moving sign off the screen.
#[derive(Debug)]
pub struct Waiting {
    moving: Option<ProgressBar>,
}

/// Tells how far something is that can take long. Dropping it takes a moving
/// bar off the screen.
#[derive(Debug)]
pub struct HowFar {
    abilities: Abilities,
    what: String,
    /// What is said once where nothing may move; silence where there is none.
    line: Option<String>,
    total: u64,
    done: u64,
    started: Instant,
    shown: Option<Waiting>,
}

/// Faster than this, a bar would only flicker.
const PATIENCE: Duration = Duration::from_millis(300);
const FRAME: Duration = Duration::from_millis(120);

impl Waiting {
    pub(super) fn start(abilities: Abilities, reason: &str) -> Self {
        let reason = abilities.symbols.line(reason);
        match abilities.progress {
            Progress::Line => Self::line(&reason),
            Progress::Moving => {
                let spinner = ProgressBar::new_spinner();
                Self::moving(spinner, abilities.symbols, "{spinner} {wide_msg}", &reason)
            }
        }
    }

    fn line(text: &str) -> Self {
        say(text);
        Self { moving: None }
    }

    fn moving(bar: ProgressBar, symbols: Symbols, template: &str, message: &str) -> Self {
        // The templates are constants, so that the fallback is never seen.
        let style = ProgressStyle::with_template(template)
            .unwrap_or_else(|_| ProgressStyle::default_spinner());
        bar.set_style(match symbols {
            Symbols::Unicode => style,
            Symbols::Ascii => style.tick_chars("|/-\\ ").progress_chars("=> "),
        });
        bar.set_message(message.to_owned());
        bar.enable_steady_tick(FRAME);
        Self { moving: Some(bar) }
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        if let Some(moving) = &self.moving {
            moving.finish_and_clear();
        }
    }
}

impl HowFar {
    /// Of reading so many bytes.
    pub(super) fn reading(abilities: Abilities, what: &str, total: u64) -> Self {
        let line = abilities.symbols.line(what);
        let line = format!("{line} ({})", HumanBytes(total));
        Self::start(abilities, what, Some(line), total)
    }

    /// Of counting so far; where nothing may move, it is silent.
    pub(super) fn counting(abilities: Abilities, what: &str, total: u64) -> Self {
        Self::start(abilities, what, None, total)
    }

    fn start(abilities: Abilities, what: &str, line: Option<String>, total: u64) -> Self {
        Self {
            abilities,
            what: abilities.symbols.line(what).into_owned(),
            line,
            total,
            done: 0,
            started: Instant::now(),
            shown: None,
        }
    }

    /// So many more are done.
    pub fn advance(&mut self, more: u64) {
        self.done = self.done.saturating_add(more);
        if self.shown.is_none() && self.started.elapsed() >= PATIENCE && self.done < self.total {
            self.shown = self.show();
        }
        if let Some(Waiting { moving: Some(bar) }) = &self.shown {
            bar.set_position(self.done);
        }
    }

    fn show(&self) -> Option<Waiting> {
        match self.abilities.progress {
            Progress::Line => self.line.as_deref().map(Waiting::line),
            Progress::Moving => {
                let bar = ProgressBar::new(self.total);
                let template = "{wide_msg} {bar:10} {percent:>3} %";
                let symbols = self.abilities.symbols;
                Some(Waiting::moving(bar, symbols, template, &self.what))
            }
        }
    }
}
