//! Nothing typed is lost: what somebody else saved meanwhile stands beside it, files need not be chosen again, and where a
//! form no longer fits, what was typed can be copied.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use tests::browser::{Browser, is_installed};
use tests::database::{databases, not_run};
use tests::person::Person;
use tests::server::Server;
use tests::town::{PASSWORD, settle};

use crate::listing::{listing, publish};

/// Another person of the university, who may sign in.
async fn colleague(server: &Server, university: &Person, organisation: &str) -> Person {
    let one =
        json!({ "login": "li.shili", "name": "李示例", "password": PASSWORD, "role": "member" });
    university
        .post(&format!("/organisations/{organisation}/members"), one)
        .await
        .id();
    let person = Person::sign_in(&server.address, "li.shili", PASSWORD).await;
    let (status, ..) = person
        .fill_in("/my/password", &[("password", "quite another horse")])
        .await;
    assert_eq!(status, StatusCode::OK);
    person
}

async fn save(person: &Person, path: &str, title: &str, keywords: &[&str]) {
    let read = person.get(path).await;
    let mut changed: Value = listing(title);
    changed["keywords"] = json!(keywords);
    let request = person
        .request(Method::PUT, path)
        .header("if-match", read.etag)
        .json(&changed);
    person.send(request).await.ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn two_people_edit_one_achievement_and_neither_loses_anything() {
    if !is_installed() {
        not_run("the story in a browser (chromium and chromedriver are not installed)");
        return;
    }
    let data = tempfile::tempdir().expect("a directory");
    let organisations = settle(data.path(), None);
    let server = Server::start(data.path(), None);
    let university = Person::sign_in(&server.address, "university", PASSWORD).await;
    let colleague = colleague(&server, &university, &organisations[0]).await;
    let id = university
        .post("/achievements", listing("高导热石墨烯膜"))
        .await
        .id();
    let path = format!("/achievements/{id}");

    let browser = Browser::start(&server.address).await;
    browser.sign_in("university", PASSWORD).await;
    let edit = format!("/my/achievements/{id}/edit");
    browser.open(&edit).await;
    save(
        &colleague,
        &path,
        "同事改的名称",
        &["石墨烯", "同事的关键词"],
    )
    .await;
    browser.fill("title", "我改的名称").await;
    browser.press("main button[name='then'][value='']").await;
    browser.reads("本单位李示例已于").await;
    browser.reads("现在保存的是：同事改的名称").await;
    browser.reads("现在保存的是：石墨烯、同事的关键词").await;
    let text = browser.text().await;
    assert_eq!(
        text.matches("现在保存的是").count(),
        2,
        "only what differs: {text}"
    );
    assert_eq!(
        university.get(&path).await.ok()["listing"]["title"],
        "同事改的名称"
    );

    browser.press("main button[name='then'][value='']").await;
    browser.reads("已保存").await;
    let saved = university.get(&path).await.ok()["listing"].clone();
    assert_eq!(
        (&saved["title"], &saved["keywords"][1]),
        (&json!("我改的名称"), &json!("导热")),
        "the second time it was on purpose"
    );
    browser.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_typed_into_a_form_that_no_longer_fits_can_be_copied_and_a_button_says_how_things_stand()
 {
    for database in databases().await {
        let data = tempfile::tempdir().expect("a directory");
        settle(data.path(), database.as_deref());
        let server = Server::start(data.path(), database.as_deref());
        let sign_in = |login: &'static str| Person::sign_in(&server.address, login, PASSWORD);
        let (university, enterprise) = (sign_in("university").await, sign_in("enterprise").await);
        let bureau = sign_in("bureau").await;
        let achievement = publish(&university, &bureau, "高导热石墨烯膜").await;
        let wanted = json!({ "mode": "licence", "purpose": "用于功率模块散热", "contact_name": "王示例", "contact": "0350-5550001" });
        let request = enterprise
            .post(
                &format!("/achievements/{achievement}/licence-requests"),
                wanted,
            )
            .await
            .id();
        let page = format!("/licence-requests/{request}");
        enterprise
            .act(
                &format!("/licence-requests/{request}"),
                "withdraw",
                json!(null),
            )
            .await
            .ok();
        let typed = [
            ("version", "1"),
            ("reason", "other"),
            ("text", "我方已另有安排"),
        ];
        let (status, _, said) = university.fill_in(&format!("{page}/decline"), &typed).await;
        assert_eq!(status, StatusCode::CONFLICT);
        for words in [
            "撤回许可意向",
            "我方已另有安排",
            "可以从这里复制",
            "意向内容",
        ] {
            assert!(said.contains(words), "{words}: {said}");
        }
        let (status, _, said) = university
            .fill_in(&format!("{page}/accept"), &[("version", "1")])
            .await;
        assert_eq!(status, StatusCode::CONFLICT);
        assert!(
            said.contains("撤回许可意向") && said.contains("意向内容"),
            "{said}"
        );
        assert!(
            !said.contains("可以从这里复制"),
            "nothing was typed: {said}"
        );

        let verb = format!("/my/achievements/{achievement}/confirm");
        let (status, _, said) = university.fill_in(&verb, &[("version", "1")]).await;
        assert_eq!(status, StatusCode::CONFLICT);
        assert!(
            said.contains("科技局已于") && said.contains("高导热石墨烯膜"),
            "{said}"
        );
    }
}
