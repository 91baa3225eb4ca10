//! Runs: a text falls into stretches of Chinese characters, and of Latin letters and numbers.

use super::han::is_han;
use super::latin;

/// A stretch of text of one kind; what lies between stretches (punctuation, emoji, controls) is no part of any token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Run {
    Han { start: usize, end: usize },
    Latin { start: usize, end: usize },
}

pub(super) struct Runs<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Runs<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        Self { text, at: 0 }
    }
}

impl Iterator for Runs<'_> {
    type Item = Run;

    fn next(&mut self) -> Option<Run> {
        let start =
            self.at + self.text[self.at..].find(|c: char| is_han(c) || c.is_alphanumeric())?;
        let rest = &self.text[start..];
        let first = rest.chars().next()?;
        let length = if is_han(first) {
            rest.find(|c| !is_han(c)).unwrap_or(rest.len())
        } else {
            latin::run_length(rest)
        };
        self.at = start + length;
        Some(if is_han(first) {
            Run::Han {
                start,
                end: self.at,
            }
        } else {
            Run::Latin {
                start,
                end: self.at,
            }
        })
    }
}
