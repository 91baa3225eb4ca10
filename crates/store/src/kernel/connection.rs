//! One transaction on one connection: `tx.q(SQL).bind(x).one::<T>()`.
//!
//! A transaction ends in one of two ways, whatever happens (an error, a panic, a time limit, a request that nobody waits
//! for any more): the database said that it is over, and the connection goes back to its pool; or that was not seen, and
//! the connection is thrown away. So nobody ever gets a connection with something of another's on it. `sqlx`'s own
//! transactions count what is open beside the database and can be wrong: SQLite ends a transaction by itself when the
//! disk is full, and a `begin` whose answer nobody read has begun.

use sqlx::{Database, Encode, IntoArguments, Postgres, Sqlite, Type};

use crate::kernel::error::{Error, Result};
use crate::kernel::pool::Connection;
use crate::kernel::row::{Arg, Record, Row};
use crate::kernel::tally;

/// A transaction; dropped without [`Tx::commit`], nothing of it remains.
pub struct Tx {
    /// Nothing only while it is dropped.
    connection: Option<Connection>,
    state: State,
}

/// What is known of the transaction on the connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// It is open, and no statement is under way.
    Open,
    /// It is over.
    Ended,
    /// The database refused a statement: nothing may follow but a rollback. PostgreSQL sees to that itself; SQLite would
    /// run what follows outside of any transaction when it has ended this one.
    Refused,
    /// Nothing: a statement is under way, or nobody saw its end.
    Unsure,
}

impl Tx {
    /// Begins a transaction on a connection that has none.
    pub(crate) async fn begin(connection: Connection, statement: &'static str) -> Result<Self> {
        let mut tx = Self {
            connection: Some(connection),
            state: State::Open,
        };
        let done = tx.start()?.run(statement).await;
        tx.end(done)?;
        Ok(tx)
    }

    /// A statement, to be given its values and run.
    pub fn q(&mut self, sql: &'static str) -> Query<'_> {
        Query {
            tx: self,
            sql,
            args: Vec::new(),
        }
    }

    /// Makes everything done here durable and visible.
    ///
    /// # Errors
    /// When the database refuses now or refused a statement before.
    pub async fn commit(mut self) -> Result<()> {
        let done = self.start()?.run("commit").await;
        self.end(done)?;
        self.state = State::Ended;
        Ok(())
    }

    /// Which database it is on.
    pub(crate) fn is_on_postgres(&self) -> bool {
        matches!(self.connection, Some(Connection::Postgres(_)))
    }

    /// The connection for one statement, after which [`Self::end`] must be called. Until then nothing is known: if the
    /// future that runs the statement is dropped, it stays so.
    fn start(&mut self) -> Result<&mut Connection> {
        match (self.state, &mut self.connection) {
            (State::Open, Some(connection)) => {
                tally::one_more();
                self.state = State::Unsure;
                Ok(connection)
            }
            _ => Err(Error::Broken),
        }
    }

    fn end<T>(&mut self, done: std::result::Result<T, sqlx::Error>) -> Result<T> {
        match &done {
            Ok(_) => self.state = State::Open,
            Err(sqlx::Error::Database(_)) => self.state = State::Refused,
            // A broken line, an answer that was not understood: the end of the statement was not seen.
            Err(_) => {}
        }
        Ok(done?)
    }

    async fn roll_back(mut self) {
        let Some(connection) = &mut self.connection else {
            return;
        };
        // Refused when SQLite has ended the transaction by itself: then the connection is thrown away.
        if connection.run("rollback").await.is_ok() {
            self.state = State::Ended;
        }
    }
}

impl Drop for Tx {
    fn drop(&mut self) {
        let Some(connection) = self.connection.take() else {
            return;
        };
        match self.state {
            State::Ended => drop(connection),
            State::Unsure => connection.throw_away(),
            State::Open | State::Refused => {
                let unfinished = Self {
                    connection: Some(connection),
                    state: State::Unsure,
                };
                tokio::spawn(unfinished.roll_back());
            }
        }
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
        self.args.push(storable(value.into()));
        self
    }

    /// Runs it; how many rows were touched.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn run(self) -> Result<u64> {
        let done = match self.tx.start()? {
            Connection::Sqlite(db) => bound::<Sqlite>(self.sql, self.args)
                .execute(&mut **db)
                .await
                .map(|done| done.rows_affected()),
            Connection::Postgres(db) => bound::<Postgres>(self.sql, self.args)
                .execute(&mut **db)
                .await
                .map(|done| done.rows_affected()),
        };
        self.tx.end(done)
    }

    /// Runs it and reads every row.
    ///
    /// # Errors
    /// When the database refuses or a row cannot be read.
    pub async fn all<T: Record>(self) -> Result<Vec<T>> {
        let done: std::result::Result<Vec<Row>, sqlx::Error> = match self.tx.start()? {
            Connection::Sqlite(db) => {
                let rows = bound::<Sqlite>(self.sql, self.args)
                    .fetch_all(&mut **db)
                    .await;
                rows.map(|rows| rows.into_iter().map(Row::Sqlite).collect())
            }
            Connection::Postgres(db) => {
                let rows = bound::<Postgres>(self.sql, self.args)
                    .fetch_all(&mut **db)
                    .await;
                rows.map(|rows| rows.into_iter().map(Row::Postgres).collect())
            }
        };
        self.tx.end(done)?.iter().map(T::from_row).collect()
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
        if self.run().await? == 0 {
            Err(Error::Stale)
        } else {
            Ok(())
        }
    }
}

/// PostgreSQL has no text with a NUL in it, and refuses even to look for one: another sign stands for it, on both
/// databases. What people type is refused before it gets here.
fn storable(arg: Arg) -> Arg {
    match arg {
        Arg::Text(Some(text)) if text.contains('\0') => {
            Arg::Text(Some(text.replace('\0', "\u{fffd}")))
        }
        other => other,
    }
}

fn bound<D: Database>(
    sql: &'static str,
    args: Vec<Arg>,
) -> sqlx::query::Query<'static, D, <D as Database>::Arguments>
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
