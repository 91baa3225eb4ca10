//! Deals 交易, and what was said in them.

use domain::Timestamp;
use domain::deals::deal::{Deal, Message, State};
use domain::deals::party::Side;
use domain::id::{AchievementId, DealId, OrganisationId};

use crate::kernel::connection::Tx;
use crate::kernel::error::Result;
use crate::kernel::row::{Count, Record, Row, json_text};

impl Record for Deal {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.parse("id")?,
            version: row.int("version")?,
            achievement: row.parse("achievement_id")?,
            request: row.parse_or_null("request_id")?,
            introduction: row.parse_or_null("introduction_id")?,
            seller: row.parse("seller_id")?,
            buyer: row.parse("buyer_id")?,
            broker: row.parse_or_null("broker_id")?,
            state: row.parse("state")?,
            closing: row.json_or_null("closing")?,
            created_at: row.moment("created_at")?,
            updated_at: row.moment("updated_at")?,
        })
    }
}

/// A deal with the names of everything it points to, and the offer that waits for an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The deal.
    pub deal: Deal,
    /// What it is about.
    pub achievement_title: String,
    /// 卖方.
    pub seller_name: String,
    /// 买方.
    pub buyer_name: String,
    /// 技术经纪机构.
    pub broker_name: Option<String>,
    /// The side whose offer waits for an answer.
    pub open_offer_by: Option<Side>,
    /// Since when it waits.
    pub open_offer_at: Option<Timestamp>,
}

impl Record for Named {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            deal: Deal::from_row(row)?,
            achievement_title: row.text("achievement_title")?,
            seller_name: row.text("seller_name")?,
            buyer_name: row.text("buyer_name")?,
            broker_name: row.text_or_null("broker_name")?,
            open_offer_by: row.parse_or_null("open_offer_by")?,
            open_offer_at: row.moment_or_null("open_offer_at")?,
        })
    }
}

const INSERT: &str = "insert into deal
    (id, version, achievement_id, request_id, introduction_id, seller_id, buyer_id, broker_id, state, closing, created_at, updated_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";

/// Opens a deal.
///
/// # Errors
/// [`crate::Error::Taken`] when its request opened another one.
pub async fn insert(tx: &mut Tx, deal: &Deal) -> Result<()> {
    tx.q(INSERT)
        .bind(&deal.id)
        .bind(deal.version)
        .bind(&deal.achievement)
        .bind(deal.request.as_ref())
        .bind(deal.introduction.as_ref())
        .bind(&deal.seller)
        .bind(&deal.buyer)
        .bind(deal.broker.as_ref())
        .bind(deal.state.as_str())
        .bind(deal.closing.as_ref().map(json_text))
        .bind(deal.created_at)
        .bind(deal.updated_at)
        .run()
        .await?;
    Ok(())
}

const UPDATE: &str = "update deal
    set version = version + 1, introduction_id = $3, broker_id = $4, state = $5, closing = $6, updated_at = $7
    where id = $1 and version = $2";

/// Writes a deal back over the version that was read.
///
/// # Errors
/// [`crate::Error::Stale`] when it has another version by now.
pub async fn update(tx: &mut Tx, deal: &Deal) -> Result<()> {
    tx.q(UPDATE)
        .bind(&deal.id)
        .bind(deal.version)
        .bind(deal.introduction.as_ref())
        .bind(deal.broker.as_ref())
        .bind(deal.state.as_str())
        .bind(deal.closing.as_ref().map(json_text))
        .bind(deal.updated_at)
        .run_versioned()
        .await
}

/// Notes that something was said or added. No new version: it takes nothing away from what others decide meanwhile.
///
/// # Errors
/// When the database refuses.
pub async fn touch(tx: &mut Tx, id: &DealId, at: Timestamp) -> Result<()> {
    tx.q("update deal set updated_at = $2 where id = $1")
        .bind(id)
        .bind(at)
        .run()
        .await?;
    Ok(())
}

/// One deal.
///
/// # Errors
/// [`crate::Error::NotFound`] when there is none.
pub async fn get(tx: &mut Tx, id: &DealId) -> Result<Named> {
    tx.q("select * from deal_named where id = $1")
        .bind(id)
        .one()
        .await
}

// The place in the list: what is still under way first, then by age; both are given in descending order.
const LIST: &str = "select * from deal_named
    where (seller_id = $1 or buyer_id = $1 or broker_id = $1)
        and ($2 = '' or state = $2)
        and ($3 = '' or (case when state in ('negotiating', 'agreed') then '1' else '0' end) || id < $3)
    order by (case when state in ('negotiating', 'agreed') then '1' else '0' end) || id desc limit $4";

/// The deals in which an organisation takes part, in a state (none: any): those under way first, the newest first,
/// after a [`place`].
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

/// The place of a deal in [`list`].
pub fn place(deal: &Deal) -> String {
    let rank = match deal.state {
        State::Negotiating | State::Agreed => '1',
        State::Contracted | State::ClosedLost => '0',
    };
    format!("{rank}{}", deal.id)
}

/// Deals under way, see [`crate::desk::waiting`].
pub(crate) const WAITS: &str = "select * from (select 'deal' as queue, id as id, achievement_title as title, state as state, case when seller_id = $1 then 'seller' when buyer_id = $1 then 'buyer' else 'broker' end as party, seller_name as seller,
            buyer_name as buyer, coalesce(broker_name, '') as broker, id as deal, coalesce(open_offer_by, '') as side, '' as detail, '' as reason,
            cast(null as text) as application, coalesce(open_offer_at, updated_at) as since, 0 as amount, 0 as offers,
            count(*) over (partition by state) as total, row_number() over (partition by state order by coalesce(open_offer_at, updated_at), id) as place
        from deal_named
        where (seller_id = $1 or buyer_id = $1 or broker_id = $1) and state in ('negotiating', 'agreed')) q where place <= $4";

const COUNT: &str = "select count(*) as n from deal
    where (seller_id = $1 or buyer_id = $1 or broker_id = $1) and ($2 = '' or state = $2)";

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

const UNDER_WAY: &str = "select * from deal_named
    where achievement_id = $1 and seller_id = $2 and buyer_id = $3 and state in ('negotiating', 'agreed') order by id";

/// The deals under way between two about an achievement, the oldest first.
///
/// # Errors
/// When the database refuses.
pub async fn under_way(
    tx: &mut Tx,
    achievement: &AchievementId,
    seller: &OrganisationId,
    buyer: &OrganisationId,
) -> Result<Vec<Named>> {
    tx.q(UNDER_WAY)
        .bind(achievement)
        .bind(seller)
        .bind(buyer)
        .all()
        .await
}

const LIVING_OF: &str = "select * from deal_named
    where achievement_id = $1 and (seller_id = $2 or buyer_id = $2 or broker_id = $2) and state <> 'closed_lost' order by id limit 1";

/// A deal about an achievement, under way or signed, in which an organisation takes part.
///
/// # Errors
/// When the database refuses.
pub async fn living_of(
    tx: &mut Tx,
    achievement: &AchievementId,
    organisation: &OrganisationId,
) -> Result<Option<Named>> {
    tx.q(LIVING_OF)
        .bind(achievement)
        .bind(organisation)
        .optional()
        .await
}

/// A message with the name of its author.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedMessage {
    /// The message.
    pub message: Message,
    /// Who wrote it.
    pub author_name: String,
}

impl Record for NamedMessage {
    fn from_row(row: &Row) -> Result<Self> {
        let message = Message {
            id: row.parse("id")?,
            deal: row.parse("deal_id")?,
            by: row.parse("party")?,
            author: row.parse("author_id")?,
            text: row.text("text")?,
            created_at: row.moment("created_at")?,
        };
        Ok(Self {
            message,
            author_name: row.text("author_name")?,
        })
    }
}

const INSERT_MESSAGE: &str = "insert into message (id, deal_id, party, author_id, text, created_at) values ($1, $2, $3, $4, $5, $6)";

/// Adds a message.
///
/// # Errors
/// When the database refuses.
pub async fn insert_message(tx: &mut Tx, message: &Message) -> Result<()> {
    tx.q(INSERT_MESSAGE)
        .bind(&message.id)
        .bind(&message.deal)
        .bind(message.by.as_str())
        .bind(&message.author)
        .bind(&message.text)
        .bind(message.created_at)
        .run()
        .await?;
    Ok(())
}

const MESSAGES: &str =
    "select m.*, p.name as author_name from message m join person p on p.id = m.author_id
    where m.deal_id = $1 and ($2 = '' or m.id < $2) order by m.id desc limit $3";

/// The newest messages before an identifier (empty: up to now), the newest first.
///
/// # Errors
/// When the database refuses.
pub async fn messages(
    tx: &mut Tx,
    deal: &DealId,
    before: &str,
    most: i64,
) -> Result<Vec<NamedMessage>> {
    tx.q(MESSAGES)
        .bind(deal)
        .bind(before)
        .bind(most)
        .all()
        .await
}
