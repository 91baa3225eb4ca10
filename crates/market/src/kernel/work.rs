//! One use case: one transaction, its events in it, readers woken after it.

use domain::Timestamp;
use domain::event::{NewEvent, Noun, sha256_hex};
use domain::id::OrganisationId;
use domain::people::user::Actor;
use serde::Serialize;
use serde_json::Value;
use store::kernel::idempotency::Done;

use crate::kernel::error::{Error, Result};
use crate::{Market, new_id};

/// So many days a request is known again by its key.
const KEY_DAYS: i64 = 1;

/// Stands for the version that a caller saw when any will do: `If-Match: *`.
pub const ANY_VERSION: i64 = i64::MIN;

/// The version that a caller means, of a thing whose newest is known.
pub(crate) fn version_meant(newest: i64, seen: i64) -> i64 {
    if seen == ANY_VERSION { newest } else { seen }
}

/// A writing transaction with the events it will append. Dropped without [`Work::commit`], nothing of it remains.
pub struct Work {
    /// The transaction.
    pub tx: store::Tx,
    /// The moment of everything done in it.
    pub at: Timestamp,
    actor: Option<Actor>,
    events: Vec<NewEvent>,
    appended: tokio::sync::watch::Sender<i64>,
}

impl Market {
    /// Begins a use case of an actor; of the system itself when there is none.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn begin(&self, actor: Option<&Actor>) -> Result<Work> {
        Ok(Work {
            tx: self.inner.db.write().await?,
            at: self.now(),
            actor: actor.cloned(),
            events: Vec::new(),
            appended: self.inner.appended.clone(),
        })
    }
}

impl Market {
    /// Forgets the keys of creating requests that are a day old.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn forget_requests(&self) -> Result<u64> {
        let mut work = self.begin(None).await?;
        let forgotten =
            store::kernel::idempotency::forget(&mut work.tx, forgotten(work.at)).await?;
        work.commit_beside_the_log().await?;
        Ok(forgotten)
    }
}

impl Work {
    pub(crate) fn actor(&self) -> Option<Actor> {
        self.actor.clone()
    }

    /// Notes what happened; appended when the work is committed.
    pub fn note(
        &mut self,
        noun: Noun,
        noun_id: impl AsRef<str>,
        kind: &'static str,
        payload: Value,
    ) {
        let actor = self.actor.as_ref();
        self.events.push(NewEvent {
            id: new_id(),
            at: self.at,
            actor: actor.map(|actor| actor.user.clone()),
            organisation: actor.map(|actor| actor.organisation.clone()),
            noun,
            noun_id: noun_id.as_ref().to_owned(),
            kind,
            payload,
        });
    }

    /// As [`Work::note`], for an organisation other than the actor's own: what an operator does in its name.
    pub fn note_for(
        &mut self,
        organisation: &OrganisationId,
        noun: Noun,
        noun_id: impl AsRef<str>,
        kind: &'static str,
        payload: Value,
    ) {
        self.note(noun, noun_id, kind, payload);
        if let Some(event) = self.events.last_mut() {
            event.organisation = Some(organisation.clone());
        }
    }

    /// Appends the events and makes everything durable; then wakes the readers of the log.
    ///
    /// # Errors
    /// When the database refuses, or nothing was noted: a change that the log does not tell is none. Then nothing happened.
    pub async fn commit(self) -> Result<()> {
        if self.events.is_empty() {
            return Err(store::Error::Untold.into());
        }
        self.end().await
    }

    /// Makes durable what is no change of the market: what is counted, seen or cleared away, how far a reader came. An
    /// import commits its batches so: one that brought nothing new changed nothing.
    ///
    /// # Errors
    /// When the database refuses; then nothing happened.
    pub(crate) async fn commit_beside_the_log(self) -> Result<()> {
        self.end().await
    }

    async fn end(mut self) -> Result<()> {
        // Nothing to tell: the log is neither read nor held.
        if self.events.is_empty() {
            return Ok(self.tx.commit().await?);
        }
        let seq = store::kernel::event::append(&mut self.tx, &self.events).await?;
        self.tx.commit().await?;
        self.appended.send_if_modified(|newest| {
            let newer = seq > *newest;
            *newest = seq.max(*newest);
            newer
        });
        Ok(())
    }

    /// What the actor already made under an idempotency key, if this is a repetition.
    ///
    /// # Errors
    /// When the key was used for something else.
    pub async fn made_before(&mut self, once: &Once) -> Result<Option<String>> {
        let (Some(key), Some(actor)) = (&once.key, &self.actor) else {
            return Ok(None);
        };
        let done =
            store::kernel::idempotency::find(&mut self.tx, &actor.user, key, forgotten(self.at))
                .await?;
        match done {
            None => Ok(None),
            Some(done) if done.request_hash == once.request_hash => Ok(Some(done.created_id)),
            Some(_) => Err(Error::Refused(
                "这个 Idempotency-Key 已用于另一个请求，请换一个新的".into(),
            )),
        }
    }

    /// Remembers what was made under an idempotency key.
    ///
    /// # Errors
    /// When the same request is being carried out at the same time.
    pub async fn remember(&mut self, once: &Once, created_id: &str) -> Result<()> {
        let (Some(key), Some(actor)) = (&once.key, &self.actor) else {
            return Ok(());
        };
        let done = Done {
            request_hash: once.request_hash.clone(),
            created_id: created_id.to_owned(),
        };
        let noted = store::kernel::idempotency::insert(
            &mut self.tx,
            &actor.user,
            key,
            &done,
            self.at,
            forgotten(self.at),
        )
        .await;
        noted.map_err(|error| match error {
            store::Error::Taken(_) => Error::Refused("同一请求正在处理中，请稍后查看结果".into()),
            other => other.into(),
        })
    }
}

/// What was made under a key until then no longer counts.
fn forgotten(now: Timestamp) -> Timestamp {
    now.plus_days(-KEY_DAYS)
}

/// A creating request that may arrive more than once: a double click, a repeated try after a lost answer.
#[derive(Clone, Debug, Default)]
pub struct Once {
    key: Option<String>,
    request_hash: String,
}

impl Once {
    /// A request (its method, its path and what is asked) under a key; without a key it counts every time.
    pub fn new(key: Option<String>, request: &impl Serialize) -> Self {
        let text = serde_json::to_vec(request).unwrap_or_default();
        Self {
            key,
            request_hash: sha256_hex(&text),
        }
    }
}
