//! What a search finds, in which order, and what it says of it.

mod shelf;

use domain::catalogue::achievement::{CONFIRM_EVERY_DAYS, TransferMode};
use domain::{Fen, Timestamp};
use index::{Condition, ConditionKind, Facets, Filters, Query, SearchField, Sort, Strictness};
use shelf::{NOW, battery, document, found, id, search, shelf};

#[test]
fn a_part_of_a_compound_finds_it() {
    let index = shelf([
        battery(1),
        document(2, "水泥窑余热发电", "水泥生产线的余热利用。"),
    ]);
    for text in [
        "电池",
        "锂离子",
        "正极",
        "锂离子电池",
        "正极材料",
        "電池",
        "LiFePO4",
        "ｌｉｆｅｐｏ４",
        "1000℃",
        "200MPa",
        "95%",
    ] {
        assert_eq!(found(&index, text), [id(1)], "{text}");
    }
}

#[test]
fn a_word_that_the_dictionary_joins_otherwise_is_found_by_its_characters() {
    let index = shelf([
        document(1, "新型散热材料", "用于笔记本电脑。"),
        document(2, "小麦育种", "抗病小麦。"),
    ]);
    let page = index.search(&Query::new("热材", NOW)).expect("an answer");
    assert_eq!(page.hits.first().map(|hit| hit.id.clone()), Some(id(1)));
}

#[test]
fn a_single_character_finds_every_title_that_has_it() {
    let titles = ["金属锂", "锂离子电池", "碳酸锂提纯", "小麦育种"];
    let index = shelf((1..).zip(titles).map(|(n, title)| document(n, title, "")));
    let page = index.search(&Query::new("锂", NOW)).expect("an answer");
    assert_eq!(
        (page.total, page.matching.strictness),
        (3, Strictness::AllWords),
        "{:?}",
        page.matching
    );
    for hit in page.hits {
        assert!(
            hit.title
                .iter()
                .any(|piece| piece.marked && piece.text == "锂"),
            "{:?}",
            hit.title
        );
    }
}

#[test]
fn a_name_of_single_characters_is_looked_for_as_it_stands() {
    let index = shelf([
        document(1, "节能窑炉", "完成人：赵示凯。"),
        document(2, "示踪方法", "凯的示范，示的赵，赵的凯。"),
        document(3, "低碳水泥", "赵家沟煤矿示范。"),
    ]);
    assert_eq!(found(&index, "赵示凯"), [id(1)]);
    assert_eq!(found(&index, "赵示凯 窑炉"), [id(1)]);
}

#[test]
fn an_exact_identifier_comes_first_however_it_is_written() {
    let mut many: Vec<_> = (2..30)
        .map(|n| document(n, "专利号检索方法", "专利 ZL 检索 201710601862 的说明。"))
        .collect();
    many.push(battery(1));
    let index = shelf(many);
    for text in [
        "201710601862.3",
        "ZL201710601862.3",
        "ＺＬ ２０１７１０６０１８６２．３",
        "专利号：201710601862.3",
        "wb-0001",
        "WB 0001",
        id(1).as_str(),
    ] {
        let page = index.search(&Query::new(text, NOW)).expect("an answer");
        assert_eq!(page.hits[0].id, id(1), "{text}");
        assert!(
            page.hits[0].matched.contains(&SearchField::Identifier),
            "{text}"
        );
        // What names an achievement is not said to stand in none.
        assert!(
            page.matching
                .unknown
                .iter()
                .all(|word| !word.contains(char::is_numeric)),
            "{text}: {:?}",
            page.matching.unknown
        );
    }
}

#[test]
fn all_words_come_first_and_fewer_words_are_said_to_be_fewer() {
    let index = shelf([
        battery(1),
        document(2, "石墨烯导热材料", "石墨烯"),
        document(3, "铅酸电池回收", "废旧电池回收。"),
    ]);
    let page = index
        .search(&Query::new("电池 材料", NOW))
        .expect("an answer");
    assert_eq!(page.hits[0].id, id(1));
    assert_eq!(
        (
            page.total,
            page.matching.strictness,
            page.matching.with_all_words
        ),
        (3, Strictness::SomeWords, 1)
    );
    let enough = index
        .search(&Query {
            enough: 1,
            ..Query::new("电池 材料", NOW)
        })
        .expect("an answer");
    assert_eq!(
        (enough.total, enough.matching.strictness),
        (1, Strictness::AllWords)
    );
}

#[test]
fn words_that_no_achievement_has_are_named_and_left_aside() {
    let index = shelf([battery(1)]);
    let page = index
        .search(&Query::new("电池 蓬莱仙岛", NOW))
        .expect("an answer");
    assert_eq!(page.hits.len(), 1);
    assert!(
        !page.matching.unknown.is_empty() && page.matching.words.contains(&"电池".to_owned()),
        "{:?}",
        page.matching
    );
    let nothing = index
        .search(&Query::new("蓬莱仙岛", NOW))
        .expect("an answer");
    assert_eq!((nothing.total, nothing.hits.len()), (0, 0));
}

#[test]
fn user_text_is_never_syntax() {
    let index = shelf([battery(1)]);
    for text in [
        "电池:材料",
        "电池　材料",
        "\"电池",
        "电池 AND (",
        "title:电池",
        "-电池",
        "+电池",
        "电池*",
        "电池~2",
        "[电池 TO 材料]",
        "电池^9",
        "<b>电池</b>",
        "电池'; drop table",
    ] {
        assert_eq!(found(&index, text), [id(1)], "{text}");
    }
}

#[test]
fn anything_can_be_typed() {
    let index = shelf([battery(1)]);
    let long = "锂离子电池".repeat(2000);
    let terms: String = (0..1000).map(|n| format!("词{n} ")).collect();
    for text in [
        "((((",
        "*",
        "\"",
        "。，！",
        "😀🔋",
        "\u{0}\u{7}\u{202e}",
        "\u{fffd}",
        "' or 1=1 --",
        &long,
        &terms,
        &"a".repeat(10_000),
        &"-".repeat(10_000),
    ] {
        assert!(index.search(&Query::new(text, NOW)).is_ok());
        assert!(index.suggest(text, 10).is_ok());
    }
    assert_eq!(found(&index, &long), [id(1)]);
    assert_eq!(found(&index, "((((").len(), 0);
}

#[test]
fn an_empty_text_browses_the_newest_first() {
    let at = |n: u128, days: i64| index::Document {
        published_at: NOW.plus_days(-days),
        ..document(n, "题目", "")
    };
    let index = shelf([at(1, 30), at(2, 3), at(3, 300)]);
    assert_eq!(found(&index, "  "), [id(2), id(1), id(3)]);
}

#[test]
fn a_page_far_down_is_empty_and_pages_do_not_overlap() {
    let index = shelf((1..=250).map(|n| {
        document(
            n,
            "电池材料",
            &"电池".repeat(usize::try_from(n % 7).expect("small")),
        )
    }));
    let page = |offset| {
        search(
            &index,
            Query {
                offset,
                limit: 50,
                ..Query::new("电池", NOW)
            },
        )
    };
    let all: Vec<_> = [0, 50, 100, 150, 200].into_iter().flat_map(page).collect();
    let once: std::collections::BTreeSet<_> = all.iter().collect();
    assert_eq!((all.len(), once.len()), (250, 250));
    assert!(page(5000).is_empty() && page(usize::MAX).is_empty());
}

#[test]
fn a_listing_not_confirmed_for_two_periods_is_left_out_and_sinks_before() {
    let confirmed = |n: u128, days: i64| index::Document {
        confirmed_at: NOW.plus_days(-days),
        ..battery(n)
    };
    let index = shelf([
        confirmed(1, 2 * CONFIRM_EVERY_DAYS + 1),
        confirmed(2, 2 * CONFIRM_EVERY_DAYS - 5),
        confirmed(3, 5),
    ]);
    assert_eq!(found(&index, "正极材料"), [id(3), id(2)]);
    let earlier = Query {
        now: Timestamp(NOW.0).plus_days(-30),
        ..Query::new("正极材料", NOW)
    };
    assert_eq!(search(&index, earlier).len(), 3);
}

#[test]
fn a_word_that_only_left_out_listings_have_is_looked_for_by_its_parts() {
    let left = index::Document {
        confirmed_at: NOW.plus_days(-2 * CONFIRM_EVERY_DAYS - 1),
        ..document(1, "石墨烯导热膜", "")
    };
    let index = shelf([left, document(2, "导热薄膜", "")]);
    assert_eq!(found(&index, "导热膜"), [id(2)]);
}

#[test]
fn priors_never_bury_a_clearly_better_text() {
    let old = index::Document {
        confirmed_at: NOW.plus_days(-700),
        ..document(1, "石墨烯导热膜", "石墨烯导热膜的制备。")
    };
    let mut fresh = battery(2);
    fresh.listing.abstract_text = "与石墨烯有关的电池。".into();
    let index = shelf([old, fresh]);
    assert_eq!(found(&index, "石墨烯导热膜")[0], id(1));
}

#[test]
fn results_are_sorted_as_asked() {
    let mut cheap = battery(1);
    cheap.listing.price = domain::catalogue::achievement::Price::Fixed {
        amount_fen: Fen(100),
    };
    let mut negotiable = battery(2);
    negotiable.listing.price = domain::catalogue::achievement::Price::Negotiable;
    let mut new = battery(3);
    (new.published_at, new.confirmed_at) = (NOW, NOW.plus_days(-20));
    let index = shelf([new, negotiable, cheap]);
    let sorted = |sort| {
        search(
            &index,
            Query {
                sort,
                ..Query::new("电池", NOW)
            },
        )
    };
    assert_eq!(sorted(Sort::PriceLow), [id(1), id(3), id(2)]);
    assert_eq!(sorted(Sort::Newest)[0], id(3));
    assert_eq!(sorted(Sort::Confirmed)[2], id(3));
}

#[test]
fn filters_narrow_and_their_own_facet_still_shows_the_other_values() {
    let mut other = document(2, "电池管理系统", "");
    (other.listing.field, other.listing.modes) = ("电子信息".into(), vec![TransferMode::Service]);
    let index = shelf([battery(1), other]);
    let filters = Filters {
        field: vec!["新材料".into()],
        ..Filters::default()
    };
    let page = index
        .search(&Query {
            filters,
            facets: Facets::Counted,
            ..Query::new("电池", NOW)
        })
        .expect("an answer");
    assert_eq!(page.total, 1);
    let fields: Vec<_> = page.facets[0]
        .values
        .iter()
        .map(|value| (value.value.as_str(), value.count))
        .collect();
    assert_eq!(fields.len(), 2, "{fields:?}");
    let modes = &page
        .facets
        .iter()
        .find(|facet| facet.dimension == index::Dimension::Mode)
        .expect("there")
        .values;
    assert_eq!(
        modes
            .iter()
            .map(|value| value.label.as_str())
            .collect::<Vec<_>>(),
        ["许可", "转让"]
    );
    let nowhere = Filters {
        county: vec!["999999".into()],
        price_max_fen: Some(Fen(1)),
        ..Filters::default()
    };
    assert_eq!(
        search(
            &index,
            Query {
                filters: nowhere,
                ..Query::new("电池", NOW)
            }
        )
        .len(),
        0
    );
}

#[test]
fn every_hit_can_say_why_it_matched() {
    let index = shelf([battery(1)]);
    let page = index
        .search(&Query {
            explain: index::Explain::Given,
            ..Query::new("正极材料", NOW)
        })
        .expect("an answer");
    let hit = &page.hits[0];
    assert_eq!(hit.matched, SearchField::TEXTS, "its field is 新材料");
    let sum: f32 = hit.reasons.iter().map(|reason| reason.score).sum();
    assert!(
        (sum - hit.score).abs() < 0.01 * hit.score,
        "{sum} {}",
        hit.score
    );
}

#[test]
fn excluded_and_other_than_wanted_documents_are_left_out() {
    let index = shelf([battery(1)]);
    assert_eq!(
        search(
            &index,
            Query {
                exclude: vec![id(1)],
                ..Query::new("电池", NOW)
            }
        )
        .len(),
        0
    );
    assert_eq!(
        search(
            &index,
            Query {
                restrict_to: Some(vec![id(9)]),
                ..Query::new("电池", NOW)
            }
        )
        .len(),
        0
    );
}

#[test]
fn similar_achievements_are_others_with_like_words() {
    let index = shelf([
        battery(1),
        document(2, "钠离子电池负极材料", "硬碳。"),
        document(3, "小麦育种", "抗病。"),
    ]);
    let similar = index.similar(&id(1), 5, NOW).expect("an answer");
    assert_eq!(
        similar.iter().map(|hit| hit.id.clone()).collect::<Vec<_>>(),
        [id(2)]
    );
    assert!(
        index
            .similar(&id(77), 5, NOW)
            .expect("an answer")
            .is_empty()
    );
}

#[test]
fn suggestions_complete_keywords_and_titles() {
    let index = shelf([battery(1), battery(2), document(3, "锂电池回收", "")]);
    let texts: Vec<_> = index
        .suggest("锂", 10)
        .expect("an answer")
        .into_iter()
        .map(|one| one.text)
        .collect();
    assert_eq!(
        texts,
        [
            "锂离子",
            "锂离子电池",
            "锂电池",
            "锂电池回收",
            "锂离子电池正极材料的制备方法"
        ],
        "words, keywords, then titles"
    );
    assert_eq!(
        index.suggest("鋰離子電", 1).expect("an answer")[0].text,
        "锂离子电池"
    );
    assert!(index.suggest("", 10).expect("an answer").is_empty());
}

#[test]
fn operators_narrow_what_is_found_and_are_said() {
    let index = shelf([
        battery(1),
        document(2, "水泥窑余热发电", "水泥生产线的余热利用。"),
    ]);
    let found = |text: &str| search(&index, Query::new(text, NOW));
    assert_eq!(
        found("单位:示例"),
        found(""),
        "every organisation of the shelf"
    );
    assert_eq!(found("电池 -电池"), []);
    assert_eq!(found("水泥 -单位:示例大学"), []);
    assert_eq!(found("水泥 -单位:别的大学"), [id(2)]);
    assert_eq!(found("名称:不存在的词 电池"), []);
    let page = index
        .search(&Query::new("电池 -水泥", NOW))
        .expect("an answer");
    assert_eq!(
        page.matching.conditions,
        [Condition {
            kind: ConditionKind::Without,
            text: "水泥".into()
        }]
    );
}

#[test]
fn a_phrase_stands_there_as_it_is_or_is_dropped_and_that_is_said() {
    let index = shelf([
        battery(1),
        document(2, "水泥窑余热发电", "水泥生产线的余热利用。"),
    ]);
    let page = |text: &str| index.search(&Query::new(text, NOW)).expect("an answer");
    let title = battery(1).listing.title;
    let exact = page(&format!("\"{title}\""));
    assert_eq!((exact.total, exact.matching.phrases_dropped), (1, false));
    let backwards = page("\"材料 电池 正极\"");
    assert_eq!(
        (backwards.total, backwards.matching.phrases_dropped),
        (1, true)
    );
}
