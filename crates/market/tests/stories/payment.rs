//! Payments: recorded by the buyer, doubted by rules, verified or rejected by the bureau.

use domain::id::PaymentId;
use domain::money::payment::check::DecisionInput;
use domain::money::payment::{Action, PaymentInput, PaymentKind, State};
use domain::people::user::{Actor, Role};
use market::Error;
use market::desk::audit::Which;
use market::money::payment::Vouchers;

use crate::harness::{Once, World, on_each_database, once, refusal};
use crate::paperwork::{payment, vouchers};

fn because(reason: &str) -> DecisionInput {
    DecisionInput {
        reason: reason.into(),
    }
}

#[tokio::test]
async fn only_the_buyer_records_a_payment_of_a_signed_contract_and_once() {
    on_each_database(async |world| {
        let (_, draft) = world.drafted(600_000).await;
        let market = &world.market;
        let input = || payment(&world.buyer, &world.seller, 600_000);
        assert_eq!(
            refusal(
                market
                    .record_payment(&world.buyer, &draft, input(), vouchers(), &Once::default())
                    .await
            ),
            "refused"
        );
        let achievement = world.published("余热回收二").await;
        let contract = world.signed_by(&world.buyer, &achievement, 600_000).await;
        assert_eq!(
            refusal(
                market
                    .record_payment(
                        &world.seller,
                        &contract,
                        input(),
                        vouchers(),
                        &Once::default()
                    )
                    .await
            ),
            "forbidden"
        );
        assert_eq!(
            refusal(
                market
                    .record_payment(
                        &world.stranger,
                        &contract,
                        input(),
                        vouchers(),
                        &Once::default()
                    )
                    .await
            ),
            "not found"
        );
        let first = market
            .record_payment(&world.buyer, &contract, input(), vouchers(), &once("p"))
            .await
            .unwrap();
        assert_eq!(
            market
                .record_payment(&world.buyer, &contract, input(), vouchers(), &once("p"))
                .await
                .unwrap(),
            first
        );
        assert_eq!(
            market
                .payments(&world.seller, &contract)
                .await
                .unwrap()
                .payments
                .len(),
            1
        );
    })
    .await;
}

#[tokio::test]
async fn a_payment_comes_with_both_vouchers_and_seeing_them_is_an_event() {
    on_each_database(async |world| {
        let achievement = world.published("余热回收").await;
        let contract = world.signed_by(&world.buyer, &achievement, 600_000).await;
        let market = &world.market;
        let input = || payment(&world.buyer, &world.seller, 600_000);
        for (missing, field) in [
            (
                Vouchers {
                    invoice: None,
                    ..vouchers()
                },
                "invoice_file",
            ),
            (
                Vouchers {
                    receipt: None,
                    ..vouchers()
                },
                "receipt_file",
            ),
        ] {
            let result = market
                .record_payment(&world.buyer, &contract, input(), missing, &Once::default())
                .await;
            let Err(Error::Invalid(fields)) = result else {
                panic!("{field} was missing")
            };
            assert_eq!(fields[0].field, field);
        }
        let payment = world.paid(&world.buyer, &contract, 600_000).await;
        let receipt = market
            .payment(&world.seller, &payment)
            .await
            .unwrap()
            .receipt_file
            .unwrap();
        let file = market
            .payment_voucher(&world.bureau, &payment, &receipt.id)
            .await
            .unwrap();
        assert_eq!(file.name, "银行回单.pdf");
        let events = market
            .events(
                &world.bureau,
                i64::MAX,
                &Which::about(domain::event::Noun::Payment, payment.as_str()),
                1,
            )
            .await
            .unwrap();
        assert_eq!(
            (
                events[0].event.kind.as_str(),
                events[0].event.actor.as_str()
            ),
            ("file_seen", world.bureau.user.as_str())
        );
        let refused = market
            .payment_voucher(&world.stranger, &payment, &receipt.id)
            .await
            .map(|file| file.name);
        assert_eq!(refusal(refused), "not found");
    })
    .await;
}

/// Two signed contracts of two buyers, and a payment of each with the same invoice and receipt, typed differently.
async fn twins(world: &World) -> (PaymentId, PaymentId) {
    let market = &world.market;
    let (one, two) = (
        world.published("余热回收").await,
        world.published("余热回收二").await,
    );
    let first = world.signed_by(&world.buyer, &one, 600_000).await;
    let second = world.signed_by(&world.stranger, &two, 600_000).await;
    let input = payment(&world.buyer, &world.seller, 600_000);
    let again = PaymentInput {
        invoice_number: format!("\u{200b}{}　", input.invoice_number),
        receipt_number: input.receipt_number.to_lowercase().replace('-', "——\u{ad}"),
        ..payment(&world.stranger, &world.seller, 600_000)
    };
    let original = market
        .record_payment(&world.buyer, &first, input, vouchers(), &Once::default())
        .await
        .unwrap();
    let copy = market
        .record_payment(
            &world.stranger,
            &second,
            again,
            vouchers(),
            &Once::default(),
        )
        .await
        .unwrap();
    (original, copy)
}

#[tokio::test]
async fn a_voucher_is_found_again_across_contracts_and_verified_once() {
    on_each_database(async |world| {
        let market = &world.market;
        let (original, copy) = twins(world).await;
        let view = market.payment(&world.bureau, &copy).await.unwrap();
        let codes: Vec<&str> = view.findings.iter().map(|finding| finding.code).collect();
        assert_eq!(codes, ["duplicate_invoice", "duplicate_receipt"]);
        assert_eq!(view.findings[0].other.as_ref().unwrap().payment, original);
        assert_eq!(
            refusal(
                market
                    .verify_payment(&world.bureau, &copy, 1, because(""))
                    .await
            ),
            "invalid"
        );
        market
            .verify_payment(&world.bureau, &copy, 1, because("另一笔为误登，已通知更正"))
            .await
            .unwrap();
        let barred = market
            .verify_payment(&world.bureau, &original, 1, because("再核验一次"))
            .await;
        assert_eq!(
            refusal(barred),
            "invalid",
            "what is verified stays alone, whatever reason is given"
        );
        market
            .reject_payment(&world.bureau, &copy, 2, because("核验有误"))
            .await
            .unwrap();
        market
            .verify_payment(&world.bureau, &original, 1, because(""))
            .await
            .unwrap();
    })
    .await;
}

#[tokio::test]
async fn an_enterprise_learns_that_a_voucher_was_used_and_not_by_whom() {
    on_each_database(async |world| {
        let (original, copy) = twins(world).await;
        let other = world
            .market
            .payment(&world.bureau, &original)
            .await
            .unwrap()
            .payment;
        for viewer in [&world.stranger, &world.seller] {
            let view = world.market.payment(viewer, &copy).await.unwrap();
            assert_eq!(view.findings.len(), 2);
            for finding in view.findings {
                let said = finding.in_full();
                assert!(
                    finding.other.is_none()
                        && !said.contains(other.id.as_str())
                        && !said.contains(other.contract.as_str()),
                    "{said}"
                );
            }
        }
    })
    .await;
}

#[tokio::test]
async fn the_same_file_proves_one_payment_only() {
    on_each_database(async |world| {
        let market = &world.market;
        let achievement = world.published("余热回收").await;
        let contract = world.signed_by(&world.buyer, &achievement, 600_000).await;
        let receipt = || market::catalogue::attachment::Upload {
            name: "回单.pdf".into(),
            content: b"%PDF-1.7 one receipt".to_vec().into(),
        };
        let mut ids = Vec::new();
        for _ in 0..2 {
            let files = Vouchers {
                receipt: Some(receipt()),
                ..vouchers()
            };
            let input = payment(&world.buyer, &world.seller, 300_000);
            ids.push(
                market
                    .record_payment(&world.buyer, &contract, input, files, &Once::default())
                    .await
                    .unwrap(),
            );
        }
        let found = market
            .payment(&world.bureau, &ids[1])
            .await
            .unwrap()
            .findings;
        assert_eq!(
            found.iter().map(|finding| finding.code).collect::<Vec<_>>(),
            ["duplicate_file"]
        );
        market
            .verify_payment(&world.bureau, &ids[0], 1, because("第二笔为重复登记"))
            .await
            .unwrap();
        assert_eq!(
            refusal(
                market
                    .verify_payment(&world.bureau, &ids[1], 1, because("同意"))
                    .await
            ),
            "invalid"
        );
    })
    .await;
}

#[tokio::test]
async fn of_two_verifications_at_the_same_moment_the_database_lets_one_through() {
    on_each_database(async |world| {
        let (original, copy) = twins(world).await;
        let verify = |id: PaymentId| {
            let (market, bureau) = (world.market.clone(), world.bureau.clone());
            tokio::spawn(async move {
                market
                    .verify_payment(&bureau, &id, 1, because("两笔凭证相同，已核对"))
                    .await
            })
        };
        let (one, two) = (verify(original.clone()), verify(copy.clone()));
        let results = [one.await.unwrap(), two.await.unwrap()];
        assert_eq!(
            results.iter().filter(|result| result.is_ok()).count(),
            1,
            "{results:?}"
        );
        let refused = results.into_iter().find(Result::is_err).unwrap();
        assert_eq!(refusal(refused), "invalid");
        let mut verified = 0;
        for id in [&original, &copy] {
            verified += usize::from(
                world
                    .market
                    .payment(&world.bureau, id)
                    .await
                    .unwrap()
                    .payment
                    .state
                    == State::Verified,
            );
        }
        assert_eq!(verified, 1);
    })
    .await;
}

#[tokio::test]
async fn a_payment_is_withdrawn_until_it_is_decided_and_counts_nowhere_then() {
    on_each_database(async |world| {
        let market = &world.market;
        let achievement = world.published("余热回收").await;
        let contract = world.signed_by(&world.buyer, &achievement, 600_000).await;
        let id = world.paid(&world.buyer, &contract, 600_000).await;
        assert_eq!(
            market.payment(&world.buyer, &id).await.unwrap().can,
            [Action::Correct, Action::Withdraw]
        );
        assert_eq!(
            refusal(market.withdraw_payment(&world.seller, &id, 1).await),
            "forbidden"
        );
        market.withdraw_payment(&world.buyer, &id, 1).await.unwrap();
        assert_eq!(
            market
                .payments(&world.buyer, &contract)
                .await
                .unwrap()
                .recorded_fen,
            domain::Fen::ZERO
        );
        assert_eq!(
            market
                .payments_to_verify(&world.bureau, "", 10)
                .await
                .unwrap()
                .1,
            0
        );
        assert_eq!(
            refusal(
                market
                    .verify_payment(&world.bureau, &id, 2, because(""))
                    .await
            ),
            "refused"
        );
        let verified = world.verified(&world.buyer, &contract, 600_000).await;
        assert_eq!(
            refusal(market.withdraw_payment(&world.buyer, &verified, 2).await),
            "refused"
        );
    })
    .await;
}

#[tokio::test]
async fn the_queue_of_payments_goes_by_how_long_they_wait() {
    on_each_database(async |world| {
        let market = &world.market;
        let achievement = world.published("余热回收").await;
        let contract = world.signed_by(&world.buyer, &achievement, 600_000).await;
        let mut ids = Vec::new();
        for _ in 0..3 {
            ids.push(world.paid(&world.buyer, &contract, 100_000).await);
        }
        market
            .reject_payment(&world.bureau, &ids[0], 1, because("金额与回单不符"))
            .await
            .unwrap();
        let waiting = async |after: &str| {
            let (queue, count) = market
                .payments_to_verify(&world.bureau, after, 10)
                .await
                .unwrap();
            (
                queue
                    .into_iter()
                    .map(|view| view.payment.id)
                    .collect::<Vec<_>>(),
                count,
            )
        };
        assert_eq!(
            waiting("").await,
            (ids[1..].to_vec(), 2),
            "what was rejected waits for its buyer, not for the bureau"
        );
        let input = payment(&world.buyer, &world.seller, 100_000);
        market
            .correct_payment(&world.buyer, &ids[0], 2, input, Vouchers::default())
            .await
            .unwrap();
        let longest_first = [ids[1].clone(), ids[2].clone(), ids[0].clone()];
        assert_eq!(
            waiting("").await.0,
            longest_first,
            "sent again, it waits from then on"
        );
        assert_eq!(waiting(ids[2].as_str()).await.0, [ids[0].clone()]);
    })
    .await;
}

#[tokio::test]
async fn the_buyer_cannot_verify_its_own_payment() {
    on_each_database(async |world| {
        let achievement = world.published("余热回收").await;
        let contract = world.signed_by(&world.buyer, &achievement, 600_000).await;
        let payment = world.paid(&world.buyer, &contract, 600_000).await;
        let market = &world.market;
        assert_eq!(
            refusal(
                market
                    .verify_payment(&world.buyer, &payment, 1, because(""))
                    .await
            ),
            "forbidden"
        );
        assert_eq!(
            refusal(
                market
                    .verify_payment(&world.seller, &payment, 1, because(""))
                    .await
            ),
            "forbidden"
        );
        assert_eq!(
            refusal(
                market
                    .verify_payment(&world.stranger, &payment, 1, because(""))
                    .await
            ),
            "not found"
        );
        // The same person, should they work for the bureau as well.
        let both = Actor {
            user: world.buyer.user.clone(),
            role: Role::Member,
            ..world.bureau.clone()
        };
        assert_eq!(
            refusal(market.verify_payment(&both, &payment, 1, because("")).await),
            "refused"
        );
        assert_eq!(
            market
                .payment(&world.bureau, &payment)
                .await
                .unwrap()
                .payment
                .state,
            State::Recorded
        );
    })
    .await;
}

#[tokio::test]
async fn a_rejected_payment_is_corrected_and_waits_again() {
    on_each_database(async |world| {
        let achievement = world.published("余热回收").await;
        let contract = world
            .registered_by(&world.buyer, &achievement, 600_000)
            .await;
        let market = &world.market;
        assert_eq!(
            market.waiting(&world.buyer).await.unwrap().for_me.len(),
            1,
            "a payment is to be recorded"
        );
        let id = world.paid(&world.buyer, &contract, 500_000).await;
        assert_eq!(
            refusal(
                market
                    .reject_payment(&world.bureau, &id, 1, because(" "))
                    .await
            ),
            "invalid"
        );
        market
            .reject_payment(&world.bureau, &id, 1, because("金额与回单不符"))
            .await
            .unwrap();
        let waiting = market.waiting(&world.buyer).await.unwrap();
        assert_eq!(
            waiting.for_me[0].what,
            "500,000.00 元的支付核验未通过，请更正：金额与回单不符"
        );
        assert_eq!(
            market.payment(&world.buyer, &id).await.unwrap().can,
            [Action::Correct]
        );
        let input = payment(&world.buyer, &world.seller, 600_000);
        market
            .correct_payment(&world.buyer, &id, 2, input, Vouchers::default())
            .await
            .unwrap();
        let view = market.payment(&world.buyer, &id).await.unwrap();
        assert_eq!(
            (view.payment.state, view.payment.reason.as_str()),
            (State::Recorded, "")
        );
        assert!(
            view.invoice_file.is_some() && view.receipt_file.is_some(),
            "files not sent again stay"
        );
        assert_eq!(
            market.waiting(&world.bureau).await.unwrap().for_me[0].title,
            "1 笔支付"
        );
    })
    .await;
}

#[tokio::test]
async fn after_a_cancellation_only_a_refund_is_recorded() {
    on_each_database(async |world| {
        let achievement = world.published("余热回收").await;
        let contract = world.signed_by(&world.buyer, &achievement, 600_000).await;
        let market = &world.market;
        world.paid(&world.buyer, &contract, 600_000).await;
        world.ended(&world.buyer, &contract, 3).await;
        let forth = payment(&world.buyer, &world.seller, 1);
        assert_eq!(
            refusal(
                market
                    .record_payment(&world.buyer, &contract, forth, vouchers(), &Once::default())
                    .await
            ),
            "refused"
        );
        let back = PaymentInput {
            kind: PaymentKind::Refund,
            ..payment(&world.seller, &world.buyer, 600_000)
        };
        market
            .record_payment(&world.buyer, &contract, back, vouchers(), &Once::default())
            .await
            .unwrap();
        assert_eq!(
            market
                .payments(&world.buyer, &contract)
                .await
                .unwrap()
                .recorded_fen,
            domain::Fen::ZERO
        );
    })
    .await;
}

#[tokio::test]
async fn missing_fields_and_missing_files_are_told_at_once() {
    on_each_database(async |world| {
        let achievement = world.published("余热回收三").await;
        let contract = world.signed_by(&world.buyer, &achievement, 600_000).await;
        let input = PaymentInput {
            amount_fen: None,
            ..payment(&world.buyer, &world.seller, 600_000)
        };
        let recorded = world
            .market
            .record_payment(
                &world.buyer,
                &contract,
                input,
                Vouchers::default(),
                &Once::default(),
            )
            .await;
        let Err(Error::Invalid(errors)) = recorded else {
            panic!("{recorded:?}")
        };
        let fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(fields, ["amount_fen", "invoice_file", "receipt_file"]);
    })
    .await;
}
