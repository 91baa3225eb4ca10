//! 您是不是要找: what was probably meant by words that no achievement has. It only asks; it never changes what is found.

use std::sync::LazyLock;

use super::spoken::{slips, spoken};
use super::table::{Phrase, Table};
use crate::analysis::{fold, is_han};

/// Longer texts are no slip of one word, in characters.
const LONGEST: usize = 40;
/// A stretch of characters that is looked up, at most so long.
const STRETCH: usize = 8;
/// A Latin word shorter than this has too many neighbours.
const SHORTEST_LATIN: usize = 4;

impl Table {
    /// The text with what was probably meant, or nothing. `is_known` says whether some achievement has a text.
    pub(crate) fn correct(&self, text: &str, is_known: impl Fn(&str) -> bool) -> Option<String> {
        if text.chars().nth(LONGEST).is_some() {
            return None;
        }
        let mut corrected = String::new();
        let mut has_changed = false;
        for piece in text.split_inclusive(char::is_whitespace) {
            let word = piece.trim_end();
            let better = if is_known(word) {
                None
            } else {
                self.correct_piece(word)
            };
            has_changed |= better.is_some();
            corrected.push_str(better.as_deref().unwrap_or(word));
            corrected.push_str(&piece[word.len()..]);
        }
        has_changed.then_some(corrected)
    }

    fn correct_piece(&self, piece: &str) -> Option<String> {
        let folded = fold(piece).text;
        if folded.chars().all(|c| c.is_ascii_alphanumeric()) {
            return if folded.len() < SHORTEST_LATIN {
                None
            } else {
                self.near_latin(&folded).or_else(|| self.sounding(&folded))
            };
        }
        self.alike(&folded)
    }

    /// The most frequent phrase that is typed so by its pinyin.
    fn sounding(&self, word: &str) -> Option<String> {
        let like = self.spoken.exactly(word).filter_map(|at| self.phrase(at));
        like.max_by_key(|phrase| phrase.count)
            .map(|phrase| phrase.shown.to_string())
    }

    /// A known word that differs by one letter.
    fn near_latin(&self, word: &str) -> Option<String> {
        let near = slips(word)
            .into_iter()
            .filter_map(|slip| self.known(&slip).cloned());
        near.max_by_key(|phrase| phrase.count)
            .map(|phrase| phrase.shown.into())
    }

    /// The longest stretch that is no known phrase but sounds or looks like one, replaced by the most frequent such.
    fn alike(&self, piece: &str) -> Option<String> {
        let ends: Vec<usize> = piece
            .char_indices()
            .map(|(at, _)| at)
            .chain([piece.len()])
            .collect();
        let length = ends.len() - 1;
        for width in (2..=length.min(STRETCH)).rev() {
            let stretches = (0..=length - width).map(|from| ends[from]..ends[from + width]);
            let mut best: Option<(&Phrase, std::ops::Range<usize>)> = None;
            for stretch in stretches {
                let text = &piece[stretch.clone()];
                if !text.chars().all(is_han) || self.known(text).is_some() {
                    continue;
                }
                let meant = self.homophone(text).or_else(|| self.of_like_shape(text));
                if let Some(phrase) = meant.filter(|phrase| {
                    best.as_ref()
                        .is_none_or(|(other, _)| phrase.count > other.count)
                }) {
                    best = Some((phrase, stretch));
                }
            }
            if let Some((phrase, stretch)) = best {
                return Some(format!(
                    "{}{}{}",
                    &piece[..stretch.start],
                    phrase.shown,
                    &piece[stretch.end..]
                ));
            }
        }
        None
    }

    /// The most frequent phrase of as many characters that sounds the same, most of whose characters are the same.
    fn homophone(&self, text: &str) -> Option<&Phrase> {
        let sounds = spoken(text);
        let like = sounds
            .iter()
            .flat_map(|sound| self.spoken.exactly(&sound.full))
            .filter_map(|at| self.phrase(at));
        like.filter(|phrase| differing(text, &phrase.form).is_some_and(|n| n <= allowed(text)))
            .max_by_key(|phrase| phrase.count)
    }

    /// The most frequent phrase that differs in one character of like shape.
    fn of_like_shape(&self, text: &str) -> Option<&Phrase> {
        let mut best: Option<&Phrase> = None;
        for (at, c) in text.char_indices() {
            for other in like_shapes(c) {
                let candidate = format!("{}{other}{}", &text[..at], &text[at + c.len_utf8()..]);
                if let Some(phrase) = self
                    .known(&candidate)
                    .filter(|phrase| best.is_none_or(|best| phrase.count > best.count))
                {
                    best = Some(phrase);
                }
            }
        }
        best
    }
}

/// How many characters differ; nothing when the lengths do.
fn differing(one: &str, other: &str) -> Option<usize> {
    (one.chars().count() == other.chars().count()).then(|| {
        one.chars()
            .zip(other.chars())
            .filter(|(a, b)| a != b)
            .count()
    })
}

/// So many characters of a text may be wrong: a word of two typed by its sound may be wrong in both.
fn allowed(text: &str) -> usize {
    text.chars().count().div_ceil(2)
}

/// Characters that are taken for one another.
fn like_shapes(c: char) -> impl Iterator<Item = char> {
    static GROUPS: LazyLock<Vec<Vec<char>>> = LazyLock::new(|| {
        let file = include_str!("../../data/alike.txt");
        file.lines()
            .filter(|line| !line.starts_with('#'))
            .flat_map(str::split_whitespace)
            .map(|group| group.chars().collect())
            .collect()
    });
    GROUPS
        .iter()
        .filter(move |group| group.contains(&c))
        .flatten()
        .copied()
        .filter(move |other| *other != c)
}
