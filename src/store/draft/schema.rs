//! What the values with several spellings look like in a JSON Schema.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Value, json};

use super::value::{DateDraft, Text, ValueDraft};
use crate::catalog::id::LONGEST;

macro_rules! schemas {
    ($($name:ty => $schema:expr;)*) => {$(
        impl JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                $schema
            }
        }
    )*};
}

/// The text of an id of anything but a fact.
pub(in crate::store) struct Id;
/// The text of the id of a fact.
pub(super) struct FactKey;
/// The text of a length of at least a day.
pub(super) struct Days;
/// A kind of clock.
pub(super) struct Kind;
/// What starts a clock: one text, or several.
pub(super) struct Starts;
/// The text of a length of at least a day, or the id of a fact.
pub(super) struct LengthOrFact;
/// The text of a version of the catalog.
pub(super) struct VersionText;
/// The address of a page.
pub(super) struct Address;
/// Work, in hours.
pub(super) struct Effort;
/// A wait, in days or longer.
pub(super) struct Wait;

/// A claim has a date, or says that it has none.
pub(super) fn dated_or_undated() -> Value {
    json!([{ "required": ["checked"] }, { "required": ["undated"] }])
}

/// One text, or three.
fn estimate(pattern: &str) -> Schema {
    let part = |what: &str| json!({ "type": "string", "pattern": pattern, "description": what });
    json_schema!({
        "anyOf": [
            { "type": "string", "pattern": pattern },
            {
                "type": "object",
                "properties": {
                    "low": part("When all goes well."),
                    "likely": part("What most people see."),
                    "high": part("When much goes wrong.")
                },
                "required": ["low", "likely", "high"],
                "additionalProperties": false
            }
        ]
    })
}

/// The text of an event that starts a clock.
const START: &str = "^(on|until|expect|held|attempt\\.fail|yearly\\.[0-9]{2}-[0-9]{2}|[a-z0-9]+(-[a-z0-9]+)*\\.(on|until|expect|end))$";

const DAYS: &str = "^[0-9]+(d|w|mo|y)$";

schemas! {
    Id => json_schema!({
        "type": "string",
        "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$",
        "maxLength": LONGEST
    });
    FactKey => json_schema!({
        "type": "string",
        "pattern": "^[a-z0-9]+(-[a-z0-9]+)*(\\.[a-z0-9]+(-[a-z0-9]+)*)+$",
        "maxLength": LONGEST
    });
    Days => json_schema!({ "type": "string", "pattern": DAYS });
    Kind => json_schema!({ "type": "string", "enum": ["window", "wait", "deadline", "expiry"] });
    Starts => json_schema!({
        "anyOf": [
            { "type": "string", "pattern": START },
            { "type": "array", "items": { "type": "string", "pattern": START }, "minItems": 1 }
        ]
    });
    LengthOrFact => json_schema!({
        "type": "string",
        "pattern": "^([0-9]+(d|w|mo|y)|[a-z0-9]+(-[a-z0-9]+)*(\\.[a-z0-9]+(-[a-z0-9]+)*)+)$"
    });
    VersionText => json_schema!({ "type": "string", "pattern": "^[0-9]+\\.[0-9]+\\.[0-9]+$" });
    Address => json_schema!({ "type": "string", "pattern": "^https?://" });
    Text => json_schema!({ "type": "string" });
    DateDraft => json_schema!({ "type": "string", "format": "date" });
    ValueDraft => json_schema!({
        "anyOf": [
            { "type": "number" },
            { "type": "string", "pattern": "\\S", "not": { "pattern": "^-[0-9]+(min|h|d|w|mo|y)$" } },
            {
                "type": "object",
                "properties": {
                    "usd": {
                        "type": "number",
                        "minimum": 0,
                        "description": "US dollars, with at most two decimals."
                    }
                },
                "required": ["usd"],
                "additionalProperties": false
            },
            {
                "type": "object",
                "properties": {
                    "low": {
                        "type": "number", "minimum": -100, "maximum": 100,
                        "description": "The low end."
                    },
                    "high": {
                        "type": "number", "minimum": -100, "maximum": 100,
                        "description": "The high end."
                    },
                    "unit": { "const": "percent", "description": "A range in percent." }
                },
                "required": ["low", "high", "unit"],
                "additionalProperties": false
            },
            {
                "type": "object",
                "properties": {
                    "low": { "type": "number", "minimum": 0, "description": "The low end." },
                    "high": { "type": "number", "minimum": 0, "description": "The high end." },
                    "unit": {
                        "type": "string",
                        "not": { "const": "percent" },
                        "description": "What is counted, like hours."
                    }
                },
                "required": ["low", "high", "unit"],
                "additionalProperties": false
            }
        ]
    });
    Effort => estimate("^[0-9]+h$");
    Wait => estimate(DAYS);
}
