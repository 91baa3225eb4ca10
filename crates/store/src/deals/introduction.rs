//! Introductions 引荐.

use domain::deals::introduction::{Introduction, State};
use domain::id::{AchievementId, IntroductionId, OrganisationId};

use crate::kernel::connection::Tx;
use crate::kernel::error::Result;
use crate::kernel::row::{Count, Record, Row};

impl Record for Introduction {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.parse("id")?,
            version: row.int("version")?,
            broker: row.parse("broker_id")?,
            recorded_by: row.parse("recorded_by")?,
            achievement: row.parse("achievement_id")?,
            seller: row.parse("seller_id")?,
            buyer: row.parse("buyer_id")?,
            note: row.text("note")?,
            state: row.parse("state")?,
            reason: row.text("reason")?,
            created_at: row.moment("created_at")?,
            seller_acknowledged_at: row.moment_or_null("seller_acknowledged_at")?,
            buyer_acknowledged_at: row.moment_or_null("buyer_acknowledged_at")?,
        })
    }
}

/// An introduction with the names of everything it points to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The introduction.
    pub introduction: Introduction,
    /// Which achievement.
    pub achievement_title: String,
    /// 卖方.
    pub seller_name: String,
    /// 买方.
    pub buyer_name: String,
    /// 技术经纪机构.
    pub broker_name: String,
    /// The person who recorded it.
    pub recorded_by_name: String,
}

impl Record for Named {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            introduction: Introduction::from_row(row)?,
            achievement_title: row.text("achievement_title")?,
            seller_name: row.text("seller_name")?,
            buyer_name: row.text("buyer_name")?,
            broker_name: row.text("broker_name")?,
            recorded_by_name: row.text("recorded_by_name")?,
        })
    }
}

const INSERT: &str = "insert into introduction
    (id, version, achievement_id, seller_id, buyer_id, broker_id, recorded_by, note, state, reason, created_at,
        seller_acknowledged_at, buyer_acknowledged_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";

/// Adds an introduction.
///
/// # Errors
/// [`crate::Error::Taken`] when the broker recorded the pair already and waits for them.
pub async fn insert(tx: &mut Tx, introduction: &Introduction) -> Result<()> {
    tx.q(INSERT)
        .bind(&introduction.id)
        .bind(introduction.version)
        .bind(&introduction.achievement)
        .bind(&introduction.seller)
        .bind(&introduction.buyer)
        .bind(&introduction.broker)
        .bind(&introduction.recorded_by)
        .bind(&introduction.note)
        .bind(introduction.state.as_str())
        .bind(&introduction.reason)
        .bind(introduction.created_at)
        .bind(introduction.seller_acknowledged_at)
        .bind(introduction.buyer_acknowledged_at)
        .run()
        .await?;
    Ok(())
}

const UPDATE: &str = "update introduction
    set version = version + 1, state = $3, reason = $4, seller_acknowledged_at = $5, buyer_acknowledged_at = $6
    where id = $1 and version = $2";

/// Writes where an introduction stands over the version that was read.
///
/// # Errors
/// [`crate::Error::Stale`] when it has another version by now.
pub async fn update(tx: &mut Tx, introduction: &Introduction) -> Result<()> {
    tx.q(UPDATE)
        .bind(&introduction.id)
        .bind(introduction.version)
        .bind(introduction.state.as_str())
        .bind(&introduction.reason)
        .bind(introduction.seller_acknowledged_at)
        .bind(introduction.buyer_acknowledged_at)
        .run_versioned()
        .await
}

/// One introduction.
///
/// # Errors
/// [`crate::Error::NotFound`] when there is none.
pub async fn get(tx: &mut Tx, id: &IntroductionId) -> Result<Named> {
    tx.q("select * from introduction_named where id = $1")
        .bind(id)
        .one()
        .await
}

const OF_PAIR: &str = "select * from introduction_named
    where achievement_id = $1 and seller_id = $2 and buyer_id = $3 and state not in ('refused', 'withdrawn') order by id";

/// The introductions of a pair about an achievement that still count, the first one first.
///
/// # Errors
/// When the database refuses.
pub async fn of_pair(
    tx: &mut Tx,
    achievement: &AchievementId,
    seller: &OrganisationId,
    buyer: &OrganisationId,
) -> Result<Vec<Named>> {
    tx.q(OF_PAIR)
        .bind(achievement)
        .bind(seller)
        .bind(buyer)
        .all()
        .await
}

/// Introductions that wait for somebody, see [`crate::desk::waiting`].
pub(crate) const WAITS: &str = "select * from (select 'introduction' as queue, id as id, achievement_title as title, state as state, case when seller_id = $1 then 'seller' when buyer_id = $1 then 'buyer' else 'broker' end as party, seller_name as seller,
            buyer_name as buyer, broker_name as broker, '' as deal, '' as side, '' as detail, '' as reason,
            cast(null as text) as application, created_at as since, 0 as amount, 0 as offers,
            count(*) over (partition by state) as total, row_number() over (partition by state order by created_at, id) as place
        from introduction_named
        where (broker_id = $1 or seller_id = $1 or buyer_id = $1)
            and state in ('recorded', 'acknowledged_by_seller', 'acknowledged_by_buyer')) q where place <= $4";

// The place in the list: what waits for someone first, then by age; both are given in descending order.
const LIST: &str = "select * from introduction_named
    where (broker_id = $1 or seller_id = $1 or buyer_id = $1)
        and ($2 = '' or state = $2)
        and ($3 = '' or (case when state in ('acknowledged', 'refused', 'withdrawn') then '0' else '1' end) || id < $3)
    order by (case when state in ('acknowledged', 'refused', 'withdrawn') then '0' else '1' end) || id desc limit $4";

/// The introductions in which an organisation takes part, in a state (none: any): those that wait first, the newest
/// first, after a [`place`].
///
/// # Errors
/// When the database refuses.
pub async fn list(
    tx: &mut Tx,
    organisation: &OrganisationId,
    state: Option<State>,
    after: &str,
    most: i64,
) -> Result<Vec<Named>> {
    tx.q(LIST)
        .bind(organisation)
        .bind(state.map_or("", State::as_str))
        .bind(after)
        .bind(most)
        .all()
        .await
}

/// The place of an introduction in [`list`].
pub fn place(introduction: &Introduction) -> String {
    let rank = match introduction.state {
        State::Recorded | State::AcknowledgedBySeller | State::AcknowledgedByBuyer => '1',
        State::Acknowledged | State::Refused | State::Withdrawn => '0',
    };
    format!("{rank}{}", introduction.id)
}

const COUNT: &str = "select count(*) as n from introduction
    where (broker_id = $1 or seller_id = $1 or buyer_id = $1) and ($2 = '' or state = $2)";

/// How many there are.
///
/// # Errors
/// When the database refuses.
pub async fn count(
    tx: &mut Tx,
    organisation: &OrganisationId,
    state: Option<State>,
) -> Result<i64> {
    Ok(tx
        .q(COUNT)
        .bind(organisation)
        .bind(state.map_or("", State::as_str))
        .one::<Count>()
        .await?
        .0)
}
