//! What a creating request already made: repeated under the same key, it is answered with the same identifier.

use domain::Timestamp;
use domain::id::UserId;

use crate::connection::Tx;
use crate::error::Result;
use crate::row::{Record, Row};

/// A creation that was done under a key.
pub struct Done {
    /// Hash of what was asked.
    pub request_hash: String,
    /// What was made.
    pub created_id: String,
}

impl Record for Done {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self { request_hash: row.text("request_hash")?, created_id: row.text("created_id")? })
    }
}

/// What a person made under a key, if anything.
///
/// # Errors
/// When the database refuses.
pub async fn find(tx: &mut Tx, user: &UserId, key: &str) -> Result<Option<Done>> {
    tx.q("select request_hash, created_id from idempotency where user_id = $1 and key = $2").bind(user).bind(key).optional().await
}

const INSERT: &str = "insert into idempotency (user_id, key, request_hash, created_id, at) values ($1, $2, $3, $4, $5)";

/// Notes what a person made under a key.
///
/// # Errors
/// [`crate::Error::Taken`] when the same request is being carried out at the same time.
pub async fn insert(tx: &mut Tx, user: &UserId, key: &str, done: &Done, at: Timestamp) -> Result<()> {
    tx.q(INSERT).bind(user).bind(key).bind(&done.request_hash).bind(&done.created_id).bind(at).run().await?;
    Ok(())
}
