//! Topics of a person's own: what is wrong with one is named where it is.

use hitpath::{
    catalog::guide::{Block, Guide, Origin, Voice},
    store::{guide_files::load_beside, problem::FileProblem},
};

use crate::{Own, SOUND, fact};

/// A topic that ships, beside a person's own.
const SHIPPED: &[(&str, &str)] = &[("shipped", "# What ships?\n\nThis does.\n")];

const TITLE: &str = "# Why?\n\nBecause.\n\n";
const NO_LINK: &str = "a link is not shown; write the address itself, like www.ahima.org";
const NO_HTML: &str = "HTML is not shown";
const NOT_SHOWN: &str = "this is not shown; a topic holds headings, paragraphs and lists";

impl Own {
    fn guide(&self) -> Result<Guide, Vec<FileProblem>> {
        load_beside(SHIPPED, self.folder.path(), &self.catalog())
    }

    #[track_caller]
    fn guide_is_refused(&self, messages: &[&str]) {
        let said = self.said(self.guide().err().unwrap_or_default());
        assert_eq!(said, self.expected(messages));
    }
}

#[track_caller]
fn topic(text: &str, messages: &[&str]) {
    Own::new()
        .file("guide/mine.md", text)
        .guide_is_refused(messages);
}

#[track_caller]
fn below_title(text: &str, messages: &[&str]) {
    topic(&format!("{TITLE}{text}"), messages);
}

#[test]
fn what_stands_in_front() {
    let case = |front: &str, messages: &[&str]| {
        topic(&format!("+++\n{front}\n+++\n{TITLE}"), messages);
        topic(
            &format!("\u{feff}+++\r\n{front}\r\n+++\r\n{TITLE}"),
            messages,
        );
    };
    case("▸prat = \"x\"\nplace = 1", &["unknown key `prat`"]);
    case(
        "place = ▸\"first\"",
        &["invalid type: string \"first\", expected u32"],
    );
    case(
        "▸a = 1\n▸b = 2\n▸c.d = 3",
        &["unknown key `a`", "unknown key `b`", "unknown key `c`"],
    );
    case("place = 1\n▸place = 2", &["duplicate key"]);
    topic(
        &format!("▸+++\npart = \"Mine\"\n{TITLE}"),
        &["this is not closed; write a line +++ below the last key"],
    );
}

#[test]
fn what_nests_too_deeply_is_refused_and_exhausts_nothing() {
    let front = ["a = ", &"[".repeat(5000), &"]".repeat(5000)].concat();
    let own = Own::new().file("guide/deep.md", &format!("+++\n{front}\n+++\n{TITLE}"));
    assert_eq!(own.guide().err().map(|problems| problems.len()), Some(1));
    for sign in ["> ", "- ", "*", "[", "`", "<", "1. ", "![", "\\", "&"] {
        let own = Own::new().file("guide/deep.md", &(TITLE.to_owned() + &sign.repeat(50_000)));
        drop(own.guide());
    }
}

#[test]
fn a_topic_is_a_title_and_an_answer() {
    let no_title = "there is no title; begin with `# ` and a question";
    topic("▸", &[no_title]);
    topic("+++\npart = \"P\"\n+++\n\n▸Words.\n", &[no_title]);
    topic("▸## Heading\n\nWords.\n", &[no_title]);
    topic(
        "▸# Why?\n",
        &["nothing follows the title; write the short answer below it"],
    );
    let answer_first = "the short answer comes first: a paragraph below the title";
    topic("# Why?\n\n▸## Heading\n\nWords.\n", &[answer_first]);
    topic("# Why?\n\n▸- an entry\n", &[answer_first]);
    topic(
        "# Why?\n\n▸Facts: rhit.exam.questions\n\nWords.\n",
        &[answer_first],
    );
    topic("▸#\n\nWords.\n", &["this heading is empty"]);
    topic(
        "# Why?\n\nWords.\n\n▸# Again?\n",
        &["a topic has one title; write `## ` before other headings"],
    );
    topic(
        "Words.\n\n▸# Why?\n",
        &["the title comes first, above everything else"],
    );
    topic(
        "▸# How {rhit.exam.questions}?\n\nWords.\n",
        &["a title names no fact"],
    );
}

#[test]
fn what_is_not_shown_is_named() {
    below_title(
        "▸| a | b |\n|---|---|\n| 1 | 2 |\n",
        &["a table is not shown; write a list"],
    );
    below_title("a ▸<b>c▸</b>\n", &[NO_HTML, NO_HTML]);
    below_title("▸<div>\n\nWords.\n\n▸<!-- x -->\n", &[NO_HTML, NO_HTML]);
    below_title("see ▸![a](b.png)\n", &["an image is not shown"]);
    below_title("see ▸[a](b), ▸<https://example.org>\n", &[NO_LINK, NO_LINK]);
    below_title("see ▸[a]\n\n▸[a]: b\n", &[NO_LINK, NO_LINK]);
    let code = "a block of code is not shown; write a command as `command`";
    below_title("▸```\nx\n```\n", &[code]);
    below_title("    ▸x\n", &[code]);
    below_title("▸> said\n\n▸***\n", &[NOT_SHOWN, NOT_SHOWN]);
    below_title(
        "▸### Deep\n",
        &["headings below the title begin with `## `"],
    );
    below_title("▸##\n", &["this heading is empty"]);
    below_title("- a\n  ▸- b\n", &["a list cannot stand in a list"]);
    below_title("- a\n\n  ▸b\n", &["an entry of a list holds one paragraph"]);
    below_title("- ▸## a\n", &["a heading cannot stand in a list"]);
}

#[test]
fn facts_have_to_exist() {
    let near = "there is no fact `rhit.exam.question`; did you mean `rhit.exam.questions`?";
    below_title(
        "So ▸{rhit.exam.question} and {rhit.exam.questions}.\n\n## ▸{zebra.stripes}\n\n- one\n- é ▸{zebra.stripes}\n",
        &[
            near,
            "there is no fact `zebra.stripes`",
            "there is no fact `zebra.stripes`",
        ],
    );
    below_title(
        "Facts: ▸zebra.stripes,\n  rhit.exam.questions, ▸zebra.mane\n",
        &[
            "there is no fact `zebra.stripes`",
            "there is no fact `zebra.mane`",
        ],
    );
    let no_id =
        "a fact id is made of two or more such words joined by dots, like `rhit.exam.window`";
    below_title(
        "Facts: ▸{c.d} ▸Nonsense\n",
        &[
            &format!("`{{c.d}}` is no fact: {no_id}"),
            &format!("`Nonsense` is no fact: {no_id}"),
        ],
    );
    below_title("▸Facts:\n", &["name the facts to be shown here"]);
}

#[test]
fn all_problems_of_all_files_are_named_at_once() {
    Own::new()
        .file(
            "guide/one.md",
            "+++\n▸x = 1\n+++\n# Why?\n\n▸> a\n\n▸<hr>\n\n▸# Two\n",
        )
        .file("guide/two.md", "▸## No title\n")
        .guide_is_refused(&[
            "unknown key `x`",
            NOT_SHOWN,
            NO_HTML,
            "a topic has one title; write `## ` before other headings",
            "there is no title; begin with `# ` and a question",
        ]);
}

#[test]
fn names_that_are_taken_or_are_none() {
    let own = Own::new()
        .file("guide/shipped.md", TITLE)
        .file("guide/My Topic.md", "no title")
        .bytes("guide/bytes.md", b"# Why?\n\n\xff\n")
        .folder("guide/folder.md")
        .file("guide/.hidden.md", "no title")
        .file("guide/notes.txt", "no title");
    let said = own.said(own.guide().err().unwrap_or_default());
    assert_eq!(
        said,
        [
            "guide/My Topic.md: the name of the file is no id: an id is made of lower-case letters and digits, in words joined by one hyphen each",
            "guide/My Topic.md:1:1: there is no title; begin with `# ` and a question",
            "guide/bytes.md:3:1: this byte is not UTF-8 text",
            "guide/folder.md: is a folder, not a file",
            "guide/shipped.md: `shipped` is a topic that ships; give this file another name",
        ]
    );
}

#[test]
fn a_file_is_read_up_to_four_mebibytes() {
    let words = "word ".repeat(4 * 1024 * 1024 / 5 - 10);
    let own = Own::new().file("guide/long.md", &format!("# Why?\n\n{words}\n"));
    assert!(own.guide().is_ok());
    let own = own.file("guide/long.md", &format!("# Why?\n\n{words}{words}\n"));
    let said = own.said(own.guide().err().unwrap_or_default());
    assert_eq!(said.len(), 1);
    assert!(said[0].ends_with("at most 4194304 are read"), "{said:?}");
}

#[test]
fn what_is_sound_is_read() {
    let own = Own::new()
        .file("facts/mine.toml", &fact(SOUND))
        .file(
            "guide/mine.md",
            "\u{feff}+++\r\npart = \"Mine\"\r\nplace = 7\r\n+++\r\n# Why `so`?\r\n\r\n\
             A *short* **answer**, with `code`,\r\nof {my.fact} \\{x} &amp; [that].\r\n\r\n\
             ## More\r\n\r\n3. three\r\n4. four\r\n\r\n- a\r\n\r\n- b\r\n  c\r\n\r\nFacts: my.fact\r\n",
        );
    let guide = own.guide().expect("it is sound");
    let mine = guide.topic_named("mine").expect("it is there");
    assert_eq!(mine.title, "Why `so`?");
    assert_eq!((mine.part.as_deref(), mine.place), (Some("Mine"), Some(7)));
    assert!(matches!(&mine.origin, Origin::Own(file) if file.ends_with("guide/mine.md")));
    let [
        Block::Paragraph(answer),
        Block::Heading(_),
        numbered,
        dashed,
        Block::Facts(facts),
    ] = mine.blocks.as_slice()
    else {
        panic!("{:#?}", mine.blocks);
    };
    assert_eq!(
        answer.text(),
        "A short answer, with `code`, of {my.fact} {x} & [that]."
    );
    let voices: Vec<Voice> = answer.runs.iter().map(|run| run.voice).collect();
    assert_eq!(
        voices,
        [
            Voice::Usual,
            Voice::Emphasis,
            Voice::Usual,
            Voice::Strong,
            Voice::Usual,
            Voice::Code,
            Voice::Usual
        ]
    );
    let items = |block: &Block| -> Vec<String> { block.prose().map(|item| item.text()).collect() };
    assert!(matches!(numbered, Block::List { first: Some(3), .. }));
    assert_eq!(items(numbered), ["three", "four"]);
    assert!(matches!(dashed, Block::List { first: None, .. }));
    assert_eq!(items(dashed), ["a", "b c"]);
    assert_eq!(facts.len(), 1);
    assert_eq!(mine.facts_in_sentences(), []);
    let shipped = guide.topic_named("shipped").expect("it is there");
    assert_eq!(shipped.origin, Origin::Shipped);
}

#[test]
fn a_folder_that_is_not_there_is_no_problem() {
    assert_eq!(Own::new().guide().map(|guide| guide.topics().len()), Ok(1));
}
