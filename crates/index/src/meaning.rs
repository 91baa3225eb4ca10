//! What words mean, as directions: words that are used alike point alike, so that 散热 and 导热 are near each other though
//! they share nothing else. Learnt once from the text of scientific papers (`bench/src/bin/train_meanings.rs`; ChinaXiv,
//! CC BY 4.0), not from anyone's searches.
//!
//! A listing points where the words of its title and keywords point together; its abstract speaks of too many things.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Dimensions of a direction.
pub(crate) const DIMENSIONS: usize = 64;
/// A direction takes so many numbers of eight bytes in a column.
const NUMBERS: usize = DIMENSIONS / 8;
/// The words, one a line; an empty line; then a signed byte for every dimension of every word.
const BUILT_IN: &[u8] = include_bytes!("../data/meanings.bin");

/// Where something points: of length one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Direction([f32; DIMENSIONS]);

/// The words with their directions.
struct Meanings {
    places: HashMap<&'static str, usize>,
    directions: &'static [u8],
}

static SHARED: LazyLock<Meanings> = LazyLock::new(|| {
    let end = BUILT_IN.windows(2).position(|two| two == b"\n\n").unwrap_or(0);
    let words = std::str::from_utf8(&BUILT_IN[..end]).unwrap_or_default();
    Meanings { places: words.lines().zip(0..).collect(), directions: BUILT_IN.get(end + 2..).unwrap_or_default() }
});

/// Whether papers of all fields use the word often enough for its direction to be known.
pub(crate) fn is_known(word: &str) -> bool {
    SHARED.places.contains_key(word)
}

/// Reads the words before the first search needs them.
pub(crate) fn warm_up() {
    LazyLock::force(&SHARED);
}

impl Direction {
    /// Where words point together, each with its weight; nothing when none is known.
    pub(crate) fn of<'a>(words: impl IntoIterator<Item = (&'a str, f32)>) -> Option<Self> {
        let known = &*SHARED;
        let mut sum = [0.0; DIMENSIONS];
        for (word, weight) in words {
            let Some(at) = known.places.get(word) else { continue };
            let Some(direction) = known.directions.get(at * DIMENSIONS..(at + 1) * DIMENSIONS) else { continue };
            let length = length(direction.iter().map(|byte| f32::from(byte.cast_signed())));
            for (sum, byte) in sum.iter_mut().zip(direction) {
                *sum += weight * f32::from(byte.cast_signed()) / length;
            }
        }
        let length = length(sum.iter().copied());
        (length > 0.0).then(|| Self(sum.map(|value| value / length)))
    }

    /// How alike two directions are: 1 for the same, 0 or less for unrelated ones.
    pub(crate) fn likeness(&self, other: &Self) -> f32 {
        self.0.iter().zip(other.0).map(|(one, other)| one * other).sum()
    }

    /// As a column keeps it.
    pub(crate) fn packed(&self) -> [u64; NUMBERS] {
        let largest = self.0.iter().fold(f32::MIN_POSITIVE, |largest, value| largest.max(value.abs()));
        #[expect(clippy::cast_possible_truncation, reason = "between -127 and 127")]
        let byte = |value: f32| ((value / largest * 127.0).round() as i8).cast_unsigned();
        std::array::from_fn(|at| u64::from_le_bytes(std::array::from_fn(|byte_at| byte(self.0[at * 8 + byte_at]))))
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
        let length = length(values.iter().copied());
        (count == NUMBERS && length > 0.0).then(|| Self(values.map(|value| value / length)))
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
    fn every_word_of_the_file_has_a_direction() {
        let known = &*SHARED;
        assert!(known.places.len() > 10_000);
        assert_eq!(known.directions.len(), known.places.len() * DIMENSIONS);
    }

    #[test]
    fn words_that_are_used_alike_point_alike() {
        for (word, near, far) in [("水泥", "混凝土", "基因"), ("电池", "锂离子", "小麦"), ("土壤", "施肥", "激光")] {
            let word = direction(&[word]);
            let (near, far) = (word.likeness(&direction(&[near])), word.likeness(&direction(&[far])));
            assert!(near > far + 0.3, "{near} {far}");
        }
    }

    #[test]
    fn a_column_keeps_a_direction() {
        let one = direction(&["水泥", "强度"]);
        let kept = Direction::unpacked(one.packed().into_iter()).expect("a direction");
        assert!(one.likeness(&kept) > 0.999);
        assert_eq!(Direction::unpacked(std::iter::empty()), None);
        assert_eq!(Direction::of([("没有这样的词", 1.0)]), None);
    }
}
