//! Organisations are found by what people know of them.

use crate::harness::on_each_database;

#[tokio::test]
async fn an_organisation_is_found_by_part_of_its_name_and_by_its_code() {
    on_each_database(async |world| {
        let known = world.market.organisation(&world.seller.organisation).await.expect("it is there");
        let name = &known.described.name;
        let part: String = name.chars().skip(1).collect();
        let found = |text: String| async move { world.market.find_organisations(&text, 100).await.expect("found") };
        assert!(found(part).await.contains(&known));
        assert_eq!(found(known.described.credit_code.as_str().to_lowercase()).await, std::slice::from_ref(&known));
        assert!(found("%".into()).await.is_empty(), "a pattern's sign stands for itself");
        assert!(found("_".into()).await.is_empty());
        assert!(found("\\".into()).await.is_empty());
    })
    .await;
}
