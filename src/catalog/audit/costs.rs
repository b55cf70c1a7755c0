//! What a step costs rests on facts that are listed with it.

use super::{Audit, ProblemKind};
use crate::catalog::{
    Catalog, FileKey,
    cost::{Cost, Price},
    fact::FactValue,
    id::FactId,
    step::Step,
};

impl Audit {
    pub(super) fn check_costs(
        &mut self,
        catalog: &Catalog,
        file: FileKey,
        step: &Step,
        place: usize,
    ) {
        if self.is_proven(catalog, file) {
            return;
        }
        for (index, cost) in step.costs.iter().enumerate() {
            let path = format!("step[{place}].cost[{index}]");
            self.check_price(catalog, file, step, cost, &path);
            for (nth, id) in cost.examples.iter().enumerate() {
                let path = format!("{path}.examples[{nth}]");
                self.is_known_and_listed(catalog, file, step, id, path);
            }
            let texts = [
                ("title", Some(&cost.title)),
                ("membership", cost.membership.as_ref()),
                ("ask", cost.ask.as_ref()),
                ("only-if", cost.only_if.as_ref()),
            ];
            for (key, text) in texts {
                let path = || format!("{path}.{key}");
                self.check_sentence(catalog, file, path, text, &step.facts);
            }
        }
    }

    fn check_price(
        &mut self,
        catalog: &Catalog,
        file: FileKey,
        step: &Step,
        cost: &Cost,
        path: &str,
    ) {
        let named = match &cost.price {
            Price::Amount(amount) => vec![("amount", amount)],
            Price::ByMembership { member, other } => vec![("member", member), ("other", other)],
            Price::Unknown => Vec::new(),
        };
        for (key, id) in named {
            let path = format!("{path}.{key}");
            let is_listed = self.is_known_and_listed(catalog, file, step, id, path.clone());
            let Some(fact) = catalog.fact(id).filter(|_| is_listed) else {
                continue;
            };
            let mut values = fact.versions.iter().flat_map(|version| {
                let also = version.also.iter().map(|claim| &claim.value);
                also.chain([&version.claim.value])
            });
            if !values.all(|value| matches!(value, FactValue::Money { .. })) {
                let id = id.to_string();
                self.report(file, path, ProblemKind::NotMoney { id });
            }
        }
    }

    /// Reports a fact that does not exist, or that the step does not list.
    fn is_known_and_listed(
        &mut self,
        catalog: &Catalog,
        file: FileKey,
        step: &Step,
        id: &FactId,
        path: String,
    ) -> bool {
        if !catalog.has_fact(id) {
            let known = catalog.fact_ids();
            self.report_unknown(catalog, file, || path, "fact", id.as_str(), known);
            return false;
        }
        let is_listed = step.facts.contains(id);
        if !is_listed {
            let id = id.to_string();
            self.report(file, path, ProblemKind::FactNotListed { id });
        }
        is_listed
    }
}
