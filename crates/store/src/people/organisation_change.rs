//! Changes of organisations 单位登记信息变更.

use domain::id::{OrganisationChangeId, OrganisationId};
use domain::people::organisation_change::{OrganisationChange, State};

use crate::kernel::connection::Tx;
use crate::kernel::error::Result;
use crate::kernel::row::{Count, Record, Row, json_text};

impl Record for OrganisationChange {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.parse("id")?,
            version: row.int("version")?,
            organisation: row.parse("organisation_id")?,
            state: row.parse("state")?,
            held: row.json("held")?,
            wanted: row.json("wanted")?,
            reason: row.text("reason")?,
            evidence: row.text("evidence")?,
            answer: row.text("answer")?,
            asked_by: row.parse("asked_by")?,
            asked_at: row.moment("asked_at")?,
            decided_by: row.parse_or_null("decided_by")?,
            decided_at: row.moment_or_null("decided_at")?,
        })
    }
}

/// A change with the names of who asked and who decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The change.
    pub change: OrganisationChange,
    /// How the organisation is called now.
    pub organisation_name: String,
    /// Who asked.
    pub asked_by_name: String,
    /// Who decided.
    pub decided_by_name: Option<String>,
}

impl Record for Named {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            change: OrganisationChange::from_row(row)?,
            organisation_name: row.text("organisation_name")?,
            asked_by_name: row.text("asked_by_name")?,
            decided_by_name: row.text_or_null("decided_by_name")?,
        })
    }
}

const INSERT: &str = "insert into organisation_change
    (id, version, organisation_id, state, held, wanted, reason, evidence, answer, asked_by, asked_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";

/// Adds a change.
///
/// # Errors
/// [`crate::Error::Taken`] when the organisation waits for an answer already.
pub async fn insert(tx: &mut Tx, change: &OrganisationChange) -> Result<()> {
    tx.q(INSERT)
        .bind(&change.id)
        .bind(change.version)
        .bind(&change.organisation)
        .bind(change.state.as_str())
        .bind(json_text(&change.held))
        .bind(json_text(&change.wanted))
        .bind(&change.reason)
        .bind(&change.evidence)
        .bind(&change.answer)
        .bind(&change.asked_by)
        .bind(change.asked_at)
        .run()
        .await?;
    Ok(())
}

const UPDATE: &str = "update organisation_change
    set version = version + 1, state = $3, answer = $4, decided_by = $5, decided_at = $6
    where id = $1 and version = $2";

/// Writes what was decided over the version that was read.
///
/// # Errors
/// [`crate::Error::Stale`] when it has another version by now.
pub async fn update(tx: &mut Tx, change: &OrganisationChange) -> Result<()> {
    tx.q(UPDATE)
        .bind(&change.id)
        .bind(change.version)
        .bind(change.state.as_str())
        .bind(&change.answer)
        .bind(change.decided_by.as_ref())
        .bind(change.decided_at)
        .run_versioned()
        .await
}

const GET: &str = "select c.*, o.name as organisation_name, a.name as asked_by_name, d.name as decided_by_name
    from organisation_change c join organisation o on o.id = c.organisation_id join person a on a.id = c.asked_by
        left join person d on d.id = c.decided_by
    where c.id = $1";

/// One change.
///
/// # Errors
/// [`crate::Error::NotFound`] when there is none.
pub async fn get(tx: &mut Tx, id: &OrganisationChangeId) -> Result<Named> {
    tx.q(GET).bind(id).one().await
}

const OF_ORGANISATION: &str = "select c.*, o.name as organisation_name, a.name as asked_by_name, d.name as decided_by_name
    from organisation_change c join organisation o on o.id = c.organisation_id join person a on a.id = c.asked_by
        left join person d on d.id = c.decided_by
    where c.organisation_id = $1 and ($2 = '' or c.id < $2) order by c.id desc limit $3";

/// The changes of an organisation, the newest first, before an identifier (empty: from the newest).
///
/// # Errors
/// When the database refuses.
pub async fn of_organisation(
    tx: &mut Tx,
    organisation: &OrganisationId,
    before: &str,
    most: i64,
) -> Result<Vec<Named>> {
    tx.q(OF_ORGANISATION)
        .bind(organisation)
        .bind(before)
        .bind(most)
        .all()
        .await
}

const QUEUE: &str = "select c.*, o.name as organisation_name, a.name as asked_by_name, d.name as decided_by_name
    from organisation_change c join organisation o on o.id = c.organisation_id join person a on a.id = c.asked_by
        left join person d on d.id = c.decided_by
    where c.state = $1 and c.id > $2 order by c.id limit $3";

/// Changes in a state, the oldest first, after an identifier: a queue.
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

/// The change for whose answer an organisation waits, see [`crate::desk::waiting`].
pub(crate) const OWN_WAITS: &str = "select * from (select 'own_change' as queue, id as id, '' as title, '' as state, '' as party, '' as seller,
            '' as buyer, '' as broker, '' as deal, '' as side, '' as detail, '' as reason,
            cast(null as text) as application, asked_at as since, 0 as amount, 0 as offers,
            count(*) over () as total, row_number() over (order by id) as place
        from organisation_change
        where organisation_id = $1 and state = 'open') q where place <= $4";

/// How many changes of anybody wait for the bureau, and since when.
pub(crate) const WAITS: &str = "select * from (select 'change' as queue, '' as id, '' as title, '' as state, '' as party, '' as seller,
            '' as buyer, '' as broker, '' as deal, '' as side, '' as detail, '' as reason,
            cast(null as text) as application, coalesce(min(asked_at), 0) as since, 0 as amount, 0 as offers,
            count(*) as total, 1 as place
        from organisation_change
        where state = 'open') q";

/// How many changes are in a state.
///
/// # Errors
/// When the database refuses.
pub async fn count(tx: &mut Tx, state: State) -> Result<i64> {
    Ok(tx
        .q("select count(*) as n from organisation_change where state = $1")
        .bind(state.as_str())
        .one::<Count>()
        .await?
        .0)
}
