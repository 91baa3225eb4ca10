//! Licence requests 许可意向.

use domain::deals::licence_request::{LicenceRequest, State};
use domain::deals::party::Side;
use domain::id::{AchievementId, LicenceRequestId, OrganisationId};

use crate::kernel::connection::Tx;
use crate::kernel::error::Result;
use crate::kernel::row::{Count, Record, Row, json_text};

impl Record for LicenceRequest {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.parse("id")?,
            version: row.int("version")?,
            achievement: row.parse("achievement_id")?,
            seller: row.parse("seller_id")?,
            buyer: row.parse("buyer_id")?,
            asked_by: row.parse("asked_by")?,
            state: row.parse("state")?,
            asked: row.json("asked")?,
            decline: row.json_or_null("decline")?,
            deal: row.parse_or_null("deal_id")?,
            created_at: row.moment("created_at")?,
            answered_at: row.moment_or_null("answered_at")?,
        })
    }
}

/// A request with the names of everything it points to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The request.
    pub request: LicenceRequest,
    /// What is asked for.
    pub achievement_title: String,
    /// Who answers.
    pub seller_name: String,
    /// Who asks.
    pub buyer_name: String,
    /// The person who asked.
    pub asked_by_name: String,
}

impl Record for Named {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            request: LicenceRequest::from_row(row)?,
            achievement_title: row.text("achievement_title")?,
            seller_name: row.text("seller_name")?,
            buyer_name: row.text("buyer_name")?,
            asked_by_name: row.text("asked_by_name")?,
        })
    }
}

const INSERT: &str = "insert into licence_request
    (id, version, achievement_id, seller_id, buyer_id, asked_by, state, asked, decline, created_at, answered_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";

/// Adds a request. The deal that it opens is stored with the deal.
///
/// # Errors
/// [`crate::Error::Taken`] when the buyer waits for an answer about the achievement already.
pub async fn insert(tx: &mut Tx, request: &LicenceRequest) -> Result<()> {
    tx.q(INSERT)
        .bind(&request.id)
        .bind(request.version)
        .bind(&request.achievement)
        .bind(&request.seller)
        .bind(&request.buyer)
        .bind(&request.asked_by)
        .bind(request.state.as_str())
        .bind(json_text(&request.asked))
        .bind(request.decline.as_ref().map(json_text))
        .bind(request.created_at)
        .bind(request.answered_at)
        .run()
        .await?;
    Ok(())
}

const UPDATE: &str = "update licence_request
    set version = version + 1, state = $3, decline = $4, answered_at = $5
    where id = $1 and version = $2";

/// Writes the answer to a request over the version that was read.
///
/// # Errors
/// [`crate::Error::Stale`] when it has another version by now.
pub async fn update(tx: &mut Tx, request: &LicenceRequest) -> Result<()> {
    tx.q(UPDATE)
        .bind(&request.id)
        .bind(request.version)
        .bind(request.state.as_str())
        .bind(request.decline.as_ref().map(json_text))
        .bind(request.answered_at)
        .run_versioned()
        .await
}

/// One request.
///
/// # Errors
/// [`crate::Error::NotFound`] when there is none.
pub async fn get(tx: &mut Tx, id: &LicenceRequestId) -> Result<Named> {
    tx.q("select * from licence_request_named where id = $1")
        .bind(id)
        .one()
        .await
}

const OPEN: &str = "select * from licence_request_named where buyer_id = $1 and achievement_id = $2 and state = 'open'";

/// The request about an achievement to which a buyer waits for an answer.
///
/// # Errors
/// When the database refuses.
pub async fn open_of(
    tx: &mut Tx,
    buyer: &OrganisationId,
    achievement: &AchievementId,
) -> Result<Option<Named>> {
    tx.q(OPEN).bind(buyer).bind(achievement).optional().await
}

/// Requests that wait for the organisation, see [`crate::desk::waiting`].
pub(crate) const RECEIVED_WAITS: &str = "select * from (select 'request_received' as queue, id as id, achievement_title as title, state as state, '' as party, seller_name as seller,
            buyer_name as buyer, '' as broker, '' as deal, '' as side, '' as detail, '' as reason,
            cast(null as text) as application, created_at as since, 0 as amount, 0 as offers,
            count(*) over () as total, row_number() over (order by created_at, id) as place
        from licence_request_named
        where seller_id = $1 and state = 'open') q where place <= $4";

/// Requests with which the organisation waits for others.
pub(crate) const SENT_WAITS: &str = "select * from (select 'request_sent' as queue, id as id, achievement_title as title, state as state, '' as party, seller_name as seller,
            buyer_name as buyer, '' as broker, '' as deal, '' as side, '' as detail, '' as reason,
            cast(null as text) as application, created_at as since, 0 as amount, 0 as offers,
            count(*) over () as total, row_number() over (order by created_at, id) as place
        from licence_request_named
        where buyer_id = $1 and state = 'open') q where place <= $4";

// The place in the list: what waits for an answer first, then by how long; microseconds have sixteen digits since 2001.
macro_rules! list {
    ($of_side:literal) => {
        concat!(
            "select * from licence_request_named where ",
            $of_side,
            " and ($2 = '' or state = $2)
                and ($3 = '' or (case when state = 'open' then '0' else '1' end) || cast(created_at as text) || id > $3)
            order by (case when state = 'open' then '0' else '1' end) || cast(created_at as text) || id limit $4"
        )
    };
}

/// Requests to an organisation as seller or from it as buyer, in a state (none: any): the open ones first, the oldest
/// first, after a [`place`].
///
/// # Errors
/// When the database refuses.
pub async fn list(
    tx: &mut Tx,
    side: Side,
    organisation: &OrganisationId,
    state: Option<State>,
    after: &str,
    most: i64,
) -> Result<Vec<Named>> {
    let sql = match side {
        Side::Seller => list!("seller_id = $1"),
        Side::Buyer => list!("buyer_id = $1"),
    };
    tx.q(sql)
        .bind(organisation)
        .bind(state.map_or("", State::as_str))
        .bind(after)
        .bind(most)
        .all()
        .await
}

/// The place of a request in [`list`].
pub fn place(request: &LicenceRequest) -> String {
    let rank = if request.state == State::Open {
        '0'
    } else {
        '1'
    };
    format!("{rank}{}{}", request.created_at.0, request.id)
}

/// How many there are.
///
/// # Errors
/// When the database refuses.
pub async fn count(
    tx: &mut Tx,
    side: Side,
    organisation: &OrganisationId,
    state: Option<State>,
) -> Result<i64> {
    let sql = match side {
        Side::Seller => {
            "select count(*) as n from licence_request where seller_id = $1 and ($2 = '' or state = $2)"
        }
        Side::Buyer => {
            "select count(*) as n from licence_request where buyer_id = $1 and ($2 = '' or state = $2)"
        }
    };
    let count = tx
        .q(sql)
        .bind(organisation)
        .bind(state.map_or("", State::as_str));
    Ok(count.one::<Count>().await?.0)
}
