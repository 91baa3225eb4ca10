//! PostgreSQL's full text over the same tokens: the `simple` configuration, a GIN index, `ts_rank`.

use sqlx::postgres::PgConnection;
use sqlx::{Connection, Executor};
use tokio::runtime::Runtime;

use crate::Outcome;
use crate::documents::{Asked, Documents};
use crate::fts5::Other;
use crate::measure::{count, seconds_of};

/// Queries that are asked.
const QUERIES: usize = 100;
/// Rows of one statement.
const ROWS: usize = 500;

pub(crate) fn measure(documents: &Documents, url: &str) -> Outcome<Other> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let mut connection = runtime.block_on(PgConnection::connect(url))?;
    // The server works in a process of its own for each connection: its time is read there.
    let process = i64::from(runtime.block_on(
        sqlx::query_scalar::<_, i32>("select pg_backend_pid()").fetch_one(&mut connection),
    )?);
    let from = seconds_of(process)?;
    runtime.block_on(fill(&mut connection, documents))?;
    let indexed = count(documents.cut.len()) / (seconds_of(process)? - from);
    let any = "select id from bench_t where v @@ $1::text::tsquery order by ts_rank(v, $1::text::tsquery) desc limit 10";
    let filtered = "select id from bench_t where v @@ $1::text::tsquery and year = $2 order by ts_rank(v, $1::text::tsquery) desc limit 10";
    let other = Other {
        indexed,
        any_us: ask(&runtime, &mut connection, process, documents, any, " | ")?,
        all_filtered_us: ask(
            &runtime,
            &mut connection,
            process,
            documents,
            filtered,
            " & ",
        )?,
    };
    runtime.block_on(connection.execute("drop table bench_t"))?;
    Ok(other)
}

async fn fill(connection: &mut PgConnection, documents: &Documents) -> Outcome {
    connection.execute("drop table if exists bench_t").await?;
    connection.execute("create unlogged table bench_t (id bigint primary key, year bigint not null, v tsvector not null)").await?;
    connection
        .execute("set max_parallel_workers_per_gather = 0")
        .await?;
    connection
        .execute("set max_parallel_maintenance_workers = 0")
        .await?;
    let insert = "insert into bench_t
        select id, year, to_tsvector('simple', tokens) from unnest($1::bigint[], $2::bigint[], $3::text[]) as r (id, year, tokens)";
    let mut id = 0_i64;
    for rows in documents.cut.chunks(ROWS) {
        let ids: Vec<i64> = (id..).take(rows.len()).collect();
        id += i64::try_from(rows.len())?;
        let years: Vec<i64> = rows.iter().map(|one| one.year).collect();
        // Longer texts are no tsvector.
        let tokens: Vec<String> = rows
            .iter()
            .map(|one| one.tokens.chars().take(100_000).collect())
            .collect();
        sqlx::query(insert)
            .bind(ids)
            .bind(years)
            .bind(tokens)
            .execute(&mut *connection)
            .await?;
    }
    connection
        .execute("create index on bench_t using gin (v)")
        .await?;
    connection.execute("create index on bench_t (year)").await?;
    connection.execute("analyze bench_t").await?;
    Ok(())
}

fn ask(
    runtime: &Runtime,
    connection: &mut PgConnection,
    process: i64,
    documents: &Documents,
    statement: &'static str,
    between: &str,
) -> Outcome<f64> {
    let asked = &documents.queries[..documents.queries.len().min(QUERIES)];
    let words = |asked: &Asked| {
        asked
            .words
            .iter()
            .map(|word| format!("'{}'", word.replace('\'', "''")))
            .collect::<Vec<_>>()
            .join(between)
    };
    let from = seconds_of(process)?;
    let mut times = 0;
    // The system counts in hundredths of a second: asked until that is small beside the sum.
    while times == 0 || (seconds_of(process)? - from < 2.0 && times < 20) {
        times += 1;
        runtime.block_on(async {
            for one in asked {
                let query = sqlx::query(statement).bind(words(one));
                let query = if statement.contains("$2") {
                    query.bind(one.year)
                } else {
                    query
                };
                query.fetch_all(&mut *connection).await?;
            }
            Ok::<(), sqlx::Error>(())
        })?;
    }
    Ok(1e6 * (seconds_of(process)? - from) / count(asked.len() * times))
}
