//! What a person typed about results.

use crate::{
    catalog::credential::Credential,
    cli::ResultWord,
    command::{entries, is_none},
    failure::Failure,
    journey::{hundredths::Hundredths, record::ExamResult, rules},
};

/// A domain of an outline and the result in it; none takes it out.
pub(super) type DomainResult = (u32, Option<Hundredths>);

/// Results by domain, like `1=72`, each domain once.
pub(super) fn domains(typed: &[String]) -> Result<Vec<DomainResult>, Failure> {
    let mut domains: Vec<DomainResult> = Vec::new();
    for one in typed {
        let parts = one.split_once('=');
        if let Some((number, _)) = parts
            && number.trim().starts_with('-')
            && number.trim().parse::<i64>().is_ok()
        {
            let number = number.trim();
            return Err(Failure::new(format!(
                "--domain `{number}` is no domain: they are numbered from 1; nothing was changed"
            ))
            .hint("write the number of the domain and the result: --domain 1=72 2=80.5"));
        }
        let parts =
            parts.and_then(|(number, percent)| Some((number.trim().parse().ok()?, percent)));
        let (number, percent): (u32, &str) = parts.ok_or_else(|| {
            Failure::new(format!(
                "--domain `{one}` is not of the form N=PERCENT; nothing was changed"
            ))
            .hint("write the number of the domain and the result: --domain 1=72 2=80.5")
        })?;
        let flag = format!("--domain {number}=");
        let percent = (!is_none(percent)).then(|| entries::percent(&flag, percent));
        let percent = percent.transpose()?;
        if domains.iter().any(|&(known, _)| known == number) {
            return Err(Failure::new(format!(
                "domain {number} is given twice; nothing was changed"
            )));
        }
        domains.push((number, percent));
    }
    Ok(domains)
}

/// Refuses a domain that no outline of the exam has.
pub(super) fn has_these(
    credential: &Credential,
    domains: impl IntoIterator<Item = u32>,
) -> Result<(), Failure> {
    let forms = || credential.exams.iter().flat_map(|exam| &exam.domains);
    for number in domains {
        if forms().any(|domain| domain.number == number) {
            continue;
        }
        let id = &credential.id;
        let mut failure = Failure::new(format!(
            "no outline of the {id} exam that we know has a domain {number}; nothing was changed"
        ));
        let mut listed: Vec<String> = Vec::new();
        for domain in forms() {
            let line = format!("{}: {}", domain.number, domain.title);
            if !listed.contains(&line) {
                listed.push(line);
            }
        }
        return Err(if listed.is_empty() {
            failure.hint(format!(
                "the result over all can be kept: hitpath exam practice {id} --score PERCENT"
            ))
        } else {
            for line in listed {
                failure = failure.detail(line);
            }
            failure
        });
    }
    Ok(())
}

/// A whole number above 0.
pub(super) fn count(flag: &str, given: &str) -> Result<u32, Failure> {
    let number = rules::count(given.trim().parse().ok());
    number.map_err(|refused| entries::cannot_be(flag, given, refused))
}

pub(super) fn result(word: ResultWord) -> ExamResult {
    match word {
        ResultWord::Pass => ExamResult::Pass,
        ResultWord::Fail => ExamResult::Fail,
    }
}
