//! Attachments: which file belongs to what, and who may see it.

use domain::Timestamp;
use domain::event::Noun;
use domain::id::{AttachmentId, UserId};

use crate::kernel::connection::Tx;
use crate::kernel::error::{Error, Result};
use crate::kernel::row::{Record, Row};

/// One attached file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// Identifier.
    pub id: AttachmentId,
    /// What it belongs to.
    pub noun: String,
    /// Which one.
    pub noun_id: String,
    /// Who may see it: `public` or `parties`.
    pub tier: String,
    /// Name as uploaded.
    pub name: String,
    /// Its content.
    pub sha256: String,
    /// Bytes.
    pub size: i64,
    /// Type by content.
    pub media_type: String,
    /// Who added it.
    pub added_by: UserId,
    /// When.
    pub added_at: Timestamp,
    /// Added to what is published and not reviewed yet: only its owner and the reviewer know of it.
    pub unreviewed: bool,
}

impl Record for Attachment {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.parse("id")?,
            noun: row.text("noun")?,
            noun_id: row.text("noun_id")?,
            tier: row.text("tier")?,
            name: row.text("name")?,
            sha256: row.text("sha256")?,
            size: row.int("size")?,
            media_type: row.text("media_type")?,
            added_by: row.parse("added_by")?,
            added_at: row.moment("added_at")?,
            unreviewed: row.int("unreviewed")? != 0,
        })
    }
}

const INSERT: &str = "insert into attachment (id, noun, noun_id, tier, name, sha256, added_by, added_at, unreviewed) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";

/// Attaches a file that [`crate::kernel::file::insert`] named.
///
/// # Errors
/// When the database refuses.
pub async fn insert(tx: &mut Tx, attachment: &Attachment) -> Result<()> {
    tx.q(INSERT)
        .bind(&attachment.id)
        .bind(&attachment.noun)
        .bind(&attachment.noun_id)
        .bind(&attachment.tier)
        .bind(&attachment.name)
        .bind(&attachment.sha256)
        .bind(&attachment.added_by)
        .bind(attachment.added_at)
        .bind(i64::from(attachment.unreviewed))
        .run()
        .await?;
    Ok(())
}

const OF: &str = "select a.*, f.size, f.media_type from attachment a join file f on f.sha256 = a.sha256 where a.noun = $1 and a.noun_id = $2 order by a.id";

/// The files of one thing, in the order they were added.
///
/// # Errors
/// When the database refuses.
pub async fn of(tx: &mut Tx, noun: Noun, noun_id: &str) -> Result<Vec<Attachment>> {
    tx.q(OF).bind(noun.as_str()).bind(noun_id).all().await
}

/// An attached file with the name of the person who added it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The file.
    pub attachment: Attachment,
    /// Who added it.
    pub added_by_name: String,
}

impl Record for Named {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            attachment: Attachment::from_row(row)?,
            added_by_name: row.text("added_by_name")?,
        })
    }
}

const OF_NAMED: &str = "select a.*, f.size, f.media_type, p.name as added_by_name
    from attachment a join file f on f.sha256 = a.sha256 join person p on p.id = a.added_by
    where a.noun = $1 and a.noun_id = $2 order by a.id";

/// As [`of`], with who added them.
///
/// # Errors
/// When the database refuses.
pub async fn of_named(tx: &mut Tx, noun: Noun, noun_id: &str) -> Result<Vec<Named>> {
    tx.q(OF_NAMED).bind(noun.as_str()).bind(noun_id).all().await
}

const GET: &str = "select a.*, f.size, f.media_type from attachment a join file f on f.sha256 = a.sha256 where a.id = $1";

/// One attached file.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn get(tx: &mut Tx, id: &AttachmentId) -> Result<Attachment> {
    tx.q(GET).bind(id).one().await
}

const UNREVIEWED: &str =
    "select a.*, f.size, f.media_type from attachment a join file f on f.sha256 = a.sha256
    where a.noun = $1 and a.noun_id = $2 and a.unreviewed = 1 order by a.id";

/// The files of one thing that are not reviewed yet.
///
/// # Errors
/// When the database refuses.
pub async fn unreviewed(tx: &mut Tx, noun: Noun, noun_id: &str) -> Result<Vec<Attachment>> {
    tx.q(UNREVIEWED)
        .bind(noun.as_str())
        .bind(noun_id)
        .all()
        .await
}

/// A file waits for its review.
///
/// # Errors
/// When the database refuses.
pub async fn set_unreviewed(tx: &mut Tx, id: &AttachmentId) -> Result<()> {
    tx.q("update attachment set unreviewed = 1 where id = $1")
        .bind(id)
        .run()
        .await?;
    Ok(())
}

/// All files of one thing are reviewed.
///
/// # Errors
/// When the database refuses.
pub async fn set_reviewed(tx: &mut Tx, noun: Noun, noun_id: &str) -> Result<()> {
    tx.q("update attachment set unreviewed = 0 where noun = $1 and noun_id = $2")
        .bind(noun.as_str())
        .bind(noun_id)
        .run()
        .await?;
    Ok(())
}

/// Takes a file off; its bytes stay in the file store.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn delete(tx: &mut Tx, id: &AttachmentId) -> Result<()> {
    let touched = tx
        .q("delete from attachment where id = $1")
        .bind(id)
        .run()
        .await?;
    if touched == 0 {
        Err(Error::NotFound)
    } else {
        Ok(())
    }
}
