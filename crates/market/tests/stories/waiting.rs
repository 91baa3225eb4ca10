//! The first list of every workspace.

use domain::deals::introduction::IntroductionInput;
use domain::event::Noun;
use domain::people::user::Actor;

use crate::harness::{Once, World, on_each_database, terms};

/// Nouns of what waits for someone, and of what they wait for.
async fn waits(world: &World, actor: &Actor) -> (Vec<Noun>, Vec<Noun>) {
    let waiting = world.market.waiting(actor).await.unwrap();
    let nouns = |items: Vec<market::desk::waiting::WaitingItem>| {
        items.into_iter().map(|item| item.noun).collect()
    };
    (nouns(waiting.for_me), nouns(waiting.for_others))
}

#[tokio::test]
async fn everyone_sees_first_what_waits_for_them() {
    on_each_database(async |world| {
        let (achievement, request) = world.requested().await;
        let market = &world.market;
        assert_eq!(
            waits(world, &world.seller).await,
            (vec![Noun::LicenceRequest], vec![])
        );
        assert_eq!(
            waits(world, &world.buyer).await,
            (vec![], vec![Noun::LicenceRequest])
        );
        let item = market
            .waiting(&world.seller)
            .await
            .unwrap()
            .for_me
            .remove(0);
        assert_eq!(
            (item.title.as_str(), item.id.as_deref()),
            ("余热回收", Some(request.as_str()))
        );
        assert_eq!(item.due, Some(item.since.plus_days(10).day()));

        let deal = market
            .accept_licence_request(&world.seller, &request, 1, &Once::default())
            .await
            .unwrap();
        market
            .make_offer(&world.seller, &deal, 1, terms(200_000), &Once::default())
            .await
            .unwrap();
        assert_eq!(
            waits(world, &world.seller).await,
            (vec![], vec![Noun::Deal])
        );
        assert_eq!(waits(world, &world.buyer).await, (vec![Noun::Deal], vec![]));

        let pair = IntroductionInput {
            achievement: achievement.to_string(),
            buyer: world.buyer.organisation.to_string(),
            note: "示例".into(),
        };
        let introduction = market
            .introduce(&world.broker, pair, &Once::default())
            .await
            .unwrap();
        assert_eq!(
            waits(world, &world.broker).await,
            (vec![], vec![Noun::Introduction])
        );
        market
            .acknowledge_introduction(&world.buyer, &introduction, 1)
            .await
            .unwrap();
        assert_eq!(
            waits(world, &world.seller).await,
            (vec![Noun::Introduction], vec![Noun::Deal])
        );
        assert_eq!(
            waits(world, &world.buyer).await,
            (vec![Noun::Deal], vec![Noun::Introduction])
        );
        market
            .acknowledge_introduction(&world.seller, &introduction, 2)
            .await
            .unwrap();
        assert_eq!(
            waits(world, &world.broker).await,
            (vec![], vec![Noun::Deal])
        );
        assert_eq!(waits(world, &world.stranger).await, (vec![], vec![]));
    })
    .await;
}

#[tokio::test]
async fn listings_wait_for_review_and_then_for_their_owner() {
    on_each_database(async |world| {
        let market = &world.market;
        let id = world.published("余热回收").await;
        let listing = market
            .achievement(Some(&world.seller), &id)
            .await
            .unwrap()
            .listing;
        let input = domain::catalogue::achievement::AchievementInput {
            title: listing.title,
            summary: listing.summary,
            field: listing.field,
            maturity: listing.maturity,
            modes: listing.modes,
            contact_name: listing.contact_name,
            contact: listing.contact,
            ..domain::catalogue::achievement::AchievementInput::default()
        };
        market
            .edit_achievement(&world.seller, &id, 3, input)
            .await
            .unwrap();
        assert_eq!(
            waits(world, &world.seller).await,
            (vec![], vec![Noun::Achievement])
        );
        let queue = market
            .waiting(&world.bureau)
            .await
            .unwrap()
            .for_me
            .remove(0);
        assert_eq!((queue.title.as_str(), queue.id), ("1 项成果", None));
        market
            .return_achievement(&world.bureau, &id, 4, "缺少数据")
            .await
            .unwrap();
        let returned = market
            .waiting(&world.seller)
            .await
            .unwrap()
            .for_me
            .remove(0);
        assert!(returned.what.contains("缺少数据"), "{}", returned.what);
        assert_eq!(waits(world, &world.bureau).await, (vec![], vec![]));
    })
    .await;
}
