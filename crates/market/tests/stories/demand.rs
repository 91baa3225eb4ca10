//! Demands: entered by enterprises, open to everyone until they are withdrawn or their deadline has passed.

use domain::Timestamp;
use domain::catalogue::achievement::TransferMode;
use domain::catalogue::demand::{DemandInput, State};
use domain::event::Noun;
use domain::id::DemandId;
use market::Error;
use market::catalogue::demand::{DemandFilter, Named, place};
use market::desk::audit::Which;

use crate::harness::{Once, World, on_each_database, once, refusal, searching_on_each_database};

fn demand(title: &str) -> DemandInput {
    DemandInput {
        title: title.into(),
        description: "含水率由 30% 降到 12% 以下，处理量每小时 20 吨。".into(),
        field: "煤炭清洁利用".into(),
        maturity_min: Some(6),
        modes: vec![TransferMode::Licence],
        county: "140902".into(),
        ..DemandInput::default()
    }
}

/// A published demand of the buyer.
async fn published(world: &World, input: DemandInput) -> DemandId {
    let id = world
        .market
        .create_demand(&world.buyer, input, &Once::default())
        .await
        .unwrap();
    world
        .market
        .publish_demand(&world.buyer, &id, 1)
        .await
        .unwrap();
    id
}

fn titles(list: &[Named]) -> Vec<&str> {
    list.iter()
        .map(|named| named.demand.text.title.as_str())
        .collect()
}

fn all() -> DemandFilter {
    DemandFilter::default()
}

#[tokio::test]
async fn a_draft_is_its_owners_and_a_published_demand_is_everyones() {
    on_each_database(async |world| {
        let market = &world.market;
        let id = market
            .create_demand(&world.buyer, demand("煤泥干化"), &Once::default())
            .await
            .unwrap();
        for outsider in [
            None,
            Some(&world.seller),
            Some(&world.broker),
            Some(&world.stranger),
        ] {
            assert_eq!(refusal(market.demand(outsider, &id).await), "not found");
        }
        assert_eq!(
            market
                .demand(Some(&world.bureau), &id)
                .await
                .unwrap()
                .demand
                .state,
            State::Draft
        );
        assert_eq!(
            market.list_open_demands(&all(), "", 9).await.unwrap(),
            (vec![], 0)
        );
        market.publish_demand(&world.buyer, &id, 1).await.unwrap();
        for anyone in [
            None,
            Some(&world.seller),
            Some(&world.broker),
            Some(&world.stranger),
            Some(&world.bureau),
        ] {
            let seen = market.demand(anyone, &id).await.unwrap();
            assert_eq!(
                (seen.demand.state, seen.organisation_name.as_str()),
                (State::Published, "示例水泥有限公司")
            );
        }
        assert_eq!(titles(&market.open_demands().await.unwrap()), ["煤泥干化"]);
        assert_eq!(market.stats().await.unwrap().open_demands, 1);
    })
    .await;
}

#[tokio::test]
async fn only_enterprises_enter_demands_and_only_their_own_members_change_them() {
    on_each_database(async |world| {
        let market = &world.market;
        for other in [&world.seller, &world.broker, &world.bureau] {
            assert_eq!(
                refusal(
                    market
                        .create_demand(other, demand("甲"), &Once::default())
                        .await
                ),
                "forbidden"
            );
        }
        let draft = market
            .create_demand(&world.buyer, demand("甲"), &Once::default())
            .await
            .unwrap();
        assert_eq!(
            refusal(market.publish_demand(&world.stranger, &draft, 1).await),
            "not found"
        );
        assert_eq!(
            refusal(market.publish_demand(&world.bureau, &draft, 1).await),
            "forbidden"
        );
        let public = published(world, demand("乙")).await;
        for other in [&world.stranger, &world.broker, &world.bureau] {
            assert_eq!(
                refusal(market.edit_demand(other, &public, 2, demand("丙")).await),
                "forbidden"
            );
            assert_eq!(
                refusal(market.withdraw_demand(other, &public, 2).await),
                "forbidden"
            );
        }
        assert_eq!(
            market
                .my_demands(&world.buyer, None, "", 9)
                .await
                .unwrap()
                .1,
            2
        );
        assert_eq!(
            titles(
                &market
                    .my_demands(&world.buyer, Some(State::Draft), "", 9)
                    .await
                    .unwrap()
                    .0
            ),
            ["甲"]
        );
        assert_eq!(
            market
                .my_demands(&world.stranger, None, "", 9)
                .await
                .unwrap()
                .1,
            0
        );
    })
    .await;
}

#[tokio::test]
async fn a_demand_is_withdrawn_and_published_again_each_time_over_the_version_that_was_read() {
    on_each_database(async |world| {
        let market = &world.market;
        let id = published(world, demand("煤泥干化")).await;
        assert_eq!(
            refusal(market.publish_demand(&world.buyer, &id, 2).await),
            "refused"
        );
        market.withdraw_demand(&world.buyer, &id, 2).await.unwrap();
        assert_eq!(refusal(market.demand(None, &id).await), "not found");
        assert_eq!(
            refusal(market.withdraw_demand(&world.buyer, &id, 2).await),
            "stale"
        );
        assert_eq!(
            refusal(market.withdraw_demand(&world.buyer, &id, 3).await),
            "refused"
        );
        market.publish_demand(&world.buyer, &id, 3).await.unwrap();
        market
            .edit_demand(&world.buyer, &id, 4, demand("煤泥低温干化"))
            .await
            .unwrap();
        let seen = market.demand(None, &id).await.unwrap().demand;
        assert_eq!(
            (seen.state, seen.version, seen.text.title.as_str()),
            (State::Published, 5, "煤泥低温干化")
        );
        let kinds: Vec<String> = market
            .events(
                &world.bureau,
                i64::MAX,
                &Which::about(Noun::Demand, id.as_str()),
                9,
            )
            .await
            .unwrap()
            .into_iter()
            .map(|entry| entry.event.kind)
            .collect();
        assert_eq!(
            kinds,
            ["edited", "published", "withdrawn", "published", "created"]
        );
    })
    .await;
}

#[tokio::test]
async fn a_demand_is_not_published_after_its_deadline_and_is_no_longer_open_when_it_has_passed() {
    on_each_database(async |world| {
        let market = &world.market;
        let today = Timestamp::now();
        market.set_clock(Some(today));
        let until = |days: i64| DemandInput {
            deadline: Some(today.plus_days(days).day().to_string()),
            ..demand("限期")
        };
        let late = market
            .create_demand(&world.buyer, until(-1), &Once::default())
            .await
            .unwrap();
        let Error::Invalid(errors) = market
            .publish_demand(&world.buyer, &late, 1)
            .await
            .unwrap_err()
        else {
            panic!("a field is wrong")
        };
        assert_eq!((errors.len(), errors[0].field.as_str()), (1, "deadline"));
        let id = published(world, until(0)).await;
        assert_eq!(
            market.open_demands().await.unwrap().len(),
            1,
            "open on its last day"
        );
        assert_eq!(
            refusal(market.edit_demand(&world.buyer, &id, 2, until(-1)).await),
            "invalid"
        );

        market.set_clock(Some(today.plus_days(1)));
        assert_eq!(market.open_demands().await.unwrap(), []);
        assert_eq!(market.list_open_demands(&all(), "", 9).await.unwrap().1, 0);
        assert_eq!(
            market.demand_facets(&all()).await.unwrap(),
            market::catalogue::demand::DemandFacets::default()
        );
        let seen = market.demand(None, &id).await.unwrap().demand;
        assert_eq!(
            (seen.state, seen.is_open(today.plus_days(1).day())),
            (State::Published, false),
            "whoever has its address still reads it"
        );
        market
            .edit_demand(&world.buyer, &id, 2, until(9))
            .await
            .unwrap();
        assert_eq!(
            market.open_demands().await.unwrap().len(),
            1,
            "a later deadline opens it again"
        );
        market.set_clock(None);
    })
    .await;
}

#[tokio::test]
async fn open_demands_are_listed_the_last_published_first_page_by_page() {
    on_each_database(async |world| {
        let market = &world.market;
        let begun = Timestamp::now();
        let mut ids = Vec::new();
        for title in ["甲", "乙", "丙"] {
            ids.push(
                market
                    .create_demand(&world.buyer, demand(title), &Once::default())
                    .await
                    .unwrap(),
            );
        }
        // The two published in the same microsecond are told apart by their identifiers.
        for (at, id) in [(1, &ids[2]), (2, &ids[0]), (2, &ids[1])] {
            market.set_clock(Some(Timestamp(begun.0 + at)));
            market.publish_demand(&world.buyer, id, 1).await.unwrap();
        }
        let (first, count) = market.list_open_demands(&all(), "", 1).await.unwrap();
        assert_eq!((titles(&first), count), (vec!["乙"], 3));
        let (second, _) = market
            .list_open_demands(&all(), &place(&first[0].demand), 1)
            .await
            .unwrap();
        let (rest, _) = market
            .list_open_demands(&all(), &place(&second[0].demand), 9)
            .await
            .unwrap();
        assert_eq!((titles(&second), titles(&rest)), (vec!["甲"], vec!["丙"]));
        assert_eq!(
            titles(
                &market
                    .list_open_demands(&all(), "no place", 9)
                    .await
                    .unwrap()
                    .0
            ),
            ["乙", "甲", "丙"]
        );
        market.set_clock(None);
    })
    .await;
}

#[tokio::test]
async fn open_demands_are_narrowed_by_field_and_county_and_what_is_chosen_can_be_changed() {
    on_each_database(async |world| {
        let market = &world.market;
        published(world, demand("甲")).await;
        published(
            world,
            DemandInput {
                county: "定襄县".into(),
                ..demand("乙")
            },
        )
        .await;
        published(
            world,
            DemandInput {
                field: "新材料".into(),
                ..demand("丙")
            },
        )
        .await;
        published(
            world,
            DemandInput {
                field: String::new(),
                county: String::new(),
                ..demand("丁")
            },
        )
        .await;
        let listed = async |field, county| {
            market
                .list_open_demands(&DemandFilter::new(field, county), "", 9)
                .await
                .unwrap()
        };
        assert_eq!(titles(&listed("煤炭清洁利用", "").await.0), ["乙", "甲"]);
        assert_eq!(titles(&listed("煤炭清洁利用", "忻府区").await.0), ["甲"]);
        assert_eq!(titles(&listed("", "140902").await.0), ["丙", "甲"]);
        assert_eq!(listed("没有的领域", "").await.1, 0);
        let facets = market
            .demand_facets(&DemandFilter::new("煤炭清洁利用", "140902"))
            .await
            .unwrap();
        let counted = |shared: &[market::catalogue::demand::Shared]| {
            shared
                .iter()
                .map(|one| (one.value.clone(), one.count))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            counted(&facets.fields),
            [("新材料".to_owned(), 1), ("煤炭清洁利用".to_owned(), 1)]
        );
        assert_eq!(
            counted(&facets.counties),
            [("140902".to_owned(), 1), ("140921".to_owned(), 1)]
        );
    })
    .await;
}

#[tokio::test]
async fn a_reader_of_the_log_is_told_of_every_demand_that_changed_and_of_no_other() {
    on_each_database(async |world| {
        let market = &world.market;
        let first = published(world, demand("甲")).await;
        let (told, seen) = market.touched_demands(0).await.unwrap();
        assert_eq!(
            (titles(&told), seen),
            (vec!["甲"], market.last_event().await.unwrap())
        );
        assert_eq!(market.touched_demands(seen).await.unwrap(), (vec![], seen));
        published(world, demand("乙")).await;
        let (told, seen) = market.touched_demands(seen).await.unwrap();
        assert_eq!(titles(&told), ["乙"]);
        market
            .withdraw_demand(&world.buyer, &first, 2)
            .await
            .unwrap();
        let (told, _) = market.touched_demands(seen).await.unwrap();
        assert_eq!(
            (titles(&told), told[0].demand.state),
            (vec!["甲"], State::Withdrawn)
        );
    })
    .await;
}

#[tokio::test]
async fn a_double_click_enters_one_demand() {
    on_each_database(async |world| {
        let market = &world.market;
        let first = market
            .create_demand(&world.buyer, demand("甲"), &once("same click"))
            .await
            .unwrap();
        let again = market
            .create_demand(&world.buyer, demand("甲"), &once("same click"))
            .await
            .unwrap();
        assert_eq!(
            (
                first,
                market
                    .my_demands(&world.buyer, None, "", 9)
                    .await
                    .unwrap()
                    .1
            ),
            (again, 1)
        );
    })
    .await;
}

#[tokio::test]
async fn a_pair_has_one_score_on_the_page_of_the_demand_of_the_achievement_and_for_brokers() {
    searching_on_each_database(async |world| {
        let market = &world.market;
        let achievement = world.published("煤泥低温干化").await;
        let input = DemandInput {
            field: "新材料".into(),
            ..demand("煤泥低温干化")
        };
        let wanted = published(world, input).await;
        market.index_new_events().await.unwrap();
        let by_demand = market.matches_of_demand(None, &wanted, 9).await.unwrap();
        let by_achievement = market.demands_for(None, &achievement, 9).await.unwrap();
        let by_pair = market.pairs(&world.broker).await.unwrap();
        let score = by_demand[0].verdict.score;
        assert!(score > 0.0);
        // Freshness moves with the moment of asking; what is shown are whole points.
        for other in [
            by_achievement[0].verdict.score,
            by_pair[0].matches[0].verdict.score,
        ] {
            assert!((other - score).abs() < 0.01, "{other} {score}");
        }
    })
    .await;
}
