//! What ships stays what it is: a name is never taken over silently.

use crate::{MINE, Own, SOUND, fact, with_step};

#[test]
fn a_shipped_name_is_not_taken_over() {
    let case = |name: &str, text: &str, message: &str| {
        Own::new().file(name, text).is_refused(&[message]);
    };
    case(
        "stages/diploma.toml",
        "id = ▸\"diploma\"\ntitle = \"Mine\"\n",
        "the id `diploma` is already used by a stage in stages/diploma.toml",
    );
    case(
        "stages/learn-role.toml",
        "id = ▸\"learn-role\"\ntitle = \"Mine\"\n",
        "the id `learn-role` is already used by a step in stages/explore.toml",
    );
    case(
        "stages/rhit.toml",
        "id = ▸\"rhit\"\ntitle = \"Mine\"\n",
        "the id `rhit` is already used by a definition in credentials/rhit.toml",
    );
    case(
        "stages/mine.toml",
        &format!("{MINE}[[step]]\nid = ▸\"diploma-earned\"\ntitle = \"A\"\n"),
        "the id `diploma-earned` is already used by a step in stages/diploma.toml",
    );
    case(
        "stages/mine.toml",
        &with_step("was = [\"older\", ▸\"diploma-earned\"]"),
        "the id `diploma-earned` is already used by a step in stages/diploma.toml",
    );
    case(
        "credentials/rhit.toml",
        "id = ▸\"rhit\"\ntitle = \"Mine\"\nbody = \"Me\"\n",
        "the id `rhit` is already used by a credential in credentials/rhit.toml",
    );
    case(
        "credentials/explore.toml",
        "id = ▸\"explore\"\ntitle = \"Mine\"\nbody = \"Me\"\n",
        "the id `explore` is already used by a definition in stages/explore.toml",
    );
    case(
        "credentials/exam-sat.toml",
        "id = ▸\"exam-sat\"\ntitle = \"Mine\"\nbody = \"Me\"\n",
        "the id `exam-sat` is already used by a definition in stages/rhit-exam.toml",
    );
    case(
        "pathways/rhit.toml",
        "id = ▸\"rhit\"\ntitle = \"Mine\"\n",
        "the id `rhit` is already used by a pathway in pathways/rhit.toml",
    );
    let figure = fact(SOUND).replace("\"my.fact\"", "▸\"rhit.exam.questions\"");
    case(
        "facts/mine.toml",
        &figure,
        "the id `rhit.exam.questions` is already used by a fact that came with the program",
    );
    // Not even for a time in which the shipped one is not in force.
    case(
        "facts/mine.toml",
        &format!("{figure}effective-from = 2200-01-01\n"),
        "the id `rhit.exam.questions` is already used by a fact that came with the program",
    );
}

/// A pathway may share the name of the credential it leads to.
#[test]
fn facts_have_names_of_their_own() {
    Own::new().file("facts/rhit.toml", &fact(SOUND)).catalog();
}

#[test]
fn an_own_pathway_and_its_own_stage_may_share_a_name() {
    Own::new()
        .file(
            "pathways/mine.toml",
            "id = \"mine\"\ntitle = \"Mine\"\nstages = [\"mine\"]\n",
        )
        .file(
            "stages/mine.toml",
            "id = \"mine\"\ntitle = \"Mine\"\n\n[[step]]\nid = \"a\"\ntitle = \"A\"\n",
        )
        .catalog();
}

#[test]
fn own_names_do_not_clash_either() {
    let one = "id = \"one\"\ntitle = \"One\"\n\n[[step]]\nid = \"a\"\ntitle = \"A\"\n";
    let own = Own::new().file("stages/one.toml", one).file(
        "stages/two.toml",
        "id = \"two\"\ntitle = \"Two\"\n\n[[step]]\nid = ▸\"a\"\ntitle = \"A\"\n\n\
         [[step]]\nid = \"b\"\ntitle = \"B\"\n\n[[step]]\nid = ▸\"b\"\ntitle = \"B\"\n\n\
         [[step]]\nid = ▸\"two\"\ntitle = \"C\"\n",
    );
    let first = own.folder.path().join("stages/one.toml");
    own.is_refused(&[
        &format!(
            "the id `a` is already used by a step in {}",
            first.display()
        ),
        "the id `b` is already used by a step of the same stage",
        "the id `two` is already used by the stage itself",
    ]);
    let twice = format!(
        "{}{}",
        fact(SOUND),
        fact(SOUND).replace("\"my.fact\"", "▸\"my.fact\"")
    );
    Own::new()
        .file("facts/mine.toml", &twice)
        .is_refused(&["another version of this fact is in force on the same days"]);
}
