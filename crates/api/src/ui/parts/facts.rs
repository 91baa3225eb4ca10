//! A list of names and values 要素表.

use askama::Template;
use askama::filters::HtmlSafe;

use domain::Timestamp;
use jiff::civil::Date;

use super::tag::{Link, Tag};
use super::when::{When, day, moment};

/// One name with its value.
#[derive(Clone, Debug)]
pub struct Fact {
    /// What it is.
    pub name: String,
    /// The value, perhaps with a link.
    pub value: Link,
    /// The value when it is a day or a moment.
    pub when: Option<When>,
    /// How it stands, beside the value.
    pub tag: Option<Tag>,
    /// A remark under the value, or empty.
    pub note: String,
}

/// Names and values, in order. A fact without a value is left out when it is added.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "ui/parts/facts.html")]
pub struct Facts {
    /// The rows.
    pub rows: Vec<Fact>,
}

impl HtmlSafe for Facts {}

impl Facts {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a value; nothing happens when it is empty.
    #[must_use]
    pub fn with(self, name: &str, value: impl Into<String>) -> Self {
        self.with_link(name, Link::plain(value))
    }

    /// Adds a value that links to its page; nothing happens when it is empty.
    #[must_use]
    pub fn with_link(mut self, name: &str, value: Link) -> Self {
        if !value.text.is_empty() {
            self.rows.push(Fact {
                name: name.to_owned(),
                value,
                when: None,
                tag: None,
                note: String::new(),
            });
        }
        self
    }

    /// Adds a day.
    #[must_use]
    pub fn with_day(self, name: &str, on: Date) -> Self {
        self.with_when(name, day(&on))
    }

    /// Adds a moment.
    #[must_use]
    pub fn with_moment(self, name: &str, at: Timestamp) -> Self {
        self.with_when(name, moment(&at))
    }

    fn with_when(mut self, name: &str, when: When) -> Self {
        self.rows.push(Fact {
            name: name.to_owned(),
            value: Link::plain(""),
            when: Some(when),
            tag: None,
            note: String::new(),
        });
        self
    }

    /// Puts a tag beside the value added last.
    #[must_use]
    pub fn tagged(mut self, tag: Tag) -> Self {
        if let Some(last) = self.rows.last_mut() {
            last.tag = Some(tag);
        }
        self
    }

    /// Puts a remark under the value added last.
    #[must_use]
    pub fn noted(mut self, note: impl Into<String>) -> Self {
        if let Some(last) = self.rows.last_mut() {
            last.note = note.into();
        }
        self
    }
}
