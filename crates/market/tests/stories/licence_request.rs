//! Requests: asked once, answered once.

use domain::catalogue::achievement::TransferMode;
use domain::deals::licence_request::{DeclineInput, DeclineReason, LicenceRequestInput, State};
use domain::deals::party::Side;
use market::Error;

use crate::harness::{Once, on_each_database, once, refusal, request};

#[tokio::test]
async fn a_request_is_answered_once() {
    on_each_database(async |world| {
        let (_, id) = world.requested().await;
        let market = &world.market;
        let deal = market
            .accept_licence_request(&world.seller, &id, 1, &Once::default())
            .await
            .unwrap();
        let view = market.licence_request(&world.buyer, &id).await.unwrap();
        assert_eq!(
            (view.request.state, view.request.deal),
            (State::Accepted, Some(deal))
        );
        let decline = DeclineInput {
            reason: Some(DeclineReason::Price),
            text: String::new(),
        };
        assert_eq!(
            refusal(
                market
                    .accept_licence_request(&world.seller, &id, 2, &Once::default())
                    .await
            ),
            "refused"
        );
        assert_eq!(
            refusal(
                market
                    .decline_licence_request(&world.seller, &id, 2, decline)
                    .await
            ),
            "refused"
        );
        assert_eq!(
            refusal(market.withdraw_licence_request(&world.buyer, &id, 2).await),
            "refused"
        );
    })
    .await;
}

#[tokio::test]
async fn accepting_opens_a_deal_of_the_two_sides() {
    on_each_database(async |world| {
        let (achievement, deal) = world.opened().await;
        let view = world.market.deal(&world.buyer, &deal).await.unwrap();
        assert_eq!(view.summary.deal.achievement, achievement);
        assert_eq!(view.summary.achievement_title, "余热回收");
        assert_eq!(
            (
                view.summary.seller_name.as_str(),
                view.summary.buyer_name.as_str()
            ),
            ("示例大学", "示例水泥有限公司")
        );
        assert_eq!(
            view.request.unwrap().request.asked.purpose,
            "用于示例生产线的改造"
        );
        assert_eq!(view.summary.deal.broker, None);
    })
    .await;
}

#[tokio::test]
async fn a_declined_request_tells_the_buyer_why_and_may_be_asked_again() {
    on_each_database(async |world| {
        let (achievement, id) = world.requested().await;
        let market = &world.market;
        let other = DeclineInput {
            reason: Some(DeclineReason::Other),
            text: " ".into(),
        };
        assert_eq!(
            refusal(
                market
                    .decline_licence_request(&world.seller, &id, 1, other)
                    .await
            ),
            "invalid"
        );
        let decline = DeclineInput {
            reason: Some(DeclineReason::LicensedExclusively),
            text: "至 2030 年".into(),
        };
        market
            .decline_licence_request(&world.seller, &id, 1, decline)
            .await
            .unwrap();
        let view = market.licence_request(&world.buyer, &id).await.unwrap();
        assert_eq!(view.request.decline.unwrap().text, "至 2030 年");
        assert!(
            market
                .request_licence(&world.buyer, &achievement, request(), &Once::default())
                .await
                .is_ok()
        );
    })
    .await;
}

#[tokio::test]
async fn only_what_a_listing_offers_can_be_asked_for() {
    on_each_database(async |world| {
        let achievement = world.published("余热回收").await;
        let ask = |mode| LicenceRequestInput {
            mode: Some(mode),
            licence_kind: None,
            ..request()
        };
        let market = &world.market;
        let refused = market
            .request_licence(
                &world.buyer,
                &achievement,
                ask(TransferMode::Assignment),
                &Once::default(),
            )
            .await;
        let Err(Error::Invalid(errors)) = refused else {
            panic!("not offered")
        };
        assert_eq!(
            (errors[0].field.as_str(), errors[0].message.as_str()),
            ("mode", "这项成果不提供“转让”，可选：许可")
        );
        assert_eq!(
            market
                .open_request(&world.buyer, &achievement)
                .await
                .unwrap(),
            None
        );
        let id = market
            .request_licence(
                &world.buyer,
                &achievement,
                ask(TransferMode::Licence),
                &Once::default(),
            )
            .await
            .unwrap();
        assert_eq!(
            market
                .open_request(&world.buyer, &achievement)
                .await
                .unwrap(),
            Some(id)
        );
        assert_eq!(
            market
                .open_request(&world.stranger, &achievement)
                .await
                .unwrap(),
            None
        );
    })
    .await;
}

#[tokio::test]
async fn a_double_click_makes_one_request() {
    on_each_database(async |world| {
        let achievement = world.published("余热回收").await;
        let market = &world.market;
        let first = market
            .request_licence(&world.buyer, &achievement, request(), &once("k1"))
            .await
            .unwrap();
        let second = market
            .request_licence(&world.buyer, &achievement, request(), &once("k1"))
            .await
            .unwrap();
        assert_eq!(first, second);
        assert_eq!(
            market
                .licence_requests(&world.buyer, Side::Buyer, None, "", 10)
                .await
                .unwrap()
                .1,
            1
        );
        let deal = market
            .accept_licence_request(&world.seller, &first, 1, &once("k2"))
            .await
            .unwrap();
        assert_eq!(
            market
                .accept_licence_request(&world.seller, &first, 1, &once("k2"))
                .await
                .unwrap(),
            deal
        );
    })
    .await;
}

#[tokio::test]
async fn a_buyer_waits_for_one_answer_at_a_time_and_is_told_where() {
    on_each_database(async |world| {
        let (achievement, id) = world.requested().await;
        let market = &world.market;
        let again = market
            .request_licence(&world.buyer, &achievement, request(), &Once::default())
            .await;
        assert!(matches!(again, Err(Error::Refused(text)) if text.contains(id.as_str())));
        let deal = market
            .accept_licence_request(&world.seller, &id, 1, &Once::default())
            .await
            .unwrap();
        let again = market
            .request_licence(&world.buyer, &achievement, request(), &Once::default())
            .await;
        assert!(matches!(again, Err(Error::Refused(text)) if text.contains(deal.as_str())));
        assert!(
            market
                .request_licence(&world.stranger, &achievement, request(), &Once::default())
                .await
                .is_ok(),
            "others may ask"
        );
    })
    .await;
}

#[tokio::test]
async fn two_clicks_at_the_same_moment_make_one_request() {
    on_each_database(async |world| {
        let achievement = world.published("余热回收").await;
        let ask = || {
            world
                .market
                .request_licence(&world.buyer, &achievement, request(), &UNKEYED)
        };
        let (one, two) = tokio::join!(ask(), ask());
        assert_eq!(
            [&one, &two].iter().filter(|result| result.is_ok()).count(),
            1,
            "{one:?} {two:?}"
        );
        assert_eq!(refusal(if one.is_err() { one } else { two }), "refused");
    })
    .await;
}

static UNKEYED: std::sync::LazyLock<Once> = std::sync::LazyLock::new(Once::default);

#[tokio::test]
async fn only_enterprises_ask_and_only_for_what_is_published_by_others() {
    on_each_database(async |world| {
        let achievement = world.published("余热回收").await;
        let market = &world.market;
        assert_eq!(
            refusal(
                market
                    .request_licence(&world.broker, &achievement, request(), &Once::default())
                    .await
            ),
            "forbidden"
        );
        assert_eq!(
            refusal(
                market
                    .request_licence(&world.seller, &achievement, request(), &Once::default())
                    .await
            ),
            "forbidden"
        );
        market
            .withdraw_achievement(&world.seller, &achievement, 3, "示例")
            .await
            .unwrap();
        assert_eq!(
            refusal(
                market
                    .request_licence(&world.buyer, &achievement, request(), &Once::default())
                    .await
            ),
            "not found"
        );
        let empty = LicenceRequestInput {
            mode: Some(TransferMode::Licence),
            ..LicenceRequestInput::default()
        };
        assert_eq!(
            refusal(
                market
                    .request_licence(&world.buyer, &achievement, empty, &Once::default())
                    .await
            ),
            "invalid"
        );
    })
    .await;
}

#[tokio::test]
async fn strangers_find_no_request_and_the_sides_do_only_what_is_theirs() {
    on_each_database(async |world| {
        let (_, id) = world.requested().await;
        let market = &world.market;
        for stranger in [&world.stranger, &world.broker] {
            assert_eq!(
                refusal(market.licence_request(stranger, &id).await),
                "not found"
            );
            assert_eq!(
                refusal(market.withdraw_licence_request(stranger, &id, 1).await),
                "not found"
            );
            assert_eq!(
                refusal(
                    market
                        .accept_licence_request(stranger, &id, 1, &Once::default())
                        .await
                ),
                "not found"
            );
        }
        assert!(market.licence_request(&world.bureau, &id).await.is_ok());
        assert_eq!(
            refusal(
                market
                    .accept_licence_request(&world.bureau, &id, 1, &Once::default())
                    .await
            ),
            "forbidden"
        );
        assert_eq!(
            refusal(
                market
                    .accept_licence_request(&world.buyer, &id, 1, &Once::default())
                    .await
            ),
            "forbidden"
        );
        assert_eq!(
            refusal(market.withdraw_licence_request(&world.seller, &id, 1).await),
            "forbidden"
        );
    })
    .await;
}

#[tokio::test]
async fn an_answer_to_a_version_that_changed_is_refused() {
    on_each_database(async |world| {
        let (_, id) = world.requested().await;
        world
            .market
            .withdraw_licence_request(&world.buyer, &id, 1)
            .await
            .unwrap();
        assert_eq!(
            refusal(
                world
                    .market
                    .accept_licence_request(&world.seller, &id, 1, &Once::default())
                    .await
            ),
            "stale"
        );
    })
    .await;
}

#[tokio::test]
async fn requests_are_listed_with_the_open_ones_first_and_the_oldest_first() {
    on_each_database(async |world| {
        let market = &world.market;
        let mut asked = Vec::new();
        for title in ["甲", "乙", "丙"] {
            let achievement = world.published(title).await;
            asked.push(
                market
                    .request_licence(&world.buyer, &achievement, request(), &Once::default())
                    .await
                    .unwrap(),
            );
        }
        market
            .withdraw_licence_request(&world.buyer, &asked[0], 1)
            .await
            .unwrap();
        let (first, count) = market
            .licence_requests(&world.seller, Side::Seller, None, "", 2)
            .await
            .unwrap();
        let titles: Vec<&str> = first
            .iter()
            .map(|view| view.achievement_title.as_str())
            .collect();
        assert_eq!((titles, count), (vec!["乙", "丙"], 3));
        let (rest, _) = market
            .licence_requests(&world.seller, Side::Seller, None, &first[1].place(), 2)
            .await
            .unwrap();
        assert_eq!(
            rest.iter()
                .map(|view| view.achievement_title.as_str())
                .collect::<Vec<_>>(),
            ["甲"]
        );
        assert_eq!(
            market
                .licence_requests(&world.seller, Side::Seller, Some(State::Open), "", 0)
                .await
                .unwrap()
                .1,
            2
        );
        assert_eq!(
            market
                .licence_requests(&world.stranger, Side::Buyer, None, "", 9)
                .await
                .unwrap()
                .1,
            0
        );
        assert!(!first[0].overdue);
        assert_eq!(
            first[0].answer_due,
            first[0].request.created_at.plus_days(10).day()
        );
    })
    .await;
}
