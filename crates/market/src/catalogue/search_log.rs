//! The search log 检索记录: what was searched and what in vain, never by whom. A text is written down, shown or suggested
//! only once enough different people have searched it ([`people`](crate::catalogue::searchers) tells them apart and forgets them);
//! what fewer searched is counted under no text.
//!
//! A search costs a count in memory; a task writes the counts down every few seconds and at the end of the process. It
//! is a statistic, not an acknowledged change: there is no event of it, and a crash loses the last seconds.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use domain::catalogue::search_log::counted_form;
use domain::people::user::Actor;
use index::{Filters, Page, Query, Sort, Strictness};
use jiff::civil::Date;
pub use store::catalogue::search_log::{Asked, Counted, OfDay};

use crate::Market;
pub use crate::catalogue::searchers::Searcher;
use crate::catalogue::searchers::{People, Tally};
use crate::kernel::blocking::blocking;
use crate::kernel::duty::Duty;
use crate::kernel::error::Result;
use crate::kernel::permission::{Action, require, roles_of};

/// How often counts are written down.
const WRITE_EVERY: Duration = Duration::from_secs(10);
/// Days after which a count is forgotten.
const KEPT_DAYS: i64 = 400;
/// Suggestions are taken from the searches of so many days.
const SUGGESTED_FROM_DAYS: i64 = 90;
/// So many texts are held for suggestions.
const SUGGESTED_AT_MOST: i64 = 5_000;
/// So many people must have searched a text before anyone hears of it, unless the operator says otherwise.
pub const LEAST_PEOPLE: u32 = 3;

/// Counts that are not written yet, and who was counted.
pub(crate) struct SearchLog {
    counting: Mutex<Counting>,
    least_people: AtomicU32,
}

#[derive(Default)]
struct Counting {
    counts: Counts,
    people: Option<People>,
}

/// By day and text; texts that too few people searched count under no text.
type Counts = BTreeMap<(Date, String), Tally>;

/// What came of a search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Outcome {
    is_in_vain: bool,
    results: i64,
}

impl Outcome {
    /// In vain is a search when no listing has all its words and no identifier in it names one.
    pub(crate) fn of(page: &Page) -> Self {
        let matching = &page.matching;
        let has_all = matching.with_all_words > 0 && matching.unknown.is_empty();
        let is_answered = has_all
            || !matching.identifiers.is_empty()
            || matching.strictness == Strictness::Everything;
        Self {
            is_in_vain: page.total == 0 || !is_answered,
            results: i64::try_from(page.total).unwrap_or(i64::MAX),
        }
    }
}

/// The text under which a search counts. Further pages, other orders and narrowed results are the same search going on
/// and do not count again.
pub(crate) fn what_counts(query: &Query) -> Option<String> {
    let is_first_look =
        query.offset == 0 && query.sort == Sort::Relevance && query.filters == Filters::default();
    if is_first_look {
        counted_form(&query.text)
    } else {
        None
    }
}

impl Default for SearchLog {
    fn default() -> Self {
        Self {
            counting: Mutex::default(),
            least_people: AtomicU32::new(LEAST_PEOPLE),
        }
    }
}

impl SearchLog {
    /// Counts a search, once for each person.
    pub(crate) fn count(&self, day: Date, asked: String, outcome: Outcome, searcher: &Searcher) {
        let mut counting = self.counting.lock().unwrap_or_else(PoisonError::into_inner);
        let Counting { counts, people } = &mut *counting;
        if !people.as_ref().is_some_and(|people| people.are_of(day)) {
            *people = None;
        }
        let people = people.get_or_insert_with(|| People::since(day));
        let tally = Tally {
            searches: 1,
            in_vain: i64::from(outcome.is_in_vain),
            results: outcome.results,
        };
        let Some(seen) = people.see(&asked, searcher) else {
            return;
        };
        if seen.people() < self.least_people.load(Ordering::Relaxed) {
            seen.untold.entry(day).or_default().add(tally);
            counts.entry((day, String::new())).or_default().add(Tally {
                results: 0,
                ..tally
            });
            return;
        }
        for (earlier_day, earlier) in std::mem::take(&mut seen.untold) {
            counts
                .entry((earlier_day, String::new()))
                .or_default()
                .take_back(earlier);
            counts
                .entry((earlier_day, asked.clone()))
                .or_default()
                .add(earlier);
        }
        counts.entry((day, asked)).or_default().add(tally);
    }

    fn take(&self) -> Taken<'_> {
        let counts = std::mem::take(
            &mut self
                .counting
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .counts,
        );
        Taken { log: self, counts }
    }
}

/// Counts on their way to the database; dropped before they are there, they go back.
struct Taken<'l> {
    log: &'l SearchLog,
    counts: Counts,
}

impl Drop for Taken<'_> {
    fn drop(&mut self) {
        let mut counting = self
            .log
            .counting
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        for (key, tally) in std::mem::take(&mut self.counts) {
            let later = counting.counts.entry(key).or_insert(Tally {
                results: tally.results,
                ..Tally::default()
            });
            later.searches += tally.searches;
            later.in_vain += tally.in_vain;
        }
    }
}

/// Over how many days the bureau looks back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Period {
    /// The last 30 days.
    #[default]
    Days30,
    /// The last 90 days.
    Days90,
}

impl Period {
    /// Every period.
    pub const ALL: [Self; 2] = [Self::Days30, Self::Days90];

    /// How many days, today included.
    pub fn days(self) -> i64 {
        match self {
            Self::Days30 => 30,
            Self::Days90 => 90,
        }
    }

    /// The period of so many days.
    pub fn of_days(days: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|period| period.days().to_string() == days)
    }
}

/// What was searched in a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Searches {
    /// The first day of the period.
    pub since: Date,
    /// By so many people a text was searched at least before it is shown here.
    pub least_people: u32,
    /// Each day with searches.
    pub days: Vec<OfDay>,
    /// What was searched in vain 潜在需求, the most frequent first.
    pub in_vain: Vec<Asked>,
    /// What was searched, the most frequent first.
    pub frequent: Vec<Asked>,
}

impl Market {
    /// From so many people on a searched text is written down, shown and suggested; at least two.
    pub fn tell_searches_of(&self, people: u32) {
        self.inner
            .search_log
            .least_people
            .store(people.max(2), Ordering::Relaxed);
    }

    /// What was searched in a period, and what in vain: so many texts of each at most.
    ///
    /// # Errors
    /// When the actor may not.
    pub async fn searches(&self, actor: &Actor, period: Period, most: i64) -> Result<Searches> {
        require(&roles_of(Some(actor)), Action::SearchLogSee)?;
        let since = self.now().plus_days(1 - period.days()).day();
        let mut tx = self.read().await?;
        Ok(Searches {
            since,
            least_people: self.inner.search_log.least_people.load(Ordering::Relaxed),
            days: store::catalogue::search_log::by_day(&mut tx, since).await?,
            in_vain: store::catalogue::search_log::in_vain(&mut tx, since, most).await?,
            frequent: store::catalogue::search_log::frequent(&mut tx, since, most).await?,
        })
    }

    /// Writes counts down every few seconds until it fails or is dropped; what is not written then is still counted.
    pub(crate) async fn run_search_log(&self) -> Result<Infallible> {
        self.renew_suggested().await?;
        loop {
            self.write_search_log().await?;
            self.did(Duty::SearchLog);
            tokio::time::sleep(WRITE_EVERY).await;
        }
    }

    /// Writes down what was counted so far.
    ///
    /// # Errors
    /// When the database fails; then it is still counted.
    pub async fn write_search_log(&self) -> Result<()> {
        let mut taken = self.inner.search_log.take();
        if taken.counts.is_empty() {
            return Ok(());
        }
        let mut work = self.begin(None).await?;
        for ((day, asked), tally) in &taken.counts {
            let Tally {
                searches,
                in_vain,
                results,
            } = *tally;
            if searches == 0 && in_vain == 0 {
                continue;
            }
            let counted = Counted {
                day: *day,
                asked: asked.clone(),
                searches,
                in_vain,
                results,
            };
            store::catalogue::search_log::add(&mut work.tx, &counted).await?;
        }
        store::catalogue::search_log::forget_before(
            &mut work.tx,
            work.at.plus_days(-KEPT_DAYS).day(),
        )
        .await?;
        work.commit_beside_the_log().await?;
        taken.counts.clear();
        self.renew_suggested().await
    }

    async fn renew_suggested(&self) -> Result<()> {
        let since = self.now().plus_days(-SUGGESTED_FROM_DAYS).day();
        let least = i64::from(self.inner.search_log.least_people.load(Ordering::Relaxed));
        let mut tx = self.read().await?;
        let found =
            store::catalogue::search_log::with_results(&mut tx, since, least, SUGGESTED_AT_MOST)
                .await?;
        let asked = found
            .into_iter()
            .map(|found| (found.asked, u32::try_from(found.times).unwrap_or(u32::MAX)))
            .collect();
        let index = self.index()?;
        blocking(move || {
            index.suggest_asked(asked);
            Ok(())
        })
        .await
    }
}
