use super::*;

fn input() -> PaymentInput {
    PaymentInput {
        amount_fen: Some(Fen(60_000_000)),
        paid_on: "2026-03-01".into(),
        invoice_number: "26142000000012345678".into(),
        invoice_amount_fen: Some(Fen(60_000_000)),
        invoiced_on: "2026-02-28".into(),
        receipt_number: "示例回单-1".into(),
        payer: "示例公司".into(),
        payee: "示例大学".into(),
        ..PaymentInput::default()
    }
}

#[test]
fn the_states_of_a_payment() {
    let mut table = String::new();
    for state in State::ALL {
        for action in Action::ALL {
            let then = next(state, action).map_or("-", State::label);
            table += &format!("{} {}: {then}\n", state.label(), action.label());
        }
    }
    insta::assert_snapshot!(table, @"
    待核验 更正: 待核验
    待核验 核验通过: 已核验
    待核验 不予通过: 核验未通过
    待核验 撤回: 已撤回
    已核验 更正: -
    已核验 核验通过: -
    已核验 不予通过: 核验未通过
    已核验 撤回: -
    核验未通过 更正: 待核验
    核验未通过 核验通过: -
    核验未通过 不予通过: -
    核验未通过 撤回: -
    已撤回 更正: -
    已撤回 核验通过: -
    已撤回 不予通过: -
    已撤回 撤回: -
    ");
}

#[test]
fn a_payment_has_an_invoice_and_a_refund_may_go_without() {
    assert!(input().check().is_ok());
    let bare = PaymentInput {
        invoice_number: String::new(),
        invoice_amount_fen: None,
        invoiced_on: String::new(),
        ..input()
    };
    let missing: Vec<String> = bare
        .clone()
        .check()
        .expect_err("no invoice")
        .into_iter()
        .map(|error| error.field)
        .collect();
    assert_eq!(
        missing,
        ["invoice_number", "invoice_amount_fen", "invoiced_on"]
    );
    let refund = PaymentInput {
        kind: PaymentKind::Refund,
        ..bare
    };
    assert_eq!(refund.check().expect("no invoice is needed").invoice, None);
    let half = PaymentInput {
        kind: PaymentKind::Refund,
        invoiced_on: String::new(),
        ..input()
    };
    assert_eq!(
        half.check().expect_err("half an invoice")[0].field,
        "invoiced_on"
    );
}

#[test]
fn every_wrong_field_of_a_payment_is_named_at_once() {
    let errors = PaymentInput {
        amount_fen: Some(Fen(-1)),
        ..PaymentInput::default()
    }
    .check()
    .expect_err("many errors");
    let names: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
    let expected = [
        "amount_fen",
        "paid_on",
        "invoice_number",
        "invoice_amount_fen",
        "invoiced_on",
        "receipt_number",
        "payer",
        "payee",
    ];
    assert_eq!(names, expected);
}

#[test]
fn what_was_sent_is_sent_again_unchanged() {
    let paid = input().check().expect("right");
    assert_eq!(PaymentInput::from(&paid).check(), Ok(paid));
    let older = PaymentInput {
        invoice_code: "014002600111".into(),
        invoice_number: "12345678".into(),
        ..input()
    };
    let paid = older.check().expect("right");
    assert_eq!(PaymentInput::from(&paid).check(), Ok(paid));
}

#[test]
fn a_receipt_number_has_a_letter_or_a_digit() {
    let dashes = PaymentInput {
        receipt_number: "——\u{200b}-".into(),
        ..input()
    };
    assert_eq!(
        dashes.check().expect_err("nothing is left of it")[0].field,
        "receipt_number"
    );
}

#[test]
fn refunds_lessen_what_was_paid() {
    let paid = input().check().expect("right");
    let back = NewPayment {
        kind: PaymentKind::Refund,
        amount_fen: Fen(10_000_000),
        ..paid.clone()
    };
    assert_eq!(net_paid([&paid, &back].into_iter()), Fen(50_000_000));
}
