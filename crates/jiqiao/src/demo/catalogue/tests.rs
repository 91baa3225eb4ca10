//! What must hold for every listing of the demonstration.

use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::demo::city;
use crate::demo::written::tests::{listed, written};

const TODAY: Date = Date::constant(2026, 6, 15);

fn all() -> Vec<Listed> {
    listed(TODAY)
}

#[test]
fn the_catalogue_is_the_same_every_time() {
    let written = |listed: Vec<Listed>| {
        listed
            .iter()
            .map(|one| format!("{:?} {:?}\n", one.input, one.standing))
            .collect::<String>()
    };
    assert_eq!(written(all()), written(all()));
}

#[test]
fn every_listing_passes_the_checks_and_a_review_would_miss_nothing() {
    for day in [
        TODAY,
        Date::constant(2028, 2, 29),
        Date::constant(2027, 1, 1),
    ] {
        for one in listed(day) {
            let number = one.input.external_number.clone();
            let checked = one
                .input
                .check()
                .unwrap_or_else(|errors| panic!("{number}: {errors:?}"));
            assert!(
                checked.listing.missing().is_empty(),
                "{number}: {:?}",
                checked.listing.missing()
            );
            assert_eq!(checked.listing.completeness(), 100, "{number}");
        }
    }
}

#[test]
fn only_years_and_patents_depend_on_the_day() {
    let lasting = |day: Date| {
        let listed = listed(day).into_iter();
        let without = |input: AchievementInput| AchievementInput {
            year: None,
            patents: Vec::new(),
            ..input
        };
        listed
            .map(|one| format!("{:?} {:?}\n", without(one.input), one.standing))
            .collect::<String>()
    };
    assert_eq!(lasting(TODAY), lasting(Date::constant(2029, 3, 1)));
}

#[test]
fn there_are_300_and_every_field_has_at_least_15() {
    let listed = all();
    assert_eq!(listed.len(), 300);
    let mut by_field: BTreeMap<&str, usize> = BTreeMap::new();
    for one in &listed {
        *by_field.entry(&one.input.field).or_default() += 1;
    }
    assert_eq!(by_field.len(), written().fields.len());
    assert!(by_field.values().all(|count| *count >= 15), "{by_field:?}");
}

#[test]
fn numbers_titles_and_patents_are_unique() {
    let mut seen = BTreeSet::new();
    for one in all() {
        let patents = one.input.patents.into_iter().map(|patent| patent.number);
        for text in [one.input.title, one.input.external_number]
            .into_iter()
            .chain(patents)
        {
            assert!(seen.insert(text.clone()), "{text} twice");
        }
    }
}

#[test]
fn every_listing_is_rich_enough_to_decide_on() {
    for one in all() {
        let input = &one.input;
        let number = &input.external_number;
        let length = input.abstract_text.chars().count();
        assert!(
            (120..=250).contains(&length),
            "{number}: abstract of {length} characters: {}",
            input.abstract_text
        );
        assert!((2..=4).contains(&input.improvements.len()), "{number}");
        assert!((3..=6).contains(&input.keywords.len()), "{number}");
        assert!(
            (3..=5).contains(&input.completers.len()) || input.completers.len() == 2,
            "{number}"
        );
        assert!(
            input.patents.len() <= 3 && input.modes.len() >= 2 && !input.ipc.is_empty(),
            "{number}"
        );
        let texts = [
            &input.title,
            &input.summary,
            &input.abstract_text,
            &input.problem,
        ];
        assert!(
            texts.iter().all(|text| !text.contains(['{', '}'])),
            "{number}: a slot was left open"
        );
        assert!(
            input.summary.ends_with('。')
                && input.problem.ends_with('。')
                && !input.abstract_text.contains("。。"),
            "{number}"
        );
    }
}

#[test]
fn listings_stand_in_every_state() {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for one in all() {
        let name = match one.standing {
            Standing::Published {
                confirmed_days_ago: ..=365,
                ..
            } => "fresh",
            Standing::Published {
                confirmed_days_ago: 366..=730,
                ..
            } => "stale",
            Standing::Published { .. } => "hidden",
            Standing::Submitted { .. } => "submitted",
            Standing::Returned { .. } => "returned",
            Standing::Draft => "draft",
            Standing::Withdrawn { .. } => "withdrawn",
        };
        *counts.entry(name).or_default() += 1;
    }
    let expected = [
        ("draft", 12),
        ("fresh", 235),
        ("hidden", 5),
        ("returned", 8),
        ("stale", 20),
        ("submitted", 15),
        ("withdrawn", 5),
    ];
    assert_eq!(counts.into_iter().collect::<Vec<_>>(), expected);
}

#[test]
fn every_seller_is_an_organisation_that_lists_achievements() {
    let city = city::organisations(&written().organisations);
    for one in all() {
        let seller = city
            .iter()
            .find(|organisation| organisation.key == one.seller)
            .expect("a seller of the city");
        assert!(seller.input.kind.lists_achievements(), "{}", one.seller);
    }
}

#[test]
fn a_figure_is_written_as_a_sentence() {
    let written = technology::comparison;
    assert_eq!(
        written("导热系数", "W/(m·K)", "1500", "400"),
        "导热系数由400 W/(m·K)提高到1500 W/(m·K)"
    );
    assert_eq!(written("损失率", "%", "3", "11"), "损失率由11%降至3%");
    assert_eq!(
        written("弯折寿命", "万次", "10", "3"),
        "弯折寿命由3万次提高到10万次"
    );
    assert_eq!(written("脱汞率", "%", "80", "0"), "脱汞率达到80%");
}
