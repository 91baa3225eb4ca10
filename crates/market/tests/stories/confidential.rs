//! What is for the parties of a deal stays with them.

use domain::deal::{CloseReason, ClosingInput};
use market::attachment::{Tier, Upload};

use crate::harness::{on_each_database, refusal};

#[tokio::test]
async fn the_confidential_files_of_an_achievement_open_with_a_deal_and_shut_when_it_comes_to_nothing() {
    on_each_database(async |world| {
        let market = &world.market;
        let (achievement, deal) = world.opened().await;
        let upload = Upload { name: "工艺参数.pdf".into(), bytes: b"%PDF-1.7 secret".to_vec() };
        let file = market.attach_to_achievement(&world.seller, &achievement, Tier::Parties, upload).await.unwrap();
        assert_eq!(market.achievement_file(Some(&world.buyer), &achievement, &file).await.unwrap().bytes, b"%PDF-1.7 secret");
        assert!(market.achievement_files(Some(&world.stranger), &achievement).await.unwrap().is_empty());
        assert!(market.achievement_files(None, &achievement).await.unwrap().is_empty());
        let seen = market.events(&world.bureau, i64::MAX, "achievement", achievement.as_str(), 1).await.unwrap();
        assert_eq!((seen[0].kind.as_str(), seen[0].actor.as_str()), ("file_seen", world.buyer.user.as_str()));
        let closing = ClosingInput { reason: Some(CloseReason::TechnologyUnfit), text: String::new() };
        market.close_deal(&world.buyer, &deal, 1, closing).await.unwrap();
        let shut = market.achievement_file(Some(&world.buyer), &achievement, &file).await;
        assert_eq!(refusal(shut.map(|file| file.name)), "not found");
    })
    .await;
}
