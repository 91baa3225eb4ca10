//! The search log 检索记录: how often a text was searched on a day, and how often in vain. It names nobody.

use jiff::civil::Date;

use crate::kernel::connection::Tx;
use crate::kernel::error::Result;
use crate::kernel::row::{Record, Row};

/// Searches for one text on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// The day in Asia/Shanghai.
    pub day: Date,
    /// The text; empty for all texts together that too few people searched.
    pub asked: String,
    /// How often.
    pub searches: i64,
    /// How often no listing had all the words.
    pub in_vain: i64,
    /// How many listings the last search found.
    pub results: i64,
}

/// Searches for one text over several days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The text.
    pub asked: String,
    /// How often.
    pub searches: i64,
    /// How often no listing had all the words.
    pub in_vain: i64,
    /// The last day.
    pub last_day: Date,
    /// How many listings the last search found.
    pub results: i64,
}

/// Searches of one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfDay {
    /// The day.
    pub day: Date,
    /// How many.
    pub searches: i64,
    /// How many for which no listing had all the words.
    pub in_vain: i64,
}

/// A text that was searched with success.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The text.
    pub asked: String,
    /// How often.
    pub times: i64,
}

impl Record for Asked {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            asked: row.text("asked")?,
            searches: row.int("searches")?,
            in_vain: row.int("in_vain")?,
            last_day: row.day("last_day")?,
            results: row.int("results")?,
        })
    }
}

impl Record for OfDay {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            day: row.day("day")?,
            searches: row.int("searches")?,
            in_vain: row.int("in_vain")?,
        })
    }
}

impl Record for Found {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            asked: row.text("asked")?,
            times: row.int("times")?,
        })
    }
}

const ADD: &str =
    "insert into search_log (day, asked, searches, in_vain, results) values ($1, $2, $3, $4, $5)
    on conflict (day, asked) do update set searches = search_log.searches + excluded.searches,
        in_vain = search_log.in_vain + excluded.in_vain, results = excluded.results";

/// Adds searches to those of the same day and text.
///
/// # Errors
/// When the database refuses.
pub async fn add(tx: &mut Tx, counted: &Counted) -> Result<()> {
    tx.q(ADD)
        .bind(counted.day)
        .bind(&counted.asked)
        .bind(counted.searches)
        .bind(counted.in_vain)
        .bind(counted.results)
        .run()
        .await?;
    Ok(())
}

/// Takes away what was searched before a day.
///
/// # Errors
/// When the database refuses.
pub async fn forget_before(tx: &mut Tx, day: Date) -> Result<u64> {
    tx.q("delete from search_log where day < $1")
        .bind(day)
        .run()
        .await
}

const IN_VAIN: &str = "select g.asked, g.searches, g.in_vain, g.last_day, l.results
    from (
        select asked, cast(sum(searches) as bigint) as searches, cast(sum(in_vain) as bigint) as in_vain, max(day) as last_day
        from search_log where day >= $1 and asked <> '' group by asked having sum(in_vain) > 0) g
    join search_log l on l.asked = g.asked and l.day = g.last_day
    order by g.in_vain desc, g.last_day desc, g.asked limit $2";

/// What was searched in vain since a day, the most frequent first.
///
/// # Errors
/// When the database refuses.
pub async fn in_vain(tx: &mut Tx, since: Date, most: i64) -> Result<Vec<Asked>> {
    tx.q(IN_VAIN).bind(since).bind(most).all().await
}

const FREQUENT: &str = "select g.asked, g.searches, g.in_vain, g.last_day, l.results
    from (
        select asked, cast(sum(searches) as bigint) as searches, cast(sum(in_vain) as bigint) as in_vain, max(day) as last_day
        from search_log where day >= $1 and asked <> '' group by asked) g
    join search_log l on l.asked = g.asked and l.day = g.last_day
    order by g.searches desc, g.last_day desc, g.asked limit $2";

/// What was searched since a day, the most frequent first.
///
/// # Errors
/// When the database refuses.
pub async fn frequent(tx: &mut Tx, since: Date, most: i64) -> Result<Vec<Asked>> {
    tx.q(FREQUENT).bind(since).bind(most).all().await
}

const BY_DAY: &str =
    "select day, cast(sum(searches) as bigint) as searches, cast(sum(in_vain) as bigint) as in_vain
    from search_log where day >= $1 group by day order by day";

/// How many searches there were on each day since a day; days without any are left out.
///
/// # Errors
/// When the database refuses.
pub async fn by_day(tx: &mut Tx, since: Date) -> Result<Vec<OfDay>> {
    tx.q(BY_DAY).bind(since).all().await
}

const WITH_RESULTS: &str = "select asked, cast(sum(searches - in_vain) as bigint) as times
    from search_log where day >= $1 and asked <> '' group by asked having sum(searches - in_vain) >= $2
    order by times desc, asked limit $3";

/// What was searched with success at least so many times since a day, the most frequent first.
///
/// # Errors
/// When the database refuses.
pub async fn with_results(tx: &mut Tx, since: Date, least: i64, most: i64) -> Result<Vec<Found>> {
    tx.q(WITH_RESULTS)
        .bind(since)
        .bind(least)
        .bind(most)
        .all()
        .await
}
