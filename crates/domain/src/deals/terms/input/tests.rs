use super::*;

fn instalments() -> TermsInput {
    let row = |due_on: &str, fen| InstalmentInput {
        due_on: due_on.into(),
        amount_fen: Some(Fen(fen)),
    };
    TermsInput {
        mode: Some(TransferMode::Licence),
        period_from: "2026-03-01".into(),
        period_to: "2031-02-28".into(),
        payment_mode: Some(PaymentMode::Instalments),
        price_fen: Some(Fen(60_000_000)),
        instalments: vec![row("2026-09-01", 40_000_000), row("2026-03-15", 20_000_000)],
        non_technical: vec![NonTechnicalInput {
            name: "试验设备一套".into(),
            amount_fen: Some(Fen(10_000_000)),
        }],
        ..TermsInput::default()
    }
}

fn royalty() -> TermsInput {
    TermsInput {
        mode: Some(TransferMode::Licence),
        payment_mode: Some(PaymentMode::InitialFeeAndRoyalty),
        initial_fee_fen: Some(Fen(5_000_000)),
        royalty_rate_ppm: Some(35_000),
        royalty_base: "合同产品的净销售额".into(),
        ..TermsInput::default()
    }
}

fn wrong(input: TermsInput) -> Vec<(String, &'static str)> {
    input
        .check()
        .expect_err("something is wrong")
        .into_iter()
        .map(|error| (error.field, error.code))
        .collect()
}

#[test]
fn terms_are_shown_as_labelled_rows() {
    let rows = instalments().check().expect("right").rows();
    let lines: Vec<String> = rows
        .into_iter()
        .map(|(label, value)| format!("{label}: {value}"))
        .collect();
    insta::assert_snapshot!(lines.join("\n"), @"
    转化方式: 许可
    许可方式: 普通许可
    地域范围: 未约定
    使用领域: 未约定
    期限: 2026年3月1日至2031年2月28日
    支付方式: 分期支付
    价款: 60万元
    付款安排: 第1期 2026年3月15日前 20万元；第2期 2026年9月1日前 40万元
    其中技术部分: 50万元
    其中非技术部分: 试验设备一套 10万元
    交付: 未约定
    验收: 未约定
    后续改进成果: 归改进方所有
    保密: 未约定
    其他约定: 未约定
    ");
}

#[test]
fn what_changed_between_two_offers_is_told_row_by_row() {
    let old = instalments().check().expect("right");
    let new = royalty().check().expect("right");
    let lines: Vec<String> = Terms::difference(&old, &new)
        .into_iter()
        .map(|(label, from, to)| format!("{label}: {from} -> {to}"))
        .collect();
    insta::assert_snapshot!(lines.join("\n"), @"
    期限: 2026年3月1日至2031年2月28日 -> 未约定
    支付方式: 分期支付 -> 入门费加提成
    价款: 60万元 -> 入门费 5万元
    付款安排: 第1期 2026年3月15日前 20万元；第2期 2026年9月1日前 40万元 -> —
    提成: — -> 合同产品的净销售额的 3.5%
    其中技术部分: 50万元 -> 5万元
    其中非技术部分: 试验设备一套 10万元 -> 无
    ");
    assert!(Terms::difference(&old, &old).is_empty());
}

#[test]
fn a_counter_offer_starts_from_the_offer_before_it() {
    for input in [instalments(), royalty()] {
        let terms = input.check().expect("right");
        assert_eq!(TermsInput::from(&terms).check(), Ok(terms));
    }
}

#[test]
fn instalments_add_up_to_the_price() {
    let short = TermsInput {
        price_fen: Some(Fen(60_000_001)),
        ..instalments()
    };
    assert_eq!(wrong(short), [("instalments".to_owned(), "sum")]);
    let single = TermsInput {
        price_fen: Some(Fen(40_000_000)),
        instalments: instalments().instalments[..1].to_vec(),
        ..instalments()
    };
    assert_eq!(wrong(single), [("instalments".to_owned(), "count")]);
}

#[test]
fn the_technology_part_is_what_the_itemised_sums_leave() {
    let terms = instalments().check().expect("right");
    assert_eq!(terms.technology_fen(), Some(Fen(50_000_000)));
    let mut all = instalments();
    all.non_technical[0].amount_fen = all.price_fen;
    assert_eq!(wrong(all), [("non_technical".to_owned(), "sum")]);
}

#[test]
fn a_royalty_needs_a_rate_and_a_base_and_no_price() {
    let bare = TermsInput {
        payment_mode: Some(PaymentMode::Royalty),
        price_fen: Some(Fen(1)),
        ..TermsInput::default()
    };
    assert_eq!(
        wrong(TermsInput {
            mode: Some(TransferMode::Licence),
            ..bare
        }),
        [
            ("price_fen".to_owned(), "not_for_mode"),
            ("royalty_base".to_owned(), "required"),
            ("royalty_rate_ppm".to_owned(), "range")
        ]
    );
    let rate = |ppm| {
        TermsInput {
            royalty_rate_ppm: Some(ppm),
            ..royalty()
        }
        .check()
        .is_ok()
    };
    assert!(!rate(0) && rate(1) && rate(1_000_000) && !rate(1_000_001));
}

#[test]
fn nothing_is_due_while_a_trial_runs() {
    let trial = TermsInput {
        trial_until: "2026-06-01".into(),
        trial_convert_by: "2026-05-01".into(),
        ..instalments()
    };
    assert_eq!(
        wrong(trial),
        [
            ("trial_convert_by".to_owned(), "order"),
            ("trial_until".to_owned(), "order")
        ]
    );
    let right = TermsInput {
        trial_until: "2026-03-10".into(),
        trial_convert_by: "2026-03-14".into(),
        ..instalments()
    };
    assert!(right.check().is_ok());
}
