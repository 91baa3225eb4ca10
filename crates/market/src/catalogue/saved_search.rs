//! Saved searches 保存的检索: kept by any signed-in person, seen by nobody else; new listings that answer them raise
//! alerts (`alert`).
//!
//! The log says that a person saved or deleted a search, never which.

use domain::catalogue::saved_search::{Chosen, EACH_AT_MOST, SavedSearch, SavedSearchInput};
use domain::catalogue::vocabulary::Vocabulary;
use domain::event::Noun;
use domain::id::SavedSearchId;
use domain::people::user::Actor;
use index::Filters;
use serde_json::json;
pub use store::catalogue::saved_search::{Touched, Watched};

use crate::kernel::error::{Error, Result};
use crate::kernel::permission::{Action, allowed, require, roles_of, roles_with};
use crate::{Market, new_id};

/// What became of a search that was to be saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saved {
    /// It was saved.
    New(SavedSearchId),
    /// The person had saved the same search before, under this identifier; it stays as it is.
    Before(SavedSearchId),
}

impl Saved {
    /// Its identifier.
    pub fn id(&self) -> &SavedSearchId {
        match self {
            Self::New(id) | Self::Before(id) => id,
        }
    }
}

impl Market {
    /// Keeps a search for the actor. The same search is kept once.
    ///
    /// # Errors
    /// When a field is wrong, nothing is looked for, or the actor has as many as there may be.
    pub async fn save_search(&self, actor: &Actor, input: SavedSearchInput) -> Result<Saved> {
        require(&roles_of(Some(actor)), Action::SavedSearchCreate)?;
        let (name, wanted) = input.check()?;
        let mut work = self.begin(Some(actor)).await?;
        store::kernel::hold::person(&mut work.tx, &actor.user).await?;
        let mut organisations = Vec::new();
        for id in &wanted.filters.organisation {
            let found = store::people::organisation::get(&mut work.tx, id)
                .await
                .map_err(|error| no_such_organisation(error, id.as_str()))?;
            organisations.push(found.described.name);
        }
        let search = SavedSearch {
            id: new_id(),
            user: actor.user.clone(),
            organisation: actor.organisation.clone(),
            name: if name.is_empty() {
                wanted.sentence(&organisations)
            } else {
                name
            },
            wanted,
            created_at: work.at,
        };
        if let Some(same) = store::catalogue::saved_search::same_as(&mut work.tx, &search).await? {
            return Ok(Saved::Before(same.id));
        }
        let count = store::catalogue::saved_search::count(&mut work.tx, &actor.user).await?;
        if count >= EACH_AT_MOST {
            let sentence = format!(
                "每人最多保存 {EACH_AT_MOST} 个检索，您已保存 {count} 个。请先在“我的检索”中删除不再需要的，再保存新的"
            );
            return Err(Error::Refused(sentence));
        }
        store::catalogue::saved_search::insert(&mut work.tx, &search).await?;
        work.note(Noun::SavedSearch, &search.id, "created", json!({}));
        work.commit().await?;
        Ok(Saved::New(search.id))
    }

    /// The actor's saved searches, the newest first, before an identifier; with how many there are.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn saved_searches(
        &self,
        actor: &Actor,
        before: &str,
        most: i64,
    ) -> Result<(Vec<Watched>, i64)> {
        let mut tx = self.read().await?;
        let list = store::catalogue::saved_search::list(&mut tx, &actor.user, before, most).await?;
        Ok((
            list,
            store::catalogue::saved_search::count(&mut tx, &actor.user).await?,
        ))
    }

    /// One saved search, for its owner.
    ///
    /// # Errors
    /// When there is none of the actor's.
    pub async fn saved_search(&self, actor: &Actor, id: &SavedSearchId) -> Result<SavedSearch> {
        let mut tx = self.read().await?;
        own(
            actor,
            store::catalogue::saved_search::find(&mut tx, id.as_str()).await?,
        )
    }

    /// Takes a saved search of the actor away, and its alerts with it.
    ///
    /// # Errors
    /// When there is none of the actor's.
    pub async fn delete_saved_search(&self, actor: &Actor, id: &SavedSearchId) -> Result<()> {
        let mut work = self.begin(Some(actor)).await?;
        let search = own(
            actor,
            store::catalogue::saved_search::find(&mut work.tx, id.as_str()).await?,
        )?;
        store::catalogue::saved_search::delete(&mut work.tx, &search.id).await?;
        store::catalogue::alert::forget(&mut work.tx, search.id.as_str()).await?;
        work.note(Noun::SavedSearch, id, "deleted", json!({}));
        work.commit().await
    }

    /// The saved searches that events between two places of the log touched, as they are now.
    pub(crate) async fn touched_saved_searches(
        &self,
        after_seq: i64,
        to_seq: i64,
    ) -> Result<Vec<Touched>> {
        let mut tx = self.read().await?;
        Ok(store::catalogue::saved_search::touched(&mut tx, after_seq, to_seq).await?)
    }
}

/// Whether there is one is its owner's secret.
fn own(actor: &Actor, found: Option<SavedSearch>) -> Result<SavedSearch> {
    let is_own = |search: &SavedSearch| {
        allowed(
            &roles_with(Some(actor), &search.user),
            Action::SavedSearchManage,
        )
    };
    found.filter(is_own).ok_or(Error::NotFound)
}

fn no_such_organisation(error: store::Error, id: &str) -> Error {
    match error {
        store::Error::NotFound => Error::field(
            "filters/organisation",
            "unknown",
            format!("没有编号为 {id} 的单位，请从检索结果的筛选条件中选择"),
        ),
        other => other.into(),
    }
}

/// The filters of a saved search as the index takes them.
pub fn filters_of(chosen: Chosen) -> Filters {
    let Chosen {
        field,
        county,
        organisation,
        mode,
        maturity_min,
        price_max_fen,
        year,
        patent_in_force,
        trial_offered,
    } = chosen;
    Filters {
        // Saved before there were vocabularies, it may say a field as the index does no more.
        field: field
            .iter()
            .map(|value| Vocabulary::Field.canonical(value))
            .collect(),
        county,
        organisation,
        mode,
        maturity_min,
        price_max_fen,
        year,
        patent_in_force,
        trial_offered,
    }
}

/// The filters of the index as a saved search takes them.
pub fn chosen_of(filters: Filters) -> Chosen {
    let Filters {
        field,
        county,
        organisation,
        mode,
        maturity_min,
        price_max_fen,
        year,
        patent_in_force,
        trial_offered,
    } = filters;
    Chosen {
        field,
        county,
        organisation,
        mode,
        maturity_min,
        price_max_fen,
        year,
        patent_in_force,
        trial_offered,
    }
}
