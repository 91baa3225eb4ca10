//! A small world for stories, on a fresh database each: SQLite always, PostgreSQL where `JIQIAO_TEST_POSTGRES` names a
//! server (`tests/postgres.sh start` prints one). Without it the PostgreSQL half says that it did not run; with
//! `JIQIAO_TEST_EVERYTHING` set, that is a failure.

use std::io::Write as _;
use std::path::Path;
use std::sync::Once as OnlyOnce;
use std::sync::atomic::{AtomicU64, Ordering};

use domain::Fen;
use domain::catalogue::achievement::{AchievementInput, Maturity, TransferMode};
use domain::deals::licence_request::LicenceRequestInput;
use domain::deals::terms::PaymentMode;
use domain::deals::terms::input::TermsInput;
use domain::event::{Noun, deed};
use domain::id::{AchievementId, DealId, LicenceRequestId};
use domain::people::code::check_character;
use domain::people::organisation::{OrganisationInput, OrganisationKind};
use domain::people::user::{Actor, Role, UserInput};
use domain::working_days::WorkingDays;
use market::desk::audit::Which;
use market::{Error, Market, Place, Rules, Searching};
use sqlx::{Connection, Executor, PgConnection};

pub(crate) use market::kernel::work::Once;

/// A market with one organisation a kind, and a person in each.
pub(crate) struct World {
    /// Use cases.
    pub(crate) market: Market,
    /// 高校: lists achievements.
    pub(crate) seller: Actor,
    /// 企业: wants to use them.
    pub(crate) buyer: Actor,
    /// 技术转移机构.
    pub(crate) broker: Actor,
    /// 科技局.
    pub(crate) bureau: Actor,
    /// Another 企业, which has nothing to do with anything.
    pub(crate) stranger: Actor,
    /// Where the database is.
    pub(crate) address: String,
}

/// Tells a story on each database there is; afterwards the log must be whole.
pub(crate) async fn on_each_database(story: impl AsyncFn(&World)) {
    tell_on_each(Searching::Elsewhere, &story).await;
}

/// The same for a story in which somebody searches.
pub(crate) async fn searching_on_each_database(story: impl AsyncFn(&World)) {
    tell_on_each(Searching::Here, &story).await;
}

async fn tell_on_each(searching: Searching, story: &impl AsyncFn(&World)) {
    at_each_address(async |address, folder| tell(address, folder, searching, story).await).await;
}

/// For what lies below the market: the address of a fresh database of each kind, and a folder of its own.
pub(crate) async fn at_each_address(story: impl AsyncFn(&str, &Path)) {
    let folder = tempfile::tempdir().unwrap();
    story(
        &format!("sqlite://{}", folder.path().join("story.sqlite").display()),
        folder.path(),
    )
    .await;
    match std::env::var("JIQIAO_TEST_POSTGRES") {
        Ok(server) => {
            let database = format!("story_{}", uuid::Uuid::now_v7().simple());
            administer(&server, format!("create database {database}")).await;
            let folder = tempfile::tempdir().unwrap();
            story(&address_of(&server, &database), folder.path()).await;
            administer(&server, format!("drop database {database}")).await;
        }
        Err(_) => say_that_postgres_did_not_run(),
    }
}

/// Waits until no connection to a database rests inside a transaction; on SQLite there is nobody who could tell.
pub(crate) async fn until_nothing_is_open(address: &str) {
    if !address.starts_with("postgres") {
        return;
    }
    let mut connection = PgConnection::connect(address).await.unwrap();
    let open = "select count(*) from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'";
    while sqlx::query_scalar::<_, i64>(open)
        .fetch_one(&mut connection)
        .await
        .unwrap()
        > 0
    {
        tokio::task::yield_now().await;
    }
    connection.close().await.unwrap();
}

async fn tell(database: &str, folder: &Path, searching: Searching, story: &impl AsyncFn(&World)) {
    let world = World::new(folder, database, searching).await;
    story(&world).await;
    every_step_is_told(&world).await;
    let chain = world.market.verify_chain().await.unwrap();
    assert!(
        matches!(chain, store::kernel::event::Chain::Whole { .. }),
        "{chain:?}"
    );
    world.market.close().await;
}

/// Everything that a story notes can be told.
async fn every_step_is_told(world: &World) {
    for entry in world
        .market
        .events(&world.bureau, i64::MAX, &Which::default(), 1_000_000)
        .await
        .unwrap()
    {
        let event = entry.event;
        let Some(noun) = Noun::ALL
            .into_iter()
            .find(|noun| noun.as_str() == event.noun)
        else {
            panic!("{}", event.noun)
        };
        assert!(
            deed(noun, &event.kind).is_some(),
            "nobody can be told of {} {}",
            event.noun,
            event.kind
        );
    }
}

fn say_that_postgres_did_not_run() {
    static SAID: OnlyOnce = OnlyOnce::new();
    assert!(
        std::env::var_os("JIQIAO_TEST_EVERYTHING").is_none(),
        "JIQIAO_TEST_POSTGRES must name a server here"
    );
    SAID.call_once(|| {
        // Past the capture of the test runner: what did not run must be seen.
        let line = "NOT RUN on PostgreSQL: JIQIAO_TEST_POSTGRES is not set; eval \"$(tests/postgres.sh start)\" sets it\n";
        std::io::stderr().write_all(line.as_bytes()).unwrap();
    });
}

/// The address of another database of the same server.
fn address_of(server: &str, database: &str) -> String {
    let (address, options) = server.split_once('?').unwrap_or((server, ""));
    let (host, _) = address.rsplit_once('/').unwrap();
    format!("{host}/{database}?{options}")
}

async fn administer(server: &str, statement: String) {
    let mut connection = PgConnection::connect(server).await.unwrap();
    connection
        .execute(sqlx::AssertSqlSafe(statement))
        .await
        .unwrap();
    connection.close().await.unwrap();
}

impl World {
    async fn new(folder: &Path, database: &str, searching: Searching) -> Self {
        let path = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../../policies/xinzhou-2020.toml"
        );
        let policy = policy::Policy::parse(path, &std::fs::read_to_string(path).unwrap()).unwrap();
        let market = Market::open(
            Place {
                data: folder,
                database: Some(database),
            },
            Rules {
                policy,
                working_days: WorkingDays::default(),
            },
            searching,
        )
        .await
        .unwrap();
        Self {
            seller: person(&market, "示例大学", OrganisationKind::University).await,
            buyer: person(&market, "示例水泥有限公司", OrganisationKind::Enterprise).await,
            broker: person(
                &market,
                "示例技术转移中心",
                OrganisationKind::TransferInstitution,
            )
            .await,
            bureau: person(&market, "示例市科学技术局", OrganisationKind::Bureau).await,
            stranger: person(&market, "示例无关有限公司", OrganisationKind::Enterprise).await,
            market,
            address: database.to_owned(),
        }
    }

    /// A published achievement of the seller.
    pub(crate) async fn published(&self, title: &str) -> AchievementId {
        let id = self.submitted(title).await;
        self.market
            .publish_achievement(&self.bureau, &id, 2)
            .await
            .unwrap();
        id
    }

    /// A listing of the seller that waits for its review.
    pub(crate) async fn submitted(&self, title: &str) -> AchievementId {
        let input = AchievementInput {
            title: title.into(),
            summary: "一句话".into(),
            field: "新材料".into(),
            maturity: Some(Maturity::trl(6)),
            modes: vec![TransferMode::Licence],
            contact_name: "示例联系人".into(),
            contact: "0350-1234567".into(),
            ..AchievementInput::default()
        };
        let id = self
            .market
            .create_achievement(&self.seller, input, &Once::default())
            .await
            .unwrap();
        self.market
            .submit_achievement(&self.seller, &id, 1)
            .await
            .unwrap();
        id
    }

    /// A request of the buyer for a new achievement.
    pub(crate) async fn requested(&self) -> (AchievementId, LicenceRequestId) {
        let achievement = self.published("余热回收").await;
        let request = self
            .market
            .request_licence(&self.buyer, &achievement, request(), &Once::default())
            .await
            .unwrap();
        (achievement, request)
    }

    /// A deal between seller and buyer, just opened.
    pub(crate) async fn opened(&self) -> (AchievementId, DealId) {
        let (achievement, request) = self.requested().await;
        (
            achievement,
            self.market
                .accept_licence_request(&self.seller, &request, 1, &Once::default())
                .await
                .unwrap(),
        )
    }
}

/// A person who acts for a new organisation.
pub(crate) async fn person(market: &Market, name: &str, kind: OrganisationKind) -> Actor {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let first_17 = format!("91140902MA{number:07}");
    let input = OrganisationInput {
        name: name.into(),
        kind,
        credit_code: format!("{first_17}{}", check_character(&first_17)),
        division_code: "140902".into(),
        ..OrganisationInput::default()
    };
    let organisation = market
        .create_organisation(None, input, &Once::default())
        .await
        .unwrap();
    let user_name = format!("{name}的经办人");
    let user = UserInput {
        login: format!("person{number}"),
        name: user_name.clone(),
        password: "correct horse".into(),
    };
    let user = market
        .add_member(None, &organisation, user, Role::Manager)
        .await
        .unwrap();
    Actor {
        user,
        name: user_name,
        organisation,
        organisation_name: name.into(),
        organisation_kind: kind,
        division_code: "140902".into(),
        role: Role::Manager,
    }
}

/// A request with everything it needs.
pub(crate) fn request() -> LicenceRequestInput {
    LicenceRequestInput {
        mode: Some(TransferMode::Licence),
        purpose: "用于示例生产线的改造".into(),
        contact_name: "示例联系人".into(),
        contact: "0350-7654321".into(),
        ..LicenceRequestInput::default()
    }
}

/// Terms with everything they need, at a price in yuan.
pub(crate) fn terms(yuan: i64) -> TermsInput {
    TermsInput {
        mode: Some(TransferMode::Licence),
        payment_mode: Some(PaymentMode::LumpSum),
        price_fen: Some(Fen(yuan * 100)),
        ..TermsInput::default()
    }
}

/// A creating request under an idempotency key.
pub(crate) fn once(key: &str) -> Once {
    Once::new(Some(key.to_owned()), &key)
}

/// A refusal, by the kind of its error: what happened otherwise is the test's message.
pub(crate) fn refusal<T: std::fmt::Debug>(result: market::Result<T>) -> &'static str {
    match result.unwrap_err() {
        Error::NotFound => "not found",
        Error::SignedOut => "signed out",
        Error::Forbidden(_) => "forbidden",
        Error::Stale | Error::Overtaken(_) => "stale",
        Error::Refused(_) => "refused",
        Error::Invalid(_) => "invalid",
        Error::TooMany { .. } => "too many",
        Error::Busy { .. } | Error::Full { .. } => "busy",
        other => panic!("{other:?}"),
    }
}

/// Does the same so many times at once; what came of each.
pub(crate) async fn at_once<T: Send + 'static, F>(
    market: &Market,
    times: usize,
    request: impl Fn(Market, usize) -> F,
) -> Vec<market::Result<T>>
where
    F: Future<Output = market::Result<T>> + Send + 'static,
{
    let mut requests = tokio::task::JoinSet::new();
    for number in 0..times {
        requests.spawn(request(market.clone(), number));
    }
    requests.join_all().await
}

/// How many were done.
pub(crate) fn done<T>(outcomes: &[market::Result<T>]) -> usize {
    outcomes.iter().filter(|outcome| outcome.is_ok()).count()
}
