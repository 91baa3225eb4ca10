//! A small deterministic generator: the same seed gives the same city on every machine.
//!
//! What it is not: random in any sense that secrecy needs. Nothing secret is made with it.

/// splitmix64: a counter and a mixing function, nothing to get wrong.
pub(super) struct Random {
    counter: u64,
}

impl Random {
    /// A generator of its own for a name, so that adding one thing to the city changes no other.
    pub(super) fn named(name: &str) -> Self {
        // FNV-1a: spreads short names over 64 bits.
        let counter = name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        Self { counter }
    }

    fn next(&mut self) -> u64 {
        self.counter = self.counter.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.counter;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A whole number from 0 to `end` - 1. The bias of the remainder does not matter for a demonstration.
    pub(super) fn below(&mut self, end: usize) -> usize {
        let end = end.max(1) as u64;
        usize::try_from(self.next() % end).unwrap_or(0)
    }

    /// A whole number from `first` to `last`.
    pub(super) fn between(&mut self, first: i64, last: i64) -> i64 {
        let span = usize::try_from(last - first + 1).unwrap_or(1);
        first + i64::try_from(self.below(span)).unwrap_or(0)
    }

    /// True in so many of a hundred cases.
    pub(super) fn chance(&mut self, percent: i64) -> bool {
        self.between(1, 100) <= percent
    }

    /// One of several.
    pub(super) fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_always_gives_the_same_numbers() {
        let drawn = |name: &str| {
            let mut random = Random::named(name);
            [
                random.between(0, 999),
                random.between(0, 999),
                random.between(0, 999),
            ]
        };
        assert_eq!(drawn("示例"), drawn("示例"));
        assert_ne!(drawn("示例"), drawn("示例二"));
    }

    #[test]
    fn numbers_stay_between_their_bounds() {
        let mut random = Random::named("bounds");
        for _ in 0..1000 {
            assert!((3..=7).contains(&random.between(3, 7)));
        }
    }
}
