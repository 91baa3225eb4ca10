//! Where the texts of a document lie among the places of its words: one text after the other, in the order of
//! [`SearchField::TEXTS`].

use crate::schema::SearchField;

/// How many texts a document has.
const TEXTS: usize = SearchField::TEXTS.len();

/// How many places each text takes: a word takes one, the end of every value leaves one empty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Places([u16; TEXTS]);

impl Places {
    /// From the place at which each text ends.
    pub(crate) fn of_ends(ends: [u32; TEXTS]) -> Self {
        let mut begin = 0;
        Self(ends.map(|end| {
            let places = u16::try_from(end - begin).unwrap_or(u16::MAX);
            begin = end;
            places
        }))
    }

    /// As a column keeps it.
    pub(crate) fn packed(self) -> u64 {
        self.0
            .iter()
            .rev()
            .fold(0, |packed, places| packed << 16 | u64::from(*places))
    }

    /// From a column.
    pub(crate) fn unpacked(packed: u64) -> Self {
        let [a, b, c, d, e, f, g, h] = packed.to_le_bytes();
        Self([[a, b], [c, d], [e, f], [g, h]].map(u16::from_le_bytes))
    }

    /// How many places each text takes, to compute with.
    pub(crate) fn lengths(self) -> [f32; TEXTS] {
        self.0.map(f32::from)
    }

    /// In which text a place lies; what lies beyond all of them is counted to the last.
    pub(crate) fn text_of(self, place: u32) -> usize {
        let mut end = 0;
        let has_passed = |places: &u16| {
            end += u32::from(*places);
            place >= end
        };
        self.0
            .iter()
            .map(has_passed)
            .take_while(|passed| *passed)
            .count()
            .min(TEXTS - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_lies_in_the_text_that_takes_it() {
        let places = Places::of_ends([3, 3, 10, 12]);
        assert_eq!(Places::unpacked(places.packed()), places);
        assert_eq!(
            [0, 2, 3, 9, 10, 11, 99].map(|place| places.text_of(place)),
            [0, 0, 2, 2, 3, 3, 3]
        );
        assert_eq!(places.lengths(), [3.0, 0.0, 7.0, 2.0]);
    }
}
