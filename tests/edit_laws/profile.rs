//! Profiles in all the forms a person may write, drawn from a tape of bytes.
//!
//! A tape that runs out yields zeros, the plainest choice, so proptest shrinks
//! a profile by cutting and lowering bytes.

use std::ops::Range;

use hitpath::store::edit::{Change, Value};
use toml::Table;

/// A source of choices.
pub(crate) struct Tape<'a> {
    bytes: std::slice::Iter<'a, u8>,
}

impl<'a> Tape<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self {
            bytes: bytes.iter(),
        }
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::from(self.bytes.next().copied().unwrap_or(0)) % limit
    }

    pub(crate) fn pick<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())]
    }

    pub(crate) fn one_of<'c, T>(&mut self, choices: &'c [T]) -> &'c T {
        &choices[(self.below(256) * 256 + self.below(256)) % choices.len()]
    }

    /// Once in so many, never on an empty tape.
    pub(crate) fn rarely(&mut self, once_in: usize) -> bool {
        self.below(once_in) == once_in - 1
    }
}

#[derive(Debug, Clone)]
pub(crate) struct Profile {
    pub(crate) text: String,
    /// The bytes of the elements of `credits` and `attempts`, in order.
    pub(crate) elements: Vec<Element>,
}

/// Some bytes of one element: its lines under one header, or its place in an
/// inline array with the comment that goes with it.
#[derive(Debug, Clone)]
pub(crate) struct Element {
    pub(crate) array: &'static str,
    pub(crate) index: usize,
    pub(crate) span: Range<usize>,
}

const IDS: [&str; 7] = ["alpha", "beta", "a.b", "gamma", "delta", "é", "epsilon"];
const FIELDS: [&str; 8] = [
    "state", "on", "note", "evidence", "due", "odd key", "more", "until",
];
const TOP_LEVEL: [&str; 6] = ["format", "name", "target", "terms", "x-mine", "odd.top"];

impl Profile {
    pub(crate) fn from_tape(bytes: &[u8]) -> Self {
        let mut writer = Writer::new(Tape::new(bytes));
        writer.profile();
        let mut text = writer.text;
        if writer.tape.rarely(4) {
            let cut = text.strip_suffix('\n').unwrap_or(&text);
            text = cut.strip_suffix('\r').unwrap_or(cut).to_owned();
        }
        let mut elements = writer.elements;
        for element in &mut elements {
            element.span.end = element.span.end.min(text.len());
        }
        let profile = Self { text, elements };
        assert!(
            toml::from_str::<Table>(&profile.text).is_ok(),
            "the generator wrote no TOML:\n{}\n{:?}",
            profile.text,
            toml::from_str::<Table>(&profile.text).err()
        );
        profile
    }

    pub(crate) fn meaning(&self) -> Table {
        toml::from_str(&self.text).expect("the generator writes TOML")
    }

    /// The path of something that is there, or could be.
    pub(crate) fn some_key(&self, tape: &mut Tape<'_>) -> Vec<String> {
        let there = self.paths();
        match tape.below(4) {
            0 if !there.is_empty() => {
                there[(tape.below(256) * 256 + tape.below(256)) % there.len()].clone()
            }
            1 if !there.is_empty() => {
                let mut key =
                    there[(tape.below(256) * 256 + tape.below(256)) % there.len()].clone();
                key.truncate(1 + tape.below(3));
                key.push(tape.pick(&FIELDS).to_owned());
                key
            }
            _ => any_key(tape),
        }
    }

    pub(crate) fn some_array(&self, tape: &mut Tape<'_>) -> Vec<String> {
        match tape.below(3) {
            0 => vec![tape.pick(&["credits", "attempts", "terms"]).to_owned()],
            1 => vec![
                "steps".to_owned(),
                tape.pick(&IDS).to_owned(),
                "evidence".to_owned(),
            ],
            _ => self.some_key(tape),
        }
    }

    pub(crate) fn some_change(&self, tape: &mut Tape<'_>) -> Change {
        let addresses = self.addresses();
        if !addresses.is_empty() && tape.rarely(3) {
            let address = tape.one_of(&addresses);
            return if tape.rarely(3) {
                address.drop_change()
            } else {
                address.change_within(&self.meaning(), tape)
            };
        }
        let key = self.some_key(tape);
        change_of(key, tape)
    }

    /// Every table that is an element of an array.
    pub(crate) fn addresses(&self) -> Vec<Address> {
        let mut addresses = Vec::new();
        collect_elements(&self.meaning(), &Address::default(), &mut addresses);
        addresses
    }

    /// The paths of all values and tables.
    fn paths(&self) -> Vec<Vec<String>> {
        let mut paths = Vec::new();
        collect(&self.meaning(), &mut Vec::new(), &mut |path, _| {
            paths.push(path.to_vec());
        });
        paths
    }

    /// Everything that can be set, with the value it has.
    pub(crate) fn values(&self) -> Vec<(Vec<String>, Value)> {
        values_in(&self.meaning())
    }

    /// The comments on lines of their own directly above a header.
    pub(crate) fn comments_above_headers(&self) -> impl Iterator<Item = &str> {
        let lines: Vec<&str> = self.text.lines().collect();
        let mut comments = Vec::new();
        for pair in lines.windows(2) {
            if pair[0].trim_start().starts_with("# above") && pair[1].trim_start().starts_with('[')
            {
                comments.push(pair[0].trim());
            }
        }
        comments.into_iter()
    }
}

/// Where an element stands: the arrays from the outermost, each with its path
/// in the element around it, and the index.
#[derive(Debug, Clone, Default)]
pub(crate) struct Address(pub(crate) Vec<(Vec<String>, usize)>);

impl Address {
    /// The change inside this element.
    pub(crate) fn within(&self, change: Change) -> Change {
        self.0.iter().rev().fold(change, |change, (key, index)| {
            Change::within(key.clone(), *index, change)
        })
    }

    pub(crate) fn drop_change(&self) -> Change {
        let (last, around) = self.0.split_last().expect("an element");
        let around = Self(around.to_vec());
        around.within(Change::drop_element(last.0.clone(), last.1))
    }

    pub(crate) fn element<'t>(&self, table: &'t Table) -> &'t Table {
        self.0.iter().fold(table, |table, (key, index)| {
            let (last, parents) = key.split_last().expect("a key");
            let parent = parents.iter().fold(table, |table, part| {
                table[part].as_table().expect("a table")
            });
            parent[last][*index].as_table().expect("a table")
        })
    }

    /// Some change of a key that is in the element, or could be.
    pub(crate) fn change_within(&self, table: &Table, tape: &mut Tape<'_>) -> Change {
        let mut paths = Vec::new();
        collect(self.element(table), &mut Vec::new(), &mut |path, _| {
            paths.push(path.to_vec());
        });
        let key = match tape.below(3) {
            0 if !paths.is_empty() => tape.one_of(&paths).clone(),
            1 if !paths.is_empty() => {
                let mut key = tape.one_of(&paths).clone();
                key.push(tape.pick(&FIELDS).to_owned());
                key
            }
            _ => {
                let names = ["state", "new", "odd key", "files", "stages", "sub"];
                let mut key = vec![tape.pick(&names).to_owned()];
                if tape.rarely(4) {
                    key.push(tape.pick(&FIELDS).to_owned());
                }
                key
            }
        };
        self.within(change_of(key, tape))
    }
}

fn collect_elements(table: &Table, around: &Address, addresses: &mut Vec<Address>) {
    collect(table, &mut Vec::new(), &mut |path, value| {
        let elements = value.as_array().map_or(&[][..], Vec::as_slice);
        for (index, element) in elements.iter().enumerate() {
            if let toml::Value::Table(element) = element {
                let mut address = around.clone();
                address.0.push((path.to_vec(), index));
                collect_elements(element, &address, addresses);
                addresses.push(address);
            }
        }
    });
}

pub(crate) fn any_key(tape: &mut Tape<'_>) -> Vec<String> {
    let key: Vec<&str> = match tape.below(9) {
        0 => vec![tape.pick(&TOP_LEVEL)],
        1 => vec!["steps", tape.pick(&IDS)],
        2 => vec![
            "steps",
            tape.pick(&IDS),
            tape.pick(&FIELDS),
            tape.pick(&FIELDS),
        ],
        3 => vec![
            tape.pick(&["skills", "credits", "facts", "steps"]),
            tape.pick(&IDS),
        ],
        // The id of a fact has dots in it.
        4 => vec![
            "facts",
            "rhit.exam.fee",
            tape.pick(&["value", "source", "checked"]),
        ],
        _ => vec!["steps", tape.pick(&IDS), tape.pick(&FIELDS)],
    };
    key.into_iter().map(str::to_owned).collect()
}

pub(crate) fn change_of(key: Vec<String>, tape: &mut Tape<'_>) -> Change {
    match tape.below(8) {
        0 | 1 => Change::Remove { key },
        2 => Change::Append {
            key,
            fields: vec![("id".to_owned(), some_value(tape))],
        },
        3 => Change::drop_element(key, tape.below(2)),
        4 => Change::within(key, tape.below(2), change_of(vec!["id".to_owned()], tape)),
        _ => Change::Set {
            key,
            value: some_value(tape),
        },
    }
}

pub(crate) fn some_value(tape: &mut Tape<'_>) -> Value {
    match tape.below(10) {
        0 => Value::from("done"),
        1 => Value::from(i64::try_from(tape.below(5)).unwrap_or_default()),
        2 => Value::from(tape.rarely(2)),
        3 => Value::Date("2026-11-22".parse().expect("a date")),
        4 => Value::Date("2026-11-22T10:11:12Z".parse().expect("a moment")),
        5 => Value::from("two\r\nlines \"quoted\" \\ \u{1b}[31m \u{202e} # no comment\u{9b}"),
        6 => Value::Array(vec![Value::from("01-13"), Value::from("]")]),
        7 => Value::from(tape.pick(&[7.8, -0.0, 1e16, f64::INFINITY])),
        8 => Value::Table(vec![("usd".to_owned(), Value::from(36.5))]),
        _ => Value::Array(vec![Value::Table(vec![
            ("ref".to_owned(), Value::from("}")),
            ("odd key".to_owned(), Value::Table(Vec::new())),
        ])]),
    }
}

pub(crate) fn meaning_of_value(value: Value) -> toml::Value {
    match value {
        Value::String(string) => toml::Value::String(string),
        Value::Integer(integer) => toml::Value::Integer(integer),
        Value::Float(float) => toml::Value::Float(float),
        Value::Boolean(boolean) => toml::Value::Boolean(boolean),
        Value::Date(date) => toml::Value::Datetime(date),
        Value::Array(elements) => {
            toml::Value::Array(elements.into_iter().map(meaning_of_value).collect())
        }
        Value::Table(fields) => toml::Value::Table(
            fields
                .into_iter()
                .map(|(key, value)| (key, meaning_of_value(value)))
                .collect(),
        ),
    }
}

/// Everything in a table that can be set, with the value it has.
pub(crate) fn values_in(table: &Table) -> Vec<(Vec<String>, Value)> {
    let mut values = Vec::new();
    collect(table, &mut Vec::new(), &mut |path, meaning| {
        if let Some(value) = value_of(meaning) {
            values.push((path.to_vec(), value));
        }
    });
    values
}

fn value_of(meaning: &toml::Value) -> Option<Value> {
    Some(match meaning {
        toml::Value::String(string) => Value::String(string.clone()),
        toml::Value::Integer(integer) => Value::Integer(*integer),
        toml::Value::Boolean(boolean) => Value::Boolean(*boolean),
        toml::Value::Datetime(date) => Value::Date(*date),
        // What is not equal to itself cannot be looked for.
        toml::Value::Float(float) if float.is_nan() => return None,
        toml::Value::Float(float) => Value::Float(*float),
        toml::Value::Array(elements) => {
            Value::Array(elements.iter().map(value_of).collect::<Option<_>>()?)
        }
        toml::Value::Table(fields) => Value::Table(
            fields
                .iter()
                .map(|(key, value)| Some((key.clone(), value_of(value)?)))
                .collect::<Option<_>>()?,
        ),
    })
}

fn collect(table: &Table, path: &mut Vec<String>, take: &mut impl FnMut(&[String], &toml::Value)) {
    for (key, value) in table {
        path.push(key.clone());
        take(path, value);
        if let toml::Value::Table(inner) = value {
            collect(inner, path, take);
        }
        path.pop();
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LineEnds {
    Lf,
    CrLf,
    Mixed,
}

struct Writer<'a> {
    tape: Tape<'a>,
    text: String,
    line_ends: LineEnds,
    comments: usize,
    elements: Vec<Element>,
}

/// How one entry is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum EntryForm {
    Header,
    Dotted,
    Inline,
    SubTableOnly,
}

impl<'a> Writer<'a> {
    fn new(mut tape: Tape<'a>) -> Self {
        let line_ends = tape.pick(&[LineEnds::Lf, LineEnds::CrLf, LineEnds::Mixed]);
        let text = if tape.rarely(4) { "\u{feff}" } else { "" };
        Self {
            tape,
            text: text.to_owned(),
            line_ends,
            comments: 0,
            elements: Vec::new(),
        }
    }

    fn profile(&mut self) {
        self.trivia();
        let steps_are_dotted_at_the_top = self.tape.rarely(4);
        let steps_are_one_inline_table = !steps_are_dotted_at_the_top && self.tape.rarely(4);
        let mut top: Vec<String> = Vec::new();
        let mut ids: Vec<&str> = IDS.to_vec();
        for name in TOP_LEVEL {
            if self.tape.rarely(2) {
                let key = self.key(&[name]);
                top.push(self.key_value(&key, true));
            }
        }
        if steps_are_dotted_at_the_top {
            for _ in 0..self.tape.below(4) {
                let id = ids.remove(self.tape.below(ids.len()));
                let form = self.tape.pick(&[EntryForm::Dotted, EntryForm::Inline]);
                for line in self.entry_lines(&["steps", id], form) {
                    // interleaved with the other keys
                    let place = self.tape.below(top.len() + 1);
                    top.insert(place, line);
                }
            }
        }
        if steps_are_one_inline_table {
            let members = self.members_of_steps(&mut ids);
            let key = self.key(&["steps"]);
            let equals = self.equals();
            let table = self.inline_table(&members);
            top.push(format!("{key}{equals}{table}"));
        }
        let inline = self
            .tape
            .pick(&[None, None, Some("credits"), Some("attempts")]);
        let inline_place = self.tape.below(top.len() + 1);
        for (place, line) in top.iter().enumerate() {
            if place == inline_place {
                inline.into_iter().for_each(|name| self.inline_array(name));
            }
            self.line(line);
            self.trivia();
        }
        if inline_place == top.len() {
            inline.into_iter().for_each(|name| self.inline_array(name));
        }
        let mut blocks = Vec::new();
        if !steps_are_dotted_at_the_top && !steps_are_one_inline_table {
            self.steps(&mut ids, &mut blocks);
        } else if steps_are_dotted_at_the_top && self.tape.rarely(3) {
            let id = ids.remove(self.tape.below(ids.len()));
            blocks.push(self.block(&["steps", id], false));
        }
        for name in ["skills", "facts"] {
            if self.tape.rarely(3) {
                blocks.push(self.block(&[name], false));
            }
        }
        for block in blocks {
            self.write_block(&block);
        }
        let mut counts = ["credits", "attempts"].map(|name| {
            (
                name,
                if inline == Some(name) {
                    0
                } else {
                    self.tape.below(4)
                },
            )
        });
        self.arrays_of_tables(&mut counts);
        if !steps_are_one_inline_table && !steps_are_dotted_at_the_top && self.tape.rarely(4) {
            let block = self.block(&["steps", "late"], false);
            self.write_block(&block);
        }
    }

    /// The elements of both arrays, one after the other or in turn, with other
    /// tables between and below them.
    fn arrays_of_tables(&mut self, left: &mut [(&'static str, usize); 2]) {
        let mut indices = [0, 0];
        let mut others = 0;
        while left.iter().any(|(_, count)| *count > 0) {
            let preferred = usize::from(self.tape.rarely(3));
            let which = if left[preferred].1 > 0 {
                preferred
            } else {
                1 - preferred
            };
            let (name, count) = &mut left[which];
            *count -= 1;
            let name = *name;
            let index = indices[which];
            indices[which] += 1;
            self.element_block(&[name], true, (name, index));
            let others_before = others;
            for part in ["sub", "stages", "stages", "other sub"] {
                if self.tape.rarely(4) {
                    if self.tape.rarely(3) {
                        others += 1;
                        let block = self.block(&["others", &others.to_string()], false);
                        self.write_block(&block);
                    }
                    let is_array = part == "stages";
                    self.element_block(&[name, part], is_array, (name, index));
                    if is_array && self.tape.rarely(4) {
                        self.element_block(&[name, part, "sub"], false, (name, index));
                    }
                }
            }
            if others_before == others && self.tape.rarely(5) {
                others += 1;
                let block = self.block(&["others", &others.to_string()], false);
                self.write_block(&block);
            }
        }
    }

    /// A block of an element; it owns all lines from the header to the last key.
    fn element_block(&mut self, path: &[&str], is_array: bool, owner: (&'static str, usize)) {
        let mut block = self.block(path, is_array);
        if path.len() == 1 && self.tape.rarely(3) {
            let key = self.key(&["files"]);
            let equals = self.equals();
            let (files, _) = self.list();
            block.lines.push(format!("{key}{equals}{files}"));
        }
        self.comment_above();
        let start = self.text.len();
        self.line(&block.header);
        let mut end = self.text.len();
        for line in &block.lines {
            self.trivia();
            self.line(line);
            end = self.text.len();
        }
        let (array, index) = owner;
        let span = start..end;
        self.elements.push(Element { array, index, span });
        self.trivia();
    }

    /// `credits = [{ … }, …]`
    fn inline_array(&mut self, array: &'static str) {
        let key = self.key(&[array]);
        let equals = self.equals();
        let (list, spans) = self.list();
        let start = self.text.len() + key.len() + equals.len();
        for (index, span) in spans.into_iter().enumerate() {
            let span = start + span.start..start + span.end;
            self.elements.push(Element { array, index, span });
        }
        self.text.push_str(&[key.as_str(), equals, &list].concat());
        self.end_line();
        self.trivia();
    }

    /// An inline array of tables, and where its elements stand in it: on one
    /// line, on a line each, with the commas in front, or in between.
    fn list(&mut self) -> (String, Vec<Range<usize>>) {
        let count = self.tape.below(5);
        let layout = self.tape.below(4);
        let mut list = "[".to_owned();
        let mut spans = Vec::new();
        for position in 0..count {
            let is_last = position + 1 == count;
            let line_end = self.line_end();
            if layout == 1 {
                if position == 0 {
                    list.push_str(line_end);
                }
                if self.tape.rarely(4) {
                    let comment = format!("  # between {}{line_end}", self.next_comment());
                    list.push_str(&comment);
                }
                list.push_str("  ");
            }
            let start = list.len();
            list.push_str(&self.list_element());
            let end = list.len();
            let gap = match layout {
                0 if is_last => self.tape.pick(&["", " ", ", "]).to_owned(),
                0 => self.tape.pick(&[", ", ",", " , "]).to_owned(),
                1 => {
                    let comma = if is_last {
                        self.tape.pick(&[",", ""])
                    } else {
                        ","
                    };
                    let comment = match self.tape.below(3) {
                        2 => format!(" # behind, {}", self.next_comment()),
                        _ => String::new(),
                    };
                    format!("{comma}{comment}{line_end}")
                }
                2 if is_last => line_end.to_owned(),
                2 => match self.tape.below(3) {
                    2 => format!(" # first, {}{line_end}  , ", self.next_comment()),
                    _ => format!("{line_end}  , "),
                },
                _ if is_last => self.tape.pick(&["", ",", "\n", ",\n"]).to_owned(),
                // The next element begins its line, and does not end it.
                _ if position == 0 => format!(", # one, {}{line_end}", self.next_comment()),
                _ => self.tape.pick(&[", ", "\n , "]).to_owned(),
            };
            list.push_str(&gap);
            // A comment behind it on its own line goes with it.
            let end = if layout == 1 { list.len() } else { end };
            spans.push(start..end);
        }
        list.push(']');
        (list, spans)
    }

    fn list_element(&mut self) -> String {
        let line_end = self.line_end();
        if self.tape.rarely(6) {
            return format!(
                "{{ # wrapped{line_end}  state = 1, # x{line_end}  on = {{}}{line_end}}}"
            );
        }
        let fields = self.fields();
        let mut members: Vec<String> = fields
            .iter()
            .map(|field| {
                let path = [*field, "inner"];
                let depth = 1 + usize::from(self.tape.rarely(4));
                let key = self.key(&path[..depth]);
                self.key_value(&key, false)
            })
            .collect();
        if self.tape.rarely(5) {
            let key = self.key(&["files"]);
            members.push(format!("{key} = [{{ n = 1 }}, {{ state.x = 2, n = 3 }}]"));
        }
        self.inline_table(&members)
    }

    fn next_comment(&mut self) -> usize {
        self.comments += 1;
        self.comments
    }

    /// `[steps]` with dotted and inline entries, and entries with headers.
    fn steps(&mut self, ids: &mut Vec<&'static str>, blocks: &mut Vec<Block>) {
        let has_header = self.tape.rarely(2);
        let mut own_lines = Vec::new();
        for _ in 0..self.tape.below(5) {
            let id = ids.remove(self.tape.below(ids.len()));
            let form = if has_header {
                self.tape.pick(&[
                    EntryForm::Dotted,
                    EntryForm::Header,
                    EntryForm::Inline,
                    EntryForm::SubTableOnly,
                ])
            } else {
                self.tape
                    .pick(&[EntryForm::Header, EntryForm::SubTableOnly])
            };
            match form {
                EntryForm::Header => {
                    let block = self.block(&["steps", id], false);
                    let place = self.tape.below(blocks.len() + 1);
                    blocks.insert(place, block);
                    if self.tape.rarely(4) {
                        let block = self.block(&["steps", id, "more", "deep"], false);
                        blocks.push(block);
                    }
                }
                EntryForm::SubTableOnly => blocks.push(self.block(&["steps", id, "sub"], false)),
                EntryForm::Dotted | EntryForm::Inline => {
                    let lines = self.entry_lines(&[id], form);
                    if form == EntryForm::Dotted && !lines.is_empty() && self.tape.rarely(4) {
                        blocks.push(self.block(&["steps", id, "sub"], false));
                    }
                    own_lines.extend(lines);
                }
            }
        }
        if has_header {
            let header = self.header(&["steps"], false);
            // A super-table may follow its sub-tables, not those that extend
            // its dotted keys.
            blocks.insert(
                0,
                Block {
                    header,
                    lines: own_lines,
                },
            );
        }
    }

    fn members_of_steps(&mut self, ids: &mut Vec<&'static str>) -> Vec<String> {
        let mut members = Vec::new();
        for _ in 0..self.tape.below(4) {
            let id = ids.remove(self.tape.below(ids.len()));
            let form = self.tape.pick(&[EntryForm::Inline, EntryForm::Dotted]);
            members.extend(self.entry_lines(&[id], form));
        }
        members
    }

    fn entry_lines(&mut self, path: &[&str], form: EntryForm) -> Vec<String> {
        if form == EntryForm::Inline {
            let fields = self.fields();
            let members: Vec<String> = fields
                .iter()
                .map(|field| {
                    let key = self.key(&[field]);
                    self.key_value(&key, false)
                })
                .collect();
            let key = self.key(path);
            let equals = self.equals();
            return vec![format!("{key}{equals}{}", self.inline_table(&members))];
        }
        let fields = self.fields();
        fields
            .iter()
            .map(|field| {
                let key = self.key(&[path, &[field]].concat());
                self.key_value(&key, false)
            })
            .collect()
    }

    fn block(&mut self, path: &[&str], is_array: bool) -> Block {
        let header = self.header(path, is_array);
        let fields = self.fields();
        let lines = fields
            .iter()
            // `more` may be a sub-table with a header of its own
            .filter(|field| **field != "more")
            .map(|field| {
                let key = if self.tape.rarely(6) {
                    self.key(&[field, "inner"])
                } else {
                    self.key(&[field])
                };
                self.key_value(&key, true)
            })
            .collect();
        Block { header, lines }
    }

    fn comment_above(&mut self) {
        if self.tape.rarely(2) {
            self.comments += 1;
            let comment = format!("# above {}", self.comments);
            self.line(&comment);
        }
    }

    fn write_block(&mut self, block: &Block) {
        self.comment_above();
        self.line(&block.header);
        for line in &block.lines {
            self.trivia();
            self.line(line);
        }
        self.trivia();
    }

    /// Each at most once, so no key is written twice.
    fn fields(&mut self) -> Vec<&'static str> {
        let first = self.tape.below(FIELDS.len());
        let count = self.tape.below(5);
        (0..count)
            .map(|offset| FIELDS[(first + offset) % FIELDS.len()])
            .collect()
    }

    fn header(&mut self, path: &[&str], is_array: bool) -> String {
        let key = self.key(path);
        let space = self.tape.pick(&["", "", " "]);
        if is_array {
            format!("[[{space}{key}{space}]]")
        } else {
            format!("[{space}{key}{space}]")
        }
    }

    fn key(&mut self, path: &[&str]) -> String {
        let parts: Vec<String> = path
            .iter()
            .map(|part| {
                let is_bare = part
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
                match self.tape.below(6) {
                    4 => format!("'{part}'"),
                    5 => format!("\"{part}\""),
                    _ if is_bare => (*part).to_owned(),
                    _ => format!("\"{part}\""),
                }
            })
            .collect();
        parts.join(self.tape.pick(&[".", ".", ".", " . "]))
    }

    fn equals(&mut self) -> &'static str {
        self.tape.pick(&[" = ", " = ", "=", "\t=  "])
    }

    fn key_value(&mut self, key: &str, may_wrap: bool) -> String {
        let equals = self.equals();
        let value = self.value(may_wrap);
        format!("{key}{equals}{value}")
    }

    fn value(&mut self, may_wrap: bool) -> String {
        let line_end = self.line_end();
        match self.tape.below(16) {
            0..4 => "\"todo\"".to_owned(),
            4 => "2019-06-10".to_owned(),
            5 => "'literal # \\ text'".to_owned(),
            6 => "12".to_owned(),
            7 => "[]".to_owned(),
            8 => "[{ ref = \"a.pdf\", added = 2026-11-22 }]".to_owned(),
            9 => format!("\"\"\"{line_end}[steps.alpha]{line_end}state = 1 # x{line_end}\"\"\""),
            10 => format!("[ # list{line_end}  {{ id = 1 }}, # one{line_end}\t[2],{line_end} ]"),
            11 => format!("'''# {line_end}{line_end}'''"),
            12 => "{ a = 1, b.c = { d = 2 } }".to_owned(),
            13 => "{}".to_owned(),
            14 if may_wrap => {
                format!("{{ # wrapped{line_end}  a = 1,{line_end}  b = {{}},{line_end}}}")
            }
            _ => "[\"x\", \"#\"]".to_owned(),
        }
    }

    fn inline_table(&mut self, members: &[String]) -> String {
        let comma = self.tape.pick(&[", ", ", ", ",", " , "]);
        let space = self.tape.pick(&[" ", " ", "", "\t"]);
        let members = members.join(comma);
        format!("{{{space}{members}{space}}}")
    }

    fn line(&mut self, content: &str) {
        let indentation = self.tape.pick(&["", "", "", "  ", "\t"]);
        self.text.push_str(indentation);
        self.text.push_str(content);
        if !content.starts_with('#') && self.tape.rarely(3) {
            self.comments += 1;
            let comment = format!(" # beside {}", self.comments);
            self.text.push_str(&comment);
        }
        self.end_line();
    }

    fn trivia(&mut self) {
        match self.tape.below(6) {
            4 => self.end_line(),
            5 => {
                self.comments += 1;
                let comment = format!("# [own.line] {} = é", self.comments);
                self.line(&comment);
                if self.tape.rarely(2) {
                    self.text.push_str("  ");
                    self.end_line();
                }
            }
            _ => {}
        }
    }

    fn line_end(&mut self) -> &'static str {
        match self.line_ends {
            LineEnds::Lf => "\n",
            LineEnds::CrLf => "\r\n",
            LineEnds::Mixed => self.tape.pick(&["\n", "\r\n"]),
        }
    }

    fn end_line(&mut self) {
        let line_end = self.line_end();
        self.text.push_str(line_end);
    }
}

struct Block {
    header: String,
    lines: Vec<String>,
}
