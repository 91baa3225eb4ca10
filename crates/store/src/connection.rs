//! Two databases behind one thin layer: `tx.q(SQL).bind(x).one::<T>()`.

use sqlx::sqlite::SqlitePool;
use sqlx::{Database, Encode, IntoArguments, PgPool, Postgres, Sqlite, Transaction, Type};

use crate::dialect;
use crate::error::{Error, Result};
use crate::row::{Arg, Record, Row};

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
            Err(Error::Address("it should begin with sqlite:// or postgres://".into()))
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

/// A transaction; dropped without [`Tx::commit`], nothing of it remains.
pub enum Tx {
    /// On SQLite.
    Sqlite(Transaction<'static, Sqlite>),
    /// On PostgreSQL.
    Postgres(Transaction<'static, Postgres>),
}

impl Tx {
    /// A statement, to be given its values and run.
    pub fn q(&mut self, sql: &'static str) -> Query<'_> {
        Query { tx: self, sql, args: Vec::new() }
    }

    /// Makes everything done here durable and visible.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn commit(self) -> Result<()> {
        match self {
            Tx::Sqlite(tx) => tx.commit().await?,
            Tx::Postgres(tx) => tx.commit().await?,
        }
        Ok(())
    }
}

/// A statement with its values.
pub struct Query<'t> {
    tx: &'t mut Tx,
    sql: &'static str,
    args: Vec<Arg>,
}

impl Query<'_> {
    /// Binds the next value.
    #[must_use]
    pub fn bind(mut self, value: impl Into<Arg>) -> Self {
        self.args.push(value.into());
        self
    }

    /// Runs it; how many rows were touched.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn run(self) -> Result<u64> {
        match self.tx {
            Tx::Sqlite(tx) => Ok(bound::<Sqlite>(self.sql, self.args).execute(&mut **tx).await?.rows_affected()),
            Tx::Postgres(tx) => Ok(bound::<Postgres>(self.sql, self.args).execute(&mut **tx).await?.rows_affected()),
        }
    }

    /// Runs it and reads every row.
    ///
    /// # Errors
    /// When the database refuses or a row cannot be read.
    pub async fn all<T: Record>(self) -> Result<Vec<T>> {
        let rows: Vec<Row> = match self.tx {
            Tx::Sqlite(tx) => bound::<Sqlite>(self.sql, self.args).fetch_all(&mut **tx).await?.into_iter().map(Row::Sqlite).collect(),
            Tx::Postgres(tx) => bound::<Postgres>(self.sql, self.args).fetch_all(&mut **tx).await?.into_iter().map(Row::Postgres).collect(),
        };
        rows.iter().map(T::from_row).collect()
    }

    /// Runs it and reads the first row, if there is one.
    ///
    /// # Errors
    /// When the database refuses or the row cannot be read.
    pub async fn optional<T: Record>(self) -> Result<Option<T>> {
        Ok(self.all().await?.into_iter().next())
    }

    /// Runs it and reads the first row.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none.
    pub async fn one<T: Record>(self) -> Result<T> {
        self.optional().await?.ok_or(Error::NotFound)
    }

    /// Runs a statement that names a row and its version.
    ///
    /// # Errors
    /// [`Error::Stale`] when no row had that version.
    pub async fn run_versioned(self) -> Result<()> {
        if self.run().await? == 0 { Err(Error::Stale) } else { Ok(()) }
    }
}

fn bound<D: Database>(sql: &'static str, args: Vec<Arg>) -> sqlx::query::Query<'static, D, <D as Database>::Arguments>
where
    Option<i64>: for<'e> Encode<'e, D> + Type<D>,
    Option<String>: for<'e> Encode<'e, D> + Type<D>,
    <D as Database>::Arguments: IntoArguments<D>,
{
    let mut query = sqlx::query(sql);
    for arg in args {
        query = match arg {
            Arg::Int(value) => query.bind(value),
            Arg::Text(value) => query.bind(value),
        };
    }
    query
}
