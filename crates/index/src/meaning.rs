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
/// So many numbers a document has in the column of directions.
pub(crate) const NUMBERS_OF_DOCUMENT: usize = 2 * NUMBERS;
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
    fn packed(&self) -> [u64; NUMBERS] {
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

    /// How alike it is to one that a column keeps; nothing where that is none. Asked of every document that is ranked: the
    /// bytes are never spread out, and their length comes out of the same pass.
    fn likeness_to(&self, packed: &[u64]) -> Option<f32> {
        let (mut products, mut squares) = ([0.0; 8], [0; 8]);
        for (eight, number) in self.0.chunks_exact(8).zip(packed) {
            let bytes = number.to_le_bytes().map(u8::cast_signed);
            for lane in 0..8 {
                products[lane] += eight[lane] * f32::from(bytes[lane]);
                squares[lane] += i32::from(bytes[lane]) * i32::from(bytes[lane]);
            }
        }
        let square: i32 = squares.iter().sum();
        #[expect(clippy::cast_precision_loss, reason = "64 squares of bytes fit")]
        let length = (square as f32).sqrt();
        (square > 0).then(|| products.iter().sum::<f32>() / length)
    }
}

/// Where title and keywords of a document point, and where its body does, as a column keeps them: each document has as many
/// numbers, so that they lie where its number says.
pub(crate) struct Directions([u64; NUMBERS_OF_DOCUMENT]);

impl Directions {
    /// Of title and keywords, and of the body; nothing where no word is known.
    pub(crate) fn of(title: Option<&Direction>, body: Option<&Direction>) -> Self {
        let mut numbers = [0; NUMBERS_OF_DOCUMENT];
        for (place, direction) in numbers.chunks_exact_mut(NUMBERS).zip([title, body]) {
            if let Some(direction) = direction {
                place.copy_from_slice(&direction.packed());
            }
        }
        Self(numbers)
    }

    /// From the numbers of a column.
    pub(crate) fn from_numbers(numbers: [u64; NUMBERS_OF_DOCUMENT]) -> Self {
        Self(numbers)
    }

    /// The numbers for a column.
    pub(crate) fn numbers(&self) -> [u64; NUMBERS_OF_DOCUMENT] {
        self.0
    }

    /// How alike title and keywords are to a direction; nothing where they have none.
    pub(crate) fn title_like(&self, direction: &Direction) -> Option<f32> {
        direction.likeness_to(&self.0[..NUMBERS])
    }

    /// How alike the body is to a direction; nothing where it has none.
    pub(crate) fn body_like(&self, direction: &Direction) -> Option<f32> {
        direction.likeness_to(&self.0[NUMBERS..])
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
    fn a_column_keeps_both_directions_of_a_document() {
        let (one, other) = (direction(&["水泥", "强度"]), direction(&["基因"]));
        let kept = Directions::from_numbers(Directions::of(Some(&one), Some(&other)).numbers());
        assert!(kept.title_like(&one).is_some_and(|like| like > 0.999));
        assert!(kept.body_like(&other).is_some_and(|like| like > 0.999));
        let (exact, packed) = (one.likeness(&other), kept.title_like(&other));
        assert!(packed.is_some_and(|packed| (packed - exact).abs() < 0.01));
        let none = Directions::of(None, None);
        assert_eq!((none.title_like(&one), none.body_like(&one)), (None, None));
        assert_eq!(Direction::of([("№", 1.0)]), None);
    }
}
