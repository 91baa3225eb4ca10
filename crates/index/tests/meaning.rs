//! What is meant in other words: other names of a thing, and titles that mean something alike.

mod shelf;

use domain::id::AchievementId;
use index::{Explain, Neighbours, Page, Query, Strictness};
use shelf::{NOW, document, id, shelf};

fn ids(page: &Page) -> Vec<AchievementId> {
    page.hits.iter().map(|hit| hit.id.clone()).collect()
}

#[test]
fn a_thing_is_found_by_each_of_its_names_and_the_typed_one_comes_first() {
    let index = shelf([
        document(1, "锂电池回收利用", "退役电池拆解。"),
        document(2, "锂离子电池回收利用", "退役电池拆解。"),
        document(3, "铅酸蓄电池回收利用", "拆解。"),
        document(4, "基于可编程逻辑控制器的窑炉控制", "温度控制。"),
    ]);
    for (text, names) in [("锂电池回收", [1, 2]), ("锂离子电池回收", [2, 1])] {
        let page = index.search(&Query::new(text, NOW)).expect("an answer");
        assert_eq!(page.matching.with_all_words, 2, "{text}");
        assert_eq!(ids(&page)[..2], names.map(id), "{text}");
        assert!(!page.matching.other_names.is_empty());
    }
    // No listing writes PLC: the other name is not unknown, it is found.
    let page = index.search(&Query::new("PLC", NOW)).expect("an answer");
    assert_eq!(
        (page.matching.strictness, ids(&page)),
        (Strictness::AllWords, vec![id(4)])
    );
    assert!(page.matching.unknown.is_empty());
    assert!(
        page.matching
            .other_names
            .contains(&"可编程逻辑控制器".to_owned())
    );
    assert!(
        page.hits[0].title.iter().any(|piece| piece.marked),
        "what was found by another name is marked"
    );
}

#[test]
fn a_thing_with_several_names_counts_once() {
    let index = shelf([
        document(1, "锂电池与锂离子电池", "说明。"),
        document(2, "锂电池", "说明。"),
    ]);
    let query = Query {
        explain: Explain::Given,
        ..Query::new("锂电池", NOW)
    };
    for hit in index.search(&query).expect("an answer").hits {
        let names = hit
            .reasons
            .iter()
            .filter(|reason| !reason.fields.is_empty() && reason.what == "锂电池")
            .count();
        assert_eq!(names, 1, "{:?}", hit.reasons);
    }
}

#[test]
fn a_demand_is_answered_by_titles_that_mean_something_alike_and_a_search_is_not() {
    let index = shelf([
        document(1, "混凝土抗压强度提升", "甲。"),
        document(2, "冬小麦育种", "乙。"),
        document(3, "脑卒中康复训练", "丙。"),
        document(4, "水泥", "丁。"),
    ]);
    let asked = Query {
        details: "砂浆".into(),
        ..Query::new("水泥", NOW)
    };
    assert_eq!(ids(&index.search(&asked).expect("an answer")), [id(4)]);
    let answered = index
        .search(&Query {
            neighbours: Neighbours::Ranked,
            ..asked
        })
        .expect("an answer");
    assert_eq!(ids(&answered)[..2], [4, 1].map(id));
}

#[test]
fn of_listings_with_the_same_words_the_one_that_means_more_alike_comes_first() {
    let index = shelf([
        document(1, "小麦抗倒伏", "含水泥。"),
        document(2, "混凝土抗裂", "含水泥。"),
    ]);
    let page = index
        .search(&Query {
            explain: Explain::Given,
            ..Query::new("水泥", NOW)
        })
        .expect("an answer");
    assert_eq!(ids(&page), [2, 1].map(id));
    assert!(
        page.hits[0]
            .reasons
            .iter()
            .any(|reason| reason.what == "意思相近" && reason.score > 0.0)
    );
}

#[test]
fn a_part_of_another_name_is_not_the_thing() {
    let index = shelf([
        document(1, "电机控制器散热", "甲。"),
        document(2, "可编程序的机床", "乙。"),
        document(3, "组合逻辑电路", "丙。"),
    ]);
    let page = index.search(&Query::new("PLC", NOW)).expect("an answer");
    assert_eq!(ids(&page), [], "{:?}", page.matching);
}
