//! Achievements 科技成果.

use domain::achievement::{Achievement, State};
use domain::id::{AchievementId, OrganisationId};
use domain::organisation::OrganisationKind;

use crate::connection::Tx;
use crate::error::Result;
use crate::row::{Count, Record, Row};

impl Record for Achievement {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.parse("id")?,
            version: row.int("version")?,
            organisation: row.parse("organisation_id")?,
            external_number: row.text_or_null("external_number")?.unwrap_or_default(),
            state: row.parse("state")?,
            reason: row.text("reason")?,
            listing: row.json("listing")?,
            created_at: row.moment("created_at")?,
            updated_at: row.moment("updated_at")?,
            published_at: row.moment_or_null("published_at")?,
            confirmed_at: row.moment_or_null("confirmed_at")?,
        })
    }
}

/// Null when empty: many listings of one seller may be without a number.
fn number_or_null(number: &str) -> Option<&str> {
    (!number.is_empty()).then_some(number)
}

fn listing_json(achievement: &Achievement) -> String {
    serde_json::to_string(&achievement.listing).expect("a listing holds nothing that JSON cannot say")
}

const INSERT: &str = "insert into achievement
    (id, version, organisation_id, external_number, state, reason, title, listing, created_at, updated_at, published_at, confirmed_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";

/// Adds an achievement.
///
/// # Errors
/// [`crate::Error::Taken`] when the organisation has another one with its number.
pub async fn insert(tx: &mut Tx, achievement: &Achievement) -> Result<()> {
    tx.q(INSERT)
        .bind(&achievement.id)
        .bind(achievement.version)
        .bind(&achievement.organisation)
        .bind(number_or_null(&achievement.external_number))
        .bind(achievement.state.as_str())
        .bind(&achievement.reason)
        .bind(&achievement.listing.title)
        .bind(listing_json(achievement))
        .bind(achievement.created_at)
        .bind(achievement.updated_at)
        .bind(achievement.published_at)
        .bind(achievement.confirmed_at)
        .run()
        .await?;
    Ok(())
}

const UPDATE: &str = "update achievement
    set version = version + 1, external_number = $3, state = $4, reason = $5, title = $6, listing = $7, updated_at = $8,
        published_at = $9, confirmed_at = $10
    where id = $1 and version = $2";

/// Writes an achievement back over the version that was read.
///
/// # Errors
/// [`crate::Error::Stale`] when it has another version by now.
pub async fn update(tx: &mut Tx, achievement: &Achievement) -> Result<()> {
    tx.q(UPDATE)
        .bind(&achievement.id)
        .bind(achievement.version)
        .bind(number_or_null(&achievement.external_number))
        .bind(achievement.state.as_str())
        .bind(&achievement.reason)
        .bind(&achievement.listing.title)
        .bind(listing_json(achievement))
        .bind(achievement.updated_at)
        .bind(achievement.published_at)
        .bind(achievement.confirmed_at)
        .run_versioned()
        .await
}

/// One achievement.
///
/// # Errors
/// [`crate::Error::NotFound`] when there is none.
pub async fn get(tx: &mut Tx, id: &AchievementId) -> Result<Achievement> {
    tx.q("select * from achievement where id = $1").bind(id).one().await
}

/// The achievement that has a number of its seller.
///
/// # Errors
/// When the database refuses.
pub async fn by_external_number(tx: &mut Tx, organisation: &OrganisationId, number: &str) -> Result<Option<Achievement>> {
    tx.q("select * from achievement where organisation_id = $1 and external_number = $2").bind(organisation).bind(number).optional().await
}

const BY_TITLE: &str =
    "select * from achievement where organisation_id = $1 and title = $2 and external_number is null order by id limit 1";

/// The achievement without a number that has a title.
///
/// # Errors
/// When the database refuses.
pub async fn by_title(tx: &mut Tx, organisation: &OrganisationId, title: &str) -> Result<Option<Achievement>> {
    tx.q(BY_TITLE).bind(organisation).bind(title).optional().await
}

const LIST: &str = "select * from achievement
    where ($1 = '' or organisation_id = $1) and ($2 = '' or state = $2) and ($3 = '' or id < $3)
    order by id desc limit $4";

/// Achievements of an organisation (empty: of all), in a state (none: any), the newest first, before an identifier.
///
/// # Errors
/// When the database refuses.
pub async fn list(tx: &mut Tx, organisation: &str, state: Option<State>, before: &str, most: i64) -> Result<Vec<Achievement>> {
    tx.q(LIST).bind(organisation).bind(state.map_or("", State::as_str)).bind(before).bind(most).all().await
}

const WAITING: &str = "select * from achievement where organisation_id = $1 and state = $2 order by updated_at, id limit $3";

/// The listings of an organisation in a state, the longest in it first.
///
/// # Errors
/// When the database refuses.
pub async fn waiting(tx: &mut Tx, organisation: &OrganisationId, state: State, most: i64) -> Result<Vec<Achievement>> {
    tx.q(WAITING).bind(organisation).bind(state.as_str()).bind(most).all().await
}

const OLDEST: &str = "select * from achievement
    where state = $1 and (updated_at, id) > (coalesce((select updated_at from achievement where id = $2), 0), $2)
    order by updated_at, id limit $3";

/// Achievements in a state, the oldest first, after an identifier: a queue.
///
/// # Errors
/// When the database refuses.
pub async fn queue(tx: &mut Tx, state: State, after: &str, most: i64) -> Result<Vec<Achievement>> {
    tx.q(OLDEST).bind(state.as_str()).bind(after).bind(most).all().await
}

const COUNT: &str = "select count(*) as n from achievement where ($1 = '' or organisation_id = $1) and ($2 = '' or state = $2)";

/// How many there are.
///
/// # Errors
/// When the database refuses.
pub async fn count(tx: &mut Tx, organisation: &str, state: Option<State>) -> Result<i64> {
    Ok(tx.q(COUNT).bind(organisation).bind(state.map_or("", State::as_str)).one::<Count>().await?.0)
}

const CONFIRMED_SINCE: &str = "select count(*) as n from achievement where state = 'published' and confirmed_at >= $1";

/// How many published ones were confirmed since a moment.
///
/// # Errors
/// When the database refuses.
pub async fn confirmed_since(tx: &mut Tx, since: domain::Timestamp) -> Result<i64> {
    Ok(tx.q(CONFIRMED_SINCE).bind(since).one::<Count>().await?.0)
}

/// An achievement with what the index must know of its organisation.
pub struct Listed {
    /// The achievement.
    pub achievement: Achievement,
    /// Name of its organisation.
    pub organisation_name: String,
    /// What its organisation is.
    pub organisation_kind: OrganisationKind,
    /// Credit code of its organisation.
    pub organisation_credit_code: String,
}

impl Record for Listed {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            achievement: Achievement::from_row(row)?,
            organisation_name: row.text("organisation_name")?,
            organisation_kind: row.parse("organisation_kind")?,
            organisation_credit_code: row.text("organisation_credit_code")?,
        })
    }
}

const TOUCHED: &str = "select a.*, o.name as organisation_name, o.kind as organisation_kind, o.credit_code as organisation_credit_code
    from achievement a join organisation o on o.id = a.organisation_id
    where a.id > $3 and (
        a.id in (select noun_id from event where seq > $1 and seq <= $2 and noun = 'achievement')
        or a.organisation_id in (select noun_id from event where seq > $1 and seq <= $2 and noun = 'organisation' and kind = 'changed'))
    order by a.id limit $4";

/// What the events between two places of the log touched, as it is now, after an identifier: for the index.
///
/// # Errors
/// When the database refuses.
pub async fn touched(tx: &mut Tx, after_seq: i64, to_seq: i64, after: &str, most: i64) -> Result<Vec<Listed>> {
    tx.q(TOUCHED).bind(after_seq).bind(to_seq).bind(after).bind(most).all().await
}

const UNCONFIRMED: &str = "select * from achievement
    where organisation_id = $1 and state = 'published' and confirmed_at < $2 order by confirmed_at, id limit $3";

/// Published achievements of an organisation that were last confirmed before a moment, the longest ago first.
///
/// # Errors
/// When the database refuses.
pub async fn unconfirmed(tx: &mut Tx, organisation: &OrganisationId, before: domain::Timestamp, most: i64) -> Result<Vec<Achievement>> {
    tx.q(UNCONFIRMED).bind(organisation).bind(before).bind(most).all().await
}

const UNCONFIRMED_COUNT: &str =
    "select count(*) as n from achievement where organisation_id = $1 and state = 'published' and confirmed_at < $2";

/// How many there are.
///
/// # Errors
/// When the database refuses.
pub async fn unconfirmed_count(tx: &mut Tx, organisation: &OrganisationId, before: domain::Timestamp) -> Result<i64> {
    Ok(tx.q(UNCONFIRMED_COUNT).bind(organisation).bind(before).one::<Count>().await?.0)
}

const PUBLISHED: &str = "select id, updated_at from achievement where state = 'published' order by id desc limit $1";

struct Published(AchievementId, domain::Timestamp);

impl Record for Published {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self(row.parse("id")?, row.moment("updated_at")?))
    }
}

/// The newest published ones, and when each was changed last.
///
/// # Errors
/// When the database refuses.
pub async fn published(tx: &mut Tx, most: i64) -> Result<Vec<(AchievementId, domain::Timestamp)>> {
    Ok(tx.q(PUBLISHED).bind(most).all::<Published>().await?.into_iter().map(|Published(id, changed)| (id, changed)).collect())
}
