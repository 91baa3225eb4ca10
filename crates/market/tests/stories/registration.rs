//! Registration: the seller applies once, an agency decides.

use domain::Fen;
use domain::deals::contract::text::ContractTextInput;
use domain::deals::contract::{Action, State};
use domain::deals::registration::{RefusalInput, RegistrationInput};
use market::Error;

use crate::harness::{on_each_database, refusal};
use crate::paperwork::{application, registration};

#[tokio::test]
async fn only_the_seller_applies_and_once() {
    on_each_database(async |world| {
        let achievement = world.published("余热回收").await;
        let contract = world.signed_by(&world.buyer, &achievement, 600_000).await;
        let market = &world.market;
        assert_eq!(
            refusal(
                market
                    .apply_for_registration(&world.buyer, &contract, 3, application(600_000))
                    .await
            ),
            "forbidden"
        );
        market
            .apply_for_registration(&world.seller, &contract, 3, application(600_000))
            .await
            .unwrap();
        assert_eq!(
            refusal(
                market
                    .apply_for_registration(&world.seller, &contract, 3, application(600_000))
                    .await
            ),
            "stale"
        );
        assert_eq!(
            refusal(
                market
                    .apply_for_registration(&world.seller, &contract, 4, application(600_000))
                    .await
            ),
            "refused"
        );
    })
    .await;
}

#[tokio::test]
async fn the_agency_sees_what_it_is_to_decide_with_its_last_day() {
    on_each_database(async |world| {
        let achievement = world.published("余热回收").await;
        let contract = world.signed_by(&world.buyer, &achievement, 600_000).await;
        let agency = world.agency().await;
        let market = &world.market;
        assert_eq!(
            refusal(market.registration_queue(&world.bureau, "", 10).await),
            "forbidden"
        );
        assert_eq!(
            market.registration_queue(&agency, "", 10).await.unwrap().1,
            0
        );
        market
            .apply_for_registration(&world.seller, &contract, 3, application(600_000))
            .await
            .unwrap();
        let (queue, count) = market.registration_queue(&agency, "", 10).await.unwrap();
        assert_eq!(
            (count, queue[0].can.clone()),
            (1, vec![Action::Register, Action::Refuse, Action::Return])
        );
        assert!(queue[0].decision_due.is_some() && !queue[0].overdue);
        let waiting = market.waiting(&agency).await.unwrap();
        assert_eq!(
            (waiting.for_me.len(), waiting.for_me[0].due),
            (1, queue[0].decision_due.as_ref().map(|due| due.day))
        );
        market
            .register_contract(&agency, &contract, 4, registration("示例登1", 600_000))
            .await
            .unwrap();
        assert_eq!(world.state_of(&contract).await, State::Registered);
        assert_eq!(
            refusal(
                market
                    .register_contract(&agency, &contract, 5, registration("示例登1", 600_000))
                    .await
            ),
            "refused"
        );
    })
    .await;
}

#[tokio::test]
async fn technology_amount_cannot_exceed_contract_value() {
    on_each_database(async |world| {
        let achievement = world.published("余热回收").await;
        let contract = world.signed_by(&world.buyer, &achievement, 600_000).await;
        let agency = world.agency().await;
        let market = &world.market;
        market
            .apply_for_registration(&world.seller, &contract, 3, application(600_000))
            .await
            .unwrap();
        let above = RegistrationInput {
            technology_amount_fen: Some(Fen(60_000_001)),
            ..registration("示例登1", 600_000)
        };
        let Err(Error::Invalid(fields)) =
            market.register_contract(&agency, &contract, 4, above).await
        else {
            panic!("too much")
        };
        assert_eq!(fields[0].field, "technology_amount_fen");
        assert_eq!(world.state_of(&contract).await, State::Applied);
    })
    .await;
}

#[tokio::test]
async fn a_registration_number_is_given_once() {
    on_each_database(async |world| {
        let achievement = world.published("余热回收").await;
        let other = world.published("余热回收二").await;
        let agency = world.agency().await;
        let market = &world.market;
        let first = world.signed_by(&world.buyer, &achievement, 600_000).await;
        let second = world.signed_by(&world.buyer, &other, 600_000).await;
        for contract in [&first, &second] {
            market
                .apply_for_registration(&world.seller, contract, 3, application(600_000))
                .await
                .unwrap();
        }
        market
            .register_contract(&agency, &first, 4, registration("示例登1", 600_000))
            .await
            .unwrap();
        let Err(Error::Invalid(fields)) = market
            .register_contract(&agency, &second, 4, registration("示例登1", 600_000))
            .await
        else {
            panic!("the same number twice")
        };
        assert_eq!(
            (fields[0].field.as_str(), fields[0].code),
            ("registration_number", "taken")
        );
    })
    .await;
}

#[tokio::test]
async fn what_was_refused_is_changed_signed_again_and_applied_for_again() {
    on_each_database(async |world| {
        let achievement = world.published("余热回收").await;
        let contract = world.signed_by(&world.buyer, &achievement, 600_000).await;
        let agency = world.agency().await;
        let market = &world.market;
        market
            .apply_for_registration(&world.seller, &contract, 3, application(600_000))
            .await
            .unwrap();
        let why = RefusalInput {
            reason: "名称与内容不符".into(),
        };
        assert_eq!(
            refusal(
                market
                    .refuse_registration(&agency, &contract, 4, RefusalInput::default())
                    .await
            ),
            "invalid"
        );
        market
            .refuse_registration(&agency, &contract, 4, why)
            .await
            .unwrap();
        let text = market
            .contract(&world.seller, &contract)
            .await
            .unwrap()
            .summary
            .contract
            .text;
        let changed = ContractTextInput {
            title: "余热回收技术许可合同".into(),
            clauses: text.clauses,
        };
        market
            .edit_contract(&world.seller, &contract, 5, changed)
            .await
            .unwrap();
        for side in [&world.seller, &world.buyer] {
            let hash = world.seen(side, &contract).await;
            market.sign_contract(side, &contract, hash).await.unwrap();
        }
        market
            .apply_for_registration(&world.seller, &contract, 8, application(600_000))
            .await
            .unwrap();
        market
            .register_contract(&agency, &contract, 9, registration("示例登1", 600_000))
            .await
            .unwrap();
        assert_eq!(world.state_of(&contract).await, State::Registered);
    })
    .await;
}
