//! Requests that arrive more than once: known again by their key for a day, and never taken for another one.

use domain::catalogue::demand::DemandInput;

use crate::harness::{Once, at_once, on_each_database, once, refusal};

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_request_under_a_key_is_carried_out_once_and_the_key_is_forgotten_after_a_day() {
    on_each_database(async |world| {
        let (market, buyer) = (&world.market, &world.buyer);
        let wanted = || DemandInput {
            title: "煤泥干化".into(),
            description: "含水率由 30% 降到 12% 以下".into(),
            field: "煤炭清洁利用".into(),
            ..DemandInput::default()
        };
        let begun = domain::Timestamp::now();
        market.set_clock(Some(begun));
        let outcomes = at_once(market, 6, |market, _| {
            let buyer = buyer.clone();
            async move {
                market
                    .create_demand(&buyer, wanted(), &once("repeated"))
                    .await
            }
        })
        .await;
        let made: std::collections::BTreeSet<String> =
            outcomes.iter().flatten().map(ToString::to_string).collect();
        assert_eq!(made.len(), 1, "{outcomes:?}");
        assert_eq!(market.my_demands(buyer, None, "", 9).await.unwrap().1, 1);

        let other = Once::new(Some("repeated".into()), &"another request");
        assert_eq!(
            refusal(market.create_demand(buyer, wanted(), &other).await),
            "refused"
        );
        assert_eq!(market.forget_requests().await.unwrap(), 0);

        market.set_clock(Some(begun.plus_days(1)));
        market.create_demand(buyer, wanted(), &other).await.unwrap();
        assert_eq!(market.my_demands(buyer, None, "", 9).await.unwrap().1, 2);
        market.set_clock(Some(begun.plus_days(2)));
        assert_eq!(market.forget_requests().await.unwrap(), 1);
        market.set_clock(None);
    })
    .await;
}
