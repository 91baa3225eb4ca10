//! A form field 表单项: label, hint, control, and what is wrong with it, tied together for eyes, keys and screen readers.

use askama::Template;
use askama::filters::HtmlSafe;
use domain::catalogue::vocabulary::{Listed, Vocabulary};

use super::files::SentFile;

/// One value to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// As sent.
    pub value: String,
    /// As shown.
    pub label: String,
    /// A remark beside it, or empty.
    pub note: String,
}

impl Choice {
    /// A value with the word shown for it.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
            note: String::new(),
        }
    }

    /// The same with a remark.
    #[must_use]
    pub fn noted(self, note: impl Into<String>) -> Self {
        Self {
            note: note.into(),
            ..self
        }
    }
}

/// What a person types or picks with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Control {
    /// One line; the word is the `type` of the input.
    Line(&'static str),
    /// Several lines, so many high.
    Area(u8),
    /// One of several, folded.
    Select(Vec<Choice>),
    /// One of several, all seen.
    Radios(Vec<Choice>),
    /// Any of several.
    Checks(Vec<Choice>),
    /// Yes or no: sends `true` or nothing.
    Tick,
}

/// How wide a control is: as wide as what belongs in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Width {
    /// A sentence or more.
    #[default]
    Full,
    /// A name or a number of many digits.
    Medium,
    /// A sum or a date.
    Short,
}

/// One field of a form; made by [`Form`](crate::ui::Form), which knows the values and the errors.
#[derive(Clone, Debug, Template)]
#[template(path = "ui/parts/field.html")]
pub struct Field {
    /// Scope of its form, see [`crate::ui::form`].
    pub scope: String,
    /// Name of the control, see [`crate::ui::form`].
    pub name: String,
    /// What is asked.
    pub label: String,
    /// What helps to answer, or empty.
    pub hint: String,
    /// With what it is answered.
    pub control: Control,
    /// What was typed, one for each time it was sent.
    pub values: Vec<String>,
    /// What somebody else saved meanwhile, where it is not what was typed.
    pub stored: Option<String>,
    /// The file that arrived when the form was last sent.
    pub sent: Option<SentFile>,
    /// What is wrong with it, in Chinese.
    pub errors: Vec<String>,
    /// Whether it must be filled in.
    pub needed: bool,
    /// How wide the control is.
    pub width: Width,
    /// Unit behind the control, or empty.
    pub unit: String,
    /// What the browser may fill in, or empty.
    pub autocomplete: &'static str,
    /// Whether the label is for screen readers only, because a heading above says it.
    pub label_hidden: bool,
    /// From which list it is chosen by typing; the page has that list, see [`VocabularyList`].
    pub vocabulary: Option<Vocabulary>,
}

/// The entries of a vocabulary for the fields of a page that are chosen from it.
#[derive(Clone, Copy, Debug, Template)]
#[template(path = "ui/parts/vocabulary_list.html")]
pub struct VocabularyList(pub Vocabulary);

impl HtmlSafe for VocabularyList {}

impl VocabularyList {
    /// What may be chosen, as the field takes it.
    pub fn options(self) -> Vec<String> {
        let field = self.0 == Vocabulary::Field;
        let option = |listed: &Listed| match field {
            true => listed.name.to_owned(),
            false => format!("{} {}", listed.code, listed.name),
        };
        self.0.entries().iter().map(option).collect()
    }
}

impl HtmlSafe for Field {}

impl Field {
    /// A sentence that helps to answer.
    #[must_use]
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self {
            hint: hint.into(),
            ..self
        }
    }

    /// Must be filled in.
    #[must_use]
    pub fn needed(self) -> Self {
        Self {
            needed: true,
            ..self
        }
    }

    /// As wide as a name.
    #[must_use]
    pub fn medium(self) -> Self {
        Self {
            width: Width::Medium,
            ..self
        }
    }

    /// As wide as a sum or a date.
    #[must_use]
    pub fn short(self) -> Self {
        Self {
            width: Width::Short,
            ..self
        }
    }

    /// A unit behind the control.
    #[must_use]
    pub fn unit(self, unit: &str) -> Self {
        Self {
            unit: unit.to_owned(),
            ..self
        }
    }

    /// What the browser may fill in.
    #[must_use]
    pub fn autocomplete(self, what: &'static str) -> Self {
        Self {
            autocomplete: what,
            ..self
        }
    }

    /// Label for screen readers only.
    #[must_use]
    pub fn label_hidden(self) -> Self {
        Self {
            label_hidden: true,
            ..self
        }
    }

    /// Identifier of the control on the page: `patents.0.number` is `f-patents-0-number`.
    pub fn id(&self) -> String {
        control_id(&self.scope, &self.name)
    }

    /// The first value, or nothing.
    pub fn value(&self) -> &str {
        self.values.first().map_or("", String::as_str)
    }

    /// Whether this value was picked.
    pub fn picked(&self, choice: &Choice) -> bool {
        self.values.contains(&choice.value)
    }

    /// Whether a tick is set.
    pub fn ticked(&self) -> bool {
        self.value() == "true"
    }

    /// Whether something is wrong with it.
    pub fn wrong(&self) -> bool {
        !self.errors.is_empty()
    }

    /// Identifiers of what describes the control, for `aria-describedby`.
    pub fn described_by(&self) -> String {
        let id = self.id();
        let hint = if self.hint.is_empty() {
            String::new()
        } else {
            format!("{id}-hint")
        };
        let error = if self.errors.is_empty() {
            String::new()
        } else {
            format!("{id}-error")
        };
        let stored = if self.stored.is_none() {
            String::new()
        } else {
            format!("{id}-stored")
        };
        let sent = if self.sent.is_none() {
            String::new()
        } else {
            format!("{id}-sent")
        };
        let all = [hint, sent, error, stored];
        let described: Vec<String> = all.into_iter().filter(|id| !id.is_empty()).collect();
        described.join(" ")
    }

    /// Class of the control's width.
    pub fn width_class(&self) -> &'static str {
        match self.width {
            Width::Full => "full",
            Width::Medium => "medium",
            Width::Short => "short",
        }
    }
}

/// Identifier of the control of this name in the form of this scope.
pub(crate) fn control_id(scope: &str, name: &str) -> String {
    let name = name.replace('.', "-");
    if scope.is_empty() {
        format!("f-{name}")
    } else {
        format!("f-{scope}-{name}")
    }
}
