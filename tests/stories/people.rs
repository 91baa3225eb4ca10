//! Organisations and people on the real program: what a manager may change, whom a password lets in, and for how long.

use reqwest::StatusCode;
use serde_json::json;
use tests::browser::{Browser, is_installed};
use tests::database::{databases, not_run};
use tests::person::Person;
use tests::server::Server;
use tests::town::{PASSWORD, settle};

#[tokio::test(flavor = "multi_thread")]
async fn an_enterprise_does_not_move_into_the_city_by_itself() {
    for database in databases().await {
        let data = tempfile::tempdir().expect("a directory");
        let organisations = settle(data.path(), database.as_deref());
        let server = Server::start(data.path(), database.as_deref());
        let enterprise = Person::sign_in(&server.address, "enterprise", PASSWORD).await;
        let bureau = Person::sign_in(&server.address, "bureau", PASSWORD).await;
        let stranger = Person::sign_in(&server.address, "stranger", PASSWORD).await;
        let own = format!("/organisations/{}", organisations[1]);

        let read = enterprise.get(&own).await;
        let mut sent = json!({ "phone": "0350-5550000" });
        for field in [
            "name",
            "kind",
            "credit_code",
            "division_code",
            "legal_representative",
        ] {
            sent[field] = read.body[field].clone();
        }
        let put = async |who: &Person, body: &serde_json::Value| {
            let etag = who.get(&own).await.etag;
            who.send(
                who.request(reqwest::Method::PUT, &own)
                    .header("if-match", etag)
                    .json(body),
            )
            .await
        };
        assert_eq!(
            put(&enterprise, &sent).await.status,
            StatusCode::NO_CONTENT,
            "what was read may be sent back"
        );
        for (field, value) in [
            ("division_code", "140902"),
            ("name", "示例别的有限公司"),
            ("kind", "bureau"),
            ("legal_representative", "李示例"),
        ] {
            let mut other = sent.clone();
            other[field] = json!(value);
            let answer = put(&enterprise, &other).await;
            assert_eq!(
                (answer.status, &answer.body["errors"][0]["code"]),
                (StatusCode::UNPROCESSABLE_ENTITY, &json!("reviewed")),
                "{field}"
            );
            assert_eq!(answer.body["errors"][0]["pointer"], format!("/{field}"));
        }
        let (status, _, page) = enterprise
            .fill_in(
                "/my/organisation",
                &[("version", "2"), ("division_code", "140902")],
            )
            .await;
        assert!(
            status == StatusCode::UNPROCESSABLE_ENTITY && page.contains("不能直接修改"),
            "{status}"
        );

        let changes = format!("{own}/changes");
        let change = json!({ "division_code": "140902", "reason": "迁址，营业执照已换发" });
        assert_eq!(
            stranger.post(&changes, change.clone()).await.status,
            StatusCode::FORBIDDEN
        );
        let asked = format!(
            "/organisation-changes/{}",
            enterprise.post(&changes, change.clone()).await.id()
        );
        assert_eq!(
            enterprise.post(&changes, change).await.status,
            StatusCode::CONFLICT
        );
        assert_eq!(stranger.get(&asked).await.status, StatusCode::NOT_FOUND);
        assert_eq!(
            enterprise.act(&asked, "approve", json!(null)).await.status,
            StatusCode::FORBIDDEN
        );
        assert_eq!(bureau.get("/organisation-changes").await.ok()["total"], 1);
        bureau.act(&asked, "approve", json!(null)).await.ok();
        assert_eq!(enterprise.get(&own).await.ok()["division_code"], "140902");
        assert_eq!(
            bureau
                .act(&asked, "refuse", json!({ "reason": "晚了" }))
                .await
                .status,
            StatusCode::CONFLICT
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_password_that_another_set_opens_nothing_but_its_change() {
    for database in databases().await {
        let data = tempfile::tempdir().expect("a directory");
        let organisations = settle(data.path(), database.as_deref());
        let server = Server::start(data.path(), database.as_deref());
        let manager = Person::sign_in(&server.address, "enterprise", PASSWORD).await;
        let members = format!("/organisations/{}/members", organisations[1]);
        let member = json!({ "login": "li.shili", "name": "李示例", "password": "password123", "role": "member" });
        assert_eq!(
            manager.post(&members, member.clone()).await.body["errors"][0]["code"],
            "common"
        );
        let user =
            manager.post(&members, json!({ "login": "li.shili", "name": "李示例", "password": PASSWORD, "role": "member" })).await.id();

        let first = Person::sign_in(&server.address, "li.shili", PASSWORD).await;
        let refused = first.get("/deals").await;
        assert_eq!(
            (refused.status, &refused.body["code"]),
            (StatusCode::FORBIDDEN, &json!("password_change_required"))
        );
        for page in ["/", "/my", "/achievements"] {
            assert_eq!(first.look(page).await.1, "/my/password");
        }
        let (status, _, page) = first
            .fill_in("/my/password", &[("password", "li.shili-2026")])
            .await;
        assert!(
            status == StatusCode::UNPROCESSABLE_ENTITY && page.contains("不能含有登录名"),
            "{status}"
        );
        let (status, at, _) = first
            .fill_in("/my/password", &[("password", "quite another horse")])
            .await;
        assert_eq!((status, at.as_str()), (StatusCode::OK, "/my"));
        assert_eq!(first.get("/deals").await.status, StatusCode::OK);

        let code = manager
            .post(&format!("{members}/{user}/reset-password"), json!(null))
            .await
            .ok()["password"]
            .clone();
        assert_eq!(
            first.get("/session").await.status,
            StatusCode::UNAUTHORIZED,
            "every session ended"
        );
        let again =
            Person::sign_in(&server.address, "li.shili", code.as_str().expect("text")).await;
        assert_eq!(
            again
                .put(
                    "/session/password",
                    json!({ "new_password": "a third horse" })
                )
                .await
                .status,
            StatusCode::NO_CONTENT
        );
        assert_eq!(again.get("/deals").await.status, StatusCode::OK);
        let listed = manager.get(&members).await.ok();
        let sign_ins: Vec<bool> = listed
            .as_array()
            .expect("a list")
            .iter()
            .map(|one| one["last_sign_in_at"].is_string())
            .collect();
        assert_eq!(sign_ins, [true, true]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_is_no_longer_than_its_cookie_and_a_token_issues_none() {
    let data = tempfile::tempdir().expect("a directory");
    settle(data.path(), None);
    let server = Server::start(data.path(), None);
    let person = Person::sign_in(&server.address, "enterprise", PASSWORD).await;
    let typed = json!({ "login": "enterprise", "password": PASSWORD });
    let answer = person
        .request(reqwest::Method::POST, "/session")
        .json(&typed)
        .send()
        .await
        .expect("an answer");
    let cookie = answer.headers()["set-cookie"]
        .to_str()
        .expect("text")
        .to_owned();
    assert!(
        cookie.contains("Max-Age=2592000") && cookie.contains("HttpOnly"),
        "{cookie}"
    );
    let page = person.page("/my/account").await;
    assert_eq!(
        page.matches("/end\"").count(),
        2,
        "one session to end, and the button for all"
    );

    let token = person
        .post(
            "/session/tokens",
            json!({ "label": "每日同步", "days": 30 }),
        )
        .await
        .ok()["secret"]
        .clone();
    let program = Person::stranger(&server.address);
    let bearer = format!("Bearer {}", token.as_str().expect("text"));
    let request = program
        .request(reqwest::Method::POST, "/session/tokens")
        .header("authorization", &bearer);
    let refused = program
        .send(request.json(&json!({ "label": "再来一个", "days": 30 })))
        .await;
    assert_eq!(
        (refused.status, &refused.body["code"]),
        (StatusCode::FORBIDDEN, &json!("forbidden"))
    );

    assert_eq!(
        person
            .send(person.request(reqwest::Method::DELETE, "/sessions"))
            .await
            .status,
        StatusCode::NO_CONTENT
    );
    assert_eq!(
        person.get("/session").await.status,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(
        program
            .send(
                program
                    .request(reqwest::Method::GET, "/deals")
                    .header("authorization", bearer)
            )
            .await
            .status,
        StatusCode::UNAUTHORIZED
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_manager_asks_for_a_change_and_the_bureau_decides_in_a_browser() {
    if !is_installed() {
        not_run("the story in a browser (chromium and chromedriver are not installed)");
        return;
    }
    let data = tempfile::tempdir().expect("a directory");
    settle(data.path(), None);
    let server = Server::start(data.path(), None);
    let browser = Browser::start(&server.address).await;
    browser.sign_in("enterprise", PASSWORD).await;
    browser.open("/my/organisation").await;
    browser.disclose("申请变更").await;
    browser.fill("division_code", "140902").await;
    browser.press_button("提交变更申请").await;
    browser.reads("请写明变更原因").await;
    browser.fill("reason", "迁至忻府区").await;
    browser.press_button("提交变更申请").await;
    browser.reads("等待科技局审核").await;
    browser.reads("140981").await;

    browser.sign_in("bureau", PASSWORD).await;
    browser.open("/desk").await;
    browser.press("main a[href='/desk/changes']").await;
    browser.reads("迁至忻府区").await;
    browser.press_button("同意变更").await;
    browser.reads("登记信息已更新").await;

    // An organisation with its first account; later nobody else is appointed.
    browser.open("/desk/organisations").await;
    browser.disclose("添加单位").await;
    browser.fill("name", "示例新设有限公司").await;
    browser.pick("kind", "enterprise").await;
    browser.fill("credit_code", "91140902MA00003650").await;
    browser.fill("division_code", "140902").await;
    browser.fill("manager.name", "赵示例").await;
    browser.fill("manager.login", "zhao.shili").await;
    browser.fill("manager.password", "12345678").await;
    browser.press_button("添加单位").await;
    browser.reads("太常见").await;
    browser.fill("manager.password", "correct horse").await;
    browser.press_button("添加单位").await;
    browser.reads("首位管理员的账号已添加").await;

    browser.sign_in("zhao.shili", "correct horse").await;
    browser.reads("请先设置只有自己知道的密码").await;
    browser.fill("password", "quite another horse").await;
    browser.press_button("设置新密码").await;
    browser.reads("我的工作台").await;
    browser.open("/my/members").await;
    browser.reads("最近登录").await;
    browser.end().await;
}
