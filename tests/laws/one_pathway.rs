//! A start that reads one shipped pathway says what a start that reads
//! everything says.

use std::{path::Path, sync::LazyLock};

use hitpath::{
    catalog::{Catalog, StepKey},
    journey::{
        evaluation::Evaluation,
        next::next,
        record::{Mark, Record, State},
    },
    render::{self, Style},
    store::catalog_files,
};
use jiff::civil::date;
use proptest::{prelude::*, sample::Index};

const NOWHERE: &str = "/there/is/no/such/folder";

static WHOLE: LazyLock<Catalog> =
    LazyLock::new(|| catalog_files::load(Path::new(NOWHERE)).expect("what ships is sound"));

fn views(catalog: &Catalog, record: &Record) -> [String; 2] {
    let pathway = catalog.pathway_named(&record.pathway).expect("it is there");
    let evaluation = Evaluation::new(catalog, record, pathway, date(2026, 11, 22));
    let next = next(&evaluation);
    let style = Style {
        color: false,
        unicode: true,
        width: 80,
        plain: false,
    };
    [
        render::status::status(&evaluation, &next, &style),
        render::next::next(&evaluation, &next, usize::MAX, &style),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn one_pathway_says_what_all_of_them_say(
        pathway in any::<Index>(),
        marks in prop::collection::vec((any::<Index>(), 0..5usize), 0..40),
    ) {
        let pathways: Vec<_> = WHOLE.pathways().collect();
        let (key, chosen) = pathways[pathway.index(pathways.len())];
        let route = WHOLE.route(key);
        let steps: Vec<StepKey> = route.stages.iter().flat_map(|&s| WHOLE.steps_of(s)).collect();
        let mut record = Record { pathway: chosen.id.to_string(), ..Record::default() };
        for (step, state) in marks {
            let step = WHOLE.step(steps[step.index(steps.len())]);
            let mark = Mark {
                state: State::ALL[state],
                on: Some(date(2026, 1, 2)),
                ..Mark::default()
            };
            record.marks.insert(step.id.to_string(), mark);
        }
        let part = catalog_files::load_for_pathway(Path::new(NOWHERE), &record.pathway);
        let part = part.expect("the pathway ships");
        prop_assert!(part.step_count() < WHOLE.step_count());
        let today = date(2026, 11, 22);
        let evaluation = Evaluation::new(&WHOLE, &record, key, today);
        prop_assert_eq!(evaluation.stale_fact_count(), evaluation.stale_facts().len());
        prop_assert_eq!(views(&part, &record), views(&WHOLE, &record));
    }
}
