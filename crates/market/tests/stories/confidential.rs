//! What is for the parties of a deal stays with them.

use domain::deals::deal::{CloseReason, ClosingInput};
use domain::event::Noun;
use domain::money::payment::check::DecisionInput;
use market::catalogue::attachment::{Tier, Upload};
use market::desk::audit::Which;
use market::kernel::work::Once;
use market::money::payment::Vouchers;

use crate::harness::{on_each_database, refusal};
use crate::paperwork::payment;

#[tokio::test]
async fn the_confidential_files_of_an_achievement_open_with_a_deal_and_shut_when_it_comes_to_nothing()
 {
    on_each_database(async |world| {
        let market = &world.market;
        let (achievement, deal) = world.opened().await;
        let upload = Upload {
            name: "工艺参数.pdf".into(),
            content: b"%PDF-1.7 secret".to_vec().into(),
        };
        let file = market
            .attach_to_achievement(
                &world.seller,
                &achievement,
                Tier::Parties,
                upload,
                &Once::default(),
            )
            .await
            .unwrap();
        let version = market
            .achievement(Some(&world.bureau), &achievement)
            .await
            .unwrap()
            .version;
        market
            .publish_achievement(&world.bureau, &achievement, version)
            .await
            .unwrap();
        assert_eq!(
            market
                .achievement_file(Some(&world.buyer), &achievement, &file)
                .await
                .unwrap()
                .bytes,
            b"%PDF-1.7 secret"
        );
        assert!(
            market
                .achievement_files(Some(&world.stranger), &achievement)
                .await
                .unwrap()
                .is_empty()
        );
        assert!(
            market
                .achievement_files(None, &achievement)
                .await
                .unwrap()
                .is_empty()
        );
        let seen = market
            .events(
                &world.bureau,
                i64::MAX,
                &Which::about(Noun::Achievement, achievement.as_str()),
                1,
            )
            .await
            .unwrap();
        assert_eq!(
            (seen[0].event.kind.as_str(), seen[0].event.actor.as_str()),
            ("file_seen", world.buyer.user.as_str())
        );
        let closing = ClosingInput {
            reason: Some(CloseReason::TechnologyUnfit),
            text: String::new(),
        };
        market
            .close_deal(&world.buyer, &deal, 1, closing)
            .await
            .unwrap();
        let shut = market
            .achievement_file(Some(&world.buyer), &achievement, &file)
            .await;
        assert_eq!(refusal(shut.map(|file| file.name)), "not found");
    })
    .await;
}

#[tokio::test]
async fn a_wrong_file_is_taken_off_by_whoever_added_it_until_the_contract_is_signed() {
    on_each_database(async |world| {
        let market = &world.market;
        let (_, deal) = world.opened().await;
        let upload = |name: &str| Upload {
            name: name.into(),
            content: b"%PDF-1.7 draft".to_vec().into(),
        };
        let wrong = market
            .attach_to_deal(&world.seller, &deal, upload("另一家的报价\u{202e}fdp.pdf"))
            .await
            .unwrap();
        assert_eq!(
            market.deal(&world.buyer, &deal).await.unwrap().files[0]
                .attachment
                .name,
            "另一家的报价fdp.pdf"
        );
        assert_eq!(
            refusal(market.detach_from_deal(&world.buyer, &deal, &wrong).await),
            "forbidden"
        );
        assert_eq!(
            refusal(
                market
                    .detach_from_deal(&world.stranger, &deal, &wrong)
                    .await
            ),
            "not found"
        );
        market
            .detach_from_deal(&world.seller, &deal, &wrong)
            .await
            .unwrap();
        assert_eq!(
            refusal(
                market
                    .deal_file(&world.seller, &deal, &wrong)
                    .await
                    .map(|_| ())
            ),
            "not found"
        );
        // The log keeps which file it was; the bureau, who may not see the deal, reads only that one was removed.
        let which = Which::about(Noun::Deal, deal.as_str());
        let database = store::Db::open(&world.address).await.unwrap();
        let mut tx = database.read().await.unwrap();
        let kept = store::kernel::event::before(&mut tx, i64::MAX, &which, 1)
            .await
            .unwrap();
        drop(tx);
        database.close().await;
        let kept = &kept[0].event;
        assert_eq!(kept.kind, "file_removed");
        assert!(
            kept.payload.contains("另一家的报价fdp.pdf") && kept.payload.contains("sha256"),
            "{}",
            kept.payload
        );
        let told = market
            .events(&world.bureau, i64::MAX, &which, 1)
            .await
            .unwrap();
        assert_eq!(
            (told[0].event.kind.as_str(), told[0].event.payload.as_str()),
            ("file_removed", "{}")
        );

        let right = market
            .attach_to_deal(&world.seller, &deal, upload("报价.pdf"))
            .await
            .unwrap();
        let version = market
            .deal(&world.buyer, &deal)
            .await
            .unwrap()
            .summary
            .deal
            .version;
        let closing = ClosingInput {
            reason: Some(CloseReason::TechnologyUnfit),
            text: String::new(),
        };
        market
            .close_deal(&world.buyer, &deal, version, closing)
            .await
            .unwrap();
        assert_eq!(
            refusal(market.detach_from_deal(&world.seller, &deal, &right).await),
            "refused"
        );
    })
    .await;
}

#[tokio::test]
async fn a_file_for_the_parties_stays_once_a_contract_was_signed_about_it() {
    on_each_database(async |world| {
        let market = &world.market;
        let achievement = world.published("余热回收").await;
        let upload = |name: &str| Upload {
            name: name.into(),
            content: b"%PDF-1.7 data".to_vec().into(),
        };
        let seller = &world.seller;
        let wrong = market
            .attach_to_achievement(
                seller,
                &achievement,
                Tier::Parties,
                upload("误传.pdf"),
                &Once::default(),
            )
            .await
            .unwrap();
        let data = market
            .attach_to_achievement(
                seller,
                &achievement,
                Tier::Parties,
                upload("参数.pdf"),
                &Once::default(),
            )
            .await
            .unwrap();
        assert_eq!(
            refusal(
                market
                    .detach_from_achievement(&world.stranger, &achievement, &wrong)
                    .await
            ),
            "forbidden"
        );
        market
            .detach_from_achievement(seller, &achievement, &wrong)
            .await
            .unwrap();
        assert_eq!(
            refusal(
                market
                    .achievement_file(Some(seller), &achievement, &wrong)
                    .await
                    .map(|_| ())
            ),
            "not found"
        );
        let version = market
            .achievement(Some(seller), &achievement)
            .await
            .unwrap()
            .version;
        market
            .publish_achievement(&world.bureau, &achievement, version)
            .await
            .unwrap();
        world.signed_by(&world.buyer, &achievement, 100_000).await;
        assert_eq!(
            refusal(
                market
                    .detach_from_achievement(seller, &achievement, &data)
                    .await
            ),
            "refused"
        );
        assert_eq!(
            market
                .achievement_files(Some(&world.buyer), &achievement)
                .await
                .unwrap()
                .len(),
            1
        );
    })
    .await;
}

#[tokio::test]
async fn a_voucher_that_another_replaced_is_no_longer_to_be_had() {
    on_each_database(async |world| {
        let (market, buyer) = (&world.market, &world.buyer);
        let achievement = world.published("余热回收").await;
        let contract = world.signed_by(buyer, &achievement, 100_000).await;
        let paid = world.paid(buyer, &contract, 100_000).await;
        let before = market.payment(buyer, &paid).await.unwrap();
        let (invoice, wrong) = (
            before.invoice_file.unwrap().id,
            before.receipt_file.unwrap().id,
        );
        let receipt = Some(Upload {
            name: "回单.pdf".into(),
            content: b"%PDF-1.7 the right one".to_vec().into(),
        });
        let corrected = Vouchers {
            receipt,
            ..Vouchers::default()
        };
        market
            .correct_payment(
                buyer,
                &paid,
                1,
                payment(buyer, &world.seller, 100_000),
                corrected,
            )
            .await
            .unwrap();
        assert_eq!(
            refusal(
                market
                    .payment_voucher(&world.bureau, &paid, &wrong)
                    .await
                    .map(|_| ())
            ),
            "not found"
        );
        assert!(
            market
                .payment_voucher(&world.bureau, &paid, &invoice)
                .await
                .is_ok(),
            "what was not sent again stays"
        );

        // What something was decided upon stays, also after it was rejected and corrected.
        market
            .verify_payment(&world.bureau, &paid, 2, DecisionInput::default())
            .await
            .unwrap();
        let decided_upon = market
            .payment(buyer, &paid)
            .await
            .unwrap()
            .receipt_file
            .unwrap()
            .id;
        market
            .reject_payment(
                &world.bureau,
                &paid,
                3,
                DecisionInput {
                    reason: "核验有误".into(),
                },
            )
            .await
            .unwrap();
        let receipt = Some(Upload {
            name: "回单二.pdf".into(),
            content: b"%PDF-1.7 another".to_vec().into(),
        });
        let corrected = Vouchers {
            receipt,
            ..Vouchers::default()
        };
        market
            .correct_payment(
                buyer,
                &paid,
                4,
                payment(buyer, &world.seller, 100_000),
                corrected,
            )
            .await
            .unwrap();
        assert!(
            market
                .payment_voucher(&world.bureau, &paid, &decided_upon)
                .await
                .is_ok()
        );
    })
    .await;
}
