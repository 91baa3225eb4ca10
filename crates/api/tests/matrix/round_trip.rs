//! What is read can be handed in again as it is, and then nothing has changed.

use axum::http::header;
use serde_json::Value;

use crate::asking::{Asker, send_with};
use crate::harness::searching_on_each_database;
use crate::routes::Sent;
use crate::town::{Thing, Town};

/// Reads a thing, hands the part that `PUT` takes in again, and reads it once more.
async fn unchanged(town: &Town, thing: Thing, collection: &str, part: &str, below: &str) {
    let asker = town.owner_of(thing);
    let path = format!("/api/v1/{collection}/{}", town.id_of(thing));
    let before = read(town, &path, asker).await;
    let body = if part.is_empty() {
        before.0.clone()
    } else {
        before.0[part].clone()
    };
    let put = format!("{path}{below}");
    let answer = send_with(
        town.router(),
        "PUT",
        &put,
        &Sent::Json(body.to_string()),
        asker,
        &before.1,
    )
    .await;
    assert_eq!(answer.status, 204, "{put}: {}", answer.text);
    let after = read(town, &path, asker).await;
    assert_ne!(before.1, after.1, "{put}: it was written");
    assert_eq!(settled(before.0), settled(after.0), "{put}");
}

async fn read(town: &Town, path: &str, asker: &Asker) -> (Value, String) {
    let answer = send_with(town.router(), "GET", path, &Sent::Nothing, asker, "").await;
    let etag = answer
        .headers
        .get(header::ETAG)
        .unwrap()
        .to_str()
        .unwrap()
        .to_owned();
    (serde_json::from_str(&answer.text).unwrap(), etag)
}

/// Without what every write moves on.
fn settled(mut view: Value) -> Value {
    for moved in ["version", "updated_at"] {
        view.as_object_mut().unwrap().remove(moved);
    }
    view
}

#[tokio::test]
async fn what_is_read_can_be_handed_in_again_as_it_is() {
    searching_on_each_database(async |world| {
        let town = Town::new(world).await;
        unchanged(
            &town,
            Thing::DraftAchievement,
            "achievements",
            "listing",
            "",
        )
        .await;
        unchanged(&town, Thing::DraftDemand, "demands", "text", "").await;
        unchanged(&town, Thing::DraftContract, "contracts", "text", "/text").await;
        unchanged(&town, Thing::Organisation, "organisations", "", "").await;
    })
    .await;
}

#[tokio::test]
async fn a_tag_that_a_proxy_made_weak_is_taken_and_a_star_means_any_version() {
    searching_on_each_database(async |world| {
        let town = Town::new(world).await;
        let asker = town.owner_of(Thing::DraftAchievement);
        let path = format!(
            "/api/v1/achievements/{}",
            town.id_of(Thing::DraftAchievement)
        );
        let (read_back, tag) = read(&town, &path, asker).await;
        let sent = Sent::Json(read_back["listing"].to_string());
        for (version, expected) in [
            (format!("W/{tag}"), 204),
            (tag, 412),
            ("*".to_owned(), 204),
            ("*".to_owned(), 204),
            ("\"*\"".to_owned(), 400),
        ] {
            let answer = send_with(town.router(), "PUT", &path, &sent, asker, &version).await;
            assert_eq!(answer.status, expected, "{version}: {}", answer.text);
        }
        let asker = town.owner_of(Thing::Organisation);
        let path = format!("/api/v1/organisations/{}", town.id_of(Thing::Organisation));
        let sent = Sent::Json(read(&town, &path, asker).await.0.to_string());
        let answer = send_with(town.router(), "PUT", &path, &sent, asker, "*").await;
        assert_eq!(answer.status, 204, "{}", answer.text);
        let nowhere = format!(
            "/api/v1/achievements/{}/submit",
            "ach_00000000000000000000000000"
        );
        let answer = send_with(town.router(), "POST", &nowhere, &Sent::Nothing, asker, "*").await;
        assert_eq!(answer.status, 404, "{}", answer.text);
    })
    .await;
}
