//! Stale and repeated actions say what happened in the meantime, by which side and when.

use domain::Timestamp;
use domain::catalogue::achievement::AchievementInput;
use domain::deals::deal::ClosingInput;
use domain::deals::licence_request::{DeclineInput, DeclineReason, State as RequestState};
use domain::deals::registration::RefusalInput;
use domain::money::payment::check::DecisionInput;
use domain::people::organisation::OrganisationUpdateInput;
use domain::people::user::{Actor, Role, UserInput};
use market::Error;

use crate::harness::{Once, on_each_database, refusal, terms};
use crate::paperwork::{application, registration};

/// The sentence with which an action was answered; that it names a moment of today is checked here.
fn said<T: std::fmt::Debug>(result: market::Result<T>) -> String {
    let sentence = match result.unwrap_err() {
        Error::Overtaken(sentence) | Error::Refused(sentence) => sentence,
        other => panic!("{other:?}"),
    };
    let today = domain::time::chinese_day(Timestamp::now().day());
    assert!(sentence.contains(&today), "{sentence}");
    sentence
}

fn told(sentence: &str, who: &str, what: &str) {
    assert!(
        sentence.contains(&format!("{who}已于")) && sentence.contains(what),
        "{sentence}"
    );
}

#[tokio::test]
async fn accepting_what_was_withdrawn_is_answered_with_who_withdrew_it_and_when() {
    on_each_database(async |world| {
        let market = &world.market;
        let (_, request) = world.requested().await;
        market
            .withdraw_licence_request(&world.buyer, &request, 1)
            .await
            .unwrap();
        for version in [1, 2] {
            let sentence = said(
                market
                    .accept_licence_request(&world.seller, &request, version, &Once::default())
                    .await,
            );
            told(&sentence, "买方（示例水泥有限公司）", "撤回许可意向");
        }
        let decline = DeclineInput {
            reason: Some(DeclineReason::Price),
            text: String::new(),
        };
        told(
            &said(
                market
                    .decline_licence_request(&world.seller, &request, 2, decline)
                    .await,
            ),
            "买方（示例水泥有限公司）",
            "撤回许可意向",
        );
        told(
            &said(
                market
                    .withdraw_licence_request(&world.buyer, &request, 2)
                    .await,
            ),
            "您",
            "撤回许可意向",
        );
    })
    .await;
}

#[tokio::test]
async fn an_offer_that_is_gone_says_where_it_went() {
    on_each_database(async |world| {
        let market = &world.market;
        let (_, deal) = world.opened().await;
        let offer = market
            .make_offer(&world.seller, &deal, 1, terms(600_000), &Once::default())
            .await
            .unwrap();
        market
            .withdraw_offer(&world.seller, &deal, 2, &offer)
            .await
            .unwrap();
        told(
            &said(market.accept_offer(&world.buyer, &deal, 2, &offer).await),
            "卖方（示例大学）",
            "撤回报价",
        );
        told(
            &said(market.accept_offer(&world.buyer, &deal, 3, &offer).await),
            "卖方（示例大学）",
            "撤回报价",
        );
        let closing = || ClosingInput {
            reason: Some(domain::deals::deal::CloseReason::Price),
            text: String::new(),
        };
        market
            .close_deal(&world.seller, &deal, 3, closing())
            .await
            .unwrap();
        told(
            &said(market.close_deal(&world.buyer, &deal, 4, closing()).await),
            "卖方（示例大学）",
            "结束洽谈",
        );
        let late = market
            .make_offer(&world.buyer, &deal, 4, terms(1), &Once::default())
            .await;
        told(&said(late), "卖方（示例大学）", "结束洽谈");
    })
    .await;
}

#[tokio::test]
async fn deciding_what_is_decided_says_by_whom_it_was() {
    on_each_database(async |world| {
        let market = &world.market;
        let achievement = world.published("余热回收").await;
        let contract = world.signed_by(&world.buyer, &achievement, 600_000).await;
        let hash = world.seen(&world.seller, &contract).await;
        told(
            &said(market.sign_contract(&world.seller, &contract, hash).await),
            "买方（示例水泥有限公司）",
            "合同签订",
        );
        market
            .apply_for_registration(&world.seller, &contract, 3, application(600_000))
            .await
            .unwrap();
        let again = market
            .apply_for_registration(&world.seller, &contract, 3, application(600_000))
            .await;
        told(&said(again), "您", "申请认定登记");
        let (one, two) = (world.agency().await, world.agency().await);
        market
            .register_contract(&one, &contract, 4, registration(contract.as_str(), 600_000))
            .await
            .unwrap();
        for version in [4, 5] {
            let refused = market
                .refuse_registration(
                    &two,
                    &contract,
                    version,
                    RefusalInput {
                        reason: "内容不符".into(),
                    },
                )
                .await;
            told(
                &said(refused),
                "登记机构（示例技术合同登记站）",
                "予以认定登记",
            );
        }
        let payment = world.verified(&world.buyer, &contract, 600_000).await;
        told(
            &said(market.withdraw_payment(&world.buyer, &payment, 1).await),
            "科技局",
            "核验通过这笔款项",
        );
        let twice = market
            .verify_payment(&world.bureau, &payment, 2, DecisionInput::default())
            .await;
        told(&said(twice), "您", "核验通过这笔款项");
        told(
            &said(
                market
                    .publish_achievement(&world.bureau, &achievement, 2)
                    .await,
            ),
            "您",
            "发布这项成果",
        );
    })
    .await;
}

#[tokio::test]
async fn a_declined_request_stays_with_both_sides_with_its_reason_and_the_way_on() {
    on_each_database(async |world| {
        let market = &world.market;
        let (_, request) = world.requested().await;
        let decline = DeclineInput {
            reason: Some(DeclineReason::Price),
            text: "低于成本".into(),
        };
        market
            .decline_licence_request(&world.seller, &request, 1, decline)
            .await
            .unwrap();
        for (actor, side, way_on) in [
            (
                &world.seller,
                domain::deals::party::Side::Seller,
                "无需办理；买方可能调整条件后重新提出",
            ),
            (
                &world.buyer,
                domain::deals::party::Side::Buyer,
                "可以按婉拒原因调整条件后重新提出，或查找相近的成果",
            ),
        ] {
            let (list, count) = market
                .licence_requests(actor, side, Some(RequestState::Declined), "", 10)
                .await
                .unwrap();
            assert_eq!((list.len(), count, list[0].way_on), (1, 1, way_on));
            assert_eq!(list[0].request.decline.as_ref().unwrap().text, "低于成本");
            assert!(list[0].can.is_empty());
        }
        let nobody = market
            .licence_requests(
                &world.stranger,
                domain::deals::party::Side::Buyer,
                None,
                "",
                10,
            )
            .await
            .unwrap();
        assert_eq!(nobody.1, 0);
    })
    .await;
}

#[tokio::test]
async fn what_the_other_side_said_and_offered_is_unread_until_somebody_looks() {
    on_each_database(async |world| {
        let market = &world.market;
        let (_, deal) = world.opened().await;
        let says = |text: &str| domain::deals::deal::MessageInput { text: text.into() };
        market
            .post_message(&world.seller, &deal, says("请看附件"), &Once::default())
            .await
            .unwrap();
        market
            .make_offer(&world.seller, &deal, 1, terms(600_000), &Once::default())
            .await
            .unwrap();
        let view = market.deal(&world.buyer, &deal).await.unwrap();
        assert_eq!(
            (
                view.summary.unread,
                view.messages[0].unread,
                view.offers[0].unread
            ),
            (2, true, true)
        );
        assert_eq!(
            market
                .deal(&world.seller, &deal)
                .await
                .unwrap()
                .summary
                .unread,
            0,
            "nobody's own words are new to them"
        );
        let waiting = market.waiting(&world.buyer).await.unwrap().for_me;
        assert!(
            waiting[0].what.ends_with("（1 条新留言）"),
            "{}",
            waiting[0].what
        );
        assert_eq!(
            refusal(market.see_deal(&world.stranger, &deal).await),
            "not found"
        );
        market.see_deal(&world.buyer, &deal).await.unwrap();
        let view = market.deal(&world.buyer, &deal).await.unwrap();
        assert_eq!(
            (
                view.summary.unread,
                view.messages[0].unread,
                view.offers[0].unread
            ),
            (0, false, false)
        );
        market
            .post_message(&world.buyer, &deal, says("收到"), &Once::default())
            .await
            .unwrap();
        assert_eq!(
            market.deals(&world.seller, None, "", 10).await.unwrap().0[0].unread,
            1
        );
        let for_seller = market.waiting(&world.seller).await.unwrap().for_me;
        assert!(
            for_seller
                .iter()
                .any(|item| item.what == "1 条新留言，请查看"),
            "{for_seller:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn who_saved_meanwhile_is_named_to_a_colleague_and_of_an_organisation_too() {
    on_each_database(async |world| {
        let market = &world.market;
        let colleague = UserInput {
            login: format!("colleague{}", world.seller.user.as_str().len()),
            name: "李示例".into(),
            password: "correct horse".into(),
        };
        let user = market
            .add_member(None, &world.seller.organisation, colleague, Role::Manager)
            .await
            .unwrap();
        let other = Actor {
            user,
            name: "李示例".into(),
            ..world.seller.clone()
        };
        let id = market
            .create_achievement(&world.seller, titled("一"), &Once::default())
            .await
            .unwrap();
        market
            .edit_achievement(&other, &id, 1, titled("二"))
            .await
            .unwrap();
        let late = market
            .edit_achievement(&world.seller, &id, 1, titled("三"))
            .await;
        told(&said(late), "本单位李示例", "修改这项成果");
        let own = market.edit_achievement(&other, &id, 1, titled("四")).await;
        told(&said(own), "您", "修改这项成果");

        let organisation = &world.seller.organisation;
        let version = market.organisation(organisation).await.unwrap().version;
        let phone = |phone: &str| OrganisationUpdateInput {
            phone: phone.into(),
            ..OrganisationUpdateInput::default()
        };
        market
            .update_organisation(&other, organisation, version, phone("0350-5550001"))
            .await
            .unwrap();
        let late = market
            .update_organisation(&world.seller, organisation, version, phone("0350-5550002"))
            .await;
        told(&said(late), "本单位李示例", "更新单位信息");
    })
    .await;
}

fn titled(title: &str) -> AchievementInput {
    AchievementInput {
        title: title.into(),
        ..AchievementInput::default()
    }
}
