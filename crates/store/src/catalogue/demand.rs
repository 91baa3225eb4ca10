//! Technical demands 技术需求.

use domain::catalogue::demand::{Demand, State};
use domain::id::DemandId;
use domain::people::organisation::OrganisationKind;
use jiff::civil::Date;

use crate::kernel::connection::Tx;
use crate::kernel::error::Result;
use crate::kernel::row::{Count, Record, Row, json_text};

/// A demand with what lists show of whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The demand.
    pub demand: Demand,
    /// Name of its organisation.
    pub organisation_name: String,
    /// What its organisation is.
    pub organisation_kind: OrganisationKind,
}

impl Record for Demand {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.parse("id")?,
            version: row.int("version")?,
            organisation: row.parse("organisation_id")?,
            state: row.parse("state")?,
            text: row.json("wanted")?,
            created_at: row.moment("created_at")?,
            updated_at: row.moment("updated_at")?,
            published_at: row.moment_or_null("published_at")?,
        })
    }
}

impl Record for Named {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            demand: Demand::from_row(row)?,
            organisation_name: row.text("organisation_name")?,
            organisation_kind: row.parse("organisation_kind")?,
        })
    }
}

const INSERT: &str = "insert into demand
    (id, version, organisation_id, state, field, county, deadline, wanted, created_at, updated_at, published_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";

/// Adds a demand.
///
/// # Errors
/// When the database refuses.
pub async fn insert(tx: &mut Tx, demand: &Demand) -> Result<()> {
    tx.q(INSERT)
        .bind(&demand.id)
        .bind(demand.version)
        .bind(&demand.organisation)
        .bind(demand.state.as_str())
        .bind(&demand.text.field)
        .bind(&demand.text.county)
        .bind(demand.text.deadline)
        .bind(json_text(&demand.text))
        .bind(demand.created_at)
        .bind(demand.updated_at)
        .bind(demand.published_at)
        .run()
        .await?;
    Ok(())
}

const UPDATE: &str = "update demand
    set version = version + 1, state = $3, field = $4, county = $5, deadline = $6, wanted = $7, updated_at = $8, published_at = $9
    where id = $1 and version = $2";

/// Writes a demand back over the version that was read.
///
/// # Errors
/// [`crate::Error::Stale`] when it has another version by now.
pub async fn update(tx: &mut Tx, demand: &Demand) -> Result<()> {
    tx.q(UPDATE)
        .bind(&demand.id)
        .bind(demand.version)
        .bind(demand.state.as_str())
        .bind(&demand.text.field)
        .bind(&demand.text.county)
        .bind(demand.text.deadline)
        .bind(json_text(&demand.text))
        .bind(demand.updated_at)
        .bind(demand.published_at)
        .run_versioned()
        .await
}

/// One demand.
///
/// # Errors
/// [`crate::Error::NotFound`] when there is none.
pub async fn get(tx: &mut Tx, id: &DemandId) -> Result<Named> {
    tx.q("select * from demand_named where id = $1")
        .bind(id)
        .one()
        .await
}

const LIST: &str = "select * from demand_named
    where organisation_id = $1 and ($2 = '' or state = $2) and ($3 = '' or id < $3)
    order by id desc limit $4";

/// Demands of an organisation, in a state (none: any), the newest first, before an identifier.
///
/// # Errors
/// When the database refuses.
pub async fn list(
    tx: &mut Tx,
    organisation: &str,
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

const COUNT: &str =
    "select count(*) as n from demand where organisation_id = $1 and ($2 = '' or state = $2)";

/// How many an organisation has.
///
/// # Errors
/// When the database refuses.
pub async fn count(tx: &mut Tx, organisation: &str, state: Option<State>) -> Result<i64> {
    Ok(tx
        .q(COUNT)
        .bind(organisation)
        .bind(state.map_or("", State::as_str))
        .one::<Count>()
        .await?
        .0)
}

/// Which of the open demands.
#[derive(Clone, Copy, Debug)]
pub struct Open<'a> {
    /// Open on this day.
    pub today: Date,
    /// In this application field; in any when empty.
    pub field: &'a str,
    /// In the county of this division code; in any when empty.
    pub county: &'a str,
}

const OPEN: &str = "select * from demand_named
    where state = 'published' and (deadline is null or deadline >= $1) and ($2 = '' or field = $2) and ($3 = '' or county = $3)
        and ($4 = '' or published_at < $5 or (published_at = $5 and id < $4))
    order by published_at desc, id desc limit $6";

/// Open demands, the last published first, after a [`place`]; a place that is none is the beginning.
///
/// # Errors
/// When the database refuses.
pub async fn open(tx: &mut Tx, which: Open<'_>, after: &str, most: i64) -> Result<Vec<Named>> {
    let place = after
        .split_once('.')
        .and_then(|(at, id)| Some((at.parse::<i64>().ok()?, id)));
    let (at, id) = place.unwrap_or((0, ""));
    tx.q(OPEN)
        .bind(which.today)
        .bind(which.field)
        .bind(which.county)
        .bind(id)
        .bind(at)
        .bind(most)
        .all()
        .await
}

/// So many demands are looked up at once.
pub const AMONG: usize = 10;

const OPEN_AMONG: &str = "select * from demand_named
    where id in ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11) and state = 'published' and (deadline is null or deadline >= $1)";

/// Those of some demands that are open on a day, in no order; of more than [`AMONG`] only the first.
///
/// # Errors
/// When the database refuses.
pub async fn open_among(tx: &mut Tx, today: Date, ids: &[&str]) -> Result<Vec<Named>> {
    let mut query = tx.q(OPEN_AMONG).bind(today);
    for place in 0..AMONG {
        query = query.bind(ids.get(place).copied());
    }
    query.all().await
}

/// The place of a demand in [`open`].
pub fn place(demand: &Demand) -> String {
    format!("{}.{}", demand.published_at.map_or(0, |at| at.0), demand.id)
}

const COUNT_OPEN: &str = "select count(*) as n from demand
    where state = 'published' and (deadline is null or deadline >= $1) and ($2 = '' or field = $2) and ($3 = '' or county = $3)";

/// How many are open.
///
/// # Errors
/// When the database refuses.
pub async fn count_open(tx: &mut Tx, which: Open<'_>) -> Result<i64> {
    Ok(tx
        .q(COUNT_OPEN)
        .bind(which.today)
        .bind(which.field)
        .bind(which.county)
        .one::<Count>()
        .await?
        .0)
}

/// A value that open demands have, and how many have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shared {
    /// The value.
    pub value: String,
    /// How many.
    pub count: i64,
}

impl Record for Shared {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            value: row.text("value")?,
            count: row.int("n")?,
        })
    }
}

const BY_FIELD: &str = "select field as value, count(*) as n from demand
    where state = 'published' and (deadline is null or deadline >= $1) and ($2 = '' or county = $2) and field <> ''
    group by field order by count(*) desc, field limit $3";

/// The application fields of the open demands, the most frequent first. The field of `which` does not count: beside
/// the one that is chosen, the others are to be chosen as well.
///
/// # Errors
/// When the database refuses.
pub async fn by_field(tx: &mut Tx, which: Open<'_>, most: i64) -> Result<Vec<Shared>> {
    tx.q(BY_FIELD)
        .bind(which.today)
        .bind(which.county)
        .bind(most)
        .all()
        .await
}

const BY_COUNTY: &str = "select county as value, count(*) as n from demand
    where state = 'published' and (deadline is null or deadline >= $1) and ($2 = '' or field = $2) and county <> ''
    group by county order by count(*) desc, county limit $3";

/// The counties of the open demands, the most frequent first. The county of `which` does not count.
///
/// # Errors
/// When the database refuses.
pub async fn by_county(tx: &mut Tx, which: Open<'_>, most: i64) -> Result<Vec<Shared>> {
    tx.q(BY_COUNTY)
        .bind(which.today)
        .bind(which.field)
        .bind(most)
        .all()
        .await
}

const TOUCHED: &str = "select * from demand_named
    where id > $3 and (
        id in (select noun_id from event where seq > $1 and seq <= $2 and noun = 'demand')
        or organisation_id in (select noun_id from event where seq > $1 and seq <= $2 and noun = 'organisation' and kind = 'changed'))
    order by id limit $4";

/// What the events between two places of the log touched, as it is now, after an identifier: for readers of the log.
///
/// # Errors
/// When the database refuses.
pub async fn touched(
    tx: &mut Tx,
    after_seq: i64,
    to_seq: i64,
    after: &str,
    most: i64,
) -> Result<Vec<Named>> {
    tx.q(TOUCHED)
        .bind(after_seq)
        .bind(to_seq)
        .bind(after)
        .bind(most)
        .all()
        .await
}
