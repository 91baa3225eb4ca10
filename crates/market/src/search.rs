//! Searching: the index answers, the database is not asked. What was searched is counted in memory (`search_log`).

use domain::id::AchievementId;
use domain::search_log::folded;
use index::{Hit, Page, Query, Suggestion};

use crate::Market;
use crate::error::Result;
use crate::indexer::blocking;
use crate::search_log::{Outcome, what_counts};

/// The most suggestions and similar achievements at once.
const FEW: usize = 20;
/// Suggestions that others searched before.
const ASKED_BEFORE: usize = 3;

impl Market {
    /// Searches the published achievements.
    ///
    /// # Errors
    /// When the index fails; never because of what was asked.
    pub async fn search(&self, query: Query) -> Result<Page> {
        let index = self.index()?;
        let counted = what_counts(&query);
        let page = blocking(move || index.search(&query)).await?;
        if let Some(asked) = counted {
            self.inner.search_log.count(self.now().day(), asked, Outcome::of(&page));
        }
        Ok(page)
    }

    /// Titles and keywords that begin so; after them what others searched with success.
    ///
    /// # Errors
    /// When the index fails.
    pub async fn suggest(&self, prefix: &str, limit: usize) -> Result<Vec<Suggestion>> {
        let index = self.index()?;
        let limit = limit.min(FEW);
        let asked_before = self.inner.search_log.beginning_with(prefix, ASKED_BEFORE.min(limit / 2));
        let prefix = prefix.to_owned();
        let mut suggestions = blocking(move || index.suggest(&prefix, limit)).await?;
        let is_known = |one: &Suggestion| suggestions.iter().any(|known| folded(&known.text) == one.text);
        let more: Vec<Suggestion> = asked_before.into_iter().filter(|one| !is_known(one)).collect();
        suggestions.truncate(limit - more.len());
        suggestions.extend(more);
        Ok(suggestions)
    }

    /// Achievements like a published one.
    ///
    /// # Errors
    /// When the index fails.
    pub async fn similar(&self, id: &AchievementId, limit: usize) -> Result<Vec<Hit>> {
        let index = self.index()?;
        let (id, now) = (id.clone(), self.now());
        blocking(move || index.similar(&id, limit.min(FEW), now)).await
    }

    /// How many achievements can be found.
    ///
    /// # Errors
    /// When this process does not search.
    pub fn searchable(&self) -> Result<u64> {
        Ok(self.index()?.documents())
    }
}
