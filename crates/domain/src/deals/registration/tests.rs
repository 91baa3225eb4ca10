use super::*;
use crate::working_days::WorkingDays;
use jiff::civil::Date;

use crate::deals::contract::kind::ContractKind;
use crate::id::UserId;
use crate::money::fen::Fen;
use crate::time::Timestamp;

const SIGNED: Date = Date::constant(2026, 1, 10);
const TODAY: Date = Date::constant(2026, 2, 1);

fn input() -> RegistrationInput {
    RegistrationInput {
        kind: Some(ContractKind::Licence),
        contract_value_fen: Some(Fen(100_000_000)),
        technology_amount_fen: Some(Fen(80_000_000)),
        registration_number: "示例登〔2026〕1号".into(),
        certified_on: "2026-02-01".into(),
    }
}

#[test]
fn the_technology_amount_is_part_of_the_contract_value() {
    assert!(input().check(SIGNED, TODAY).is_ok());
    let amounts = |value, technology| {
        let input = RegistrationInput {
            contract_value_fen: Some(Fen(value)),
            technology_amount_fen: Some(Fen(technology)),
            ..input()
        };
        input.check(SIGNED, TODAY).is_ok()
    };
    assert!(amounts(100, 100) && !amounts(100, 101) && !amounts(100, 0) && !amounts(0, 0));
}

#[test]
fn a_certificate_is_dated_between_the_signing_and_today() {
    for (day, right) in [
        ("2026-01-09", false),
        ("2026-01-10", true),
        ("2026-02-01", true),
        ("2026-02-02", false),
        ("", false),
    ] {
        let dated = RegistrationInput {
            certified_on: day.into(),
            ..input()
        };
        assert_eq!(dated.check(SIGNED, TODAY).is_ok(), right, "{day}");
    }
}

#[test]
fn a_registration_number_is_opaque_and_at_most_sixty_characters_long() {
    for (number, right) in [
        (String::new(), false),
        ("一".repeat(60), true),
        ("一".repeat(61), false),
    ] {
        let numbered = RegistrationInput {
            registration_number: number,
            ..input()
        };
        assert_eq!(numbered.check(SIGNED, TODAY).is_ok(), right);
    }
}

#[test]
fn a_decision_is_due_in_working_days_and_later_from_five_million_yuan() {
    let monday = Date::constant(2026, 3, 2);
    let unknown = WorkingDays::default();
    let due = |value| DecisionDays::DEFAULT.due(monday, Fen(value), &unknown);
    assert_eq!(due(499_999_999).day, Date::constant(2026, 3, 23));
    assert_eq!(due(500_000_000).day, Date::constant(2026, 4, 13));
    assert_eq!(due(500_000_000).unknown, [2026], "and it is said");
}

#[test]
fn a_search_of_the_register_names_every_wrong_field() {
    let typed = RegisterSearchInput {
        from: "2026-02-30".into(),
        to: "昨天".into(),
        decision: "x".into(),
        ..RegisterSearchInput::default()
    };
    let names: Vec<String> = typed
        .check()
        .expect_err("three are wrong")
        .into_iter()
        .map(|error| error.field)
        .collect();
    assert_eq!(names, ["from", "to", "decision"]);
    let turned = RegisterSearchInput {
        from: "2026-03-02".into(),
        to: "2026-03-01".into(),
        ..RegisterSearchInput::default()
    };
    assert_eq!(turned.check().expect_err("turned round")[0].field, "to");
    assert_eq!(
        RegisterSearchInput::default().check(),
        Ok(RegisterSearch::default())
    );
}

#[test]
fn a_patent_licence_is_recorded_within_three_months() {
    assert_eq!(
        recordation_due(Date::constant(2025, 11, 30)),
        Date::constant(2026, 2, 28)
    );
}

#[test]
fn an_application_starts_from_the_terms_and_a_refusal_needs_words() {
    let by = UserId::from_uuid(uuid::Uuid::from_u128(1));
    let errors = ApplicationInput::default()
        .check(by, Timestamp(0))
        .expect_err("no amounts");
    assert_eq!(errors.len(), 2);
    assert!(RefusalInput::default().check().is_err());
}
