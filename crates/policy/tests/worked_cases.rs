//! The worked cases of measure 9, as the bureau wrote them down: amounts in yuan, each redone under the published file.

mod history;

use history::*;
use policy::ledger::Document;

/// One payment of buyer A on one achievement.
fn one(paid: &str) -> Document {
    let mut history = history();
    contract(&mut history, "con_1", "A", &[("ach_1", 1_000_000)]);
    pay(&mut history, "con_1", "2026-03-01", yuan(paid));
    history
}

#[test]
fn plain_three_per_cent_of_what_was_paid() {
    let outcome = outcome(&xinzhou(), &one("600,000.00"));
    assert_eq!(dues(&outcome), ["18,000.00"]);
    assert_eq!(outcome.total_entitled_fen, yuan("18,000.00"));
}

#[test]
fn two_buyers_of_one_achievement_share_its_cap() {
    let mut history = history();
    contract(&mut history, "con_1", "A", &[("ach_1", 1_000_000)]);
    contract(&mut history, "con_2", "B", &[("ach_1", 1_000_000)]);
    pay(&mut history, "con_1", "2026-03-01", yuan("12,000,000"));
    pay(&mut history, "con_2", "2026-04-01", yuan("8,000,000"));
    for (policy, due) in [
        (xinzhou(), ["300,000.00", "200,000.00"]),
        (xinzhou_with(&[BY_DATE]), ["360,000.00", "140,000.00"]),
    ] {
        assert_eq!(dues(&outcome(&policy, &history)), due);
    }
}

#[test]
fn two_years_of_one_contract_share_the_cap_of_its_achievement() {
    let mut history = one("10,000,000");
    for (policy, second_year) in [
        (xinzhou(), "200,000.00"),
        (xinzhou_with(&[BY_DATE]), "200,000.00"),
    ] {
        assert_eq!(dues(&outcome(&policy, &history)), ["300,000.00"]);
        let mut later = history.clone();
        disburse(&mut later, "con_1", "ach_1", yuan("300,000"));
        pay(&mut later, "con_1", "2027-03-01", yuan("10,000,000"));
        assert_eq!(dues(&outcome(&policy, &later)), [second_year]);
    }
    history.pool_fen = Some(yuan("300,000"));
    assert_eq!(dues(&outcome(&xinzhou(), &history)), ["300,000.00"]);
}

#[test]
fn saturation_depends_on_the_rounding_to_the_last_fen() {
    for (policy, due) in [
        (xinzhou(), "500,000.00"),
        (xinzhou_with(&[TRUNCATED]), "499,999.99"),
    ] {
        assert_eq!(dues(&outcome(&policy, &one("16,666,666.66"))), [due]);
    }
}

#[test]
fn the_basis_may_be_all_that_was_paid_or_the_technical_part() {
    let mut history = one("2,500,000");
    history.contracts[0].contract_value_fen = yuan("5,000,000");
    history.contracts[0].technology_amount_fen = yuan("3,000,000");
    for (basis, due) in [
        ("paid", "75,000.00"),
        ("min", "75,000.00"),
        ("proportional", "45,000.00"),
    ] {
        let policy = xinzhou_with(&[("basis = \"paid\"", &format!("basis = \"{basis}\""))]);
        assert_eq!(dues(&outcome(&policy, &history)), [due], "{basis}");
    }
}

#[test]
fn a_refund_after_the_pay_out_is_taken_back() {
    let mut history = one("600,000.00");
    disburse(&mut history, "con_1", "ach_1", yuan("18,000"));
    refund(&mut history, "con_1", "2026-09-01", yuan("400,000"));
    for policy in [xinzhou(), xinzhou_with(&[BY_DATE])] {
        let outcome = outcome(&policy, &history);
        assert_eq!(dues(&outcome), ["-12,000.00"]);
        assert_eq!(outcome.total_due_fen, yuan("-12,000"));
    }
}

#[test]
fn a_refund_costs_nothing_where_the_cap_binds() {
    let mut history = one("30,000,000");
    disburse(&mut history, "con_1", "ach_1", yuan("500,000"));
    refund(&mut history, "con_1", "2026-09-01", yuan("10,000,000"));
    for policy in [xinzhou(), xinzhou_with(&[BY_DATE])] {
        assert_eq!(dues(&outcome(&policy, &history)), ["0.00"]);
    }
}

#[test]
fn a_pool_that_is_too_small_is_shared_to_the_last_fen() {
    let mut history = history();
    for (nth, (buyer, paid)) in [
        ("A", "20,000,000"),
        ("B", "12,000,000"),
        ("C", "11,111,111"),
    ]
    .into_iter()
    .enumerate()
    {
        let id = format!("con_{nth}");
        contract(
            &mut history,
            &id,
            buyer,
            &[(&format!("ach_{nth}"), 1_000_000)],
        );
        pay(&mut history, &id, "2026-03-01", yuan(paid));
    }
    assert_eq!(
        dues(&outcome(&xinzhou(), &history)),
        ["500,000.00", "360,000.00", "333,333.33"]
    );
    history.pool_fen = Some(yuan("1,000,000"));
    let short = outcome(&xinzhou(), &history);
    assert_eq!(dues(&short), ["418,994.41", "301,675.98", "279,329.61"]);
    assert_eq!(short.total_due_fen, yuan("1,000,000"));
    assert_eq!(
        short.total_entitled_fen,
        yuan("1,193,333.33"),
        "what is short now stays an entitlement"
    );
}

#[test]
fn the_amount_that_hits_the_cap_exactly_is_pointed_out() {
    for (paid, pointed_out) in [
        ("16,666,666.67", true),
        ("16,666,666.68", false),
        ("16,000,000", false),
    ] {
        let outcome = outcome(&xinzhou(), &one(paid));
        assert_eq!(
            codes(&outcome.lines[0]).contains(&"amount_at_cap"),
            pointed_out,
            "{paid}"
        );
    }
}
