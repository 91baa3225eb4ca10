//! Keys in order, each with a count, and the most frequent of those that begin alike, however many begin alike.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::Range;

/// A sorted list of keys with what they stand for. A tree of maxima over the counts makes the best of a long range as
/// cheap as those of a short one.
#[derive(Default)]
pub(super) struct Sorted {
    entries: Vec<(Box<str>, u32)>,
    /// Of a complete binary tree over the entries the greatest count below each node; the root is at 1.
    most: Vec<u32>,
    leaves: usize,
}

impl Sorted {
    /// From keys, what they stand for, and its count.
    pub(super) fn new(mut keyed: Vec<(Box<str>, u32, u32)>) -> Self {
        keyed.sort_unstable();
        let leaves = keyed.len().next_power_of_two();
        let mut most = vec![0; 2 * leaves];
        for (at, (_, _, count)) in keyed.iter().enumerate() {
            most[leaves + at] = *count;
        }
        for node in (1..leaves).rev() {
            most[node] = most[2 * node].max(most[2 * node + 1]);
        }
        Self {
            entries: keyed
                .into_iter()
                .map(|(key, stands_for, _)| (key, stands_for))
                .collect(),
            most,
            leaves,
        }
    }

    /// Where the keys lie that begin so.
    pub(super) fn beginning_with(&self, prefix: &str) -> Range<usize> {
        let from = self
            .entries
            .partition_point(|(key, _)| key.as_ref() < prefix);
        let length = self.entries[from..].partition_point(|(key, _)| key.starts_with(prefix));
        from..from + length
    }

    /// What is exactly this key.
    pub(super) fn exactly(&self, key: &str) -> impl Iterator<Item = u32> {
        let from = self
            .entries
            .partition_point(|(other, _)| other.as_ref() < key);
        self.entries[from..]
            .iter()
            .take_while(move |(other, _)| other.as_ref() == key)
            .map(|(_, stands_for)| *stands_for)
    }

    /// What a range stands for, the most frequent first.
    pub(super) fn best(&self, range: Range<usize>) -> Best<'_> {
        let mut best = Best {
            of: self,
            range,
            waiting: BinaryHeap::new(),
        };
        if !best.range.is_empty() {
            best.wait(1, 0, self.leaves);
        }
        best
    }
}

/// Walks a range from the most frequent on; of equals the first key first.
pub(super) struct Best<'a> {
    of: &'a Sorted,
    range: Range<usize>,
    /// Subtrees by their greatest count, with the first entry below them and how many there are.
    waiting: BinaryHeap<(u32, Reverse<usize>, usize, usize)>,
}

impl Best<'_> {
    /// Lets a subtree wait for its turn, when some of it is in the range.
    fn wait(&mut self, node: usize, first: usize, width: usize) {
        let (from, to) = (
            first.max(self.range.start),
            (first + width).min(self.range.end),
        );
        if from >= to {
            return;
        }
        if from == first && to == first + width {
            self.waiting
                .push((self.of.most[node], Reverse(first), width, node));
        } else {
            self.wait(2 * node, first, width / 2);
            self.wait(2 * node + 1, first + width / 2, width / 2);
        }
    }
}

impl Iterator for Best<'_> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        while let Some((_, Reverse(first), width, node)) = self.waiting.pop() {
            if width == 1 {
                return self
                    .of
                    .entries
                    .get(first)
                    .map(|(_, stands_for)| *stands_for);
            }
            self.wait(2 * node, first, width / 2);
            self.wait(2 * node + 1, first + width / 2, width / 2);
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_best_of_a_range_are_those_of_a_full_sort(
            keys in prop::collection::vec(("[ab]{1,4}", 0_u32..50), 0..60), prefix in "[ab]{0,3}"
        ) {
            let keyed: Vec<_> = (0..).zip(&keys).map(|(at, (key, count))| (key.as_str().into(), at, *count)).collect();
            let sorted = Sorted::new(keyed);
            let found: Vec<u32> = sorted.best(sorted.beginning_with(&prefix)).collect();
            let counts: Vec<u32> = found.iter().map(|at| keys[*at as usize].1).collect();
            prop_assert!(counts.is_sorted_by(|a, b| a >= b));
            let mut places = found;
            places.sort_unstable();
            let all: Vec<u32> = (0..).zip(&keys).filter(|(_, (key, _))| key.starts_with(&prefix)).map(|(at, _)| at).collect();
            prop_assert_eq!(places, all);
        }
    }
}
