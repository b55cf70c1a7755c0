//! A small catalog of a person's own that has one of everything: the tests of
//! what is shown use it, so that better words in what ships break none of them.

use crate::sandbox::{PROFILE, Sandbox};

const PATHWAY: &str = r#"
id = "bakery"
title = "To a bakery of your own"
summary = "From the first bread to the first customer."
goal = "baker"
stages = ["baking", "selling"]
"#;

const BAKING: &str = r#"
id = "baking"
title = "Baking"
summary = "You can bake a bread that people come back for."

[[step]]
id = "sourdough"
title = "Keep a sourdough"
was = ["leaven"]
why = "There is no good bread without it, and a sourdough that has come through a winter forgives much."
how = ["Mix flour and water.", "Feed it every day for {baking.rise}."]
effort = { low = "1h", likely = "2h", high = "3h" }
wait = "1w"
valid-for = "1mo"
facts = ["baking.rise"]

[[step]]
id = "yeast"
title = "Buy yeast instead"
optional = true
offered-until = ["bread"]

[[step]]
id = "bread"
title = "Bake a bread"
requires-any = [["sourdough", "yeast"]]

[[step]]
id = "apprentice"
title = "Work beside a baker"
optional = true
sensitive = true
"#;

const SELLING: &str = r#"
id = "selling"
title = "Selling"

[[step]]
id = "early-riser"
title = "You like to rise early"
confirm = true

[[step]]
id = "stall"
title = "Rent a stall"
requires = ["early-riser"]
irreversible = true
why = "A stall costs less than a shop and shows who comes."
how = ["Ask at the town hall.", "Pay {stall.rent} for the first month."]
effort = "4h"
evidence = "The receipt."
watch-out = "The rent is not paid back: {stall.rent} is gone if it rains."
date-is = "the day you paid"
facts = ["stall.rent", "stall.hours"]

[[step]]
id = "shop"
title = "Open the shop"
requires = ["stall", "bread"]
start-on-term = true
awards = "baker"
"#;

const CREDENTIAL: &str = r#"
id = "baker"
title = "Baker"
body = "the guild"
summary = "Those may use it whose bread the guild has eaten."
exam-day = "shop"
facts = ["baking.rise"]

[[eligibility]]
title = "By baking"
requires = ["bread", "early-riser"]
ask = "the guild, in writing"
advice = "Keep a sourdough for a winter first."
facts = ["stall.rent", "stall.hours"]

[[eligibility]]
title = "As an apprentice"
requires = ["apprentice"]
only-to-sit = true

[[exam]]
effective-from = 2026-06-01
questions = "guild.questions"
minutes = "guild.minutes"
fees = ["stall.rent"]
facts = ["stall.hours"]

[[exam.domain]]
number = 1
title = "Flour"
weight = "guild.flour"
topics = ["rye", "wheat"]

[[exam.domain]]
number = 2
title = "Fire"

[renewal]
cycle = "guild.cycle"
credits = "guild.credits"
replaced-by = "rhit"

[[renewal.share]]
id = "early"
title = "before the guild"
share = "guild.share"
"#;

/// [`FACTS`] in full.
fn facts() -> String {
    FACTS
        .replace("# by the book\n", BY_THE_BOOK)
        .replace("# by a neighbour\n", BY_A_NEIGHBOUR)
}

const BY_THE_BOOK: &str = r#"source = { title = "The guild's book", url = "https://example.invalid/book" }
checked = 2026-11-01
confidence = "official"
"#;

const BY_A_NEIGHBOUR: &str = r#"source = { title = "A neighbour", url = "https://example.invalid/neighbour" }
checked = 2026-10-01
confidence = "secondary"
"#;

/// A remark stands for the lines on where a fact comes from.
const FACTS: &str = r#"
[[fact]]
id = "baking.rise"
value = "12d"
text = "A sourdough rises after twelve days."
# by the book

[[fact]]
id = "stall.rent"
value = { usd = 40 }
text = "A stall costs $40 a month."
source = { title = "A neighbour", url = "https://example.invalid/neighbour" }
checked = 2024-05-01
confidence = "disputed"

[[fact.also]]
value = { usd = 55.5 }
text = "It costs $55.50 since the market was paved."
source = { title = "Another neighbour", url = "https://example.invalid/other" }
checked = 2024-06-01

[[fact]]
id = "guild.questions"
value = 12
text = "The guild asked twelve questions until the bridge was built."
# by the book
applies-on = "exam"
effective-until = 2026-12-31

[[fact]]
id = "guild.questions"
value = 20
text = "The guild asks twenty questions."
# by the book
applies-on = "exam"
effective-from = 2027-01-01

[[fact]]
id = "guild.minutes"
value = "90min"
text = "The exam takes ninety minutes."
# by a neighbour

[[fact]]
id = "guild.flour"
value = { low = 60, high = 70, unit = "percent" }
text = "Most of the exam is about flour."
# by a neighbour

[[fact]]
id = "guild.cycle"
value = "2y"
text = "The guild looks again after two years."
# by the book

[[fact]]
id = "guild.credits"
value = 30
text = "Thirty breads are eaten."
# by the book

[[fact]]
id = "guild.share"
value = "50 percent"
text = "Half of the breads are baked before the guild."
# by the book

[[fact]]
id = "stall.hours"
value = { low = 4, high = 9, unit = "hours" }
text = "The market is open for four to nine hours."
source = { title = "The town hall", url = "https://example.invalid/market" }
undated = true
confidence = "official"
"#;

/// A person who has begun on the way to a bakery.
#[track_caller]
pub(crate) fn bakery() -> Sandbox {
    Sandbox::empty()
        .own_pathway("bakery", PATHWAY)
        .own_stage("baking", BAKING)
        .own_stage("selling", SELLING)
        .own_file("credentials/baker.toml", CREDENTIAL)
        .own_file("facts/bakery.toml", &facts())
        .profile(PROFILE.replace("\"rhit\"", "\"bakery\""))
}

/// The same with these lines at the end of the profile.
#[track_caller]
pub(crate) fn bakery_with(lines: &str) -> Sandbox {
    let sandbox = bakery();
    let text = [sandbox.read_profile().as_slice(), lines.as_bytes()].concat();
    sandbox.profile(text)
}

/// A way to a bakery on which every standing can be seen.
pub(crate) const EVERY_STANDING: &str = r#"
[steps.leaven]
state = "done"
on = 2026-09-01
[steps.apprentice]
state = "doing"
on = 2026-11-01
[steps.early-riser]
state = "no"
on = 2026-11-01
[steps.stall]
state = "waived"
"#;

/// A way to a bakery that a question answered no has stopped.
pub(crate) const STOPPED: &str = r#"
[steps.sourdough]
state = "done"
on = 2026-11-01
[steps.bread]
state = "done"
[steps.early-riser]
state = "no"
"#;
