//! Control characters: an error at the field where someone sends one, and of no database where nobody looked.

use domain::catalogue::demand::DemandInput;
use market::Error;

use crate::harness::{Once, at_each_address, on_each_database, refusal};

#[tokio::test]
async fn a_text_with_a_nul_is_an_error_of_no_database() {
    at_each_address(async |address, _| {
        let db = store::Db::open(address).await.unwrap();
        let mut tx = db.write().await.unwrap();
        tx.q("create table noted (text text not null)")
            .run()
            .await
            .unwrap();
        tx.q("insert into noted (text) values ($1)")
            .bind("石墨烯\0膜")
            .run()
            .await
            .unwrap();
        let found = tx
            .q("select count(*) as n from noted where text = $1")
            .bind("石墨烯\u{fffd}膜".to_owned());
        assert_eq!(found.one::<store::kernel::row::Count>().await.unwrap().0, 1);
        drop(tx);
        db.close().await;
    })
    .await;
    on_each_database(async |world| {
        let (market, nul) = (&world.market, "示例\0大学");
        assert_eq!(market.find_organisations(nul, 9).await.unwrap(), []);
        assert_eq!(market.organisations(nul, nul, 9).await.unwrap().len(), 0);
        let filter = market::catalogue::demand::DemandFilter::new(nul, nul);
        assert_eq!(
            market.list_open_demands(&filter, nul, 9).await.unwrap().1,
            0
        );
        assert_eq!(
            refusal(market.sign_in(nul, nul, nul, nul).await.map(drop)),
            "invalid"
        );
        let input = DemandInput {
            title: nul.into(),
            description: "一\u{1f}二".into(),
            field: "新材料".into(),
            ..DemandInput::default()
        };
        let Err(Error::Invalid(errors)) = market
            .create_demand(&world.buyer, input, &Once::default())
            .await
        else {
            panic!("taken")
        };
        let told: Vec<(&str, &str)> = errors
            .iter()
            .map(|error| (error.field.as_str(), error.code))
            .collect();
        assert_eq!(told, [("title", "control"), ("description", "control")]);
    })
    .await;
}
