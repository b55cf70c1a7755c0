//! Turns `checklists/` into one MessagePack value that the program embeds.
//!
//! It knows no type: whatever a TOML file says becomes the same value, under
//! `folder -> file stem`. This is read at every start, and MessagePack says how
//! long a text is before the text comes, so nothing has to be searched or
//! copied. The drafts in `src/store` give it meaning.

use std::{collections::BTreeMap, env, error::Error, fs, path::Path};

use serde_json::Value;

#[expect(
    clippy::disallowed_methods,
    reason = "Cargo tells a build script its places so"
)]
fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=checklists");
    let shipped = folder(Path::new("checklists"))?;
    let target = Path::new(&env::var("OUT_DIR")?).join("checklists.msgpack");
    fs::write(target, rmp_serde::to_vec(&shipped)?)?;
    Ok(())
}

/// Every TOML file below a folder, by its name without the ending.
fn folder(path: &Path) -> Result<BTreeMap<String, Value>, Box<dyn Error>> {
    let mut contents = BTreeMap::new();
    for entry in fs::read_dir(path)? {
        let path = entry?.path();
        if path.is_dir() {
            contents.insert(
                stem(&path),
                Value::Object(folder(&path)?.into_iter().collect()),
            );
        } else if path.extension().is_some_and(|ending| ending == "toml") {
            let text = fs::read_to_string(&path)?;
            let value = toml::from_str(&text).map_err(|e| format!("{}: {e}", path.display()))?;
            contents.insert(stem(&path), untyped(value));
        }
    }
    Ok(contents)
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
