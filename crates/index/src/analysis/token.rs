//! Tokens, and the words of data files.

use super::fold::Folded;

/// A token: a span of the folded text, and how it is written in the index where that differs from the span.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it begins in the folded text, in bytes.
    pub start: usize,
    /// Where it ends in the folded text, in bytes.
    pub end: usize,
    /// Its form in the index, when it is not the span itself (`covid-19` is `covid19`, `200 mpa` is `200mpa`).
    pub normal: Option<Box<str>>,
}

impl Token {
    pub(super) fn plain(start: usize, end: usize) -> Self {
        Self {
            start,
            end,
            normal: None,
        }
    }

    /// Its form in the index.
    pub fn text<'a>(&'a self, folded: &'a Folded) -> &'a str {
        self.normal
            .as_deref()
            .unwrap_or(&folded.text[self.start..self.end])
    }
}

/// The words of a data file: separated by white space; lines that begin with `#` are remarks.
pub(crate) fn data_words(file: &str) -> impl Iterator<Item = &str> {
    file.lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::split_whitespace)
}
