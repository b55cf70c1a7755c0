//! What TOML 1.1 allows and TOML 1.0 does not, as far as our files could use
//! it. The reader takes both; other tools that people use on these files may
//! not.

/// The lines, counted from 1, that hold something newer, and what it is.
pub(crate) fn newer_parts(text: &str) -> Vec<(usize, &'static str)> {
    let mut found = Vec::new();
    let mut open: Vec<char> = Vec::new();
    let mut line = 1;
    let mut last_sign = ' ';
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        let length = match next {
            '#' => rest.find('\n').unwrap_or(rest.len()),
            '"' | '\'' => {
                let string = string_at(rest, next);
                if next == '"' && has_newer_escape(string) {
                    found.push((line, "an escape"));
                }
                line += string.matches('\n').count();
                last_sign = next;
                string.len()
            }
            _ => {
                match next {
                    '{' | '[' => open.push(next),
                    '}' | ']' => {
                        if next == '}' && last_sign == ',' {
                            found.push((line, "a comma before the end of an inline table"));
                        }
                        open.pop();
                    }
                    '\n' => {
                        if open.last() == Some(&'{') {
                            found.push((line, "an inline table over several lines"));
                        }
                        line += 1;
                    }
                    _ => {}
                }
                if !next.is_whitespace() {
                    last_sign = next;
                }
                next.len_utf8()
            }
        };
        rest = &rest[length..];
    }
    found
}

/// The string with its quotes that the text begins with.
fn string_at(text: &str, quote: char) -> &str {
    let three = String::from_iter([quote; 3]);
    let (quotes, mut at) = if text.starts_with(&three) {
        (three.as_str(), 3)
    } else {
        (&three[..1], 1)
    };
    while at < text.len() && !text[at..].starts_with(quotes) {
        let escaped = quote == '"' && text[at..].starts_with('\\');
        let signs = text[at..].chars().take(if escaped { 2 } else { 1 });
        at += signs.map(char::len_utf8).sum::<usize>();
    }
    &text[..text.len().min(at + quotes.len())]
}

fn has_newer_escape(string: &str) -> bool {
    let mut signs = string.chars();
    while let Some(sign) = signs.next() {
        if sign == '\\' && matches!(signs.next(), Some('e' | 'x')) {
            return true;
        }
    }
    false
}

#[test]
fn what_is_newer_is_found() {
    let case = |text: &str, lines: &[usize]| {
        let found: Vec<usize> = newer_parts(text)
            .into_iter()
            .map(|(line, _)| line)
            .collect();
        assert_eq!(found, lines, "{text}");
    };
    case("a = { b = 1, c = 2 }\n", &[]);
    case("a = [\n  1, # {\n  2,\n]\n", &[]);
    case("a = [\n  { b = 1 },\n]\n[[step]]\nid = '{'\n", &[]);
    case("a = { b = [\n  1,\n] }\n", &[]);
    case("a = { b = 1,\n  c = 2 }\n", &[1]);
    case("x = 1\na = {\n  b = 1\n}\n", &[2, 3]);
    case("a = { b = 1, }\n", &[1]);
    case("a = \"\"\"{\n\n\"\"\"\nb = { c = 1\n}\n", &[4]);
    case("a = \"\\e[2J\"\n", &[1]);
    case("a = \"\\\\e\"\nb = '\\e'\nc = \"\\\"{\"\n", &[]);
}
