//! Values that a file may spell in more than one way.

use std::fmt;

use serde::{
    Deserialize, Deserializer,
    de::{Error, MapAccess, SeqAccess, Unexpected, Visitor, value::MapAccessDeserializer},
};
use toml::value::Datetime;

use crate::catalog::text::Words;

/// A text.
#[derive(Debug, Clone, PartialEq)]
pub struct Text(pub Words);

impl std::ops::Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct TextVisitor;
        impl Visitor<'_> for TextVisitor {
            type Value = Text;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("a text")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Text, E> {
                Ok(text.into())
            }
        }
        from.deserialize_str(TextVisitor)
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

/// A date, which TOML writes without quotes.
#[derive(Debug, Clone, PartialEq)]
pub struct DateDraft {
    /// As it stands in the file.
    pub text: String,
    /// It is a text and no date of TOML.
    pub is_quoted: bool,
}

impl<'de> Deserialize<'de> for DateDraft {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct DateVisitor;
        impl<'de> Visitor<'de> for DateVisitor {
            type Value = DateDraft;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("a date like 2026-11-22")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<DateDraft, E> {
                Ok(DateDraft {
                    text: text.to_owned(),
                    is_quoted: true,
                })
            }

            /// `toml` hands a date over as a table with one key of its own.
            fn visit_map<M: MapAccess<'de>>(self, map: M) -> Result<DateDraft, M::Error> {
                let date = Datetime::deserialize(MapAccessDeserializer::new(map))
                    .map_err(|_| Error::invalid_type(Unexpected::Map, &self))?;
                Ok(DateDraft {
                    text: date.to_string(),
                    is_quoted: false,
                })
            }
        }
        from.deserialize_any(DateVisitor)
    }
}

/// An estimate: one text for three equal values, or a table of three.
#[derive(Debug, Clone, PartialEq)]
pub struct EstimateDraft {
    /// When all goes well.
    pub low: Text,
    /// What most people see.
    pub likely: Text,
    /// When much goes wrong.
    pub high: Text,
}

impl<'de> Deserialize<'de> for EstimateDraft {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Three {
            low: Text,
            likely: Text,
            high: Text,
        }

        struct EstimateVisitor;
        impl<'de> Visitor<'de> for EstimateVisitor {
            type Value = EstimateDraft;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("a text like \"6h\", or a table { low, likely, high } of such texts")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<EstimateDraft, E> {
                Ok(three_times(text.into()))
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

fn three_times(text: Text) -> EstimateDraft {
    EstimateDraft {
        low: text.clone(),
        likely: text.clone(),
        high: text,
    }
}

/// One text, or a list of them.
#[derive(Debug, Clone, PartialEq)]
pub struct TextsDraft {
    /// The texts.
    pub texts: Vec<Text>,
    /// They stand in a list.
    pub is_list: bool,
}

impl<'de> Deserialize<'de> for TextsDraft {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct TextsVisitor;
        impl<'de> Visitor<'de> for TextsVisitor {
            type Value = TextsDraft;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("a text, or a list of texts")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<TextsDraft, E> {
                Ok(only(text.into()))
            }

            fn visit_seq<S: SeqAccess<'de>>(self, mut list: S) -> Result<TextsDraft, S::Error> {
                let mut texts = Vec::new();
                while let Some(text) = list.next_element()? {
                    texts.push(text);
                }
                Ok(TextsDraft {
                    texts,
                    is_list: true,
                })
            }
        }
        from.deserialize_any(TextsVisitor)
    }
}

fn only(text: Text) -> TextsDraft {
    TextsDraft {
        texts: vec![text],
        is_list: false,
    }
}

/// The value of a fact.
#[derive(Debug, Clone, PartialEq)]
pub enum ValueDraft {
    /// A number.
    Number(f64),
    /// A text, which may be a length of time.
    Text(Text),
    /// `{ usd = 229 }`
    Money(f64),
    /// `{ low = 19, high = 25, unit = "percent" }`
    Range(f64, f64, Text),
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
            unit: Option<Text>,
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
                Ok(ValueDraft::Text(text.into()))
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
