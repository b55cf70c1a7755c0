//! Writes `checklists/` into two lists that the program embeds: each definition
//! as JSON for `store::shipped` and as its author wrote it, and the topics of
//! the guide.

use std::{
    env,
    error::Error,
    fs, io,
    path::{Path, PathBuf},
};

#[expect(
    clippy::disallowed_methods,
    reason = "Cargo tells a build script its places so"
)]
fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=checklists");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let mut definitions = Vec::new();
    for path in files(Path::new("checklists"), "toml")? {
        let text = fs::read_to_string(&path)?;
        let value: toml::Table =
            toml::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))?;
        let folder = path.parent().map(stem).unwrap_or_default();
        definitions.push((folder, stem(&path), serde_json::to_string(&value)?, text));
    }
    fs::write(out.join("definitions.rs"), format!("&{definitions:?}"))?;
    let mut topics = Vec::new();
    for path in files(Path::new("checklists/guide"), "md")? {
        topics.push((stem(&path), fs::read_to_string(&path)?));
    }
    fs::write(out.join("guide.rs"), format!("&{topics:?}"))?;
    Ok(())
}

/// Every file of a kind in a folder and below it, by name.
fn files(folder: &Path, kind: &str) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
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
    let stem = path.file_stem().unwrap_or_default();
    stem.to_string_lossy().into_owned()
}
