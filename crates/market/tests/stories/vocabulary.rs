//! Vocabularies: what is chosen is stored by code and name, found by both, and what was stored before stays readable.

use domain::Timestamp;
use domain::catalogue::achievement::{AchievementInput, Maturity, TransferMode};
use domain::catalogue::demand::DemandInput;
use index::{Filters, Query};
use market::Error;
use market::catalogue::demand::DemandFilter;
use sqlx::{Connection as _, Executor as _, PgConnection, SqliteConnection};

use crate::harness::{Once, World, on_each_database, searching_on_each_database};

fn input(title: &str) -> AchievementInput {
    AchievementInput {
        title: title.into(),
        summary: "一句话".into(),
        field: "新材料产业".into(),
        industry: "26".into(),
        subject: "材料科学".into(),
        ipc: vec!["c30b29/36".into()],
        maturity: Some(Maturity::trl(6)),
        modes: vec![TransferMode::Licence],
        contact_name: "示例联系人".into(),
        contact: "0350-1234567".into(),
        ..AchievementInput::default()
    }
}

/// Titles that a search finds.
async fn found(world: &World, text: &str, field: &str) -> Vec<String> {
    let filters = Filters {
        field: Some(field.to_owned())
            .filter(|field| !field.is_empty())
            .into_iter()
            .collect(),
        ..Filters::default()
    };
    let query = Query {
        filters,
        ..Query::new(text, Timestamp::now())
    };
    let page = world.market.search(query).await.unwrap();
    page.hits.into_iter().map(|hit| hit.card.title).collect()
}

async fn publish(world: &World, input: AchievementInput) {
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
    market.index_new_events().await.unwrap();
}

#[tokio::test]
async fn a_listing_is_found_by_the_name_of_its_industry_and_what_people_call_it() {
    searching_on_each_database(async |world| {
        publish(world, input("碳化硅衬底抛光")).await;
        let other = AchievementInput {
            industry: "汽车制造业".into(),
            field: "现代交通".into(),
            ..input("车门密封条检测")
        };
        publish(world, other).await;
        for text in ["化工", "化学原料和化学制品制造业", "C26"] {
            let hits = found(world, text, "").await;
            assert_eq!(hits[0], "碳化硅衬底抛光", "{text}");
        }
        assert_eq!(found(world, "", "新材料").await, ["碳化硅衬底抛光"]);
        assert_eq!(found(world, "", "现代交通").await, ["车门密封条检测"]);
    })
    .await;
}

#[tokio::test]
async fn what_is_in_no_vocabulary_is_refused_at_its_field_with_what_is_near() {
    on_each_database(async |world| {
        let wrong = AchievementInput {
            field: "元宇宙养猪".into(),
            industry: "化工".into(),
            subject: "材料学".into(),
            ipc: vec!["C30B 29/36".into(), "不详".into()],
            ..input("示例成果")
        };
        let refused = world
            .market
            .create_achievement(&world.seller, wrong, &Once::default())
            .await;
        let Err(Error::Invalid(errors)) = refused else {
            panic!("{refused:?}")
        };
        let told: Vec<(&str, &str)> = errors
            .iter()
            .map(|error| (error.field.as_str(), error.code))
            .collect();
        assert_eq!(
            told,
            [
                ("field", "unknown"),
                ("industry", "unknown"),
                ("subject", "unknown"),
                ("ipc/1", "unknown")
            ]
        );
        assert!(
            errors[1].message.contains("C26 化学原料和化学制品制造业"),
            "{errors:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn a_demand_is_listed_under_the_field_as_the_vocabulary_names_it() {
    on_each_database(async |world| {
        let market = &world.market;
        let demand = DemandInput {
            title: "导热膜".into(),
            description: "导热系数 1500 以上。".into(),
            field: "新材料及其应用".into(),
            ..DemandInput::default()
        };
        let id = market
            .create_demand(&world.buyer, demand, &Once::default())
            .await
            .unwrap();
        market.publish_demand(&world.buyer, &id, 1).await.unwrap();
        for field in ["新材料", "新材料产业"] {
            let filter = DemandFilter::new(field, "");
            let (rows, total) = market.list_open_demands(&filter, "", 9).await.unwrap();
            assert_eq!((rows.len(), total), (1, 1), "{field}");
        }
    })
    .await;
}

#[tokio::test]
async fn what_was_stored_before_there_was_a_vocabulary_stays_readable_and_is_found() {
    searching_on_each_database(async |world| {
        publish(world, input("旧成果")).await;
        let old = "update achievement set listing = replace(replace(listing, 'C26 化学原料和化学制品制造业', '旧时的行业叫法'), '\"field\":\"新材料\"', '\"field\":\"新材料技术\"')";
        if world.address.starts_with("postgres") {
            let mut connection = PgConnection::connect(&world.address).await.unwrap();
            connection.execute(old).await.unwrap();
        } else {
            let mut connection = SqliteConnection::connect(&world.address).await.unwrap();
            connection.execute(old).await.unwrap();
        }
        world.market.reindex().await.unwrap();
        assert_eq!(found(world, "旧时的行业叫法", "").await, ["旧成果"]);
        let other_name = found(world, "", "新材料").await;
        assert_eq!(other_name, ["旧成果"], "another name of a field counts as it");
    })
    .await;
}
