//! A demand is entered, published, found and taken back, over the API and on the pages; bad input is told where it is wrong.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use tests::browser::{Browser, is_installed};
use tests::database::{databases, not_run};
use tests::person::Person;
use tests::server::Server;
use tests::town::{PASSWORD, settle};

use crate::chain::day;

fn demand(title: &str) -> Value {
    json!({
        "title": title, "description": "含水率由 30% 降到 12% 以下，处理量每小时 20 吨。", "field": "煤炭清洁利用",
        "maturity_min": 6, "modes": ["licence"], "budget_fen": 80_000_000, "county": "原平市", "deadline": day(30)
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_demand_is_published_read_by_everyone_changed_and_withdrawn() {
    for database in databases().await {
        let data = tempfile::tempdir().expect("a directory");
        settle(data.path(), database.as_deref());
        let server = Server::start(data.path(), database.as_deref());
        let enterprise = Person::sign_in(&server.address, "enterprise", PASSWORD).await;
        let other = Person::sign_in(&server.address, "stranger", PASSWORD).await;
        let broker = Person::sign_in(&server.address, "broker", PASSWORD).await;
        let anyone = Person::stranger(&server.address);

        let id = enterprise
            .post("/demands", demand("煤泥低温干化"))
            .await
            .id();
        let path = format!("/demands/{id}");
        assert_eq!(
            anyone.get(&path).await.status,
            StatusCode::NOT_FOUND,
            "a draft is its owner's"
        );
        assert_eq!(
            anyone.act_without_reading(&path, "publish", "\"1\"").await,
            StatusCode::UNAUTHORIZED
        );
        assert_eq!(
            other.act_without_reading(&path, "publish", "\"1\"").await,
            StatusCode::NOT_FOUND
        );
        enterprise.act(&path, "publish", json!(null)).await.ok();
        assert_eq!(
            enterprise
                .act_without_reading(&path, "publish", "\"1\"")
                .await,
            StatusCode::PRECONDITION_FAILED,
            "a stale version"
        );
        assert_eq!(
            broker.act_without_reading(&path, "withdraw", "\"2\"").await,
            StatusCode::FORBIDDEN
        );

        let read = broker.get(&path).await;
        assert_eq!(
            (
                read.etag.as_str(),
                &read.body["open"],
                &read.body["text"]["county"]
            ),
            ("\"2\"", &json!(true), &json!("140981"))
        );
        assert_eq!(read.body["organisation_name"], "示例新材料有限公司");
        let listed = anyone
            .get("/demands?field=煤炭清洁利用&county=原平市")
            .await
            .ok();
        assert_eq!(
            (&listed["total"], &listed["items"][0]["id"]),
            (&json!(1), &json!(id))
        );
        assert_eq!(anyone.get("/demands?county=140902").await.ok()["total"], 0);
        let page = anyone.page(&format!("/demands/{id}")).await;
        assert!(
            page.contains("80万元")
                && page.contains("中试（6 级）及以上")
                && page.contains("还有 "),
            "{page}"
        );
        assert!(anyone.page("/").await.contains("正在征集的技术需求"));

        // What was read is sent back with one change.
        let mut text = read.body["text"].clone();
        text["title"] = json!("煤泥低温干化与成型");
        let change = |etag: &'static str| {
            enterprise
                .request(Method::PUT, &path)
                .header("if-match", etag)
                .json(&text)
        };
        assert_eq!(
            enterprise.send(change("\"1\"")).await.status,
            StatusCode::PRECONDITION_FAILED
        );
        assert_eq!(
            enterprise.send(change("\"2\"")).await.status,
            StatusCode::NO_CONTENT
        );
        assert!(anyone.page("/demands").await.contains("煤泥低温干化与成型"));

        enterprise.act(&path, "withdraw", json!(null)).await.ok();
        assert_eq!(anyone.get(&path).await.status, StatusCode::NOT_FOUND);
        assert_eq!(
            enterprise
                .act_without_reading(&path, "withdraw", "\"4\"")
                .await,
            StatusCode::CONFLICT
        );
        enterprise.act(&path, "publish", json!(null)).await.ok();
        assert_eq!(anyone.get("/demands").await.ok()["total"], 1);
        assert!(server.operate(&["verify"], "").status.success());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_demand_is_told_at_its_field_and_leaves_nothing_behind() {
    let data = tempfile::tempdir().expect("a directory");
    settle(data.path(), None);
    let server = Server::start(data.path(), None);
    let enterprise = Person::sign_in(&server.address, "enterprise", PASSWORD).await;
    let university = Person::sign_in(&server.address, "university", PASSWORD).await;

    let with = |name: &str, value: Value| {
        let mut body = demand("煤泥低温干化");
        body[name] = value;
        body
    };
    let cases = [
        (with("title", json!("")), "/title"),
        (with("title", json!("长".repeat(201))), "/title"),
        (with("description", json!("\n")), "/description"),
        (with("maturity_min", json!(0)), "/maturity_min"),
        (with("maturity_min", json!("6")), "/maturity_min"),
        (with("modes", json!(["gift"])), "/modes/0"),
        (with("budget_fen", json!(-1)), "/budget_fen"),
        (with("budget_fen", json!(1.5)), "/budget_fen"),
        (with("county", json!("太原市")), "/county"),
        (with("deadline", json!("2026-02-30")), "/deadline"),
        (with("colour", json!("red")), "/colour"),
    ];
    for (body, pointer) in cases {
        let answer = enterprise.post("/demands", body.clone()).await;
        assert_eq!(
            answer.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{body}: {}",
            answer.body
        );
        assert_eq!(
            answer.body["errors"][0]["pointer"], pointer,
            "{body}: {}",
            answer.body
        );
    }
    assert_eq!(enterprise.get("/my/demands").await.ok()["total"], 0);
    assert_eq!(
        university
            .post("/demands", demand("煤泥低温干化"))
            .await
            .status,
        StatusCode::FORBIDDEN
    );

    let late = enterprise
        .post("/demands", with("deadline", json!(day(-1))))
        .await
        .id();
    let refused = enterprise
        .act(&format!("/demands/{late}"), "publish", json!(null))
        .await;
    assert_eq!(
        (refused.status, &refused.body["errors"][0]["pointer"]),
        (StatusCode::UNPROCESSABLE_ENTITY, &json!("/deadline"))
    );
    let twice = || {
        enterprise.send(
            enterprise
                .request(Method::POST, "/demands")
                .header("idempotency-key", "double-click")
                .json(&demand("同一需求")),
        )
    };
    assert_eq!(
        twice().await.id(),
        twice().await.id(),
        "a double click makes one"
    );
    assert_eq!(
        enterprise.get("/my/demands?state=draft").await.ok()["total"],
        2
    );
    for address in [
        "/demands?field=%E7%A2&after=x",
        "/demands?county=nowhere&county=%00",
        "/demands?after=9.dem_&field=%3Cscript%3E",
    ] {
        assert!(
            Person::stranger(&server.address)
                .page(address)
                .await
                .contains("<h1>技术需求</h1>"),
            "{address}"
        );
    }
    assert_eq!(
        enterprise.get("/demands/dem_nonsense").await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_search_in_vain_becomes_a_demand_in_a_browser() {
    if !is_installed() {
        not_run("the story in a browser (chromium and chromedriver are not installed)");
        return;
    }
    let data = tempfile::tempdir().expect("a directory");
    settle(data.path(), None);
    let server = Server::start(data.path(), None);
    let browser = Browser::start(&server.address).await;
    browser.sign_in("enterprise", PASSWORD).await;
    browser.open("/achievements?q=量子永动机").await;
    browser
        .press("main a[href^='/my/demands/new?title=']")
        .await;
    browser.fill("deadline", &day(-1)).await;
    browser.fill("budget_yuan", "50万").await;
    browser.press_button("保存并发布").await;
    browser.reads("请说明要解决的问题和要达到的指标").await;
    browser
        .fill("description", "希望不耗能而做功，或说明为什么不能。")
        .await;
    browser.press_button("保存并发布").await;
    browser.reads("已过").await;
    browser.fill("deadline", &day(20)).await;
    browser.press_button("保存并发布").await;
    browser.reads("需求已发布").await;
    browser.reads("量子永动机").await;
    browser.reads("50万元").await;
    browser.press_button("撤回").await;
    browser.reads("需求已撤回").await;
    browser.open("/my/demands").await;
    browser.press_button("发布").await;
    browser.reads("需求已发布").await;
    browser.end().await;
}
