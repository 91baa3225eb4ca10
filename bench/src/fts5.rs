//! SQLite's full text over the same tokens.

use std::path::Path;

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions, Executor};
use tokio::runtime::Runtime;

use crate::Outcome;
use crate::documents::{Asked, Documents};
use crate::market::Ours;
use crate::measure::{count, process_seconds};

/// Queries that are asked: an engine that takes long is asked less.
const QUERIES: usize = 100;

/// What another engine costs, in mean CPU microseconds.
pub(crate) struct Other {
    pub(crate) indexed: f64,
    pub(crate) any_us: f64,
    pub(crate) all_filtered_us: f64,
}

impl Other {
    /// Prints its figures next to ours.
    pub(crate) fn compare(&self, name: &str, ours: &Ours) {
        println!("  {name}: {:.0} documents per CPU-second", self.indexed);
        println!(
            "    any word, best ten               {:>11.1} us, {:>7.1} times ours",
            self.any_us,
            self.any_us / ours.any_us
        );
        println!(
            "    all words and a filter, best ten {:>11.1} us, {:>7.1} times ours",
            self.all_filtered_us,
            self.all_filtered_us / ours.all_filtered_us
        );
    }
}

pub(crate) fn measure(documents: &Documents, directory: &Path) -> Outcome<Other> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let options = SqliteConnectOptions::new()
        .filename(directory.join("fts5.sqlite"))
        .create_if_missing(true);
    let mut connection = runtime.block_on(options.pragma("journal_mode", "wal").connect())?;
    let ((), seconds) = process_seconds(|| runtime.block_on(fill(&mut connection, documents)))?;
    let indexed = count(documents.cut.len()) / seconds;
    let any = "select t.rowid from t where t match $1 order by bm25(t) limit 10";
    let filtered = "select t.rowid from t join d on d.id = t.rowid where t match $1 and d.year = $2 order by bm25(t) limit 10";
    Ok(Other {
        indexed,
        any_us: ask(&runtime, &mut connection, documents, any, " or ")?,
        all_filtered_us: ask(&runtime, &mut connection, documents, filtered, " and ")?,
    })
}

async fn fill(connection: &mut SqliteConnection, documents: &Documents) -> Outcome {
    connection
        .execute("create virtual table t using fts5 (tokens, content='')")
        .await?;
    connection
        .execute("create table d (id integer primary key, year integer not null)")
        .await?;
    connection.execute("begin").await?;
    for (id, one) in (0_i64..).zip(&documents.cut) {
        sqlx::query("insert into t (rowid, tokens) values ($1, $2)")
            .bind(id)
            .bind(&one.tokens)
            .execute(&mut *connection)
            .await?;
        sqlx::query("insert into d (id, year) values ($1, $2)")
            .bind(id)
            .bind(one.year)
            .execute(&mut *connection)
            .await?;
    }
    connection.execute("commit").await?;
    Ok(())
}

fn ask(
    runtime: &Runtime,
    connection: &mut SqliteConnection,
    documents: &Documents,
    statement: &'static str,
    between: &str,
) -> Outcome<f64> {
    let asked = &documents.queries[..documents.queries.len().min(QUERIES)];
    let words = |asked: &Asked| {
        asked
            .words
            .iter()
            .map(|word| format!("\"{word}\""))
            .collect::<Vec<_>>()
            .join(&between.to_uppercase())
    };
    let ((), seconds) = process_seconds(|| {
        runtime.block_on(async {
            for one in asked {
                sqlx::query(statement)
                    .bind(words(one))
                    .bind(one.year)
                    .fetch_all(&mut *connection)
                    .await?;
            }
            Ok(())
        })
    })?;
    Ok(1e6 * seconds / count(asked.len()))
}
