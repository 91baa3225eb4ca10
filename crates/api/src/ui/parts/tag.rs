//! Status tags 状态标签, links, and the tone that colours them. A colour never stands alone: a word says the same.

use askama::Template;
use askama::filters::HtmlSafe;
use domain::catalogue::achievement;
use domain::catalogue::achievement::{Patent, Standing};
use domain::catalogue::demand;
use domain::catalogue::revision::RevisionState;
use jiff::civil::Date;

/// How something stands, as a colour beside a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Nothing to do, nothing wrong.
    #[default]
    Neutral,
    /// In work, or to be acted on.
    Action,
    /// Done, valid.
    Good,
    /// Look at it.
    Attention,
    /// Wrong, refused, overdue.
    Danger,
}

impl Tone {
    /// The class in the stylesheet.
    pub fn class(self) -> &'static str {
        match self {
            Self::Neutral => "neutral",
            Self::Action => "action",
            Self::Good => "good",
            Self::Attention => "attention",
            Self::Danger => "danger",
        }
    }
}

/// A word for how something stands.
#[derive(Clone, Debug, PartialEq, Eq, Template)]
#[template(path = "ui/parts/tag.html")]
pub struct Tag {
    /// The word.
    pub word: String,
    /// Its colour.
    pub tone: Tone,
}

impl HtmlSafe for Tag {}

impl Tag {
    /// A tag of this tone.
    pub fn new(tone: Tone, word: impl Into<String>) -> Self {
        Self {
            word: word.into(),
            tone,
        }
    }

    /// How a patent stands on a day.
    pub fn of_patent(patent: &Patent, day: Date) -> Self {
        let standing = patent.standing_on(day);
        let tone = match standing {
            Standing::Pending => Tone::Action,
            Standing::InForce => Tone::Good,
            Standing::Lapsed | Standing::Ended(_) | Standing::NotFiledYet => Tone::Danger,
        };
        Self::new(tone, standing.label())
    }
}

impl From<achievement::State> for Tag {
    fn from(state: achievement::State) -> Self {
        use achievement::State;
        let tone = match state {
            State::Draft | State::Withdrawn => Tone::Neutral,
            State::Submitted => Tone::Action,
            State::Returned => Tone::Attention,
            State::Published => Tone::Good,
        };
        Self::new(tone, state.label())
    }
}

impl From<RevisionState> for Tag {
    fn from(state: RevisionState) -> Self {
        let tone = match state {
            RevisionState::Draft => Tone::Neutral,
            RevisionState::Submitted => Tone::Action,
            RevisionState::Returned => Tone::Attention,
        };
        Self::new(tone, state.label())
    }
}

impl From<demand::State> for Tag {
    fn from(state: demand::State) -> Self {
        let tone = match state {
            demand::State::Draft | demand::State::Withdrawn => Tone::Neutral,
            demand::State::Published => Tone::Good,
        };
        Self::new(tone, state.label())
    }
}

/// A link; the address was made by the program, never typed by a person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Template)]
#[template(path = "ui/parts/link.html")]
pub struct Link {
    /// What it says.
    pub text: String,
    /// Where it leads; nowhere when empty: then it is plain text.
    pub href: String,
}

impl HtmlSafe for Link {}

impl Link {
    /// A link to this address.
    pub fn new(text: impl Into<String>, href: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            href: href.into(),
        }
    }

    /// Text that leads nowhere.
    pub fn plain(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            href: String::new(),
        }
    }
}
