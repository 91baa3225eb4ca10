//! An achievement is listed, reviewed and found; bad input is told where it is wrong.

use reqwest::{Method, StatusCode};
use serde_json::json;
use tests::database::databases;
use tests::person::Person;
use tests::server::{Server, operate};
use tests::town::{PASSWORD, settle};

pub(crate) fn listing(title: &str) -> serde_json::Value {
    json!({
        "title": title, "summary": "用于示例的一句话简介", "field": "新材料", "keywords": ["石墨烯", "导热"],
        "abstract": "以国产氧化石墨烯为原料，经涂布、热还原和压延制成高导热柔性膜，已完成中试。",
        "maturity": { "scale": "trl", "level": 6 }, "modes": ["licence", "assignment"],
        "price": { "kind": "fixed", "amount_fen": 60_000_000 },
        "patents": [{ "number": "ZL201710601862.3", "status": "granted", "filed_on": "2017-07-21" }],
        "contact_name": "王示例", "contact": "0350-5550000", "county": "忻府区", "year": 2025
    })
}

/// Lists an achievement up to its publication; its identifier.
pub(crate) async fn publish(university: &Person, bureau: &Person, title: &str) -> String {
    let id = university.post("/achievements", listing(title)).await.id();
    let path = format!("/achievements/{id}");
    university.act(&path, "submit", json!(null)).await.ok();
    bureau.act(&path, "publish", json!(null)).await.ok();
    id
}

/// Asks again until the page shows what is wanted: a change is to be seen within a second of its commit.
pub(crate) async fn until_page_shows(person: &Person, path: &str, wanted: &str) {
    let begun = std::time::Instant::now();
    while !person.page(path).await.contains(wanted) {
        assert!(
            begun.elapsed().as_secs() < 30,
            "{path} never showed {wanted}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_achievement_is_listed_reviewed_and_found() {
    for database in databases().await {
        let data = tempfile::tempdir().expect("a directory");
        settle(data.path(), database.as_deref());
        let server = Server::start(data.path(), database.as_deref());
        let university = Person::sign_in(&server.address, "university", PASSWORD).await;
        let bureau = Person::sign_in(&server.address, "bureau", PASSWORD).await;
        let stranger = Person::stranger(&server.address);

        let id = university
            .post("/achievements", listing("高导热石墨烯膜"))
            .await
            .id();
        let path = format!("/achievements/{id}");
        assert_eq!(
            stranger.get(&path).await.status,
            StatusCode::NOT_FOUND,
            "a draft is its owner's"
        );
        assert_eq!(
            stranger.act_without_reading(&path, "submit", "\"1\"").await,
            StatusCode::UNAUTHORIZED
        );
        assert_eq!(
            university
                .act_without_reading(&path, "publish", "\"1\"")
                .await,
            StatusCode::FORBIDDEN
        );
        university.act(&path, "submit", json!(null)).await.ok();
        assert_eq!(
            university
                .act_without_reading(&path, "submit", "\"1\"")
                .await,
            StatusCode::PRECONDITION_FAILED,
            "a stale version"
        );
        let returned = bureau.act(&path, "return", json!({ "reason": "" })).await;
        assert_eq!(
            (
                returned.status,
                returned.body["errors"][0]["pointer"].as_str()
            ),
            (StatusCode::UNPROCESSABLE_ENTITY, Some("/reason"))
        );
        bureau.act(&path, "publish", json!(null)).await.ok();
        for query in [
            "石墨烯",
            "201710601862.3",
            "ＺＬ２０１７１０６０１８６２．３",
            "导热 膜",
        ] {
            until_page_shows(&stranger, &format!("/achievements?q={query}"), &id).await;
        }
        assert!(server.operate(&["verify"], "").status.success());

        // What one door does not tell, the other does not tell either.
        for (person, is_told) in [(&stranger, false), (&university, true), (&bureau, true)] {
            assert_eq!(
                person.get(&path).await.ok()["listing"]["contact"] == "0350-5550000",
                is_told
            );
            assert_eq!(person.page(&path).await.contains("0350-5550000"), is_told);
        }

        // An edit waits beside what is published; the reviewer sees what differs.
        let etag = university.get(&path).await.etag;
        let edit = university
            .request(Method::PUT, &path)
            .header("if-match", etag)
            .json(&listing("未审核的新名称"));
        let edited = university.send(edit).await;
        assert_eq!(edited.status, StatusCode::NO_CONTENT, "{}", edited.body);
        let seen = stranger.get(&path).await.ok();
        assert_eq!(
            (&seen["listing"]["title"], &seen["revision"]),
            (&json!("高导热石墨烯膜"), &json!(null))
        );
        assert!(!stranger.page(&path).await.contains("未审核的新名称"));
        let page = bureau.page(&path).await;
        assert!(
            page.contains("修改了 1 项")
                && page.contains("未审核的新名称")
                && page.contains("高导热石墨烯膜"),
            "{page}"
        );
        let changes =
            &bureau.get("/desk/achievements").await.ok()["items"][0]["revision"]["changes"];
        assert_eq!(
            (&changes[0]["field"], &changes[0]["new"]),
            (&json!("title"), &json!("未审核的新名称"))
        );
        university.act(&path, "discard", json!(null)).await.ok();
        assert_eq!(university.get(&path).await.ok()["revision"], json!(null));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn bad_input_is_told_at_its_field_and_leaves_nothing_behind() {
    let data = tempfile::tempdir().expect("a directory");
    settle(data.path(), None);
    let server = Server::start(data.path(), None);
    let university = Person::sign_in(&server.address, "university", PASSWORD).await;

    let cases = [
        (json!({ "title": "" }), "/title"),
        (json!({ "title": "长".repeat(201) }), "/title"),
        (json!({ "title": 5 }), "/title"),
        (json!({ "title": "x", "titel": "y" }), "/titel"),
        (
            json!({ "title": "x", "patents": [{ "number": "201710601862.4" }] }),
            "/patents/0/number",
        ),
        (
            json!({ "title": "x", "price": { "kind": "fixed", "amount_fen": 1.5 } }),
            "/price",
        ),
        (json!({ "title": "x", "modes": ["gift"] }), "/modes/0"),
        (json!({ "title": "x", "county": "太原市" }), "/county"),
    ];
    for (body, pointer) in cases {
        let answer = university.post("/achievements", body.clone()).await;
        assert_eq!(
            answer.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{body}: {}",
            answer.body
        );
        let told = answer.body["errors"][0]["pointer"]
            .as_str()
            .unwrap_or_default();
        assert!(told.starts_with(pointer), "{body}: {told}");
    }
    for raw in ["", "{", "[1]", "null", "{\"title\":\"x\"} y", "\u{0}"] {
        let request = university
            .request(Method::POST, "/achievements")
            .header("content-type", "application/json")
            .body(raw);
        assert!(
            university.send(request).await.status.is_client_error(),
            "{raw:?}"
        );
    }
    assert_eq!(university.get("/my/achievements").await.ok()["total"], 0);

    let twice = |key: &'static str| {
        university.send(
            university
                .request(Method::POST, "/achievements")
                .header("idempotency-key", key)
                .json(&listing("同一成果")),
        )
    };
    assert_eq!(
        twice("double-click").await.id(),
        twice("double-click").await.id(),
        "a double click makes one"
    );
    assert_eq!(university.get("/my/achievements").await.ok()["total"], 1);
    assert_eq!(
        university.get("/achievements/ach_nonsense").await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_imported_and_every_row_is_taken_in_or_reported() {
    let data = tempfile::tempdir().expect("a directory");
    settle(data.path(), None);
    let server = Server::start(data.path(), None);
    let university = Person::sign_in(&server.address, "university", PASSWORD).await;
    let stranger = Person::sign_in(&server.address, "stranger", PASSWORD).await;

    let csv = "编号,成果名称,专利号,应用领域,学科\n1,示例成果一,201710601862.3,新材料产业,不详\n2,示例成果二,201710601862.4,,\n3,,,,\n";
    let run = |text: &'static str| {
        let file = reqwest::multipart::Part::text(text).file_name("成果.csv");
        let request = university
            .request(Method::POST, "/achievements/import")
            .multipart(reqwest::multipart::Form::new().part("file", file));
        let university = university.clone();
        async move {
            let path = format!("/imports/{}", university.send(request).await.id());
            university
                .post(&format!("{path}/start"), json!({ "publish_as": "draft" }))
                .await
                .ok();
            loop {
                let found = university.get(&path).await.ok();
                if found["state"] != "running" {
                    return (path, found);
                }
            }
        }
    };
    let (path, first) = run(csv).await;
    assert_eq!(
        (&first["state"], &first["created"], &first["rejected"]),
        (&json!("finished"), &json!(1), &json!(2)),
        "{first}"
    );
    assert_eq!(
        (&first["mapped"], &first["noted"]),
        (&json!(1), &json!(1)),
        "what was mapped to vocabularies is counted: {first}"
    );
    let page = university
        .page(&path.replace("/imports/", "/my/import/"))
        .await;
    assert!(
        page.contains("1 个值已对应到词表，1 个不在词表中"),
        "{page}"
    );
    let (_, again) = run(csv).await;
    assert_eq!(
        (&again["created"], &again["unchanged"]),
        (&json!(0), &json!(1)),
        "again without duplicates: {again}"
    );
    assert!(
        university
            .page(&format!("/api/v1{path}/report"))
            .await
            .contains("201710601862.3"),
        "the report says what would be right"
    );
    assert_eq!(stranger.get(&path).await.status, StatusCode::NOT_FOUND);
    let without = reqwest::multipart::Form::new().text("note", "没有文件");
    let nothing = university
        .send(
            university
                .request(Method::POST, "/achievements/import")
                .multipart(without),
        )
        .await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_command_line_says_what_becomes_of_every_column_of_a_file() {
    let directory = tempfile::tempdir().expect("a directory");
    let (data, file) = (
        directory.path().join("data"),
        directory.path().join("成果.csv"),
    );
    std::fs::create_dir(&data).expect("a directory");
    let table = "项目名称,主要技术内容及指标,知识产权状况,合作意向,项目负责人\n示例成果一,示例内容,发明专利2项：ZL201710601862.3、ZL201710431918.5,转让 / 许可,示例甲\n示例成果二,示例内容,无,许可,示例乙\n示例成果三,示例内容,软件著作权,寻求伙伴,示例丙\n示例成果四,示例内容,201710601862.3,合作开发,示例丁\n示例成果五,示例内容,,作价入股,示例戊\n";
    std::fs::write(&file, table).expect("a file");
    let organisations = settle(&data, None);
    let import = [
        "import",
        "achievements",
        file.to_str().expect("UTF-8"),
        "--organisation",
        &organisations[0],
        "--state",
        "draft",
    ];
    let imported = operate(&data, None, &import, "");
    let (said, report) = (
        String::from_utf8_lossy(&imported.stdout),
        String::from_utf8_lossy(&imported.stderr),
    );
    assert!(imported.status.success(), "{report}");
    for line in [
        "“项目名称”→ 成果名称（按表头）",
        "“主要技术内容及指标”→ 成果摘要（按表头）",
        "“知识产权状况”→ 专利号（按内容推测",
        "“合作意向”→ 转化方式（按内容推测",
        "“项目负责人”→ 完成人（按表头）",
    ] {
        assert!(said.contains(line), "{line}: {said}");
    }
    assert!(said.contains("共 5 行：新增 5"), "{said}");
    assert!(
        report.contains("寻求伙伴"),
        "what does not fit a guessed column is told: {report}"
    );
    let exported = operate(&data, None, &["export", "achievements"], "");
    let exported = String::from_utf8_lossy(&exported.stdout);
    let first = exported
        .lines()
        .find(|line| line.contains("示例成果一"))
        .expect("the first listing");
    assert!(
        first.contains("201710431918.5") && first.contains("licence"),
        "{first}"
    );
}
