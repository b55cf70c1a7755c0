//! `measured-by` of a step.

use serde::Deserialize;

use super::{Taking, value::Text};
use crate::catalog::{audit::ProblemKind, id::CredentialId, measure::Measure};

/// What tells how far a step is. It never marks the step.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(deny_unknown_fields))]
#[serde(rename_all = "kebab-case")]
pub struct MeasureDraft {
    /// practice (readiness by practice exams), applications (those sent) or
    /// credits (those of the renewal cycle).
    #[cfg_attr(test, schemars(extend("enum" = ["practice", "applications", "credits"])))]
    pub tracker: Text,
    /// For practice: the id of the credential whose exam it is.
    #[cfg_attr(test, schemars(with = "Option<super::schema::Id>"))]
    pub exam: Option<Text>,
    /// For applications: how many are advised.
    #[cfg_attr(test, schemars(range(min = 1)))]
    pub goal: Option<u32>,
}

impl MeasureDraft {
    /// The measure; what is wrong is reported, and leaves the step without one.
    pub(super) fn take(self, path: impl Fn() -> String, taking: &mut Taking) -> Option<Measure> {
        let at = |key: &str| format!("{}.{key}", path());
        let expected = match (&*self.tracker.0, self.exam, self.goal) {
            ("practice", Some(exam), None) => {
                let exam = taking.id(|| at("exam"), exam, CredentialId::of)?;
                return Some(Measure::Practice { exam });
            }
            ("applications", None, Some(goal @ 1..)) => {
                return Some(Measure::Applications { goal });
            }
            ("credits", None, None) => return Some(Measure::Credits),
            ("practice", ..) => "practice goes with `exam` and nothing else".to_owned(),
            ("applications", ..) => "applications goes with a `goal` from 1".to_owned(),
            ("credits", ..) => "credits stands alone".to_owned(),
            _ => format!("one of {}", Measure::TRACKERS.join(", ")),
        };
        let value = self.tracker.0;
        taking.report(at("tracker"), ProblemKind::BadValue { value, expected });
        None
    }
}
