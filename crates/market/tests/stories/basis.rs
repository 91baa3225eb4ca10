//! Text and data of a contract cannot disagree unseen.

use domain::catalogue::achievement::{AchievementInput, PatentInput, PatentStatus};
use domain::deals::contract::check::Finding;

use crate::harness::{Once, World, on_each_database, refusal, terms};

/// The listing of `published`, with something else.
fn listing(title: &str, change: impl FnOnce(&mut AchievementInput)) -> AchievementInput {
    let mut input = AchievementInput {
        title: title.into(),
        summary: "一句话".into(),
        field: "新材料".into(),
        maturity: Some(domain::catalogue::achievement::Maturity::trl(6)),
        modes: vec![domain::catalogue::achievement::TransferMode::Licence],
        contact_name: "示例联系人".into(),
        contact: "0350-1234567".into(),
        ..AchievementInput::default()
    };
    change(&mut input);
    input
}

async fn relisted(
    world: &World,
    achievement: &domain::id::AchievementId,
    change: impl FnOnce(&mut AchievementInput),
) {
    let version = world
        .market
        .achievement(Some(&world.seller), achievement)
        .await
        .unwrap()
        .version;
    world
        .market
        .edit_achievement(
            &world.seller,
            achievement,
            version,
            listing("余热回收", change),
        )
        .await
        .unwrap();
    // What is published changes only by review.
    world
        .market
        .publish_achievement(&world.bureau, achievement, version + 1)
        .await
        .unwrap();
}

#[tokio::test]
async fn what_changed_after_the_drafting_is_shown_and_drafted_anew() {
    on_each_database(async |world| {
        let market = &world.market;
        let (_, contract) = world.drafted(600_000).await;
        let before = market.contract(&world.buyer, &contract).await.unwrap();
        assert_eq!(before.differences, []);
        let achievement = before.contract().achievement.clone();
        relisted(world, &achievement, |input| {
            input.summary = "另一句话".into()
        })
        .await;
        let view = market.contract(&world.buyer, &contract).await.unwrap();
        assert!(
            !view.differences.is_empty(),
            "the text tells of a listing that is another by now"
        );
        assert!(
            view.differences
                .iter()
                .any(|found| found.now.iter().any(|line| line.contains("另一句话"))),
            "{:?}",
            view.differences
        );
        let version = view.contract().version;
        assert_eq!(
            refusal(
                market
                    .redraft_contract(&world.stranger, &contract, version)
                    .await
            ),
            "not found"
        );
        market
            .redraft_contract(&world.buyer, &contract, version)
            .await
            .unwrap();
        let view = market.contract(&world.buyer, &contract).await.unwrap();
        assert_eq!(view.differences, []);
        assert!(view.contract().text.plain().contains("另一句话"));
    })
    .await;
}

#[tokio::test]
async fn findings_come_with_the_offer_and_mending_the_listing_alone_mends_no_text() {
    on_each_database(async |world| {
        let market = &world.market;
        let (achievement, deal) = world.opened().await;
        let known = |filed_on: &str| {
            vec![PatentInput {
                number: "ZL201710601862.3".into(),
                status: PatentStatus::Granted,
                filed_on: filed_on.into(),
            }]
        };
        relisted(world, &achievement, |input| input.patents = known("")).await;
        let offer = market
            .make_offer(&world.seller, &deal, 1, terms(600_000), &Once::default())
            .await
            .unwrap();
        let incomplete = |findings: &[Finding]| {
            findings
                .iter()
                .any(|finding| finding.code == "patent_data_incomplete")
        };
        assert!(
            incomplete(&market.deal(&world.buyer, &deal).await.unwrap().findings),
            "told before there is a contract"
        );
        market
            .accept_offer(&world.buyer, &deal, 2, &offer)
            .await
            .unwrap();
        let contract = market
            .draft_contract(&world.seller, &deal, 3, &Once::default())
            .await
            .unwrap();
        relisted(world, &achievement, |input| {
            input.patents = known("2017-07-21")
        })
        .await;
        let view = market.contract(&world.seller, &contract).await.unwrap();
        assert!(
            incomplete(&view.findings) && !view.differences.is_empty(),
            "the text still says nothing of the term"
        );
        let hash = world.seen(&world.seller, &contract).await;
        assert_eq!(
            refusal(market.sign_contract(&world.seller, &contract, hash).await),
            "refused"
        );
        market
            .redraft_contract(&world.seller, &contract, 1)
            .await
            .unwrap();
        let view = market.contract(&world.seller, &contract).await.unwrap();
        assert!(!incomplete(&view.findings), "{:?}", view.findings);
    })
    .await;
}
