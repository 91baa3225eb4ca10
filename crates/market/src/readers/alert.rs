//! Alerts 匹配提醒: a reader of the log that tells those who look for something of each new listing that answers it.
//!
//! It notes how far it came when it has told of everything up to there: each listing is looked at at least once, and an alert is raised once however often it is.

use std::collections::HashMap;
use std::convert::Infallible;
use std::time::Duration;

use domain::Timestamp;
use domain::catalogue::demand::Demand;
use domain::catalogue::saved_search::SavedSearch;
use domain::id::OrganisationId;
use domain::people::user::Actor;
use index::{Answered, Document};
use store::Tx;
use store::catalogue::achievement::Listed;
use store::catalogue::alert::Alert;
pub use store::catalogue::alert::Named;

use crate::Market;
use crate::catalogue::matching::{document_of, whole_points};
use crate::kernel::duty::Duty;
use crate::kernel::error::Result;
use crate::readers::follow::Reader;

/// From this score on a demand's owner is told, in points of 100.
const WORTH_TELLING: f32 = 65.0;
/// Of the listings that come together, so many are told to one demand or saved search: an import of thousands must not
/// bury its owner.
const TOLD_AT_ONCE: usize = 20;
/// The name under which the reader notes how far it came.
const READER: &str = "alert";

/// Its cursor lies beside the alerts.
struct Alerts;

impl Reader for Alerts {
    const DUTY: Duty = Duty::Alerts;
    const LOOK_EVERY: Duration = Duration::from_secs(1);
    const BATCH: i64 = 500;

    async fn came_to(&self, _: &Market, tx: &mut Tx) -> Result<i64> {
        Ok(store::catalogue::alert::read_up_to(tx, READER).await?)
    }

    async fn take(&self, market: &Market, listings: Vec<Listed>) -> Result<()> {
        let documents: Vec<Document> = listings.into_iter().filter_map(document_of).collect();
        let answered = market.answered_by(documents.clone(), WORTH_TELLING).await?;
        market.tell(&documents, answered).await
    }

    async fn note(&self, market: &Market, place: i64) -> Result<()> {
        let mut work = market.begin(None).await?;
        store::catalogue::alert::came_to(&mut work.tx, READER, place).await?;
        work.commit_beside_the_log().await
    }
}

impl Market {
    /// Raises alerts for new listings until it fails or is dropped.
    pub(crate) async fn run_alerts(&self) -> Result<Infallible> {
        self.follow(&Alerts).await
    }

    /// Matches every listing that the log tells of since the last time.
    ///
    /// # Errors
    /// When the database or the index fails; then it is done again.
    pub async fn raise_new_alerts(&self) -> Result<()> {
        self.catch_up(&Alerts).await.map(drop)
    }

    async fn tell(&self, documents: &[Document], answered: Vec<Vec<Answered>>) -> Result<()> {
        let mut pairs: Vec<(&Document, Answered)> = Vec::new();
        for (document, answers) in documents.iter().zip(answered) {
            pairs.extend(answers.into_iter().map(|answer| (document, answer)));
        }
        let seekers = self.seekers(&pairs).await?;
        let score = |answer: &Answered| {
            answer
                .verdict
                .as_ref()
                .map_or(f32::MAX, |verdict| verdict.score)
        };
        pairs.sort_by(|a, b| score(&b.1).total_cmp(&score(&a.1)));
        let mut told: HashMap<String, usize> = HashMap::new();
        let mut work = self.begin(None).await?;
        for (document, answer) in pairs {
            let times = told.entry(answer.key.clone()).or_default();
            let Some(seeker) = seekers
                .get(&answer.key)
                .filter(|seeker| seeker.is_news(document))
            else {
                continue;
            };
            if *times < TOLD_AT_ONCE {
                *times += 1;
                store::catalogue::alert::insert(
                    &mut work.tx,
                    &alert_of(seeker, document, &answer, work.at),
                )
                .await?;
            }
        }
        work.commit_beside_the_log().await
    }

    /// Whose the answered demands and saved searches are; those that are gone by now are left out.
    async fn seekers(&self, pairs: &[(&Document, Answered)]) -> Result<HashMap<String, Seeker>> {
        let mut seekers: HashMap<String, Seeker> = self
            .open_by_id()
            .await?
            .into_iter()
            .map(|(id, named)| (id, Seeker::of_demand(named.demand)))
            .collect();
        let mut tx = self.read().await?;
        for (_, answer) in pairs {
            // A demand's answer has a verdict, a saved search is answered or not.
            if answer.verdict.is_none()
                && !seekers.contains_key(&answer.key)
                && let Some(search) =
                    store::catalogue::saved_search::find(&mut tx, &answer.key).await?
            {
                seekers.insert(answer.key.clone(), Seeker::of_search(search));
            }
        }
        Ok(seekers)
    }

    /// The newest alerts of the actor, and how many nobody has seen.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn alerts(&self, actor: &Actor, most: i64) -> Result<(Vec<Named>, i64)> {
        let mut tx = self.read().await?;
        let list = store::catalogue::alert::list(&mut tx, actor, most).await?;
        Ok((
            list,
            store::catalogue::alert::count_unseen(&mut tx, actor).await?,
        ))
    }

    /// Marks the actor's alerts as seen. The log has no event of it: who has read what changes nothing.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn see_alerts(&self, actor: &Actor) -> Result<()> {
        let mut work = self.begin(Some(actor)).await?;
        store::catalogue::alert::see(&mut work.tx, actor, work.at).await?;
        work.commit_beside_the_log().await
    }
}

/// Whoever looks for something.
struct Seeker {
    /// How the demand or the saved search is called.
    title: String,
    organisation: OrganisationId,
    /// Identifier of the user whose saved search it is; empty for a demand.
    user: String,
    /// Listings published until then are no news; for a demand all are.
    since: Option<Timestamp>,
}

impl Seeker {
    fn of_demand(demand: Demand) -> Self {
        Self {
            title: demand.text.title,
            organisation: demand.organisation,
            user: String::new(),
            since: None,
        }
    }

    fn of_search(search: SavedSearch) -> Self {
        Self {
            title: search.name,
            organisation: search.organisation,
            user: search.user.to_string(),
            since: Some(search.created_at),
        }
    }

    /// Whether a listing is another organisation's, and new.
    fn is_news(&self, document: &Document) -> bool {
        self.organisation != document.organisation_id
            && self.since.is_none_or(|since| document.published_at > since)
    }
}

fn alert_of(seeker: &Seeker, document: &Document, answer: &Answered, at: Timestamp) -> Alert {
    let verdict = answer.verdict.as_ref();
    Alert {
        about: answer.key.clone(),
        about_title: seeker.title.clone(),
        achievement: document.id.clone(),
        organisation: seeker.organisation.clone(),
        user: seeker.user.clone(),
        score: verdict.map(|verdict| whole_points(verdict.score)),
        terms: verdict
            .map(|verdict| verdict.terms.join("、"))
            .unwrap_or_default(),
        raised_at: at,
        seen_at: None,
    }
}
