//! Ids and words of closed lists are read with or without capitals, and a
//! negative number is answered as a number.

use crate::sandbox::Sandbox;

#[test]
fn capitals_make_no_difference_wherever_an_id_is_typed() {
    let sandbox = Sandbox::empty();
    for typed in [
        "init --yes --pathway Coding --done DIPLOMA",
        "check Learn-Role --as DOING",
        "check LEARN-ROLE --due None",
        "show CCA",
        "plan CCA-Applied",
        "plan --if Pathway=RHIT Done=Explore --draws 0",
        "set PATHWAY=Rhia Dates=FALSE Tier=Mid",
        "guide Study",
        "exam RHIA",
        "exam practice RHIA --score 70 --on Yesterday",
        "exam attempt Rhia --result FAIL",
        "skills --tier LEAD",
        "skills rate Data-Entry=3",
        "credits add --hours 1 --title W --category AHIMA --for RHIT",
        "jobs add --employer E --title T --stage APPLIED",
        "checklists list Facts",
        "checklists show RHIT",
        "checklists fact Ceu.Cycle",
        "checklists new STAGE front-desk",
        "export --format ICS",
        "status --color NEVER",
    ] {
        let arguments: Vec<&str> = typed.split_whitespace().collect();
        sandbox.run(arguments).succeeds();
    }
}

#[test]
fn a_negative_number_is_answered_as_a_number() {
    for (typed, said) in [
        ("init --hours-per-week -7", "hours-per-week `-7`"),
        ("plan --draws -1", "-1"),
        (
            "exam practice rhit --score 70 --questions -3",
            "--questions `-3`",
        ),
        ("exam practice rhit --score -70", "--score `-70`"),
        (
            "exam attempt rhit --result pass --score -300",
            "--score `-300`",
        ),
        ("credits add --title W --hours -1.5", "--hours `-1.5`"),
        ("check learn-role --paid -20", "--paid `-20`"),
        ("exam practice rhit --domain 1=-50", "--domain 1= `-50`"),
        (
            "exam practice rhit --domain=-1=50",
            "--domain `-1` is no domain",
        ),
        ("checklists fact ceu.rhit --value -20 --source S", ""),
    ] {
        let sandbox = match typed.starts_with("init") {
            true => Sandbox::empty(),
            false => Sandbox::begun(),
        };
        let arguments: Vec<&str> = typed.split_whitespace().collect();
        let ran = sandbox.run(arguments);
        let answer = ran.conversation();
        assert!(!answer.contains("unexpected argument"), "{typed}: {answer}");
        assert!(answer.contains(said), "{typed}: {answer}");
    }
}
