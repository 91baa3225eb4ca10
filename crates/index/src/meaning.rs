//! What words mean, as directions: words that are used alike point alike, so that 散热 and 导热 are near each other though
//! they share nothing else; and how much each tells about its text. Words that papers hardly use point where their
//! characters do. Learnt once from the text of scientific papers (`bench/src/bin/train_meanings`; ChinaXiv, CC BY 4.0), not
//! from anyone's searches.
//!
//! A listing points where the words of its title and keywords point together; its abstract speaks of too many things.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::analysis::{fingerprint, is_han};

/// Dimensions of a direction.
pub(crate) const DIMENSIONS: usize = 64;
/// A direction takes so many numbers of eight bytes in a column.
const NUMBERS: usize = DIMENSIONS / 8;
/// The words, one a line; an empty line; characters on one line; an empty line; a row for every word and every character.
const BUILT_IN: &[u8] = include_bytes!("../data/meanings.bin");
/// A row: a byte that says how much it tells, and a signed byte for every dimension.
const ROW: usize = 1 + DIMENSIONS;
/// How much the middle one of all words tells, as the byte says it.
const MIDDLE: f32 = 100.0;

/// Where something points: of length one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Direction([f32; DIMENSIONS]);

/// The words and characters, each with its row.
struct Meanings {
    words: HashMap<&'static str, usize>,
    characters: HashMap<char, usize>,
    rows: &'static [u8],
}

static SHARED: LazyLock<Meanings> = LazyLock::new(|| {
    let (words, rest) = until_empty_line(BUILT_IN);
    let (characters, rows) = until_empty_line(rest);
    let words: HashMap<&str, usize> = words.lines().zip(0..).collect();
    Meanings {
        characters: characters.chars().zip(words.len()..).collect(),
        words,
        rows,
    }
});

fn until_empty_line(data: &[u8]) -> (&str, &[u8]) {
    let end = data
        .windows(2)
        .position(|two| two == b"\n\n")
        .unwrap_or(data.len());
    (
        std::str::from_utf8(&data[..end]).unwrap_or_default(),
        data.get(end + 2..).unwrap_or_default(),
    )
}

/// What decides where listings point: an index made under another version must be rebuilt.
pub(crate) fn version() -> String {
    format!(
        "meanings {:016x}",
        BUILT_IN.iter().copied().fold(0, fingerprint)
    )
}

/// How much a word tells about the text it stands in, about 1 for most; nothing when papers hardly use it.
pub(crate) fn telling(word: &str) -> Option<f32> {
    let known = &*SHARED;
    Some(known.row(*known.words.get(word)?)?.0)
}

/// Reads the words before the first search needs them.
pub(crate) fn warm_up() {
    LazyLock::force(&SHARED);
}

impl Meanings {
    /// How much it tells, and where it points.
    fn row(&self, at: usize) -> Option<(f32, &[u8])> {
        let (tells, direction) = self.rows.get(at * ROW..(at + 1) * ROW)?.split_first()?;
        Some((f32::from(*tells) / MIDDLE, direction))
    }

    /// The rows that say what a word means: its own, or those of its characters; each with its share.
    fn rows_of(&self, word: &str) -> impl Iterator<Item = (usize, f32)> {
        let own = self.words.get(word).map(|at| (*at, 1.0));
        let spelled = if own.is_none() && word.chars().nth(1).is_some() && word.chars().all(is_han)
        {
            word
        } else {
            ""
        };
        #[expect(clippy::cast_precision_loss, reason = "words are short")]
        let share = 1.0 / spelled.chars().count().max(1) as f32;
        own.into_iter().chain(
            spelled
                .chars()
                .filter_map(move |c| Some((*self.characters.get(&c)?, share))),
        )
    }
}

impl Direction {
    /// Where words point together, each with its weight, those that tell more the more; nothing when none is known. (In a
    /// question how much a word tells is in its weight as well: there are more words that only relate others.)
    pub(crate) fn of<'a>(words: impl IntoIterator<Item = (&'a str, f32)>) -> Option<Self> {
        let known = &*SHARED;
        let mut sum = [0.0; DIMENSIONS];
        for (word, weight) in words {
            for (at, share) in known.rows_of(word) {
                let Some((tells, direction)) = known.row(at) else {
                    continue;
                };
                let norm = length(direction.iter().map(|byte| f32::from(byte.cast_signed())));
                if norm > 0.0 {
                    let each = weight * share * tells / norm;
                    for (sum, byte) in sum.iter_mut().zip(direction) {
                        *sum += each * f32::from(byte.cast_signed());
                    }
                }
            }
        }
        let norm = length(sum.iter().copied());
        (norm > 0.0).then(|| Self(sum.map(|value| value / norm)))
    }

    /// How alike two directions are: 1 for the same, 0 or less for unrelated ones.
    pub(crate) fn likeness(&self, other: &Self) -> f32 {
        self.0
            .iter()
            .zip(other.0)
            .map(|(one, other)| one * other)
            .sum()
    }

    /// As a column keeps it.
    pub(crate) fn packed(&self) -> [u64; NUMBERS] {
        let largest = self
            .0
            .iter()
            .fold(f32::MIN_POSITIVE, |largest, value| largest.max(value.abs()));
        #[expect(clippy::cast_possible_truncation, reason = "between -127 and 127")]
        let byte = |value: f32| ((value / largest * 127.0).round() as i8).cast_unsigned();
        std::array::from_fn(|at| {
            u64::from_le_bytes(std::array::from_fn(|byte_at| {
                byte(self.0[at * 8 + byte_at])
            }))
        })
    }

    /// From a column; nothing where a document has no direction.
    pub(crate) fn unpacked(numbers: impl Iterator<Item = u64>) -> Option<Self> {
        let (mut values, mut count) = ([0.0; DIMENSIONS], 0);
        for (place, number) in values.chunks_exact_mut(8).zip(numbers) {
            for (value, byte) in place.iter_mut().zip(number.to_le_bytes()) {
                *value = f32::from(byte.cast_signed());
            }
            count += 1;
        }
        let norm = length(values.iter().copied());
        (count == NUMBERS && norm > 0.0).then(|| Self(values.map(|value| value / norm)))
    }
}

fn length(values: impl Iterator<Item = f32>) -> f32 {
    values.map(|value| value * value).sum::<f32>().sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn direction(words: &[&str]) -> Direction {
        Direction::of(words.iter().map(|word| (*word, 1.0))).expect("known words")
    }

    #[test]
    fn every_word_and_character_of_the_file_has_a_row() {
        let known = &*SHARED;
        assert!(known.words.len() > 10_000 && known.characters.len() > 2_000);
        assert_eq!(
            known.rows.len(),
            (known.words.len() + known.characters.len()) * ROW
        );
        let mut tell: Vec<f32> = known
            .words
            .values()
            .map(|at| known.row(*at).expect("a row").0)
            .collect();
        tell.sort_by(f32::total_cmp);
        assert!((tell[tell.len() / 2] - 1.0).abs() < 0.02);
    }

    #[test]
    fn words_that_name_things_tell_more_than_those_that_relate_them() {
        for (thing, relation) in [("水泥", "提高"), ("石墨烯", "方面"), ("机器人", "不同")]
        {
            let (thing, relation) = (
                telling(thing).expect("known"),
                telling(relation).expect("known"),
            );
            assert!(thing > 1.5 * relation, "{thing} {relation}");
        }
        assert_eq!(telling("没有这样的词"), None);
    }

    #[test]
    fn a_word_that_papers_hardly_use_points_where_its_characters_do() {
        assert_eq!(telling("货车车轮"), None);
        let (unknown, near, far) = (
            direction(&["货车车轮"]),
            direction(&["车辆"]),
            direction(&["基因"]),
        );
        assert!(unknown.likeness(&near) > unknown.likeness(&far) + 0.3);
    }

    #[test]
    fn words_that_are_used_alike_point_alike() {
        for (word, near, far) in [
            ("水泥", "混凝土", "基因"),
            ("电池", "锂离子", "小麦"),
            ("土壤", "施肥", "激光"),
        ] {
            let word = direction(&[word]);
            let (near, far) = (
                word.likeness(&direction(&[near])),
                word.likeness(&direction(&[far])),
            );
            assert!(near > far + 0.3, "{near} {far}");
        }
    }

    #[test]
    fn a_column_keeps_a_direction() {
        let one = direction(&["水泥", "强度"]);
        let kept = Direction::unpacked(one.packed().into_iter()).expect("a direction");
        assert!(one.likeness(&kept) > 0.999);
        assert_eq!(Direction::unpacked(std::iter::empty()), None);
        assert_eq!(Direction::of([("№", 1.0)]), None);
    }
}
