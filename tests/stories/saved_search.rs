//! A search is saved and told of what is published later; what was searched in vain reaches the bureau. Over the API,
//! on the pages, in a browser.

use std::time::{Duration, Instant};

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use tests::browser::{Browser, is_installed};
use tests::database::{databases, not_run};
use tests::person::Person;
use tests::server::Server;
use tests::town::{PASSWORD, settle};

use crate::listing::publish;

/// Longer than it takes until counts are written down.
const AT_MOST: Duration = Duration::from_secs(30);

/// Asks again until the answer is as wanted.
async fn until(person: &Person, path: &str, is_wanted: impl Fn(&Value) -> bool) -> Value {
    let begun = Instant::now();
    loop {
        let body = person.get(path).await.ok();
        if is_wanted(&body) {
            return body;
        }
        assert!(begun.elapsed() < AT_MOST, "{path} still says {body}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_saved_search_raises_an_alert_when_a_listing_that_answers_it_is_published() {
    for database in databases().await {
        let data = tempfile::tempdir().expect("a directory");
        settle(data.path(), database.as_deref());
        let server = Server::start(data.path(), database.as_deref());
        let enterprise = Person::sign_in(&server.address, "enterprise", PASSWORD).await;
        let university = Person::sign_in(&server.address, "university", PASSWORD).await;
        let bureau = Person::sign_in(&server.address, "bureau", PASSWORD).await;
        let anyone = Person::stranger(&server.address);

        let search = json!({ "text": "石墨烯 导热膜", "filters": { "field": ["新材料"] } });
        assert_eq!(
            anyone.post("/saved-searches", search.clone()).await.status,
            StatusCode::UNAUTHORIZED
        );
        let id = enterprise
            .post("/saved-searches", search.clone())
            .await
            .id();
        let again = enterprise.post("/saved-searches", search).await;
        assert_eq!(
            (again.status, &again.body["id"]),
            (StatusCode::OK, &json!(id)),
            "the same search is one"
        );
        let listed = enterprise.get("/saved-searches").await.ok();
        assert_eq!(
            (&listed["total"], &listed["items"][0]["name"]),
            (&json!(1), &json!("“新材料”中与“石墨烯 导热膜”有关的成果"))
        );
        assert!(
            listed["items"][0]["address"]
                .as_str()
                .is_some_and(|address| address.starts_with("/achievements?q="))
        );

        let achievement = publish(&university, &bureau, "高导热石墨烯导热膜").await;
        let alerts = until(&enterprise, "/alerts", |body| {
            body["items"][0] != Value::Null
        })
        .await;
        let alert = &alerts["items"][0];
        assert_eq!(
            (&alert["about"], &alert["achievement_id"], &alert["score"]),
            (&json!(id), &json!(achievement), &Value::Null)
        );
        assert!(enterprise.page("/my/searches").await.contains("1 项"));
        assert!(
            enterprise
                .page("/my/alerts")
                .await
                .contains("高导热石墨烯导热膜")
        );
        assert_eq!(bureau.get("/alerts").await.ok()["items"], json!([]));

        let delete =
            |person: &Person| person.request(Method::DELETE, &format!("/saved-searches/{id}"));
        for other in [&university, &bureau] {
            assert_eq!(
                other.send(delete(other)).await.status,
                StatusCode::NOT_FOUND
            );
        }
        assert_eq!(
            enterprise.send(delete(&enterprise)).await.status,
            StatusCode::NO_CONTENT
        );
        assert_eq!(
            enterprise.send(delete(&enterprise)).await.status,
            StatusCode::NOT_FOUND
        );
        assert_eq!(enterprise.get("/alerts").await.ok()["items"], json!([]));
        assert!(server.operate(&["verify"], "").status.success());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_search_that_cannot_be_saved_is_told_why() {
    let data = tempfile::tempdir().expect("a directory");
    settle(data.path(), None);
    let server = Server::start(data.path(), None);
    let enterprise = Person::sign_in(&server.address, "enterprise", PASSWORD).await;
    let cases = [
        (json!({}), "/text"),
        (json!({ "text": "，" }), "/text"),
        (json!({ "text": "长".repeat(201) }), "/text"),
        (json!({ "text": "钢", "name": "名".repeat(101) }), "/name"),
        (
            json!({ "filters": { "county": ["太原市"] } }),
            "/filters/county/0",
        ),
        (
            json!({ "filters": { "mode": ["gift"] } }),
            "/filters/mode/0",
        ),
        (
            json!({ "filters": { "maturity_min": 12 } }),
            "/filters/maturity_min",
        ),
        (
            json!({ "filters": { "organisation": ["org_01h455vb4pex5vsknk084sn02q"] } }),
            "/filters/organisation",
        ),
        (json!({ "text": "钢", "user": "someone" }), "/user"),
    ];
    for (body, pointer) in cases {
        let answer = enterprise.post("/saved-searches", body.clone()).await;
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
    for number in 0..50 {
        enterprise
            .post(
                "/saved-searches",
                json!({ "text": format!("合金 {number}") }),
            )
            .await
            .id();
    }
    let refused = enterprise
        .post("/saved-searches", json!({ "text": "再一个" }))
        .await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.body);
    assert!(
        refused.body["detail"]
            .as_str()
            .is_some_and(|detail| detail.contains("最多保存 50 个")),
        "{}",
        refused.body
    );
    let page = enterprise.get("/saved-searches?limit=20").await.ok();
    assert_eq!(
        (page["items"].as_array().map(Vec::len), &page["total"]),
        (Some(20), &json!(50))
    );
    let next = page["next_cursor"].as_str().expect("there is more");
    assert_eq!(
        enterprise
            .get(&format!("/saved-searches?limit=50&cursor={next}"))
            .await
            .ok()["items"]
            .as_array()
            .map(Vec::len),
        Some(30)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_bureau_sees_what_was_searched_in_vain_and_nobody_else_does() {
    for database in databases().await {
        let data = tempfile::tempdir().expect("a directory");
        settle(data.path(), database.as_deref());
        let server = Server::start(data.path(), database.as_deref());
        let bureau = Person::sign_in(&server.address, "bureau", PASSWORD).await;
        let enterprise = Person::sign_in(&server.address, "enterprise", PASSWORD).await;
        let anyone = Person::stranger(&server.address);
        assert!(
            anyone
                .page("/achievements?q=谷子联合收割机")
                .await
                .contains("登录后保存此检索")
        );
        anyone.get("/achievements?q=谷子联合收割机").await.ok();
        assert_eq!(
            bureau.get("/statistics/searches?days=90").await.ok()["in_vain"],
            json!([]),
            "one person is not enough"
        );
        enterprise.get("/achievements?q=谷子联合收割机").await.ok();
        bureau.page("/achievements?q=谷子联合收割机").await;
        anyone.page("/achievements?q=谷子联合收割机&page=2").await;
        anyone.get("/achievements?q=13800138000").await.ok();

        let told = until(&bureau, "/statistics/searches?days=90", |body| {
            body["in_vain"][0] != Value::Null
        })
        .await;
        assert_eq!(
            (&told["in_vain"][0]["text"], &told["in_vain"][0]["in_vain"]),
            (&json!("谷子联合收割机"), &json!(3))
        );
        assert_eq!(
            (&told["in_vain"][1], &told["frequent"][0]["searches"]),
            (&Value::Null, &json!(3))
        );
        let page = bureau.page("/desk/searches?days=90").await;
        assert!(
            page.contains("谷子联合收割机") && page.contains("最近 90 天检索 3 次，其中 3 次落空"),
            "{page}"
        );
        assert!(
            bureau
                .page("/desk/searches.csv?days=30")
                .await
                .contains("\n谷子联合收割机,3,3,")
        );

        assert_eq!(
            bureau.get("/statistics/searches?days=31").await.status,
            StatusCode::BAD_REQUEST
        );
        assert_eq!(
            enterprise.get("/statistics/searches").await.status,
            StatusCode::FORBIDDEN
        );
        assert_eq!(
            anyone.get("/statistics/searches").await.status,
            StatusCode::UNAUTHORIZED
        );
        for path in ["/desk/searches", "/desk/searches.csv"] {
            assert!(
                enterprise.page(path).await.contains("没有权限查看检索需求"),
                "{path}"
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_search_is_saved_and_deleted_in_a_browser() {
    if !is_installed() {
        not_run("the story in a browser (chromium and chromedriver are not installed)");
        return;
    }
    let data = tempfile::tempdir().expect("a directory");
    settle(data.path(), None);
    let server = Server::start(data.path(), None);
    let browser = Browser::start(&server.address).await;
    browser.sign_in("enterprise", PASSWORD).await;
    browser.open("/achievements?q=石墨烯&field=新材料").await;
    browser.disclose("保存此检索").await;
    browser.fill("name", &"名".repeat(101)).await;
    browser
        .press("main form[action='/my/searches'] button")
        .await;
    browser.reads("名称最多 100 字，现有 101 字").await;
    browser.fill("name", "导热膜").await;
    browser
        .press("main form[action='/my/searches'] button")
        .await;
    browser.reads("检索已保存").await;
    browser.reads("“新材料”中与“石墨烯”有关的成果").await;
    browser.open("/achievements?field=新材料&q=石墨烯").await;
    browser.disclose("保存此检索").await;
    browser
        .press("main form[action='/my/searches'] button")
        .await;
    browser.reads("没有重复保存").await;
    browser.press("main a[href$='/delete']").await;
    browser.reads("“导热膜”将被删除").await;
    browser.press_button("删除检索").await;
    browser.reads("检索已删除").await;
    browser.reads("还没有保存的检索").await;
    browser.end().await;
}
