//! The server is killed in the middle of writes, over and over: what was acknowledged is there, and can be found.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use reqwest::{Method, StatusCode};
use serde_json::json;
use tests::person::Person;
use tests::server::Server;
use tests::town::{PASSWORD, settle};
use tokio::sync::Notify;

use crate::listing::{listing, until_page_shows};

const KILLS: usize = 20;
const WRITERS: usize = 4;

/// What one writer was told.
#[derive(Default)]
struct Told {
    created: Vec<String>,
    published: Vec<String>,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn every_acknowledged_change_survives_twenty_kills() {
    let data = tempfile::tempdir().expect("a directory");
    settle(data.path(), None);
    let mut server = Server::start(data.path(), None);
    let mut all = Told::default();
    for round in 0..KILLS {
        // Another number of acknowledged changes before each kill, so that it strikes at other places.
        let enough = 7 + round * 5 % 23;
        let acknowledged = Arc::new((AtomicUsize::new(0), Notify::new()));
        let mut writers = Vec::new();
        for writer in 0..WRITERS {
            let university = Person::sign_in(&server.address, "university", PASSWORD).await;
            let bureau = Person::sign_in(&server.address, "bureau", PASSWORD).await;
            writers.push(tokio::spawn(write_until_killed(
                university,
                bureau,
                format!("{round}-{writer}"),
                Arc::clone(&acknowledged),
            )));
        }
        while acknowledged.0.load(Ordering::SeqCst) < enough {
            acknowledged.1.notified().await;
        }
        let (data, database) = server.kill();
        for writer in writers {
            let told = writer.await.expect("a writer ends when the server does");
            all.created.extend(told.created);
            all.published.extend(told.published);
        }
        server = Server::start(&data, database.as_deref());
    }
    let university = Person::sign_in(&server.address, "university", PASSWORD).await;
    for id in &all.created {
        assert_eq!(
            university.get(&format!("/achievements/{id}")).await.status,
            StatusCode::OK,
            "{id} was acknowledged and is lost"
        );
    }
    let anyone = Person::stranger(&server.address);
    for id in &all.published {
        until_page_shows(
            &anyone,
            &format!("/achievements?q={id}"),
            &format!("/achievements/{id}"),
        )
        .await;
    }
    let verified = server.operate(&["verify"], "");
    assert!(
        verified.status.success(),
        "{}",
        String::from_utf8_lossy(&verified.stdout)
    );
    assert!(
        all.published.len() >= KILLS,
        "only {} were published",
        all.published.len()
    );
}

async fn write_until_killed(
    university: Person,
    bureau: Person,
    name: String,
    acknowledged: Arc<(AtomicUsize, Notify)>,
) -> Told {
    let mut told = Told::default();
    let heard = || {
        acknowledged.0.fetch_add(1, Ordering::SeqCst);
        acknowledged.1.notify_one();
    };
    for number in 0.. {
        let create = university
            .request(Method::POST, "/achievements")
            .json(&listing(&format!("示例成果 {name}-{number}")));
        let Ok(answer) = university.try_send(create).await else {
            break;
        };
        let id = answer.id();
        told.created.push(id.clone());
        heard();
        let verb = |who: &Person, verb: &str, version: u8| {
            who.request(Method::POST, &format!("/achievements/{id}/{verb}"))
                .header("if-match", format!("\"{version}\""))
                .json(&json!(null))
        };
        let Ok(_) = university.try_send(verb(&university, "submit", 1)).await else {
            break;
        };
        heard();
        let Ok(answer) = bureau.try_send(verb(&bureau, "publish", 2)).await else {
            break;
        };
        assert_eq!(answer.status, StatusCode::NO_CONTENT, "{}", answer.body);
        told.published.push(id);
        heard();
    }
    told
}
