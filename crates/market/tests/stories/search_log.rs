//! The search log: what was searched, how often and how often in vain; never by whom.

use domain::Timestamp;
use index::{Filters, Query, Sort};
use market::Market;
use market::catalogue::search_log::{Asked, Period, Searcher, Searches};

use crate::harness::{World, refusal, searching_on_each_database};

/// Somebody who is not signed in; another number is another person.
fn client(number: u8) -> Searcher {
    Searcher::Client([192, 0, 2, number].into())
}

async fn search_as(market: &Market, number: u8, text: &str) {
    market
        .search_for(&client(number), Query::new(text, Timestamp::now()))
        .await
        .unwrap();
}

/// Three people search it: enough to be told.
async fn search(market: &Market, text: &str) {
    for number in 1..=3 {
        search_as(market, number, text).await;
    }
}

async fn searches(world: &World, period: Period) -> Searches {
    world.market.write_search_log().await.unwrap();
    world
        .market
        .searches(&world.bureau, period, 99)
        .await
        .unwrap()
}

/// Text, searches and searches in vain.
fn figures(asked: &[Asked]) -> Vec<(&str, i64, i64)> {
    asked
        .iter()
        .map(|one| (one.asked.as_str(), one.searches, one.in_vain))
        .collect()
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
        for text in ["石墨烯", " ＳiC 衬底", "石墨烯 ", "sic\u{3000}衬底"] {
            search(market, text).await;
        }
        search_as(market, 4, "sic 衬底").await;
        let first = searches(world, Period::Days30).await;
        assert_eq!(figures(&first.in_vain), [("sic 衬底", 4, 4)]);
        assert_eq!(
            figures(&first.frequent),
            [("sic 衬底", 4, 4), ("石墨烯", 3, 0)]
        );
        assert_eq!(first.frequent[1].results, 1);

        // What came later is added to what was written before, and the last number of results stands.
        listed(world, &["SiC 衬底抛光", "石墨烯电池"]).await;
        for text in ["SiC 衬底", "石墨烯"] {
            search_as(market, 5, text).await;
        }
        let second = searches(world, Period::Days90).await;
        assert_eq!(figures(&second.in_vain), [("sic 衬底", 5, 4)]);
        assert_eq!(
            figures(&second.frequent),
            [("sic 衬底", 5, 4), ("石墨烯", 4, 0)]
        );
        assert_eq!(
            (
                second.frequent[1].results,
                second.days[0].searches,
                second.days[0].in_vain
            ),
            (2, 9, 4)
        );
    })
    .await;
}

#[tokio::test]
async fn a_search_that_goes_on_counts_once() {
    searching_on_each_database(async |world| {
        let ask = async |query: Query| {
            for number in 1..=3 {
                world
                    .market
                    .search_for(&client(number), query.clone())
                    .await
                    .unwrap();
            }
        };
        let query = || Query::new("石墨烯", Timestamp::now());
        ask(query()).await;
        ask(Query {
            offset: 20,
            ..query()
        })
        .await;
        ask(Query {
            sort: Sort::Newest,
            ..query()
        })
        .await;
        ask(Query {
            filters: Filters {
                field: vec!["新材料".into()],
                ..Filters::default()
            },
            ..query()
        })
        .await;
        ask(Query::new("", Timestamp::now())).await;
        assert_eq!(
            figures(&searches(world, Period::Days30).await.in_vain),
            [("石墨烯", 3, 3)]
        );
    })
    .await;
}

#[tokio::test]
async fn what_looks_like_personal_data_is_not_written_down() {
    searching_on_each_database(async |world| {
        for text in [
            "13800138000",
            "王示例 138 0013 8000",
            "14090219900101123X",
            "a@example.com",
            &"长".repeat(61),
        ] {
            search(&world.market, text).await;
        }
        let told = searches(world, Period::Days30).await;
        assert_eq!(
            (told.days, told.in_vain, told.frequent),
            (vec![], vec![], vec![])
        );
    })
    .await;
}

#[tokio::test]
async fn only_the_bureau_sees_what_was_searched() {
    searching_on_each_database(async |world| {
        for other in [&world.seller, &world.buyer, &world.broker, &world.stranger] {
            assert_eq!(
                refusal(world.market.searches(other, Period::Days30, 9).await),
                "forbidden"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn a_period_begins_and_ends_with_its_days_in_shanghai() {
    searching_on_each_database(async |world| {
        let market = &world.market;
        let today: Timestamp = serde_json::from_str("\"2026-03-04T16:30:00Z\"").unwrap();
        for (days_ago, text) in [(89, "九十天"), (90, "太早"), (29, "三十天"), (0, "今天")]
        {
            market.set_clock(Some(today.plus_days(-days_ago)));
            search(market, text).await;
        }
        market.set_clock(Some(today));
        let month = searches(world, Period::Days30).await;
        assert_eq!(figures(&month.in_vain), [("今天", 3, 3), ("三十天", 3, 3)]);
        assert_eq!(month.in_vain[0].last_day.to_string(), "2026-03-05");
        let quarter = searches(world, Period::Days90).await;
        assert_eq!(
            figures(&quarter.in_vain),
            [("今天", 3, 3), ("三十天", 3, 3), ("九十天", 3, 3)]
        );
        market.set_clock(None);
    })
    .await;
}

#[tokio::test]
async fn what_was_searched_often_with_success_is_suggested_by_its_writing_and_its_pinyin() {
    searching_on_each_database(async |world| {
        let market = &world.market;
        listed(world, &["石墨烯导热膜"]).await;
        let suggested = async |typed: &str| -> Vec<String> {
            market
                .suggest(typed, 8)
                .await
                .unwrap()
                .into_iter()
                .map(|one| one.text)
                .collect()
        };
        for number in [1, 2] {
            search_as(market, number, "石墨烯 导热").await;
        }
        search(market, "石墨烯 永动").await;
        market.write_search_log().await.unwrap();
        assert!(
            !suggested("石墨烯")
                .await
                .iter()
                .any(|text| text.contains(' ')),
            "two people are not enough, in vain never"
        );
        search_as(market, 3, "石墨烯 导热").await;
        market.write_search_log().await.unwrap();
        for typed in ["石墨烯 ", "shimoxi", "smx"] {
            let listed = suggested(typed).await;
            assert!(
                listed.contains(&"石墨烯 导热".to_owned()),
                "{typed}: {listed:?}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn one_person_puts_nothing_before_others_however_often_they_search() {
    searching_on_each_database(async |world| {
        let market = &world.market;
        listed(world, &["石墨烯导热膜"]).await;
        for _ in 0..20 {
            search_as(market, 1, "石墨烯 张示例").await;
            search_as(market, 1, "石墨烯 导热").await;
        }
        let account = Searcher::Account(world.buyer.user.clone());
        for _ in 0..5 {
            market
                .search_for(&account, Query::new("石墨烯 张示例", Timestamp::now()))
                .await
                .unwrap();
        }
        let told = searches(world, Period::Days30).await;
        assert_eq!((told.in_vain, told.frequent), (vec![], vec![]));
        assert_eq!(
            (told.days[0].searches, told.days[0].in_vain),
            (3, 2),
            "two people, three searches of theirs"
        );
        let suggested = market.suggest("石墨烯 ", 8).await.unwrap();
        assert!(
            !suggested.iter().any(|one| one.text.contains(' ')),
            "{suggested:?}"
        );

        // The third person: now it is told, with what the others searched before; the total of the day stays right.
        search_as(market, 2, "石墨烯 张示例").await;
        let told = searches(world, Period::Days30).await;
        assert_eq!(figures(&told.in_vain), [("石墨烯 张示例", 3, 3)]);
        assert_eq!((told.days[0].searches, told.days[0].in_vain), (4, 3));
    })
    .await;
}

#[tokio::test]
async fn as_many_people_as_the_operator_says_must_have_searched_it() {
    searching_on_each_database(async |world| {
        world.market.tell_searches_of(2);
        search_as(&world.market, 1, "量子永动机").await;
        assert_eq!(searches(world, Period::Days30).await.in_vain, []);
        search_as(&world.market, 2, "量子永动机").await;
        let told = searches(world, Period::Days30).await;
        assert_eq!(
            (figures(&told.in_vain), told.least_people),
            (vec![("量子永动机", 2, 2)], 2)
        );
    })
    .await;
}

#[tokio::test]
async fn a_withdrawn_title_is_suggested_no_more_though_many_searched_it() {
    searching_on_each_database(async |world| {
        let market = &world.market;
        listed(world, &["石墨烯导热膜", "铝合金铸造"]).await;
        let withdrawn = world.published("煤矸石轻骨料").await;
        market.index_new_events().await.unwrap();
        search(market, "煤矸石轻骨料").await;
        search(market, "煤矸石 骨料").await;
        market.write_search_log().await.unwrap();
        assert!(!market.suggest("煤矸石", 8).await.unwrap().is_empty());
        let version = market
            .achievement(Some(&world.seller), &withdrawn)
            .await
            .unwrap()
            .version;
        market
            .withdraw_achievement(&world.seller, &withdrawn, version, "已独占许可")
            .await
            .unwrap();
        market.index_new_events().await.unwrap();
        for typed in ["煤矸石", "煤", "meiganshi", "mgs"] {
            assert_eq!(market.suggest(typed, 8).await.unwrap(), [], "{typed}");
        }
    })
    .await;
}
