//! The event log: appended in the same transaction as the change it tells, read in order, never altered.

use domain::Timestamp;
use domain::event::{GENESIS, Link, NewEvent, chain_hash};

use crate::kernel::connection::Tx;
use crate::kernel::dialect;
use crate::kernel::error::Result;
use crate::kernel::row::{Count, Record, Row, holding};

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

/// An event with the names of who acted and of what it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The event.
    pub event: Event,
    /// Who acted; nothing when the system itself did.
    pub actor_name: Option<String>,
    /// For which organisation.
    pub organisation_name: Option<String>,
    /// Title or name of what it is about; nothing for what has none.
    pub title: Option<String>,
    /// Whether the contract that it is about was signed by then or later.
    pub was_signed: bool,
}

impl Record for Named {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            event: Event::from_row(row)?,
            actor_name: row.text_or_null("actor_name")?,
            organisation_name: row.text_or_null("organisation_name")?,
            title: match row.json_or_null::<domain::catalogue::demand::DemandText>("wanted")? {
                Some(wanted) => Some(wanted.title),
                None => row.text_or_null("title")?,
            },
            was_signed: row.flag("was_signed")?,
        })
    }
}

/// Which events of the log.
#[derive(Clone, Debug, Default)]
pub struct Which {
    /// About this noun, as stored; empty for all.
    pub noun: String,
    /// About this one; empty for all.
    pub noun_id: String,
    /// About the thing with this identifier, or by a person or for an organisation with this in the name; empty for all.
    pub text: String,
}

impl Which {
    /// Everything about one thing.
    pub fn about(noun: domain::event::Noun, noun_id: &str) -> Self {
        Self {
            noun: noun.as_str().to_owned(),
            noun_id: noun_id.to_owned(),
            text: String::new(),
        }
    }
}

/// What a request, an introduction, a deal, a contract and a payment are about is an achievement; its title names them.
const BEFORE: &str = "select e.*, p.name as actor_name, o.name as organisation_name, coalesce(a.title, u.name, n.name) as title, w.wanted as wanted,
        cast(case when exists (select 1 from event s where s.noun = 'contract' and s.noun_id = e.noun_id and s.kind = 'signed') then 1 else 0 end as bigint) as was_signed
    from (select * from event where seq < $1 and ($2 = '' or noun = $2) and ($3 = '' or noun_id = $3)
            and ($4 = '' or noun_id = $4 or actor in (select id from person where lower(name) like $5 escape '\\')
                or organisation in (select id from organisation where lower(name) like $5 escape '\\'))
        order by seq desc limit $6) e
    left join person p on p.id = e.actor
    left join organisation o on o.id = e.organisation
    left join licence_request r on e.noun = 'licence_request' and r.id = e.noun_id
    left join introduction i on e.noun = 'introduction' and i.id = e.noun_id
    left join deal d on e.noun = 'deal' and d.id = e.noun_id
    left join payment y on e.noun = 'payment' and y.id = e.noun_id
    left join contract c on c.id = case e.noun when 'contract' then e.noun_id when 'payment' then y.contract_id end
    left join achievement a on a.id = case e.noun when 'achievement' then e.noun_id
        else coalesce(r.achievement_id, i.achievement_id, d.achievement_id, c.achievement_id) end
    left join demand w on e.noun = 'demand' and w.id = e.noun_id
    left join person u on e.noun = 'user' and u.id = e.noun_id
    left join organisation n on e.noun = 'organisation' and n.id = e.noun_id
    order by e.seq desc";

/// The newest events before a place, newest first.
///
/// # Errors
/// When the database refuses.
pub async fn before(tx: &mut Tx, seq: i64, which: &Which, most: i64) -> Result<Vec<Named>> {
    let pattern = holding(&which.text);
    tx.q(BEFORE)
        .bind(seq)
        .bind(&which.noun)
        .bind(&which.noun_id)
        .bind(&which.text)
        .bind(pattern)
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
