//! Imports: what lies in the future is refused, and what is past its term is not in force.

use domain::Timestamp;
use domain::catalogue::achievement::{AchievementInput, PatentInput, PatentStatus, State};
use index::Query;
use intake::{File, ReportKind};

use crate::harness::{Once, refusal, searching_on_each_database};

#[tokio::test]
async fn a_patent_filed_in_the_future_is_refused_and_one_past_its_term_is_not_in_force() {
    searching_on_each_database(async |world| {
        let market = &world.market;
        let table = "成果名称,专利号,法律状态,专利申请日\n过期成果,201020100000.6,授权,2010-03-01\n有效成果,202010100014.6,授权,2020-03-01\n未来成果,209910100000.0,授权,\n";
        let file = File::in_memory("a.csv", table.as_bytes().to_vec());
        let mut report = Vec::new();
        let tally =
            market.import_file(&world.seller.organisation, file, State::Published, |_| (), |line| report.push(line.clone())).await.unwrap();
        assert_eq!((tally.created, tally.rejected), (2, 1));
        assert!(report.iter().any(|line| line.line == 4 && line.kind == ReportKind::Rejected && line.reason.contains("今天以后")), "{report:?}");

        market.index_new_events().await.unwrap();
        for (title, status) in [("过期成果", PatentStatus::Lapsed), ("有效成果", PatentStatus::Granted)] {
            let page = market.search(Query::new(title, Timestamp::now())).await.unwrap();
            let hit = page.hits.iter().find(|hit| hit.card.title == title).unwrap();
            assert_eq!(hit.card.patents[0].status, status, "{title}");
            let read = market.achievement(Some(&world.buyer), &hit.id).await.unwrap();
            assert_eq!(read.listing.patents[0].status, status, "{title}");
            let own = market.achievement(Some(&world.seller), &hit.id).await.unwrap();
            assert_eq!(own.listing.patents[0].status, PatentStatus::Granted, "its owner sees what was typed");
        }

        let typed = AchievementInput {
            title: "手填的未来专利".into(),
            patents: vec![PatentInput { number: "209910100000.0".into(), ..PatentInput::default() }],
            ..AchievementInput::default()
        };
        assert_eq!(refusal(market.create_achievement(&world.seller, typed, &Once::default()).await), "invalid");
    })
    .await;
}

#[tokio::test]
async fn titles_that_are_only_written_otherwise_are_one_achievement() {
    searching_on_each_database(async |world| {
        let market = &world.market;
        let import = async |titles: &[&str]| {
            let table = format!(
                "成果名称,应用领域\n{}",
                titles
                    .iter()
                    .map(|title| format!("{title},新材料\n"))
                    .collect::<String>()
            );
            let mut report = Vec::new();
            let file = File::in_memory("a.csv", table.into_bytes());
            let tally = market
                .import_file(
                    &world.seller.organisation,
                    file,
                    State::Published,
                    |_| (),
                    |line| report.push(line.clone()),
                )
                .await
                .unwrap();
            (tally, report)
        };
        let (tally, report) = import(&[
            "石墨烯导热膜",
            "⽯墨烯导热膜",
            "石墨烯導熱膜",
            "石墨 烯导热膜",
            "石墨烯－导热膜",
        ])
        .await;
        assert_eq!(
            (tally.created, tally.rejected),
            (2, 3),
            "a mark inside of a title is no other writing: {report:?}"
        );
        let told: Vec<(u64, bool)> = report
            .iter()
            .map(|line| (line.line, line.reason.contains("与第 2 行重复")))
            .collect();
        assert_eq!(told, [(3, true), (4, true), (5, true)], "{report:?}");

        let (tally, report) = import(&["石墨烯導熱膜", "石墨烯导热胶"]).await;
        assert_eq!(
            (tally.created, tally.updated, tally.rejected),
            (1, 1, 0),
            "{report:?}"
        );
        let (tally, _) = import(&["石墨烯導熱膜"]).await;
        assert_eq!((tally.created, tally.unchanged), (0, 1));
    })
    .await;
}
