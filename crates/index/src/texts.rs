//! The texts of a document, each cut once: for every field of the index, and for judging a listing that is not in it.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::{Analyser, CutText, Folded, Token, fold, is_function_word};
use crate::document::Document;
use crate::meaning::Direction;
use crate::places::Places;
use crate::schema::REPEATED;

/// A value of a text, and its words.
struct Value {
    folded: Folded,
    words: Vec<Token>,
}

impl Value {
    fn words(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(|token| token.text(&self.folded))
    }
}

/// The texts of a document in the order of [`crate::SearchField::TEXTS`], cut.
pub(crate) struct Texts([Vec<Value>; 4]);

/// The places in [`crate::SearchField::TEXTS`] of those whose parts are searched: an abstract is long enough to be found
/// by its words, and its parts would be most of the index.
pub(crate) const NARROW: [usize; 3] = [0, 1, 3];

/// The place in [`crate::SearchField::TEXTS`] of the body.
const BODY: usize = 2;

impl Texts {
    /// Cuts the texts of a document.
    pub(crate) fn of(document: &Document, analyser: &Analyser) -> Self {
        let value = |text: &String| {
            let folded = fold(text);
            Value {
                words: analyser.words(&folded),
                folded,
            }
        };
        Self(document.texts().map(|values| {
            values
                .iter()
                .filter(|text| !text.is_empty())
                .map(value)
                .collect()
        }))
    }

    /// The words of all texts in their places, and how many places each text takes.
    pub(crate) fn words(&self) -> (CutText, Places) {
        let (mut cut, mut ends) = (CutText::default(), [0; 4]);
        for ((values, times), end) in self.0.iter().zip(REPEATED).zip(&mut ends) {
            write_words(values, times, &mut cut);
            *end = cut.places();
        }
        (cut, Places::of_ends(ends))
    }

    /// The words of each of the [`NARROW`] texts.
    pub(crate) fn narrow(&self) -> [CutText; 3] {
        NARROW.map(|at| {
            let mut cut = CutText::default();
            write_words(&self.0[at], 1, &mut cut);
            cut
        })
    }

    /// The parts of the [`NARROW`] texts.
    pub(crate) fn parts(&self, analyser: &Analyser) -> CutText {
        let mut cut = CutText::default();
        self.each_part(analyser, |part, times| cut.token(part, times));
        cut
    }

    /// Hands over the words of all texts in their places: the text, the word, and the place.
    pub(crate) fn each_word<'a>(&'a self, mut take: impl FnMut(usize, &'a str, u32)) {
        let mut place = 0;
        for (at, values) in self.0.iter().enumerate() {
            for value in values {
                for word in value.words() {
                    take(at, word, place);
                    place += 1;
                }
                place += 1;
            }
        }
    }

    /// Hands over the parts of the [`NARROW`] texts, with how often each counts.
    pub(crate) fn each_part(&self, analyser: &Analyser, mut take: impl FnMut(&str, u8)) {
        for at in NARROW {
            for value in &self.0[at] {
                for part in analyser.parts(&value.folded) {
                    take(part.text(&value.folded), REPEATED[at]);
                }
            }
        }
    }

    /// The different words of the title, and those of the keywords.
    pub(crate) fn words_of_title_and_keywords(&self) -> [BTreeSet<&str>; 2] {
        let [title, keywords, ..] = &self.0;
        [title, keywords].map(|values| values.iter().flat_map(Value::words).collect())
    }

    /// Where title and keywords point; nothing when no word of them is known.
    pub(crate) fn direction(&self) -> Option<Direction> {
        let [mut words, keywords] = self.words_of_title_and_keywords();
        words.extend(keywords);
        words.retain(|word| !is_function_word(word));
        Direction::of(words.into_iter().map(|word| (word, 1.0)))
    }

    /// Where the body points, each of its words the more the more often it stands there; nothing when none is known.
    pub(crate) fn direction_of_body(&self) -> Option<Direction> {
        let mut times: BTreeMap<&str, u16> = BTreeMap::new();
        for word in self.0[BODY]
            .iter()
            .flat_map(Value::words)
            .filter(|word| !is_function_word(word))
        {
            let times = times.entry(word).or_default();
            *times = times.saturating_add(1);
        }
        Direction::of(
            times
                .into_iter()
                .map(|(word, times)| (word, 1.0 + f32::from(times).ln())),
        )
    }
}

fn write_words(values: &[Value], times: u8, cut: &mut CutText) {
    for value in values {
        for word in value.words() {
            cut.token(word, times);
        }
        cut.end_value();
    }
}
