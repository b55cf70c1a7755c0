//! Turns each file of `checklists/` into a MessagePack value that the program
//! embeds, and the texts of all of them into one text beside it.
//!
//! It knows no type: whatever a TOML file says becomes the same value. All of
//! it is read at every start, so it is made to be read without searching,
//! checking or copying: a text becomes its place in the one text, which the
//! compiler has checked and which holds each text once, and a key becomes
//! bytes. Facts are many and few are asked for, so each is kept as bytes that
//! can wait, behind its id. The drafts in `src/store` give it meaning.
//!
//! The topics of the guide are embedded as they are: they are read only where
//! somebody asks for them.

use std::{
    cell::RefCell,
    collections::HashMap,
    env,
    error::Error,
    fmt::Write,
    fs, io,
    path::{Path, PathBuf},
};

use serde::{Serialize, Serializer, ser::Error as _};

#[expect(
    clippy::disallowed_methods,
    reason = "Cargo tells a build script its places so"
)]
fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=checklists");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let texts = Texts::default();
    let mut list = String::from("&[\n");
    for path in files(Path::new("checklists"), "toml")? {
        let text = fs::read_to_string(&path)?;
        let value = toml::from_str(&text).map_err(|e| format!("{}: {e}", path.display()))?;
        let (folder, stem) = (stem(path.parent().unwrap_or(&path)), stem(&path));
        let target = out.join(format!("{folder}.{stem}.msgpack"));
        fs::write(
            &target,
            rmp_serde::to_vec(&Embedded {
                value: &value,
                texts: &texts,
                waits: folder == "facts",
            })?,
        )?;
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
    originals(&out)?;
    Ok(fs::write(
        out.join("checklists.txt"),
        texts.all.into_inner(),
    )?)
}

/// The files as their authors wrote them, for who asks to see one.
fn originals(out: &Path) -> Result<(), Box<dyn Error>> {
    let mut list = String::from("&[\n");
    for path in files(Path::new("checklists"), "toml")? {
        let (folder, stem) = (stem(path.parent().unwrap_or(&path)), stem(&path));
        let path = fs::canonicalize(path)?;
        writeln!(list, "({folder:?}, {stem:?}, include_str!({path:?})),")?;
    }
    list.push(']');
    Ok(fs::write(out.join("originals.rs"), list)?)
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
    places: RefCell<HashMap<String, [u32; 2]>>,
}

impl Texts {
    /// Where a text begins and how long it is, in bytes.
    fn place_of(&self, text: &str) -> [u32; 2] {
        let mut all = self.all.borrow_mut();
        let mut places = self.places.borrow_mut();
        *places.entry(text.to_owned()).or_insert_with(|| {
            let place = [all.len() as u32, text.len() as u32];
            all.push_str(text);
            place
        })
    }
}

/// A value, and the one text that takes its texts.
struct Embedded<'v> {
    value: &'v toml::Value,
    texts: &'v Texts,
    /// Whether the elements of its lists are kept as bytes that can wait.
    waits: bool,
}

/// An element of a list: its id, and all of it as bytes.
struct Waiting<'v>(&'v toml::Value, &'v Texts);

impl Serialize for Waiting<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let Self(value, texts) = self;
        let whole = Embedded {
            value,
            texts,
            waits: false,
        };
        let bytes = rmp_serde::to_vec(&whole).map_err(S::Error::custom)?;
        let id = value.get("id").and_then(toml::Value::as_str);
        let place = texts.place_of(id.unwrap_or_default()).map(u32::to_le_bytes);
        let parts = [Bytes(place.as_flattened()), Bytes(&bytes)];
        to.collect_seq(parts)
    }
}

struct Bytes<'b>(&'b [u8]);

impl Serialize for Bytes<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_bytes(self.0)
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
        let Self {
            value,
            texts,
            waits,
        } = self;
        let text = |text: &str, to: S| {
            let place = texts.place_of(text).map(u32::to_le_bytes);
            to.serialize_bytes(place.as_flattened())
        };
        match value {
            toml::Value::String(words) => text(words, to),
            toml::Value::Integer(number) => to.serialize_i64(*number),
            toml::Value::Float(number) => to.serialize_f64(*number),
            toml::Value::Boolean(flag) => to.serialize_bool(*flag),
            toml::Value::Datetime(date) => text(&date.to_string(), to),
            toml::Value::Array(values) if *waits => {
                to.collect_seq(values.iter().map(|v| Waiting(v, texts)))
            }
            toml::Value::Array(values) => to.collect_seq(values.iter().map(|v| Embedded {
                value: v,
                texts,
                waits: false,
            })),
            toml::Value::Table(table) => to.collect_map(table.iter().map(|(k, v)| {
                let value = Embedded {
                    value: v,
                    texts,
                    waits: *waits,
                };
                (Key(k), value)
            })),
        }
    }
}
