//! Somebody searches: good hits are counted and listed, weaker ones are folded away behind “也许有关”, and below them stands
//! the way to publish what was not found. Over the API and the pages, and in a browser.

use serde_json::{Value, json};
use tests::browser::{Browser, is_installed};
use tests::database::{databases, not_run};
use tests::person::Person;
use tests::server::Server;
use tests::town::{PASSWORD, settle};

use crate::listing::until_page_shows;

/// Lists and publishes achievements: title, field and abstract of each.
async fn publish(server: &Server, listings: &[(&str, &str, &str)]) {
    let university = Person::sign_in(&server.address, "university", PASSWORD).await;
    let bureau = Person::sign_in(&server.address, "bureau", PASSWORD).await;
    let anyone = Person::stranger(&server.address);
    for (title, field, text) in listings {
        let listing = json!({
            "title": title, "field": field, "abstract": text,
            "maturity": { "scale": "trl", "level": 6 }, "modes": ["licence"],
            "contact_name": "王示例", "contact": "0350-5550000",
        });
        let id = university.post("/achievements", listing).await.id();
        let path = format!("/achievements/{id}");
        university.act(&path, "submit", Value::Null).await.ok();
        bureau.act(&path, "publish", Value::Null).await.ok();
        until_page_shows(&anyone, &format!("/achievements?q={title}"), &id).await;
    }
}

const LISTINGS: [(&str, &str, &str); 6] = [
    ("石墨烯导热膜", "新材料", "厚度可调，已完成中试。"),
    ("石墨烯防腐涂料", "先进制造与自动化", "用于管道。"),
    ("铜箔导热胶", "电子信息", "用于电路。"),
    ("电解水制氢装置", "新能源与节能", "碱性电解水。"),
    ("1,000吨级压力机", "先进制造与自动化", "用于锻压。"),
    ("通信电源模块", "电子信息", "额定电压 -48V。"),
];

fn titles(items: &Value) -> Vec<&str> {
    items
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|hit| hit["card"]["title"].as_str())
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn good_hits_are_counted_and_the_rest_is_folded_away() {
    for database in databases().await {
        let data = tempfile::tempdir().expect("a directory");
        settle(data.path(), database.as_deref());
        let server = Server::start(data.path(), database.as_deref());
        publish(&server, &LISTINGS).await;
        let anyone = Person::stranger(&server.address);

        let found = anyone.get("/achievements?q=石墨烯 导热膜").await.ok();
        assert_eq!(
            (
                &found["total"],
                titles(&found["items"]),
                titles(&found["related"])
            ),
            (&json!(1), vec!["石墨烯导热膜"], vec!["石墨烯防腐涂料"])
        );
        let fields = found["facets"]
            .as_array()
            .into_iter()
            .flatten()
            .find(|facet| facet["dimension"] == "field")
            .map(|facet| &facet["values"]);
        assert_eq!(
            fields.map(|values| (values[0]["count"].clone(), values[1].clone())),
            Some((json!(1), Value::Null))
        );

        // The weaker ones are folded, and the way to publish what was not found stands below every weak result.
        let page = anyone.page("/achievements?q=石墨烯 导热膜").await;
        let place = |words: &str| {
            page.find(words)
                .unwrap_or_else(|| panic!("no {words}: {page}"))
        };
        assert!(page.contains("找到 1 项"));
        assert!(page.contains("<details class=\"disclose\"><summary>也许有关（1 项"));
        assert!(place("也许有关") < place("把它发布为需求"));
        let nothing = anyone.page("/achievements?q=石墨烯 大豆").await;
        assert!(nothing.contains("没有找到"));
        assert!(nothing.contains("<details class=\"disclose\" open><summary>也许有关（2 项"));
        assert!(nothing.contains("把它发布为需求"));
        let good = anyone.page("/achievements?q=石墨烯").await;
        assert!(!good.contains("也许有关") && !good.contains("把它发布为需求"));

        let items = async |text: &str| {
            let body = anyone.get(&format!("/achievements?q={text}")).await.ok();
            titles(&body["items"]).join("；")
        };
        assert_eq!(items("电解水").await, items("电解 水").await);
        for (typed, title) in [
            ("电解水", "电解水制氢装置"),
            ("⽯墨烯 导熱膜", "石墨烯导热膜"),
            ("石墨烯 -涂料", "石墨烯导热膜"),
            ("1000吨级", "1,000吨级压力机"),
            ("1,000吨级", "1,000吨级压力机"),
            ("通信电源 -48V", "通信电源模块"),
        ] {
            assert_eq!(items(typed).await, title, "{typed}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn weaker_hits_are_unfolded_and_a_search_becomes_a_demand_in_a_browser() {
    if !is_installed() {
        not_run("the story in a browser (chromium and chromedriver are not installed)");
        return;
    }
    let data = tempfile::tempdir().expect("a directory");
    settle(data.path(), None);
    let server = Server::start(data.path(), None);
    publish(&server, &LISTINGS).await;
    let browser = Browser::start(&server.address).await;
    browser.sign_in("enterprise", PASSWORD).await;
    browser.open("/achievements?q=石墨烯 导热膜").await;
    browser.reads("找到 1 项").await;
    browser.reads("也许有关（1 项").await;
    assert!(
        !browser.text().await.contains("石墨烯防腐涂料"),
        "what is weaker is folded away"
    );
    browser.disclose("也许有关").await;
    browser.reads("石墨烯防腐涂料").await;
    browser
        .press("main a[href^='/my/demands/new?title=']")
        .await;
    assert_eq!(browser.value("title").await, "石墨烯 导热膜");

    browser.open("/achievements?q=石墨烯 -涂料").await;
    browser.reads("找到 1 项").await;
    browser.open("/achievements?q=石墨烯 大豆").await;
    browser.reads("没有找到").await;
    // Where nothing answers, what is weaker is open at once.
    browser.reads("石墨烯防腐涂料").await;
    browser.reads("把它发布为需求").await;
    browser.end().await;
}
