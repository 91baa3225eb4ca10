//! How people who search are told apart without keeping who they are.
//!
//! Each searched text has a small sketch: a row of bits. A search sets the bit that a hash of the text and of whoever
//! searches names, under a random key that lies in memory alone. A bit that is set already counts nothing: the same
//! person searches again, or, rarely, somebody else is taken for them, so people are never counted too many. After a week
//! or with the process the key and all sketches are forgotten; neither is ever written down, and without the key a bit
//! tells nothing about anybody.

use std::collections::{BTreeMap, HashMap};
use std::net::IpAddr;

use domain::event::sha256_hex;
use domain::id::UserId;
use jiff::civil::Date;

/// Days after which the key is forgotten: so long people are told apart.
const WINDOW_DAYS: i64 = 7;
/// Texts that are watched at once; what is more is not counted.
const TEXTS_AT_MOST: usize = 50_000;
const WORDS_OF_SKETCH: usize = 8;
const BITS: u64 = 64 * WORDS_OF_SKETCH as u64;

/// Whom a search comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Searcher {
    /// Somebody who is signed in.
    Account(UserId),
    /// Somebody who is not, at an address.
    Client(IpAddr),
    /// Somebody of whom nothing is known; all of them count as one.
    Unknown,
}

impl Searcher {
    /// What tells one from another. An address of the sixth version counts by its network: one home has many of them.
    fn mark(&self) -> String {
        match self {
            Self::Account(user) => format!("account {user}"),
            Self::Client(IpAddr::V4(address)) => format!("client {address}"),
            Self::Client(IpAddr::V6(address)) => match address.to_ipv4_mapped() {
                Some(mapped) => format!("client {mapped}"),
                None => format!("client {:x?}", &address.segments()[..4]),
            },
            Self::Unknown => "unknown".to_owned(),
        }
    }
}

/// How often a text was searched.
#[derive(Clone, Copy, Default)]
pub(crate) struct Tally {
    pub(crate) searches: i64,
    pub(crate) in_vain: i64,
    pub(crate) results: i64,
}

impl Tally {
    pub(crate) fn add(&mut self, other: Tally) {
        self.searches += other.searches;
        self.in_vain += other.in_vain;
        self.results = other.results;
    }

    /// Takes back what was counted under no text.
    pub(crate) fn take_back(&mut self, other: Tally) {
        self.searches -= other.searches;
        self.in_vain -= other.in_vain;
    }
}

/// Who searched what in one window of days, as sketches.
pub(crate) struct People {
    since: Date,
    key: String,
    texts: HashMap<String, Seen>,
}

/// Who searched one text, and what is not told of it yet.
#[derive(Default)]
pub(crate) struct Seen {
    sketch: [u64; WORDS_OF_SKETCH],
    /// Searches of each day, while too few people searched it.
    pub(crate) untold: BTreeMap<Date, Tally>,
}

impl Seen {
    /// By how many people at least.
    pub(crate) fn people(&self) -> u32 {
        self.sketch.iter().map(|word| word.count_ones()).sum()
    }
}

impl People {
    /// Nobody yet, from a day on, under a new key.
    pub(crate) fn since(day: Date) -> Self {
        let key = format!(
            "{}{}",
            uuid::Uuid::new_v4().simple(),
            uuid::Uuid::new_v4().simple()
        );
        Self {
            since: day,
            key,
            texts: HashMap::new(),
        }
    }

    /// Whether a day lies in the window.
    pub(crate) fn are_of(&self, day: Date) -> bool {
        let days = self
            .since
            .until(day)
            .map_or(-1, |span| i64::from(span.get_days()));
        (0..WINDOW_DAYS).contains(&days)
    }

    /// Sees someone search a text; nothing when they did before, or too many texts are watched.
    pub(crate) fn see(&mut self, asked: &str, searcher: &Searcher) -> Option<&mut Seen> {
        if self.texts.len() >= TEXTS_AT_MOST && !self.texts.contains_key(asked) {
            return None;
        }
        let hash = sha256_hex(format!("{} {} {asked}", self.key, searcher.mark()).as_bytes());
        let place = u64::from_str_radix(&hash[..15], 16).unwrap_or_default() % BITS;
        let seen = self.texts.entry(asked.to_owned()).or_default();
        let (word, bit) = (
            usize::try_from(place / 64).unwrap_or_default(),
            1_u64 << (place % 64),
        );
        if seen.sketch[word] & bit != 0 {
            return None;
        }
        seen.sketch[word] |= bit;
        Some(seen)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(text: &str) -> Searcher {
        Searcher::Client(text.parse().expect("an address"))
    }

    fn day(text: &str) -> Date {
        text.parse().expect("a day")
    }

    #[test]
    fn nobody_counts_twice_and_a_home_with_many_addresses_counts_once() {
        let mut people = People::since(day("2026-03-02"));
        for address in ["192.0.2.1", "192.0.2.1", "::ffff:192.0.2.1"] {
            people.see("石墨烯", &client(address));
        }
        for address in ["2001:db8:1:2::1", "2001:db8:1:2:ffff::9"] {
            people.see("石墨烯", &client(address));
        }
        assert_eq!(people.texts["石墨烯"].people(), 2);
        people.see("碳化硅", &Searcher::Unknown);
        people.see("碳化硅", &Searcher::Unknown);
        assert_eq!(people.texts["碳化硅"].people(), 1);
    }

    #[test]
    fn many_people_are_never_counted_too_many() {
        let mut people = People::since(day("2026-03-02"));
        for n in 0..300_u32 {
            people.see(
                "石墨烯",
                &Searcher::Client(std::net::Ipv4Addr::from_bits(n).into()),
            );
        }
        let counted = people.texts["石墨烯"].people();
        assert!((150..=300).contains(&counted), "{counted}");
    }

    #[test]
    fn after_a_week_everybody_is_forgotten() {
        let people = People::since(day("2026-03-02"));
        assert!(
            people.are_of(day("2026-03-08"))
                && !people.are_of(day("2026-03-09"))
                && !people.are_of(day("2026-03-01"))
        );
        assert_ne!(People::since(day("2026-03-02")).key, people.key);
    }
}
