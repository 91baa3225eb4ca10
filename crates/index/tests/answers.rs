//! What answers a question is counted and listed; what may have to do with it stands apart.

mod shelf;

use domain::catalogue::achievement::PatentStatus;
use domain::catalogue::patent::PatentNumber;
use index::{Dimension, Facets, Filters, Page, Query, SearchIndex, Strictness, Weaker};
use shelf::{NOW, document, id, shelf};

fn asked(index: &SearchIndex, text: &str) -> Page {
    let query = Query {
        weaker: Weaker::Apart,
        facets: Facets::Counted,
        ..Query::new(text, NOW)
    };
    index.search(&query).expect("an answer")
}

fn ids(hits: &[index::Hit]) -> Vec<domain::id::AchievementId> {
    hits.iter().map(|hit| hit.id.clone()).collect()
}

fn fielded(n: u128, title: &str, text: &str, field: &str) -> index::Document {
    let mut made = document(n, title, text);
    made.listing.field = field.into();
    made
}

#[test]
fn totals_facets_and_the_list_count_what_answers_and_weaker_ones_stand_apart() {
    let index = shelf([
        fielded(1, "石墨烯导热膜", "", "新材料"),
        fielded(2, "石墨烯防腐涂料", "", "化工"),
        fielded(3, "铜箔导热胶", "", "电子"),
        fielded(4, "小麦育种", "", "农业"),
    ]);
    let page = asked(&index, "石墨烯 导热膜");
    assert_eq!(
        (page.total, ids(&page.hits), page.matching.strictness),
        (1, vec![id(1)], Strictness::AllWords)
    );
    assert_eq!(ids(&page.related), [id(2)]);
    let fields = &page
        .facets
        .iter()
        .find(|facet| facet.dimension == Dimension::Field)
        .expect("there")
        .values;
    assert_eq!(
        fields
            .iter()
            .map(|value| (value.value.as_str(), value.count))
            .collect::<Vec<_>>(),
        [("新材料", 1)]
    );

    let nothing = asked(&index, "石墨烯 大豆");
    assert_eq!((nothing.total, nothing.hits.len()), (0, 0));
    assert_eq!(nothing.related.len(), 2);
}

#[test]
fn where_none_has_all_words_those_with_most_of_them_answer() {
    let index = shelf([
        document(1, "污水处理装置", "运行成本不高"),
        document(2, "污水采样器", ""),
        document(3, "成本核算软件", ""),
    ]);
    let page = asked(&index, "污水处理 成本 噪声");
    assert_eq!(
        (page.matching.strictness, ids(&page.hits)),
        (Strictness::MostWords, vec![id(1)])
    );
    assert!(page.related.iter().all(|hit| hit.id != id(1)) && !page.related.is_empty());
    assert_eq!(ids(&asked(&index, "污水处理 成本低").hits), [id(1)]);
}

#[test]
fn plain_questions_are_answered_without_the_words_that_only_ask() {
    let index = shelf([
        document(1, "煤矸石制备陶粒", "煤矸石的综合利用，烧结轻质陶粒。"),
        document(2, "石墨烯导热膜", "厚度可调的导热膜。"),
        document(3, "怎么利用业余时间的团队", "想找能做的团队"),
        document(4, "煤矿瓦斯监测", "井下瓦斯浓度"),
        document(5, "果蔬真空干燥", "低温干燥"),
    ]);
    for (text, first) in [
        ("煤矸石怎么利用", 1),
        ("煤矸石怎么利用？", 1),
        ("想找能做石墨烯导热膜的团队", 2),
        ("甲烷 监测", 4),
        ("果蔬烘干", 5),
        ("求购石墨烯导热膜", 2),
    ] {
        let page = asked(&index, text);
        assert_eq!(
            ids(&page.hits).first(),
            Some(&id(first)),
            "{text}: {:?}",
            page.matching
        );
        assert!(ids(&page.hits).iter().all(|hit| *hit != id(3)), "{text}");
    }
}

#[test]
fn patents_in_force_and_trials_are_counted_and_chosen() {
    let patent = |number: &str, status| domain::catalogue::achievement::Patent {
        number: PatentNumber::parse(number).expect("a number"),
        status,
        filed_on: None,
    };
    let number = |year: &str| {
        let body = format!("{year}10601862");
        format!("{body}{}", domain::catalogue::patent::check_digit(&body))
    };
    let mut in_force = document(1, "电池一", "");
    in_force.listing.patents = vec![patent(&number("2017"), PatentStatus::Granted)];
    let mut ended = document(2, "电池二", "");
    ended.listing.patents = vec![patent(&number("2004"), PatentStatus::Granted)];
    let mut pending = document(3, "电池三", "");
    pending.listing.patents = vec![patent(&number("2018"), PatentStatus::Pending)];
    pending.listing.trial_offered = true;
    let index = shelf([in_force, ended, pending]);
    let page = asked(&index, "电池");
    let count = |dimension| {
        page.facets
            .iter()
            .find(|facet| facet.dimension == dimension)
            .expect("there")
            .values[0]
            .count
    };
    assert_eq!((count(Dimension::Patent), count(Dimension::Trial)), (1, 1));
    let chosen = |filters| {
        ids(&index
            .search(&Query {
                filters,
                ..Query::new("电池", NOW)
            })
            .expect("an answer")
            .hits)
    };
    assert_eq!(
        chosen(Filters {
            patent_in_force: true,
            ..Filters::default()
        }),
        [id(1)]
    );
    assert_eq!(
        chosen(Filters {
            trial_offered: true,
            ..Filters::default()
        }),
        [id(3)]
    );
}

#[test]
fn a_listing_whose_title_says_nothing_is_ranked_by_its_text() {
    let filler = (10..60).map(|n| {
        document(
            n,
            &format!("科技成果第{n:05}号"),
            "其他内容，与所问无关，说的是育种。",
        )
    });
    let thin = document(
        1,
        "科技成果第00001号",
        "相变储热材料。相变储热单元的封装方法，用于相变储热装置。",
    );
    let passing = document(
        2,
        "建筑围护结构的节能设计",
        "墙体、门窗与屋面的节能设计，也提到相变储热。",
    );
    let index = shelf(filler.chain([thin, passing]));
    assert_eq!(ids(&asked(&index, "相变储热").hits), [id(1), id(2)]);
}
