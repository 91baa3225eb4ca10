//! Notices 提示, the summary of what is wrong in a form, and buttons that change something.

use askama::Template;
use askama::filters::HtmlSafe;

use super::tag::{Link, Tone};

/// A message about what just happened or what to mind.
#[derive(Clone, Debug, Template)]
#[template(path = "ui/parts/notice.html")]
pub struct Notice {
    /// Its colour.
    pub tone: Tone,
    /// The message, in one sentence.
    pub title: String,
    /// More, or empty.
    pub text: String,
    /// Where to go on.
    pub link: Option<Link>,
    /// What the reader had typed and what was not saved, to be copied.
    pub typed: Vec<String>,
}

impl HtmlSafe for Notice {}

impl Notice {
    /// One sentence in this tone.
    pub fn new(tone: Tone, title: impl Into<String>) -> Self {
        Self {
            tone,
            title: title.into(),
            text: String::new(),
            link: None,
            typed: Vec::new(),
        }
    }

    /// The word for who cannot see the colour.
    pub fn word(&self) -> &'static str {
        match self.tone {
            Tone::Neutral | Tone::Action => "提示",
            Tone::Good => "已完成",
            Tone::Attention => "请注意",
            Tone::Danger => "有问题",
        }
    }
}

/// Why a form came back: everything that is wrong in it, each linked to its field, or who saved meanwhile.
#[derive(Clone, Debug, Template)]
#[template(path = "ui/parts/error_summary.html")]
pub struct ErrorSummary {
    /// What is wrong, with the address of the control on this page.
    pub errors: Vec<Link>,
    /// Whether a field is to be changed; else the whole was refused.
    pub about_fields: bool,
    /// Who saved meanwhile, when and what (or empty), when that is why.
    pub overtaken: Option<String>,
}

impl HtmlSafe for ErrorSummary {}

/// How much a button weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// The one thing to do on a page.
    Primary,
    /// Anything else.
    Secondary,
    /// What takes something away.
    Danger,
}

impl Weight {
    /// The class in the stylesheet.
    pub fn class(self) -> &'static str {
        match self {
            Self::Primary => "primary",
            Self::Secondary => "secondary",
            Self::Danger => "danger",
        }
    }
}

/// A button that is a form of its own: a verb sent to an address with the version that the reader saw.
#[derive(Clone, Debug, Template)]
#[template(path = "ui/parts/post_button.html")]
pub struct PostButton {
    /// Where it is sent.
    pub action: String,
    /// The verb.
    pub label: String,
    /// Version of the row; not sent when there is none.
    pub version: Option<i64>,
    /// How much it weighs.
    pub weight: Weight,
}

impl HtmlSafe for PostButton {}

impl PostButton {
    /// A button of secondary weight.
    pub fn new(label: impl Into<String>, action: impl Into<String>, version: Option<i64>) -> Self {
        Self {
            action: action.into(),
            label: label.into(),
            version,
            weight: Weight::Secondary,
        }
    }

    /// The same button with another weight.
    #[must_use]
    pub fn weighing(self, weight: Weight) -> Self {
        Self { weight, ..self }
    }
}
