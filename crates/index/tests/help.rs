//! Help while searching: what is suggested for the beginning of a text, and what was probably meant.

mod shelf;

use index::{Query, SearchIndex, Strictness};
use shelf::{NOW, battery, document, shelf};

fn with_keywords(n: u128, title: &str, keywords: &[&str]) -> index::Document {
    let mut document = document(n, title, "说明文字。");
    document.listing.keywords = keywords
        .iter()
        .map(|keyword| (*keyword).to_owned())
        .collect();
    document
}

fn stocked() -> SearchIndex {
    shelf([
        with_keywords(1, "水泥窑余热发电", &["水泥", "余热利用"]),
        with_keywords(2, "低碳水泥", &["水泥", "碳减排"]),
        with_keywords(3, "水轮机叶片", &["水轮机", "PLC控制"]),
        with_keywords(4, "铝合金轮毂", &["铝合金", "热处理"]),
        with_keywords(5, "石墨烯导热膜", &["石墨烯", "散热"]),
        with_keywords(6, "石墨烯导电油墨", &["石墨烯", "graphene"]),
        battery(7),
    ])
}

fn suggested(typed: &str) -> Vec<String> {
    stocked()
        .suggest(typed, 10)
        .expect("an answer")
        .into_iter()
        .map(|suggestion| suggestion.text)
        .collect()
}

#[test]
fn a_phrase_is_suggested_by_its_beginning_its_pinyin_and_its_initials() {
    for typed in [
        "水", "水泥", "shui", "shuini", "shuin", "sn", "SN", "ｓｎ", "shui ni",
    ] {
        assert_eq!(
            suggested(typed).first().map(String::as_str),
            Some("水泥"),
            "{typed}"
        );
    }
    assert!(suggested("lvhejin").contains(&"铝合金".to_owned()));
    assert!(suggested("plck").contains(&"PLC控制".to_owned()));
    assert!(suggested("grap").contains(&"graphene".to_owned()));
}

#[test]
fn pinyin_with_one_letter_wrong_is_understood() {
    for typed in ["shini", "shuinni", "suini", "shuimi", "shiuni"] {
        assert!(
            suggested(typed).contains(&"水泥".to_owned()),
            "{typed}: {:?}",
            suggested(typed)
        );
    }
}

#[test]
fn chinese_goes_on_in_pinyin_as_an_input_method_leaves_it() {
    assert_eq!(suggested("水ni").first().map(String::as_str), Some("水泥"));
    assert_eq!(
        suggested("石mx").first().map(String::as_str),
        Some("石墨烯")
    );
}

#[test]
fn the_frequent_comes_first_and_titles_come_last() {
    let found = suggested("石墨烯");
    assert_eq!(found.first().map(String::as_str), Some("石墨烯"));
    assert!(
        found.contains(&"石墨烯导热膜".to_owned()) && found.contains(&"石墨烯导电油墨".to_owned()),
        "{found:?}"
    );
}

#[test]
fn what_was_searched_with_success_is_suggested() {
    let index = stocked();
    index.suggest_asked(vec![("石墨烯 散热".into(), 5), ("石墨烯 永动机".into(), 9)]);
    let texts = |typed: &str| {
        index
            .suggest(typed, 10)
            .expect("an answer")
            .into_iter()
            .map(|one| one.text)
            .collect::<Vec<_>>()
    };
    assert_eq!(texts("smxsr"), ["石墨烯 散热"]);
    assert!(
        !texts("石墨烯").contains(&"石墨烯 永动机".to_owned()),
        "no listing answers it"
    );
}

#[test]
fn what_was_withdrawn_is_not_suggested_any_more_however_it_is_typed() {
    let index = stocked();
    index.suggest_asked(vec![("水轮机叶片".into(), 5), ("水轮机 plc控制".into(), 5)]);
    let texts = |typed: &str| {
        index
            .suggest(typed, 10)
            .expect("an answer")
            .into_iter()
            .map(|one| one.text)
            .collect::<Vec<_>>()
    };
    assert!(texts("水轮").contains(&"水轮机叶片".to_owned()));
    index
        .apply(vec![index::Change::Remove(shelf::id(3))], 2)
        .expect("the index takes it");
    for typed in ["水轮", "水轮机", "shuilun", "slj", "plc", "水lj"] {
        let left: Vec<String> = texts(typed)
            .into_iter()
            .filter(|text| text.contains("水轮机") || text.contains("PLC"))
            .collect();
        assert_eq!(left, Vec::<String>::new(), "{typed}");
    }
    assert!(texts("水").contains(&"水泥".to_owned()));
}

#[test]
fn nothing_typed_is_an_error() {
    let index = stocked();
    for typed in [
        "",
        " ",
        "((((",
        "*",
        "\"",
        "\u{202e}",
        "🦀",
        "''",
        "a'",
        "水\u{0}",
        &"水".repeat(10_000),
        &"s".repeat(10_000),
    ] {
        index.suggest(typed, 10).expect("an answer");
    }
}

fn meant(text: &str) -> Option<String> {
    stocked()
        .search(&Query::new(text, NOW))
        .expect("an answer")
        .did_you_mean
}

#[test]
fn a_word_that_sounds_or_looks_like_a_known_one_is_asked_about() {
    for (typed, expected) in [
        ("水坭", "水泥"),
        ("石默烯", "石墨烯"),
        ("石墨稀 散热", "石墨烯 散热"),
        ("铝合今", "铝合金"),
        ("graphens", "graphene"),
        ("shuini", "水泥"),
    ] {
        assert_eq!(meant(typed).as_deref(), Some(expected), "{typed}");
    }
}

#[test]
fn what_is_known_is_not_asked_about_and_what_was_meant_does_not_change_what_is_found() {
    for known in ["水泥", "石墨烯 散热", "graphene", "", "锂离子电池"] {
        assert_eq!(meant(known), None, "{known}");
    }
    let page = stocked()
        .search(&Query::new("水坭", NOW))
        .expect("an answer");
    assert_ne!(page.matching.strictness, Strictness::AllWords);
    for typed in ["((((", "*", "🦀🦀", "坭", &"坭".repeat(5000)] {
        assert_eq!(meant(typed), None, "{typed:.10}");
    }
}
