//! Import runs and what they reported.

use domain::Timestamp;
use domain::id::{ImportId, OrganisationId, UserId};

use crate::kernel::connection::Tx;
use crate::kernel::error::Result;
use crate::kernel::row::{Record, Row};

/// One run of an import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportRun {
    /// Identifier.
    pub id: ImportId,
    /// Whose listings.
    pub organisation: OrganisationId,
    /// Who started it.
    pub user: UserId,
    /// Name of the file as uploaded.
    pub file_name: String,
    /// Its content.
    pub sha256: String,
    /// What was seen in the file when it arrived, as JSON.
    pub preview: String,
    /// Which column is which field, as JSON; empty when found by the headings.
    pub mapping: String,
    /// State that imported listings get.
    pub publish_as: String,
    /// `waiting`, `running`, `finished` or `failed`.
    pub state: String,
    /// How far it is.
    pub tally: Tally,
    /// Why it failed, or empty.
    pub error: String,
    /// Since when.
    pub started_at: Timestamp,
    /// Until when.
    pub finished_at: Option<Timestamp>,
}

/// What became of the rows so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Rows read.
    pub rows: i64,
    /// New listings.
    pub created: i64,
    /// Listings that the file changed.
    pub updated: i64,
    /// Listings that were already so.
    pub unchanged: i64,
    /// Rows reported instead.
    pub rejected: i64,
    /// Values that are entries of the vocabulary of their field.
    pub mapped: i64,
    /// Values that are none, and were kept as notes.
    pub noted: i64,
}

impl Record for ImportRun {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.parse("id")?,
            organisation: row.parse("organisation_id")?,
            user: row.parse("user_id")?,
            file_name: row.text("file_name")?,
            sha256: row.text("sha256")?,
            preview: row.text("preview")?,
            mapping: row.text("mapping")?,
            publish_as: row.text("publish_as")?,
            state: row.text("state")?,
            tally: Tally {
                rows: row.int("rows_seen")?,
                created: row.int("created")?,
                updated: row.int("updated")?,
                unchanged: row.int("unchanged")?,
                rejected: row.int("rejected")?,
                mapped: row.int("mapped")?,
                noted: row.int("noted")?,
            },
            error: row.text("error")?,
            started_at: row.moment("started_at")?,
            finished_at: row.moment_or_null("finished_at")?,
        })
    }
}

/// One thing an import could not take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportProblem {
    /// Place in the report, from 0.
    pub position: i64,
    /// Sheet of the workbook, or empty.
    pub sheet: String,
    /// Row of the file, from 1.
    pub line: i64,
    /// Heading of the column, or empty when it is about the whole row.
    pub heading: String,
    /// Field of the listing, or empty.
    pub field: String,
    /// What stood there, cut short.
    pub value: String,
    /// A stable word for programs.
    pub code: String,
    /// What is wrong and what would be right.
    pub reason: String,
}

impl Record for ImportProblem {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            position: row.int("position")?,
            sheet: row.text("sheet")?,
            line: row.int("line")?,
            heading: row.text("heading")?,
            field: row.text("field")?,
            value: row.text("value")?,
            code: row.text("code")?,
            reason: row.text("reason")?,
        })
    }
}

const INSERT: &str = "insert into import_run
    (id, version, organisation_id, user_id, file_name, sha256, mapping, publish_as, state, rows_seen, created, updated, unchanged, rejected,
     error, started_at, preview)
    values ($1, 1, $2, $3, $4, $5, $6, $7, $8, 0, 0, 0, 0, 0, '', $9, $10)";

/// Adds a run that has not begun.
///
/// # Errors
/// When the database refuses.
pub async fn insert(tx: &mut Tx, run: &ImportRun) -> Result<()> {
    tx.q(INSERT)
        .bind(&run.id)
        .bind(&run.organisation)
        .bind(&run.user)
        .bind(&run.file_name)
        .bind(&run.sha256)
        .bind(&run.mapping)
        .bind(&run.publish_as)
        .bind(&run.state)
        .bind(run.started_at)
        .bind(&run.preview)
        .run()
        .await?;
    Ok(())
}

const START: &str = "update import_run set version = version + 1, state = $2, mapping = $3, publish_as = $4 where id = $1 and state = 'waiting'";

/// Starts a run that waits.
///
/// # Errors
/// [`crate::Error::Stale`] when it was started before.
pub async fn start(tx: &mut Tx, run: &ImportRun) -> Result<()> {
    tx.q(START)
        .bind(&run.id)
        .bind(&run.state)
        .bind(&run.mapping)
        .bind(&run.publish_as)
        .run_versioned()
        .await
}

const UPDATE: &str = "update import_run set version = version + 1, state = $2, rows_seen = $3, created = $4, updated = $5, unchanged = $6,
    rejected = $7, error = $8, finished_at = $9, mapped = $10, noted = $11 where id = $1";

/// Writes how far a run is.
///
/// # Errors
/// When the database refuses.
pub async fn update(tx: &mut Tx, run: &ImportRun) -> Result<()> {
    tx.q(UPDATE)
        .bind(&run.id)
        .bind(&run.state)
        .bind(run.tally.rows)
        .bind(run.tally.created)
        .bind(run.tally.updated)
        .bind(run.tally.unchanged)
        .bind(run.tally.rejected)
        .bind(&run.error)
        .bind(run.finished_at)
        .bind(run.tally.mapped)
        .bind(run.tally.noted)
        .run()
        .await?;
    Ok(())
}

/// One run.
///
/// # Errors
/// [`crate::Error::NotFound`] when there is none.
pub async fn get(tx: &mut Tx, id: &ImportId) -> Result<ImportRun> {
    tx.q("select * from import_run where id = $1")
        .bind(id)
        .one()
        .await
}

/// The newest runs of an organisation.
///
/// # Errors
/// When the database refuses.
pub async fn of_organisation(
    tx: &mut Tx,
    organisation: &OrganisationId,
    most: i64,
) -> Result<Vec<ImportRun>> {
    tx.q("select * from import_run where organisation_id = $1 order by id desc limit $2")
        .bind(organisation)
        .bind(most)
        .all()
        .await
}

/// The runs that a crash may have left in the middle.
///
/// # Errors
/// When the database refuses.
pub async fn running(tx: &mut Tx) -> Result<Vec<ImportRun>> {
    tx.q("select * from import_run where state = 'running' order by id")
        .all()
        .await
}

const ADD_PROBLEM: &str = "insert into import_problem (import_id, position, sheet, line, heading, field, value, code, reason)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";

/// Adds to the report of a run.
///
/// # Errors
/// When the database refuses.
pub async fn add_problem(tx: &mut Tx, run: &ImportId, problem: &ImportProblem) -> Result<()> {
    tx.q(ADD_PROBLEM)
        .bind(run)
        .bind(problem.position)
        .bind(&problem.sheet)
        .bind(problem.line)
        .bind(&problem.heading)
        .bind(&problem.field)
        .bind(&problem.value)
        .bind(&problem.code)
        .bind(&problem.reason)
        .run()
        .await?;
    Ok(())
}

/// The report of a run from a place on.
///
/// # Errors
/// When the database refuses.
pub async fn problems(
    tx: &mut Tx,
    run: &ImportId,
    from: i64,
    most: i64,
) -> Result<Vec<ImportProblem>> {
    tx.q("select * from import_problem where import_id = $1 and position >= $2 order by position limit $3")
        .bind(run)
        .bind(from)
        .bind(most)
        .all()
        .await
}

/// Forgets the report of a run that begins again.
///
/// # Errors
/// When the database refuses.
pub async fn clear_problems(tx: &mut Tx, run: &ImportId) -> Result<()> {
    tx.q("delete from import_problem where import_id = $1")
        .bind(run)
        .run()
        .await?;
    Ok(())
}
