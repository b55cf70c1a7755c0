//! Turns each file of `checklists/` into a value that the program embeds, and
//! puts the files themselves one behind the other into one text beside it.
//!
//! Of types it knows one thing, that a fact has an id and an age; apart from
//! that, whatever a TOML file says becomes the same value, and the drafts in
//! `src/store` give it meaning. Nearly all of it is read at every start, so it
//! is made to be read without searching, checking or copying: a text becomes
//! its place in the one text, which the compiler has checked, and a key becomes
//! its number in a list of all keys. `src/store/draft/reading/embedded.rs` reads
//! it. Facts are many and few are asked for, so each is embedded by itself,
//! with an index by id, which also says what tells the age of each: every
//! status counts the old ones.
//!
//! The topics of the guide are embedded one behind the other and deflated: they
//! are read only where somebody asks for them.

use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
    env,
    error::Error,
    fmt::Write,
    fs, io,
    num::TryFromIntError,
    path::{Path, PathBuf},
};

#[expect(
    clippy::disallowed_methods,
    reason = "Cargo tells a build script its places so"
)]
fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=checklists");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let texts = Texts::default();
    let mut keys = Keys::default();
    let mut facts = Index::default();
    let mut list = String::from("&[\n");
    let mut originals = String::from("&[\n");
    for path in files(Path::new("checklists"), "toml")? {
        let text = fs::read_to_string(&path)?;
        let in_file = |error: &dyn Error| format!("{}: {error}", path.display());
        let value = toml::from_str(&text).map_err(|error| in_file(&error))?;
        let (folder, stem) = (stem(path.parent().unwrap_or(&path)), stem(&path));
        let (start, length) = texts.begin_file(&text);
        writeln!(originals, "({folder:?}, {stem:?}, {start}, {length}),")?;
        if folder == "facts" {
            let taken = facts.take(&value, &texts, &mut keys);
            taken.map_err(|error| in_file(&*error))?;
            writeln!(list, "({folder:?}, {stem:?}, &[]),")?;
            continue;
        }
        let target = out.join(format!("{folder}.{stem}.bytes"));
        let mut bytes = Vec::new();
        let written = write_value(&value, &texts, &mut keys, &mut bytes);
        written.map_err(|error| in_file(&*error))?;
        fs::write(&target, bytes)?;
        writeln!(list, "({folder:?}, {stem:?}, include_bytes!({target:?})),")?;
    }
    list.push(']');
    fs::write(out.join("checklists.rs"), list)?;
    let mut guide = String::from("&[\n");
    let mut topics = String::new();
    for path in files(Path::new("checklists/guide"), "md")? {
        let text = fs::read_to_string(&path)?;
        writeln!(guide, "({:?}, {}),", stem(&path), text.len())?;
        topics.push_str(&text);
    }
    guide.push(']');
    fs::write(out.join("guide.rs"), guide)?;
    let topics = miniz_oxide::deflate::compress_to_vec(topics.as_bytes(), 10);
    fs::write(out.join("guide.deflated"), topics)?;
    let (bytes, index) = facts.in_order();
    fs::write(out.join("facts.bytes"), bytes)?;
    fs::write(out.join("facts.index"), index)?;
    fs::write(out.join("keys.rs"), format!("&{:?}", keys.all))?;
    originals.push(']');
    fs::write(out.join("originals.rs"), originals)?;
    Ok(fs::write(
        out.join("checklists.txt"),
        texts.all.into_inner(),
    )?)
}

/// Every file of a kind below a folder, by name; none where there is no folder.
fn files(folder: &Path, kind: &str) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(found),
        entries => entries?,
    };
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path, kind)?);
        } else if path.extension().is_some_and(|ending| ending == kind) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn stem(path: &Path) -> String {
    path.file_stem()
        .map(|stem| stem.to_string_lossy().into_owned())
        .unwrap_or_default()
}

/// The one text, and where each text stands in it.
#[derive(Default)]
struct Texts {
    all: RefCell<String>,
    /// Where the file that is embedded begins.
    file: Cell<usize>,
    places: RefCell<HashMap<String, [u32; 2]>>,
}

impl Texts {
    /// Takes a file as its author wrote it: where it begins, and how long it
    /// is.
    fn begin_file(&self, text: &str) -> (usize, usize) {
        let mut all = self.all.borrow_mut();
        self.file.set(all.len());
        all.push_str(text);
        (self.file.get(), text.len())
    }

    /// Where a text begins and how long it is, in bytes.
    fn place_of(&self, text: &str) -> Result<[u32; 2], String> {
        let mut all = self.all.borrow_mut();
        let mut places = self.places.borrow_mut();
        if let Some(place) = places.get(text) {
            return Ok(*place);
        }
        let file = self.file.get();
        // Nearly every text stands in its file as it is; one with an escape in
        // it does not.
        let found = all[file..].find(text).map(|at| file + at);
        let start = found.unwrap_or(all.len());
        if found.is_none() {
            all.push_str(text);
        }
        let place = [number(start)?, number(text.len())?];
        places.insert(text.to_owned(), place);
        Ok(place)
    }
}

/// A place or length as it is written down; a wrong one would show another text.
fn number(size: usize) -> Result<u32, String> {
    let too_far = |_| format!("{size} bytes of definitions are more than can be embedded");
    u32::try_from(size).map_err(too_far)
}

/// Every key of all files, in the order in which they were met.
#[derive(Default)]
struct Keys {
    all: Vec<String>,
}

impl Keys {
    fn number_of(&mut self, key: &str) -> Result<u8, TryFromIntError> {
        let known = self.all.iter().position(|known| known == key);
        let place = known.unwrap_or(self.all.len());
        if known.is_none() {
            self.all.push(key.to_owned());
        }
        u8::try_from(place)
    }
}

/// What stands before each value; what reads it has the same list.
mod kind {
    pub(super) const TEXT: u8 = 0;
    pub(super) const INTEGER: u8 = 1;
    pub(super) const FLOAT: u8 = 2;
    pub(super) const FALSE: u8 = 3;
    pub(super) const TRUE: u8 = 4;
    pub(super) const LIST: u8 = 5;
    pub(super) const TABLE: u8 = 6;
    pub(super) const DATE: u8 = 7;
}

/// Writes a value down: its kind; where a text or date begins in four bytes and
/// how long it is in two, how many entries a list or table has in two and then
/// these, each behind its key in one; or the eight bytes of a number.
fn write_value(
    value: &toml::Value,
    texts: &Texts,
    keys: &mut Keys,
    bytes: &mut Vec<u8>,
) -> Result<(), Box<dyn Error>> {
    match value {
        toml::Value::String(words) => {
            bytes.push(kind::TEXT);
            write_place(texts.place_of(words)?, bytes)?;
        }
        toml::Value::Datetime(date) => {
            bytes.push(kind::DATE);
            write_place(texts.place_of(&date.to_string())?, bytes)?;
        }
        toml::Value::Integer(number) => {
            bytes.push(kind::INTEGER);
            bytes.extend(number.to_le_bytes());
        }
        toml::Value::Float(number) => {
            bytes.push(kind::FLOAT);
            bytes.extend(number.to_le_bytes());
        }
        toml::Value::Boolean(true) => bytes.push(kind::TRUE),
        toml::Value::Boolean(false) => bytes.push(kind::FALSE),
        toml::Value::Array(entries) => {
            bytes.push(kind::LIST);
            write_count(entries.len(), bytes)?;
            for entry in entries {
                write_value(entry, texts, keys, bytes)?;
            }
        }
        toml::Value::Table(table) => {
            bytes.push(kind::TABLE);
            write_count(table.len(), bytes)?;
            for (key, entry) in table {
                bytes.push(keys.number_of(key)?);
                write_value(entry, texts, keys, bytes)?;
            }
        }
    }
    Ok(())
}

fn write_place([start, length]: [u32; 2], bytes: &mut Vec<u8>) -> Result<(), TryFromIntError> {
    bytes.extend(start.to_le_bytes());
    bytes.extend(u16::try_from(length)?.to_le_bytes());
    Ok(())
}

fn write_count(count: usize, bytes: &mut Vec<u8>) -> Result<(), TryFromIntError> {
    bytes.extend(u16::try_from(count)?.to_le_bytes());
    Ok(())
}

/// What can be found by its id: the elements of the lists of some files.
#[derive(Default)]
struct Index {
    bytes: Vec<u8>,
    /// The id, and the numbers of its record.
    records: Vec<(String, [u32; 9])>,
    files: u32,
}

impl Index {
    /// Takes the elements of all lists of a file.
    fn take(
        &mut self,
        file: &toml::Value,
        texts: &Texts,
        keys: &mut Keys,
    ) -> Result<(), Box<dyn Error>> {
        let lists = file.as_table().into_iter().flatten();
        let elements = lists.filter_map(|(_, list)| list.as_array()).flatten();
        for (value, count) in elements.zip(1..) {
            let id = value.get("id").and_then(toml::Value::as_str);
            let nameless = || format!("fact {count} of the file has no `id`, or none in quotes");
            let id = id.filter(|id| !id.is_empty()).ok_or_else(nameless)?;
            let [id_start, id_length] = texts.place_of(id)?;
            let mut bytes = Vec::new();
            write_value(value, texts, keys, &mut bytes)?;
            let (start, length) = (number(self.bytes.len())?, number(bytes.len())?);
            self.bytes.extend(bytes);
            let text = |key: &str| match value.get(key) {
                Some(toml::Value::String(text)) => texts.place_of(text),
                Some(toml::Value::Datetime(date)) => texts.place_of(&date.to_string()),
                _ => Ok([0, 0]),
            };
            let [checked, checked_length] = text("checked")?;
            let [recheck, recheck_length] = text("recheck-after")?;
            let record = [
                id_start,
                id_length,
                start,
                length,
                self.files,
                checked,
                checked_length,
                recheck,
                recheck_length,
            ];
            self.records.push((id.to_owned(), record));
        }
        self.files += 1;
        Ok(())
    }

    /// The bytes, and the records in the order of ids.
    fn in_order(mut self) -> (Vec<u8>, Vec<u8>) {
        // Stable: versions of one fact stay in the order of the file.
        self.records.sort_by(|a, b| a.0.cmp(&b.0));
        let numbers = self.records.iter().flat_map(|(_, record)| record);
        let index = numbers.flat_map(|number| number.to_le_bytes()).collect();
        (self.bytes, index)
    }
}
