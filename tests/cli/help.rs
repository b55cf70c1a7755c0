//! The help of every command, whole: what a person reads is a text like any
//! other, and a flag that comes or goes shows here.

use clap::CommandFactory;
use snapbox::{assert_data_eq, data::Inline, str};

use crate::sandbox::Sandbox;

#[track_caller]
fn helps(arguments: &[&str], expected: Inline) {
    let sandbox = Sandbox::empty();
    let ran = sandbox.run(arguments).succeeds();
    assert_eq!(ran.stderr(), "");
    assert_data_eq!(ran.stdout(), expected);
}

/// How the help of a command ends, where its flags take a line each.
const EVERYWHERE: &str = "
Everywhere:
      --profile <FILE>  Use this profile file
      --json            Answer as JSON
      --plain           One fact per line, for screen readers and small devices
      --color <WHEN>    When to use colors: auto, always or never [default:
                        auto]
      --today <DATE>    Answer as if this day were today
      --no-input        Never ask a question
";

/// How it ends where they are spread out.
const EVERYWHERE_AT_LENGTH: &str = "
Everywhere:
      --profile <FILE>
          Use this profile file

      --json
          Answer as JSON

      --plain
          One fact per line, for screen readers and small devices

      --color <WHEN>
          When to use colors: auto, always or never
          
          [default: auto]

      --today <DATE>
          Answer as if this day were today

      --no-input
          Never ask a question
";

/// `expected` is what stands before the flags that all commands have.
#[track_caller]
fn helps_as_all_do(arguments: &[&str], expected: Inline) {
    let ran = Sandbox::empty().run(arguments).succeeds();
    assert_eq!(ran.stderr(), "");
    let ends = [EVERYWHERE, EVERYWHERE_AT_LENGTH];
    let own = ends.iter().find_map(|end| ran.stdout().strip_suffix(end));
    let own = own.unwrap_or_else(|| panic!("it ends otherwise:\n{ran}"));
    assert_data_eq!(own, expected);
}

#[test]
fn the_program() {
    helps(
        &["--help"],
        str![[r#"
Your way into health information work: steps, progress, next action

Usage: hitpath [OPTIONS] <COMMAND>

Commands:
  init        Start a profile: a few questions, each can be skipped
  check       Mark steps or whole stages done
  status      Where am I: stages, progress, what now
  next        What to do now, and why
  show        One step, stage, credential, fact, pathway or skill in full, with
              sources
  plan        When will I be done, and what decides it
  exam        How ready you are for your exam, by your practice results
  credits     Continuing education: credits earned, missing, and by when
  jobs        Your applications: stages, follow-ups, a report of what you did
  skills      Your skills: how far they are, how far a post needs them to be
  export      Take it elsewhere: your dates as a calendar file, or your
              portfolio
  guide       Read about the field: topics, each a question with its answer
  doctor      Look whether the profile and your evidence are as they were
  set         Change name, pathway, hours-per-week, target, terms, dates, tier
              or readiness-target
  undo        Take back the last change
  redo        Do again what was taken back
  log         Show what was changed, and when
  checklists  The catalog: look things up in it, correct a fact, write your own

Options:
  -h, --help     Print help
  -V, --version  Print version

Everywhere:
      --profile <FILE>  Use this profile file
      --json            Answer as JSON
      --plain           One fact per line, for screen readers and small devices
      --color <WHEN>    When to use colors: auto, always or never [default:
                        auto]
      --today <DATE>    Answer as if this day were today
      --no-input        Never ask a question

More on a command: hitpath help COMMAND
Start with: hitpath init
Every change can be taken back with: hitpath undo

"#]],
    );
}

#[test]
fn init() {
    helps_as_all_do(
        &["init", "--help"],
        str![[r#"
Start a profile: a few questions, each can be skipped

Usage: hitpath init [OPTIONS]

Options:
      --name <NAME>             What you want to be called
      --pathway <ID>            The pathway to follow [default: rhit]
      --hours-per-week <HOURS>  All hours a week for this, classes included
      --target <DATE>           The day by which you want to be in work
      --terms <MM-DD,…>         Term starts of your school, like 01-13,08-25
      --done <ID,…>             Steps or stages that are behind you, with the
                                work before them in their stage
  -y, --yes                     Ask nothing, take the defaults
  -h, --help                    Print help

"#]],
    );
}

#[test]
fn check() {
    helps_as_all_do(
        &["check", "--help"],
        str![[r#"
Mark steps or whole stages done

Usage: hitpath check [OPTIONS] [ID]...

Arguments:
  [ID]...
          Steps or stages; without any, choose from a list

Options:
      --as <STATE>
          What to mark them as [default: done]

          Possible values:
          - done:   Done; on a question, yes
          - doing:  Under way
          - waived: Does not apply to you
          - no:     No; for questions only
          - todo:   To do again

      --on <DATE>
          The day it was done [default: today]

      --note <TEXT>
          A note; replaces the one before

      --evidence <FILE|URL>
          A file or address that proves it; only the reference is kept

      --no-evidence <FILE|URL>
          Take this file or address out of the evidence; the file itself stays

      --show
          Show it in your portfolio; does not mark it done

      --hide
          Show it in your portfolio no longer

      --due <DATE>
          Your own date for it, or `none`; does not mark it done

      --expect <DATE>
          The day it will be done, known from outside, or `none`; does not mark
          it done

      --until <DATE>
          The end printed on a letter or document, or `none`; does not mark it
          done

      --paid <AMOUNT>
          What you paid for it, in dollars (229, 229.50), or `none`; replaces
          the amount before, and +229 adds to it; does not mark it done

      --anyway
          Also where something else should come first

  -h, --help
          Print help (see a summary with '-h')

"#]],
    );
}

#[test]
fn status() {
    helps_as_all_do(
        &["status", "--help"],
        str![[r#"
Where am I: stages, progress, what now

Usage: hitpath status [OPTIONS]

Options:
      --exit-code  End with exit code 1 where something is overdue, for scripts
  -h, --help       Print help

"#]],
    );
}

#[test]
fn next() {
    helps_as_all_do(
        &["next", "--help"],
        str![[r#"
What to do now, and why

Usage: hitpath next [OPTIONS]

Options:
      --all   All of them, not only the first three (JSON always has all)
  -h, --help  Print help

"#]],
    );
}

#[test]
fn show() {
    helps_as_all_do(
        &["show", "--help"],
        str![[r#"
One step, stage, credential, fact, pathway or skill in full, with sources

Usage: hitpath show [OPTIONS] <ID>

Arguments:
  <ID>  A step, stage, credential, fact, pathway or skill

Options:
  -h, --help  Print help

"#]],
    );
}

#[test]
fn plan() {
    helps_as_all_do(
        &["plan", "--help"],
        str![[r#"
When will I be done, and what decides it

Usage: hitpath plan [OPTIONS] [STEP]

Arguments:
  [STEP]  Explain the dates of this step

Options:
      --if <KEY=VALUE>...  What if: pathway, hours-per-week, target, terms,
                           done=STEP,… or exam=fail@DATE; beside the real plan,
                           and nothing is saved
      --costs              What it costs: paid, to pay, and what nobody knows
                           yet
      --draws <N>          How many plans to draw for the forecast; 0 for none
                           [default: 10000]
  -h, --help               Print help

"#]],
    );
}

#[test]
fn export() {
    helps_as_all_do(
        &["export", "--help"],
        str![[r#"
Take it elsewhere: your dates as a calendar file, or your portfolio

Usage: hitpath export [OPTIONS] --format <FORMAT>

Options:
      --format <FORMAT>  What to write: ics, a calendar file of your dates and
                         of what has to start when; portfolio, a Markdown text
                         of what you chose to show
  -o, --output <FILE>    Write it to this file and not to stdout; `-` is stdout
  -h, --help             Print help

"#]],
    );
}

#[test]
fn guide() {
    helps_as_all_do(
        &["guide", "--help"],
        str![[r#"
Read about the field: topics, each a question with its answer

Usage: hitpath guide [OPTIONS] [TOPIC]

Arguments:
  [TOPIC]  The topic to read; without one, the list of all

Options:
      --search <WORD>...  Find the topics that hold all of these words
      --pager             Show it screen by screen, with PAGER or less
  -h, --help              Print help

"#]],
    );
}

#[test]
fn set() {
    helps_as_all_do(
        &["set", "--help"],
        str![[r#"
Change name, pathway, hours-per-week, target, terms, dates, tier or
readiness-target

Usage: hitpath set [OPTIONS] <KEY=VALUE>...

Arguments:
  <KEY=VALUE>...  For example name=Ada, pathway=rhit, hours-per-week=12,
                  target=2029-05-31, terms=01-13,08-25, dates=false (show no
                  planned dates), tier=mid (whose skills you aim at),
                  readiness-target=80 (percent in practice exams); an empty
                  value removes it

Options:
  -h, --help  Print help

"#]],
    );
}

#[test]
fn undo() {
    helps_as_all_do(
        &["undo", "--help"],
        str![[r#"
Take back the last change

Usage: hitpath undo [OPTIONS]

Options:
  -h, --help  Print help

"#]],
    );
}

#[test]
fn redo() {
    helps_as_all_do(
        &["redo", "--help"],
        str![[r#"
Do again what was taken back

Usage: hitpath redo [OPTIONS]

Options:
  -h, --help  Print help

"#]],
    );
}

#[test]
fn log() {
    helps_as_all_do(
        &["log", "--help"],
        str![[r#"
Show what was changed, and when

Usage: hitpath log [OPTIONS]

Options:
      --all   All changes, not only the last twenty (JSON always has all)
  -h, --help  Print help

"#]],
    );
}

#[test]
fn checklists() {
    helps_as_all_do(
        &["checklists", "--help"],
        str![[r#"
The catalog: look things up in it, correct a fact, write your own

Usage: hitpath checklists [OPTIONS] <COMMAND>

Commands:
  list   Pathways, stages, credentials, facts and guide topics, and where each
         comes from
  lint   Look for mistakes in definitions: file, line and column of each
  new    Start a definition of your own, ready to be filled in
  show   The file that defines an id, as its author wrote it
  facts  The facts with their values, or those that should be looked up again
  fact   One fact; with --value, what you found instead

Options:
  -h, --help  Print help

"#]],
    );
    helps_as_all_do(
        &["checklists", "list", "--help"],
        str![[r#"
Pathways, stages, credentials, facts and guide topics, and where each comes from

Usage: hitpath checklists list [OPTIONS] [KIND]

Arguments:
  [KIND]
          Only these

          Possible values:
          - pathways:    Ordered stages that lead to a goal
          - stages:      Ordered groups of steps
          - credentials: What can be earned: routes, exam, renewal
          - facts:       Figures and rules, each with its source and date
          - guide:       Topics to read

Options:
  -h, --help
          Print help (see a summary with '-h')

"#]],
    );
    helps_as_all_do(
        &["checklists", "lint", "--help"],
        str![[r#"
Look for mistakes in definitions: file, line and column of each

Usage: hitpath checklists lint [OPTIONS] [FOLDER]

Arguments:
  [FOLDER]  A folder in place of your own [default: your own]

Options:
      --shipped <FOLDER>  The folder is the whole catalog, by the rules for what
                          ships
  -h, --help              Print help

"#]],
    );
    helps_as_all_do(
        &["checklists", "new", "--help"],
        str![[r#"
Start a definition of your own, ready to be filled in

Usage: hitpath checklists new [OPTIONS] <KIND> <ID>

Arguments:
  <KIND>
          What to start

          Possible values:
          - stage:      A stage with its steps
          - pathway:    A pathway through stages
          - credential: A credential
          - facts:      Facts on one topic
          - guide:      A guide topic

  <ID>
          Its name for ever, like front-desk; also the name of the file

Options:
  -h, --help
          Print help (see a summary with '-h')

"#]],
    );
    helps_as_all_do(
        &["checklists", "show", "--help"],
        str![[r#"
The file that defines an id, as its author wrote it

Usage: hitpath checklists show [OPTIONS] <ID>

Arguments:
  <ID>  A step, stage, credential, fact, pathway, skill or guide topic

Options:
      --path  Only where the file is
  -h, --help  Print help

"#]],
    );
    helps_as_all_do(
        &["checklists", "facts", "--help"],
        str![[r#"
The facts with their values, or those that should be looked up again

Usage: hitpath checklists facts [OPTIONS] [WORD]...

Arguments:
  [WORD]...  Only facts with all of these words in their id, value or meaning

Options:
      --stale  Only old ones and those without a date
      --ahead  Of these only what the steps ahead of you rest on
      --own    Only those that you corrected
  -h, --help   Print help

"#]],
    );
    helps_as_all_do(
        &["checklists", "fact", "--help"],
        str![[r#"
One fact; with --value, what you found instead

Usage: hitpath checklists fact [OPTIONS] <ID>

Arguments:
  <ID>  The fact, like rhit.exam.fee-member

Options:
      --value <VALUE>   What you found: 239 (dollars, too), "19 to 25", 120d or
                        words
      --source <TEXT>   Where you found it
      --checked <DATE>  The day you looked [default: today]
      --remove          Take your correction back
  -h, --help            Print help

"#]],
    );
}

#[test]
fn exam() {
    helps_as_all_do(
        &["exam", "--help"],
        str![[r#"
How ready you are for your exam, by your practice results

Usage: hitpath exam [OPTIONS] [CRED]
       hitpath exam <COMMAND>

Commands:
  practice  Write down a practice exam, or a part of one
  attempt   Write down an exam that you sat for real
  edit      Change a practice exam or an attempt; only what you name changes
  remove    Take out a practice exam or an attempt

Arguments:
  [CRED]  A credential, like rhit [default: that of your pathway]

Options:
      --explain  Say how the figures come about, with your own numbers
      --all      All practice exams, not only the newest (JSON always has all)
  -h, --help     Print help

"#]],
    );
    helps_as_all_do(
        &["exam", "practice", "--help"],
        str![[r#"
Write down a practice exam, or a part of one

Usage: hitpath exam practice [OPTIONS] <CRED>

Arguments:
  <CRED>  The credential whose exam you practise, like rhit

Options:
      --on <DATE>              The day [default: today]
      --domain <N=PERCENT>...  Domains of the outline and your results in
                               percent, like 1=72 2=80.5
      --score <PERCENT>        The result over all, in percent; it is kept and
                               shown, not counted
      --questions <N>          How many questions it had
  -h, --help                   Print help

"#]],
    );
    helps_as_all_do(
        &["exam", "attempt", "--help"],
        str![[r#"
Write down an exam that you sat for real

Usage: hitpath exam attempt [OPTIONS] --result <RESULT> <CRED>

Arguments:
  <CRED>  The credential whose exam you sat, like rhit

Options:
      --result <RESULT>  How it ended: pass or fail
      --on <DATE>        The day [default: today]
      --score <N>        The scaled score on the report
  -h, --help             Print help

"#]],
    );
    helps_as_all_do(
        &["exam", "edit", "--help"],
        str![[r#"
Change a practice exam or an attempt; only what you name changes

Usage: hitpath exam edit [OPTIONS] <ID>

Arguments:
  <ID>  Its name, as `hitpath exam` shows it

Options:
      --on <DATE>              The day
      --domain <N=PERCENT>...  Results of a practice exam by domain, like 1=72;
                               2=none takes one out
      --score <N>              The result over all in percent, of an attempt the
                               scaled score, or `none`
      --questions <N>          How many questions a practice exam had, or `none`
      --result <RESULT>        How an attempt ended: pass or fail
  -h, --help                   Print help

"#]],
    );
    helps_as_all_do(
        &["exam", "remove", "--help"],
        str![[r#"
Take out a practice exam or an attempt

Usage: hitpath exam remove [OPTIONS] <ID>

Arguments:
  <ID>  Its name in the list

Options:
  -h, --help  Print help

"#]],
    );
}

#[test]
fn credits() {
    helps_as_all_do(
        &["credits", "--help"],
        str![[r#"
Continuing education: credits earned, missing, and by when

Usage: hitpath credits [OPTIONS]
       hitpath credits <COMMAND>

Commands:
  add     Write an activity down
  edit    Change an activity; each flag replaces what was there
  remove  Take an activity out
  bundle  Gather what an audit asks for: a list, and copies of the certificates

Options:
      --all   All activities, also those outside the cycle in force (JSON always
              has all)
  -h, --help  Print help

"#]],
    );
    helps_as_all_do(
        &["credits", "add", "--help"],
        str![[r#"
Write an activity down

Usage: hitpath credits add [OPTIONS] --hours <HOURS> --title <TEXT>

Options:
      --on <DATE>            The day it was completed [default: today]
      --hours <HOURS>        The credits that its certificate shows, like 1 or
                             1.5
      --title <TEXT>         What it was
      --category <KIND>      The kind of credits, like ahima; several times for
                             several kinds
      --for <CREDENTIAL>     Count it only for this credential; several times
                             for several
      --evidence <FILE|URL>  Its certificate: a file or an address; only the
                             reference is kept
  -h, --help                 Print help

"#]],
    );
    helps_as_all_do(
        &["credits", "edit", "--help"],
        str![[r#"
Change an activity; each flag replaces what was there

Usage: hitpath credits edit [OPTIONS] <ID>

Arguments:
  <ID>  The activity, by its name in the list

Options:
      --on <DATE>               The day it was completed
      --hours <HOURS>           The credits that its certificate shows
      --title <TEXT>            What it was
      --category <KIND>         The kinds of credits; `none` for no kind
      --for <CREDENTIAL>        The credentials it counts for; `none` for all
                                you hold
      --evidence <FILE|URL>     One more certificate, or a file that has changed
                                or moved
      --no-evidence <FILE|URL>  Take this file or address out; the file itself
                                stays
  -h, --help                    Print help

"#]],
    );
    helps_as_all_do(
        &["credits", "remove", "--help"],
        str![[r#"
Take an activity out

Usage: hitpath credits remove [OPTIONS] <ID>

Arguments:
  <ID>  Its name in the list

Options:
  -h, --help  Print help

"#]],
    );
    helps_as_all_do(
        &["credits", "bundle", "--help"],
        str![[r#"
Gather what an audit asks for: a list, and copies of the certificates

Usage: hitpath credits bundle [OPTIONS] --output <FOLDER>

Options:
  -o, --output <FOLDER>  The folder to put it in: a new one, or an empty one
  -h, --help             Print help

"#]],
    );
}

#[test]
fn skills() {
    helps_as_all_do(
        &["skills", "--help"],
        str![[r#"
Your skills: how far they are, how far a post needs them to be

Usage: hitpath skills [OPTIONS]
       hitpath skills <COMMAND>

Commands:
  rate  Rate yourself from 0 to 5; without a skill, one after the other

Options:
      --tier <LEVEL>  Compare with this level: entry, mid, senior or lead; to
                      keep it: hitpath set tier=LEVEL
  -h, --help          Print help

"#]],
    );
    helps_as_all_do(
        &["skills", "rate", "--help"],
        str![[r#"
Rate yourself from 0 to 5; without a skill, one after the other

Usage: hitpath skills rate [OPTIONS] [ID=N]...

Arguments:
  [ID=N]...  A skill and your rating, like data-entry=3; `none` takes it away

Options:
  -h, --help  Print help

"#]],
    );
}

#[test]
fn doctor() {
    helps_as_all_do(
        &["doctor", "--help"],
        str![[r#"
Look whether the profile and your evidence are as they were

Usage: hitpath doctor [OPTIONS]

Options:
      --evidence  Read every evidence file through and compare it with its
                  fingerprint
  -h, --help      Print help

"#]],
    );
}

#[test]
fn jobs() {
    helps_as_all_do(
        &["jobs", "--help"],
        str![[r#"
Your applications: stages, follow-ups, a report of what you did

Usage: hitpath jobs [OPTIONS]
       hitpath jobs <COMMAND>

Commands:
  add     Write down a post: saved for later, or applied for
  move    It has reached another stage
  note    Write down a note, or that a message was sent
  edit    Change what it says, or put a stage or note right
  remove  Take an application out
  report  What you did in a period, to print: dated, with totals

Options:
      --all   The ones that are over, too (JSON always has all)
  -h, --help  Print help

"#]],
    );
    helps_as_all_do(
        &["jobs", "add", "--help"],
        str![[r#"
Write down a post: saved for later, or applied for

Usage: hitpath jobs add [OPTIONS] --employer <NAME> --title <TEXT>

Options:
      --employer <NAME>  Who has the post to give
      --title <TEXT>     What the post is called
      --url <URL>        The address where you found it; it begins with https
      --on <DATE>        The day of the stage [default: today]
      --stage <STAGE>    The stage it is in, like applied [default: saved]
  -h, --help             Print help

"#]],
    );
    helps_as_all_do(
        &["jobs", "move", "--help"],
        str![[r#"
It has reached another stage

Usage: hitpath jobs move [OPTIONS] <ID> <STAGE>

Arguments:
  <ID>     The application, as the list names it
  <STAGE>  saved, applied, screening, interview, offer, accepted, declined,
           rejected or withdrawn

Options:
      --on <DATE>      The day it got there [default: today]
      --until <DATE>   The last day for your answer, as the offer says, or
                       `none`
      --expect <DATE>  The day by which the employer promised to answer, or
                       `none`
  -h, --help           Print help

"#]],
    );
    helps_as_all_do(
        &["jobs", "note", "--help"],
        str![[r#"
Write down a note, or that a message was sent

Usage: hitpath jobs note [OPTIONS] <ID> <TEXT>

Arguments:
  <ID>    The application, as the list names it
  <TEXT>  What you want to remember

Options:
      --sent       You sent the message that was due: the follow-up or the
                   thanks
      --on <DATE>  The day [default: today]
  -h, --help       Print help

"#]],
    );
    helps_as_all_do(
        &["jobs", "edit", "--help"],
        str![[r#"
Change what it says, or put a stage or note right

Usage: hitpath jobs edit [OPTIONS] <ID>

Arguments:
  <ID>  The application, as the list names it

Options:
      --employer <NAME>    Who has the post to give
      --title <TEXT>       What the post is called
      --url <URL>          Where you found it, or `none`
      --stage <STAGE>      Put this stage right: with --on, or with --gone
      --note <DATE|WORDS>  Put this note right: named by its day, or by some of
                           its words
      --on <DATE>          The right day of that stage or note
      --text <TEXT>        The right words of that note
      --gone               Take that stage or note out
      --was <DATE>         The day it has now, where there are several
  -h, --help               Print help

"#]],
    );
    helps_as_all_do(
        &["jobs", "remove", "--help"],
        str![[r#"
Take an application out

Usage: hitpath jobs remove [OPTIONS] <ID>

Arguments:
  <ID>  Its name in the list

Options:
  -h, --help  Print help

"#]],
    );
    helps_as_all_do(
        &["jobs", "report", "--help"],
        str![[r#"
What you did in a period, to print: dated, with totals

Usage: hitpath jobs report [OPTIONS] --from <DATE> --to <DATE>

Options:
      --from <DATE>  The first day
      --to <DATE>    The last day
  -h, --help         Print help

"#]],
    );
}

#[test]
fn every_command_has_its_help_here() {
    fn look(command: &clap::Command, above: &[&str]) {
        let this = include_str!("help.rs");
        for command in command.get_subcommands() {
            let path = [above, &[command.get_name()]].concat();
            let quoted = path.iter().map(|name| format!("\"{name}\", "));
            let help = format!("&[{}\"--help\"]", quoted.collect::<String>());
            assert!(this.contains(&help), "{path:?}");
            assert!(command.get_about().is_some(), "{path:?} says nothing");
            look(command, &path);
        }
    }
    look(&hitpath::cli::Cli::command(), &[]);
}

#[test]
fn the_tree_of_arguments_is_sound() {
    hitpath::cli::Cli::command().debug_assert();
}

#[test]
fn the_short_flag_says_the_same() {
    let sandbox = Sandbox::empty();
    for command in [[].as_slice(), &["check"], &["init"]] {
        let short = sandbox.run([command, &["-h"]].concat()).succeeds();
        assert!(short.stdout().contains("Usage: hitpath"), "{short}");
    }
}

#[test]
fn without_arguments_the_help_is_what_is_wrong() {
    let ran = Sandbox::empty().run([]);
    assert_eq!((ran.code(), ran.stdout()), (Some(2), ""));
    assert!(ran.stderr().contains("Start with: hitpath init"), "{ran}");
}

#[test]
fn the_version_is_that_of_the_package() {
    for flag in ["--version", "-V"] {
        let ran = Sandbox::empty().run([flag]).succeeds();
        let expected = concat!("hitpath ", env!("CARGO_PKG_VERSION"), "\n");
        assert_eq!(ran.stdout(), expected);
    }
}

#[test]
fn a_mistyped_command_is_offered_its_name() {
    for (given, offered) in [("statsu", "status"), ("ckeck", "check"), ("nxt", "next")] {
        let ran = Sandbox::empty().run([given]).fails();
        assert!(ran.stderr().contains(&format!("'{offered}'")), "{ran}");
    }
}
