//! One test for each doubt about a payment, named as the sentence that it proves.

use super::*;
use crate::id::{ContractId, PaymentId};
use crate::money::payment::PaymentInput;
use crate::money::voucher::InvoiceNumber;
use crate::people::organisation::OrganisationInput;

const SIGNED: Date = Date::constant(2026, 1, 10);
const TODAY: Date = Date::constant(2026, 6, 1);

fn organisation(name: &str, credit_code: &str) -> NewOrganisation {
    let input = OrganisationInput {
        name: name.into(),
        credit_code: credit_code.into(),
        division_code: "140902".into(),
        ..OrganisationInput::default()
    };
    input.check().expect("right")
}

fn input() -> PaymentInput {
    PaymentInput {
        amount_fen: Some(Fen(60_000_000)),
        paid_on: "2026-03-01".into(),
        invoice_number: "26142000000012345678".into(),
        invoice_amount_fen: Some(Fen(60_000_000)),
        invoiced_on: "2026-02-28".into(),
        receipt_number: "HD-1".into(),
        payer: "示例公司".into(),
        payee: "示例大学".into(),
        ..PaymentInput::default()
    }
}

struct Case {
    buyer: NewOrganisation,
    seller: NewOrganisation,
    ceiling_fen: Option<Fen>,
    paid_before_fen: Fen,
    others: Vec<OtherVouchers>,
    cap_reached_at_fen: Option<Fen>,
}

fn case() -> Case {
    Case {
        buyer: organisation("示例公司", "91140902MA00003650"),
        seller: organisation("示例大学", "91110000600037341L"),
        ceiling_fen: Some(Fen(100_000_000)),
        paid_before_fen: Fen::ZERO,
        others: Vec::new(),
        cap_reached_at_fen: Some(Fen(1_666_666_667)),
    }
}

fn found(input: PaymentInput, case: &Case) -> Vec<(&'static str, bool)> {
    let context = Context {
        buyer: &case.buyer,
        seller: &case.seller,
        signed_on: SIGNED,
        ceiling_fen: case.ceiling_fen,
        paid_before_fen: case.paid_before_fen,
        files: &["a1".to_owned(), "b2".to_owned()],
        others: &case.others,
        cap_reached_at_fen: case.cap_reached_at_fen,
        today: TODAY,
    };
    check(&input.check().expect("right"), &context)
        .into_iter()
        .map(|finding| (finding.code, finding.bars))
        .collect()
}

fn other(invoice: &str, receipt: &str) -> OtherVouchers {
    let of = OtherPayment {
        payment: PaymentId::from_uuid(uuid::Uuid::from_u128(1)),
        contract: ContractId::from_uuid(uuid::Uuid::from_u128(2)),
    };
    OtherVouchers {
        of,
        verified: false,
        invoice: InvoiceNumber::parse("", invoice).ok(),
        receipt_number: receipt.into(),
        files: vec!["c3".into()],
    }
}

#[test]
fn a_clean_payment_has_no_findings() {
    assert_eq!(found(input(), &case()), []);
}

#[test]
fn nothing_is_paid_or_invoiced_in_the_future() {
    let future = PaymentInput {
        paid_on: "2026-06-02".into(),
        invoiced_on: "2026-06-02".into(),
        ..input()
    };
    assert_eq!(
        found(future, &case()),
        [
            ("paid_in_the_future", true),
            ("invoiced_in_the_future", true)
        ]
    );
    let today = PaymentInput {
        paid_on: "2026-06-01".into(),
        invoiced_on: "2026-06-01".into(),
        ..input()
    };
    assert_eq!(found(today, &case()), []);
}

#[test]
fn money_or_an_invoice_before_the_signing_is_doubtful() {
    let early = PaymentInput {
        paid_on: "2026-01-09".into(),
        invoiced_on: "2026-01-09".into(),
        ..input()
    };
    assert_eq!(
        found(early, &case()),
        [
            ("paid_before_signing", false),
            ("invoiced_before_signing", false)
        ]
    );
    let same_day = PaymentInput {
        paid_on: "2026-01-10".into(),
        invoiced_on: "2026-01-10".into(),
        ..input()
    };
    assert_eq!(found(same_day, &case()), []);
}

#[test]
fn a_digital_invoice_agrees_with_its_year_and_with_the_sellers_province() {
    let year = PaymentInput {
        invoice_number: "25142000000012345678".into(),
        ..input()
    };
    assert_eq!(found(year, &case()), [("invoice_year", false)]);
    let elsewhere = PaymentInput {
        invoice_number: "26112000000012345678".into(),
        ..input()
    };
    assert_eq!(
        found(elsewhere, &case()),
        [("invoice_not_from_the_seller", false)]
    );
    let nowhere = PaymentInput {
        invoice_number: "26992000000012345678".into(),
        ..input()
    };
    assert_eq!(found(nowhere, &case()), [("invoice_region", false)]);
    let older = PaymentInput {
        invoice_code: "1400221130".into(),
        invoice_number: "12345678".into(),
        ..input()
    };
    assert_eq!(found(older, &case()), [], "an older number says neither");
}

#[test]
fn an_invoice_or_a_receipt_counts_once() {
    let twice = Case {
        others: vec![other("26142000000012345678", "HD-2"), other("", "ｈｄ 1")],
        ..case()
    };
    assert_eq!(
        found(input(), &twice),
        [("duplicate_invoice", false), ("duplicate_receipt", false)]
    );
    let once = Case {
        others: vec![other("26142000000012345679", "HD-2")],
        ..case()
    };
    assert_eq!(found(input(), &once), []);
    let typed = Case {
        others: vec![other("", "H\u{200b}D—１")],
        ..case()
    };
    assert_eq!(
        found(input(), &typed),
        [("duplicate_receipt", false)],
        "unseen characters, dashes and width make no other number"
    );
}

#[test]
fn the_same_file_is_no_second_voucher_and_what_is_verified_stays_alone() {
    let copy = OtherVouchers {
        files: vec!["b2".into()],
        ..other("", "HD-2")
    };
    assert_eq!(
        found(
            input(),
            &Case {
                others: vec![copy.clone()],
                ..case()
            }
        ),
        [("duplicate_file", false)]
    );
    let verified = OtherVouchers {
        verified: true,
        ..copy
    };
    assert_eq!(
        found(
            input(),
            &Case {
                others: vec![verified],
                ..case()
            }
        ),
        [("duplicate_file", true)]
    );
}

#[test]
fn what_a_finding_says_to_everyone_names_nobody_elses_payment() {
    let mut findings = Findings(Vec::new());
    let other = other("", "HD-2");
    findings.used("duplicate_receipt", "银行回单号 HD-1 ", &other);
    let finding = findings.0.remove(0);
    let (payment, contract) = (other.of.payment.to_string(), other.of.contract.to_string());
    assert!(!finding.text.contains(&payment) && !finding.text.contains(&contract));
    assert!(finding.in_full().contains(&payment) && finding.in_full().contains(&contract));
    assert_eq!(finding.clone().without_others().in_full(), finding.text);
}

#[test]
fn the_keys_of_a_payment_stand_in_one_order_and_once() {
    let paid = PaymentInput {
        receipt_number: "hd－１".into(),
        ..input()
    }
    .check()
    .expect("right");
    let keys = voucher_keys(&paid, &["b2".to_owned(), "a1".to_owned(), "b2".to_owned()]);
    let shown: Vec<String> = keys
        .into_iter()
        .map(|key| format!("{} {}", key.kind, key.key))
        .collect();
    assert_eq!(
        shown,
        [
            "file a1",
            "file b2",
            "invoice 26142000000012345678",
            "receipt hd1"
        ]
    );
}

#[test]
fn invoice_and_receipt_name_the_same_amount() {
    let differ = PaymentInput {
        invoice_amount_fen: Some(Fen(60_000_001)),
        ..input()
    };
    assert_eq!(
        found(differ, &case()),
        [("invoice_and_receipt_differ", false)]
    );
}

#[test]
fn payments_above_the_price_are_doubtful_except_for_a_royalty() {
    let full = Case {
        paid_before_fen: Fen(40_000_000),
        ..case()
    };
    assert_eq!(found(input(), &full), []);
    let above = Case {
        paid_before_fen: Fen(40_000_001),
        ..case()
    };
    assert_eq!(found(input(), &above), [("above_the_price", false)]);
    assert_eq!(
        found(
            input(),
            &Case {
                ceiling_fen: None,
                ..above
            }
        ),
        []
    );
}

#[test]
fn an_amount_that_reaches_the_cap_to_the_fen_is_doubtful() {
    let royalty = || Case {
        ceiling_fen: None,
        ..case()
    };
    let sum = Case {
        paid_before_fen: Fen(1_606_666_667),
        ..royalty()
    };
    assert_eq!(found(input(), &sum), [("hits_the_cap_exactly", false)]);
    let single = PaymentInput {
        amount_fen: Some(Fen(1_666_666_667)),
        invoice_amount_fen: Some(Fen(1_666_666_667)),
        ..input()
    };
    assert_eq!(found(single, &royalty()), [("hits_the_cap_exactly", false)]);
    assert_eq!(
        found(
            input(),
            &Case {
                cap_reached_at_fen: None,
                ..sum
            }
        ),
        []
    );
}

#[test]
fn nobody_buys_from_themselves() {
    let seller = organisation("示例公司", "91140902MA00003650");
    assert_eq!(
        found(input(), &Case { seller, ..case() }),
        [("same_party", true)]
    );
}

#[test]
fn sides_that_share_a_representative_an_address_or_a_phone_may_be_related() {
    let mut related = case();
    for side in [&mut related.buyer, &mut related.seller] {
        side.legal_representative = "示例法人".into();
        side.address = "示例路 1 号".into();
        side.phone = "0350-1234567".into();
    }
    related.seller.phone = "０３５０１２３４５６７".into();
    assert_eq!(
        found(input(), &related),
        [
            ("same_legal_representative", false),
            ("same_address", false),
            ("same_phone", false)
        ]
    );
}

#[test]
fn money_goes_from_the_buyers_account_to_the_sellers_and_back_for_a_refund() {
    let other = PaymentInput {
        payer: "示例法人".into(),
        payee: "示例大学科技园".into(),
        ..input()
    };
    assert_eq!(
        found(other, &case()),
        [("payer_is_another", false), ("payee_is_another", false)]
    );
    let paid = Case {
        paid_before_fen: Fen(60_000_000),
        ..case()
    };
    let back = PaymentInput {
        kind: PaymentKind::Refund,
        payer: "示例大学".into(),
        payee: "示例 公司".into(),
        ..input()
    };
    assert_eq!(found(back, &paid), []);
}

#[test]
fn nobody_pays_back_more_than_was_paid() {
    let paid = Case {
        paid_before_fen: Fen(59_999_999),
        ..case()
    };
    let back = PaymentInput {
        kind: PaymentKind::Refund,
        payer: "示例大学".into(),
        payee: "示例公司".into(),
        ..input()
    };
    assert_eq!(found(back, &paid), [("refund_above_payments", true)]);
}

#[test]
fn a_doubt_needs_a_written_reason_and_a_bar_needs_a_correction() {
    let finding = |bars| Finding {
        code: "x",
        bars,
        text: "某事".into(),
        other: None,
    };
    assert_eq!(may_verify(&[], ""), Ok(()));
    assert_eq!(
        may_verify(&[finding(false)], " "),
        Err(CannotVerify::ReasonMissing(1))
    );
    assert_eq!(may_verify(&[finding(false)], "已向银行核实"), Ok(()));
    assert_eq!(
        may_verify(&[finding(false), finding(true)], "已核实"),
        Err(CannotVerify::Barred("某事".into()))
    );
    assert!(DecisionInput::default().check_rejection().is_err());
    assert_eq!(
        DecisionInput::default().check_verification(&[]),
        Ok(String::new())
    );
}
