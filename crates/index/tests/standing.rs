//! What stands and is answered by a new listing, and how well.

mod shelf;

use domain::catalogue::achievement::TransferMode;
use index::analysis::Analyser;
use index::{Criterion, Filters, SearchIndex, Standing, StandingQuery, Wish};
use shelf::{NOW, battery, document, id, shelf};

fn wish(title: &str, description: &str) -> Wish {
    Wish {
        title: title.into(),
        description: description.into(),
        ..Wish::default()
    }
}

fn demand(title: &str, description: &str) -> StandingQuery {
    StandingQuery::Demand(wish(title, description))
}

fn saved(text: &str, filters: Filters) -> StandingQuery {
    StandingQuery::Search {
        text: text.into(),
        filters,
    }
}

fn many() -> SearchIndex {
    shelf([
        battery(1),
        document(2, "水泥窑余热发电", "水泥生产线的余热利用，节约电能。"),
        document(3, "小麦抗病育种", "选育抗条锈病的小麦品种。"),
        document(
            4,
            "煤矸石制备陶粒",
            "利用煤矸石烧结轻质陶粒，用于建筑材料。",
        ),
    ])
}

const ASKED: &str = "我公司生产动力电池，希望改进正极材料的循环寿命与安全性，寻求可以中试的技术。";

#[test]
fn a_demand_finds_the_achievement_that_says_the_same_and_explains_every_point() {
    let matches = many()
        .matches(&wish("锂离子电池正极材料", ASKED), 10, NOW)
        .expect("an answer");
    assert_eq!(matches[0].hit.id, id(1));
    let verdict = &matches[0].verdict;
    let points: f32 = verdict.parts.iter().map(|part| part.points).sum();
    assert!(
        (points - verdict.score).abs() < 0.001 && verdict.score <= 100.0,
        "{verdict:?}"
    );
    assert!(
        verdict
            .parts
            .iter()
            .all(|part| part.points <= part.at_most && !part.says.is_empty()),
        "{verdict:?}"
    );
    assert_eq!(verdict.terms, ["锂离子电池", "正极材料"]);
    assert!(
        matches
            .windows(2)
            .all(|pair| pair[0].verdict.score >= pair[1].verdict.score)
    );
}

#[test]
fn a_standing_demand_is_judged_as_the_search_would_judge_it() {
    let index = many();
    let mut standing = Standing::default();
    for (key, title, text) in [
        ("a", "锂离子电池正极材料", ASKED),
        ("b", "水泥余热", "水泥窑的余热如何利用？"),
        ("c", "煤矸石综合利用", "煤矸石大量堆存，希望做成建筑材料。"),
    ] {
        standing
            .put(key, demand(title, text), &index)
            .expect("it stands");
        for shelved in [
            battery(1),
            document(
                4,
                "煤矸石制备陶粒",
                "利用煤矸石烧结轻质陶粒，用于建筑材料。",
            ),
        ] {
            let searched = index
                .verdict(&wish(title, text), &shelved.id, NOW)
                .expect("an answer");
            let walked = standing
                .answered(&shelved, &index, 0.0)
                .into_iter()
                .find(|one| one.key == key)
                .and_then(|one| one.verdict);
            let (Some(searched), Some(walked)) = (searched, walked) else {
                continue;
            };
            // The search also weighs freshness and completeness, and reads lengths that the engine rounds.
            assert!(
                (searched.score - walked.score).abs() < 6.0,
                "{key}: {searched:?} {walked:?}"
            );
        }
    }
    let best = |document| {
        standing
            .answered(&document, &index, 0.0)
            .first()
            .map(|one| one.key.clone())
    };
    assert_eq!(best(battery(1)).as_deref(), Some("a"));
    assert_eq!(
        best(document(9, "煤矸石烧结砖", "煤矸石制砖。")).as_deref(),
        Some("c")
    );
}

#[test]
fn a_saved_search_is_answered_by_a_listing_with_all_its_words_inside_its_filters() {
    let index = many();
    let mut standing = Standing::default();
    let licensed = Filters {
        mode: vec![TransferMode::Licence],
        ..Filters::default()
    };
    for (key, text, filters) in [
        ("both words", "电池 材料", Filters::default()),
        ("a word too many", "电池 水泥", Filters::default()),
        (
            "another mode",
            "电池",
            Filters {
                mode: vec![TransferMode::EquityContribution],
                ..Filters::default()
            },
        ),
        ("its mode", "电池", licensed.clone()),
        ("no words", "", licensed),
        ("another name", "锂电池 材料", Filters::default()),
        (
            "another name of something else",
            "PLC 材料",
            Filters::default(),
        ),
        ("without", "电池 -正极", Filters::default()),
        ("in the title", "名称:正极", Filters::default()),
        ("as a phrase", "\"正极 小麦\"", Filters::default()),
        (
            "as a phrase, written apart",
            "\"锂离子 电池\"",
            Filters::default(),
        ),
        ("as a phrase, cut otherwise", "\"子电\"", Filters::default()),
        (
            "its words apart are no other name",
            "锂离子和小麦",
            Filters::default(),
        ),
    ] {
        standing
            .put(key, saved(text, filters), &index)
            .expect("it stands");
    }
    let mut listed = battery(7);
    listed.listing.modes = vec![TransferMode::Licence];
    let answered: Vec<String> = standing
        .answered(&listed, &index, 0.0)
        .into_iter()
        .map(|one| one.key)
        .collect();
    assert_eq!(
        answered,
        [
            "another name",
            "as a phrase, written apart",
            "both words",
            "in the title",
            "its mode",
            "no words"
        ]
    );
}

#[test]
fn what_is_taken_out_or_replaced_stands_no_more() {
    let index = many();
    let mut standing = Standing::default();
    for number in 0..200 {
        standing
            .put(
                &format!("sea_{number}"),
                saved("电池", Filters::default()),
                &index,
            )
            .expect("it stands");
    }
    for number in 0..190 {
        standing.remove(&format!("sea_{number}"));
    }
    standing
        .put("sea_199", saved("水泥", Filters::default()), &index)
        .expect("it is replaced");
    let keys: Vec<String> = standing
        .answered(&battery(1), &index, 0.0)
        .into_iter()
        .map(|one| one.key)
        .collect();
    assert_eq!((keys.len(), standing.len()), (9, 10), "{keys:?}");
    assert!(!keys.contains(&"sea_199".to_owned()));
}

#[test]
fn demands_are_found_by_their_words() {
    let index = many();
    let mut standing = Standing::default();
    standing
        .put(
            "dem_1",
            demand("煤矸石综合利用", "希望做成建筑材料。"),
            &index,
        )
        .expect("it stands");
    standing
        .put("dem_2", demand("电池回收", "退役电池的梯次利用。"), &index)
        .expect("it stands");
    standing
        .put("sea_1", saved("煤矸石", Filters::default()), &index)
        .expect("it stands");
    let found = |text: &str| standing.search(text, &Analyser::shared());
    assert_eq!(found("煤矸石"), ["dem_1"]);
    assert_eq!(found("利用").len(), 2);
    assert_eq!(found("((("), Vec::<String>::new());
}

#[test]
fn a_criterion_that_does_not_fit_takes_its_points_and_says_so() {
    let index = many();
    let asked = Wish {
        modes: vec![TransferMode::EquityContribution],
        ..wish("锂离子电池正极材料", ASKED)
    };
    let verdict = index
        .verdict(&asked, &id(1), NOW)
        .expect("an answer")
        .expect("it is there");
    let mode = verdict
        .parts
        .iter()
        .find(|part| part.criterion == Criterion::Mode)
        .expect("a part");
    assert!(mode.points < mode.at_most, "{mode:?}");
    assert_eq!(
        index.verdict(&asked, &id(99), NOW).expect("an answer"),
        None
    );
}

#[test]
fn a_pair_has_one_score_whether_the_demand_or_the_achievement_is_looked_at() {
    let index = many();
    let wish = wish("锂离子电池正极材料", ASKED);
    let matches = index.matches(&wish, 10, NOW).expect("an answer");
    assert!(matches.len() > 1, "there is something to compare");
    for one in matches {
        let alone = index
            .verdict(&wish, &one.hit.id, NOW)
            .expect("an answer")
            .expect("it is there");
        assert!(
            (alone.score - one.verdict.score).abs() < 0.001,
            "{alone:?} {:?}",
            one.verdict
        );
    }
}
