//! Two sides end a signed contract together; the agency records the end of a registered one and keeps its register.

use domain::Timestamp;
use domain::deals::contract::State;
use domain::deals::ending::{Action as Answer, State as Ending};
use domain::deals::registration::{Decision, RefusalInput, RegisterSearchInput};

use crate::harness::{on_each_database, refusal};
use crate::paperwork::{application, document, registration};

#[tokio::test]
async fn what_two_signed_neither_ends_alone() {
    on_each_database(async |world| {
        let market = &world.market;
        let achievement = world.published("余热回收").await;
        let contract = world.signed_by(&world.buyer, &achievement, 600_000).await;
        assert_eq!(
            refusal(
                market
                    .cancel_contract(&world.seller, &contract, 3, "反悔")
                    .await
            ),
            "refused"
        );
        assert_eq!(
            refusal(
                market
                    .propose_ending(&world.stranger, &contract, 3, "原因")
                    .await
            ),
            "not found"
        );
        assert_eq!(
            refusal(
                market
                    .propose_ending(&world.bureau, &contract, 3, "原因")
                    .await
            ),
            "forbidden"
        );
        assert_eq!(
            refusal(
                market
                    .propose_ending(&world.seller, &contract, 3, " ")
                    .await
            ),
            "invalid"
        );
        market
            .propose_ending(&world.seller, &contract, 3, "中试未达标")
            .await
            .unwrap();
        assert_eq!(
            refusal(
                market
                    .propose_ending(&world.buyer, &contract, 4, "同样")
                    .await
            ),
            "refused",
            "one proposal at a time"
        );
        assert_eq!(
            refusal(
                market
                    .answer_ending(&world.seller, &contract, 4, Answer::Agree, "")
                    .await
            ),
            "refused"
        );
        let item = market.waiting(&world.buyer).await.unwrap().for_me.remove(0);
        assert!(
            item.what.ends_with("对方提议解除，请答复（中试未达标）"),
            "{}",
            item.what
        );
        assert_eq!(
            refusal(
                market
                    .answer_ending(&world.buyer, &contract, 4, Answer::Refuse, "")
                    .await
            ),
            "invalid"
        );
        market
            .answer_ending(&world.buyer, &contract, 4, Answer::Refuse, "尚有款项未结清")
            .await
            .unwrap();
        let view = market.contract(&world.seller, &contract).await.unwrap();
        assert_eq!(
            (view.summary.contract.state, view.ending.unwrap().state),
            (State::Signed, Ending::Refused)
        );
        assert!(view.may_propose_ending);
        world.ended(&world.buyer, &contract, 5).await;
        assert_eq!(world.state_of(&contract).await, State::Cancelled);
    })
    .await;
}

#[tokio::test]
async fn a_registered_contract_ends_when_the_agency_records_it_with_its_document() {
    on_each_database(async |world| {
        let market = &world.market;
        let achievement = world.published("余热回收").await;
        let contract = world.signed_by(&world.buyer, &achievement, 600_000).await;
        market
            .apply_for_registration(&world.seller, &contract, 3, application(600_000))
            .await
            .unwrap();
        let agency = world.agency().await;
        market
            .register_contract(
                &agency,
                &contract,
                4,
                registration(contract.as_str(), 600_000),
            )
            .await
            .unwrap();
        world.verified(&world.buyer, &contract, 600_000).await;
        assert!(world.entitled(&contract).await > domain::Fen::ZERO);
        world.ended(&world.buyer, &contract, 5).await;
        assert_eq!(
            world.state_of(&contract).await,
            State::Registered,
            "subsidies rest on it: the agency records its end"
        );
        let waits = market.waiting(&agency).await.unwrap().for_me;
        assert!(waits[0].what.contains("已同意解除"), "{waits:?}");
        assert_eq!(
            refusal(
                market
                    .record_ending(&world.seller, &contract, 7, "解除协议", Some(document()))
                    .await
            ),
            "forbidden"
        );
        assert_eq!(
            refusal(
                market
                    .record_ending(&agency, &contract, 7, "解除协议", None)
                    .await
            ),
            "invalid"
        );
        market
            .record_ending(&agency, &contract, 7, "双方签订解除协议", Some(document()))
            .await
            .unwrap();
        let view = market.contract(&world.buyer, &contract).await.unwrap();
        assert_eq!(
            (view.summary.contract.state, view.files.len()),
            (State::Cancelled, 1)
        );
        assert_eq!(
            market
                .contract_file(&world.buyer, &contract, &view.files[0].id)
                .await
                .unwrap()
                .name,
            "解除协议.pdf"
        );
        assert!(market.waiting(&agency).await.unwrap().for_me.is_empty());
    })
    .await;
}

#[tokio::test]
async fn an_application_is_returned_for_completion_and_sent_again() {
    on_each_database(async |world| {
        let market = &world.market;
        let achievement = world.published("余热回收").await;
        let contract = world.signed_by(&world.buyer, &achievement, 600_000).await;
        market
            .apply_for_registration(&world.seller, &contract, 3, application(600_000))
            .await
            .unwrap();
        let agency = world.agency().await;
        let because = |reason: &str| RefusalInput {
            reason: reason.into(),
        };
        assert_eq!(
            refusal(
                market
                    .return_registration(&agency, &contract, 4, because(" "))
                    .await
            ),
            "invalid"
        );
        assert_eq!(
            refusal(
                market
                    .return_registration(&world.bureau, &contract, 4, because("缺材料"))
                    .await
            ),
            "forbidden"
        );
        market
            .return_registration(&agency, &contract, 4, because("请补充备案材料"))
            .await
            .unwrap();
        let item = market
            .waiting(&world.seller)
            .await
            .unwrap()
            .for_me
            .remove(0);
        assert!(
            item.what
                .ends_with("登记机构退回补正，请卖方补正后重新申请（请补充备案材料）"),
            "{}",
            item.what
        );
        assert_eq!(
            market.registration_queue(&agency, "", 10).await.unwrap().1,
            0,
            "it no longer waits for the agency"
        );
        market
            .apply_for_registration(&world.seller, &contract, 5, application(600_000))
            .await
            .unwrap();
        assert_eq!(
            market.registration_queue(&agency, "", 10).await.unwrap().1,
            1
        );
    })
    .await;
}

#[tokio::test]
async fn an_agency_finds_every_decision_of_its_own_by_number_party_and_day() {
    on_each_database(async |world| {
        let market = &world.market;
        let (one, two) = (
            world.published("余热回收").await,
            world.published("石墨烯导热膜").await,
        );
        let (first, second) = (
            world.signed_by(&world.buyer, &one, 600_000).await,
            world.signed_by(&world.stranger, &two, 100_000).await,
        );
        let (agency, other) = (world.agency().await, world.agency().await);
        for (contract, yuan) in [(&first, 600_000), (&second, 100_000)] {
            market
                .apply_for_registration(&world.seller, contract, 3, application(yuan))
                .await
                .unwrap();
        }
        market
            .register_contract(&agency, &first, 4, registration("示例登_2026%1号", 600_000))
            .await
            .unwrap();
        market
            .return_registration(
                &agency,
                &second,
                4,
                RefusalInput {
                    reason: "请补充材料".into(),
                },
            )
            .await
            .unwrap();
        let today = Timestamp::now().day();
        let found = async |input: RegisterSearchInput| {
            let (list, count) = market.register(&agency, input, "", 10).await.unwrap();
            assert_eq!(list.len() as i64, count);
            list.into_iter()
                .map(|entry| entry.decision)
                .collect::<Vec<_>>()
        };
        let q = |q: &str| RegisterSearchInput {
            q: q.into(),
            ..RegisterSearchInput::default()
        };
        assert_eq!(
            found(q("")).await,
            [Decision::Returned, Decision::Registered],
            "the newest first"
        );
        assert_eq!(found(q("登_2026%")).await, [Decision::Registered]);
        assert_eq!(
            found(q("登x2026")).await,
            [],
            "what stands for anything elsewhere stands for itself here"
        );
        assert_eq!(found(q("水泥")).await, [Decision::Registered]);
        assert_eq!(found(q("无关")).await, [Decision::Returned]);
        assert_eq!(found(q("石墨烯")).await, [Decision::Returned]);
        let day = |from: String, to: String| RegisterSearchInput {
            from,
            to,
            ..RegisterSearchInput::default()
        };
        assert_eq!(
            found(day(today.to_string(), today.to_string())).await.len(),
            2
        );
        assert_eq!(
            found(day(String::new(), today.yesterday().unwrap().to_string()))
                .await
                .len(),
            0
        );
        let only = RegisterSearchInput {
            decision: "returned".into(),
            ..RegisterSearchInput::default()
        };
        assert_eq!(found(only).await, [Decision::Returned]);
        let (page, _) = market.register(&agency, q(""), "", 1).await.unwrap();
        let (rest, _) = market
            .register(&agency, q(""), &page[0].place(), 10)
            .await
            .unwrap();
        assert_eq!(
            rest.iter().map(|entry| entry.decision).collect::<Vec<_>>(),
            [Decision::Registered]
        );
        assert_eq!(
            market.register(&other, q(""), "", 10).await.unwrap().1,
            0,
            "another agency keeps its own"
        );
        assert_eq!(
            refusal(market.register(&world.seller, q(""), "", 10).await),
            "forbidden"
        );
        let wrong = RegisterSearchInput {
            from: "昨天".into(),
            ..RegisterSearchInput::default()
        };
        assert_eq!(
            refusal(market.register(&agency, wrong, "", 10).await),
            "invalid"
        );
    })
    .await;
}

#[tokio::test]
async fn the_chain_ticks_nothing_that_has_not_happened() {
    on_each_database(async |world| {
        use market::desk::chain::{ChainOf, Link, Progress};
        let achievement = world.published("余热回收").await;
        let contract = world
            .registered_by(&world.buyer, &achievement, 600_000)
            .await;
        let step = async |link: Link| {
            let steps = world
                .market
                .chain(&world.buyer, ChainOf::Contract(&contract))
                .await
                .unwrap();
            let step = steps.into_iter().find(|step| step.link == link).unwrap();
            (step.state, step.progress)
        };
        world.verified(&world.buyer, &contract, 200_000).await;
        assert_eq!(
            step(Link::Payment).await,
            (
                "已核验 200,000.00 元，尚余 400,000.00 元".to_owned(),
                Progress::UnderWay
            )
        );
        assert_eq!(
            step(Link::Subsidy).await,
            (
                "应得 6,000.00 元，已拨付 0.00 元".to_owned(),
                Progress::UnderWay
            )
        );
        world.verified(&world.buyer, &contract, 400_000).await;
        assert_eq!(step(Link::Payment).await.1, Progress::Done);
        assert_eq!(
            step(Link::Subsidy).await.1,
            Progress::UnderWay,
            "what is not paid out is not done"
        );
    })
    .await;
}
