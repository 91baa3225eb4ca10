//! A database as it was before parties were kept as signed, brought up to date: people, memberships and contracts in it
//! must go on as they were. On SQLite always, on PostgreSQL where `JIQIAO_TEST_POSTGRES` names a server.

use std::borrow::Cow;

use domain::id::{ContractId, OrganisationId, UserId};
use sqlx::migrate::Migrator;
use sqlx::{Connection as _, Executor as _, PgConnection, PgPool, SqlitePool};
use store::Db;

/// The last migration before.
const BEFORE: i64 = 8;

const ROWS: &str = "
    insert into organisation values
        ('org_00000000000000000000000001', 1, '示例甲公司', 'enterprise', '91140902MA00003650', '140105', '张示例', '', '', '', 0),
        ('org_00000000000000000000000002', 1, '示例大学', 'university', '91140902MA00003651', '140902', '', '', '', '', 0);
    insert into person values
        ('usr_00000000000000000000000001', 'one', '王示例', 'h', 1, 0), ('usr_00000000000000000000000002', 'two', '李示例', 'h', 0, 0);
    insert into membership values
        ('usr_00000000000000000000000001', 'org_00000000000000000000000001', 'manager', 0),
        ('usr_00000000000000000000000002', 'org_00000000000000000000000001', 'member', 1);
    insert into achievement values
        ('ach_1', 1, 'org_00000000000000000000000002', null, 'published', '', '示例成果', '{}', 0, 0, null, null);
    insert into deal (id, version, achievement_id, seller_id, buyer_id, state, created_at, updated_at) values
        ('dea_1', 1, 'ach_1', 'org_00000000000000000000000002', 'org_00000000000000000000000001', 'contracted', 0, 0);
    insert into contract
        (id, version, deal_id, achievement_id, seller_id, buyer_id, kind, terms, body, state, reason, signed_on, created_at, updated_at)
    values ('con_00000000000000000000000001', 1, 'dea_1', 'ach_1', 'org_00000000000000000000000002',
        'org_00000000000000000000000001', 'licence', '{}', '{}', 'signed', '', '2026-01-01', 0, 0);
    insert into demand values
        ('dem_1', 1, 'org_00000000000000000000000001', 'published', '新材料产业', '', null, '{}', 0, 0, 0),
        ('dem_2', 1, 'org_00000000000000000000000001', 'published', '旧的说法', '', null, '{}', 0, 0, 0);
    insert into event values
        (1, 'evt_1', 77, 'usr_00000000000000000000000001', '', 'user', 'usr_00000000000000000000000001', 'signed_in', '{}', '', 'a'),
        (2, 'evt_2', 99, 'usr_00000000000000000000000001', '', 'user', 'usr_00000000000000000000000001', 'signed_in', '{}', 'a', 'b');";

/// The migrations of a folder up to the one before.
async fn earlier(folder: &str) -> Migrator {
    let path =
        std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../migrations")).join(folder);
    let mut all = Migrator::new(path)
        .await
        .expect("the migrations can be read");
    all.migrations = Cow::Owned(
        all.migrations
            .iter()
            .filter(|migration| migration.version <= BEFORE)
            .cloned()
            .collect(),
    );
    all
}

async fn everything_went_on(address: &str) {
    let db = Db::open(address).await.expect("it is brought up to date");
    let mut tx = db.read().await.expect("it can be read");
    let organisation: OrganisationId = "org_00000000000000000000000001"
        .parse()
        .expect("an identifier");
    let contract: ContractId = "con_00000000000000000000000001"
        .parse()
        .expect("an identifier");
    let open = store::catalogue::demand::Open {
        today: jiff::civil::Date::constant(2026, 1, 1),
        field: "",
        county: "",
    };
    let fields: Vec<String> = store::catalogue::demand::by_field(&mut tx, open, 9)
        .await
        .expect("fields")
        .into_iter()
        .map(|shared| shared.value)
        .collect();
    assert!(
        fields.contains(&"新材料".to_owned()) && fields.contains(&"旧的说法".to_owned()),
        "a demand stands under its field as the vocabulary names it, and none is lost: {fields:?}"
    );
    let members = store::people::user::members_of(&mut tx, &organisation)
        .await
        .expect("members");
    let told: Vec<_> = members
        .iter()
        .map(|one| {
            (
                one.login.as_str(),
                one.active,
                one.last_sign_in_at.map(|at| at.0),
            )
        })
        .collect();
    assert_eq!(
        told,
        [("one", true, Some(99)), ("two", false, None)],
        "who was stopped is stopped"
    );
    let person: UserId = members[0].user.clone();
    assert!(
        !store::people::user::get(&mut tx, &person)
            .await
            .expect("a person")
            .must_change_password
    );
    let parties = store::deals::signed_party::of_contract(&mut tx, &contract)
        .await
        .expect("parties");
    let told: Vec<_> = parties
        .iter()
        .map(|one| {
            (
                one.side.as_str(),
                one.identity.name.as_str(),
                one.identity.division_code.as_str(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            ("seller", "示例大学", "140902"),
            ("buyer", "示例甲公司", "140105")
        ]
    );
    drop(tx);
    db.close().await;
}

#[tokio::test]
async fn what_was_there_goes_on_in_an_embedded_database() {
    let folder = tempfile::tempdir().expect("a folder");
    let address = format!("sqlite://{}", folder.path().join("jiqiao.sqlite").display());
    let pool = SqlitePool::connect(&format!("{address}?mode=rwc"))
        .await
        .expect("a database");
    earlier("sqlite")
        .await
        .run(&pool)
        .await
        .expect("the earlier schema");
    pool.execute(ROWS).await.expect("rows");
    pool.close().await;
    everything_went_on(&address).await;
}

#[tokio::test]
async fn what_was_there_goes_on_in_a_server() {
    let Ok(server) = std::env::var("JIQIAO_TEST_POSTGRES") else {
        assert!(
            std::env::var_os("JIQIAO_TEST_EVERYTHING").is_none(),
            "JIQIAO_TEST_POSTGRES must name a server here"
        );
        return;
    };
    let name = format!("migration_{}", std::process::id());
    let (address, options) = server.split_once('?').unwrap_or((&server, ""));
    let address = format!(
        "{}/{name}?{options}",
        address
            .rsplit_once('/')
            .expect("an address names a database")
            .0
    );
    let mut connection = PgConnection::connect(&server)
        .await
        .expect("the server answers");
    connection
        .execute(sqlx::AssertSqlSafe(format!("create database {name}")))
        .await
        .expect("a database can be made");
    let pool = PgPool::connect(&address).await.expect("a database");
    earlier("postgres")
        .await
        .run(&pool)
        .await
        .expect("the earlier schema");
    pool.execute(ROWS).await.expect("rows");
    pool.close().await;
    everything_went_on(&address).await;
    connection
        .execute(sqlx::AssertSqlSafe(format!("drop database {name}")))
        .await
        .expect("a database can be dropped");
}
