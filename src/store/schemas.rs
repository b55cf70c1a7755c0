//! JSON Schemas of the files that people write, for editors that check and
//! complete while one types.
//!
//! They are made from the drafts by a test and lie in `checklists/schema/`;
//! `hitpath checklists new` puts one beside the file it starts.

/// The schema of a kind of file, like `stage`.
#[must_use]
pub fn schema(kind: &str) -> Option<&'static str> {
    let schemas = [
        (
            "credential",
            include_str!("../../checklists/schema/credential.json"),
        ),
        ("facts", include_str!("../../checklists/schema/facts.json")),
        (
            "pathway",
            include_str!("../../checklists/schema/pathway.json"),
        ),
        (
            "profile",
            include_str!("../../checklists/schema/profile.json"),
        ),
        ("stage", include_str!("../../checklists/schema/stage.json")),
    ];
    let mut schemas = schemas.into_iter();
    schemas
        .find(|(name, _)| *name == kind)
        .map(|(_, text)| text)
}

#[cfg(test)]
mod tests {
    use std::{
        collections::{BTreeMap, BTreeSet},
        env, fs,
        path::Path,
    };

    use schemars::{JsonSchema, generate::SchemaSettings};
    use serde_json::Value;

    use crate::store::{
        draft::{
            ApplicationFileDraft, CredentialDraft, FactFileDraft, PathwayDraft, RetiredFileDraft,
            SkillFileDraft, StageDraft,
        },
        profile::shape::ProfileShape,
    };

    /// Set to anything, it makes the test write the schemas.
    const WRITE: &str = "HITPATH_WRITE_SCHEMAS";

    fn text_of<T: JsonSchema>(title: &str) -> String {
        let schema = SchemaSettings::draft07()
            .into_generator()
            .into_root_schema_for::<T>();
        let mut schema = schema.to_value();
        without_null(&mut schema);
        schema["title"] = title.into();
        serde_json::to_string_pretty(&schema).expect("it is JSON") + "\n"
    }

    /// TOML has no null: what may be absent is not required, and that is all.
    fn without_null(value: &mut Value) {
        match value {
            Value::Object(fields) => {
                if let Some(Value::Array(types)) = fields.get_mut("type") {
                    types.retain(|kind| kind != "null");
                    if let [only] = types.as_slice() {
                        let only = only.clone();
                        fields.insert("type".to_owned(), only);
                    }
                }
                if let Some(Value::Array(any)) = fields.get_mut("anyOf") {
                    any.retain(|one| one["type"] != "null");
                    if let [only] = any.as_slice() {
                        let only = only.clone();
                        fields.remove("anyOf");
                        if fields.contains_key("description") {
                            fields.insert("allOf".to_owned(), Value::Array(vec![only]));
                        } else if let Value::Object(only) = only {
                            fields.extend(only);
                        }
                    }
                }
                // Where a comment is broken says nothing.
                if let Some(Value::String(text)) = fields.get_mut("description") {
                    *text = text
                        .replace("\n\n", "\0")
                        .replace('\n', " ")
                        .replace('\0', "\n\n");
                }
                // What may be absent needs no default spelled out.
                if fields.get("default") == Some(&Value::Null) {
                    fields.remove("default");
                }
                fields.values_mut().for_each(without_null);
            }
            Value::Array(values) => values.iter_mut().for_each(without_null),
            _ => {}
        }
    }

    fn schemas() -> [(&'static str, String); 8] {
        [
            (
                "pathway",
                text_of::<PathwayDraft>("A pathway file of hitpath"),
            ),
            ("stage", text_of::<StageDraft>("A stage file of hitpath")),
            (
                "credential",
                text_of::<CredentialDraft>("A credential file of hitpath"),
            ),
            (
                "facts",
                text_of::<FactFileDraft>("A file of facts of hitpath"),
            ),
            (
                "retired",
                text_of::<RetiredFileDraft>("The retired steps of hitpath"),
            ),
            (
                "applications",
                text_of::<ApplicationFileDraft>("The stages of job applications of hitpath"),
            ),
            (
                "skills",
                text_of::<SkillFileDraft>("The skill map of hitpath"),
            ),
            ("profile", text_of::<ProfileShape>("A profile of hitpath")),
        ]
    }

    #[test]
    #[expect(
        clippy::disallowed_methods,
        reason = "only this test, and only to be told to write"
    )]
    fn the_committed_schemas_are_those_of_the_drafts() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("checklists/schema");
        let mut names = BTreeSet::new();
        for (name, expected) in schemas() {
            let path = folder.join(format!("{name}.json"));
            if env::var_os(WRITE).is_some() {
                fs::write(&path, &expected).expect("it can be written");
            }
            let committed = fs::read_to_string(&path).unwrap_or_default();
            assert!(
                committed.replace("\r\n", "\n") == expected,
                "{} is not that of the drafts; write it anew: {WRITE}=1 cargo test --lib schemas",
                path.display()
            );
            names.insert(format!("{name}.json"));
        }
        for entry in fs::read_dir(&folder).expect("the folder is there") {
            let name = entry.expect("it can be read").file_name();
            assert!(
                names.contains(&*name.to_string_lossy()),
                "{name:?} is of no draft"
            );
        }
    }

    /// Every key says what it means: it is what an author reads.
    #[test]
    fn every_key_is_described() {
        fn look(value: &Value, path: &str) {
            if let Some(properties) = value["properties"].as_object() {
                for (key, property) in properties {
                    let description = property["description"].as_str().unwrap_or_default();
                    assert!(description.ends_with('.'), "{path}.{key}: {description:?}");
                }
            }
            match value {
                Value::Object(fields) => {
                    for (key, value) in fields {
                        look(value, &format!("{path}.{key}"));
                    }
                }
                Value::Array(values) => values.iter().for_each(|value| look(value, path)),
                _ => {}
            }
        }
        for (name, text) in schemas() {
            look(&serde_json::from_str(&text).expect("JSON"), name);
        }
    }

    /// Texts that may be any words.
    const WORDS: [&str; 19] = [
        "added", "advice", "ask", "body", "catalog", "date-is", "evidence", "how", "id", "name",
        "note", "reason", "ref", "sha256", "source", "summary", "text", "title", "topics",
    ];
    const MORE_WORDS: [&str; 9] = [
        "employer",
        "membership",
        "missed",
        "only-if",
        "unit",
        "url",
        "value",
        "watch-out",
        "why",
    ];

    /// A text that has a form is of no other in an editor.
    #[test]
    fn every_text_that_has_a_form_says_it() {
        fn look(value: &Value, key: &str, schema: &str, found: &mut Vec<String>) {
            let is_any_text = value["type"] == "string"
                && ["pattern", "enum", "format"]
                    .iter()
                    .all(|form| value.get(form).is_none());
            if is_any_text {
                found.push(format!("{schema}.{key}"));
            }
            match value {
                Value::Object(fields) => {
                    for (name, value) in fields {
                        let is_key = !matches!(
                            name.as_str(),
                            "properties" | "definitions" | "items" | "anyOf" | "allOf"
                        );
                        look(value, if is_key { name } else { key }, schema, found);
                    }
                }
                Value::Array(values) => {
                    for value in values {
                        look(value, key, schema, found);
                    }
                }
                _ => {}
            }
        }
        let mut found = Vec::new();
        for (name, text) in schemas() {
            let schema: Value = serde_json::from_str(&text).expect("JSON");
            look(&schema, "", name, &mut found);
        }
        assert!(found.len() > 20, "{found:?}");
        found.retain(|found| {
            let key = found.split_once('.').map_or("", |(_, key)| key);
            // Of the ids only that of a profile has no form.
            let is_words = WORDS.contains(&key) || MORE_WORDS.contains(&key);
            !is_words || (key == "id" && found != "profile.id")
        });
        assert_eq!(found, Vec::<String>::new());
    }

    #[test]
    fn what_the_readers_refuse_the_schemas_refuse() {
        let schemas: BTreeMap<&str, Value> = schemas()
            .map(|(name, text)| (name, serde_json::from_str(&text).expect("JSON")))
            .into();
        let at = |name: &str, place: &str| schemas[name].pointer(place).cloned();
        let is = |name: &str, place: &str, expected: Value| {
            assert_eq!(at(name, place), Some(expected), "{name}{place}");
        };
        is("profile", "/properties/format/minimum", 1.into());
        is("profile", "/properties/format/maximum", 1.into());
        is(
            "profile",
            "/required",
            serde_json::json!(["format", "pathway"]),
        );
        let rating = "/definitions/TargetDraft/properties/entry/maximum";
        is("skills", rating, 5.into());
        let number = "/definitions/DomainDraft/properties/number/minimum";
        is("credential", number, 1.into());
        let route = "/definitions/RouteDraft/properties/requires/minItems";
        is("credential", route, 1.into());
        for claim in ["FactDraft", "ClaimDraft"] {
            let place = format!("/definitions/{claim}/anyOf/0/required");
            is("facts", &place, serde_json::json!(["checked"]));
        }
        // Without quotes a fact is a table in tables, and that is read.
        let fact = "/properties/facts/additionalProperties/$ref";
        is("profile", fact, "#/definitions/OwnFact".into());
        let longer = "/definitions/OwnFact/anyOf/1/additionalProperties/$ref";
        is("profile", longer, "#/definitions/OwnFact".into());
    }

    #[test]
    fn every_shipped_file_names_its_schema() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("checklists");
        let mut seen = 0;
        for (folder, schema) in [
            ("pathways", "../schema/pathway.json"),
            ("stages", "../schema/stage.json"),
            ("credentials", "../schema/credential.json"),
            ("facts", "../schema/facts.json"),
            ("", "schema/STEM.json"),
        ] {
            for entry in fs::read_dir(root.join(folder)).expect("a folder") {
                let path = entry.expect("it can be read").path();
                if path.extension().is_none_or(|ending| ending != "toml") {
                    continue;
                }
                let stem = path.file_stem().expect("a name").to_string_lossy();
                let schema = schema.replace("STEM", &stem);
                let text = fs::read_to_string(&path).expect("it is text");
                let first = text.lines().next().unwrap_or_default();
                assert_eq!(first, format!("#:schema {schema}"), "{}", path.display());
                assert!(path.with_file_name(&schema).exists(), "{schema} is missing");
                seen += 1;
            }
        }
        assert!(seen > 50, "only {seen} files were found");
    }
}
