use super::*;
use jiff::civil::Date;

use crate::catalogue::patent::PatentNumber;
use crate::money::fen::Fen;

#[test]
fn every_wrong_field_is_reported_at_once_with_its_place() {
    let input = AchievementInput {
        title: "长".repeat(201),
        patents: vec![PatentInput {
            number: "201710601862.4".into(),
            ..PatentInput::default()
        }],
        maturity: Some(Maturity::trl(10)),
        price: Price::Range {
            min_fen: Fen(200),
            max_fen: Fen(100),
        },
        county: "太原市".into(),
        ..AchievementInput::default()
    };
    let errors = input.check().expect_err("five errors");
    let places: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
    assert_eq!(
        places,
        [
            "title",
            "patents/0/number",
            "price/max_fen",
            "maturity",
            "county"
        ]
    );
}

#[test]
fn a_draft_needs_a_title_and_a_review_needs_more() {
    let draft = AchievementInput {
        title: "石墨烯导热膜".into(),
        ..AchievementInput::default()
    }
    .check()
    .expect("a title is enough");
    let missing: Vec<String> = draft
        .listing
        .missing()
        .into_iter()
        .map(|error| error.field)
        .collect();
    assert_eq!(
        missing,
        ["abstract", "field", "maturity", "modes", "contact"]
    );
}

#[test]
fn what_is_past_its_term_or_in_the_future_is_not_in_force() {
    let day = Date::constant(2026, 3, 1);
    let patent = |number: &str, status, filed_on: Option<Date>| Patent {
        number: PatentNumber::parse(number).expect("a number"),
        status,
        filed_on,
    };
    for (number, status, filed_on, standing) in [
        (
            "201020100000.6",
            PatentStatus::Granted,
            Some(Date::constant(2010, 3, 1)),
            Standing::Ended(Date::constant(2020, 3, 1)),
        ),
        (
            "200210100007.8",
            PatentStatus::Granted,
            None,
            Standing::Ended(Date::constant(2022, 12, 31)),
        ),
        (
            "200210100007.8",
            PatentStatus::Pending,
            None,
            Standing::Ended(Date::constant(2022, 12, 31)),
        ),
        (
            "203010100000.8",
            PatentStatus::Granted,
            None,
            Standing::NotFiledYet,
        ),
        (
            "202010100014.6",
            PatentStatus::Lapsed,
            None,
            Standing::Lapsed,
        ),
        (
            "202010100014.6",
            PatentStatus::Granted,
            None,
            Standing::InForce,
        ),
        (
            "202010100014.6",
            PatentStatus::Pending,
            None,
            Standing::Pending,
        ),
    ] {
        assert_eq!(
            patent(number, status, filed_on).standing_on(day),
            standing,
            "{number}"
        );
    }
    let last_day = patent(
        "201020100000.6",
        PatentStatus::Granted,
        Some(Date::constant(2010, 3, 1)),
    );
    assert_eq!(
        last_day.standing_on(Date::constant(2020, 3, 1)),
        Standing::InForce
    );
}

#[test]
fn unknown_keys_are_refused() {
    let error = serde_json::from_str::<AchievementInput>(r#"{"title":"x","titel":"y"}"#)
        .expect_err("an unknown key");
    assert!(error.to_string().contains("titel"));
}
