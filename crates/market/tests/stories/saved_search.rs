//! Saved searches: one's own, bounded, told of what is published later and answers them.

use domain::catalogue::saved_search::{Chosen, EACH_AT_MOST, SavedSearchInput};
use domain::event::Noun;
use domain::id::SavedSearchId;
use domain::people::user::Actor;
use market::catalogue::saved_search::Saved;
use market::desk::audit::Which;
use market::kernel::permission::{Action, allowed, roles_of, roles_with};
use market::readers::alert::Named;

use crate::harness::{World, on_each_database, refusal, searching_on_each_database};

fn of_text(text: &str) -> SavedSearchInput {
    SavedSearchInput {
        text: text.into(),
        ..SavedSearchInput::default()
    }
}

async fn saved(world: &World, actor: &Actor, input: SavedSearchInput) -> SavedSearchId {
    let saved = world.market.save_search(actor, input).await.unwrap();
    assert!(matches!(saved, Saved::New(_)), "{saved:?}");
    saved.id().clone()
}

async fn names(world: &World, actor: &Actor) -> Vec<String> {
    world
        .market
        .saved_searches(actor, "", 99)
        .await
        .unwrap()
        .0
        .into_iter()
        .map(|watched| watched.search.name)
        .collect()
}

/// What the alerts of a person are about: name of the search, title of the listing.
async fn told(world: &World, actor: &Actor) -> Vec<(String, String)> {
    world.market.raise_new_alerts().await.unwrap();
    let (alerts, _) = world.market.alerts(actor, 99).await.unwrap();
    alerts
        .into_iter()
        .map(
            |Named {
                 alert,
                 achievement_title,
                 ..
             }| (alert.about_title, achievement_title),
        )
        .collect()
}

#[tokio::test]
async fn a_saved_search_is_its_owners_alone() {
    on_each_database(async |world| {
        let market = &world.market;
        let id = saved(world, &world.buyer, of_text("碳化硅")).await;
        assert_eq!(names(world, &world.buyer).await, ["与“碳化硅”有关的成果"]);
        assert_eq!(
            market
                .saved_search(&world.buyer, &id)
                .await
                .unwrap()
                .wanted
                .text,
            "碳化硅"
        );
        // A colleague in the same organisation is as much a stranger as the bureau is.
        let colleague = Actor {
            user: world.stranger.user.clone(),
            ..world.buyer.clone()
        };
        for other in [
            &world.seller,
            &world.broker,
            &world.bureau,
            &world.stranger,
            &colleague,
        ] {
            assert_eq!(names(world, other).await, [""; 0]);
            assert_eq!(refusal(market.saved_search(other, &id).await), "not found");
            assert_eq!(
                refusal(market.delete_saved_search(other, &id).await),
                "not found"
            );
        }
        market.delete_saved_search(&world.buyer, &id).await.unwrap();
        assert_eq!(
            refusal(market.delete_saved_search(&world.buyer, &id).await),
            "not found"
        );
        assert_eq!(names(world, &world.buyer).await, [""; 0]);
        // The log says that it happened, not what was searched.
        let events = market
            .events(
                &world.bureau,
                i64::MAX,
                &Which::about(Noun::SavedSearch, id.as_str()),
                9,
            )
            .await
            .unwrap();
        let told: Vec<(&str, &str)> = events
            .iter()
            .map(|entry| (entry.event.kind.as_str(), entry.event.payload.as_str()))
            .collect();
        assert_eq!(told, [("deleted", "{}"), ("created", "{}")]);
    })
    .await;
}

#[tokio::test]
async fn everyone_who_is_signed_in_may_save_searches_and_nobody_else_does_anything_with_them() {
    on_each_database(async |world| {
        for actor in [&world.seller, &world.buyer, &world.broker, &world.bureau] {
            saved(world, actor, of_text("石墨烯")).await;
            assert!(!allowed(
                &roles_with(Some(actor), &world.stranger.user),
                Action::SavedSearchManage
            ));
        }
        assert!(!allowed(&roles_of(None), Action::SavedSearchCreate));
        assert!(!allowed(
            &roles_with(None, &world.buyer.user),
            Action::SavedSearchManage
        ));
    })
    .await;
}

#[tokio::test]
async fn the_same_search_is_saved_once_and_a_search_for_nothing_never() {
    on_each_database(async |world| {
        let market = &world.market;
        let named = SavedSearchInput {
            name: "衬底".into(),
            ..of_text("碳化硅 衬底")
        };
        let id = saved(world, &world.buyer, named).await;
        assert_eq!(
            market
                .save_search(&world.buyer, of_text(" 碳化硅\u{3000}衬底"))
                .await
                .unwrap(),
            Saved::Before(id)
        );
        assert_eq!(
            names(world, &world.buyer).await,
            ["衬底"],
            "the name that was given stays"
        );
        saved(world, &world.seller, of_text("碳化硅 衬底")).await;
        assert_eq!(
            refusal(market.save_search(&world.buyer, of_text(" ")).await),
            "invalid"
        );
        let nobodys = Chosen {
            organisation: vec!["org_01h455vb4pex5vsknk084sn02q".parse().unwrap()],
            ..Chosen::default()
        };
        assert_eq!(
            refusal(
                market
                    .save_search(
                        &world.buyer,
                        SavedSearchInput {
                            filters: nobodys,
                            ..of_text("")
                        }
                    )
                    .await
            ),
            "invalid"
        );
        let sellers = Chosen {
            organisation: vec![world.seller.organisation.clone()],
            ..Chosen::default()
        };
        saved(
            world,
            &world.buyer,
            SavedSearchInput {
                filters: sellers,
                ..of_text("")
            },
        )
        .await;
        assert_eq!(
            names(world, &world.buyer).await,
            ["“示例大学”中的成果", "衬底"]
        );
    })
    .await;
}

#[tokio::test]
async fn a_person_saves_a_bounded_number_of_searches() {
    on_each_database(async |world| {
        let market = &world.market;
        let mut first = None;
        for number in 0..EACH_AT_MOST {
            first.get_or_insert(
                saved(world, &world.buyer, of_text(&format!("合金 {number}"))).await,
            );
        }
        assert_eq!(
            refusal(market.save_search(&world.buyer, of_text("再一个")).await),
            "refused"
        );
        assert!(
            market
                .save_search(&world.buyer, of_text("合金 0"))
                .await
                .is_ok(),
            "the same one is there already"
        );
        market
            .delete_saved_search(&world.buyer, &first.unwrap())
            .await
            .unwrap();
        saved(world, &world.buyer, of_text("再一个")).await;
        let (page, count) = market.saved_searches(&world.buyer, "", 3).await.unwrap();
        assert_eq!(
            (page.len(), count, page[0].search.name.as_str()),
            (3, EACH_AT_MOST, "与“再一个”有关的成果")
        );
        let (next, _) = market
            .saved_searches(&world.buyer, page[2].search.id.as_str(), 1)
            .await
            .unwrap();
        assert_eq!(next[0].search.wanted.text, "合金 47");
    })
    .await;
}

#[tokio::test]
async fn a_new_listing_that_has_all_words_and_passes_the_filters_is_told_to_whoever_saved_the_search()
 {
    searching_on_each_database(async |world| {
        let market = &world.market;
        world.published("石墨烯导热膜").await;
        let within = |field: &str| SavedSearchInput {
            filters: Chosen {
                field: vec![field.into()],
                ..Chosen::default()
            },
            ..of_text("石墨烯")
        };
        let film = saved(
            world,
            &world.buyer,
            SavedSearchInput {
                name: "膜".into(),
                ..of_text("石墨烯 薄膜")
            },
        )
        .await;
        saved(
            world,
            &world.buyer,
            SavedSearchInput {
                name: "农业".into(),
                ..within("现代农业")
            },
        )
        .await;
        saved(
            world,
            &world.broker,
            SavedSearchInput {
                name: "材料".into(),
                ..within("新材料")
            },
        )
        .await;
        saved(
            world,
            &world.seller,
            SavedSearchInput {
                name: "自己的".into(),
                ..of_text("石墨烯")
            },
        )
        .await;
        assert_eq!(
            told(world, &world.buyer).await,
            [],
            "what was published before is no news"
        );

        world.published("石墨烯薄膜传感器").await;
        world.published("石墨烯电池").await;
        let pair = |name: &str, title: &str| (name.to_owned(), title.to_owned());
        assert_eq!(
            told(world, &world.buyer).await,
            [pair("膜", "石墨烯薄膜传感器")]
        );
        let mut brokers = told(world, &world.broker).await;
        brokers.sort();
        assert_eq!(
            brokers,
            [pair("材料", "石墨烯电池"), pair("材料", "石墨烯薄膜传感器")]
        );
        assert_eq!(
            told(world, &world.seller).await,
            [],
            "not of their own organisation's listings"
        );
        assert_eq!(told(world, &world.stranger).await, []);
        let colleague = Actor {
            user: world.stranger.user.clone(),
            ..world.buyer.clone()
        };
        assert_eq!(told(world, &colleague).await, [], "nor colleagues");

        let (alerts, unseen) = market.alerts(&world.buyer, 9).await.unwrap();
        assert_eq!((alerts[0].alert.score, unseen), (None, 1));
        assert_eq!(
            market.waiting(&world.buyer).await.unwrap().for_me[0].title,
            "1 条新的匹配"
        );
        let new = async || {
            market
                .saved_searches(&world.buyer, "", 9)
                .await
                .unwrap()
                .0
                .iter()
                .map(|one| one.unseen)
                .collect::<Vec<_>>()
        };
        assert_eq!(new().await, [0, 1]);
        market.see_alerts(&world.buyer).await.unwrap();
        assert_eq!(new().await, [0, 0]);
        assert_eq!(
            market.alerts(&world.broker, 9).await.unwrap().1,
            2,
            "what one has seen others have not"
        );

        market
            .delete_saved_search(&world.buyer, &film)
            .await
            .unwrap();
        assert_eq!(told(world, &world.buyer).await, [], "its alerts go with it");
        world.published("石墨烯薄膜开关").await;
        assert_eq!(
            told(world, &world.buyer).await,
            [],
            "and nobody asks any more"
        );
    })
    .await;
}
