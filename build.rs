//! Turns each file of `checklists/` into a MessagePack value that the program
//! embeds, and the longer texts of all of them into one text beside it.
//!
//! It knows no type: whatever a TOML file says becomes the same value. All of
//! it is read at every start, so it is made to be read without searching,
//! checking or copying: a long text becomes its place in the one text, which
//! the compiler has checked. The drafts in `src/store` give it meaning.

use std::{
    cell::RefCell,
    env,
    error::Error,
    fmt::Write,
    fs, io,
    path::{Path, PathBuf},
};

use serde::{Serialize, Serializer};

/// Shorter texts cost less where they stand.
const LONG: usize = 32;

#[expect(
    clippy::disallowed_methods,
    reason = "Cargo tells a build script its places so"
)]
fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=checklists");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let texts = RefCell::new(String::new());
    let mut list = String::from("&[\n");
    for path in toml_files(Path::new("checklists"))? {
        let text = fs::read_to_string(&path)?;
        let value = toml::from_str(&text).map_err(|e| format!("{}: {e}", path.display()))?;
        let (folder, stem) = (stem(path.parent().unwrap_or(&path)), stem(&path));
        let target = out.join(format!("{folder}.{stem}.msgpack"));
        fs::write(&target, rmp_serde::to_vec(&Embedded(&value, &texts))?)?;
        writeln!(list, "({folder:?}, {stem:?}, include_bytes!({target:?})),")?;
    }
    list.push(']');
    fs::write(out.join("checklists.rs"), list)?;
    originals(&out)?;
    Ok(fs::write(out.join("checklists.txt"), texts.into_inner())?)
}

/// The files as their authors wrote them, for who asks to see one.
fn originals(out: &Path) -> Result<(), Box<dyn Error>> {
    let mut list = String::from("&[\n");
    for path in toml_files(Path::new("checklists"))? {
        let (folder, stem) = (stem(path.parent().unwrap_or(&path)), stem(&path));
        let path = fs::canonicalize(path)?;
        writeln!(list, "({folder:?}, {stem:?}, include_str!({path:?})),")?;
    }
    list.push(']');
    Ok(fs::write(out.join("originals.rs"), list)?)
}

/// Every TOML file below a folder, by name.
fn toml_files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(toml_files(&path)?);
        } else if path.extension().is_some_and(|ending| ending == "toml") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn stem(path: &Path) -> String {
    path.file_stem()
        .map(|stem| stem.to_string_lossy().into_owned())
        .unwrap_or_default()
}

/// A value, and the one text that takes its long texts.
struct Embedded<'v>(&'v toml::Value, &'v RefCell<String>);

impl Serialize for Embedded<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let Self(value, texts) = self;
        match value {
            toml::Value::String(text) if text.len() > LONG => {
                let mut texts = texts.borrow_mut();
                let place = [texts.len() as u32, text.len() as u32].map(u32::to_le_bytes);
                texts.push_str(text);
                to.serialize_bytes(place.as_flattened())
            }
            toml::Value::String(text) => to.serialize_str(text),
            toml::Value::Integer(number) => to.serialize_i64(*number),
            toml::Value::Float(number) => to.serialize_f64(*number),
            toml::Value::Boolean(flag) => to.serialize_bool(*flag),
            toml::Value::Datetime(date) => to.serialize_str(&date.to_string()),
            toml::Value::Array(values) => to.collect_seq(values.iter().map(|v| Embedded(v, texts))),
            toml::Value::Table(table) => {
                to.collect_map(table.iter().map(|(k, v)| (k, Embedded(v, texts))))
            }
        }
    }
}
