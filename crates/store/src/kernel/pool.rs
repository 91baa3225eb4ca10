//! Two databases behind one thin layer, and one connection of either.

use sqlx::pool::PoolConnection;
use sqlx::sqlite::SqlitePool;
use sqlx::{Executor, PgPool, Postgres, Sqlite};

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

/// One connection, taken from its pool. Dropped, it goes back as it is: only a transaction knows whether it may.
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
