//! What a creating request already made: repeated under the same key, it is answered with the same identifier.

use domain::Timestamp;
use domain::id::UserId;

use crate::kernel::connection::Tx;
use crate::kernel::error::{Error, Result};
use crate::kernel::row::{Record, Row};

/// A creation that was done under a key.
pub struct Done {
    /// Hash of what was asked.
    pub request_hash: String,
    /// What was made.
    pub created_id: String,
}

impl Record for Done {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            request_hash: row.text("request_hash")?,
            created_id: row.text("created_id")?,
        })
    }
}

const FIND: &str =
    "select request_hash, created_id from idempotency where user_id = $1 and key = $2 and at > $3";

/// What a person made under a key after a moment, if anything.
///
/// # Errors
/// When the database refuses.
pub async fn find(tx: &mut Tx, user: &UserId, key: &str, since: Timestamp) -> Result<Option<Done>> {
    tx.q(FIND).bind(user).bind(key).bind(since).optional().await
}

const INSERT: &str = "insert into idempotency (user_id, key, request_hash, created_id, at) values ($1, $2, $3, $4, $5)
    on conflict (user_id, key) do update set request_hash = excluded.request_hash, created_id = excluded.created_id, at = excluded.at
    where idempotency.at <= $6";

/// Notes what a person made under a key; what was made under it until a moment no longer counts.
///
/// # Errors
/// [`Error::Taken`] when the same request is being carried out at the same time.
pub async fn insert(
    tx: &mut Tx,
    user: &UserId,
    key: &str,
    done: &Done,
    at: Timestamp,
    forgotten: Timestamp,
) -> Result<()> {
    let noted = tx
        .q(INSERT)
        .bind(user)
        .bind(key)
        .bind(&done.request_hash)
        .bind(&done.created_id)
        .bind(at)
        .bind(forgotten)
        .run()
        .await?;
    if noted == 0 {
        Err(Error::Taken("idempotency".into()))
    } else {
        Ok(())
    }
}

/// Forgets what was made until a moment.
///
/// # Errors
/// When the database refuses.
pub async fn forget(tx: &mut Tx, until: Timestamp) -> Result<u64> {
    tx.q("delete from idempotency where at <= $1")
        .bind(until)
        .run()
        .await
}
