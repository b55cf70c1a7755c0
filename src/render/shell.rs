//! Words as a person types them in a shell.

/// A path or address as it is typed in a shell: with quotes where it holds a
/// sign that means something there.
#[must_use]
pub fn typed(text: &str) -> String {
    let is_plain = |sign: char| {
        let is_path = cfg!(windows) && sign == '\\';
        is_path || sign.is_alphanumeric() || "/._-:+@,".contains(sign)
    };
    if !text.is_empty() && text.chars().all(is_plain) {
        text.to_owned()
    } else if cfg!(windows) {
        format!("\"{text}\"")
    } else {
        format!("'{}'", text.replace('\'', r"'\''"))
    }
}

/// The same for a file, of which the name may hold what cannot be shown as it is. That cannot be
/// copied either, and what is shown in its place would name another file.
#[must_use]
pub fn typed_file(shown: &str) -> String {
    let cannot_be_shown = |sign: char| sign.is_control() || sign == char::REPLACEMENT_CHARACTER;
    match shown.contains(cannot_be_shown) {
        true => "FILE".to_owned(),
        false => typed(shown),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn a_file_that_cannot_be_copied_is_not_named() {
        assert_eq!(typed_file("/home/jörg/two words"), "'/home/jörg/two words'");
        assert_eq!(typed_file("/home/j\u{fffd}rg"), "FILE");
        assert_eq!(typed_file("a\nb"), "FILE");
    }
}
