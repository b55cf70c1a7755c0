//! What the steps cost, and how a person is told.

use std::collections::BTreeSet;

use hitpath::{
    catalog::{
        cost::{Cost, Price},
        fact::FactValue,
        id::FactId,
        money::Cents,
        step::Step,
    },
    invocation::Invocation,
    journey::{
        costs::{Costs, Span, Stand},
        record::{Correction, Record, State},
    },
    render::{Style, costs, costs_json},
};
use serde_json::Value;
use snapbox::{assert_data_eq, str};
use unicode_width::UnicodeWidthStr;

use crate::{CATALOG, TODAY, look, mark, mark_all, person, person_on, step};

fn all_costs() -> impl Iterator<Item = (&'static Step, &'static Cost)> {
    let steps = CATALOG.steps();
    steps.flat_map(|(_, step)| step.costs.iter().map(move |cost| (step, cost)))
}

fn is_money(id: &FactId) -> bool {
    let versions = &CATALOG.fact(id).expect("it exists").versions;
    let mut values = versions.iter().map(|version| &version.claim.value);
    values.all(|value| matches!(value, FactValue::Money { .. }))
}

/// Every fee of an exam is what some step costs, and every step that costs two
/// fees costs those of one exam, to the members of the body that gives it.
#[test]
fn every_exam_fee_is_the_cost_of_a_step() {
    let named: BTreeSet<&FactId> = all_costs()
        .flat_map(|(_, cost)| cost.price.facts())
        .collect();
    let mut seen = 0;
    for credential in CATALOG.credentials() {
        for exam in &credential.exams {
            for fee in exam.fees.iter().filter(|fee| is_money(fee)) {
                assert!(named.contains(fee), "no step costs {fee}");
                seen += 1;
            }
        }
    }
    assert_eq!(seen, 10, "fees of RHIT, RHIA, CCA, CCS and CPC");
    let mut pairs = 0;
    for (step, cost) in all_costs() {
        let Price::ByMembership { member, other } = &cost.price else {
            continue;
        };
        let body = cost.membership.as_deref().expect("a body");
        let is_of = CATALOG.credentials().any(|credential| {
            let mut exams = credential.exams.iter();
            let both = [member.clone(), other.clone()];
            credential.body.starts_with(body) && exams.any(|exam| exam.fees == both)
        });
        assert!(is_of, "{}: {member} and {other} of {body}", step.id);
        pairs += 1;
    }
    assert_eq!(pairs, 7, "four exams, and three of them once more");
}

/// A title that says pay is followed by what is paid.
#[test]
fn what_a_person_pays_for_has_a_cost() {
    let mut seen = 0;
    for (_, step) in CATALOG.steps() {
        let title = step.title.to_lowercase();
        let pays = title
            .split(' ')
            .any(|word| word == "pay" || word == "enroll");
        if pays && !title.contains("the pay") {
            let planned = step.costs.iter().any(|cost| cost.only_if.is_none());
            assert!(planned, "{} has no cost", step.id);
            seen += 1;
        }
    }
    assert_eq!(seen, 7);
}

/// A price that was told long ago, or in words only, is at best an idea.
#[test]
fn what_is_not_known_says_whom_to_ask() {
    for (step, cost) in all_costs() {
        let ask = cost.ask.as_deref().unwrap_or_default();
        assert!(ask.ends_with('.'), "{}: {}", step.id, cost.title);
        for example in &cost.examples {
            assert!(!is_money(example), "{}: {example} is an amount", step.id);
        }
    }
    let unknown = all_costs().filter(|(_, cost)| cost.price == Price::Unknown);
    assert!(unknown.count() > 20);
}

/// On no pathway the sum is said to be the whole price.
#[test]
fn every_pathway_says_that_it_does_not_know_all() {
    for (key, pathway) in CATALOG.pathways() {
        let record = person_on(pathway.id.as_str(), "");
        look(&record, |evaluation| {
            assert_eq!(evaluation.pathway, key);
            let costs = Costs::of(evaluation);
            assert!(costs.unknown().count() > 1, "{}", pathway.id);
            let text = costs::costs(evaluation, &costs, &style(80, true));
            let first = text.lines().nth(1).expect("a line");
            assert!(
                first.starts_with("costs: This is not the whole price: "),
                "{first}"
            );
        });
    }
}

fn usd(low: u64, high: u64) -> Span {
    Span {
        low: Cents(low * 100),
        high: Cents(high * 100),
    }
}

#[test]
fn the_sums_are_those_of_the_facts() {
    let to_pay = |pathway: &str, done: &str| {
        look(&person_on(pathway, done), |evaluation| {
            Costs::of(evaluation).to_pay()
        })
    };
    for pathway in ["rhit", "working", "veteran", "international", "rhia"] {
        assert_eq!(to_pay(pathway, ""), usd(229, 299), "{pathway}");
    }
    // CCA for sure, then CCS or CPC.
    assert_eq!(to_pay("coding", ""), usd(199 + 299, 299 + 425));
    assert_eq!(to_pay("coding", "cca-exam"), usd(299, 425));
    assert_eq!(to_pay("renewal", ""), usd(0, 0));
    assert_eq!(to_pay("rhit", "exam-applied"), usd(0, 0));
}

#[test]
fn a_correction_of_a_fee_is_the_price_and_the_saving() {
    let mut record = person("");
    let own = Correction {
        value: FactValue::Money { usd: 250.5 },
        source: "AHIMA's page".into(),
        checked: TODAY,
    };
    record.facts.insert("rhit.exam.fee-member".into(), own);
    look(&record, |evaluation| {
        let costs = Costs::of(evaluation);
        assert_eq!(costs.to_pay().low, Cents(25_050));
        let [ahima] = costs.memberships.as_slice() else {
            panic!("one body: {:?}", costs.memberships);
        };
        assert_eq!(
            ahima.saves,
            Span {
                low: Cents(4_850),
                high: Cents(4_850)
            }
        );
        let text = costs::costs(evaluation, &costs, &style(80, true));
        assert!(
            text.contains("fact: members: $250.50 (yours, as of 2026-11-22;"),
            "{text}"
        );
    });
}

/// A student with a receipt, one amount forgotten, and one of another pathway.
fn student() -> Record {
    let mut record = person("explore diploma program-admitted enrolled");
    mark(&mut record, step("student-member"), State::Doing);
    mark_all(&mut record, "cca-applied", State::Done);
    for (id, cents) in [("enrolled", 123_450), ("cca-applied", 19_900)] {
        record.marks.get_mut(id).expect("it is marked").paid = Some(Cents(cents));
    }
    record
}

fn style(width: usize, plain: bool) -> Style {
    Style {
        color: false,
        unicode: true,
        width,
        plain,
        invocation: Invocation::NONE,
    }
}

fn told(record: &Record, style: &Style) -> String {
    look(record, |evaluation| {
        costs::costs(evaluation, &Costs::of(evaluation), style)
    })
}

#[test]
fn a_student_reads_what_is_paid_and_what_is_not_known() {
    assert_data_eq!(
        told(&student(), &style(80, false)),
        str![[r#"
Costs: RHIT by an associate degree
This is not the whole price: 6 costs ahead are not known here and the amount for
1 step that you have done is not written down. Paid so far: $1,234.50. Still to
pay: $229 to $299, as far as it is known.

Stage by stage
  cahiim-program: paid $1,234.50; 3 costs not known here; 1 step done, amount
  not written down
  internship: 2 costs not known here
  rhit-exam: to pay $229 to $299; 1 cost not known here

Still to pay
  exam-applied: The exam fee, $229 to $299
    members: $229 (secondary, as of 2026-09-28; rhit.exam.fee-member)
    others: $299 (secondary, as of 2026-09-28; rhit.exam.fee-other)
    Ask: AHIMA, on www.ahima.org, on the day you apply.

Not known here
  student-member: Membership of AHIMA, for each year
    for an idea: about $149 a year (secondary, as of 2026-04-23;
    ahima.dues-professional)
    Ask: AHIMA, on www.ahima.org: student dues are not known to us.
  foundation-courses: Tuition and fees of the other first-year terms, and books
    for an idea: $200.74 a credit on campus, $226.62 online, at one college
    (official, as of 2024-12-31, old: confirm; cost.example)
    Ask: The school's financial aid office, for the cost sheet of this program.
  core-courses: Tuition and fees of the terms that follow, and books
    Ask: The school's financial aid office, for the cost sheet of this program.
  health-clearance: Vaccines or titers, TB test and physical
    for an idea: $19 to $234 for each item in 2017-18 (official, as of
    2017-12-31, old: confirm; clearance.cost-example)
    Ask: Your program or the site for the list, and the college clinic for
    prices.
  background-drug: Background check and drug screen
    Ask: Your program or the site: which firm does them, and who pays.
  transcript-sent: The official transcript
    Ask: Your school's transcript service.

Only in some cases, in no sum
  clearances-accepted: CPR course or liability insurance, if your site asks for
  it
    for an idea: about $17.50 a year, at one school (official, undated: confirm;
    clearance.insurance-example)
    Ask: The program or the site.
  att-received: A longer window, if you ask for more days to take the exam
    for an idea: 30 days for $50, in steps up to 90 days (sources disagree, as
    of 2023-12-31, old: confirm; rhit.extension), or 45 days for $75, then 30
    days for $150
    Ask: AHIMA, in good time: our sources differ on how it is done and what it
    costs.
  exam-sat: Moving the exam late, $30, if you move or cancel the exam in its
  last days
    $30 (official, undated: confirm; rhit.reschedule.fee)
    Ask: AHIMA, on www.ahima.org: the page that told it bears no date.
  exam-sat: What AHIMA keeps of a refund, $75, if you ask for the fee back in
  time
    $75 (official, undated: confirm; rhit.refund.fee)
    Ask: AHIMA, on www.ahima.org: the page that told it bears no date.
  retake-plan: The full exam fee again, $229 to $299, if you did not pass and
  apply again
    members: $229 (secondary, as of 2026-09-28; rhit.exam.fee-member)
    others: $299 (secondary, as of 2026-09-28; rhit.exam.fee-other)
    Ask: AHIMA, on www.ahima.org, on the day you apply.
  ceu-set-up: The renewal fee at the end of the cycle, if you keep the
  credential beyond its first cycle
    Ask: AHIMA's CEU Center, which shows the fee of today.

Paid
  enrolled: $1,234.50
  cca-applied: $199, not on your pathway and in no sum here
  program-admitted: done, the amount is not written down: hitpath check
  program-admitted --paid AMOUNT

Does a membership pay off?
  AHIMA: members pay $70 less on what is ahead (exam-applied). For that alone
  membership pays off only where all dues until then are below $70.
    dues we found: about $149 a year (secondary, as of 2026-04-23;
    ahima.dues-professional)
    For the dues of today, ask: AHIMA, on www.ahima.org: student dues are not
    known to us.

  official: read on the issuing body's own page; secondary: told by others.
  hitpath show FACT gives the source with its address.

Write down what you paid, 0 where it cost you nothing: hitpath check STEP --paid
229

"#]]
    );
}

#[test]
fn who_has_done_all_reads_what_was_not_written_down() {
    let mut record = person("explore diploma cahiim-program internship rhit-exam");
    mark_all(
        &mut record,
        "job-search advancement student-member",
        State::Waived,
    );
    assert_data_eq!(
        told(&record, &style(80, true)),
        str![[r#"
about: Costs: RHIT by an associate degree
costs: This is not the whole price: the amount for 8 steps that you have done is not written down. Paid so far: $0. Still to pay: $0, as far as it is known.
part: Stage by stage
stage: cahiim-program: 4 steps done, amount not written down
stage: internship: 2 steps done, amount not written down
stage: rhit-exam: 2 steps done, amount not written down
part: Paid
missing: program-admitted: done, the amount is not written down: hitpath check program-admitted --paid AMOUNT
missing: enrolled: done, the amount is not written down: hitpath check enrolled --paid AMOUNT
missing: foundation-courses: done, the amount is not written down: hitpath check foundation-courses --paid AMOUNT
missing: core-courses: done, the amount is not written down: hitpath check core-courses --paid AMOUNT
missing: health-clearance: done, the amount is not written down: hitpath check health-clearance --paid AMOUNT
missing: background-drug: done, the amount is not written down: hitpath check background-drug --paid AMOUNT
missing: transcript-sent: done, the amount is not written down: hitpath check transcript-sent --paid AMOUNT
missing: exam-applied: done, the amount is not written down: hitpath check exam-applied --paid AMOUNT
more: Write down what you paid, 0 where it cost you nothing: hitpath check STEP --paid 229

"#]]
    );
    // And nothing more, once it is.
    let record = person("explore diploma cahiim-program internship rhit-exam");
    let open: Vec<String> = look(&record, |evaluation| {
        let costs = Costs::of(evaluation);
        let open = costs.unwritten();
        open.map(|step| CATALOG.step(step).id.to_string()).collect()
    });
    let mut record = record;
    for id in open {
        record.marks.get_mut(&id).expect("it is done").paid = Some(Cents(100));
    }
    look(&record, |evaluation| {
        let costs = Costs::of(evaluation);
        assert_eq!(costs.paid(), Cents(100 * 8));
        let text = costs::costs(evaluation, &costs, &style(80, true));
        let sentence = "costs: Paid so far: $8. The catalog names nothing that is still to pay.";
        assert_eq!(text.lines().nth(1), Some(sentence));
    });
}

/// No amount without its day, on any pathway, at any width.
#[test]
fn every_amount_bears_its_date_and_every_line_fits() {
    for (_, pathway) in CATALOG.pathways() {
        let record = person_on(pathway.id.as_str(), "");
        let plain = told(&record, &style(80, true));
        let facts = plain.lines().filter(|line| line.starts_with("fact: "));
        let mut seen = 0;
        for line in facts {
            let dated = line.contains(", as of 20") || line.contains(", undated: confirm");
            assert!(dated, "{line}");
            seen += 1;
        }
        assert!(seen > 1, "{}", pathway.id);
        for width in [40, 60, 80, 100] {
            for line in told(&record, &style(width, false)).lines() {
                assert!(line.width() <= width, "{width}: {line}");
            }
        }
    }
}

#[test]
fn scripts_read_numbers_of_dollars() {
    let json = look(&student(), |evaluation| {
        costs_json::costs(evaluation, &Costs::of(evaluation))
    });
    let json: Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json["format_version"], 1);
    assert_eq!(json["today"], "2026-11-22");
    assert_eq!(json["paid"].to_string(), "1234.5");
    assert_eq!(json["paid_elsewhere"].to_string(), "199");
    assert_eq!(json["to_pay"].to_string(), r#"{"high":299,"low":229}"#);
    assert_eq!(json["is_whole_price"], false);
    let list = |key: &str| json[key].as_array().expect("a list").clone();
    let sum = |key: &str| -> f64 {
        let of = |stage: &Value| stage.pointer(key).and_then(Value::as_f64);
        list("stages")
            .iter()
            .map(|stage| of(stage).expect("a number"))
            .sum()
    };
    assert_eq!(sum("/paid"), 1234.5);
    assert_eq!((sum("/to_pay/low"), sum("/to_pay/high")), (229.0, 299.0));
    assert_eq!(sum("/unknown") as usize, list("unknown").len());
    assert_eq!(
        json["not_written_down"].to_string(),
        r#"["program-admitted"]"#
    );
    assert_eq!(list("elsewhere")[0]["id"], "cca-applied");
    let ahima = &list("membership")[0];
    assert_eq!(ahima["saves"].to_string(), r#"{"high":70,"low":70}"#);
    assert_eq!(ahima["steps"][0]["step"], "exam-applied");
    let fee = json["stages"].as_array().expect("a list").iter();
    let mut fee = fee.flat_map(|stage| stage["steps"].as_array().expect("a list"));
    let fee = fee
        .find(|step| step["id"] == "exam-applied")
        .expect("it costs");
    assert_eq!(fee["state"], "to pay");
    assert_eq!(fee["costs"][0]["facts"][1]["role"], "other");
    assert_eq!(fee["costs"][0]["facts"][1]["says"]["checked"], "2026-09-28");
}

/// What is chosen counts, what is not does not.
#[test]
fn a_second_credential_counts_once_it_is_begun() {
    let mut record = person_on("coding", "cca-exam");
    let stands = |record: &Record| {
        look(record, |evaluation| {
            let costs = Costs::of(evaluation);
            let of = |id: &str| {
                let mut all = costs.steps();
                all.find(|of| of.step == step(id)).map(|of| of.stand)
            };
            (of("ccs-earned"), of("cpc-passed"), costs.to_pay())
        })
    };
    let one_of = Some(Stand::OneOf);
    assert_eq!(stands(&record), (one_of, one_of, usd(299, 425)));
    mark(&mut record, step("ccs-earned"), State::Doing);
    let chosen = (Some(Stand::ToPay), Some(Stand::Choice), usd(299, 399));
    assert_eq!(stands(&record), chosen);
}
