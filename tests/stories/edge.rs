//! At the edge: what no page of ours sends ends nothing, costs little, and leads nowhere.

use std::io::{Read, Write};
use std::net::TcpStream;

use reqwest::{Client, StatusCode, header, redirect};
use serde_json::json;
use tests::person::Person;
use tests::server::Server;
use tests::town::{PASSWORD, settle};

/// A browser that is signed in and goes nowhere by itself.
async fn browser(server: &Server, login: &str) -> Client {
    let client = Client::builder()
        .cookie_store(true)
        .redirect(redirect::Policy::none())
        .build()
        .expect("a client");
    let form = [("login", login), ("password", PASSWORD), ("next", "/my")];
    let answer = client
        .post(format!("{}/sign-in", server.address))
        .form(&form)
        .send()
        .await
        .expect("an answer");
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    client
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_a_form_or_a_body_holds_ends_the_server() {
    let data = tempfile::tempdir().expect("a directory");
    settle(data.path(), None);
    let server = Server::start(data.path(), None);
    let enterprise = browser(&server, "enterprise").await;
    let deep = vec!["a"; 20_000].join(".");
    let many: Vec<(String, &str)> = (0..20_000).map(|n| (format!("a{n}"), "x")).collect();
    for path in [
        "/my/demands/new",
        "/my/organisation",
        "/sign-in",
        "/achievements/ach_x/licence-requests",
        "/my/import",
    ] {
        let to = format!("{}{path}", server.address);
        let answer = enterprise
            .post(&to)
            .form(&[(deep.as_str(), "x")])
            .send()
            .await
            .expect("an answer");
        assert!(
            answer.status().is_client_error() || answer.status().is_redirection(),
            "{path}: {}",
            answer.status()
        );
        let answer = enterprise
            .post(&to)
            .form(&many)
            .send()
            .await
            .expect("an answer");
        assert!(
            answer.status().is_client_error() || answer.status().is_redirection(),
            "{path}: {}",
            answer.status()
        );
    }

    let university = Person::sign_in(&server.address, "university", PASSWORD).await;
    let words: Vec<String> = (0..15_000).map(|n| format!("词{n}")).collect();
    let listed = university
        .post(
            "/achievements",
            json!({ "title": "示例", "keywords": words }),
        )
        .await;
    assert_eq!(
        (
            listed.status,
            listed.body["errors"].as_array().map(Vec::len)
        ),
        (StatusCode::UNPROCESSABLE_ENTITY, Some(1))
    );
    for body in [
        "[".repeat(500_000),
        format!("{{\"keywords\":[{}1]}}", "1,".repeat(400_000)),
    ] {
        let sent = university
            .request(reqwest::Method::POST, "/achievements")
            .header(header::CONTENT_TYPE, "application/json")
            .body(body);
        assert_eq!(university.send(sent).await.status, StatusCode::BAD_REQUEST);
    }
    assert_eq!(university.get("/session").await.status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_not_send_a_file_is_told_before_it_is_read() {
    let data = tempfile::tempdir().expect("a directory");
    settle(data.path(), None);
    let server = Server::start(data.path(), None);
    let token = Person::sign_in(&server.address, "bureau", PASSWORD)
        .await
        .post("/session/tokens", json!({ "label": "x", "days": 1 }))
        .await;
    let token = token.ok()["secret"].as_str().expect("a secret").to_owned();
    let host = server.address.trim_start_matches("http://");
    let mut stream = TcpStream::connect(host).expect("connected");
    let head = format!(
        "POST /api/v1/achievements/import HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {token}\r\nContent-Type: multipart/form-data; \
         boundary=b\r\nContent-Length: 90000000\r\n\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n"
    );
    // The rest is never sent: an answer can come only from one who does not wait for it.
    stream.write_all(head.as_bytes()).expect("sent");
    let mut answer = [0; 12];
    stream.read_exact(&mut answer).expect("an answer");
    assert_eq!(&answer, b"HTTP/1.1 403");
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_in_leads_to_a_path_of_ours() {
    let data = tempfile::tempdir().expect("a directory");
    settle(data.path(), None);
    let server = Server::start(data.path(), None);
    let client = Client::builder()
        .redirect(redirect::Policy::none())
        .build()
        .expect("a client");
    for (next, leads_to) in [
        ("/achievements?q=x", "/achievements?q=x"),
        ("/\t/evil.example", "/my"),
        ("//evil.example", "/my"),
        ("/\\evil.example", "/my"),
        ("https://evil.example", "/my"),
        ("/a\0b", "/a%00b"),
        ("/\u{1}", "/"),
    ] {
        let form = [
            ("login", "enterprise"),
            ("password", PASSWORD),
            ("next", next),
        ];
        let answer = client
            .post(format!("{}/sign-in", server.address))
            .form(&form)
            .send()
            .await
            .expect("an answer");
        let location = answer
            .headers()
            .get(header::LOCATION)
            .map(|value| value.to_str().expect("text").to_owned());
        assert_eq!(
            (answer.status(), location.as_deref()),
            (StatusCode::SEE_OTHER, Some(leads_to)),
            "{next:?}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_is_not_signed_in_has_a_budget_and_others_have_theirs() {
    let data = tempfile::tempdir().expect("a directory");
    settle(data.path(), None);
    let server = Server::start_with(
        data.path(),
        None,
        &["--requests-per-second", "1", "--trusted-proxy", "127.0.0.1"],
    );
    let client = Client::new();
    let search = async |from: &str| {
        let request = client
            .get(format!("{}/api/v1/achievements?q=x", server.address))
            .header("x-forwarded-for", from);
        request.send().await.expect("an answer")
    };
    // Two searches are paid for in advance; a slow machine may earn some more meanwhile.
    let mut served = 0;
    let refused = loop {
        let answer = search("192.0.2.1").await;
        if answer.status() != StatusCode::OK {
            break answer;
        }
        served += 1;
        assert!(served < 50, "nobody is stopped");
    };
    assert_eq!(
        (refused.status(), served >= 2),
        (StatusCode::TOO_MANY_REQUESTS, true),
        "{served} served"
    );
    assert!(refused.headers().contains_key(header::RETRY_AFTER));
    assert_eq!(
        search("192.0.2.2").await.status(),
        StatusCode::OK,
        "somebody else"
    );
    assert_eq!(
        client
            .get(format!("{}/healthz", server.address))
            .send()
            .await
            .expect("an answer")
            .status(),
        StatusCode::OK
    );
    Person::sign_in(&server.address, "enterprise", PASSWORD).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_typed_before_a_session_ended_comes_back_after_signing_in() {
    let data = tempfile::tempdir().expect("a directory");
    settle(data.path(), None);
    let server = Server::start(data.path(), None);
    let client = Client::builder()
        .cookie_store(true)
        .redirect(redirect::Policy::none())
        .build()
        .expect("a client");
    let to = format!("{}/my/demands/new", server.address);
    let asked = client
        .post(&to)
        .form(&[("title", "寻找“余热”回收技术")])
        .send()
        .await
        .expect("an answer");
    assert_eq!(asked.status(), StatusCode::UNAUTHORIZED);
    let page = asked.text().await.expect("a page");
    assert!(
        page.contains(r#"name="kept.title" value="寻找“余热”回收技术""#)
            && page.contains(r#"name="kept_to" value="/my/demands/new""#)
    );

    let mut form = vec![
        ("login", "enterprise"),
        ("password", "wrong"),
        ("kept.title", "寻找“余热”回收技术"),
        ("kept_to", "/my/demands/new"),
    ];
    let again = client
        .post(format!("{}/sign-in", server.address))
        .form(&form)
        .send()
        .await
        .expect("an answer");
    assert!(
        again.text().await.expect("a page").contains("kept.title"),
        "a wrong password loses nothing either"
    );
    form[1] = ("password", PASSWORD);
    let resumed = client
        .post(format!("{}/sign-in", server.address))
        .form(&form)
        .send()
        .await
        .expect("an answer");
    assert_eq!(resumed.status(), StatusCode::OK);
    let page = resumed.text().await.expect("a page");
    assert!(
        page.contains(r#"action="/my/demands/new""#)
            && page.contains(r#"name="title" value="寻找“余热”回收技术""#),
        "{page}"
    );
    form[3] = ("kept_to", "//evil.example");
    let elsewhere = client
        .post(format!("{}/sign-in", server.address))
        .form(&form)
        .send()
        .await
        .expect("an answer");
    assert_eq!(elsewhere.status(), StatusCode::SEE_OTHER);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_with_files_comes_back_after_signing_in_and_says_which_files_to_choose_again() {
    let data = tempfile::tempdir().expect("a directory");
    settle(data.path(), None);
    let server = Server::start(data.path(), None);
    let client = Client::builder()
        .cookie_store(true)
        .redirect(redirect::Policy::none())
        .build()
        .expect("a client");
    let file = reqwest::multipart::Part::text("成果名称\n甲\n").file_name("成果表.csv");
    let form = reqwest::multipart::Form::new()
        .part("file", file)
        .text("publish_as", "submitted");
    let asked = client
        .post(format!("{}/my/import", server.address))
        .multipart(form)
        .send()
        .await
        .expect("an answer");
    assert_eq!(asked.status(), StatusCode::UNAUTHORIZED);
    let page = asked.text().await.expect("a page");
    assert!(
        page.contains(r#"name="kept.publish_as" value="submitted""#)
            && page.contains(r#"name="kept_file.file" value="成果表.csv""#)
            && page.contains("选好的文件（成果表.csv）没有保留"),
        "what stands behind a file comes back as well: {page}"
    );

    let resumed = client
        .post(format!("{}/sign-in", server.address))
        .form(&[
            ("login", "university"),
            ("password", PASSWORD),
            ("kept.publish_as", "submitted"),
            ("kept_file.file", "成果表.csv"),
            ("kept_with_files", "1"),
            ("kept_to", "/my/import"),
        ])
        .send()
        .await
        .expect("an answer");
    let page = resumed.text().await.expect("a page");
    assert!(
        page.contains(r#"enctype="multipart/form-data""#)
            && page.contains(r#"name="publish_as" value="submitted""#)
            && page.contains("重新选择“成果表.csv”")
            && page.contains(r#"type="file" id="file-1" name="file""#),
        "{page}"
    );
    let without = reqwest::multipart::Form::new().text("publish_as", "submitted");
    let again = client
        .post(format!("{}/my/import", server.address))
        .multipart(without)
        .send()
        .await
        .expect("an answer");
    assert_eq!(again.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.text().await.expect("a page").contains("请选择文件"));
}

#[tokio::test(flavor = "multi_thread")]
async fn search_engines_and_browsers_find_what_they_ask_for_by_habit() {
    let data = tempfile::tempdir().expect("a directory");
    settle(data.path(), None);
    let server = Server::start(data.path(), None);
    let university = Person::sign_in(&server.address, "university", PASSWORD).await;
    let bureau = Person::sign_in(&server.address, "bureau", PASSWORD).await;
    let id = crate::listing::publish(&university, &bureau, "示例成果").await;
    let anyone = Person::stranger(&server.address);
    let robots = anyone.page("/robots.txt").await;
    assert!(
        robots.contains("Disallow: /my")
            && robots.contains(&format!("Sitemap: {}/sitemap.xml", server.address))
    );
    assert!(
        anyone
            .page("/sitemap.xml")
            .await
            .contains(&format!("<loc>{}/achievements/{id}</loc>", server.address))
    );
    assert!(anyone.page("/favicon.ico").await.starts_with("<svg"));
    assert!(anyone.page("/policies").await.contains("政策"));
}
