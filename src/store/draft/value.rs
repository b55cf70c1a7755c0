//! Values that a file may spell in more than one way.

use std::fmt;

use serde::{
    Deserialize, Deserializer,
    de::{Error, MapAccess, Visitor, value::MapAccessDeserializer},
};

/// A date: unquoted in TOML, a text in the embedded JSON.
#[derive(Debug, Clone, PartialEq)]
pub struct DateDraft(pub String);

impl<'de> Deserialize<'de> for DateDraft {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct DateVisitor;
        impl<'de> Visitor<'de> for DateVisitor {
            type Value = DateDraft;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("a date like 2026-11-22")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<DateDraft, E> {
                Ok(DateDraft(text.to_owned()))
            }

            // A TOML date arrives as a map with one field of its own.
            fn visit_map<M: MapAccess<'de>>(self, map: M) -> Result<DateDraft, M::Error> {
                toml::value::Datetime::deserialize(MapAccessDeserializer::new(map))
                    .map(|date| DateDraft(date.to_string()))
            }
        }
        from.deserialize_any(DateVisitor)
    }
}

/// An estimate: one text for three equal values, or a table of three.
#[derive(Debug, Clone, PartialEq)]
pub struct EstimateDraft {
    /// When all goes well.
    pub low: String,
    /// What most people see.
    pub likely: String,
    /// When much goes wrong.
    pub high: String,
}

impl<'de> Deserialize<'de> for EstimateDraft {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Three {
            low: String,
            likely: String,
            high: String,
        }

        struct EstimateVisitor;
        impl<'de> Visitor<'de> for EstimateVisitor {
            type Value = EstimateDraft;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("a text like \"6h\", or a table { low, likely, high } of such texts")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<EstimateDraft, E> {
                Ok(EstimateDraft {
                    low: text.to_owned(),
                    likely: text.to_owned(),
                    high: text.to_owned(),
                })
            }

            fn visit_map<M: MapAccess<'de>>(self, map: M) -> Result<EstimateDraft, M::Error> {
                let three = Three::deserialize(MapAccessDeserializer::new(map))?;
                Ok(EstimateDraft {
                    low: three.low,
                    likely: three.likely,
                    high: three.high,
                })
            }
        }
        from.deserialize_any(EstimateVisitor)
    }
}

/// The value of a fact.
#[derive(Debug, Clone, PartialEq)]
pub enum ValueDraft {
    /// A number.
    Number(f64),
    /// A text, which may be a length of time.
    Text(String),
    /// `{ usd = 229 }`
    Money(f64),
    /// `{ low = 19, high = 25, unit = "percent" }`
    Range(f64, f64, String),
}

/// TOML can spell numbers that are none.
fn finite<E: Error>(number: f64) -> Result<f64, E> {
    if number.is_finite() {
        Ok(number)
    } else {
        Err(E::custom("a figure is a number, not `nan` or `inf`"))
    }
}

impl<'de> Deserialize<'de> for ValueDraft {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Table {
            usd: Option<f64>,
            low: Option<f64>,
            high: Option<f64>,
            unit: Option<String>,
        }

        struct ValueVisitor;
        impl<'de> Visitor<'de> for ValueVisitor {
            type Value = ValueDraft;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str(
                    "a number, a text, { usd = … } or { low = …, high = …, unit = \"…\" }",
                )
            }

            fn visit_i64<E: Error>(self, number: i64) -> Result<ValueDraft, E> {
                Ok(ValueDraft::Number(number as f64))
            }

            fn visit_u64<E: Error>(self, number: u64) -> Result<ValueDraft, E> {
                Ok(ValueDraft::Number(number as f64))
            }

            fn visit_f64<E: Error>(self, number: f64) -> Result<ValueDraft, E> {
                finite(number).map(ValueDraft::Number)
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<ValueDraft, E> {
                Ok(ValueDraft::Text(text.to_owned()))
            }

            fn visit_map<M: MapAccess<'de>>(self, map: M) -> Result<ValueDraft, M::Error> {
                match Table::deserialize(MapAccessDeserializer::new(map))? {
                    Table {
                        usd: Some(usd),
                        low: None,
                        high: None,
                        unit: None,
                    } => finite(usd).map(ValueDraft::Money),
                    Table {
                        usd: None,
                        low: Some(low),
                        high: Some(high),
                        unit: Some(unit),
                    } => Ok(ValueDraft::Range(finite(low)?, finite(high)?, unit)),
                    _ => Err(Error::custom(
                        "a table is either { usd } or { low, high, unit }",
                    )),
                }
            }
        }
        from.deserialize_any(ValueVisitor)
    }
}
