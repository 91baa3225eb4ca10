//! Searching: the index answers, the database is not asked. What was searched is counted in memory (`search_log`).

use domain::catalogue::achievement::PatentStatus;
use domain::id::AchievementId;
use index::{Hit, Page, Query, Suggestion};
use jiff::civil::Date;

use crate::Market;
use crate::catalogue::search_log::{Outcome, what_counts};
use crate::catalogue::searchers::Searcher;
use crate::kernel::blocking::blocking;
use crate::kernel::error::Result;

/// The most suggestions and similar achievements at once.
const FEW: usize = 20;

impl Market {
    /// Searches the published achievements for somebody, and counts what they searched.
    ///
    /// # Errors
    /// When the index fails; never because of what was asked.
    pub async fn search_for(&self, searcher: &Searcher, query: Query) -> Result<Page> {
        let counted = what_counts(&query);
        let page = self.search(query).await?;
        if let Some(asked) = counted {
            self.inner
                .search_log
                .count(self.now().day(), asked, Outcome::of(&page), searcher);
        }
        Ok(page)
    }

    /// Searches the published achievements for a page that lists some; it is nobody's search.
    ///
    /// # Errors
    /// When the index fails; never because of what was asked.
    pub async fn search(&self, query: Query) -> Result<Page> {
        let index = self.index()?;
        let mut page = blocking(move || index.search(&query)).await?;
        state_on(&mut page.hits, self.now().day());
        Ok(page)
    }

    /// Keywords, titles and what others searched with success, that begin so.
    ///
    /// # Errors
    /// When the index fails.
    pub async fn suggest(&self, prefix: &str, limit: usize) -> Result<Vec<Suggestion>> {
        let index = self.index()?;
        let prefix = prefix.to_owned();
        blocking(move || index.suggest(&prefix, limit.min(FEW))).await
    }

    /// Achievements like a published one.
    ///
    /// # Errors
    /// When the index fails.
    pub async fn similar(&self, id: &AchievementId, limit: usize) -> Result<Vec<Hit>> {
        let index = self.index()?;
        let (id, now) = (id.clone(), self.now());
        let mut hits = blocking(move || index.similar(&id, limit.min(FEW), now)).await?;
        state_on(&mut hits, now.day());
        Ok(hits)
    }

    /// How many achievements can be found.
    ///
    /// # Errors
    /// When this process does not search.
    pub fn searchable(&self) -> Result<u64> {
        Ok(self.index()?.documents())
    }
}

/// Says of every patent where it stands on a day: the index keeps what was typed, and terms end without anyone typing.
fn state_on(hits: &mut [Hit], day: Date) {
    for patent in hits.iter_mut().flat_map(|hit| &mut hit.card.patents) {
        if patent.status == PatentStatus::Granted && !patent.in_force_on(day) {
            patent.status = PatentStatus::Lapsed;
        }
    }
}
