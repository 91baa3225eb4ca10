//! What can go wrong in the store, in the store's words.

/// An error of the store.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A change was about to be committed of which the log tells nothing.
    #[error("a change without an event is not committed")]
    Untold,
    /// The row was changed by someone else since it was read.
    #[error("the row was changed since it was read")]
    Stale,
    /// There is no such row.
    #[error("there is no such row")]
    NotFound,
    /// A uniqueness rule of the schema was broken; the name of the constraint or column.
    #[error("already there: {0}")]
    Taken(String),
    /// A statement of this transaction was refused or cut short before: nothing can follow in it.
    #[error("the transaction cannot go on after a statement that failed")]
    Broken,
    /// A stored value cannot be read back.
    #[error("column {column} cannot be read: {reason}")]
    Unreadable {
        /// Which column.
        column: String,
        /// Why.
        reason: String,
    },
    /// The address of a database that is no address.
    #[error("not a database address: {0}")]
    Address(String),
    /// The database itself.
    #[error(transparent)]
    Database(sqlx::Error),
    /// A migration did not run.
    #[error(transparent)]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// A file.
    #[error("file store: {0}")]
    File(#[from] std::io::Error),
}

/// Result of the store.
pub type Result<T> = std::result::Result<T, Error>;

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::RowNotFound => Error::NotFound,
            sqlx::Error::Database(inner) if inner.is_unique_violation() => {
                // PostgreSQL names the constraint, SQLite the columns in its message.
                Error::Taken(
                    inner
                        .constraint()
                        .map_or_else(|| inner.message().to_owned(), str::to_owned),
                )
            }
            other => Error::Database(other),
        }
    }
}
