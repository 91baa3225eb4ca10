//! A disk that is full: what was being written is refused and said, and nothing that was there is harmed.

use std::fmt::Write as _;
use std::process::Command;

use reqwest::StatusCode;
use serde_json::json;
use tests::person::Person;
use tests::server::{Server, operate, program};
use tests::town::{PASSWORD, settle};

use crate::listing::{listing, publish, until_page_shows};

/// Listings, so many that the files of the index are larger than [`FILE_AT_MOST`].
const LISTINGS: usize = 400;
/// The largest file that a process may write, in blocks of 512 bytes.
const FILE_AT_MOST: usize = 120;

fn rows() -> String {
    let mut rows = String::new();
    for number in 0..LISTINGS {
        // Numbers as words: every listing has its own, so that the dictionary of the index grows.
        let own: Vec<String> = (0..200)
            .map(|word| format!("x{}", number * 200 + word))
            .collect();
        writeln!(rows, r#"{{"id": "D-{number}", "title": "示例成果第{number}号", "abstract": "煤矸石制备建材。{}"}}"#, own.join(" "))
            .expect("text can be written");
    }
    rows
}

#[tokio::test]
async fn a_disk_that_is_full_while_the_index_is_written_costs_no_data() {
    let directory = tempfile::tempdir().expect("a directory");
    let (data, file) = (
        directory.path().join("data"),
        directory.path().join("listings.jsonl"),
    );
    std::fs::create_dir(&data).expect("a directory");
    std::fs::write(&file, rows()).expect("a file");
    let organisations = settle(&data, None);
    let import = [
        "import",
        "achievements",
        file.to_str().expect("UTF-8"),
        "--organisation",
        &organisations[0],
    ];
    let imported = operate(&data, None, &import, "");
    assert!(
        imported.status.success(),
        "{}",
        String::from_utf8_lossy(&imported.stderr)
    );

    // Beyond the limit a write fails as it does on a full disk; the signal that would end the process is ignored.
    let limited =
        format!("trap '' XFSZ; ulimit -f {FILE_AT_MOST}; exec \"$0\" reindex --data \"$1\"");
    let full = Command::new("sh")
        .args(["-c", &limited])
        .arg(program())
        .arg(&data)
        .output()
        .expect("sh runs");
    assert!(
        !full.status.success(),
        "the disk was not full: {}",
        String::from_utf8_lossy(&full.stdout)
    );
    assert!(
        !String::from_utf8_lossy(&full.stderr).trim().is_empty(),
        "it says why"
    );
    assert!(
        !String::from_utf8_lossy(&full.stderr).contains("panicked"),
        "{}",
        String::from_utf8_lossy(&full.stderr)
    );

    // With room again the next start fills the index from the log.
    let server = Server::start(&data, None);
    let anyone = Person::stranger(&server.address);
    loop {
        let page = anyone.get("/achievements?q=煤矸石&limit=1").await;
        if page.body["total"] == LISTINGS {
            break;
        }
        tokio::task::yield_now().await;
    }
    let verified = operate(&server.kill().0, None, &["verify"], "");
    assert!(
        verified.status.success(),
        "{}",
        String::from_utf8_lossy(&verified.stdout)
    );
}

#[tokio::test]
async fn a_disk_that_was_full_for_a_while_leaves_a_server_that_writes_and_signs_in_again() {
    let data = tempfile::tempdir().expect("a directory");
    settle(data.path(), None);
    let server = Server::start(data.path(), None);
    let university = Person::sign_in(&server.address, "university", PASSWORD).await;
    let before = university.post("/achievements", listing("之前")).await.id();

    for round in 0..5 {
        server.limit_files("4096");
        for _ in 0..4 {
            let refused = university.post("/achievements", listing("磁盘已满")).await;
            assert_eq!(
                refused.status,
                StatusCode::INTERNAL_SERVER_ERROR,
                "the disk was not full: {}",
                refused.body
            );
            let anyone = Person::stranger(&server.address);
            let sign_in = anyone
                .post(
                    "/session",
                    json!({ "login": "bureau", "password": PASSWORD }),
                )
                .await;
            assert_eq!(
                sign_in.status,
                StatusCode::INTERNAL_SERVER_ERROR,
                "{}",
                sign_in.body
            );
            university
                .get(&format!("/achievements/{before}"))
                .await
                .ok();
        }
        server.limit_files("unlimited");
        university
            .post("/achievements", listing(&format!("之后{round}")))
            .await
            .id();
        Person::sign_in(&server.address, "bureau", PASSWORD).await;
    }
    let mine = university.get("/my/achievements?limit=100").await.ok();
    assert_eq!(
        mine["items"].as_array().expect("a list").len(),
        6,
        "nothing of what was refused is there: {mine}"
    );
    let verified = operate(&server.kill().0, None, &["verify"], "");
    assert!(
        verified.status.success(),
        "{}",
        String::from_utf8_lossy(&verified.stdout)
    );
}

/// The answer of `/readyz`, and its status.
async fn ready(server: &Server) -> (StatusCode, serde_json::Value) {
    let response = reqwest::get(format!("{}/readyz", server.address))
        .await
        .expect("the server answers");
    (response.status(), response.json().await.expect("JSON"))
}

#[tokio::test]
async fn an_index_that_cannot_be_written_is_told_and_catches_up_by_itself() {
    let data = tempfile::tempdir().expect("a directory");
    settle(data.path(), None);
    let server = Server::start(data.path(), None);
    let university = Person::sign_in(&server.address, "university", PASSWORD).await;
    let bureau = Person::sign_in(&server.address, "bureau", PASSWORD).await;
    let first = publish(&university, &bureau, "石墨烯导热膜").await;
    until_page_shows(&university, "/achievements?q=石墨烯导热膜", &first).await;
    assert_eq!(
        ready(&server).await,
        (
            StatusCode::OK,
            json!({ "ready": true, "database": true, "down": [] })
        )
    );

    let (there, away) = (data.path().join("index"), data.path().join("away"));
    std::fs::rename(&there, &away).expect("renamed");
    let second = publish(&university, &bureau, "煤矸石制砖").await;
    loop {
        let (status, told) = ready(&server).await;
        if status == StatusCode::SERVICE_UNAVAILABLE {
            assert_eq!(
                (&told["ready"], &told["database"]),
                (&json!(false), &json!(true)),
                "{told}"
            );
            assert_eq!(told["down"][0]["duty"], "indexer", "{told}");
            break;
        }
        tokio::task::yield_now().await;
    }
    std::fs::rename(&away, &there).expect("renamed");
    until_page_shows(&university, "/achievements?q=煤矸石制砖", &second).await;
    while ready(&server).await.0 != StatusCode::OK {
        tokio::task::yield_now().await;
    }
    let verified = operate(&server.kill().0, None, &["verify"], "");
    assert!(
        verified.status.success(),
        "{}",
        String::from_utf8_lossy(&verified.stdout)
    );
}
