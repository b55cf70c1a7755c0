//! Turns each file of `checklists/` into a MessagePack value that the program
//! embeds, and puts the files themselves one behind the other into one text
//! beside it.
//!
//! Of types it knows one thing, that a fact has an id and an age; apart from
//! that, whatever a TOML file says becomes the same value, and the drafts in
//! `src/store` give it meaning. Nearly all of it is read at every start, so it
//! is made to be read without searching, checking or copying: a text becomes
//! its place in the one text, which the compiler has checked, and a key becomes
//! bytes. Facts are many and few are asked for, so each is embedded by itself,
//! with an index by id, which also says what tells the age of each: every
//! status counts the old ones.
//!
//! The topics of the guide are embedded as they are: they are read only where
//! somebody asks for them.

use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
    env,
    error::Error,
    fmt::Write,
    fs, io,
    path::{Path, PathBuf},
    process::Command,
};

use serde::{Serialize, Serializer, ser::Error as _};

#[expect(
    clippy::disallowed_methods,
    reason = "Cargo tells a build script its places so"
)]
fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=checklists");
    println!("cargo:rerun-if-changed=build.rs");
    if packs_relocations() {
        println!("cargo:rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
    }
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let texts = Texts::default();
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
            let taken = facts.take(&value, &texts);
            taken.map_err(|error| in_file(&*error))?;
            writeln!(list, "({folder:?}, {stem:?}, &[]),")?;
            continue;
        }
        let target = out.join(format!("{folder}.{stem}.msgpack"));
        let embedded = rmp_serde::to_vec(&Embedded {
            value: &value,
            texts: &texts,
        });
        fs::write(&target, embedded.map_err(|error| in_file(&error))?)?;
        writeln!(list, "({folder:?}, {stem:?}, include_bytes!({target:?})),")?;
    }
    list.push(']');
    fs::write(out.join("checklists.rs"), list)?;
    let mut guide = String::from("&[\n");
    for path in files(Path::new("checklists/guide"), "md")? {
        let text = env::current_dir()?.join(&path);
        writeln!(guide, "({:?}, include_str!({text:?})),", stem(&path))?;
    }
    guide.push(']');
    fs::write(out.join("guide.rs"), guide)?;
    let (bytes, index) = facts.in_order();
    fs::write(out.join("facts.bytes"), bytes)?;
    fs::write(out.join("facts.index"), index)?;
    originals.push(']');
    fs::write(out.join("originals.rs"), originals)?;
    Ok(fs::write(
        out.join("checklists.txt"),
        texts.all.into_inner(),
    )?)
}

/// Whether the places to put right at a start can be packed: it takes a
/// twenty-fifth off the program. The C library reads them so from 2.36 on, and
/// where it is older the program would not start.
#[expect(
    clippy::disallowed_methods,
    reason = "Cargo tells a build script its target so"
)]
fn packs_relocations() -> bool {
    let is = |name: &str, value: &str| env::var(name).is_ok_and(|found| found == value);
    let is_for_this_machine = env::var("HOST").is_ok() && env::var("HOST") == env::var("TARGET");
    if !is("CARGO_CFG_TARGET_OS", "linux")
        || !is("CARGO_CFG_TARGET_ENV", "gnu")
        || !is_for_this_machine
    {
        return false;
    }
    let asked = Command::new("ldd").arg("--version").output();
    let said = asked.map(|asked| asked.stdout).unwrap_or_default();
    let said = String::from_utf8_lossy(&said);
    let version = said.lines().next().and_then(|line| {
        let (major, minor) = line.split_whitespace().next_back()?.split_once('.')?;
        Some((major.parse::<u32>().ok()?, minor.parse::<u32>().ok()?))
    });
    version >= Some((2, 36))
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

/// A value, and the one text that takes its texts.
struct Embedded<'v> {
    value: &'v toml::Value,
    texts: &'v Texts,
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
    fn take(&mut self, file: &toml::Value, texts: &Texts) -> Result<(), Box<dyn Error>> {
        let lists = file.as_table().into_iter().flatten();
        let elements = lists.filter_map(|(_, list)| list.as_array()).flatten();
        for (value, count) in elements.zip(1..) {
            let id = value.get("id").and_then(toml::Value::as_str);
            let nameless = || format!("fact {count} of the file has no `id`, or none in quotes");
            let id = id.filter(|id| !id.is_empty()).ok_or_else(nameless)?;
            let [id_start, id_length] = texts.place_of(id)?;
            let bytes = rmp_serde::to_vec(&Embedded { value, texts })?;
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

/// A key: bytes need no check when they are read.
struct Key<'k>(&'k str);

impl Serialize for Key<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_bytes(self.0.as_bytes())
    }
}

impl Serialize for Embedded<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let Self { value, texts } = self;
        let text = |text: &str, to: S| {
            let place = texts.place_of(text).map_err(S::Error::custom)?;
            let place = place.map(u32::to_le_bytes);
            to.serialize_bytes(place.as_flattened())
        };
        match value {
            toml::Value::String(words) => text(words, to),
            toml::Value::Integer(number) => to.serialize_i64(*number),
            toml::Value::Float(number) => to.serialize_f64(*number),
            toml::Value::Boolean(flag) => to.serialize_bool(*flag),
            toml::Value::Datetime(date) => text(&date.to_string(), to),
            toml::Value::Array(values) => {
                to.collect_seq(values.iter().map(|value| Embedded { value, texts }))
            }
            toml::Value::Table(table) => {
                let entries = table.iter();
                to.collect_map(entries.map(|(key, value)| (Key(key), Embedded { value, texts })))
            }
        }
    }
}
