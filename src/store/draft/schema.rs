//! What the values with several spellings look like in a JSON Schema.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::value::{DateDraft, EstimateDraft, Text, ValueDraft};

macro_rules! schemas {
    ($($name:ident: $schema:tt;)*) => {$(
        impl JsonSchema for $name<'_> {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!($schema)
            }
        }
    )*};
}

schemas! {
    Text: { "type": "string" };
    DateDraft: { "type": "string", "format": "date" };
    EstimateDraft: {
        "anyOf": [
            { "type": "string" },
            {
                "type": "object",
                "properties": {
                    "low": { "type": "string", "description": "When all goes well." },
                    "likely": { "type": "string", "description": "What most people see." },
                    "high": { "type": "string", "description": "When much goes wrong." }
                },
                "required": ["low", "likely", "high"],
                "additionalProperties": false
            }
        ]
    };
    ValueDraft: {
        "anyOf": [
            { "type": "number" },
            { "type": "string" },
            {
                "type": "object",
                "properties": { "usd": { "type": "number", "description": "US dollars." } },
                "required": ["usd"],
                "additionalProperties": false
            },
            {
                "type": "object",
                "properties": {
                    "low": { "type": "number", "description": "The low end." },
                    "high": { "type": "number", "description": "The high end." },
                    "unit": { "type": "string", "description": "What is counted, like percent." }
                },
                "required": ["low", "high", "unit"],
                "additionalProperties": false
            }
        ]
    };
}
