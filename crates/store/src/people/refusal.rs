//! Who was refused, how, and how often in an hour. A statistic outside the log: it holds nothing that was typed.

use domain::Timestamp;
use domain::id::OrganisationId;

use crate::kernel::connection::Tx;
use crate::kernel::error::Result;
use crate::kernel::row::{Record, Row};

/// Refusals of one kind that one person met in one hour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusals {
    /// When the hour began.
    pub hour_at: Timestamp,
    /// Identifier of the person, or empty: nobody has the login that was typed.
    pub user: String,
    /// How the person is called, or empty.
    pub user_name: String,
    /// The name typed at sign-in, or empty.
    pub login: String,
    /// What was refused, and why.
    pub kind: String,
    /// How often.
    pub times: i64,
    /// The last one of the hour.
    pub last_at: Timestamp,
}

impl Record for Refusals {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            hour_at: row.moment("hour_at")?,
            user: row.text("user_id")?,
            user_name: row.text_or_null("user_name")?.unwrap_or_default(),
            login: row.text_or_null("login")?.unwrap_or_default(),
            kind: row.text("kind")?,
            times: row.int("times")?,
            last_at: row.moment("last_at")?,
        })
    }
}

const ADD: &str = "insert into refusal (hour_at, user_id, kind, times, last_at) values ($1, $2, $3, $4, $5)
    on conflict (hour_at, user_id, kind) do update set times = refusal.times + excluded.times, last_at = excluded.last_at";

/// Counts refusals of one hour.
///
/// # Errors
/// When the database refuses.
pub async fn add(
    tx: &mut Tx,
    hour_at: Timestamp,
    user: &str,
    kind: &str,
    times: i64,
    last_at: Timestamp,
) -> Result<()> {
    tx.q(ADD)
        .bind(hour_at)
        .bind(user)
        .bind(kind)
        .bind(times)
        .bind(last_at)
        .run()
        .await?;
    Ok(())
}

/// Forgets what was before a moment.
///
/// # Errors
/// When the database refuses.
pub async fn forget(tx: &mut Tx, before: Timestamp) -> Result<()> {
    tx.q("delete from refusal where hour_at < $1")
        .bind(before)
        .run()
        .await?;
    Ok(())
}

const LATEST: &str =
    "select r.*, p.name as user_name, p.login from refusal r left join person p on p.id = r.user_id
    where $1 = '' or r.user_id in (select user_id from membership where organisation_id = $1)
    order by r.last_at desc, r.user_id, r.kind limit $2";

/// The latest refusals; of the members of one organisation where given.
///
/// # Errors
/// When the database refuses.
pub async fn latest(
    tx: &mut Tx,
    organisation: Option<&OrganisationId>,
    most: i64,
) -> Result<Vec<Refusals>> {
    tx.q(LATEST)
        .bind(organisation.map_or("", |id| id.as_str()))
        .bind(most)
        .all()
        .await
}
