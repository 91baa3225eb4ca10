//! How often one may try: so many at once, then one every so often. Who tries too often waits; nobody is locked out.
//!
//! Whoever guesses chooses the keys (logins, addresses), so what is remembered must not grow with them, and must not
//! forget the guilty to make room for the next. The counters are a table of fixed size in which every key has a place
//! in each of several rows, told by a hash that nobody outside can compute. A place holds the moment at which whoever
//! uses it has paid for all their tries; of a key's places the earliest counts, for that one was shared the least.

use std::hash::{BuildHasher, RandomState};
use std::sync::Mutex;

use domain::Timestamp;

const ROWS: usize = 4;
/// Places of a row. With 20,000 keys alive, one key in two hundred shares all of its places with others.
const WIDTH: usize = 1 << 16;

/// So many at once, then one every so many microseconds.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// Tries that cost nothing.
    pub burst: i64,
    /// Time that each costs after that, in microseconds.
    pub every_us: i64,
}

/// The counters of one kind of tries.
pub struct Throttle {
    /// When the users of each place have paid, in microseconds; row after row.
    paid_at: Mutex<Box<[i64]>>,
    hashed_by: RandomState,
}

/// A try that was counted; it can be taken back when it turns out to have been none.
#[derive(Debug)]
pub struct Counted {
    raised: [Option<usize>; ROWS],
    cost_us: i64,
}

impl Default for Throttle {
    fn default() -> Self {
        Self {
            paid_at: Mutex::new(vec![0; ROWS * WIDTH].into_boxed_slice()),
            hashed_by: RandomState::new(),
        }
    }
}

impl Throttle {
    /// Counts a try of a key that weighs as much as `weight` plain ones; refused ones are not counted, so that trying on
    /// does not lengthen the wait.
    ///
    /// # Errors
    /// Seconds to wait, when there were too many.
    pub fn count(
        &self,
        key: &str,
        pace: Pace,
        weight: i64,
        now: Timestamp,
    ) -> Result<Counted, u64> {
        let places = self.places(key);
        let cost_us = pace.every_us.saturating_mul(weight);
        let mut paid_at = self
            .paid_at
            .lock()
            .expect("nothing panics while it holds the lock");
        let paid = places
            .iter()
            .map(|place| paid_at[*place])
            .min()
            .unwrap_or(0)
            .max(now.0)
            + cost_us;
        let wait_us = paid - now.0 - pace.every_us.saturating_mul(pace.burst);
        if wait_us > 0 {
            return Err(u64::try_from(wait_us).unwrap_or(0).div_ceil(1_000_000));
        }
        let mut raised = [None; ROWS];
        for (row, place) in places.into_iter().enumerate() {
            if paid_at[place] < paid {
                paid_at[place] = paid;
                raised[row] = Some(place);
            }
        }
        Ok(Counted { raised, cost_us })
    }

    /// Takes back what a try has cost.
    pub fn take_back(&self, counted: Counted) {
        let mut paid_at = self
            .paid_at
            .lock()
            .expect("nothing panics while it holds the lock");
        for place in counted.raised.into_iter().flatten() {
            paid_at[place] -= counted.cost_us;
        }
    }

    fn places(&self, key: &str) -> [usize; ROWS] {
        let mut hash = self.hashed_by.hash_one(key);
        std::array::from_fn(|row| {
            let place = usize::try_from(hash % WIDTH as u64).unwrap_or(0);
            hash /= WIDTH as u64;
            row * WIDTH + place
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PACE: Pace = Pace {
        burst: 5,
        every_us: 30_000_000,
    };

    fn at(seconds: i64) -> Timestamp {
        Timestamp(1_800_000_000_000_000 + seconds * 1_000_000)
    }

    #[test]
    fn after_the_free_tries_one_waits_but_never_longer_than_for_one() {
        let throttle = Throttle::default();
        for _ in 0..5 {
            throttle.count("a", PACE, 1, at(0)).expect("free");
        }
        for _ in 0..1000 {
            assert_eq!(
                throttle.count("a", PACE, 1, at(0)).expect_err("too many"),
                30
            );
        }
        assert!(
            throttle.count("b", PACE, 1, at(0)).is_ok(),
            "others do not wait"
        );
        assert!(throttle.count("a", PACE, 1, at(30)).is_ok());
        assert!(throttle.count("a", PACE, 1, at(31)).is_err());
    }

    #[test]
    fn a_try_that_was_none_costs_nothing_even_among_others() {
        let throttle = Throttle::default();
        for _ in 0..1000 {
            let right = throttle
                .count("office", PACE, 1, at(0))
                .expect("never too many");
            let wrong = throttle
                .count("office", PACE, 1, at(0))
                .expect("never too many");
            throttle.take_back(right);
            throttle.take_back(wrong);
        }
    }

    #[test]
    fn the_guilty_are_remembered_whoever_else_comes() {
        let throttle = Throttle::default();
        while throttle.count("guilty", PACE, 1, at(0)).is_ok() {}
        let mut stopped = 0;
        for n in 0..20_000 {
            stopped += u32::from(
                throttle
                    .count(&format!("other {n}"), PACE, 1, at(0))
                    .is_err(),
            );
        }
        assert!(throttle.count("guilty", PACE, 1, at(1)).is_err());
        assert_eq!(stopped, 0, "nobody waits for what others did");
    }
}
