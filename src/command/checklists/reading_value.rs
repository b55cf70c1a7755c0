//! Reads the value of a fact as a person types it, in the kind that the fact
//! has already.

use crate::{
    catalog::{
        fact::{FactValue, ValueError},
        length::Length,
    },
    failure::Failure,
    render::wording,
    store::edit::Value,
};

/// Reads a value of the same kind.
pub(super) fn like(known: &FactValue, given: &str) -> Result<FactValue, Failure> {
    let given = given.trim();
    let read = match known {
        FactValue::Number(_) => number(given).map(FactValue::Number),
        FactValue::Money { .. } => money(given).map(|usd| FactValue::Money { usd }),
        FactValue::Range { unit, .. } => range(given, unit).map(|(low, high)| {
            let unit = unit.clone();
            FactValue::Range { low, high, unit }
        }),
        FactValue::Duration(_) => Length::parse(given).ok().map(FactValue::Duration),
        FactValue::Text(_) if given.is_empty() => None,
        // The same that is read from the profile afterwards.
        FactValue::Text(_) => Some(FactValue::of_text(given.to_owned())),
    };
    let wrong = |why: Option<ValueError>| {
        let (kind, example) = match known {
            FactValue::Number(_) => ("a number", "150".to_owned()),
            FactValue::Money { .. } => ("an amount of money", "239".to_owned()),
            FactValue::Range { unit, .. } => (
                "a range, the low end first",
                format!("\"19 to 25\" (in {unit})"),
            ),
            FactValue::Duration(_) => ("a length of time", "120d (or 6h, 2w, 18mo, 2y)".to_owned()),
            FactValue::Text(_) => ("a text", "\"ask the program director\"".to_owned()),
        };
        let failure = Failure::new(format!("`{given}` does not fit here; nothing was changed"));
        let failure = match why {
            Some(why) => failure.detail(why.to_string()),
            None => failure,
        };
        failure
            .detail(format!(
                "this fact is {kind}; the catalog says {}",
                wording::value(known)
            ))
            .hint(format!("write it like --value {example}"))
    };
    let value = read.ok_or_else(|| wrong(None))?;
    match value.check() {
        Ok(()) => Ok(value),
        Err(why) => Err(wrong(Some(why))),
    }
}

/// `150`, `-7.8`, `51,140`: a comma stands before three digits and nowhere
/// else, so that nobody's decimal comma becomes a thousand.
fn number(given: &str) -> Option<f64> {
    let digits = given.strip_prefix('-').unwrap_or(given);
    let (whole, decimals) = match digits.split_once('.') {
        Some((whole, decimals)) => (whole, Some(decimals)),
        None => (digits, None),
    };
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let first_fits = is_number(first) && (rest.is_empty() || first.len() <= 3);
    let rest_fit = rest
        .iter()
        .all(|group| group.len() == 3 && is_number(group));
    if !first_fits || !rest_fit || !decimals.is_none_or(is_number) {
        return None;
    }
    let number: f64 = given.replace(',', "").parse().ok()?;
    // Beyond this a whole number would no longer be the one that was typed.
    (number.abs() < 9e15).then_some(number)
}

fn money(given: &str) -> Option<f64> {
    let bare = given.strip_prefix('$').unwrap_or(given).trim_start();
    number(bare)
}

/// `19-25`, `19 to 25`, with or without the unit behind it.
fn range(given: &str, unit: &str) -> Option<(f64, f64)> {
    let bare = given.strip_suffix(unit).unwrap_or(given).trim_end();
    let bare = match unit {
        "percent" => bare.strip_suffix('%').unwrap_or(bare).trim_end(),
        _ => bare,
    };
    let (low, high) = match bare.split_once(" to ") {
        Some(ends) => ends,
        None => {
            // The first character may be a sign.
            let dash = bare.char_indices().skip(1);
            let at = dash.into_iter().find(|(_, c)| matches!(c, '-' | '–'))?;
            (&bare[..at.0], &bare[at.0 + at.1.len_utf8()..])
        }
    };
    let end = |text: &str| {
        let text = text.trim();
        number(text.strip_prefix('$').unwrap_or(text))
    };
    Some((end(low)?, end(high)?))
}

/// The value as the profile spells it.
pub(super) fn in_profile(value: &FactValue) -> Value {
    let table = |fields: Vec<(&str, Value)>| {
        let fields = fields.into_iter();
        Value::Table(fields.map(|(key, value)| (key.to_owned(), value)).collect())
    };
    match value {
        FactValue::Number(number) => figure(*number),
        FactValue::Text(text) => Value::String(text.to_string()),
        FactValue::Money { usd } => table(vec![("usd", figure(*usd))]),
        FactValue::Range { low, high, unit } => table(vec![
            ("low", figure(*low)),
            ("high", figure(*high)),
            ("unit", Value::String(unit.to_string())),
        ]),
        FactValue::Duration(length) => Value::String(length.code()),
    }
}

/// Whole numbers are written without decimals, as a person would.
fn figure(number: f64) -> Value {
    if number.fract() == 0.0 && number.abs() < 9e15 {
        // Small enough for the cast to keep the value.
        Value::Integer(number as i64)
    } else {
        Value::Float(number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_follows_the_kind_of_the_fact() {
        let money = FactValue::Money { usd: 1.0 };
        let usd = |given: &str| match like(&money, given) {
            Ok(FactValue::Money { usd }) => Some(usd),
            _ => None,
        };
        assert_eq!(usd("239"), Some(239.0));
        assert_eq!(usd(" $ 239.50 "), Some(239.5));
        assert_eq!(usd("$51,140"), Some(51_140.0));
        for wrong in [
            "",
            "$",
            "-1",
            "1,5",
            "239 dollars",
            "1e3",
            "nan",
            "inf",
            "239.",
            "1234,567",
            "9e99",
            "1.999",
        ] {
            assert_eq!(usd(wrong), None, "{wrong}");
        }
        let range = FactValue::Range {
            low: 1.0,
            high: 2.0,
            unit: "percent".into(),
        };
        let ends = |given: &str| match like(&range, given) {
            Ok(FactValue::Range { low, high, unit }) if unit == "percent" => Some((low, high)),
            _ => None,
        };
        for same in ["19-25", "19 to 25", "19 – 25", "19-25%", "19 to 25 percent"] {
            assert_eq!(ends(same), Some((19.0, 25.0)), "{same}");
        }
        assert_eq!(ends("-3 to -1.5"), Some((-3.0, -1.5)));
        assert_eq!(ends("-3--1"), Some((-3.0, -1.0)));
        for wrong in ["", "19", "25-19", "19 to", "a-b", "19-101"] {
            assert_eq!(ends(wrong), None, "{wrong}");
        }
        let length = FactValue::Duration(Length::parse("1d").expect("a length"));
        assert!(like(&length, "120d").is_ok());
        assert!(like(&length, "120 days").is_err());
        assert!(like(&FactValue::Text("x".into()), " ").is_err());
        assert!(like(&FactValue::Number(1.0), "-7.8").is_ok());
    }

    #[test]
    fn a_value_is_written_as_a_person_would() {
        assert_eq!(figure(239.0), Value::Integer(239));
        assert_eq!(figure(7.8), Value::Float(7.8));
        let length = FactValue::Duration(Length::parse("18mo").expect("a length"));
        assert_eq!(in_profile(&length), Value::String("18mo".into()));
    }
}
