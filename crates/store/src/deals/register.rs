//! The register of an agency: a row for every decision that it took.

use domain::Timestamp;
use domain::deals::registration::{Decision, RegisterSearch};
use domain::id::{ContractId, OrganisationId, UserId};
use jiff::civil::Date;

use crate::deals::contract::Named;
use crate::kernel::connection::Tx;
use crate::kernel::error::Result;
use crate::kernel::row::{Count, Record, Row, holding};

/// A decision as it is taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewEntry<'a> {
    /// About which contract.
    pub contract: &'a ContractId,
    /// What was decided.
    pub decision: Decision,
    /// By which agency.
    pub agency: &'a OrganisationId,
    /// By which person.
    pub user: &'a UserId,
    /// When.
    pub at: Timestamp,
    /// Why; empty for a registration.
    pub reason: &'a str,
}

const INSERT: &str =
    "insert into registration_decision (contract_id, decision, agency_id, decided_by, decided_at, decided_on, decision_reason)
    values ($1, $2, $3, $4, $5, $6, $7)";

/// Enters a decision.
///
/// # Errors
/// When the database refuses.
pub async fn insert(tx: &mut Tx, entry: &NewEntry<'_>) -> Result<()> {
    let query = tx
        .q(INSERT)
        .bind(entry.contract)
        .bind(entry.decision.as_str())
        .bind(entry.agency)
        .bind(entry.user);
    query
        .bind(entry.at)
        .bind(entry.at.day())
        .bind(entry.reason.to_owned())
        .run()
        .await?;
    Ok(())
}

/// An entry with the contract as it stands today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The contract.
    pub named: Named,
    /// What was decided.
    pub decision: Decision,
    /// By whom.
    pub decided_by_name: String,
    /// When.
    pub decided_at: Timestamp,
    /// The day of it.
    pub decided_on: Date,
    /// Why; empty for a registration.
    pub reason: String,
}

impl Record for Entry {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            named: Named::from_row(row)?,
            decision: row.parse("decision")?,
            decided_by_name: row.text("decided_by_name")?,
            decided_at: row.moment("decided_at")?,
            decided_on: row.day("decided_on")?,
            reason: row.text("decision_reason")?,
        })
    }
}

impl Entry {
    /// Where a list goes on after this one.
    pub fn place(&self) -> String {
        format!("{}{}", self.decided_at.0, self.named.contract.id)
    }
}

const LIST: &str = "select c.*, r.decision, r.decided_at, r.decided_on, r.decision_reason, p.name as decided_by_name
    from registration_decision r join contract_named c on c.id = r.contract_id join person p on p.id = r.decided_by
    where r.agency_id = $1 and ($2 = '' or r.decision = $2) and ($3 = '' or r.decided_on >= $3) and ($4 = '' or r.decided_on <= $4)
        and ($5 = '' or lower(coalesce(c.registration_number, '')) like $5 escape '\\' or lower(c.seller_name) like $5 escape '\\'
            or lower(c.buyer_name) like $5 escape '\\' or lower(c.achievement_title) like $5 escape '\\')
        and ($6 = '' or cast(r.decided_at as text) || r.contract_id < $6)
    order by cast(r.decided_at as text) || r.contract_id desc limit $7";

const COUNT: &str = "select count(*) as n
    from registration_decision r join contract_named c on c.id = r.contract_id
    where r.agency_id = $1 and ($2 = '' or r.decision = $2) and ($3 = '' or r.decided_on >= $3) and ($4 = '' or r.decided_on <= $4)
        and ($5 = '' or lower(coalesce(c.registration_number, '')) like $5 escape '\\' or lower(c.seller_name) like $5 escape '\\'
            or lower(c.buyer_name) like $5 escape '\\' or lower(c.achievement_title) like $5 escape '\\')";

fn day(day: Option<Date>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

/// The decisions of an agency that answer a search, the newest first, after an [`Entry::place`] (empty: from the newest).
///
/// # Errors
/// When the database refuses.
pub async fn list(
    tx: &mut Tx,
    agency: &OrganisationId,
    search: &RegisterSearch,
    after: &str,
    most: i64,
) -> Result<Vec<Entry>> {
    let query = tx
        .q(LIST)
        .bind(agency)
        .bind(search.decision.map_or("", Decision::as_str));
    query
        .bind(day(search.from))
        .bind(day(search.to))
        .bind(holding(&search.q))
        .bind(after)
        .bind(most)
        .all()
        .await
}

/// How many there are.
///
/// # Errors
/// When the database refuses.
pub async fn count(tx: &mut Tx, agency: &OrganisationId, search: &RegisterSearch) -> Result<i64> {
    let query = tx
        .q(COUNT)
        .bind(agency)
        .bind(search.decision.map_or("", Decision::as_str));
    let query = query
        .bind(day(search.from))
        .bind(day(search.to))
        .bind(holding(&search.q));
    Ok(query.one::<Count>().await?.0)
}
