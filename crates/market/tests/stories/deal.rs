//! Deals: talk, offers, agreement, parting.

use domain::deals::deal::turn::Turn;
use domain::deals::deal::{CloseReason, ClosingInput, MessageInput, State};
use domain::deals::offer;
use domain::deals::party::{Party, Side};
use domain::deals::terms::input::TermsInput;
use market::catalogue::attachment::Upload;

use crate::harness::{Once, on_each_database, once, refusal, terms};

fn says(text: &str) -> MessageInput {
    MessageInput { text: text.into() }
}

fn pdf() -> Upload {
    Upload {
        name: "技术资料.pdf".into(),
        content: b"%PDF-1.7 example".to_vec().into(),
    }
}

#[tokio::test]
async fn an_offer_is_accepted_only_by_the_other_side() {
    on_each_database(async |world| {
        let (_, deal) = world.opened().await;
        let market = &world.market;
        let offer = market
            .make_offer(&world.seller, &deal, 1, terms(200_000), &Once::default())
            .await
            .unwrap();
        assert_eq!(
            refusal(market.accept_offer(&world.seller, &deal, 2, &offer).await),
            "refused"
        );
        market
            .accept_offer(&world.buyer, &deal, 2, &offer)
            .await
            .unwrap();
        let view = market.deal(&world.seller, &deal).await.unwrap();
        assert_eq!(
            (view.summary.deal.state, view.summary.turn),
            (State::Agreed, Turn::Contract)
        );
        assert_eq!(
            view.current_offer().unwrap().offer.state,
            offer::State::Accepted
        );
        assert_eq!(
            refusal(market.accept_offer(&world.buyer, &deal, 3, &offer).await),
            "refused"
        );
    })
    .await;
}

#[tokio::test]
async fn a_new_offer_takes_the_place_of_the_one_before_even_of_an_accepted_one() {
    on_each_database(async |world| {
        let (_, deal) = world.opened().await;
        let market = &world.market;
        market
            .make_offer(&world.seller, &deal, 1, terms(300_000), &Once::default())
            .await
            .unwrap();
        let counter = market
            .make_offer(&world.buyer, &deal, 2, terms(200_000), &Once::default())
            .await
            .unwrap();
        market
            .accept_offer(&world.seller, &deal, 3, &counter)
            .await
            .unwrap();
        market
            .make_offer(&world.buyer, &deal, 4, terms(250_000), &Once::default())
            .await
            .unwrap();
        let view = market.deal(&world.seller, &deal).await.unwrap();
        let states: Vec<offer::State> = view.offers.iter().map(|view| view.offer.state).collect();
        assert_eq!(
            states,
            [
                offer::State::Open,
                offer::State::Superseded,
                offer::State::Superseded
            ],
            "the newest first"
        );
        assert_eq!(view.offers[0].organisation_name, "示例水泥有限公司");
        assert_eq!(view.offers[0].author_name, world.buyer.name);
        assert_eq!(
            (view.summary.deal.state, view.summary.turn),
            (State::Negotiating, Turn::Answer(Side::Seller))
        );
        assert!(view.summary.my_turn);
    })
    .await;
}

#[tokio::test]
async fn an_offer_is_withdrawn_only_by_who_made_it() {
    on_each_database(async |world| {
        let (_, deal) = world.opened().await;
        let market = &world.market;
        let offer = market
            .make_offer(&world.seller, &deal, 1, terms(200_000), &Once::default())
            .await
            .unwrap();
        assert_eq!(
            refusal(market.withdraw_offer(&world.buyer, &deal, 2, &offer).await),
            "refused"
        );
        market
            .withdraw_offer(&world.seller, &deal, 2, &offer)
            .await
            .unwrap();
        assert_eq!(
            refusal(market.accept_offer(&world.buyer, &deal, 3, &offer).await),
            "refused"
        );
        assert_eq!(
            market.deal(&world.buyer, &deal).await.unwrap().summary.turn,
            Turn::Offer
        );
    })
    .await;
}

#[tokio::test]
async fn an_offer_of_another_deal_is_not_found() {
    on_each_database(async |world| {
        let (_, one) = world.opened().await;
        let (_, other) = world.opened().await;
        let market = &world.market;
        let offer = market
            .make_offer(&world.seller, &one, 1, terms(200_000), &Once::default())
            .await
            .unwrap();
        assert_eq!(
            refusal(market.accept_offer(&world.buyer, &other, 1, &offer).await),
            "not found"
        );
    })
    .await;
}

#[tokio::test]
async fn a_stale_version_is_refused_and_changes_nothing() {
    on_each_database(async |world| {
        let (_, deal) = world.opened().await;
        let market = &world.market;
        let offer = market
            .make_offer(&world.seller, &deal, 1, terms(200_000), &Once::default())
            .await
            .unwrap();
        assert_eq!(
            refusal(
                market
                    .make_offer(&world.buyer, &deal, 1, terms(1), &Once::default())
                    .await
            ),
            "stale"
        );
        assert_eq!(
            refusal(market.accept_offer(&world.buyer, &deal, 1, &offer).await),
            "stale"
        );
        let closing = ClosingInput {
            reason: Some(CloseReason::Price),
            text: String::new(),
        };
        assert_eq!(
            refusal(market.close_deal(&world.buyer, &deal, 1, closing).await),
            "stale"
        );
        let view = market.deal(&world.buyer, &deal).await.unwrap();
        assert_eq!((view.offers.len(), view.summary.deal.version), (1, 2));
    })
    .await;
}

#[tokio::test]
async fn of_two_offers_at_the_same_moment_one_is_stale() {
    on_each_database(async |world| {
        let (_, deal) = world.opened().await;
        let (keyless, market) = (Once::default(), &world.market);
        let (one, two) = tokio::join!(
            market.make_offer(&world.seller, &deal, 1, terms(300_000), &keyless),
            market.make_offer(&world.buyer, &deal, 1, terms(200_000), &keyless),
        );
        assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
        assert_eq!(refusal(if one.is_err() { one } else { two }), "stale");
        assert_eq!(
            market.deal(&world.buyer, &deal).await.unwrap().offers.len(),
            1
        );
    })
    .await;
}

#[tokio::test]
async fn a_double_click_makes_one_offer_and_one_message() {
    on_each_database(async |world| {
        let (_, deal) = world.opened().await;
        let market = &world.market;
        let offer = market
            .make_offer(&world.seller, &deal, 1, terms(200_000), &once("o"))
            .await
            .unwrap();
        assert_eq!(
            market
                .make_offer(&world.seller, &deal, 1, terms(200_000), &once("o"))
                .await
                .unwrap(),
            offer
        );
        let message = market
            .post_message(&world.seller, &deal, says("您好"), &once("m"))
            .await
            .unwrap();
        assert_eq!(
            market
                .post_message(&world.seller, &deal, says("您好"), &once("m"))
                .await
                .unwrap(),
            message
        );
        assert_eq!(
            market
                .deal(&world.buyer, &deal)
                .await
                .unwrap()
                .messages
                .len(),
            1
        );
    })
    .await;
}

#[tokio::test]
async fn a_broken_offer_names_its_fields_and_nothing_is_written() {
    on_each_database(async |world| {
        let (_, deal) = world.opened().await;
        let broken = TermsInput {
            price_fen: None,
            ..terms(1)
        };
        assert_eq!(
            refusal(
                world
                    .market
                    .make_offer(&world.buyer, &deal, 1, broken, &Once::default())
                    .await
            ),
            "invalid"
        );
        assert_eq!(
            world
                .market
                .deal(&world.buyer, &deal)
                .await
                .unwrap()
                .summary
                .deal
                .version,
            1
        );
    })
    .await;
}

#[tokio::test]
async fn a_message_does_not_make_an_offer_that_someone_is_typing_stale() {
    on_each_database(async |world| {
        let (_, deal) = world.opened().await;
        let market = &world.market;
        market
            .post_message(&world.buyer, &deal, says("第一条"), &Once::default())
            .await
            .unwrap();
        market
            .post_message(&world.seller, &deal, says("第二条"), &Once::default())
            .await
            .unwrap();
        market
            .make_offer(&world.seller, &deal, 1, terms(200_000), &Once::default())
            .await
            .unwrap();
        let view = market.deal(&world.buyer, &deal).await.unwrap();
        let said: Vec<(&str, Party, &str)> = view
            .messages
            .iter()
            .map(|m| {
                (
                    m.message.text.as_str(),
                    m.message.by,
                    m.organisation_name.as_str(),
                )
            })
            .collect();
        assert_eq!(
            said,
            [
                ("第一条", Party::Buyer, "示例水泥有限公司"),
                ("第二条", Party::Seller, "示例大学")
            ]
        );
        let earlier = market
            .deal_messages(
                &world.buyer,
                &deal,
                view.messages[1].message.id.as_str(),
                10,
            )
            .await
            .unwrap();
        assert_eq!(earlier.len(), 1);
        assert!(!view.earlier_messages);
    })
    .await;
}

#[tokio::test]
async fn a_closed_deal_stays_closed_and_says_why() {
    on_each_database(async |world| {
        let (_, deal) = world.opened().await;
        let market = &world.market;
        assert_eq!(
            refusal(
                market
                    .close_deal(&world.buyer, &deal, 1, ClosingInput::default())
                    .await
            ),
            "invalid"
        );
        let closing = ClosingInput {
            reason: Some(CloseReason::Funds),
            text: String::new(),
        };
        market
            .close_deal(&world.buyer, &deal, 1, closing)
            .await
            .unwrap();
        let view = market.deal(&world.seller, &deal).await.unwrap();
        assert_eq!(
            view.summary.deal.closing.unwrap().reason,
            CloseReason::Funds
        );
        assert_eq!(
            refusal(
                market
                    .make_offer(&world.seller, &deal, 2, terms(1), &Once::default())
                    .await
            ),
            "refused"
        );
        assert_eq!(
            refusal(
                market
                    .post_message(&world.seller, &deal, says("等等"), &Once::default())
                    .await
            ),
            "refused"
        );
        assert_eq!(
            refusal(market.attach_to_deal(&world.seller, &deal, pdf()).await),
            "refused"
        );
    })
    .await;
}

#[tokio::test]
async fn strangers_find_no_deal() {
    on_each_database(async |world| {
        let (_, deal) = world.opened().await;
        let market = &world.market;
        let offer = market
            .make_offer(&world.seller, &deal, 1, terms(200_000), &Once::default())
            .await
            .unwrap();
        let file = market
            .attach_to_deal(&world.seller, &deal, pdf())
            .await
            .unwrap();
        for stranger in [&world.stranger, &world.broker, &world.bureau] {
            assert_eq!(refusal(market.deal(stranger, &deal).await), "not found");
            assert_eq!(
                refusal(market.deal_messages(stranger, &deal, "", 1).await),
                "not found"
            );
            assert_eq!(
                refusal(
                    market
                        .post_message(stranger, &deal, says("您好"), &Once::default())
                        .await
                ),
                "not found"
            );
            assert_eq!(
                refusal(
                    market
                        .make_offer(stranger, &deal, 2, terms(1), &Once::default())
                        .await
                ),
                "not found"
            );
            assert_eq!(
                refusal(market.accept_offer(stranger, &deal, 2, &offer).await),
                "not found"
            );
            assert_eq!(
                refusal(market.attach_to_deal(stranger, &deal, pdf()).await),
                "not found"
            );
            assert_eq!(
                refusal(
                    market
                        .deal_file(stranger, &deal, &file)
                        .await
                        .map(|file| file.name)
                ),
                "not found"
            );
            assert_eq!(market.deals(stranger, None, "", 10).await.unwrap().1, 0);
        }
    })
    .await;
}

#[tokio::test]
async fn the_files_of_a_deal_are_for_its_parties() {
    on_each_database(async |world| {
        let (_, deal) = world.opened().await;
        let market = &world.market;
        let file = market
            .attach_to_deal(&world.seller, &deal, pdf())
            .await
            .unwrap();
        let view = market.deal(&world.buyer, &deal).await.unwrap();
        assert_eq!(
            (
                view.files[0].attachment.tier.as_str(),
                view.files[0].added_by_name.as_str()
            ),
            ("parties", world.seller.name.as_str())
        );
        assert_eq!(
            market
                .deal_file(&world.buyer, &deal, &file)
                .await
                .unwrap()
                .bytes,
            b"%PDF-1.7 example"
        );
        let (_, other) = world.opened().await;
        assert_eq!(
            refusal(
                market
                    .deal_file(&world.buyer, &other, &file)
                    .await
                    .map(|file| file.name)
            ),
            "not found"
        );
    })
    .await;
}

#[tokio::test]
async fn deals_are_listed_with_those_under_way_first_and_the_newest_first() {
    on_each_database(async |world| {
        let (_, first) = world.opened().await;
        let (_, second) = world.opened().await;
        let (_, third) = world.opened().await;
        let closing = ClosingInput {
            reason: Some(CloseReason::NoAnswer),
            text: String::new(),
        };
        world
            .market
            .close_deal(&world.seller, &third, 1, closing)
            .await
            .unwrap();
        let (page, count) = world
            .market
            .deals(&world.seller, None, "", 2)
            .await
            .unwrap();
        assert_eq!(count, 3);
        assert_eq!(
            page.iter()
                .map(|summary| &summary.deal.id)
                .collect::<Vec<_>>(),
            [&second, &first]
        );
        let (rest, _) = world
            .market
            .deals(&world.seller, None, &page[1].place(), 2)
            .await
            .unwrap();
        assert_eq!(
            rest.iter()
                .map(|summary| &summary.deal.id)
                .collect::<Vec<_>>(),
            [&third]
        );
        assert_eq!(
            world
                .market
                .deals(&world.buyer, Some(State::Negotiating), "", 9)
                .await
                .unwrap()
                .1,
            2
        );
    })
    .await;
}
