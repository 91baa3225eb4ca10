//! Text to tokens: one analyser for documents and for queries, so that both always agree.
//!
//! Two views of a text. *Words*: dictionary words cut into non-overlapping fine-grained ones, Latin and number runs
//! kept whole with their units. *Parts*: character pairs and the pieces of Latin runs, which find what words miss.
//! It knows nothing of fields or of the index.

mod adapter;
mod additions;
mod dictionary;
mod fold;
mod han;
mod latin;
mod parts;
mod runs;
mod token;

pub(crate) use adapter::{CUT_TOKENIZER, register};
pub use adapter::{CutText, CutTokenizer};
pub(crate) use additions::added;
pub use additions::{DictionaryError, add_dictionary};
pub use dictionary::Dictionary;
pub use fold::{Folded, fold};
pub use han::is_han;
pub use token::Token;
pub(crate) use token::data_words;

use runs::{Run, Runs};

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

#[cfg(test)]
mod tests;
