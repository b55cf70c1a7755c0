//! Turns each file of `checklists/` into a MessagePack value that the program
//! embeds.
//!
//! It knows no type: whatever a TOML file says becomes the same value. They are
//! read at every start, and MessagePack says how long a text is before the text
//! comes, so nothing has to be searched or copied. The drafts in `src/store`
//! give it meaning.

use std::{
    env,
    error::Error,
    fmt::Write,
    fs, io,
    path::{Path, PathBuf},
};

use serde_json::Value;

#[expect(
    clippy::disallowed_methods,
    reason = "Cargo tells a build script its places so"
)]
fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=checklists");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let mut list = String::from("&[\n");
    for path in toml_files(Path::new("checklists"))? {
        let text = fs::read_to_string(&path)?;
        let value = toml::from_str(&text).map_err(|e| format!("{}: {e}", path.display()))?;
        let folder = stem(path.parent().unwrap_or(Path::new("")));
        let target = out.join(format!("{folder}.{}.msgpack", stem(&path)));
        fs::write(&target, rmp_serde::to_vec(&untyped(value))?)?;
        let stem = stem(&path);
        writeln!(list, "({folder:?}, {stem:?}, include_bytes!({target:?})),")?;
    }
    list.push(']');
    Ok(fs::write(out.join("checklists.rs"), list)?)
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

/// Dates become their text; everything else has a twin.
fn untyped(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => text.into(),
        toml::Value::Integer(number) => number.into(),
        toml::Value::Float(number) => number.into(),
        toml::Value::Boolean(flag) => flag.into(),
        toml::Value::Datetime(date) => date.to_string().into(),
        toml::Value::Array(values) => values.into_iter().map(untyped).collect(),
        toml::Value::Table(table) => table.into_iter().map(|(k, v)| (k, untyped(v))).collect(),
    }
}
