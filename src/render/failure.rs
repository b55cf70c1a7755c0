//! How a failure is said: what, where with the line shown, why, and the next
//! move apart from it.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use serde::Serialize;

use super::{
    json,
    page::{wrap, wrap_words},
    wording,
};
use crate::{
    failure::{Exit, Failure},
    invocation::Invocation,
    safe_text::{ascii, safe_block, safe_line},
    store::problem::{FileProblem, Place},
    terminal::{Abilities, Symbols},
};

/// A failure as text for stderr.
#[must_use]
pub fn failure(failure: &Failure, abilities: &Abilities, invocation: Invocation) -> String {
    let label = match failure.exit {
        // Nobody is told of an error who did what the screen offered.
        Exit::Done => "note",
        _ => "error",
    };
    let mut out = said(label, &invocation.in_commands(&failure.what), abilities);
    for problem in &failure.problems {
        out.push_str(&located(problem, ON_STDERR, abilities));
    }
    for detail in &failure.details {
        let detail = invocation.in_commands(detail);
        let lines = lines(&safe_line(&detail), 4, abilities);
        out.push_str("  ");
        out.push_str(&lines.join("\n    "));
        out.push('\n');
    }
    for hint in &failure.hints {
        out.push_str(&said("hint", &invocation.in_commands(hint), abilities));
    }
    shown(out, abilities)
}

/// What the argument parser says of a mistake in the arguments, with its lines
/// broken between words. It repeats what was typed, which may hold anything.
#[must_use]
pub fn usage(text: &str, abilities: &Abilities) -> String {
    let mut out = String::new();
    let text = safe_block(text);
    let mut lines: Vec<&str> = text.lines().collect();
    // A suggestion that was taken out leaves its empty line behind.
    lines.dedup_by(|line, before| line.is_empty() && before.is_empty());
    for line in lines {
        let indent = line.len() - line.trim_start().len() + 2;
        let lines = match abilities.plain {
            true => vec![line.to_owned()],
            false => wrap_words(line, abilities.width - indent),
        };
        out.push_str(&lines.join(&format!("\n{:indent$}", "")));
        out.push('\n');
    }
    shown(out, abilities)
}

/// Problems that do not stop the command.
#[must_use]
pub fn warning(what: &str, problems: &[FileProblem], abilities: &Abilities) -> String {
    let mut out = said("warning", what, abilities);
    for problem in problems {
        out.push_str(&located(problem, ON_STDERR, abilities));
    }
    shown(out, abilities)
}

fn shown(out: String, abilities: &Abilities) -> String {
    match abilities.symbols {
        Symbols::Unicode => out,
        Symbols::Ascii => ascii(&out).into_owned(),
    }
}

fn said(label: &str, what: &str, abilities: &Abilities) -> String {
    let what = format!("{label}: {}", safe_line(what));
    let mut text = lines(&what, 2, abilities).join("\n  ");
    text.push('\n');
    if abilities.color_on_stderr && !abilities.plain {
        let color = match label {
            "error" => anstyle::AnsiColor::Red,
            "warning" => anstyle::AnsiColor::Yellow,
            _ => anstyle::AnsiColor::Cyan,
        };
        let style = color.on_default().bold();
        text = text.replacen(label, &format!("{style}{label}{style:#}"), 1);
    }
    text
}

/// Breaks a text into lines that fit; plain ones are not broken. A command
/// stays whole, on a line of its own where it has to: the first half of it,
/// copied, would be another command.
fn lines(text: &str, indent: usize, abilities: &Abilities) -> Vec<String> {
    if abilities.plain {
        return vec![text.to_owned()];
    }
    let wrapped = wrap_words(text, abilities.width - indent);
    match text.split_once(": hitpath ") {
        Some((words, arguments)) if wrapped.len() > 1 => {
            let mut lines = wrap_words(&format!("{words}:"), abilities.width - indent);
            lines.push(format!("hitpath {arguments}"));
            lines
        }
        _ => wrapped,
    }
}

/// What looking through definitions found, problems and warnings in the order
/// of their places, as an answer on stdout.
#[must_use]
pub fn findings<'p>(
    findings: impl Iterator<Item = (&'p FileProblem, bool)>,
    abilities: &Abilities,
) -> String {
    let mut out = String::new();
    let (mut problems, mut warnings) = (0, 0);
    for (problem, is_warning) in findings {
        let count = if is_warning {
            &mut warnings
        } else {
            &mut problems
        };
        *count += 1;
        let look = Look {
            is_warning,
            color: abilities.color_on_stdout,
            wraps: true,
        };
        if abilities.plain {
            out.push_str(if is_warning { "warning: " } else { "problem: " });
            out.push_str(located(problem, look, abilities).trim_start());
        } else {
            out.push_str(&located(problem, look, abilities));
        }
    }
    let count = match (problems, warnings) {
        (0, 0) => "No problems.".to_owned(),
        (0, warnings) => format!("No problems, {}.", wording::counted(warnings, "warning")),
        (problems, 0) => format!("{}.", wording::counted(problems, "problem")),
        (problems, warnings) => format!(
            "{} and {}.",
            wording::counted(problems, "problem"),
            wording::counted(warnings, "warning")
        ),
    };
    out.push_str(&count);
    out.push('\n');
    shown(out, abilities)
}

/// The same as JSON.
#[must_use]
pub fn findings_json<'p>(findings: impl Iterator<Item = (&'p FileProblem, bool)>) -> String {
    #[derive(Serialize)]
    struct Findings<'f> {
        format_version: u32,
        problems: Vec<Finding<'f>>,
    }
    #[derive(Serialize)]
    struct Finding<'f> {
        file: &'f str,
        line: Option<usize>,
        column: Option<usize>,
        message: &'f str,
        warning: bool,
    }
    let findings = findings.map(|(problem, warning)| Finding {
        file: &problem.file,
        line: problem.place.as_ref().map(|place| place.line),
        column: problem.place.as_ref().map(|place| place.column),
        message: &problem.message,
        warning,
    });
    json::text(&Findings {
        format_version: json::FORMAT_VERSION,
        problems: findings.collect(),
    })
}

/// How a place is shown.
#[derive(Clone, Copy)]
struct Look {
    is_warning: bool,
    color: bool,
    /// A message that does not fit beside its place stands below it.
    wraps: bool,
}

/// Where colour is decided by the stream, below.
const ON_STDERR: Option<Look> = None;

fn located(problem: &FileProblem, look: impl Into<Option<Look>>, abilities: &Abilities) -> String {
    let look = look.into().unwrap_or(Look {
        is_warning: false,
        color: abilities.color_on_stderr,
        wraps: false,
    });
    let file = safe_line(&problem.file);
    let message = safe_line(&problem.message);
    let Some(place) = &problem.place else {
        if look.wraps && !abilities.plain {
            let words = wrap_words(&format!("{file}: {message}"), abilities.width - 4);
            return format!("  {}\n", words.join("\n    "));
        }
        return format!("  {file}: {message}\n");
    };
    if abilities.plain {
        let Place { line, column, .. } = place;
        return format!("  {file}:{line}:{column}: {message}\n");
    }
    // One character becomes one character, so the columns stay right.
    let source = safe_line(&place.source_line);
    let number = place.line.to_string().len();
    let beside = number + 3 + place.column + place.length;
    let fits = beside + message.chars().count() < abilities.width;
    let label = if look.wraps && !fits { "" } else { &*message };
    let byte = |column: usize| {
        let mut starts = source.char_indices().map(|(at, _)| at);
        starts.nth(column).unwrap_or(source.len())
    };
    let span = byte(place.column - 1)..byte(place.column - 1 + place.length);
    let annotation = AnnotationKind::Primary.span(span);
    let annotation = if label.is_empty() {
        annotation
    } else {
        annotation.label(label)
    };
    let snippet = Snippet::source(&*source)
        .line_start(place.line)
        .path(&*file)
        .annotation(annotation);
    let level = if look.is_warning {
        Level::WARNING
    } else {
        Level::ERROR
    };
    let report = [Group::with_level(level).element(snippet)];
    let renderer = if look.color {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let mut text = renderer.term_width(abilities.width).render(&report);
    text.push('\n');
    if label.is_empty() {
        let indent = " ".repeat(number + 3);
        for line in wrap(&message, abilities.width, indent.len()) {
            text.push_str(&indent);
            text.push_str(&line);
            text.push('\n');
        }
    }
    text
}
