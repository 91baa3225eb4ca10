//! The log as the bureau reads it: people and things by name, and nothing of what is said behind doors.

use domain::event::{Noun, deed};
use market::catalogue::attachment::Upload;
use market::desk::audit::{Entry, Which};

use crate::harness::{World, on_each_database, refusal};

async fn read(world: &World, which: &Which) -> Vec<Entry> {
    world
        .market
        .events(&world.bureau, i64::MAX, which, 100)
        .await
        .unwrap()
}

fn by(text: &str) -> Which {
    Which {
        text: text.into(),
        ..Which::default()
    }
}

#[tokio::test]
async fn the_log_names_who_did_what_to_which_thing() {
    on_each_database(async |world| {
        let (_, request) = world.requested().await;
        let entries = read(world, &Which::about(Noun::LicenceRequest, request.as_str())).await;
        let told: Vec<_> = entries
            .iter()
            .map(|entry| {
                (
                    entry.actor_name.as_deref(),
                    entry.organisation_name.as_deref(),
                    deed(Noun::LicenceRequest, &entry.event.kind),
                    entry.title.as_deref(),
                    entry.is_open,
                )
            })
            .collect();
        let asked = (
            Some("示例水泥有限公司的经办人"),
            Some("示例水泥有限公司"),
            Some("提出许可意向"),
            Some("余热回收"),
            true,
        );
        assert_eq!(told, [asked]);
        let members = world
            .market
            .events(&world.seller, i64::MAX, &Which::default(), 1)
            .await;
        assert_eq!(refusal(members), "forbidden");
    })
    .await;
}

#[tokio::test]
async fn the_log_is_searched_by_person_organisation_and_identifier() {
    on_each_database(async |world| {
        let (_, request) = world.requested().await;
        let of_buyer = read(world, &by("水泥")).await;
        assert!(
            of_buyer
                .iter()
                .any(|entry| entry.event.noun_id == request.as_str())
                && of_buyer
                    .iter()
                    .all(|entry| entry.organisation_name.as_deref() == Some("示例水泥有限公司"))
        );
        assert_eq!(read(world, &by(request.as_str())).await.len(), 1);
        let of_person = read(world, &by("水泥有限公司的经办")).await;
        assert!(!of_person.is_empty());
        for entry in of_person {
            assert_eq!(
                entry.actor_name.as_deref(),
                Some("示例水泥有限公司的经办人")
            );
        }
        assert!(
            read(world, &by("%")).await.is_empty(),
            "it stands for itself"
        );
    })
    .await;
}

#[tokio::test]
async fn the_log_tells_the_bureau_that_a_deal_got_a_file_and_not_which() {
    on_each_database(async |world| {
        let (_, deal) = world.opened().await;
        let file = Upload {
            name: "底价与让步.pdf".into(),
            content: b"%PDF-1.7 sample".to_vec().into(),
        };
        world
            .market
            .attach_to_deal(&world.seller, &deal, file)
            .await
            .unwrap();
        let entries = read(world, &Which::about(Noun::Deal, deal.as_str())).await;
        let kinds: Vec<&str> = entries
            .iter()
            .map(|entry| entry.event.kind.as_str())
            .collect();
        assert_eq!(kinds, ["file_added", "opened"]);
        for entry in entries {
            assert_eq!((entry.event.payload.as_str(), entry.is_open), ("{}", false));
            assert_eq!(entry.title.as_deref(), Some("余热回收"));
        }
    })
    .await;
}
