//! Contracts 技术合同 with their registration 认定登记.

use domain::deals::contract::{Contract, State};
use domain::deals::registration::Registration;
use domain::id::{AchievementId, ContractId, DealId, OrganisationId};

use crate::kernel::connection::Tx;
use crate::kernel::error::Result;
use crate::kernel::row::{Count, Record, Row, json_text};

impl Record for Contract {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.parse("id")?,
            version: row.int("version")?,
            deal: row.parse("deal_id")?,
            achievement: row.parse("achievement_id")?,
            seller: row.parse("seller_id")?,
            buyer: row.parse("buyer_id")?,
            broker: row.parse_or_null("broker_id")?,
            kind: row.parse("kind")?,
            terms: row.json("terms")?,
            text: row.json("body")?,
            state: row.parse("state")?,
            reason: row.text("reason")?,
            seller_confirmed: row.json_or_null("seller_confirmed")?,
            buyer_confirmed: row.json_or_null("buyer_confirmed")?,
            application: row.json_or_null("application")?,
            registration: registration(row)?,
            created_at: row.moment("created_at")?,
            updated_at: row.moment("updated_at")?,
        })
    }
}

/// The columns of a registration are all filled or all empty.
pub(crate) fn registration(row: &Row) -> Result<Option<Registration>> {
    let Some(registration_number) = row.text_or_null("registration_number")? else {
        return Ok(None);
    };
    Ok(Some(Registration {
        kind: row.parse("registered_kind")?,
        contract_value_fen: row.fen("contract_value_fen")?,
        technology_amount_fen: row.fen("technology_amount_fen")?,
        registration_number,
        certified_on: row.day("certified_on")?,
    }))
}

/// A contract with the names of everything it points to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The contract.
    pub contract: Contract,
    /// What it is about.
    pub achievement_title: String,
    /// 卖方.
    pub seller_name: String,
    /// 买方.
    pub buyer_name: String,
    /// 技术经纪机构.
    pub broker_name: Option<String>,
}

impl Record for Named {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            contract: Contract::from_row(row)?,
            achievement_title: row.text("achievement_title")?,
            seller_name: row.text("seller_name")?,
            buyer_name: row.text("buyer_name")?,
            broker_name: row.text_or_null("broker_name")?,
        })
    }
}

const INSERT: &str = "insert into contract
    (id, version, deal_id, achievement_id, seller_id, buyer_id, broker_id, kind, terms, body, state, reason, created_at, updated_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";

/// Adds a draft.
///
/// # Errors
/// [`crate::Error::Taken`] when its deal has another contract that was not cancelled.
pub async fn insert(tx: &mut Tx, contract: &Contract) -> Result<()> {
    tx.q(INSERT)
        .bind(&contract.id)
        .bind(contract.version)
        .bind(&contract.deal)
        .bind(&contract.achievement)
        .bind(&contract.seller)
        .bind(&contract.buyer)
        .bind(contract.broker.as_ref())
        .bind(contract.kind.as_str())
        .bind(json_text(&contract.terms))
        .bind(json_text(&contract.text))
        .bind(contract.state.as_str())
        .bind(&contract.reason)
        .bind(contract.created_at)
        .bind(contract.updated_at)
        .run()
        .await?;
    Ok(())
}

const UPDATE: &str = "update contract
    set version = version + 1, kind = $3, terms = $4, body = $5, state = $6, reason = $7, seller_confirmed = $8, buyer_confirmed = $9,
        signed_on = $10, application = $11, registered_kind = $12, contract_value_fen = $13, technology_amount_fen = $14,
        registration_number = $15, certified_on = $16, updated_at = $17
    where id = $1 and version = $2";

/// Writes a contract back over the version that was read.
///
/// # Errors
/// [`crate::Error::Stale`] when it has another version by now; [`crate::Error::Taken`] when another contract has its
/// registration number.
pub async fn update(tx: &mut Tx, contract: &Contract) -> Result<()> {
    let registration = contract.registration.as_ref();
    tx.q(UPDATE)
        .bind(&contract.id)
        .bind(contract.version)
        .bind(contract.kind.as_str())
        .bind(json_text(&contract.terms))
        .bind(json_text(&contract.text))
        .bind(contract.state.as_str())
        .bind(&contract.reason)
        .bind(contract.seller_confirmed.as_ref().map(json_text))
        .bind(contract.buyer_confirmed.as_ref().map(json_text))
        .bind(contract.signed_on())
        .bind(contract.application.as_ref().map(json_text))
        .bind(registration.map(|decided| decided.kind.as_str()))
        .bind(registration.map(|decided| decided.contract_value_fen))
        .bind(registration.map(|decided| decided.technology_amount_fen))
        .bind(registration.map(|decided| decided.registration_number.as_str()))
        .bind(registration.map(|decided| decided.certified_on))
        .bind(contract.updated_at)
        .run_versioned()
        .await
}

/// One contract.
///
/// # Errors
/// [`crate::Error::NotFound`] when there is none.
pub async fn get(tx: &mut Tx, id: &ContractId) -> Result<Named> {
    tx.q("select * from contract_named where id = $1")
        .bind(id)
        .one()
        .await
}

/// The contract of a deal that was not cancelled.
///
/// # Errors
/// When the database refuses.
pub async fn living(tx: &mut Tx, deal: &DealId) -> Result<Option<Named>> {
    tx.q("select * from contract_named where deal_id = $1 and state <> 'cancelled'")
        .bind(deal)
        .optional()
        .await
}

const WAS_SIGNED_ABOUT: &str =
    "select count(*) as n from contract where achievement_id = $1 and signed_on is not null";

/// Whether a contract about an achievement was signed, cancelled ones too.
///
/// # Errors
/// When the database refuses.
pub async fn was_signed_about(tx: &mut Tx, achievement: &AchievementId) -> Result<bool> {
    Ok(tx
        .q(WAS_SIGNED_ABOUT)
        .bind(achievement)
        .one::<Count>()
        .await?
        .0
        > 0)
}

/// The contracts of a deal, cancelled ones too, the newest first.
///
/// # Errors
/// When the database refuses.
pub async fn of_deal(tx: &mut Tx, deal: &DealId) -> Result<Vec<Named>> {
    tx.q("select * from contract_named where deal_id = $1 order by id desc")
        .bind(deal)
        .all()
        .await
}

const LIST: &str = "select * from contract_named
    where (seller_id = $1 or buyer_id = $1 or broker_id = $1) and ($2 = '' or state = $2) and ($3 = '' or id < $3)
    order by id desc limit $4";

/// The contracts in which an organisation takes part, in a state (none: any), the newest first, before an identifier.
///
/// # Errors
/// When the database refuses.
pub async fn list(
    tx: &mut Tx,
    organisation: &OrganisationId,
    state: Option<State>,
    before: &str,
    most: i64,
) -> Result<Vec<Named>> {
    tx.q(LIST)
        .bind(organisation)
        .bind(state.map_or("", State::as_str))
        .bind(before)
        .bind(most)
        .all()
        .await
}

/// Contracts of an organisation that wait for somebody, see [`crate::desk::waiting`].
pub(crate) const WAITS: &str = "select * from (select 'contract' as queue, id as id, achievement_title as title, state as state, case when seller_id = $1 then 'seller' else 'buyer' end as party, seller_name as seller,
            buyer_name as buyer, '' as broker, deal_id as deal, '' as side, '' as detail, reason as reason,
            application as application, updated_at as since, 0 as amount, 0 as offers,
            count(*) over (partition by state) as total, row_number() over (partition by state order by updated_at, id) as place
        from contract_named
        where (seller_id = $1 or buyer_id = $1 or broker_id = $1) and state in ('draft', 'signed_by_seller', 'signed_by_buyer',
            'signed', 'applied', 'registration_refused', 'returned')) q where place <= $4";

/// Registered contracts of a buyer for which no payment was ever recorded.
pub(crate) const UNPAID_WAITS: &str = "select * from (select 'unpaid' as queue, id as id, achievement_title as title, state as state, 'buyer' as party, seller_name as seller,
            buyer_name as buyer, '' as broker, deal_id as deal, '' as side, '' as detail, reason as reason,
            cast(null as text) as application, updated_at as since, 0 as amount, 0 as offers,
            count(*) over () as total, row_number() over (order by updated_at, id) as place
        from contract_named c
        where buyer_id = $1 and state = 'registered'
            and not exists (select 1 from payment p where p.contract_id = c.id and p.state <> 'withdrawn')) q where place <= $4";

/// Contracts of anybody whose registration was applied for.
pub(crate) const APPLICATION_WAITS: &str = "select * from (select 'application' as queue, id as id, achievement_title as title, state as state, '' as party, seller_name as seller,
            buyer_name as buyer, '' as broker, '' as deal, '' as side, '' as detail, '' as reason,
            application as application, updated_at as since, 0 as amount, 0 as offers,
            count(*) over () as total, row_number() over (order by updated_at, id) as place
        from contract_named
        where state = 'applied') q where place <= $4";

const COUNT_OF: &str = "select count(*) as n from contract
    where (seller_id = $1 or buyer_id = $1 or broker_id = $1) and ($2 = '' or state = $2)";

/// How many contracts an organisation takes part in.
///
/// # Errors
/// When the database refuses.
pub async fn count_of(
    tx: &mut Tx,
    organisation: &OrganisationId,
    state: Option<State>,
) -> Result<i64> {
    Ok(tx
        .q(COUNT_OF)
        .bind(organisation)
        .bind(state.map_or("", State::as_str))
        .one::<Count>()
        .await?
        .0)
}

const QUEUE: &str = "select * from contract_named
    where state = $1 and (updated_at, id) > (coalesce((select updated_at from contract where id = $2), 0), $2)
    order by updated_at, id limit $3";

/// Contracts in a state, the longest in it first, after an identifier: a queue.
///
/// # Errors
/// When the database refuses.
pub async fn queue(tx: &mut Tx, state: State, after: &str, most: i64) -> Result<Vec<Named>> {
    tx.q(QUEUE)
        .bind(state.as_str())
        .bind(after)
        .bind(most)
        .all()
        .await
}

/// How many contracts are in a state.
///
/// # Errors
/// When the database refuses.
pub async fn count(tx: &mut Tx, state: State) -> Result<i64> {
    Ok(tx
        .q("select count(*) as n from contract where state = $1")
        .bind(state.as_str())
        .one::<Count>()
        .await?
        .0)
}

const COUNT_REGISTERED: &str = "select count(*) as n from contract where registration_number is not null and state <> 'cancelled'";

/// How many contracts are registered and not cancelled.
///
/// # Errors
/// When the database refuses.
pub async fn count_registered(tx: &mut Tx) -> Result<i64> {
    Ok(tx.q(COUNT_REGISTERED).one::<Count>().await?.0)
}
