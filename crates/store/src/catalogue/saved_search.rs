//! Saved searches 保存的检索.

use domain::catalogue::saved_search::SavedSearch;
use domain::event::sha256_hex;
use domain::id::{SavedSearchId, UserId};

use crate::kernel::connection::Tx;
use crate::kernel::error::Result;
use crate::kernel::row::{Count, Record, Row, json_text};

/// A saved search with what its owner's list shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Watched {
    /// The search.
    pub search: SavedSearch,
    /// New listings found since the owner last said to have seen them all.
    pub unseen: i64,
}

impl Record for SavedSearch {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.parse("id")?,
            user: row.parse("user_id")?,
            organisation: row.parse("organisation_id")?,
            name: row.text("name")?,
            wanted: row.json("wanted")?,
            created_at: row.moment("created_at")?,
        })
    }
}

impl Record for Watched {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            search: SavedSearch::from_row(row)?,
            unseen: row.int("unseen")?,
        })
    }
}

const INSERT: &str =
    "insert into saved_search (id, user_id, organisation_id, name, wanted, wanted_hash, created_at)
    values ($1, $2, $3, $4, $5, $6, $7)";

/// Adds a saved search.
///
/// # Errors
/// [`crate::Error::Taken`] when the person has one that asks the same.
pub async fn insert(tx: &mut Tx, search: &SavedSearch) -> Result<()> {
    let wanted = json_text(&search.wanted);
    let hash = sha256_hex(wanted.as_bytes());
    tx.q(INSERT)
        .bind(&search.id)
        .bind(&search.user)
        .bind(&search.organisation)
        .bind(&search.name)
        .bind(wanted)
        .bind(hash)
        .bind(search.created_at)
        .run()
        .await?;
    Ok(())
}

/// The person's saved search that asks the same as this one, if there is one.
///
/// # Errors
/// When the database refuses.
pub async fn same_as(tx: &mut Tx, search: &SavedSearch) -> Result<Option<SavedSearch>> {
    let hash = sha256_hex(json_text(&search.wanted).as_bytes());
    tx.q("select * from saved_search where user_id = $1 and wanted_hash = $2")
        .bind(&search.user)
        .bind(hash)
        .optional()
        .await
}

/// One saved search, if there is one.
///
/// # Errors
/// When the database refuses.
pub async fn find(tx: &mut Tx, id: &str) -> Result<Option<SavedSearch>> {
    tx.q("select * from saved_search where id = $1")
        .bind(id)
        .optional()
        .await
}

/// Takes a saved search away.
///
/// # Errors
/// When the database refuses.
pub async fn delete(tx: &mut Tx, id: &SavedSearchId) -> Result<()> {
    tx.q("delete from saved_search where id = $1")
        .bind(id)
        .run()
        .await?;
    Ok(())
}

const LIST: &str = "select s.*, (
        select count(*) from alert l join achievement a on a.id = l.achievement_id
        where l.about = s.id and l.seen_at is null and a.state = 'published') as unseen
    from saved_search s where s.user_id = $1 and ($2 = '' or s.id < $2) order by s.id desc limit $3";

/// A person's saved searches, the newest first, before an identifier.
///
/// # Errors
/// When the database refuses.
pub async fn list(tx: &mut Tx, user: &UserId, before: &str, most: i64) -> Result<Vec<Watched>> {
    tx.q(LIST).bind(user).bind(before).bind(most).all().await
}

/// How many a person has.
///
/// # Errors
/// When the database refuses.
pub async fn count(tx: &mut Tx, user: &UserId) -> Result<i64> {
    Ok(tx
        .q("select count(*) as n from saved_search where user_id = $1")
        .bind(user)
        .one::<Count>()
        .await?
        .0)
}

/// What an event of the log was about, and the saved search as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Touched {
    /// Identifier.
    pub id: String,
    /// The search; nothing when it was taken away.
    pub search: Option<SavedSearch>,
}

impl Record for Touched {
    fn from_row(row: &Row) -> Result<Self> {
        let id = row.text("noun_id")?;
        let there = row.text_or_null("id")?.is_some();
        Ok(Self {
            id,
            search: if there {
                Some(SavedSearch::from_row(row)?)
            } else {
                None
            },
        })
    }
}

const TOUCHED: &str = "select e.noun_id, s.*
    from (select distinct noun_id from event where seq > $1 and seq <= $2 and noun = 'saved_search') e
    left join saved_search s on s.id = e.noun_id
    order by e.noun_id";

/// What the events between two places of the log touched, as it is now: for readers of the log.
///
/// # Errors
/// When the database refuses.
pub async fn touched(tx: &mut Tx, after_seq: i64, to_seq: i64) -> Result<Vec<Touched>> {
    tx.q(TOUCHED).bind(after_seq).bind(to_seq).all().await
}
