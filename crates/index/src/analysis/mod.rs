//! Text to tokens: one analyser for documents and for queries, so that both always agree.
//!
//! Two views of a text. *Words*: dictionary words cut into non-overlapping fine-grained ones, Latin and number runs
//! kept whole with their units. *Parts*: character pairs and the pieces of Latin runs, which find what words miss.
//! It knows nothing of fields or of the index.

mod adapter;
mod additions;
mod dictionary;
mod fold;
mod latin;
mod parts;

pub(crate) use adapter::{CUT_TOKENIZER, register};
pub use adapter::{CutText, CutTokenizer};
pub(crate) use additions::added;
pub use additions::{DictionaryError, add_dictionary};
pub use dictionary::Dictionary;
pub use fold::{Folded, fold};

use std::collections::HashSet;
use std::sync::{Arc, LazyLock};

/// Changes whenever the same text and the same words would give other tokens.
const ANALYSER_VERSION: u32 = 4;

/// What decides how texts are cut: an index made under another version must be rebuilt.
pub(crate) fn version() -> String {
    let data = [
        dictionary::OWN_WORDS,
        &added().words,
        latin::UNIT_WORDS,
        fold::TRADITIONAL,
        fold::RADICALS,
    ];
    let words = data
        .iter()
        .flat_map(|text| text.bytes())
        .fold(0, fingerprint);
    format!("analyser {ANALYSER_VERSION}, words {words:016x}")
}

/// A step of a short fingerprint (FNV-1a) of bytes.
pub(crate) fn fingerprint(hash: u64, byte: u8) -> u64 {
    let hash = if hash == 0 {
        0xcbf2_9ce4_8422_2325
    } else {
        hash
    };
    (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
}

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
    fn plain(start: usize, end: usize) -> Self {
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

/// Cuts texts; cheap to clone, because the dictionary is shared.
#[derive(Clone)]
pub struct Analyser {
    dictionary: Arc<Dictionary>,
}

impl Default for Analyser {
    fn default() -> Self {
        Self::shared()
    }
}

impl Analyser {
    /// The analyser with the built-in dictionary, loaded once in a process.
    pub fn shared() -> Self {
        static BUILT_IN: LazyLock<Arc<Dictionary>> =
            LazyLock::new(|| Arc::new(Dictionary::built_in()));
        Self {
            dictionary: Arc::clone(&BUILT_IN),
        }
    }

    /// The words of a folded text, in order, none overlapping another.
    pub fn words(&self, folded: &Folded) -> Vec<Token> {
        let text = folded.text.as_str();
        let mut tokens = Vec::with_capacity(text.len() / 5);
        for run in Runs::of(text) {
            match run {
                Run::Han { start, end } => self.dictionary.cut(&text[start..end], |from, to| {
                    tokens.push(Token::plain(start + from, start + to));
                }),
                Run::Latin { start, end } => latin::words(text, start, end, &mut tokens),
            }
        }
        tokens
    }

    /// Hands over the words of a run of Han characters, as byte ranges of it.
    pub(crate) fn words_of_run(&self, run: &str, emit: impl FnMut(usize, usize)) {
        self.dictionary.cut(run, emit);
    }

    /// How rare a word or part is in everyday Chinese, about 1 for one that is neither rare nor common.
    pub(crate) fn distinctness(&self, word: &str) -> f32 {
        self.dictionary.distinctness(word)
    }

    /// The parts of a folded text: every pair of neighbouring Han characters, the last character of every Han run
    /// alone (so that every character begins some part), and the pieces of Latin runs that are no word by themselves.
    pub fn parts(&self, folded: &Folded) -> Vec<Token> {
        parts::parts(&folded.text)
    }
}

/// The words of the Latin and number runs of a text, and after the words of each run its pieces.
pub(crate) fn latin_tokens(folded: &Folded) -> Vec<Token> {
    let text = folded.text.as_str();
    let mut tokens = Vec::new();
    for run in Runs::of(text) {
        if let Run::Latin { start, end } = run {
            latin::words(text, start, end, &mut tokens);
            latin::pieces(&text[start..end], start, |from, to| {
                tokens.push(Token::plain(from, to))
            });
        }
    }
    tokens
}

/// The words of a text as they are in the index.
pub fn word_texts(text: &str) -> Vec<String> {
    let folded = fold(text);
    Analyser::shared()
        .words(&folded)
        .iter()
        .map(|token| token.text(&folded).to_owned())
        .collect()
}

/// Whether a word only binds others (`的`, `如何`): a query with other words does without it.
pub fn is_function_word(word: &str) -> bool {
    static WORDS: LazyLock<HashSet<&str>> =
        LazyLock::new(|| data_words(include_str!("../../data/function_words.txt")).collect());
    WORDS.contains(word)
}

/// The words of a data file: separated by white space; lines that begin with `#` are remarks.
pub(crate) fn data_words(file: &str) -> impl Iterator<Item = &str> {
    file.lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::split_whitespace)
}

/// A stretch of text of one kind; what lies between stretches (punctuation, emoji, controls) is no part of any token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Run {
    Han { start: usize, end: usize },
    Latin { start: usize, end: usize },
}

struct Runs<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Runs<'a> {
    fn of(text: &'a str) -> Self {
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

/// Whether it is a Chinese character (with its extensions and the repetition mark).
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{20000}'..='\u{323af}' | '\u{f900}'..='\u{faff}' | '々' | '〇')
}

#[cfg(test)]
mod tests;
