//! Two databases behind one thin layer, and one connection of either.

use sqlx::pool::PoolConnection;
use sqlx::sqlite::SqlitePool;
use sqlx::{Executor, PgPool, Postgres, Sqlite};

use crate::kernel::connection::Tx;
use crate::kernel::dialect;
use crate::kernel::error::{Error, Result};

/// An open database.
#[derive(Clone)]
pub enum Db {
    /// Embedded: one connection writes, several read.
    Sqlite {
        /// The only writer.
        writer: SqlitePool,
        /// The readers.
        readers: SqlitePool,
    },
    /// A server.
    Postgres(PgPool),
}

impl Db {
    /// Opens the database at an address (`sqlite:///path/file.db` or `postgres://…`) and brings its schema up to date.
    ///
    /// # Errors
    /// When the address is none, the database cannot be reached or a migration fails.
    pub async fn open(address: &str) -> Result<Self> {
        if address.starts_with("postgres://") || address.starts_with("postgresql://") {
            dialect::open_postgres(address).await
        } else if let Some(path) = address.strip_prefix("sqlite://") {
            dialect::open_sqlite(path).await
        } else {
            // Never the address itself: it may hold a password.
            Err(Error::Address(
                "it should begin with sqlite:// or postgres://".into(),
            ))
        }
    }

    /// Begins a transaction that writes.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn write(&self) -> Result<Tx> {
        dialect::begin_write(self).await
    }

    /// Begins a transaction that only reads: everything in it sees one state.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn read(&self) -> Result<Tx> {
        dialect::begin_read(self).await
    }

    /// Writes a consistent copy of an embedded database to a file that is not there yet, while others go on writing.
    ///
    /// # Errors
    /// When the disk refuses, or the database is a server's (which has its own tools for that).
    pub async fn copy_to(&self, file: &std::path::Path) -> Result<()> {
        dialect::copy_to(self, file).await
    }

    /// Closes every connection.
    pub async fn close(&self) {
        match self {
            Db::Sqlite { writer, readers } => {
                readers.close().await;
                writer.close().await;
            }
            Db::Postgres(pool) => pool.close().await,
        }
    }
}

/// One connection, taken from its pool. Dropped, it goes back as it is: only [`Tx`] knows whether it may.
pub(crate) enum Connection {
    /// To SQLite.
    Sqlite(PoolConnection<Sqlite>),
    /// To PostgreSQL.
    Postgres(PoolConnection<Postgres>),
}

impl Connection {
    /// Runs a statement without values, in one round trip.
    pub(crate) async fn run(
        &mut self,
        statement: &'static str,
    ) -> std::result::Result<(), sqlx::Error> {
        match self {
            Self::Sqlite(connection) => connection.execute(statement).await.map(drop),
            Self::Postgres(connection) => connection.execute(statement).await.map(drop),
        }
    }

    /// Closes it instead of giving it back; the database undoes what was not committed.
    pub(crate) fn throw_away(mut self) {
        match &mut self {
            Self::Sqlite(connection) => connection.close_on_drop(),
            Self::Postgres(connection) => connection.close_on_drop(),
        }
    }
}
