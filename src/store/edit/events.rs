//! The parser's events for a TOML text, and the guard that must run before
//! anything builds a tree from them.

use toml_parser::Source;
use toml_parser::parser::{
    Event, EventKind, EventReceiver, RecursionGuard, parse_document, parse_value,
};

use super::error::EditError;

/// How deep tables and arrays may lie in each other.
///
/// `toml` allows as many brackets and as many key parts, each counted alone.
/// Their product is some 6,000 levels out of 12 KB of text, enough to overflow
/// the stack of a thread (2 MiB) in its tree builders, which no caller can
/// catch. Here they count together.
const MAX_DEPTH: usize = 80;
const MAX_BRACKETS: u32 = 80;

/// Refuses a text that nests so deeply that reading it could exhaust the stack.
pub fn check_nesting(text: &str) -> Result<(), EditError> {
    check_depth(&of_document(text))
}

/// Events of a whole document. Syntax errors are left to `toml`, which reports
/// the same ones; a text that it accepts has well-formed events.
pub(super) fn of_document(text: &str) -> Vec<Event> {
    let tokens = Source::new(text).lex().into_vec();
    let mut events = Vec::with_capacity(tokens.len());
    let mut guard = RecursionGuard::new(&mut events, MAX_BRACKETS);
    parse_document(&tokens, &mut guard as &mut dyn EventReceiver, &mut ());
    events
}

/// Events of a single value such as `{ state = "done" }`.
pub(super) fn of_value(text: &str) -> Vec<Event> {
    let tokens = Source::new(text).lex().into_vec();
    let mut events = Vec::with_capacity(tokens.len());
    let mut guard = RecursionGuard::new(&mut events, MAX_BRACKETS);
    parse_value(&tokens, &mut guard as &mut dyn EventReceiver, &mut ());
    events
}

pub(super) fn check_depth(events: &[Event]) -> Result<(), EditError> {
    let mut outer = Vec::new();
    let mut depth_around_key = 0;
    let mut key_parts = 0;
    for event in events {
        match event.kind() {
            EventKind::StdTableOpen | EventKind::ArrayTableOpen => {
                outer.clear();
                depth_around_key = 0;
                key_parts = 0;
            }
            EventKind::StdTableClose | EventKind::ArrayTableClose => {
                // The element of an array of tables is a level of its own.
                depth_around_key = 2 * key_parts;
                key_parts = 0;
            }
            EventKind::SimpleKey => key_parts += 1,
            EventKind::InlineTableOpen | EventKind::ArrayOpen => {
                outer.push((depth_around_key, key_parts));
                depth_around_key += key_parts.max(1);
                key_parts = 0;
            }
            EventKind::InlineTableClose | EventKind::ArrayClose => {
                if let Some((depth, parts)) = outer.pop() {
                    depth_around_key = depth;
                    key_parts = parts;
                }
            }
            EventKind::ValueSep => key_parts = 0,
            EventKind::Newline if outer.is_empty() => key_parts = 0,
            _ => {}
        }
        if depth_around_key + key_parts > MAX_DEPTH {
            return Err(EditError::Unreadable {
                message: format!("nested more than {MAX_DEPTH} levels deep"),
                span: event.span().start()..event.span().end(),
            });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{EditError, MAX_DEPTH, check_nesting};
    use crate::store::edit::{Change, apply};

    fn dotted(parts: usize) -> String {
        vec!["x"; parts].join(".")
    }

    #[test]
    fn ordinary_nesting_passes() {
        let text = "a = [[1], { b.c = { d = [{ e = 1 }] } }]\n[x.y]\nz = 1\n[[x.w]]\nv = {}\n";
        assert_eq!(check_nesting(text), Ok(()));
        let many = "a.b.c = { d.e = 1, f = [1, 2] }\n".repeat(200);
        assert_eq!(check_nesting(&many), Ok(()));
    }

    #[test]
    fn brackets_and_dotted_keys_count_together() {
        let text = format!("{} = {{ {} = 1 }}\n", dotted(50), dotted(50));
        let error = check_nesting(&text).expect_err("too deep");
        let EditError::Unreadable { span, .. } = error else {
            panic!("{error:?}");
        };
        assert_eq!(&text[span], "x");
        let text = format!("[{}]\n{} = 1\n", dotted(30), dotted(30));
        assert!(check_nesting(&text).is_err());
    }

    #[test]
    fn what_passes_can_be_read() {
        for text in [
            format!("{} = {{ {} = 1 }}\n", dotted(40), dotted(40)),
            format!("[{}]\n{} = 1\n", dotted(20), dotted(40)),
            format!("a = {}{}\n", "[".repeat(79), "]".repeat(79)),
            format!("{}1{}\n", "{a=".repeat(78), "}".repeat(78)).replacen('{', "", 1),
        ] {
            assert_eq!(check_nesting(&text), Ok(()), "{text}");
            let read = apply(&text, &[Change::set(["b"], 1)]);
            assert_eq!(read.is_ok(), toml::from_str::<toml::Table>(&text).is_ok());
        }
    }

    #[test]
    fn what_would_overflow_the_stack_of_the_tree_builder_is_refused() {
        let key = dotted(MAX_DEPTH - 1);
        let text = format!("{}1{}", format!("{key}={{").repeat(79), "}".repeat(79));
        assert!(check_nesting(&text).is_err());
        assert!(check_nesting(&format!("a={}", "[".repeat(100_000))).is_err());
        assert!(check_nesting(&format!("a={}", "{a=".repeat(100_000))).is_err());
    }
}
