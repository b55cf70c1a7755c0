//! Values to be written, and how they are spelled.

use std::borrow::Cow;
use std::fmt::Write as _;

use toml::value::Datetime;

/// A value to be written into a TOML text.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Text, written as a basic string on one line.
    String(String),
    /// A whole number.
    Integer(i64),
    /// A number with decimals.
    Float(f64),
    /// `true` or `false`.
    Boolean(bool),
    /// A local date, a date with time and offset, and so on.
    Date(Datetime),
    /// An array, written on one line.
    Array(Vec<Self>),
    /// A table, written inline.
    Table(Vec<(String, Self)>),
}

impl Value {
    /// The value as TOML 1.0 on one line.
    pub(super) fn to_toml(&self) -> String {
        let mut text = String::new();
        self.write_to(&mut text);
        text
    }

    fn write_to(&self, text: &mut String) {
        match self {
            Self::String(string) => write_quoted(text, string),
            Self::Integer(integer) => text.push_str(&integer.to_string()),
            // TOML spells all numbers as Rust does but this one.
            Self::Float(float) if float.is_nan() => text.push_str("nan"),
            Self::Float(float) => {
                // Writing to a string cannot fail.
                let _ = write!(text, "{float:?}");
            }
            Self::Boolean(boolean) => text.push_str(if *boolean { "true" } else { "false" }),
            Self::Date(date) => text.push_str(&date.to_string()),
            Self::Array(elements) => {
                text.push('[');
                for (position, element) in elements.iter().enumerate() {
                    if position > 0 {
                        text.push_str(", ");
                    }
                    element.write_to(text);
                }
                text.push(']');
            }
            Self::Table(fields) if fields.is_empty() => text.push_str("{}"),
            Self::Table(fields) => {
                for (position, (key, value)) in fields.iter().enumerate() {
                    text.push_str(if position == 0 { "{ " } else { ", " });
                    text.push_str(&key_part(key));
                    text.push_str(" = ");
                    value.write_to(text);
                }
                text.push_str(" }");
            }
        }
    }

    /// What a reader of the value will see.
    pub(super) fn meaning(&self) -> toml::Value {
        match self {
            Self::String(string) => toml::Value::String(string.clone()),
            Self::Integer(integer) => toml::Value::Integer(*integer),
            Self::Float(float) => toml::Value::Float(*float),
            Self::Boolean(boolean) => toml::Value::Boolean(*boolean),
            Self::Date(date) => toml::Value::Datetime(*date),
            Self::Array(elements) => {
                toml::Value::Array(elements.iter().map(Self::meaning).collect())
            }
            Self::Table(fields) => {
                let mut table = toml::Table::new();
                for (key, value) in fields {
                    table.insert(key.clone(), value.meaning());
                }
                toml::Value::Table(table)
            }
        }
    }
}

/// A dotted key, each part bare where it can be.
pub(super) fn dotted_key(parts: &[String]) -> String {
    let parts: Vec<Cow<'_, str>> = parts.iter().map(|part| key_part(part)).collect();
    parts.join(".")
}

/// One part of a key, quoted where it has to be.
pub(super) fn key_part(name: &str) -> Cow<'_, str> {
    let is_bare = !name.is_empty()
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-');
    if is_bare {
        Cow::Borrowed(name)
    } else {
        let mut quoted = String::new();
        write_quoted(&mut quoted, name);
        Cow::Owned(quoted)
    }
}

/// What a person cannot see in an editor is escaped, not only what TOML
/// forbids: a right-to-left override could make a line read as another one.
fn write_quoted(text: &mut String, string: &str) {
    text.push('"');
    for character in string.chars() {
        match character {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\u{8}' => text.push_str("\\b"),
            '\t' => text.push_str("\\t"),
            '\n' => text.push_str("\\n"),
            '\u{c}' => text.push_str("\\f"),
            '\r' => text.push_str("\\r"),
            _ if must_be_seen(character) => {
                // Writing to a string cannot fail.
                let _ = write!(text, "\\u{:04X}", u32::from(character));
            }
            _ => text.push(character),
        }
    }
    text.push('"');
}

fn must_be_seen(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            // bidirectional controls
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
            // line and paragraph separator, byte order mark
            | '\u{2028}' | '\u{2029}' | '\u{feff}'
        )
}

impl From<&str> for Value {
    fn from(string: &str) -> Self {
        Self::String(string.to_owned())
    }
}

impl From<String> for Value {
    fn from(string: String) -> Self {
        Self::String(string)
    }
}

impl From<i64> for Value {
    fn from(integer: i64) -> Self {
        Self::Integer(integer)
    }
}

impl From<f64> for Value {
    fn from(float: f64) -> Self {
        Self::Float(float)
    }
}

impl From<bool> for Value {
    fn from(boolean: bool) -> Self {
        Self::Boolean(boolean)
    }
}

impl From<Datetime> for Value {
    fn from(date: Datetime) -> Self {
        Self::Date(date)
    }
}

impl From<Vec<Self>> for Value {
    fn from(elements: Vec<Self>) -> Self {
        Self::Array(elements)
    }
}

#[cfg(test)]
mod tests {
    use super::{Value, dotted_key};

    fn date(text: &str) -> Value {
        Value::Date(text.parse().expect("valid TOML"))
    }

    #[test]
    fn values_are_written_on_one_line() {
        let evidence = Value::Table(vec![
            ("ref".to_owned(), Value::from("diploma.pdf")),
            ("added".to_owned(), date("2026-11-22")),
            ("odd key".to_owned(), Value::Table(Vec::new())),
        ]);
        let list = Value::Array(vec![evidence, Value::from(-3), Value::from(true)]);
        assert_eq!(
            list.to_toml(),
            r#"[{ ref = "diploma.pdf", added = 2026-11-22, "odd key" = {} }, -3, true]"#
        );
        assert_eq!(
            date("2026-11-22T10:11:12Z").to_toml(),
            "2026-11-22T10:11:12Z"
        );
        assert_eq!(Value::Array(Vec::new()).to_toml(), "[]");
    }

    #[test]
    fn strings_show_what_would_hide() {
        let text = "a\"b\\c\t\n\r\u{8}\u{c}\u{0}\u{1b}\u{7f}\u{9b}\u{202e}\u{2066}\u{feff}é'";
        assert_eq!(
            Value::from(text).to_toml(),
            r#""a\"b\\c\t\n\r\b\f\u0000\u001B\u007F\u009B\u202E\u2066\uFEFFé'""#
        );
    }

    #[test]
    fn what_is_written_is_read_back() {
        for character in (0..0x3000u32)
            .chain([0xfeff, 0x10ffff])
            .filter_map(char::from_u32)
        {
            let value = Value::from(format!("x{character}y"));
            let text = format!("k = {}\n", value.to_toml());
            let table: toml::Table = text.parse().expect("valid TOML");
            assert_eq!(table["k"], value.meaning(), "{text}");
        }
    }

    #[test]
    fn numbers_with_decimals_are_read_back() {
        for float in [0.0, -0.0, 7.8, -15.8, 1e16, 1e-7, f64::MAX, f64::INFINITY] {
            let text = format!("k = {}\n", Value::from(float).to_toml());
            let table: toml::Table = text.parse().expect("valid TOML");
            let read = table["k"].as_float().expect("a number with decimals");
            assert_eq!(read.to_bits(), float.to_bits(), "{text}");
        }
        assert_eq!(Value::from(f64::NAN).to_toml(), "nan");
    }

    #[test]
    fn keys_are_bare_where_they_can_be() {
        let key = ["steps", "a-b_1", "", "a.b", "é", "q\"\n"].map(str::to_owned);
        assert_eq!(dotted_key(&key), r#"steps.a-b_1.""."a.b"."é"."q\"\n""#);
    }
}
