//! The same moment between several: requests, introductions, contracts, payments and changes, each decided once. Every rule
//! that counts or looks before it writes is held by a lock or by the database, on both databases.

use domain::Fen;
use domain::deals::contract::State as ContractState;
use domain::deals::introduction::IntroductionInput;
use domain::id::{IntroductionId, PaymentId};
use domain::money::payment::State;
use domain::money::payment::check::DecisionInput;
use domain::people::organisation::OrganisationKind;
use domain::people::organisation_change::OrganisationChangeInput;
use domain::people::user::Actor;
use market::money::payment::Vouchers;

use crate::harness::{
    Once, World, at_once, done, on_each_database, person, refusal, request, terms,
};
use crate::paperwork::{payment, registration};

fn because(reason: &str) -> DecisionInput {
    DecisionInput {
        reason: reason.into(),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn an_enterprise_asks_once_for_an_achievement_and_its_request_is_answered_once() {
    on_each_database(async |world| {
        let achievement = world.published("余热回收").await;
        let asked = at_once(&world.market, 6, |market, number| {
            // Two enterprises, three times each.
            let buyer = [&world.buyer, &world.stranger][number % 2].clone();
            let achievement = achievement.clone();
            async move {
                market
                    .request_licence(&buyer, &achievement, request(), &Once::default())
                    .await
            }
        })
        .await;
        assert_eq!(done(&asked), 2, "{asked:?}");
        let id = world
            .market
            .open_request(&world.buyer, &achievement)
            .await
            .unwrap()
            .unwrap();
        // Accepted by the one side and withdrawn by the other: whoever comes first.
        let answered = at_once(&world.market, 6, |market, number| {
            let (seller, buyer, id) = (world.seller.clone(), world.buyer.clone(), id.clone());
            async move {
                if number % 2 == 0 {
                    let once = Once::default();
                    let accepted = market.accept_licence_request(&seller, &id, 1, &once).await;
                    accepted.map(drop)
                } else {
                    market.withdraw_licence_request(&buyer, &id, 1).await
                }
            }
        })
        .await;
        assert_eq!(done(&answered), 1, "{answered:?}");
        // Under way or withdrawn: in the first case nobody asks again, in the second one request is open.
        let again = at_once(&world.market, 4, |market, _| {
            let (buyer, achievement) = (world.buyer.clone(), achievement.clone());
            async move {
                market
                    .request_licence(&buyer, &achievement, request(), &Once::default())
                    .await
            }
        })
        .await;
        let deals = world
            .market
            .deals(&world.buyer, None, "", 9)
            .await
            .unwrap()
            .1;
        assert_eq!(i64::try_from(done(&again)).unwrap() + deals, 1, "{again:?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_deal_goes_back_to_one_broker_however_many_introduce_and_whoever_accepts_at_that_moment()
{
    on_each_database(async |world| {
        let market = &world.market;
        let second = person(
            market,
            "示例第二转移中心",
            OrganisationKind::TransferInstitution,
        )
        .await;
        let achievement = world.published("余热回收").await;
        let brokers: [&Actor; 2] = [&world.broker, &second];
        let introduced = at_once(market, 6, |market, number| {
            let broker = brokers[number % 2].clone();
            let input = IntroductionInput {
                achievement: achievement.to_string(),
                buyer: world.buyer.organisation.to_string(),
                note: "电话介绍".into(),
            };
            async move { market.introduce(&broker, input, &Once::default()).await }
        })
        .await;
        assert_eq!(done(&introduced), 2, "each broker once: {introduced:?}");
        let ids: Vec<IntroductionId> = introduced.into_iter().flatten().collect();
        let asked = market
            .request_licence(&world.buyer, &achievement, request(), &Once::default())
            .await
            .unwrap();
        for id in &ids {
            // Both sides answer the same version: one of them is told that it is another by now.
            let answers = at_once(market, 2, |market, number| {
                let side = [&world.seller, &world.buyer][number].clone();
                let id = id.clone();
                async move { market.acknowledge_introduction(&side, &id, 1).await }
            })
            .await;
            assert_eq!(done(&answers), 1, "{answers:?}");
        }
        // The second halves and the acceptance, all at once.
        let outcomes = at_once(market, 5, |market, number| {
            let (seller, buyer) = (world.seller.clone(), world.buyer.clone());
            let (ids, asked) = (ids.clone(), asked.clone());
            async move {
                match number {
                    0 => {
                        let once = Once::default();
                        let accepted = market
                            .accept_licence_request(&seller, &asked, 1, &once)
                            .await;
                        accepted.map(drop)
                    }
                    1 | 2 => {
                        market
                            .acknowledge_introduction(&seller, &ids[number - 1], 2)
                            .await
                    }
                    _ => {
                        market
                            .acknowledge_introduction(&buyer, &ids[number - 3], 2)
                            .await
                    }
                }
            }
        })
        .await;
        assert_eq!(done(&outcomes), 3, "each side answers once: {outcomes:?}");
        let deals = market.deals(&world.buyer, None, "", 9).await.unwrap().0;
        let with_broker: Vec<_> = deals
            .iter()
            .map(|summary| summary.deal.broker.clone())
            .collect();
        assert_eq!(with_broker.len(), 1);
        assert!(
            brokers
                .iter()
                .any(|broker| with_broker[0].as_ref() == Some(&broker.organisation)),
            "{with_broker:?}"
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_payment_is_decided_once_and_what_is_above_the_price_never_slips_through() {
    on_each_database(async |world| {
        let market = &world.market;
        let achievement = world.published("余热回收").await;
        let contract = world.signed_by(&world.buyer, &achievement, 600_000).await;
        // Together above the price, each within it; recorded at once.
        let recorded = at_once(market, 2, |market, _| {
            let (buyer, contract) = (world.buyer.clone(), contract.clone());
            let input = payment(&world.buyer, &world.seller, 400_000);
            async move {
                market
                    .record_payment(
                        &buyer,
                        &contract,
                        input,
                        crate::paperwork::vouchers(),
                        &Once::default(),
                    )
                    .await
            }
        })
        .await;
        let ids: Vec<PaymentId> = recorded.into_iter().map(Result::unwrap).collect();
        let verified = at_once(market, 4, |market, number| {
            let (bureau, id) = (world.bureau.clone(), ids[number % 2].clone());
            async move { market.verify_payment(&bureau, &id, 1, because("")).await }
        })
        .await;
        assert_eq!(done(&verified), 0, "without a reason: {verified:?}");
        // Verified, rejected, corrected and withdrawn at once: one of them.
        let decided = at_once(market, 8, |market, number| {
            let (bureau, buyer, id) = (world.bureau.clone(), world.buyer.clone(), ids[0].clone());
            let input = payment(&world.buyer, &world.seller, 200_000);
            async move {
                match number % 4 {
                    0 => {
                        market
                            .verify_payment(&bureau, &id, 1, because("已核对"))
                            .await
                    }
                    1 => {
                        market
                            .reject_payment(&bureau, &id, 1, because("金额有误"))
                            .await
                    }
                    2 => {
                        market
                            .correct_payment(&buyer, &id, 1, input, Vouchers::default())
                            .await
                    }
                    _ => market.withdraw_payment(&buyer, &id, 1).await,
                }
            }
        })
        .await;
        assert_eq!(done(&decided), 1, "{decided:?}");
        let version = market
            .payment(&world.bureau, &ids[0])
            .await
            .unwrap()
            .payment
            .version;
        assert_eq!(version, 2);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_payments_with_one_voucher_one_is_verified() {
    on_each_database(async |world| {
        let market = &world.market;
        let mut ids = Vec::new();
        let number = payment(&world.buyer, &world.seller, 1).receipt_number;
        for title in ["余热回收", "煤泥干化", "碳化硅"] {
            let achievement = world.published(title).await;
            let contract = world.signed_by(&world.buyer, &achievement, 600_000).await;
            let mut input = payment(&world.buyer, &world.seller, 100_000);
            // Typed otherwise each time.
            input.receipt_number = format!(" {}{number}", "\u{200b}".repeat(ids.len()));
            let files = crate::paperwork::vouchers();
            ids.push(
                market
                    .record_payment(&world.buyer, &contract, input, files, &Once::default())
                    .await
                    .unwrap(),
            );
        }
        let outcomes = at_once(market, 6, |market, number| {
            let (bureau, id) = (world.bureau.clone(), ids[number % 3].clone());
            async move {
                market
                    .verify_payment(&bureau, &id, 1, because("已核对"))
                    .await
            }
        })
        .await;
        assert_eq!(done(&outcomes), 1, "{outcomes:?}");
        let mut verified = 0;
        for id in &ids {
            let view = market.payment(&world.bureau, id).await.unwrap();
            verified += usize::from(view.payment.state == State::Verified);
        }
        assert_eq!(verified, 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_deal_has_one_offer_and_one_contract_and_a_contract_one_decision() {
    on_each_database(async |world| {
        let market = &world.market;
        let (_, deal) = world.opened().await;
        let offered = at_once(market, 6, |market, number| {
            let side = [&world.seller, &world.buyer][number % 2].clone();
            let deal = deal.clone();
            async move {
                market
                    .make_offer(&side, &deal, 1, terms(600_000), &Once::default())
                    .await
            }
        })
        .await;
        assert_eq!(done(&offered), 1, "{offered:?}");
        let offer = offered.into_iter().flatten().next().unwrap();
        let by_seller = market.accept_offer(&world.buyer, &deal, 2, &offer).await;
        if by_seller.is_err() {
            market
                .accept_offer(&world.seller, &deal, 2, &offer)
                .await
                .unwrap();
        }
        let drafted = at_once(market, 4, |market, _| {
            let (seller, deal) = (world.seller.clone(), deal.clone());
            async move {
                market
                    .draft_contract(&seller, &deal, 3, &Once::default())
                    .await
            }
        })
        .await;
        let ids: std::collections::BTreeSet<_> = drafted.iter().flatten().cloned().collect();
        assert_eq!(ids.len(), 1, "{drafted:?}");
        let contract = ids.into_iter().next().unwrap();
        // Both sign at once; who is overtaken signs again.
        for _ in 0..2 {
            at_once(market, 2, |market, number| {
                let side = [&world.seller, &world.buyer][number].clone();
                let contract = contract.clone();
                async move {
                    let seen = market.contract(&side, &contract).await?.text_hash;
                    let seen = domain::deals::contract::ConfirmationInput { text_hash: seen };
                    market.sign_contract(&side, &contract, seen).await
                }
            })
            .await;
        }
        assert_eq!(world.state_of(&contract).await, ContractState::Signed);
        let view = market.contract(&world.seller, &contract).await.unwrap();
        assert_eq!(view.signed_parties.len(), 2);
        market
            .apply_for_registration(
                &world.seller,
                &contract,
                view.summary.contract.version,
                crate::paperwork::application(600_000),
            )
            .await
            .unwrap();
        let version = view.summary.contract.version + 1;
        let agency = world.agency().await;
        let decided = at_once(market, 6, |market, number| {
            let (agency, contract) = (agency.clone(), contract.clone());
            let reason = domain::deals::registration::RefusalInput {
                reason: "材料不全".into(),
            };
            async move {
                match number % 3 {
                    0 => {
                        let input = registration("示例登记号", 600_000);
                        market
                            .register_contract(&agency, &contract, version, input)
                            .await
                    }
                    1 => {
                        market
                            .refuse_registration(&agency, &contract, version, reason)
                            .await
                    }
                    _ => {
                        market
                            .return_registration(&agency, &contract, version, reason)
                            .await
                    }
                }
            }
        })
        .await;
        assert_eq!(done(&decided), 1, "{decided:?}");
        let entries = market
            .register(&agency, Default::default(), "", 9)
            .await
            .unwrap()
            .1;
        assert_eq!(entries, 1, "a decision stands in the register once");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_registration_number_is_given_once() {
    on_each_database(async |world| {
        let market = &world.market;
        let agency = world.agency().await;
        let mut contracts = Vec::new();
        for title in ["余热回收", "煤泥干化", "碳化硅"] {
            let achievement = world.published(title).await;
            let contract = world.signed_by(&world.buyer, &achievement, 600_000).await;
            let input = crate::paperwork::application(600_000);
            market
                .apply_for_registration(&world.seller, &contract, 3, input)
                .await
                .unwrap();
            contracts.push(contract);
        }
        let outcomes = at_once(market, 3, |market, number| {
            let (agency, contract) = (agency.clone(), contracts[number].clone());
            let input = registration("示例登记号一", 600_000);
            async move { market.register_contract(&agency, &contract, 4, input).await }
        })
        .await;
        assert_eq!(done(&outcomes), 1, "{outcomes:?}");
        for refused in outcomes.into_iter().filter(Result::is_err) {
            assert_eq!(refusal(refused), "invalid");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn an_organisation_has_one_change_that_waits_and_it_is_decided_once() {
    on_each_database(async |world| {
        let market = &world.market;
        let asked = at_once(market, 5, |market, _| {
            let (buyer, input) = (world.buyer.clone(), moving());
            async move {
                market
                    .ask_organisation_change(&buyer, &buyer.organisation, input, &Once::default())
                    .await
            }
        })
        .await;
        assert_eq!(done(&asked), 1, "{asked:?}");
        let id = asked.into_iter().flatten().next().unwrap();
        let decided = at_once(market, 6, |market, number| {
            let (bureau, buyer, id) = (world.bureau.clone(), world.buyer.clone(), id.clone());
            async move {
                match number % 3 {
                    0 => market.approve_organisation_change(&bureau, &id, 1).await,
                    1 => {
                        market
                            .refuse_organisation_change(&bureau, &id, 1, "证明材料不全")
                            .await
                    }
                    _ => market.withdraw_organisation_change(&buyer, &id, 1).await,
                }
            }
        })
        .await;
        assert_eq!(done(&decided), 1, "{decided:?}");
    })
    .await;
}

fn moving() -> OrganisationChangeInput {
    OrganisationChangeInput {
        division_code: Some("140105".into()),
        reason: "迁址，营业执照已换发".into(),
        ..OrganisationChangeInput::default()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn refunds_never_take_back_more_than_was_paid() {
    on_each_database(async |world| {
        let market = &world.market;
        let achievement = world.published("余热回收").await;
        let contract = world.signed_by(&world.buyer, &achievement, 600_000).await;
        world.verified(&world.buyer, &contract, 300_000).await;
        let mut refunds = Vec::new();
        for _ in 0..2 {
            let mut input = payment(&world.seller, &world.buyer, 200_000);
            input.kind = domain::money::payment::PaymentKind::Refund;
            refunds.push(
                market
                    .record_payment(
                        &world.buyer,
                        &contract,
                        input,
                        crate::paperwork::vouchers(),
                        &Once::default(),
                    )
                    .await
                    .unwrap(),
            );
        }
        let outcomes = at_once(market, 4, |market, number| {
            let (bureau, id) = (world.bureau.clone(), refunds[number % 2].clone());
            async move {
                market
                    .verify_payment(&bureau, &id, 1, because("已核对"))
                    .await
            }
        })
        .await;
        let net = market
            .payments(&world.buyer, &contract)
            .await
            .unwrap()
            .verified_fen;
        assert!(net >= Fen::ZERO, "{net}: {outcomes:?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn an_import_is_started_once() {
    on_each_database(async |world: &World| {
        let upload = market::catalogue::attachment::Upload {
            name: "成果.csv".into(),
            content: "成果名称,成果简介\n示例成果,一句话\n"
                .as_bytes()
                .to_vec()
                .into(),
        };
        let id = world
            .market
            .open_import(&world.seller, upload)
            .await
            .unwrap();
        let outcomes = at_once(&world.market, 5, |market, _| {
            let (seller, id) = (world.seller.clone(), id.clone());
            async move {
                market
                    .start_import(
                        &seller,
                        &id,
                        None,
                        domain::catalogue::achievement::State::Draft,
                    )
                    .await
            }
        })
        .await;
        assert_eq!(done(&outcomes), 1, "{outcomes:?}");
        while world
            .market
            .import_run(&world.seller, &id)
            .await
            .unwrap()
            .finished_at
            .is_none()
        {
            tokio::task::yield_now().await;
        }
    })
    .await;
}
