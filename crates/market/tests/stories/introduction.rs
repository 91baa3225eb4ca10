//! Introductions: recorded by a broker, acknowledged by both, and what follows from it.

use domain::deals::deal::MessageInput;
use domain::deals::introduction::{IntroductionInput, RefusalInput, State};
use domain::deals::party::Party;
use domain::id::{AchievementId, IntroductionId};
use domain::people::organisation::OrganisationKind;

use crate::harness::{Once, World, on_each_database, once, person, refusal, request, terms};

fn pair(world: &World, achievement: &AchievementId) -> IntroductionInput {
    IntroductionInput {
        achievement: achievement.to_string(),
        buyer: world.buyer.organisation.to_string(),
        note: "2026年3月5日电话介绍".into(),
    }
}

async fn introduced(world: &World, achievement: &AchievementId) -> IntroductionId {
    world
        .market
        .introduce(&world.broker, pair(world, achievement), &Once::default())
        .await
        .unwrap()
}

async fn acknowledged(world: &World, achievement: &AchievementId) -> IntroductionId {
    let id = introduced(world, achievement).await;
    world
        .market
        .acknowledge_introduction(&world.seller, &id, 1)
        .await
        .unwrap();
    world
        .market
        .acknowledge_introduction(&world.buyer, &id, 2)
        .await
        .unwrap();
    id
}

#[tokio::test]
async fn a_broker_whose_introduction_both_acknowledged_takes_part_in_the_later_deal() {
    on_each_database(async |world| {
        let achievement = world.published("余热回收").await;
        let introduction = acknowledged(world, &achievement).await;
        let market = &world.market;
        let asked = market
            .request_licence(&world.buyer, &achievement, request(), &Once::default())
            .await
            .unwrap();
        let deal = market
            .accept_licence_request(&world.seller, &asked, 1, &Once::default())
            .await
            .unwrap();
        let view = market.deal(&world.broker, &deal).await.unwrap();
        assert_eq!(
            (view.summary.viewer, view.summary.broker_name.as_deref()),
            (Party::Broker, Some("示例技术转移中心"))
        );
        let evidence = view.introduction.unwrap();
        assert_eq!(
            (evidence.introduction.id, evidence.introduction.state),
            (introduction, State::Acknowledged)
        );
        assert!(evidence.protected_until.is_some());
    })
    .await;
}

#[tokio::test]
async fn a_broker_joins_the_open_deal_once_both_acknowledge() {
    on_each_database(async |world| {
        let (achievement, deal) = world.opened().await;
        let market = &world.market;
        let id = introduced(world, &achievement).await;
        market
            .acknowledge_introduction(&world.buyer, &id, 1)
            .await
            .unwrap();
        assert_eq!(
            refusal(market.deal(&world.broker, &deal).await),
            "not found"
        );
        market
            .acknowledge_introduction(&world.seller, &id, 2)
            .await
            .unwrap();
        let view = market.deal(&world.broker, &deal).await.unwrap();
        assert_eq!(
            view.summary.deal.broker,
            Some(world.broker.organisation.clone())
        );
        assert_eq!(market.deals(&world.broker, None, "", 9).await.unwrap().1, 1);
    })
    .await;
}

#[tokio::test]
async fn a_broker_cannot_make_an_offer_but_can_talk() {
    on_each_database(async |world| {
        let (achievement, deal) = world.opened().await;
        acknowledged(world, &achievement).await;
        let market = &world.market;
        let offer = market
            .make_offer(&world.seller, &deal, 2, terms(200_000), &Once::default())
            .await
            .unwrap();
        assert_eq!(
            refusal(
                market
                    .make_offer(&world.broker, &deal, 3, terms(1), &Once::default())
                    .await
            ),
            "forbidden"
        );
        assert_eq!(
            refusal(market.accept_offer(&world.broker, &deal, 3, &offer).await),
            "forbidden"
        );
        assert_eq!(
            refusal(market.withdraw_offer(&world.broker, &deal, 3, &offer).await),
            "forbidden"
        );
        let says = MessageInput {
            text: "建议折中".into(),
        };
        market
            .post_message(&world.broker, &deal, says, &Once::default())
            .await
            .unwrap();
        let view = market.deal(&world.buyer, &deal).await.unwrap();
        assert_eq!(view.messages[0].organisation_name, "示例技术转移中心");
        assert!(
            !market
                .deal(&world.broker, &deal)
                .await
                .unwrap()
                .summary
                .my_turn
        );
    })
    .await;
}

#[tokio::test]
async fn the_broker_who_recorded_first_takes_part() {
    on_each_database(async |world| {
        let achievement = world.published("余热回收").await;
        let market = &world.market;
        let later = person(
            market,
            "示例后来的机构",
            OrganisationKind::TransferInstitution,
        )
        .await;
        let first = introduced(world, &achievement).await;
        let second = market
            .introduce(&later, pair(world, &achievement), &Once::default())
            .await
            .unwrap();
        for id in [&second, &first] {
            market
                .acknowledge_introduction(&world.seller, id, 1)
                .await
                .unwrap();
            market
                .acknowledge_introduction(&world.buyer, id, 2)
                .await
                .unwrap();
        }
        let asked = market
            .request_licence(&world.buyer, &achievement, request(), &Once::default())
            .await
            .unwrap();
        let deal = market
            .accept_licence_request(&world.seller, &asked, 1, &Once::default())
            .await
            .unwrap();
        assert!(market.deal(&world.broker, &deal).await.is_ok());
        assert_eq!(refusal(market.deal(&later, &deal).await), "not found");
    })
    .await;
}

#[tokio::test]
async fn a_deal_accepted_while_the_introduction_is_being_acknowledged_keeps_its_broker() {
    on_each_database(async |world| {
        let market = &world.market;
        for _ in 0..5 {
            let (achievement, asked) = world.requested().await;
            let id = introduced(world, &achievement).await;
            market
                .acknowledge_introduction(&world.seller, &id, 1)
                .await
                .unwrap();
            let keyless = Once::default();
            let (deal, acknowledged) = tokio::join!(
                market.accept_licence_request(&world.seller, &asked, 1, &keyless),
                market.acknowledge_introduction(&world.buyer, &id, 2),
            );
            acknowledged.unwrap();
            assert!(market.deal(&world.broker, &deal.unwrap()).await.is_ok());
        }
    })
    .await;
}

#[tokio::test]
async fn a_refused_or_withdrawn_introduction_protects_nothing() {
    on_each_database(async |world| {
        let achievement = world.published("余热回收").await;
        let market = &world.market;
        let refused = introduced(world, &achievement).await;
        market
            .acknowledge_introduction(&world.seller, &refused, 1)
            .await
            .unwrap();
        assert_eq!(
            refusal(
                market
                    .refuse_introduction(&world.buyer, &refused, 2, RefusalInput::default())
                    .await
            ),
            "invalid"
        );
        let known = RefusalInput {
            reason: "双方早已认识".into(),
        };
        market
            .refuse_introduction(&world.buyer, &refused, 2, known)
            .await
            .unwrap();
        let withdrawn = introduced(world, &achievement).await;
        market
            .withdraw_introduction(&world.broker, &withdrawn, 1)
            .await
            .unwrap();
        assert_eq!(
            refusal(
                market
                    .acknowledge_introduction(&world.buyer, &withdrawn, 2)
                    .await
            ),
            "refused"
        );
        let asked = market
            .request_licence(&world.buyer, &achievement, request(), &Once::default())
            .await
            .unwrap();
        let deal = market
            .accept_licence_request(&world.seller, &asked, 1, &Once::default())
            .await
            .unwrap();
        assert_eq!(
            refusal(market.deal(&world.broker, &deal).await),
            "not found"
        );
        let view = market.introduction(&world.broker, &refused).await.unwrap();
        assert_eq!(
            (view.introduction.state, view.introduction.reason.as_str()),
            (State::Refused, "双方早已认识")
        );
    })
    .await;
}

#[tokio::test]
async fn a_pair_is_recorded_once_by_a_broker_and_only_by_a_broker() {
    on_each_database(async |world| {
        let achievement = world.published("余热回收").await;
        let market = &world.market;
        assert_eq!(
            refusal(
                market
                    .introduce(&world.buyer, pair(world, &achievement), &Once::default())
                    .await
            ),
            "forbidden"
        );
        let id = market
            .introduce(&world.broker, pair(world, &achievement), &once("i"))
            .await
            .unwrap();
        assert_eq!(
            market
                .introduce(&world.broker, pair(world, &achievement), &once("i"))
                .await
                .unwrap(),
            id
        );
        assert_eq!(
            refusal(
                market
                    .introduce(&world.broker, pair(world, &achievement), &Once::default())
                    .await
            ),
            "refused"
        );
        let to_itself = IntroductionInput {
            buyer: world.seller.organisation.to_string(),
            ..pair(world, &achievement)
        };
        assert_eq!(
            refusal(
                market
                    .introduce(&world.broker, to_itself, &Once::default())
                    .await
            ),
            "refused"
        );
        let nobody = IntroductionInput {
            buyer: "org_01h455vb4pex5vsknk084sn02q".into(),
            ..pair(world, &achievement)
        };
        assert_eq!(
            refusal(
                market
                    .introduce(&world.broker, nobody, &Once::default())
                    .await
            ),
            "invalid"
        );
    })
    .await;
}

#[tokio::test]
async fn strangers_find_no_introduction_and_nobody_answers_for_another() {
    on_each_database(async |world| {
        let achievement = world.published("余热回收").await;
        let id = introduced(world, &achievement).await;
        let market = &world.market;
        assert_eq!(
            refusal(market.introduction(&world.stranger, &id).await),
            "not found"
        );
        assert_eq!(
            refusal(
                market
                    .acknowledge_introduction(&world.stranger, &id, 1)
                    .await
            ),
            "not found"
        );
        assert_eq!(
            refusal(market.acknowledge_introduction(&world.broker, &id, 1).await),
            "forbidden"
        );
        assert_eq!(
            refusal(market.acknowledge_introduction(&world.bureau, &id, 1).await),
            "forbidden"
        );
        assert_eq!(
            refusal(market.withdraw_introduction(&world.seller, &id, 1).await),
            "forbidden"
        );
        market
            .acknowledge_introduction(&world.seller, &id, 1)
            .await
            .unwrap();
        assert_eq!(
            refusal(market.acknowledge_introduction(&world.seller, &id, 2).await),
            "refused"
        );
        assert_eq!(
            refusal(market.acknowledge_introduction(&world.buyer, &id, 1).await),
            "stale"
        );
        for party in [&world.seller, &world.buyer, &world.broker] {
            assert_eq!(market.introductions(party, None, "", 9).await.unwrap().1, 1);
        }
        assert_eq!(
            market
                .introductions(&world.stranger, None, "", 9)
                .await
                .unwrap()
                .1,
            0
        );
    })
    .await;
}
