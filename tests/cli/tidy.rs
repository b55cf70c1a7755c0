//! The source itself: layers that import only what they may, files that say
//! what they are for and stay short, tests that are really run.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// A source file, with what is code in it.
struct Source {
    /// Below `src`, like `catalog/audit.rs`.
    path: String,
    text: String,
    /// The text without comments and without what stands in quotes.
    code: String,
}

impl Source {
    /// `catalog` of `catalog/audit.rs` and of `catalog.rs`.
    fn layer(&self) -> &str {
        let end = self.path.find(['/', '.']).unwrap_or(self.path.len());
        &self.path[..end]
    }

    /// The module that the file is: `["catalog", "audit"]`.
    fn module(&self) -> Vec<String> {
        let stem = self.path.trim_end_matches(".rs").trim_end_matches("/mod");
        stem.split('/')
            .filter(|part| !matches!(*part, "lib" | "main"))
            .map(str::to_owned)
            .collect()
    }

    /// The code before its tests.
    fn product_code(&self) -> &str {
        let end = self.code.find("#[cfg(test)]\nmod ");
        let is_inline = |end: &usize| {
            let line = self.code[*end..].lines().nth(1).unwrap_or_default();
            line.ends_with('{')
        };
        let end = end.filter(is_inline).unwrap_or(self.code.len());
        &self.code[..end]
    }

    /// Every path that the code names from the crate's root, like
    /// `["store", "problem", "FileProblem"]`, through `use` or in place.
    fn crate_paths(&self, code: &str) -> Vec<Vec<String>> {
        let mut paths = Vec::new();
        for path in paths_in(code) {
            let first = path.first().map(String::as_str);
            let mut rest = path.iter().skip_while(|part| *part == "super");
            match first {
                Some("crate") => paths.push(path[1..].to_vec()),
                Some("super") => {
                    let up = path.iter().take_while(|part| *part == "super").count();
                    let mut from = self.module();
                    // Inside a module of tests it is one less; that errs on
                    // the side of the crate's root, which is never wrong.
                    from.truncate(from.len().saturating_sub(up));
                    from.extend(rest.by_ref().cloned());
                    paths.push(from);
                }
                _ => {}
            }
        }
        paths
    }

    /// The packages that the code names, through `use` or in place.
    fn packages(&self, code: &str, known: &BTreeSet<String>) -> BTreeSet<String> {
        paths_in(code)
            .into_iter()
            .filter_map(|path| path.into_iter().next())
            .filter(|first| known.contains(first))
            .collect()
    }
}

/// The files of the package below a folder, by name.
fn files(folder: &str) -> Vec<PathBuf> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).expect("the folder can be read") {
            let path = entry.expect("the folder can be read").path();
            if path.is_dir() {
                walk(&path, found);
            } else {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    walk(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join(folder),
        &mut found,
    );
    found.sort();
    found
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let sources: Vec<Source> = files("src")
        .into_iter()
        .filter(|path| path.extension().is_some_and(|ending| ending == "rs"))
        .map(|path| {
            let text = fs::read_to_string(&path).expect("source is text");
            let below = path.strip_prefix(&root).expect("below src");
            Source {
                path: below.display().to_string().replace('\\', "/"),
                code: without_words(&text),
                text,
            }
        })
        .collect();
    assert!(sources.len() > 50, "the source was not found");
    sources
}

/// The text with comments and the insides of quotes taken out; lines stay.
fn without_words(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if let Some(length) = raw_string(rest).filter(|_| !ends_in_word(&code)) {
            code.push_str("\"\"");
            length
        } else if first == '"' {
            code.push_str("\"\"");
            quoted(rest)
        } else if let Some(length) = character(rest) {
            code.push_str("' '");
            length
        } else {
            code.push(first);
            rest = &rest[first.len_utf8()..];
            continue;
        };
        let lines = rest[..length].matches('\n').count();
        code.extend(std::iter::repeat_n('\n', lines));
        rest = &rest[length..];
    }
    code
}

fn ends_in_word(code: &str) -> bool {
    code.ends_with(|c: char| c.is_alphanumeric() || c == '_')
}

/// The length of a text in quotes that begins here.
fn quoted(rest: &str) -> usize {
    let mut escaped = false;
    for (at, byte) in rest.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// The length of a raw text that begins here.
fn raw_string(rest: &str) -> Option<usize> {
    let after = rest.strip_prefix("br").or_else(|| rest.strip_prefix('r'))?;
    let marks = after.len() - after.trim_start_matches('#').len();
    let inside = after[marks..].strip_prefix('"')?;
    let end = ["\"", &"#".repeat(marks)].concat();
    let start = rest.len() - inside.len();
    Some(
        inside
            .find(&end)
            .map_or(rest.len(), |at| start + at + end.len()),
    )
}

/// The length of a character in quotes that begins here; a lifetime is none.
fn character(rest: &str) -> Option<usize> {
    let inside = rest.strip_prefix('\'')?;
    if let Some(escape) = inside.strip_prefix('\\') {
        let end = escape.char_indices().skip(1).find(|(_, c)| *c == '\'')?.0;
        return Some(end + 3);
    }
    let first = inside.chars().next()?;
    let length = first.len_utf8();
    inside[length..].starts_with('\'').then_some(length + 2)
}

/// Every path of two parts or more, and every one after `use`, its groups taken
/// apart: `a::{b, c::d}` is `a::b` and `a::c::d`.
fn paths_in(code: &str) -> Vec<Vec<String>> {
    let tokens = tokens(code);
    let mut paths = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let begins = is_word(&tokens[at]) && (at == 0 || tokens[at - 1] != "::");
        let is_path = tokens.get(at + 1).is_some_and(|next| next == "::");
        let after_use = at > 0 && tokens[at - 1] == "use";
        if begins && (is_path || after_use) {
            at = one_path(&tokens, at, &[], &mut paths);
        } else {
            at += 1;
        }
    }
    paths
}

/// Reads one path from here on and returns where it ends.
fn one_path(
    tokens: &[String],
    mut at: usize,
    before: &[String],
    found: &mut Vec<Vec<String>>,
) -> usize {
    let mut path = before.to_vec();
    while let Some(token) = tokens.get(at) {
        if is_word(token) {
            path.push(token.clone());
            at += 1;
        } else if token == "{" && tokens[at - 1] == "::" {
            at += 1;
            while tokens.get(at).is_some_and(|token| token != "}") {
                if is_word(&tokens[at]) {
                    at = one_path(tokens, at, &path, found);
                } else {
                    at += 1;
                }
            }
            return at + 1;
        } else {
            break;
        }
        if tokens.get(at).is_some_and(|next| next == "::") {
            at += 1;
        } else {
            break;
        }
    }
    if tokens.get(at).is_some_and(|next| next == "as") {
        at += 2;
    }
    found.push(path);
    at
}

fn is_word(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

fn tokens(code: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut rest = code;
    while let Some(first) = rest.chars().next() {
        let length = if first.is_alphanumeric() || first == '_' {
            let is_part = |c: char| c.is_alphanumeric() || c == '_';
            rest.find(|c: char| !is_part(c)).unwrap_or(rest.len())
        } else if rest.starts_with("::") {
            2
        } else {
            first.len_utf8()
        };
        if !first.is_whitespace() {
            tokens.push(rest[..length].to_owned());
        }
        rest = &rest[length..];
    }
    tokens
}

/// The packages of the manifest, as code names them.
fn packages() -> BTreeSet<String> {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
    let manifest = fs::read_to_string(manifest).expect("the manifest");
    let manifest: toml::Table = manifest.parse().expect("the manifest is TOML");
    let mut names = BTreeSet::new();
    let mut add = |table: Option<&toml::Value>| {
        let table = table.and_then(toml::Value::as_table);
        names.extend(
            table
                .into_iter()
                .flat_map(|table| table.keys())
                .map(|name| name.replace('-', "_")),
        );
    };
    add(manifest.get("dependencies"));
    for (_, target) in manifest
        .get("target")
        .and_then(toml::Value::as_table)
        .into_iter()
        .flatten()
    {
        add(target.get("dependencies"));
    }
    assert!(
        names.contains("toml") && names.contains("rustix"),
        "{names:?}"
    );
    names
}

/// Whether one layer may name a path of another.
fn may_name(source: &Source, path: &[String]) -> bool {
    let parts: Vec<&str> = path.iter().map(String::as_str).collect();
    let Some(&to) = parts.first() else {
        return true;
    };
    if to == source.layer() {
        return true;
    }
    match source.layer() {
        "catalog" | "safe_text" => false,
        "journey" => to == "catalog",
        "store" => matches!(to, "journey" | "catalog"),
        "terminal" => to == "safe_text",
        "render" => match parts.as_slice() {
            ["store", "problem", ..] => source.path == "render/failure.rs",
            _ => !matches!(to, "store" | "command" | "session" | "cli" | "run"),
        },
        "failure" => parts.starts_with(&["store", "problem"]),
        "command" => to != "run",
        "session" => !matches!(to, "command" | "run"),
        "invocation" => to == "cli",
        "date_words" | "cli" => false,
        // The program itself.
        "run" | "lib" | "main" => true,
        other => panic!("{other} is no layer that this test knows"),
    }
}

#[test]
fn every_layer_names_only_those_below_it() {
    let sources = sources();
    let layers: BTreeSet<&str> = sources.iter().map(Source::layer).collect();
    let mut breaches = Vec::new();
    for source in &sources {
        for path in source.crate_paths(&source.code) {
            let names_a_layer = path.first().is_some_and(|to| layers.contains(to.as_str()));
            if names_a_layer && !may_name(source, &path) {
                breaches.push(format!("{} names {}", source.path, path.join("::")));
            }
        }
    }
    assert!(breaches.is_empty(), "{breaches:#?}");
}

#[test]
fn the_pure_layers_know_no_files_clock_or_formats() {
    let packages = packages();
    let mut breaches = Vec::new();
    for source in sources() {
        let allowed: &[&str] = match source.layer() {
            "catalog" => &["thiserror", "jiff", "strsim"],
            "journey" => &["thiserror", "jiff", "rand_chacha", "regex_lite"],
            "safe_text" => &[],
            _ => continue,
        };
        let code = source.product_code();
        for package in source.packages(code, &packages) {
            if !allowed.contains(&package.as_str()) {
                breaches.push(format!("{} names {package}", source.path));
            }
        }
        for path in paths_in(code) {
            let parts: Vec<&str> = path.iter().map(String::as_str).collect();
            let is_impure = match parts.as_slice() {
                ["jiff", part, ..] => source.layer() == "catalog" && *part != "civil",
                ["std", part, ..] => {
                    matches!(
                        *part,
                        "fs" | "env" | "io" | "process" | "net" | "time" | "thread"
                    )
                }
                ["Zoned" | "Timestamp" | "SystemTime" | "Instant", "now"] => true,
                _ => false,
            };
            if is_impure {
                breaches.push(format!("{} names {}", source.path, path.join("::")));
            }
        }
        for printing in ["println!", "eprintln!", "print!", "eprint!", "dbg!"] {
            if code.contains(printing) {
                breaches.push(format!("{} prints", source.path));
            }
        }
    }
    assert!(breaches.is_empty(), "{breaches:#?}");
}

/// Files of definitions and the profile are `store`'s; only evidence, which is
/// any file of the person's, is looked at by the command that notes it.
#[test]
fn commands_leave_the_disk_to_the_store() {
    for source in sources() {
        if source.layer() != "command" || source.path == "command/check/evidence.rs" {
            continue;
        }
        for path in paths_in(source.product_code()) {
            let names_files =
                matches!(path.as_slice(), [std, fs, ..] if std == "std" && fs == "fs");
            assert!(!names_files, "{} names {}", source.path, path.join("::"));
        }
    }
}

#[test]
fn paths_are_found_wherever_they_stand() {
    let source = Source {
        path: "store/edit/apply.rs".to_owned(),
        text: String::new(),
        code: without_words(
            "use crate::{catalog::Catalog, render::{self, page::wrap as fold}};\n\
             use super::{document::Document, super::problem};\n\
             // use crate::command;\n\
             const TEXT: &str = \"crate::session\"; let quote = '\"'; let r = r#\"crate::cli\"#;\n\
             fn of<'a>(x: &'a crate::journey::record::Record) -> super::super::super::terminal::T {}\n",
        ),
    };
    let mut found: Vec<String> = source
        .crate_paths(&source.code)
        .into_iter()
        .map(|path| path.join("::"))
        .collect();
    found.sort();
    assert_eq!(
        found,
        [
            "catalog::Catalog",
            "journey::record::Record",
            "render::page::wrap",
            "render::self",
            "store::edit::document::Document",
            "store::problem",
            "terminal::T",
        ]
    );
    let known = BTreeSet::from(["toml".to_owned(), "serde".to_owned()]);
    let code = "use toml; fn f() -> serde::Value {} // use jiff;";
    assert_eq!(source.packages(&without_words(code), &known), known);
}

#[test]
fn every_source_file_says_what_it_is_for() {
    for path in [files("src"), files("tests")].concat() {
        if path.extension().is_some_and(|ending| ending == "rs") {
            let text = fs::read_to_string(&path).expect("source is text");
            assert!(text.starts_with("//! "), "{}", path.display());
        }
    }
}

#[test]
fn no_source_file_is_long() {
    for source in sources() {
        let end = source.text.find("#[cfg(test)]\nmod tests {");
        let end = end.unwrap_or(source.text.len());
        let lines = source.text[..end].lines().count();
        assert!(
            lines <= 400 || is_only_for_tests(&source),
            "{} has {lines} lines",
            source.path
        );
    }
}

/// Whether the folder's `mod.rs` takes the file in only to test.
fn is_only_for_tests(source: &Source) -> bool {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("src")
        .join(&source.path);
    let name = path
        .file_stem()
        .and_then(|stem| stem.to_str())
        .unwrap_or_default();
    let folder = fs::read_to_string(path.with_file_name("mod.rs")).unwrap_or_default();
    folder.contains(&format!("#[cfg(test)]\nmod {name};"))
}

#[test]
fn nothing_is_left_to_do_in_the_source() {
    // Put together here, so that this file does not find itself.
    let words = ["TO", "FIX", "XX"].into_iter().zip(["DO", "ME", "X"]);
    let words: Vec<String> = words.map(|(one, two)| [one, two].concat()).collect();
    for path in [files("src"), files("tests"), files("checklists")].concat() {
        let Ok(text) = fs::read_to_string(&path) else {
            continue;
        };
        for word in &words {
            assert!(!text.contains(word), "{word} in {}", path.display());
        }
    }
}

/// Whoever looks for these words finds the warning and nothing else.
#[test]
fn one_place_warns_of_patient_identifiers() {
    let words = ["looks like patient", "identifiers"].join(" ");
    let mut places = Vec::new();
    for path in [files("src"), files("checklists")].concat() {
        let text = fs::read_to_string(&path).unwrap_or_default();
        let flat: Vec<&str> = text.split_whitespace().collect();
        if flat.join(" ").contains(&words) {
            places.push(path);
        }
    }
    let [place] = places.as_slice() else {
        panic!("{places:?}");
    };
    assert!(place.ends_with("src/render/identifiers.rs"), "{places:?}");
}

#[test]
fn no_test_file_is_forgotten() {
    let main = include_str!("main.rs");
    for path in files("tests/cli") {
        let name = path.file_stem().and_then(|stem| stem.to_str());
        let name = name.expect("a name");
        assert!(
            name == "main" || main.contains(&format!("\nmod {name};\n")),
            "{name} is not run"
        );
    }
}

#[test]
fn no_test_is_passed_over() {
    for path in files("tests") {
        let Ok(text) = fs::read_to_string(&path) else {
            continue;
        };
        let code = without_words(&text);
        assert!(!code.contains("#[ignore"), "{}", path.display());
        assert!(!code.contains("should_panic"), "{}", path.display());
    }
    for path in files("tests/cli") {
        let text = fs::read_to_string(&path).expect("source is text");
        let code = without_words(&text);
        assert!(!code.contains("sleep"), "{} waits", path.display());
    }
}

/// What the machine is set up with may change no answer that a test looks at.
#[test]
fn nothing_of_the_machine_gets_to_the_program() {
    let variable = ["CARGO_BIN_EXE", "hitpath"].join("_");
    let mut starting = 0;
    for path in files("tests") {
        let Ok(text) = fs::read_to_string(&path) else {
            continue;
        };
        let code = without_words(&text);
        let starts = code.matches("Command::new(").count();
        if starts == 0 || !text.contains(&variable) {
            continue;
        }
        starting += 1;
        let sealed = [".env_clear()", ".seal("].map(|way| code.matches(way).count());
        assert!(sealed.iter().sum::<usize>() >= starts, "{}", path.display());
    }
    assert!(starting > 3, "{starting}");
    for path in [files(".ci"), files("benches")].concat() {
        let text = fs::read_to_string(&path).expect("a script");
        assert!(text.contains("env -i "), "{}", path.display());
    }
}
