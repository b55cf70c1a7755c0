//! The texts that a new definition starts with: sound at once, and full of
//! remarks on what can be added.

use jiff::civil::Date;

pub use crate::catalog::kind::Kind;

impl Kind {
    /// The folder below `checklists/`.
    #[must_use]
    pub fn folder(self) -> &'static str {
        match self {
            Self::Stage => "stages",
            Self::Pathway => "pathways",
            Self::Credential => "credentials",
            Self::Facts => "facts",
            Self::Guide => "guide",
        }
    }

    /// The name of the file.
    #[must_use]
    pub fn file(self, id: &str) -> String {
        match self {
            Self::Guide => format!("{id}.md"),
            Self::Stage | Self::Pathway | Self::Credential | Self::Facts => format!("{id}.toml"),
        }
    }

    /// The name of its schema; a guide topic has none.
    #[must_use]
    pub fn schema(self) -> Option<&'static str> {
        match self {
            Self::Stage => Some("stage"),
            Self::Pathway => Some("pathway"),
            Self::Credential => Some("credential"),
            Self::Facts => Some("facts"),
            Self::Guide => None,
        }
    }
}

/// The ids that a new file defines beside its own: steps or facts.
#[must_use]
pub fn further_ids(kind: Kind, id: &str) -> Vec<String> {
    match kind {
        Kind::Stage => vec![format!("{id}-begun"), format!("{id}-done")],
        Kind::Facts => vec![format!("{id}.example")],
        Kind::Pathway | Kind::Credential | Kind::Guide => Vec::new(),
    }
}

/// The text of a new file.
#[must_use]
pub fn text(kind: Kind, id: &str, today: Date) -> String {
    let text = match kind {
        Kind::Stage => STAGE,
        Kind::Pathway => PATHWAY,
        Kind::Credential => CREDENTIAL,
        Kind::Facts => FACTS,
        Kind::Guide => GUIDE,
    };
    text.replace("{ID}", id)
        .replace("{TITLE}", &title(id))
        .replace("{TODAY}", &today.to_string())
}

/// `front-desk` is `Front desk` until its author says otherwise.
fn title(id: &str) -> String {
    let mut title = id.replace('-', " ");
    if let Some(first) = title.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    title
}

const STAGE: &str = r##"#:schema ../schema/stage.json
# A stage of your own. Look for mistakes with: hitpath checklists lint
# Ids are for ever: marks in your profile hang on them. Titles may change.

id = "{ID}"
title = "{TITLE}"
summary = "What this stage is, and when it is done."

[[step]]
id = "{ID}-begun"
title = "Begin"
why = "What it gives you, or what goes wrong without it."
how = ["The first thing to do.", "The next one."]
effort = "2h"              # your own time, or { low = "1h", likely = "2h", high = "4h" }
# wait = "2w"              # time that passes by itself afterwards: d, w, mo, y
# requires = ["learn-role"]            # steps or stages that come first, all of them
# requires-any = [["this", "or-that"]] # of each group one of these steps
# optional = true          # never counted in the percent
# confirm = true           # a question: done means yes
# irreversible = true      # it costs money or is a chance that comes once
# evidence = "What to keep as proof."
# watch-out = "A mistake that beginners make."
# facts = ["rhit.exam.fee-member"]     # shown with it; texts may name them in braces

# The last step that is not optional is the milestone of the stage.
[[step]]
id = "{ID}-done"
title = "Finish"
requires = ["{ID}-begun"]
"##;

const PATHWAY: &str = r##"#:schema ../schema/pathway.json
# A pathway of your own. Look for mistakes with: hitpath checklists lint
# Follow it with: hitpath set pathway={ID}

id = "{ID}"
title = "{TITLE}"
summary = "Whom it is for, and where it leads."
# Stages in order, shipped ones and your own. See them with: hitpath checklists list stages
stages = ["explore"]
# without = ["fit-travel"]   # steps of these stages that it leaves out
# goal = "rhit"              # the credential at its end
# finish = "explore"         # the stage that reaches your target; the last one otherwise
"##;

const CREDENTIAL: &str = r##"#:schema ../schema/credential.json
# A credential. Look for mistakes with: hitpath checklists lint
# Figures never stand here, only the ids of the facts that carry them.

id = "{ID}"
title = "{TITLE}"
body = "Who awards it"
summary = "What it stands for."
# facts = ["my.fact"]        # facts shown at the end

# A way to it: all of these steps done and credentials held. Several may stand here.
# [[eligibility]]
# title = "With experience"
# requires = ["learn-role"]
# ask = "Whom to ask where an answer is missing."

# A step of a stage earns it with the line: awards = "{ID}"
"##;

const FACTS: &str = r##"#:schema ../schema/facts.json
# Facts on one topic. Look for mistakes with: hitpath checklists lint
# A figure without a source and a date is no fact.

[[fact]]
id = "{ID}.example"
# One of: 150, { usd = 229 }, { low = 19, high = 25, unit = "percent" }, "120d", "any words"
value = "replace this"
text = "What the value means, in a sentence."
source = { title = "The page that says so", url = "https://www.example.org/" }
checked = {TODAY}          # the day on which the source said so
confidence = "secondary"     # official: the issuing body's own page; secondary; disputed
# recheck-after = "90d"      # 365d otherwise
# effective-from = 2027-01-01
"##;

const GUIDE: &str = r#"+++
part = "My own"
place = 1000
+++
# {TITLE}?

The short answer, in a sentence or two.

## More

- What else is worth knowing.
"#;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_becomes_a_title() {
        assert_eq!(title("front-desk"), "Front desk");
        assert_eq!(title("3d"), "3d");
        assert_eq!(title(""), "");
    }
}
