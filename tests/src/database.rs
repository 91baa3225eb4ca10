//! The databases that a story runs on: always SQLite; PostgreSQL where `JIQIAO_TEST_POSTGRES` names a server.

use std::io::Write as _;

use sqlx::{Connection as _, Executor as _, PgConnection};

/// The name of the variable that holds the address of a PostgreSQL server.
pub const POSTGRES: &str = "JIQIAO_TEST_POSTGRES";
/// When this variable is set, what is not installed is a failure.
pub const EVERYTHING: &str = "JIQIAO_TEST_EVERYTHING";

/// Says past the test's capture that something did not run; fails where everything must.
pub fn not_run(what: &str) {
    assert!(
        std::env::var_os(EVERYTHING).is_none(),
        "{EVERYTHING} is set, but {what}"
    );
    writeln!(std::io::stderr(), "NOT RUN: {what}").expect("standard error can be written");
}

/// The databases of a story: nothing for the embedded one, and a fresh one on the server where there is one.
pub async fn databases() -> Vec<Option<String>> {
    let mut databases = vec![None];
    match std::env::var(POSTGRES) {
        Ok(server) => databases.push(Some(fresh(&server).await)),
        Err(_) => not_run("the story on PostgreSQL (JIQIAO_TEST_POSTGRES names no server)"),
    }
    databases
}

async fn fresh(server: &str) -> String {
    let name = format!("story_{}", uuid::Uuid::new_v4().simple());
    let mut connection = PgConnection::connect(server)
        .await
        .expect("the server answers");
    // The name is made here from hexadecimal digits; nothing else could be bound into this statement.
    let create = sqlx::AssertSqlSafe(format!("create database {name}"));
    connection
        .execute(create)
        .await
        .expect("a database can be made");
    let (base, query) = server
        .split_once('?')
        .map_or((server, String::new()), |(base, query)| {
            (base, format!("?{query}"))
        });
    let host = base.rsplit_once('/').map_or(base, |(host, _)| host);
    format!("{host}/{name}{query}")
}
