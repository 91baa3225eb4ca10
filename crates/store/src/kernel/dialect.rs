//! Everything in which SQLite and PostgreSQL differ, in one place.

use std::str::FromStr;
use std::time::Duration;

use sqlx::PgPool;
use sqlx::postgres::PgPoolOptions;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};

use crate::kernel::connection::Tx;
use crate::kernel::error::{Error, Result};
use crate::kernel::pool::{Connection, Db};
use crate::kernel::row::Count;

/// Key of the advisory lock under which PostgreSQL appends to the log, one transaction at a time: a number of the
/// log must never become visible after a later one.
const LOG_LOCK: i64 = 0x6a69_7169_616f;

const READERS: u32 = 8;

pub(crate) async fn open_sqlite(path: &str) -> Result<Db> {
    let options = SqliteConnectOptions::from_str(&format!("sqlite://{path}"))?
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        // An acknowledged change survives a power cut, not only a crash of the process.
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(30))
        .pragma("cache_size", "-32000");
    // An embedded connection does not grow old, and opening one again may need room on a disk that is full by then.
    let pool = SqlitePoolOptions::new()
        .idle_timeout(None)
        .max_lifetime(None);
    let writer = pool
        .clone()
        .max_connections(1)
        .acquire_timeout(Duration::from_secs(60))
        .connect_with(options.clone())
        .await?;
    sqlx::migrate!("../../migrations/sqlite")
        .run(&writer)
        .await?;
    let readers = pool
        .max_connections(READERS)
        .connect_with(options.read_only(true))
        .await?;
    Ok(Db::Sqlite { writer, readers })
}

pub(crate) async fn open_postgres(address: &str) -> Result<Db> {
    let pool: PgPool = PgPoolOptions::new()
        .max_connections(2 * READERS)
        .connect(address)
        .await?;
    sqlx::migrate!("../../migrations/postgres")
        .run(&pool)
        .await?;
    Ok(Db::Postgres(pool))
}

pub(crate) async fn begin_write(db: &Db) -> Result<Tx> {
    match db {
        // `immediate` takes the write lock at once: a transaction that read first could not upgrade.
        Db::Sqlite { writer, .. } => {
            Tx::begin(
                Connection::Sqlite(writer.acquire().await?),
                "begin immediate",
            )
            .await
        }
        Db::Postgres(pool) => Tx::begin(Connection::Postgres(pool.acquire().await?), "begin").await,
    }
}

pub(crate) async fn begin_read(db: &Db) -> Result<Tx> {
    const ONE_STATE: &str = "begin isolation level repeatable read read only";
    match db {
        Db::Sqlite { readers, .. } => {
            Tx::begin(Connection::Sqlite(readers.acquire().await?), "begin").await
        }
        Db::Postgres(pool) => {
            Tx::begin(Connection::Postgres(pool.acquire().await?), ONE_STATE).await
        }
    }
}

/// Makes this transaction the only one that appends to the log until it ends.
pub(crate) async fn lock_log(tx: &mut Tx) -> Result<()> {
    if tx.is_on_postgres() {
        tx.q("select pg_advisory_xact_lock($1)")
            .bind(LOG_LOCK)
            .run()
            .await?;
    }
    Ok(())
}

/// A row on which others hang, see [`crate::kernel::hold`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Parent {
    Achievement,
    Contract,
    Deal,
    Organisation,
    Person,
}

/// Holds a row until the transaction ends. SQLite has one writer at a time: whoever writes holds everything.
pub(crate) async fn hold(tx: &mut Tx, parent: Parent, id: &str) -> Result<()> {
    // `no key`: who inserts a row that refers to this one need not wait.
    let [alone, held] = match parent {
        Parent::Achievement => [
            "select 1 as n from achievement where id = $1",
            "select cast(1 as bigint) as n from achievement where id = $1 for no key update",
        ],
        Parent::Contract => [
            "select 1 as n from contract where id = $1",
            "select cast(1 as bigint) as n from contract where id = $1 for no key update",
        ],
        Parent::Deal => [
            "select 1 as n from deal where id = $1",
            "select cast(1 as bigint) as n from deal where id = $1 for no key update",
        ],
        Parent::Organisation => [
            "select 1 as n from organisation where id = $1",
            "select cast(1 as bigint) as n from organisation where id = $1 for no key update",
        ],
        Parent::Person => [
            "select 1 as n from person where id = $1",
            "select cast(1 as bigint) as n from person where id = $1 for no key update",
        ],
    };
    let sql = if tx.is_on_postgres() { held } else { alone };
    tx.q(sql).bind(id).one::<Count>().await.map(drop)
}

pub(crate) async fn copy_to(db: &Db, file: &std::path::Path) -> Result<()> {
    match db {
        Db::Sqlite { readers, .. } => {
            let mut reader = readers.acquire().await?;
            // A copy that nobody waits for any more goes on; nobody else gets this connection meanwhile.
            reader.close_on_drop();
            sqlx::query("vacuum into $1")
                .bind(file.display().to_string())
                .execute(&mut *reader)
                .await?;
            Ok(())
        }
        Db::Postgres(_) => Err(Error::Address("a server is copied with pg_dump".into())),
    }
}
