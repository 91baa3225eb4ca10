//! Files while they arrive: a large one lies on the disk, and whoever leaves in the middle leaves nothing there.

use std::path::{Path, PathBuf};

use axum::body::{Body, Bytes};
use axum::http::{Request, header};
use futures_util::{StreamExt as _, stream};
use tower::ServiceExt as _;

use crate::asking::send_with;
use crate::harness::{World, searching_on_each_database};
use crate::routes::Sent;
use crate::town::{Thing, Town};

/// Where files lie while they arrive; told by the address of an embedded database alone.
fn arriving_at(world: &World) -> Option<PathBuf> {
    let database = world.address.strip_prefix("sqlite://")?;
    Some(Path::new(database).parent()?.join("files/incoming"))
}

fn lying(folder: &Path) -> Vec<u64> {
    let files = std::fs::read_dir(folder).into_iter().flatten();
    files
        .map(|file| file.unwrap().metadata().map_or(0, |about| about.len()))
        .collect()
}

#[tokio::test]
async fn a_sender_who_leaves_in_the_middle_leaves_no_file() {
    searching_on_each_database(async |world| {
        let Some(folder) = arriving_at(world) else { return };
        let town = Town::new(world).await;
        let asker = town.owner_of(Thing::DraftAchievement);
        let id = town.id_of(Thing::DraftAchievement);
        for (path, token) in [
            (format!("/api/v1/achievements/{id}/attachments"), true),
            ("/api/v1/achievements/import".to_owned(), true),
            (format!("/my/achievements/{id}/files"), false),
        ] {
            let head = "--b\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n%PDF-1.7";
            let pieces = [head.into(), "x".repeat(3 << 20)].map(|piece| Ok::<_, std::io::Error>(Bytes::from(piece)));
            let body = Body::from_stream(stream::iter(pieces).chain(stream::pending()));
            let request = Request::post(&path)
                .header("sec-fetch-site", "same-origin")
                .header(header::CONTENT_TYPE, "multipart/form-data; boundary=b");
            let request = if token {
                request.header(header::AUTHORIZATION, format!("Bearer {}", asker.token))
            } else {
                request.header(header::COOKIE, &asker.cookie)
            };
            let mut answer = Box::pin(town.router().clone().oneshot(request.body(body).unwrap()));
            // Until nearly all that was sent lies on the disk.
            while lying(&folder).iter().sum::<u64>() < 2 << 20 {
                tokio::select! {
                    biased;
                    answer = &mut answer => panic!("{path}: {:?}", answer.unwrap().status()),
                    () = tokio::task::yield_now() => {}
                }
            }
            drop(answer);
            // A piece that is being written is written to its end first.
            while !lying(&folder).is_empty() {
                tokio::task::yield_now().await;
            }
        }
    })
    .await;
}

#[tokio::test]
async fn an_attachment_is_added_told_read_and_taken_off() {
    searching_on_each_database(async |world| {
        let town = Town::new(world).await;
        let asker = town.owner_of(Thing::DraftAchievement);
        let all = format!(
            "/api/v1/achievements/{}/attachments",
            town.id_of(Thing::DraftAchievement)
        );
        let ask = async |method: &str, path: &str, sent: &Sent| {
            send_with(town.router(), method, path, sent, asker, "").await
        };
        let large = format!("%PDF-1.7 {}", "x".repeat(1 << 20));
        let parts =
            |tier: &str| Sent::Parts(vec![("tier", tier.to_owned()), ("file", large.clone())]);
        let refused = ask("POST", &all, &parts("everyone")).await;
        assert_eq!(refused.status, 422, "{}", refused.text);
        assert!(refused.text.contains("/tier"), "{}", refused.text);
        let added = ask("POST", &all, &parts("public")).await;
        assert_eq!(added.status, 201, "{}", added.text);
        let told = ask("GET", &all, &Sent::Nothing).await.text;
        let told: serde_json::Value = serde_json::from_str(&told).unwrap();
        let last = told["items"].as_array().unwrap().last().unwrap();
        assert_eq!(
            (last["tier"].as_str(), last["media_type"].as_str()),
            (Some("public"), Some("application/pdf"))
        );
        assert_eq!(last["size"].as_u64(), Some(large.len() as u64));
        let read = ask("GET", &added.location, &Sent::Nothing).await;
        assert_eq!((read.status, read.text == large), (200, true));
        assert_eq!(
            ask("DELETE", &added.location, &Sent::Nothing).await.status,
            204
        );
        assert_eq!(
            ask("GET", &added.location, &Sent::Nothing).await.status,
            404
        );
    })
    .await;
}
