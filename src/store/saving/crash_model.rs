//! What the store must do, said with a list of texts and a place in it.
//!
//! For the laws in `crash_laws`; nothing here touches a disk.

/// One thing that happens to a profile.
#[derive(Debug, Clone, Copy)]
pub(super) enum Step {
    Change(Text),
    Undo,
    Redo,
    EditByHand(Text),
    DeleteByHand,
    /// The folder of all data goes to another place.
    MoveFolder,
    /// The profile alone does, where there is one and it lies elsewhere.
    MoveProfile,
}

/// A text of that length. Half of one is another one, so that a half-written text can deceive.
pub(super) type Text = usize;

/// What is to be seen after a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Seen {
    pub(super) profile: Option<Text>,
    pub(super) texts: Vec<Text>,
    pub(super) at: Option<usize>,
    pub(super) edited: bool,
}

/// What a command answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Answer {
    Done,
    NothingToDo,
    /// The disk or the plan of the test stopped it; whether the new text is in place in spite of it.
    Stopped {
        in_place: bool,
    },
}

/// A profile and the texts it had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Model {
    pub(super) profile: Option<Text>,
    pub(super) texts: Vec<Text>,
    /// The place of the text on which the profile stands, or stood before it was edited by hand.
    pub(super) at: usize,
}

impl Model {
    pub(super) fn new() -> Self {
        Self {
            profile: None,
            texts: Vec::new(),
            at: 0,
        }
    }

    pub(super) fn take(&mut self, step: Step) -> Answer {
        match step {
            Step::EditByHand(text) => self.profile = Some(text),
            Step::DeleteByHand => self.profile = None,
            Step::MoveFolder | Step::MoveProfile => {}
            Step::Change(text) if self.profile == Some(text) => return Answer::NothingToDo,
            Step::Change(text) => {
                self.keep_hand_edit();
                self.push(text);
                self.profile = Some(text);
            }
            Step::Undo if self.texts.is_empty() => return Answer::NothingToDo,
            Step::Undo => {
                self.keep_hand_edit();
                if self.profile.is_some() {
                    let Some(older) = self.at.checked_sub(1) else {
                        return Answer::NothingToDo;
                    };
                    self.at = older;
                }
                self.profile = Some(self.texts[self.at]);
            }
            Step::Redo => {
                if self.profile.is_none() || self.is_edited() {
                    return Answer::NothingToDo;
                }
                self.keep_hand_edit();
                if self.at + 1 >= self.texts.len() {
                    return Answer::NothingToDo;
                }
                self.at += 1;
                self.profile = Some(self.texts[self.at]);
            }
        }
        Answer::Done
    }

    /// What a command does first with a profile that does not hold the text it stands on.
    pub(super) fn keep_hand_edit(&mut self) {
        let Some(text) = self.profile else { return };
        if self.is_edited() {
            self.push(text);
        } else if self.texts[self.at] != text {
            self.at += 1;
        }
    }

    fn is_edited(&self) -> bool {
        // The text it stands on and the one ahead explain a profile, any other text is an edit.
        let mut explained = self.texts.iter().skip(self.at).take(2);
        self.profile
            .is_some_and(|text| !explained.any(|it| *it == text))
    }

    fn push(&mut self, text: Text) {
        if !self.texts.is_empty() {
            self.at += 1;
        }
        self.texts.truncate(self.at);
        self.texts.push(text);
    }

    pub(super) fn seen(&self) -> Seen {
        let mut model = self.clone();
        let edited = model.is_edited();
        if !edited {
            model.keep_hand_edit();
        }
        Seen {
            profile: self.profile,
            at: (!self.texts.is_empty()).then_some(model.at),
            texts: self.texts.clone(),
            edited,
        }
    }
}
