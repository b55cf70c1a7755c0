//! How a failure is said: what, where with the line shown, why, and the next
//! move apart from it.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::page::wrap;
use crate::{
    failure::Failure,
    safe_text::{ascii, safe_line},
    store::problem::{FileProblem, Place},
    terminal::{Abilities, Symbols},
};

/// A failure as text for stderr.
#[must_use]
pub fn failure(failure: &Failure, abilities: &Abilities) -> String {
    let mut out = said("error", &failure.what, abilities);
    for problem in &failure.problems {
        out.push_str(&located(problem, abilities));
    }
    for detail in &failure.details {
        let lines = lines(&safe_line(detail), 4, abilities);
        out.push_str("  ");
        out.push_str(&lines.join("\n    "));
        out.push('\n');
    }
    for hint in &failure.hints {
        out.push_str(&said("hint", hint, abilities));
    }
    shown(out, abilities)
}

/// Problems that do not stop the command.
#[must_use]
pub fn warning(what: &str, problems: &[FileProblem], abilities: &Abilities) -> String {
    let mut out = said("warning", what, abilities);
    for problem in problems {
        out.push_str(&located(problem, abilities));
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
    let wrapped = wrap(text, abilities.width, indent);
    match text.split_once(": hitpath ") {
        Some((words, arguments)) if wrapped.len() > 1 => {
            let mut lines = wrap(&format!("{words}:"), abilities.width, indent);
            lines.push(format!("hitpath {arguments}"));
            lines
        }
        _ => wrapped,
    }
}

fn located(problem: &FileProblem, abilities: &Abilities) -> String {
    let file = safe_line(&problem.file);
    let message = safe_line(&problem.message);
    let Some(place) = &problem.place else {
        return format!("  {file}: {message}\n");
    };
    if abilities.plain {
        let Place { line, column, .. } = place;
        return format!("  {file}:{line}:{column}: {message}\n");
    }
    // One character becomes one character, so the columns stay right.
    let source = safe_line(&place.source_line);
    let byte = |column: usize| {
        let mut starts = source.char_indices().map(|(at, _)| at);
        starts.nth(column).unwrap_or(source.len())
    };
    let span = byte(place.column - 1)..byte(place.column - 1 + place.length);
    let annotation = AnnotationKind::Primary.span(span).label(&*message);
    let snippet = Snippet::source(&*source)
        .line_start(place.line)
        .path(&*file)
        .annotation(annotation);
    let report = [Group::with_level(Level::ERROR).element(snippet)];
    let renderer = if abilities.color_on_stderr {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let mut text = renderer.term_width(abilities.width).render(&report);
    text.push('\n');
    text
}
