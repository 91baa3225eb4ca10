//! The event log: appended in the same transaction as the change it tells, read in order, never altered.

use domain::Timestamp;
use domain::event::{GENESIS, Link, NewEvent, chain_hash};

use crate::connection::Tx;
use crate::dialect;
use crate::error::Result;
use crate::row::{Count, Record, Row};

/// One entry of the log, as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Place in the log, from 1 without gaps.
    pub seq: i64,
    /// Identifier.
    pub id: String,
    /// When.
    pub at: Timestamp,
    /// Identifier of the user, or empty.
    pub actor: String,
    /// Identifier of the organisation the user acted for, or empty.
    pub organisation: String,
    /// What about, as stored.
    pub noun: String,
    /// Which one.
    pub noun_id: String,
    /// What happened.
    pub kind: String,
    /// JSON.
    pub payload: String,
    /// Hash of the event before.
    pub previous_hash: String,
    /// Hash of this one.
    pub hash: String,
}

impl Event {
    /// The hash that belongs to this event after the given one.
    pub fn expected_hash(&self, previous: &str) -> String {
        chain_hash(
            previous,
            &Link {
                seq: self.seq,
                id: &self.id,
                at: self.at.0,
                actor: &self.actor,
                organisation: &self.organisation,
                noun: &self.noun,
                noun_id: &self.noun_id,
                kind: &self.kind,
                payload: &self.payload,
            },
        )
    }
}

impl Record for Event {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            seq: row.int("seq")?,
            id: row.text("id")?,
            at: row.moment("at")?,
            actor: row.text("actor")?,
            organisation: row.text("organisation")?,
            noun: row.text("noun")?,
            noun_id: row.text("noun_id")?,
            kind: row.text("kind")?,
            payload: row.text("payload")?,
            previous_hash: row.text("previous_hash")?,
            hash: row.text("hash")?,
        })
    }
}

struct Last {
    seq: i64,
    hash: String,
}

impl Record for Last {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            seq: row.int("seq")?,
            hash: row.text("hash")?,
        })
    }
}

const LAST: &str = "select seq, hash from event order by seq desc limit 1";

const APPEND: &str = "insert into event (seq, id, at, actor, organisation, noun, noun_id, kind, payload, previous_hash, hash)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";

/// Appends events in their order; the place of the last one.
///
/// # Errors
/// When the database refuses.
pub async fn append(tx: &mut Tx, events: &[NewEvent]) -> Result<i64> {
    dialect::lock_log(tx).await?;
    let mut last = tx.q(LAST).optional::<Last>().await?.unwrap_or(Last {
        seq: 0,
        hash: GENESIS.to_owned(),
    });
    for new in events {
        let mut event = Event {
            seq: last.seq + 1,
            id: new.id.as_str().to_owned(),
            at: new.at,
            actor: new
                .actor
                .as_ref()
                .map_or(String::new(), ToString::to_string),
            organisation: new
                .organisation
                .as_ref()
                .map_or(String::new(), ToString::to_string),
            noun: new.noun.as_str().to_owned(),
            noun_id: new.noun_id.clone(),
            kind: new.kind.to_owned(),
            payload: new.payload.to_string(),
            previous_hash: last.hash,
            hash: String::new(),
        };
        event.hash = event.expected_hash(&event.previous_hash);
        tx.q(APPEND)
            .bind(event.seq)
            .bind(event.id)
            .bind(event.at)
            .bind(event.actor)
            .bind(event.organisation)
            .bind(event.noun)
            .bind(event.noun_id)
            .bind(event.kind)
            .bind(event.payload)
            .bind(event.previous_hash)
            .bind(&event.hash)
            .run()
            .await?;
        last = Last {
            seq: event.seq,
            hash: event.hash,
        };
    }
    Ok(last.seq)
}

const AFTER: &str = "select * from event where seq > $1 order by seq limit $2";

/// The events after a place, in order, at most so many.
///
/// # Errors
/// When the database refuses.
pub async fn after(tx: &mut Tx, seq: i64, most: i64) -> Result<Vec<Event>> {
    tx.q(AFTER).bind(seq).bind(most).all().await
}

const BEFORE: &str = "select * from event where seq < $1 and ($2 = '' or noun = $2) and ($3 = '' or noun_id = $3) order by seq desc limit $4";

/// The newest events before a place, newest first; of one noun and one of it where those are given.
///
/// # Errors
/// When the database refuses.
pub async fn before(
    tx: &mut Tx,
    seq: i64,
    noun: &str,
    noun_id: &str,
    most: i64,
) -> Result<Vec<Event>> {
    tx.q(BEFORE)
        .bind(seq)
        .bind(noun)
        .bind(noun_id)
        .bind(most)
        .all()
        .await
}

const LAST_STEP: &str = "select * from event where noun = $1 and noun_id = $2
        and kind not in ('message_posted', 'file_added', 'file_removed', 'file_seen',
            'voucher_shared', 'change_asked', 'change_withdrawn', 'change_refused')
    order by seq desc limit 1";

/// The newest event of a thing that changed where it stands: not what was said, added, looked at
/// or only asked for.
///
/// # Errors
/// When the database refuses.
pub async fn last_step(
    tx: &mut Tx,
    noun: domain::event::Noun,
    noun_id: &str,
) -> Result<Option<Event>> {
    tx.q(LAST_STEP)
        .bind(noun.as_str())
        .bind(noun_id)
        .optional()
        .await
}

/// The place of the last event; 0 when there is none.
///
/// # Errors
/// When the database refuses.
pub async fn last_seq(tx: &mut Tx) -> Result<i64> {
    Ok(tx
        .q("select coalesce(max(seq), 0) as n from event")
        .one::<Count>()
        .await?
        .0)
}

/// The result of walking the whole chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Chain {
    /// Every event follows from the one before it.
    Whole {
        /// How many there are.
        events: i64,
    },
    /// The first event that does not.
    Broken {
        /// Its place.
        seq: i64,
    },
}

/// Walks the whole chain.
///
/// # Errors
/// When the database refuses.
pub async fn verify(tx: &mut Tx) -> Result<Chain> {
    let mut seq = 0;
    let mut hash = GENESIS.to_owned();
    loop {
        let events = after(tx, seq, 1000).await?;
        if events.is_empty() {
            return Ok(Chain::Whole { events: seq });
        }
        for event in events {
            if event.seq != seq + 1
                || event.previous_hash != hash
                || event.hash != event.expected_hash(&hash)
            {
                return Ok(Chain::Broken { seq: seq + 1 });
            }
            (seq, hash) = (event.seq, event.hash);
        }
    }
}
