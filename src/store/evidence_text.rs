//! The text of a file that a person gives as evidence, if it is text.

use std::{
    fs::{self, File},
    io::Read,
    path::Path,
};

/// So many bytes at the start of a file are read.
pub const READ: u64 = 1024 * 1024;

/// Of so many bytes one may be a control sign in what is taken for text.
const ONE_CONTROL_IN: usize = 500;

/// The start of a file as text, up to [`READ`] bytes: UTF-8, UTF-16 with its
/// mark, or, where few control signs stand in it, one byte a letter, as older
/// programs write tables. Nothing for a PDF, a picture, an archive, for what is
/// no file, and for what cannot be read: whoever asks has no need of it.
#[must_use]
pub fn text(path: &Path) -> Option<String> {
    // Asked first: opening a pipe would wait for whoever writes into it.
    if !fs::metadata(path).ok()?.is_file() {
        return None;
    }
    let mut bytes = Vec::new();
    let file = File::open(path).ok()?;
    file.take(READ).read_to_end(&mut bytes).ok()?;
    text_of(&bytes)
}

fn text_of(bytes: &[u8]) -> Option<String> {
    let wide = |rest: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = rest
            .chunks_exact(2)
            .map(|pair| unit([pair[0], pair[1]]))
            .collect();
        String::from_utf16_lossy(&units)
    };
    match bytes {
        [0xff, 0xfe, rest @ ..] => return Some(wide(rest, u16::from_le_bytes)),
        [0xfe, 0xff, rest @ ..] => return Some(wide(rest, u16::from_be_bytes)),
        _ => {}
    }
    let is_control =
        |byte: &&u8| byte.is_ascii_control() && !matches!(byte, b'\n' | b'\r' | b'\t' | b'\x0c');
    let controls = bytes.iter().filter(is_control).count();
    if bytes.contains(&0) || bytes.starts_with(b"%PDF") || controls * ONE_CONTROL_IN > bytes.len() {
        return None;
    }
    match str::from_utf8(bytes) {
        Ok(text) => Some(text.to_owned()),
        // The end was cut within a letter.
        Err(error) if error.error_len().is_none() => str::from_utf8(&bytes[..error.valid_up_to()])
            .ok()
            .map(str::to_owned),
        Err(_) => Some(bytes.iter().map(|&byte| char::from(byte)).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_text_in_each_spelling() {
        let named: Vec<(&[u8], Option<&str>)> = vec![
            (b"", Some("")),
            (b"MRN 1\r\n", Some("MRN 1\r\n")),
            ("nació".as_bytes(), Some("nació")),
            // Cut within the last letter.
            (&"nació".as_bytes()[..5], Some("naci")),
            (b"naci\xf3 en", Some("nació en")),
            (b"\xff\xfeM\0R\0", Some("MR")),
            (b"\xfe\xff\0M\0R", Some("MR")),
            (b"\xff\xfeM\0R", Some("M")),
            (b"%PDF-1.7\nMRN", None),
            (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", None),
            (b"PK\x03\x04\x14", None),
            (b"\xff\xd8\xff\xe0JFIF\x01\x01", None),
        ];
        for (bytes, text) in named {
            assert_eq!(text_of(bytes).as_deref(), text, "{bytes:?}");
        }
    }

    #[test]
    fn only_the_start_of_files_is_read() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("long.txt");
        let size = usize::try_from(READ).expect("it fits") + 7;
        fs::write(&path, "a".repeat(size)).expect("it can be written");
        assert_eq!(text(&path).map(|text| text.len()), Some(size - 7));
        assert_eq!(text(folder.path()), None);
        assert_eq!(text(&folder.path().join("missing")), None);
    }
}
