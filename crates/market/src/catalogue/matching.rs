//! Matching 供需对接: achievements for a demand, demands for an achievement, and pairs for brokers.
//!
//! Open demands and saved searches stand in memory, inverted; what they are is read from the log, so a lost state is
//! only read again.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use domain::Timestamp;
use domain::catalogue::achievement::{Achievement, State as AchievementState};
use domain::catalogue::demand::{Demand, State};
use domain::catalogue::saved_search::SavedSearch;
use domain::catalogue::vocabulary::Vocabulary;
use domain::event::Noun;
use domain::id::{AchievementId, DemandId};
use domain::people::user::Actor;
use index::{Answered, Document, Match, SearchIndex, Standing, StandingQuery, Verdict, Wish};
use store::catalogue::achievement::Listed;
use store::catalogue::demand::{AMONG, Named};
use store::catalogue::saved_search::Touched;
use store::desk::waiting::{AllWaiting, Queue};

use crate::Market;
use crate::catalogue::saved_search::filters_of;
use crate::desk::waiting::list::{Waiting, WaitingItem, Whose};
use crate::kernel::blocking::blocking;
use crate::kernel::error::Result;
use crate::kernel::permission::{Action, require, roles_of};

/// The most matches at once.
const MATCHES_AT_MOST: usize = 50;
/// A weaker match is not worth showing beside an achievement, in points of 100.
pub const WORTH_SHOWING: f32 = 55.0;
/// Open demands that the list of pairs looks at, the last published first.
const DEMANDS_LOOKED_AT: usize = 40;
/// Achievements named for each of them.
const ACHIEVEMENTS_EACH: usize = 3;

/// What stands, and how far the log was read for it.
#[derive(Default)]
pub(crate) struct Standings {
    pub(crate) queries: Arc<RwLock<Standing>>,
    read_up_to: tokio::sync::Mutex<i64>,
}

/// A demand that an achievement answers.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// The demand, with whose it is.
    pub demand: Named,
    /// How well the achievement answers it.
    pub verdict: Verdict,
}

/// A demand and the achievements that answer it best.
#[derive(Clone, Debug)]
pub struct Pairs {
    /// The demand, with whose it is.
    pub demand: Named,
    /// The achievements, the best first.
    pub matches: Vec<Match>,
}

impl Market {
    /// The achievements that answer a demand best, for whoever may see the demand.
    ///
    /// # Errors
    /// When there is no such demand for the asker, or the index fails.
    pub async fn matches_of_demand(
        &self,
        actor: Option<&Actor>,
        id: &DemandId,
        limit: usize,
    ) -> Result<Vec<Match>> {
        let demand = self.demand(actor, id).await?.demand;
        self.matches_of(&demand, limit.min(MATCHES_AT_MOST)).await
    }

    async fn matches_of(&self, demand: &Demand, limit: usize) -> Result<Vec<Match>> {
        let (index, wish, now) = (self.index()?, wish_of(demand), self.now());
        blocking(move || index.matches(&wish, limit, now)).await
    }

    /// The open demands that a published achievement answers best; none for any other.
    ///
    /// # Errors
    /// When there is no such achievement for the asker, or the index fails.
    pub async fn demands_for(
        &self,
        actor: Option<&Actor>,
        id: &AchievementId,
        limit: usize,
    ) -> Result<Vec<Wanted>> {
        let achievement = self.achievement(actor, id).await?;
        let organisation = self.organisation(&achievement.organisation).await?;
        let listed = Listed {
            organisation_name: organisation.described.name,
            organisation_kind: organisation.described.kind,
            organisation_credit_code: organisation.described.credit_code.to_string(),
            achievement,
        };
        let Some(document) = document_of(listed) else {
            return Ok(Vec::new());
        };
        let answered = self.answered_by(vec![document], WORTH_SHOWING).await?;
        // Those that have a verdict are demands, the rest saved searches; some demands may be past their deadline.
        let verdicts: Vec<(String, Verdict)> = answered
            .into_iter()
            .flatten()
            .filter_map(|one| Some((one.key, one.verdict?)))
            .collect();
        let (limit, today) = (limit.min(MATCHES_AT_MOST), self.now().day());
        let mut tx = self.read().await?;
        let mut wanted = Vec::new();
        for some in verdicts.chunks(AMONG) {
            if wanted.len() >= limit {
                break;
            }
            let ids: Vec<&str> = some.iter().map(|(id, _)| id.as_str()).collect();
            let open = store::catalogue::demand::open_among(&mut tx, today, &ids).await?;
            wanted.extend(some.iter().filter_map(|(id, verdict)| {
                let demand = open.iter().find(|named| named.demand.id.as_str() == id)?;
                Some(Wanted {
                    demand: demand.clone(),
                    verdict: verdict.clone(),
                })
            }));
        }
        drop(tx);
        wanted.truncate(limit);
        self.judged_as_searched(id.clone(), wanted).await
    }

    /// What was found by walking the demands, judged as the page of each demand judges it: a pair has one score. The walk
    /// does not know how fresh a listing is and how long the index takes its texts to be.
    async fn judged_as_searched(
        &self,
        id: AchievementId,
        mut wanted: Vec<Wanted>,
    ) -> Result<Vec<Wanted>> {
        let (index, now) = (self.index()?, self.now());
        blocking(move || {
            for one in &mut wanted {
                // Until the listing is indexed the walk's verdict is the only one.
                if let Some(verdict) = index.verdict(&wish_of(&one.demand.demand), &id, now)? {
                    one.verdict = verdict;
                }
            }
            wanted.retain(|one| one.verdict.score >= WORTH_SHOWING);
            wanted.sort_by(|a, b| b.verdict.score.total_cmp(&a.verdict.score));
            Ok(wanted)
        })
        .await
    }

    /// Open demands whose text has words of this one, the best first.
    ///
    /// # Errors
    /// When the database or the index fails.
    pub async fn search_demands(&self, text: &str) -> Result<Vec<Named>> {
        self.keep_standing().await?;
        let (queries, text) = (Arc::clone(&self.inner.standings.queries), text.to_owned());
        let keys = blocking(move || {
            let standing = queries.read().unwrap_or_else(PoisonError::into_inner);
            Ok(standing.search(&text, &index::analysis::Analyser::shared()))
        })
        .await?;
        let mut demands = self.open_by_id().await?;
        Ok(keys.iter().filter_map(|key| demands.remove(key)).collect())
    }

    /// Open demands, the last published first, each with the achievements that answer it best: what brokers start from.
    ///
    /// # Errors
    /// When the actor may not, or the index fails.
    pub async fn pairs(&self, actor: &Actor) -> Result<Vec<Pairs>> {
        require(&roles_of(Some(actor)), Action::MatchSee)?;
        let mut pairs = Vec::new();
        for demand in self
            .open_demands()
            .await?
            .into_iter()
            .take(DEMANDS_LOOKED_AT)
        {
            let mut matches = self.matches_of(&demand.demand, ACHIEVEMENTS_EACH).await?;
            matches.retain(|one| one.verdict.score >= WORTH_SHOWING);
            if !matches.is_empty() {
                pairs.push(Pairs { demand, matches });
            }
        }
        Ok(pairs)
    }

    /// What stands that each of these listings answers, demands from this score on.
    pub(crate) async fn answered_by(
        &self,
        documents: Vec<Document>,
        least_score: f32,
    ) -> Result<Vec<Vec<Answered>>> {
        self.keep_standing().await?;
        let (index, queries) = (self.index()?, Arc::clone(&self.inner.standings.queries));
        blocking(move || {
            let standing = queries.read().unwrap_or_else(PoisonError::into_inner);
            Ok(documents
                .iter()
                .map(|document| standing.answered(document, &index, least_score))
                .collect())
        })
        .await
    }

    /// Brings what stands up to the newest event.
    async fn keep_standing(&self) -> Result<()> {
        let index = self.index()?;
        let mut read_up_to = self.inner.standings.read_up_to.lock().await;
        if self.last_event().await? <= *read_up_to {
            return Ok(());
        }
        let (demands, to) = self.touched_demands(*read_up_to).await?;
        let searches = self.touched_saved_searches(*read_up_to, to).await?;
        let queries = Arc::clone(&self.inner.standings.queries);
        blocking(move || {
            put_demands(&queries, &demands, &index)?;
            put_searches(&queries, searches, &index)
        })
        .await?;
        *read_up_to = to;
        Ok(())
    }

    pub(crate) async fn open_by_id(&self) -> Result<HashMap<String, Named>> {
        Ok(self
            .open_demands()
            .await?
            .into_iter()
            .map(|named| (named.demand.id.to_string(), named))
            .collect())
    }
}

fn put_demands(
    queries: &RwLock<Standing>,
    touched: &[Named],
    index: &SearchIndex,
) -> std::result::Result<(), index::IndexError> {
    for named in touched {
        let key = named.demand.id.as_str();
        // Taken for each: a search between two of them need not wait for all.
        let mut standing = queries.write().unwrap_or_else(PoisonError::into_inner);
        if named.demand.state == State::Published {
            standing.put(key, StandingQuery::Demand(wish_of(&named.demand)), index)?;
        } else {
            standing.remove(key);
        }
    }
    Ok(())
}

fn put_searches(
    queries: &RwLock<Standing>,
    touched: Vec<Touched>,
    index: &SearchIndex,
) -> std::result::Result<(), index::IndexError> {
    for Touched { id, search } in touched {
        let mut standing = queries.write().unwrap_or_else(PoisonError::into_inner);
        match search {
            Some(SavedSearch { wanted, .. }) => {
                let filters = filters_of(wanted.filters);
                standing.put(
                    &id,
                    StandingQuery::Search {
                        text: wanted.text,
                        filters,
                    },
                    index,
                )?;
            }
            None => standing.remove(&id),
        }
    }
    Ok(())
}

/// A demand as matching sees it.
fn wish_of(demand: &Demand) -> Wish {
    let text = &demand.text;
    Wish {
        title: text.title.clone(),
        description: text.description.clone(),
        field: Vocabulary::Field.canonical(&text.field),
        maturity_min: text.maturity_min,
        modes: text.modes.clone(),
        budget_fen: text.budget_fen,
        county: text.county.clone(),
    }
}

/// An achievement as the index takes it in; nothing unless it is published.
pub(crate) fn document_of(listed: Listed) -> Option<Document> {
    let Achievement {
        id,
        version,
        organisation,
        external_number,
        state,
        listing,
        published_at,
        confirmed_at,
        ..
    } = listed.achievement;
    let (AchievementState::Published, Some(published_at)) = (state, published_at) else {
        return None;
    };
    Some(Document {
        id,
        version,
        organisation_id: organisation,
        organisation_name: listed.organisation_name,
        organisation_kind: listed.organisation_kind,
        organisation_credit_code: listed.organisation_credit_code,
        external_number,
        listing: listing.classified(),
        published_at,
        confirmed_at: confirmed_at.unwrap_or(published_at),
    })
}

/// A score for people and for the database.
pub(crate) fn whole_points(score: f32) -> i64 {
    // A score lies between 0 and 100.
    #[expect(clippy::cast_possible_truncation, reason = "between 0 and 100")]
    let points = score.round() as i64;
    points
}

/// New listings that answer what the organisation looks for: one item for all.
pub(crate) fn waits(all: &AllWaiting, now: Timestamp, waiting: &mut Waiting) {
    for row in all.of(Queue::Match) {
        let item = WaitingItem {
            noun: Noun::Demand,
            id: None,
            title: format!("{} 条新的匹配", row.total),
            what: "新发布的成果与贵单位的需求或已存的检索匹配，请查看".into(),
            since: now,
            due: None,
        };
        waiting.push(Whose::Mine, item);
    }
}
