//! Reads answers like `1 3`, `2-4, 7` or `all` to a numbered list.

/// The places, from 0 and in order, that a line names in a list of `count`
/// items numbered from 1.
///
/// # Errors
/// What is wrong, in words for the person who typed it.
pub(super) fn places(line: &str, count: usize) -> Result<Vec<usize>, String> {
    let line = line.trim();
    if line.eq_ignore_ascii_case("all") {
        return Ok((0..count).collect());
    }
    if line.eq_ignore_ascii_case("none") {
        return Ok(Vec::new());
    }
    let mut named = vec![false; count];
    let pieces = line.split(|at: char| at == ',' || at.is_whitespace());
    for piece in pieces.filter(|piece| !piece.is_empty()) {
        let (first, last) = match piece.split_once('-') {
            Some((first, last)) => (place(first, count)?, place(last, count)?),
            None => (place(piece, count)?, place(piece, count)?),
        };
        named[first.min(last)..=first.max(last)].fill(true);
    }
    Ok((0..count).filter(|&place| named[place]).collect())
}

/// The place that one number names.
///
/// # Errors
/// What is wrong, in words for the person who typed it.
pub(super) fn place(number: &str, count: usize) -> Result<usize, String> {
    let number = number.trim();
    match number.parse::<usize>() {
        Ok(place @ 1..) if place <= count => Ok(place - 1),
        _ if count == 1 => Err(format!(
            "{number} is not a number from the list, which is 1."
        )),
        _ => Err(format!("{number} is not a number from 1 to {count}.")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_with_spaces_commas_and_ranges() {
        assert_eq!(places("1", 5), Ok(vec![0]));
        assert_eq!(places(" 5 1,1 ", 5), Ok(vec![0, 4]));
        assert_eq!(places("2-4, 1", 5), Ok(vec![0, 1, 2, 3]));
        assert_eq!(places("4-2", 5), Ok(vec![1, 2, 3]));
        assert_eq!(places("All", 3), Ok(vec![0, 1, 2]));
        assert_eq!(places("none", 3), Ok(vec![]));
    }

    #[test]
    fn what_is_not_in_the_list_is_named() {
        assert_eq!(
            places("6", 5),
            Err("6 is not a number from 1 to 5.".to_owned())
        );
        assert_eq!(
            places("0", 5),
            Err("0 is not a number from 1 to 5.".to_owned())
        );
        assert_eq!(
            places("1 two", 5),
            Err("two is not a number from 1 to 5.".to_owned())
        );
        assert_eq!(
            places("2", 1),
            Err("2 is not a number from the list, which is 1.".to_owned())
        );
        assert!(places("1-", 5).is_err());
        assert!(places("-3", 5).is_err());
        assert!(places("1-2-3", 5).is_err());
        assert!(places("1-99999999999999999999999", 5).is_err());
    }
}
