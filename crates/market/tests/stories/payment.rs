//! Payments: recorded by the buyer, doubted by rules, verified or rejected by the bureau.

use domain::payment::{Action, PaymentInput, PaymentKind, State};
use domain::payment_check::DecisionInput;
use domain::user::{Actor, Role};
use market::Error;
use market::payment::Vouchers;

use crate::harness::{Once, on_each_database, once, refusal};
use crate::paperwork::{payment, vouchers};

fn because(reason: &str) -> DecisionInput {
    DecisionInput { reason: reason.into() }
}

#[tokio::test]
async fn only_the_buyer_records_a_payment_of_a_signed_contract_and_once() {
    on_each_database(async |world| {
        let (_, draft) = world.drafted(600_000).await;
        let market = &world.market;
        let input = || payment(&world.buyer, &world.seller, 600_000);
        assert_eq!(refusal(market.record_payment(&world.buyer, &draft, input(), vouchers(), &Once::default()).await), "refused");
        let achievement = world.published("余热回收二").await;
        let contract = world.signed_by(&world.buyer, &achievement, 600_000).await;
        assert_eq!(refusal(market.record_payment(&world.seller, &contract, input(), vouchers(), &Once::default()).await), "forbidden");
        assert_eq!(refusal(market.record_payment(&world.stranger, &contract, input(), vouchers(), &Once::default()).await), "not found");
        let first = market.record_payment(&world.buyer, &contract, input(), vouchers(), &once("p")).await.unwrap();
        assert_eq!(market.record_payment(&world.buyer, &contract, input(), vouchers(), &once("p")).await.unwrap(), first);
        assert_eq!(market.payments(&world.seller, &contract).await.unwrap().payments.len(), 1);
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
        for (missing, field) in
            [(Vouchers { invoice: None, ..vouchers() }, "invoice_file"), (Vouchers { receipt: None, ..vouchers() }, "receipt_file")]
        {
            let result = market.record_payment(&world.buyer, &contract, input(), missing, &Once::default()).await;
            let Err(Error::Invalid(fields)) = result else { panic!("{field} was missing") };
            assert_eq!(fields[0].field, field);
        }
        let payment = world.paid(&world.buyer, &contract, 600_000).await;
        let receipt = market.payment(&world.seller, &payment).await.unwrap().receipt_file.unwrap();
        let file = market.payment_voucher(&world.bureau, &payment, &receipt.id).await.unwrap();
        assert_eq!(file.name, "银行回单.pdf");
        let events = market.events(&world.bureau, i64::MAX, "payment", payment.as_str(), 1).await.unwrap();
        assert_eq!((events[0].kind.as_str(), events[0].actor.as_str()), ("file_seen", world.bureau.user.as_str()));
        let refused = market.payment_voucher(&world.stranger, &payment, &receipt.id).await.map(|file| file.name);
        assert_eq!(refusal(refused), "not found");
    })
    .await;
}

#[tokio::test]
async fn a_duplicate_invoice_is_found_across_contracts() {
    on_each_database(async |world| {
        let market = &world.market;
        let (one, two) = (world.published("余热回收").await, world.published("余热回收二").await);
        let first = world.signed_by(&world.buyer, &one, 600_000).await;
        let second = world.signed_by(&world.stranger, &two, 600_000).await;
        let input = payment(&world.buyer, &world.seller, 600_000);
        let again = PaymentInput {
            invoice_number: input.invoice_number.clone(),
            receipt_number: input.receipt_number.to_lowercase().replace('-', " "),
            ..payment(&world.stranger, &world.seller, 600_000)
        };
        market.record_payment(&world.buyer, &first, input, vouchers(), &Once::default()).await.unwrap();
        let copy = market.record_payment(&world.stranger, &second, again, vouchers(), &Once::default()).await.unwrap();
        let view = market.payment(&world.bureau, &copy).await.unwrap();
        let codes: Vec<&str> = view.findings.iter().map(|finding| finding.code).collect();
        assert_eq!(codes, ["duplicate_invoice", "duplicate_receipt"]);
        assert_eq!(refusal(market.verify_payment(&world.bureau, &copy, 1, because("")).await), "invalid");
        market.verify_payment(&world.bureau, &copy, 1, because("另一笔为误登，已通知更正")).await.unwrap();
        let verified = market.payment(&world.bureau, &copy).await.unwrap().payment;
        assert_eq!((verified.state, verified.reason.as_str()), (State::Verified, "另一笔为误登，已通知更正"));
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
        assert_eq!(refusal(market.verify_payment(&world.buyer, &payment, 1, because("")).await), "forbidden");
        assert_eq!(refusal(market.verify_payment(&world.seller, &payment, 1, because("")).await), "forbidden");
        assert_eq!(refusal(market.verify_payment(&world.stranger, &payment, 1, because("")).await), "not found");
        // The same person, should they work for the bureau as well.
        let both = Actor { user: world.buyer.user.clone(), role: Role::Member, ..world.bureau.clone() };
        assert_eq!(refusal(market.verify_payment(&both, &payment, 1, because("")).await), "refused");
        assert_eq!(market.payment(&world.bureau, &payment).await.unwrap().payment.state, State::Recorded);
    })
    .await;
}

#[tokio::test]
async fn a_rejected_payment_is_corrected_and_waits_again() {
    on_each_database(async |world| {
        let achievement = world.published("余热回收").await;
        let contract = world.registered_by(&world.buyer, &achievement, 600_000).await;
        let market = &world.market;
        assert_eq!(market.waiting(&world.buyer).await.unwrap().for_me.len(), 1, "a payment is to be recorded");
        let id = world.paid(&world.buyer, &contract, 500_000).await;
        assert_eq!(refusal(market.reject_payment(&world.bureau, &id, 1, because(" ")).await), "invalid");
        market.reject_payment(&world.bureau, &id, 1, because("金额与回单不符")).await.unwrap();
        let waiting = market.waiting(&world.buyer).await.unwrap();
        assert_eq!(waiting.for_me[0].what, "500,000.00 元的支付核验未通过，请更正：金额与回单不符");
        assert_eq!(market.payment(&world.buyer, &id).await.unwrap().can, [Action::Correct]);
        let input = payment(&world.buyer, &world.seller, 600_000);
        market.correct_payment(&world.buyer, &id, 2, input, Vouchers::default()).await.unwrap();
        let view = market.payment(&world.buyer, &id).await.unwrap();
        assert_eq!((view.payment.state, view.payment.reason.as_str()), (State::Recorded, ""));
        assert!(view.invoice_file.is_some() && view.receipt_file.is_some(), "files not sent again stay");
        assert_eq!(market.waiting(&world.bureau).await.unwrap().for_me[0].title, "1 笔支付");
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
        market.cancel_contract(&world.seller, &contract, 3, "双方协商一致解除").await.unwrap();
        let forth = payment(&world.buyer, &world.seller, 1);
        assert_eq!(refusal(market.record_payment(&world.buyer, &contract, forth, vouchers(), &Once::default()).await), "refused");
        let back = PaymentInput { kind: PaymentKind::Refund, ..payment(&world.seller, &world.buyer, 600_000) };
        market.record_payment(&world.buyer, &contract, back, vouchers(), &Once::default()).await.unwrap();
        assert_eq!(market.payments(&world.buyer, &contract).await.unwrap().recorded_fen, domain::Fen::ZERO);
    })
    .await;
}
