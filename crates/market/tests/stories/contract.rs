//! Contracts: drafted from agreed terms, confirmed word for word by both sides, cancelled.

use domain::deals::contract::text::ContractTextInput;
use domain::deals::contract::{ConfirmationInput, State};
use domain::deals::deal;
use domain::people::user::Actor;
use market::desk::waiting::WaitingItem;

use crate::harness::{Once, on_each_database, once, refusal, terms};

fn whats(items: &[WaitingItem]) -> Vec<&str> {
    items.iter().map(|item| item.what.as_str()).collect()
}

#[tokio::test]
async fn both_sides_sign_the_same_text() {
    on_each_database(async |world| {
        let (deal, contract) = world.drafted(600_000).await;
        let market = &world.market;
        let wrong = ConfirmationInput {
            text_hash: "0".repeat(64),
        };
        assert_eq!(
            refusal(market.sign_contract(&world.seller, &contract, wrong).await),
            "refused"
        );
        let hash = world.seen(&world.seller, &contract).await;
        assert_eq!(
            market
                .sign_contract(&world.seller, &contract, hash.clone())
                .await
                .unwrap(),
            State::SignedBySeller
        );
        assert_eq!(
            refusal(
                market
                    .sign_contract(&world.seller, &contract, hash.clone())
                    .await
            ),
            "refused"
        );
        assert_eq!(
            whats(&market.waiting(&world.buyer).await.unwrap().for_me),
            ["与示例大学的合同：卖方已确认，等待买方确认合同正文"]
        );
        assert_eq!(
            market
                .sign_contract(&world.buyer, &contract, hash)
                .await
                .unwrap(),
            State::Signed
        );
        assert_eq!(
            market
                .deal(&world.buyer, &deal)
                .await
                .unwrap()
                .summary
                .deal
                .state,
            deal::State::Contracted
        );
    })
    .await;
}

#[tokio::test]
async fn a_changed_text_needs_both_signatures_again() {
    on_each_database(async |world| {
        let (_, contract) = world.drafted(600_000).await;
        let market = &world.market;
        let old = world.seen(&world.seller, &contract).await;
        market
            .sign_contract(&world.seller, &contract, old.clone())
            .await
            .unwrap();
        let text = market
            .contract(&world.buyer, &contract)
            .await
            .unwrap()
            .summary
            .contract
            .text;
        let changed = ContractTextInput {
            title: "余热回收技术许可合同".into(),
            clauses: text.clauses,
        };
        assert_eq!(
            refusal(
                market
                    .edit_contract(&world.buyer, &contract, 1, changed.clone())
                    .await
            ),
            "stale"
        );
        market
            .edit_contract(&world.buyer, &contract, 2, changed)
            .await
            .unwrap();
        assert_eq!(world.state_of(&contract).await, State::Draft);
        for side in [&world.seller, &world.buyer] {
            assert_eq!(
                refusal(market.sign_contract(side, &contract, old.clone()).await),
                "refused"
            );
        }
        let new = world.seen(&world.seller, &contract).await;
        market
            .sign_contract(&world.buyer, &contract, new.clone())
            .await
            .unwrap();
        assert_eq!(
            market
                .sign_contract(&world.seller, &contract, new)
                .await
                .unwrap(),
            State::Signed
        );
    })
    .await;
}

#[tokio::test]
async fn what_the_law_bars_cannot_be_signed() {
    on_each_database(async |world| {
        let (_, contract) = world.drafted(600_000).await;
        let market = &world.market;
        let mut text = market
            .contract(&world.seller, &contract)
            .await
            .unwrap()
            .summary
            .contract
            .text;
        for clause in &mut text.clauses {
            clause.body = clause.body.replace("600,000.00", "500,000.00");
        }
        market
            .edit_contract(
                &world.seller,
                &contract,
                1,
                ContractTextInput {
                    title: text.title,
                    clauses: text.clauses,
                },
            )
            .await
            .unwrap();
        let view = market.contract(&world.seller, &contract).await.unwrap();
        assert_eq!(view.findings[0].code, "price_not_in_text");
        let hash = ConfirmationInput {
            text_hash: view.text_hash,
        };
        assert_eq!(
            refusal(market.sign_contract(&world.seller, &contract, hash).await),
            "refused"
        );
    })
    .await;
}

#[tokio::test]
async fn a_deal_has_one_contract_however_often_it_is_drafted() {
    on_each_database(async |world| {
        let achievement = world.published("余热回收").await;
        let deal = world.agreed_by(&world.buyer, &achievement, 600_000).await;
        let market = &world.market;
        let contract = market
            .draft_contract(&world.seller, &deal, 3, &once("draft"))
            .await
            .unwrap();
        assert_eq!(
            market
                .draft_contract(&world.seller, &deal, 3, &once("draft"))
                .await
                .unwrap(),
            contract,
            "a double click"
        );
        assert_eq!(
            refusal(
                market
                    .draft_contract(&world.buyer, &deal, 3, &Once::default())
                    .await
            ),
            "stale"
        );
        assert_eq!(
            market
                .draft_contract(&world.buyer, &deal, 4, &Once::default())
                .await
                .unwrap(),
            contract
        );
        assert_eq!(
            market
                .contracts_of_deal(&world.seller, &deal)
                .await
                .unwrap()
                .len(),
            1
        );
    })
    .await;
}

#[tokio::test]
async fn a_draft_falls_when_the_terms_are_reopened() {
    on_each_database(async |world| {
        let (deal, contract) = world.drafted(600_000).await;
        let market = &world.market;
        let hash = world.seen(&world.seller, &contract).await;
        market
            .sign_contract(&world.seller, &contract, hash.clone())
            .await
            .unwrap();
        let offer = market
            .make_offer(&world.buyer, &deal, 4, terms(500_000), &Once::default())
            .await
            .unwrap();
        assert_eq!(world.state_of(&contract).await, State::Cancelled);
        assert_eq!(
            refusal(market.sign_contract(&world.buyer, &contract, hash).await),
            "refused"
        );
        assert_eq!(
            refusal(
                market
                    .draft_contract(&world.buyer, &deal, 5, &Once::default())
                    .await
            ),
            "refused"
        );
        market
            .accept_offer(&world.seller, &deal, 5, &offer)
            .await
            .unwrap();
        let again = market
            .draft_contract(&world.buyer, &deal, 6, &Once::default())
            .await
            .unwrap();
        assert_ne!(again, contract);
        assert!(
            market
                .contract(&world.buyer, &again)
                .await
                .unwrap()
                .summary
                .contract
                .text
                .plain()
                .contains("500,000.00")
        );
    })
    .await;
}

#[tokio::test]
async fn a_contract_that_both_signed_is_ended_by_both_until_it_is_registered() {
    on_each_database(async |world| {
        let achievement = world.published("余热回收").await;
        let market = &world.market;
        let signed = world.signed_by(&world.buyer, &achievement, 600_000).await;
        assert_eq!(
            refusal(market.cancel_contract(&world.buyer, &signed, 3, " ").await),
            "invalid"
        );
        world.ended(&world.buyer, &signed, 3).await;
        assert_eq!(world.state_of(&signed).await, State::Cancelled);
        let other = world.published("余热回收二").await;
        let registered = world.registered_by(&world.buyer, &other, 600_000).await;
        assert_eq!(
            refusal(
                market
                    .cancel_contract(&world.seller, &registered, 5, "反悔")
                    .await
            ),
            "refused"
        );
    })
    .await;
}

#[tokio::test]
async fn strangers_find_nothing() {
    on_each_database(async |world| {
        let (deal, contract) = world.drafted(600_000).await;
        let market = &world.market;
        let agency = world.agency().await;
        let hash = world.seen(&world.seller, &contract).await;
        for stranger in [&world.stranger, &world.broker, &world.bureau, &agency] {
            assert_eq!(
                refusal(market.contract(stranger, &contract).await),
                "not found"
            );
            assert_eq!(
                refusal(market.contracts_of_deal(stranger, &deal).await),
                "not found"
            );
            assert_eq!(
                refusal(
                    market
                        .sign_contract(stranger, &contract, hash.clone())
                        .await
                ),
                "not found"
            );
            assert_eq!(
                refusal(market.cancel_contract(stranger, &contract, 1, "原因").await),
                "not found"
            );
            assert_eq!(
                refusal(market.payments(stranger, &contract).await),
                "not found"
            );
            assert_eq!(
                refusal(market.contract_entitlement(stranger, &contract).await),
                "not found"
            );
            assert_eq!(market.contracts(stranger, None, "", 10).await.unwrap().1, 0);
        }
        market
            .sign_contract(&world.seller, &contract, hash.clone())
            .await
            .unwrap();
        market
            .sign_contract(&world.buyer, &contract, hash)
            .await
            .unwrap();
        assert!(
            market.contract(&world.bureau, &contract).await.is_ok(),
            "the bureau sees what is signed"
        );
        assert_eq!(
            refusal(market.contract(&agency, &contract).await),
            "not found"
        );
        assert_eq!(
            refusal(market.contract(&world.stranger, &contract).await),
            "not found"
        );
    })
    .await;
}

#[tokio::test]
async fn one_person_does_not_sign_for_both_sides() {
    on_each_database(async |world| {
        let (_, contract) = world.drafted(600_000).await;
        let hash = world.seen(&world.seller, &contract).await;
        world
            .market
            .sign_contract(&world.seller, &contract, hash.clone())
            .await
            .unwrap();
        let same_person = Actor {
            user: world.seller.user.clone(),
            ..world.buyer.clone()
        };
        assert_eq!(
            refusal(
                world
                    .market
                    .sign_contract(&same_person, &contract, hash)
                    .await
            ),
            "refused"
        );
    })
    .await;
}

#[tokio::test]
async fn a_signature_and_new_terms_at_the_same_moment_never_both_hold() {
    on_each_database(async |world| {
        let market = &world.market;
        for round in 0..4 {
            let achievement = world.published(&format!("余热回收{round}")).await;
            let deal = world.agreed_by(&world.buyer, &achievement, 600_000).await;
            let contract = market
                .draft_contract(&world.seller, &deal, 3, &Once::default())
                .await
                .unwrap();
            let hash = world.seen(&world.seller, &contract).await;
            market
                .sign_contract(&world.seller, &contract, hash.clone())
                .await
                .unwrap();
            let keyless = Once::default();
            let (signed, offered) = tokio::join!(
                market.sign_contract(&world.buyer, &contract, hash),
                market.make_offer(&world.seller, &deal, 4, terms(500_000), &keyless),
            );
            let then = (
                world.state_of(&contract).await,
                market
                    .deal(&world.seller, &deal)
                    .await
                    .unwrap()
                    .summary
                    .deal
                    .state,
            );
            if signed.is_ok() {
                assert!(["stale", "refused"].contains(&refusal(offered)));
                assert_eq!(then, (State::Signed, deal::State::Contracted));
            } else {
                assert!(["stale", "refused"].contains(&refusal(signed)));
                offered.unwrap();
                assert_eq!(then, (State::Cancelled, deal::State::Negotiating));
            }
        }
    })
    .await;
}
