//! The search log: what was searched, how often and how often in vain; never by whom.

use domain::Timestamp;
use index::{Filters, Query, Sort};
use market::Market;
use market::search_log::{Asked, Period, Searches};

use crate::harness::{World, refusal, searching_on_each_database};

async fn search(market: &Market, text: &str) {
    market.search(Query::new(text, Timestamp::now())).await.unwrap();
}

async fn searches(world: &World, period: Period) -> Searches {
    world.market.write_search_log().await.unwrap();
    world.market.searches(&world.bureau, period, 99).await.unwrap()
}

/// Text, searches and searches in vain.
fn figures(asked: &[Asked]) -> Vec<(&str, i64, i64)> {
    asked.iter().map(|one| (one.asked.as_str(), one.searches, one.in_vain)).collect()
}

async fn listed(world: &World, titles: &[&str]) {
    for title in titles {
        world.published(title).await;
    }
    world.market.index_new_events().await.unwrap();
}

#[tokio::test]
async fn searches_for_one_text_are_counted_together_and_those_in_vain_apart() {
    searching_on_each_database(async |world| {
        let market = &world.market;
        listed(world, &["石墨烯导热膜", "铝合金铸造"]).await;
        for text in ["石墨烯", " ＳiC 衬底", "石墨烯 ", "sic\u{3000}衬底", "量子永动机"] {
            search(market, text).await;
        }
        let first = searches(world, Period::Days30).await;
        assert_eq!(figures(&first.in_vain), [("sic 衬底", 2, 2), ("量子永动机", 1, 1)]);
        assert_eq!(figures(&first.frequent), [("sic 衬底", 2, 2), ("石墨烯", 2, 0)], "what was searched once is not among them");
        assert_eq!(first.frequent[1].results, 1);

        // What came later is added to what was written before, and the last number of results stands.
        listed(world, &["SiC 衬底抛光", "石墨烯电池"]).await;
        for text in ["SiC 衬底", "石墨烯"] {
            search(market, text).await;
        }
        let second = searches(world, Period::Days90).await;
        assert_eq!(figures(&second.in_vain), [("sic 衬底", 3, 2), ("量子永动机", 1, 1)]);
        assert_eq!(figures(&second.frequent), [("sic 衬底", 3, 2), ("石墨烯", 3, 0)]);
        assert_eq!((second.frequent[1].results, second.days[0].searches, second.days[0].in_vain), (2, 7, 3));
    })
    .await;
}

#[tokio::test]
async fn a_search_that_goes_on_counts_once() {
    searching_on_each_database(async |world| {
        let ask = async |query: Query| drop(world.market.search(query).await.unwrap());
        let query = || Query::new("石墨烯", Timestamp::now());
        ask(query()).await;
        ask(Query { offset: 20, ..query() }).await;
        ask(Query { sort: Sort::Newest, ..query() }).await;
        ask(Query { filters: Filters { field: vec!["新材料".into()], ..Filters::default() }, ..query() }).await;
        ask(Query::new("", Timestamp::now())).await;
        assert_eq!(figures(&searches(world, Period::Days30).await.in_vain), [("石墨烯", 1, 1)]);
    })
    .await;
}

#[tokio::test]
async fn what_looks_like_personal_data_is_not_written_down() {
    searching_on_each_database(async |world| {
        for text in ["13800138000", "王示例 138 0013 8000", "14090219900101123X", "a@example.com", &"长".repeat(61)] {
            search(&world.market, text).await;
        }
        let told = searches(world, Period::Days30).await;
        assert_eq!((told.days, told.in_vain, told.frequent), (vec![], vec![], vec![]));
    })
    .await;
}

#[tokio::test]
async fn only_the_bureau_sees_what_was_searched() {
    searching_on_each_database(async |world| {
        for other in [&world.seller, &world.buyer, &world.broker, &world.stranger] {
            assert_eq!(refusal(world.market.searches(other, Period::Days30, 9).await), "forbidden");
        }
    })
    .await;
}

#[tokio::test]
async fn a_period_begins_and_ends_with_its_days_in_shanghai() {
    searching_on_each_database(async |world| {
        let market = &world.market;
        let today: Timestamp = serde_json::from_str("\"2026-03-04T16:30:00Z\"").unwrap();
        for (days_ago, text) in [(89, "九十天"), (90, "太早"), (29, "三十天"), (0, "今天")] {
            market.set_clock(Some(today.plus_days(-days_ago)));
            search(market, text).await;
        }
        market.set_clock(Some(today));
        let month = searches(world, Period::Days30).await;
        assert_eq!(figures(&month.in_vain), [("今天", 1, 1), ("三十天", 1, 1)]);
        assert_eq!(month.in_vain[0].last_day.to_string(), "2026-03-05");
        let quarter = searches(world, Period::Days90).await;
        assert_eq!(figures(&quarter.in_vain), [("今天", 1, 1), ("三十天", 1, 1), ("九十天", 1, 1)]);
        market.set_clock(None);
    })
    .await;
}

#[tokio::test]
async fn what_was_searched_often_with_success_is_suggested_by_its_writing_and_its_pinyin() {
    searching_on_each_database(async |world| {
        let market = &world.market;
        listed(world, &["石墨烯导热膜"]).await;
        let suggested =
            async |typed: &str| -> Vec<String> { market.suggest(typed, 8).await.unwrap().into_iter().map(|one| one.text).collect() };
        for text in ["石墨烯 导热", "石墨烯 导热", "石墨烯 永动", "石墨烯 永动", "石墨烯 永动"] {
            search(market, text).await;
        }
        market.write_search_log().await.unwrap();
        assert!(!suggested("石墨烯").await.iter().any(|text| text.contains(' ')), "twice is not often enough, in vain never");
        search(market, "石墨烯 导热").await;
        market.write_search_log().await.unwrap();
        for typed in ["石墨烯 ", "shimoxi", "smx"] {
            let listed = suggested(typed).await;
            assert!(listed.contains(&"石墨烯 导热".to_owned()), "{typed}: {listed:?}");
        }
    })
    .await;
}
