//! The edges of the arithmetic: what was paid out, cancelled, refunded, late, unverified, shared or out of place.

mod history;

use domain::people::organisation::OrganisationKind;
use history::*;
use policy::Ledger;
use policy::ledger::{AsSigned, ContractKind, ContractStatus, Document};

const BOTH: [&[(&str, &str)]; 2] = [&[], &[BY_DATE]];

/// Buyers A and B with a contract each on one achievement, both far above the cap together.
fn crowded(paid_by_a: &str, paid_by_b: &str) -> Document {
    let mut history = history();
    contract(&mut history, "con_1", "A", &[("ach_1", 1_000_000)]);
    contract(&mut history, "con_2", "B", &[("ach_1", 1_000_000)]);
    pay(&mut history, "con_1", "2026-03-01", yuan(paid_by_a));
    pay(&mut history, "con_2", "2026-04-01", yuan(paid_by_b));
    history
}

#[test]
fn a_later_buyer_never_triggers_a_clawback_from_an_earlier_one() {
    for changes in BOTH {
        let mut history = crowded("20,000,000", "20,000,000");
        disburse(&mut history, "con_1", "ach_1", yuan("500,000"));
        assert_eq!(
            dues(&outcome(&xinzhou_with(changes), &history)),
            ["0.00", "0.00"]
        );
    }
}

#[test]
fn what_is_left_of_the_cap_goes_to_whoever_has_not_had_enough() {
    let mut history = crowded("12,000,000", "8,000,000");
    disburse(&mut history, "con_1", "ach_1", yuan("330,000"));
    // Room 170,000; outstanding 30,000 and 240,000.
    assert_eq!(
        dues(&outcome(&xinzhou(), &history)),
        ["18,888.89", "151,111.11"]
    );
    assert_eq!(
        dues(&outcome(&xinzhou_with(&[BY_DATE]), &history)),
        ["30,000.00", "140,000.00"]
    );
}

#[test]
fn what_one_buyer_owes_makes_room_for_the_other() {
    for changes in BOTH {
        let mut history = crowded("20,000,000", "20,000,000");
        disburse(&mut history, "con_1", "ach_1", yuan("500,000"));
        refund(&mut history, "con_1", "2026-09-01", yuan("15,000,000"));
        let outcome = outcome(&xinzhou_with(changes), &history);
        assert_eq!(dues(&outcome), ["-350,000.00", "350,000.00"]);
        assert_eq!(outcome.total_due_fen, yuan("0"));
    }
}

#[test]
fn a_contract_cancelled_after_the_pay_out_owes_everything_back() {
    for changes in BOTH {
        let mut history = crowded("20,000,000", "20,000,000");
        disburse(&mut history, "con_1", "ach_1", yuan("300,000"));
        history.contracts[0].status = ContractStatus::Cancelled;
        let outcome = outcome(&xinzhou_with(changes), &history);
        assert_eq!(dues(&outcome), ["-300,000.00", "500,000.00"]);
        assert_eq!(bars(&outcome.lines[0]), ["cancelled"]);
        assert_eq!(
            (outcome.lines[0].eligible_fen, outcome.lines[0].entitled_fen),
            (yuan("0"), yuan("0"))
        );
    }
}

#[test]
fn clawbacks_already_made_count_as_money_that_came_back() {
    for changes in BOTH {
        let mut history = crowded("600,000", "400,000");
        disburse(&mut history, "con_1", "ach_1", yuan("18,000"));
        disburse(&mut history, "con_1", "ach_1", yuan("-8,000"));
        assert_eq!(
            dues(&outcome(&xinzhou_with(changes), &history)),
            ["8,000.00", "12,000.00"]
        );
    }
}

#[test]
fn clawbacks_are_not_netted_against_the_pool() {
    let mut history = crowded("600,000", "400,000");
    disburse(&mut history, "con_1", "ach_1", yuan("20,000"));
    history.pool_fen = Some(yuan("10,000"));
    assert_eq!(
        dues(&outcome(&xinzhou(), &history)),
        ["-2,000.00", "10,000.00"]
    );
}

#[test]
fn an_empty_pool_pays_nothing_and_still_takes_back() {
    let mut history = crowded("600,000", "400,000");
    disburse(&mut history, "con_1", "ach_1", yuan("20,000"));
    history.pool_fen = Some(yuan("0"));
    assert_eq!(dues(&outcome(&xinzhou(), &history)), ["-2,000.00", "0.00"]);
}

#[test]
fn ties_for_the_last_fen_go_by_output_order() {
    let mut history = history();
    for (id, buyer) in [("con_3", "C"), ("con_1", "A"), ("con_2", "B")] {
        contract(&mut history, id, buyer, &[("ach_1", 1_000_000)]);
        pay(&mut history, id, "2026-03-01", yuan("10,000,000"));
    }
    assert_eq!(
        dues(&outcome(&xinzhou(), &history)),
        ["166,666.67", "166,666.67", "166,666.66"]
    );
    let by_date = outcome(&xinzhou_with(&[BY_DATE]), &history);
    // Same day: by payment identifier, in which con_3 paid first.
    assert_eq!(dues(&by_date), ["200,000.00", "0.00", "300,000.00"]);
}

#[test]
fn a_refund_takes_from_the_latest_payments_first() {
    let mut history = crowded("12,000,000", "8,000,000");
    pay(&mut history, "con_1", "2026-05-01", yuan("4,000,000"));
    refund(&mut history, "con_1", "2026-03-15", yuan("4,000,000"));
    assert_eq!(
        dues(&outcome(&xinzhou_with(&[BY_DATE]), &history)),
        ["360,000.00", "140,000.00"]
    );
}

#[test]
fn a_contract_on_two_achievements_is_split_by_share() {
    let mut history = history();
    contract(
        &mut history,
        "con_1",
        "A",
        &[("ach_2", 333_333), ("ach_1", 666_667)],
    );
    pay(&mut history, "con_1", "2026-03-01", yuan("30,000,000"));
    let outcome = outcome(&xinzhou(), &history);
    let achievements: Vec<&str> = outcome
        .lines
        .iter()
        .map(|line| line.achievement.as_str())
        .collect();
    assert_eq!(achievements, ["ach_1", "ach_2"]);
    assert_eq!(dues(&outcome), ["500,000.00", "299,999.70"]);
    assert_eq!(outcome.lines[1].eligible_fen, yuan("9,999,990.00"));
}

#[test]
fn payments_of_later_days_and_unverified_ones_do_not_count() {
    let mut history = crowded("600,000", "400,000");
    pay(&mut history, "con_1", "2026-12-31", yuan("100"));
    pay(&mut history, "con_1", "2027-01-01", yuan("200"));
    pay(&mut history, "con_1", "2026-06-01", yuan("300"));
    history.payments.last_mut().expect("a payment").verified = false;
    history.as_of = day("2026-12-31");
    let outcome = outcome(&xinzhou(), &history);
    assert_eq!(outcome.lines[0].eligible_fen, yuan("600,100"));
    assert!(codes(&outcome.lines[0]).contains(&"payments_after_as_of"));
    assert!(codes(&outcome.lines[0]).contains(&"payments_not_verified"));
}

#[test]
fn a_registration_counts_from_its_day() {
    let mut history = crowded("600,000", "400,000");
    history.contracts[0].registered_on = Some(day("2026-06-02"));
    for (as_of, due) in [("2026-06-01", "0.00"), ("2026-06-02", "18,000.00")] {
        history.as_of = day(as_of);
        let outcome = outcome(&xinzhou(), &history);
        assert_eq!(dues(&outcome)[0], due, "{as_of}");
    }
    history.contracts[0].registered_on = None;
    assert_eq!(
        bars(&outcome(&xinzhou(), &history).lines[0]),
        ["not_registered"]
    );
}

#[test]
fn money_that_went_out_after_the_day_of_computation_is_out_all_the_same() {
    let mut history = crowded("600,000", "400,000");
    disburse(&mut history, "con_1", "ach_1", yuan("18,000"));
    history.as_of = day("2026-12-31");
    let outcome = outcome(&xinzhou(), &history);
    assert_eq!(dues(&outcome), ["0.00", "12,000.00"]);
    assert!(codes(&outcome.lines[0]).contains(&"disbursed_after_as_of"));
}

#[test]
fn only_enterprises_of_the_city_are_subsidised() {
    let mut history = crowded("600,000", "400,000");
    history.organisations[0].division_code = "140105".into();
    history.organisations[1].kind = OrganisationKind::ResearchInstitute;
    let outcome = outcome(&xinzhou(), &history);
    assert_eq!(dues(&outcome), ["0.00", "0.00"]);
    assert_eq!(bars(&outcome.lines[0]), ["beneficiary_elsewhere"]);
    assert_eq!(bars(&outcome.lines[1]), ["beneficiary_kind"]);
}

#[test]
fn a_pair_that_earns_nothing_still_has_its_line_and_the_reason() {
    let mut history = history();
    contract(&mut history, "con_1", "A", &[("ach_1", 1_000_000)]);
    let outcome = outcome(&xinzhou(), &history);
    assert_eq!(dues(&outcome), ["0.00"]);
    assert_eq!(codes(&outcome.lines[0]), ["nothing_paid"]);
}

#[test]
fn refunds_beyond_the_payments_leave_nothing_not_less() {
    let mut history = crowded("600,000", "400,000");
    refund(&mut history, "con_1", "2026-09-01", yuan("700,000"));
    let outcome = outcome(&xinzhou(), &history);
    assert_eq!(outcome.lines[0].eligible_fen, yuan("0"));
    assert!(codes(&outcome.lines[0]).contains(&"refunds_exceed_payments"));
}

#[test]
fn a_royalty_above_the_contract_value_counts_at_most_the_technology_amount() {
    let mut history = crowded("6,000,000", "400,000");
    history.contracts[0].contract_value_fen = yuan("5,000,000");
    history.contracts[0].technology_amount_fen = yuan("3,000,000");
    let policy = xinzhou_with(&[("basis = \"paid\"", "basis = \"proportional\"")]);
    let outcome = outcome(&policy, &history);
    assert_eq!(dues(&outcome)[0], "90,000.00");
    assert!(codes(&outcome.lines[0]).contains(&"paid_above_value"));
}

#[test]
fn a_proportion_that_never_ends_in_decimals_is_still_exact() {
    let mut history = crowded("0.01", "400,000");
    history.contracts[0].contract_value_fen = yuan("0.03");
    history.contracts[0].technology_amount_fen = yuan("0.01");
    let policy = xinzhou_with(&[("basis = \"paid\"", "basis = \"proportional\"")]);
    let outcome = outcome(&policy, &history);
    assert_eq!(dues(&outcome)[0], "0.00");
    assert!(
        outcome.lines[0]
            .steps
            .iter()
            .any(|step| step.text.contains("元又 1/3 分")),
        "{:?}",
        outcome.lines[0].steps
    );
}

#[test]
fn lines_are_sorted_by_bytes_not_by_language() {
    let mut history = history();
    for id in ["合同", "con_10", "con_2", "Con_1"] {
        contract(&mut history, id, "A", &[("ach", 1_000_000)]);
    }
    let outcome = outcome(&xinzhou(), &history);
    let order: Vec<&str> = outcome
        .lines
        .iter()
        .map(|line| line.contract.as_str())
        .collect();
    assert_eq!(order, ["Con_1", "con_10", "con_2", "合同"]);
}

#[test]
fn windows_minimum_kinds_and_queue_do_what_the_file_says() {
    let history = crowded("600,000", "400,000");
    let clause = "{ clause = \"第九条\", confirmed = true }";
    let cite = |key: &str| format!("\n[programmes.sources]\n{key} = {clause}\n");
    let with = |key: &str, value: &str| {
        xinzhou_with(&[
            (
                "basis = \"paid\"",
                &format!("{key} = {value}\nbasis = \"paid\""),
            ),
            ("\n[programmes.sources]\n", &cite(key)),
        ])
    };

    let paid_in_april = with("payment_window", "{ from = 2026-04-01, to = 2026-04-30 }");
    let outcome_in_april = outcome(&paid_in_april, &history);
    assert_eq!(dues(&outcome_in_april), ["0.00", "12,000.00"]);
    assert!(codes(&outcome_in_april.lines[0]).contains(&"payments_outside_window"));

    let registered_later = with("registration_window", "{ from = 2026-01-03 }");
    assert_eq!(
        bars(&outcome(&registered_later, &history).lines[0]),
        ["registration_outside_window"]
    );

    let minimum = with("minimum_paid_yuan", "\"500,000\"");
    assert_eq!(dues(&outcome(&minimum, &history)), ["18,000.00", "0.00"]);

    let after_registration = xinzhou_with(&[(
        "before_registration = \"count\"",
        "before_registration = \"exclude\"",
    )]);
    let mut registered_in_april = history.clone();
    registered_in_april.contracts[0].registered_on = Some(day("2026-04-01"));
    assert_eq!(
        dues(&outcome(&after_registration, &registered_in_april)),
        ["0.00", "12,000.00"]
    );

    let queue = xinzhou_with(&[("shortfall = \"pro_rata\"", "shortfall = \"queue\"")]);
    registered_in_april.pool_fen = Some(yuan("20,000"));
    assert_eq!(
        dues(&outcome(&queue, &registered_in_april)),
        ["8,000.00", "12,000.00"]
    );

    let mut other_kind = history.clone();
    other_kind.contracts[0].kind = ContractKind::Consulting;
    let without = xinzhou_with(&[("\"licence\", \"consulting\", \"service\"]", "\"licence\"]")]);
    assert_eq!(
        bars(&outcome(&without, &other_kind).lines[0]),
        ["contract_kind_not_covered"]
    );
}

#[test]
fn a_condition_may_mark_instead_of_bar() {
    let mut history = crowded("600,000", "400,000");
    history.contracts[0].registered_on = None;
    let lenient = xinzhou_with(&[("unregistered = \"bar\"", "unregistered = \"finding\"")]);
    let outcome = outcome(&lenient, &history);
    assert_eq!(dues(&outcome)[0], "18,000.00");
    assert!(codes(&outcome.lines[0]).contains(&"not_registered"));
}

#[test]
fn a_cap_may_count_over_contracts_enterprises_or_everything() {
    let mut history = history();
    contract(&mut history, "con_1", "A", &[("ach_1", 1_000_000)]);
    contract(
        &mut history,
        "con_2",
        "A",
        &[("ach_2", 500_000), ("ach_3", 500_000)],
    );
    contract(&mut history, "con_3", "B", &[("ach_1", 1_000_000)]);
    for id in ["con_1", "con_2", "con_3"] {
        pay(&mut history, id, "2026-03-01", yuan("20,000,000"));
    }
    for (scope, due) in [
        (
            "achievement",
            ["250,000.00", "300,000.00", "300,000.00", "250,000.00"],
        ),
        (
            "contract",
            ["500,000.00", "250,000.00", "250,000.00", "500,000.00"],
        ),
        (
            "enterprise",
            ["250,000.00", "125,000.00", "125,000.00", "500,000.00"],
        ),
        (
            "total",
            ["166,666.67", "83,333.33", "83,333.33", "166,666.67"],
        ),
    ] {
        let policy = xinzhou_with(&[("scope = \"achievement\"", &format!("scope = \"{scope}\""))]);
        assert_eq!(dues(&outcome(&policy, &history)), due, "{scope}");
    }
}

#[test]
fn who_moves_into_the_city_after_signing_is_not_entitled_by_it_and_who_moves_out_stays_so() {
    let mut history = history();
    contract(&mut history, "before", "A", &[("one", 1_000_000)]);
    contract(&mut history, "after", "A", &[("two", 1_000_000)]);
    pay(&mut history, "before", "2026-03-01", yuan("100,000"));
    pay(&mut history, "after", "2026-03-01", yuan("100,000"));
    let elsewhere = AsSigned {
        kind: OrganisationKind::Enterprise,
        division_code: "140105".into(),
    };
    history.contracts[0].buyer_as_signed = Some(elsewhere.clone());
    let moved_in = outcome(&xinzhou(), &history);
    assert_eq!(dues(&moved_in), ["3,000.00", "0.00"]);
    assert_eq!(bars(&moved_in.lines[1]), ["beneficiary_elsewhere"]);
    // What the seller was decides nothing where the buyer is the beneficiary.
    history.contracts[0].buyer_as_signed = None;
    history.contracts[0].seller_as_signed = Some(elsewhere);
    assert_eq!(
        dues(&outcome(&xinzhou(), &history)),
        ["3,000.00", "3,000.00"]
    );
}

#[test]
fn a_party_as_signed_is_written_only_where_it_differs_and_read_back() {
    let mut history = history();
    contract(&mut history, "one", "A", &[("one", 1_000_000)]);
    let plain = serde_json::to_string(&history).expect("it can be written");
    assert!(!plain.contains("as_signed"), "{plain}");
    history.contracts[0].buyer_as_signed = Some(AsSigned {
        kind: OrganisationKind::University,
        division_code: "140105".into(),
    });
    let told = serde_json::to_string(&history).expect("it can be written");
    assert_eq!(
        Ledger::parse(told.as_bytes())
            .expect("it can be read")
            .document(),
        &history
    );
}
