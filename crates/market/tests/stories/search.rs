//! Searches: what answers is counted and listed, what is weaker stands apart; however a thing is written, it is found by
//! what a person types.

use domain::Timestamp;
use domain::catalogue::achievement::{AchievementInput, Maturity, TransferMode};
use domain::id::AchievementId;
use index::{Dimension, Facets, Page, Query, Strictness, Weaker};

use crate::harness::{Once, World, searching_on_each_database};

/// A published achievement in a field.
async fn offered(world: &World, title: &str, field: &str, text: &str) -> AchievementId {
    let input = AchievementInput {
        title: title.into(),
        abstract_text: text.into(),
        field: field.into(),
        maturity: Some(Maturity::trl(6)),
        modes: vec![TransferMode::Licence],
        contact_name: "示例联系人".into(),
        contact: "0350-1234567".into(),
        ..AchievementInput::default()
    };
    let market = &world.market;
    let id = market
        .create_achievement(&world.seller, input, &Once::default())
        .await
        .unwrap();
    market
        .submit_achievement(&world.seller, &id, 1)
        .await
        .unwrap();
    market
        .publish_achievement(&world.bureau, &id, 2)
        .await
        .unwrap();
    id
}

/// The first page as the site asks for it.
async fn asked(world: &World, text: &str) -> Page {
    let query = Query {
        weaker: Weaker::Apart,
        facets: Facets::Counted,
        ..Query::new(text, Timestamp::now())
    };
    world.market.search(query).await.unwrap()
}

fn titles(hits: &[index::Hit]) -> Vec<&str> {
    hits.iter().map(|hit| hit.card.title.as_str()).collect()
}

fn counted(page: &Page, dimension: Dimension) -> Vec<(&str, u64)> {
    let facet = page
        .facets
        .iter()
        .find(|facet| facet.dimension == dimension);
    facet
        .map(|facet| {
            facet
                .values
                .iter()
                .map(|value| (value.value.as_str(), value.count))
                .collect()
        })
        .unwrap_or_default()
}

#[tokio::test]
async fn totals_and_facets_count_good_hits_and_the_rest_stands_apart() {
    searching_on_each_database(async |world| {
        offered(world, "石墨烯导热膜", "新材料", "厚度可调。").await;
        offered(world, "石墨烯防腐涂料", "先进制造与自动化", "用于管道。").await;
        offered(world, "铜箔导热胶", "电子信息", "用于电路。").await;
        offered(world, "小麦育种", "农业", "抗病。").await;
        world.market.index_new_events().await.unwrap();

        let page = asked(world, "石墨烯 导热膜").await;
        assert_eq!(
            (page.total, titles(&page.hits), page.matching.strictness),
            (1, vec!["石墨烯导热膜"], Strictness::AllWords)
        );
        assert_eq!(counted(&page, Dimension::Field), [("新材料", 1)]);
        assert_eq!(titles(&page.related), ["石墨烯防腐涂料"]);

        let nothing = asked(world, "石墨烯 大豆").await;
        assert_eq!((nothing.total, nothing.hits.len()), (0, 0));
        assert_eq!(counted(&nothing, Dimension::Field), []);
        assert_eq!(nothing.related.len(), 2);

        let unwanted = asked(world, "石墨烯 -涂料").await;
        assert_eq!(
            (unwanted.total, titles(&unwanted.hits)),
            (1, vec!["石墨烯导热膜"])
        );
        assert!(
            unwanted
                .related
                .iter()
                .all(|hit| !hit.card.title.contains("涂料")),
            "what is not wanted is not wanted among the weaker ones either"
        );
    })
    .await;
}

#[tokio::test]
async fn what_is_written_otherwise_is_found_by_what_a_person_types() {
    searching_on_each_database(async |world| {
        offered(world, "电解水制氢装置", "新能源与节能", "碱性电解水。").await;
        offered(world, "水处理用电解槽", "资源与环境", "电解法处理废水。").await;
        offered(world, "⽯墨烯⾼导热⽅案", "新材料", "占地120㎡，粒径5㎛。").await;
        offered(world, "摺疊式太陽能板", "新能源与节能", "可收起。").await;
        offered(world, "1,000吨级压力机", "先进制造与自动化", "用于锻压。").await;
        offered(world, "1000吨级锻压机", "先进制造与自动化", "用于锻压。").await;
        offered(
            world,
            "通信电源模块",
            "电子信息",
            "额定电压 -48V，工作温度 -40~85℃。",
        )
        .await;
        offered(world, "通信电源适配器", "电子信息", "输出 12V。").await;
        world.market.index_new_events().await.unwrap();

        let (together, apart) = (asked(world, "电解水").await, asked(world, "电解 水").await);
        assert_eq!(titles(&together.hits), titles(&apart.hits));
        assert_eq!(
            (together.total, together.hits[0].card.title.as_str()),
            (apart.total, "电解水制氢装置")
        );
        for (typed, found) in [
            ("石墨烯高导热方案", vec!["⽯墨烯⾼导热⽅案"]),
            ("120m2", vec!["⽯墨烯⾼导热⽅案"]),
            ("5μm", vec!["⽯墨烯⾼导热⽅案"]),
            ("折叠式太阳能板", vec!["摺疊式太陽能板"]),
            ("通信电源 -48V", vec!["通信电源模块"]),
            ("通信电源 -适配器", vec!["通信电源模块"]),
        ] {
            assert_eq!(titles(&asked(world, typed).await.hits), found, "{typed}");
        }
        for typed in ["1,000吨级", "1000吨级"] {
            let page = asked(world, typed).await;
            let mut found = titles(&page.hits);
            found.sort_unstable();
            assert_eq!(found, ["1,000吨级压力机", "1000吨级锻压机"], "{typed}");
        }
    })
    .await;
}
