//! What is published is what was reviewed: an edit waits beside it, and others see the approved version, always.

use domain::catalogue::achievement::{AchievementInput, Maturity, State, TransferMode};
use domain::catalogue::revision::RevisionState;
use domain::deals::introduction::IntroductionInput;
use domain::deals::party::Side;
use domain::id::AchievementId;
use domain::people::organisation::OrganisationKind;
use domain::people::user::Actor;
use index::Query;
use intake::File;
use market::catalogue::attachment::{Tier, Upload};
use market::catalogue::import::Tally;
use serde_json::json;

use crate::harness::{
    Once, World, on_each_database, person, refusal, request, searching_on_each_database,
};

fn input(title: &str) -> AchievementInput {
    AchievementInput {
        title: title.into(),
        summary: "一句话".into(),
        field: "新材料".into(),
        maturity: Some(Maturity::trl(6)),
        modes: vec![TransferMode::Licence],
        contact_name: "示例联系人".into(),
        contact: "0350-1234567".into(),
        ..AchievementInput::default()
    }
}

fn pdf(name: &str) -> Upload {
    Upload {
        name: name.into(),
        content: format!("%PDF-1.7 {name}").into_bytes().into(),
    }
}

/// An identifier and the version of its row, as its owner sees it now.
async fn version(world: &World, id: &AchievementId) -> i64 {
    world
        .market
        .achievement(Some(&world.seller), id)
        .await
        .unwrap()
        .version
}

async fn edited(world: &World, id: &AchievementId, title: &str) {
    world
        .market
        .edit_achievement(&world.seller, id, version(world, id).await, input(title))
        .await
        .unwrap();
}

async fn title_for(world: &World, actor: Option<&Actor>, id: &AchievementId) -> String {
    world
        .market
        .achievement(actor, id)
        .await
        .unwrap()
        .listing
        .title
}

#[tokio::test]
async fn whom_to_ask_is_told_to_whoever_is_signed_in_and_why_it_was_withdrawn_to_nobody_else() {
    on_each_database(async |world| {
        let market = &world.market;
        let (id, _) = world.requested().await;
        let stranger = market.achievement(None, &id).await.unwrap();
        assert_eq!(
            (
                stranger.listing.contact_name.as_str(),
                stranger.listing.contact.as_str()
            ),
            ("", "")
        );
        let signed_in = market
            .achievement(Some(&world.stranger), &id)
            .await
            .unwrap();
        assert_eq!(signed_in.listing.contact, "0350-1234567");
        market
            .withdraw_achievement(&world.seller, &id, version(world, &id).await, "已独占许可")
            .await
            .unwrap();
        assert_eq!(
            market
                .achievement(Some(&world.buyer), &id)
                .await
                .unwrap()
                .reason,
            ""
        );
        assert_eq!(
            market
                .achievement(Some(&world.bureau), &id)
                .await
                .unwrap()
                .reason,
            "已独占许可"
        );
    })
    .await;
}

#[tokio::test]
async fn a_published_listing_stays_as_it_was_approved_until_its_edit_is_reviewed() {
    searching_on_each_database(async |world| {
        let market = &world.market;
        let (id, request) = world.requested().await;
        let deal = market
            .accept_licence_request(&world.seller, &request, 1, &Once::default())
            .await
            .unwrap();
        let note = "示例引荐说明".to_owned();
        let introduced = IntroductionInput {
            achievement: id.to_string(),
            buyer: world.stranger.organisation.to_string(),
            note,
        };
        market
            .introduce(&world.broker, introduced, &Once::default())
            .await
            .unwrap();
        edited(world, &id, "未审标题").await;
        market.index_new_events().await.unwrap();

        // Everybody else, on every way to it, meets what was approved.
        for actor in [
            None,
            Some(&world.buyer),
            Some(&world.broker),
            Some(&world.stranger),
        ] {
            let seen = market.achievement(actor, &id).await.unwrap();
            assert_eq!(
                (seen.listing.title.as_str(), seen.state, seen.revision),
                ("余热回收", State::Published, None)
            );
        }
        let (requests, _) = market
            .licence_requests(&world.buyer, Side::Buyer, None, "", 9)
            .await
            .unwrap();
        let (introductions, _) = market
            .introductions(&world.broker, None, "", 9)
            .await
            .unwrap();
        let waiting = market.waiting(&world.buyer).await.unwrap();
        let titles = [
            requests[0].achievement_title.clone(),
            introductions[0].achievement_title.clone(),
            market
                .deal(&world.buyer, &deal)
                .await
                .unwrap()
                .summary
                .achievement_title,
            waiting
                .for_me
                .iter()
                .chain(&waiting.for_others)
                .next()
                .unwrap()
                .title
                .clone(),
        ];
        assert!(titles.iter().all(|title| title == "余热回收"), "{titles:?}");
        let found = async |text: &str| {
            market
                .search(Query::new(text, domain::Timestamp::now()))
                .await
                .unwrap()
                .total
        };
        assert_eq!((found("余热回收").await, found("未审标题").await), (1, 0));
        assert_eq!(market.suggest("未审", 8).await.unwrap(), []);

        // The owner and the reviewer see both, and what differs.
        let reviewed = market.achievement(Some(&world.bureau), &id).await.unwrap();
        assert_eq!(reviewed.standing().revision, Some(RevisionState::Submitted));
        let changes: Vec<_> = reviewed
            .changes()
            .into_iter()
            .map(|change| (change.field, change.old, change.new))
            .collect();
        assert_eq!(
            changes,
            [("title", "余热回收".to_owned(), "未审标题".to_owned())]
        );
        let (queue, waiting) = market.review_queue(&world.bureau, "", 9).await.unwrap();
        assert_eq!(
            (queue[0].achievement.working().title.as_str(), waiting),
            ("未审标题", 1)
        );

        // Returned, it leaves the published version as it was; published, it takes its place.
        market
            .return_achievement(&world.bureau, &id, reviewed.version, "标题与内容不符")
            .await
            .unwrap();
        let returned = market.achievement(Some(&world.seller), &id).await.unwrap();
        let revision = returned.revision.as_ref().unwrap();
        assert_eq!(
            (returned.state, revision.reason.as_str()),
            (State::Published, "标题与内容不符")
        );
        let waiting = market.waiting(&world.seller).await.unwrap();
        assert!(
            waiting
                .for_me
                .iter()
                .any(|item| item.title == "未审标题" && item.what.contains("标题与内容不符")),
            "{waiting:?}"
        );
        edited(world, &id, "余热深度回收").await;
        market
            .publish_achievement(&world.bureau, &id, version(world, &id).await)
            .await
            .unwrap();
        market.index_new_events().await.unwrap();
        assert_eq!(title_for(world, None, &id).await, "余热深度回收");
        assert_eq!(
            (
                found("余热深度").await,
                market.review_queue(&world.bureau, "", 9).await.unwrap().1
            ),
            (1, 0)
        );
        assert_eq!(
            market
                .deal(&world.buyer, &deal)
                .await
                .unwrap()
                .summary
                .achievement_title,
            "余热深度回收"
        );
    })
    .await;
}

#[tokio::test]
async fn an_edit_is_given_up_without_a_trace_in_what_is_published() {
    on_each_database(async |world| {
        let market = &world.market;
        let id = world.published("余热回收").await;
        let discard = market
            .discard_revision(&world.seller, &id, version(world, &id).await)
            .await;
        assert_eq!(refusal(discard), "refused", "there is none yet");
        edited(world, &id, "改错了").await;
        let forbidden = market
            .discard_revision(&world.stranger, &id, version(world, &id).await)
            .await;
        assert_eq!(refusal(forbidden), "forbidden");
        market
            .discard_revision(&world.seller, &id, version(world, &id).await)
            .await
            .unwrap();
        let left = market.achievement(Some(&world.seller), &id).await.unwrap();
        assert_eq!(
            (left.listing.title.as_str(), left.revision, left.state),
            ("余热回收", None, State::Published)
        );
        assert_eq!(
            market.review_queue(&world.bureau, "", 9).await.unwrap().1,
            0
        );
    })
    .await;
}

#[tokio::test]
async fn a_withdrawn_listing_stays_readable_for_those_whose_business_rests_on_it() {
    on_each_database(async |world| {
        let market = &world.market;
        let (id, deal) = world.opened().await;
        edited(world, &id, "未审标题").await;
        market
            .withdraw_achievement(&world.seller, &id, version(world, &id).await, "已独占许可")
            .await
            .unwrap();
        let agency = person(market, "示例登记机构", OrganisationKind::RegistrationAgency).await;
        for stranger in [
            None,
            Some(&world.stranger),
            Some(&world.broker),
            Some(&agency),
        ] {
            assert_eq!(
                refusal(market.achievement(stranger, &id).await),
                "not found"
            );
        }
        let seen = market.achievement(Some(&world.buyer), &id).await.unwrap();
        assert_eq!(
            (seen.listing.title.as_str(), seen.state, seen.revision),
            ("余热回收", State::Withdrawn, None)
        );
        assert_eq!(
            market
                .deal(&world.buyer, &deal)
                .await
                .unwrap()
                .summary
                .achievement_title,
            "余热回收"
        );
        assert!(
            !market
                .chain(&world.buyer, market::desk::chain::ChainOf::Deal(&deal))
                .await
                .unwrap()
                .is_empty()
        );
        assert_eq!(
            refusal(
                market
                    .request_licence(&world.buyer, &id, request(), &Once::default())
                    .await
            ),
            "refused"
        );

        // The withdrawn edit waits for nobody; edited on and handed in again, it is still the approved version that shows.
        let own = market.achievement(Some(&world.seller), &id).await.unwrap();
        assert_eq!(
            (own.standing().revision, own.waits_since),
            (Some(RevisionState::Draft), None)
        );
        edited(world, &id, "改后标题").await;
        market
            .submit_achievement(&world.seller, &id, version(world, &id).await)
            .await
            .unwrap();
        assert_eq!(title_for(world, Some(&world.buyer), &id).await, "余热回收");
        market
            .publish_achievement(&world.bureau, &id, version(world, &id).await)
            .await
            .unwrap();
        assert_eq!(title_for(world, None, &id).await, "改后标题");
    })
    .await;
}

#[tokio::test]
async fn a_new_file_on_a_published_listing_is_reviewed_first() {
    on_each_database(async |world| {
        let market = &world.market;
        let (id, _) = world.opened().await;
        let before = version(world, &id).await;
        let file = market
            .attach_to_achievement(
                &world.seller,
                &id,
                Tier::Public,
                pdf("说明书.pdf"),
                &Once::default(),
            )
            .await
            .unwrap();
        let secret = market
            .attach_to_achievement(
                &world.seller,
                &id,
                Tier::Parties,
                pdf("参数.pdf"),
                &Once::default(),
            )
            .await
            .unwrap();
        for actor in [None, Some(&world.buyer), Some(&world.stranger)] {
            assert_eq!(
                market.achievement_files(actor, &id).await.unwrap(),
                [],
                "{actor:?}"
            );
            assert_eq!(
                refusal(market.achievement_file(actor, &id, &file).await.map(|_| ())),
                "not found"
            );
        }
        assert_eq!(
            market
                .achievement_files(Some(&world.bureau), &id)
                .await
                .unwrap()
                .len(),
            2
        );
        let early = market.publish_achievement(&world.bureau, &id, before).await;
        assert_eq!(
            refusal(early),
            "stale",
            "a reviewer who has not seen the file decides anew"
        );
        market
            .return_achievement(
                &world.bureau,
                &id,
                version(world, &id).await,
                "请换成清晰的扫描件",
            )
            .await
            .unwrap();
        assert_eq!(market.achievement_files(None, &id).await.unwrap(), []);
        market
            .submit_achievement(&world.seller, &id, version(world, &id).await)
            .await
            .unwrap();
        market
            .publish_achievement(&world.bureau, &id, version(world, &id).await)
            .await
            .unwrap();
        let public: Vec<_> = market
            .achievement_files(None, &id)
            .await
            .unwrap()
            .into_iter()
            .map(|file| file.name)
            .collect();
        assert_eq!(public, ["说明书.pdf"]);
        assert_eq!(
            market
                .achievement_file(Some(&world.buyer), &id, &secret)
                .await
                .unwrap()
                .name,
            "参数.pdf"
        );

        // Given up, the edit takes its new files with it.
        market
            .attach_to_achievement(
                &world.seller,
                &id,
                Tier::Public,
                pdf("误传.pdf"),
                &Once::default(),
            )
            .await
            .unwrap();
        market
            .discard_revision(&world.seller, &id, version(world, &id).await)
            .await
            .unwrap();
        assert_eq!(
            market
                .achievement_files(Some(&world.seller), &id)
                .await
                .unwrap()
                .len(),
            2
        );
    })
    .await;
}

#[tokio::test]
async fn what_waits_longest_for_review_comes_first_whichever_was_listed_first() {
    on_each_database(async |world| {
        let market = &world.market;
        let old = world.published("先登记的成果").await;
        let new = market
            .create_achievement(&world.seller, input("后登记的成果"), &Once::default())
            .await
            .unwrap();
        let now = domain::Timestamp::now();
        market.set_clock(Some(now.plus_days(1)));
        market
            .submit_achievement(&world.seller, &new, 1)
            .await
            .unwrap();
        market.set_clock(Some(now.plus_days(2)));
        edited(world, &old, "先登记的成果（改）").await;
        market.set_clock(Some(now.plus_days(3)));
        edited(world, &new, "后登记的成果（补）").await;
        let (first, count) = market.review_queue(&world.bureau, "", 1).await.unwrap();
        assert_eq!(
            (&first[0].achievement.id, count),
            (&new, 2),
            "a later edit loses nobody the place"
        );
        let (second, _) = market
            .review_queue(
                &world.bureau,
                &market::catalogue::achievement::place(&first[0].achievement),
                9,
            )
            .await
            .unwrap();
        assert_eq!(
            second
                .iter()
                .map(|one| &one.achievement.id)
                .collect::<Vec<_>>(),
            [&old]
        );
        market.set_clock(None);
    })
    .await;
}

#[tokio::test]
async fn an_edit_cannot_take_the_number_of_another_listing() {
    on_each_database(async |world| {
        let market = &world.market;
        let numbered = |number: &str| AchievementInput {
            external_number: number.into(),
            ..input("有编号的成果")
        };
        market
            .create_achievement(&world.seller, numbered("甲-1"), &Once::default())
            .await
            .unwrap();
        let id = world.published("余热回收").await;
        let taken = market
            .edit_achievement(
                &world.seller,
                &id,
                version(world, &id).await,
                numbered("甲-1"),
            )
            .await;
        assert_eq!(refusal(taken), "invalid");
        market
            .edit_achievement(
                &world.seller,
                &id,
                version(world, &id).await,
                numbered("甲-2"),
            )
            .await
            .unwrap();
        assert_eq!(
            market.achievement(None, &id).await.unwrap().external_number,
            ""
        );
        market
            .publish_achievement(&world.bureau, &id, version(world, &id).await)
            .await
            .unwrap();
        assert_eq!(
            market.achievement(None, &id).await.unwrap().external_number,
            "甲-2"
        );
    })
    .await;
}

async fn imported(world: &World, title: &str, publish_as: State) -> Tally {
    let row = json!({
        "id": "甲-1", "title": title, "summary": "一句话", "field": "新材料", "maturity": { "scale": "trl", "level": 6 },
        "modes": ["licence"], "contact_name": "示例联系人", "contact": "0350-1234567",
    });
    let file = File::in_memory("成果.jsonl", row.to_string().into_bytes());
    world
        .market
        .import_file(&world.seller.organisation, file, publish_as, |_| {}, |_| {})
        .await
        .unwrap()
}

#[tokio::test]
async fn an_import_edits_what_is_published_beside_it_and_only_an_operator_publishes() {
    on_each_database(async |world| {
        let market = &world.market;
        assert_eq!(
            imported(world, "余热回收", State::Published).await.created,
            1
        );
        let (listings, _) = market
            .my_achievements(&world.seller, None, "", 9)
            .await
            .unwrap();
        let id = listings[0].id.clone();
        let own = async || market.achievement(Some(&world.seller), &id).await.unwrap();

        assert_eq!(
            imported(world, "余热深度回收", State::Draft).await.updated,
            1
        );
        assert_eq!(title_for(world, None, &id).await, "余热回收");
        assert_eq!(
            (
                own().await.standing().revision,
                own().await.working().title.as_str()
            ),
            (Some(RevisionState::Submitted), "余热深度回收")
        );
        assert_eq!(
            imported(world, "余热深度回收", State::Draft)
                .await
                .unchanged,
            1,
            "the same file again changes nothing"
        );

        assert_eq!(
            imported(world, "余热回收", State::Submitted).await.updated,
            1,
            "back to what is published"
        );
        assert_eq!(
            (own().await.revision, own().await.waits_since),
            (None, None)
        );

        imported(world, "余热再利用", State::Draft).await;
        assert_eq!(
            imported(world, "余热梯级利用", State::Published)
                .await
                .updated,
            1
        );
        assert_eq!(
            (
                title_for(world, None, &id).await.as_str(),
                own().await.revision
            ),
            ("余热梯级利用", None)
        );
        assert_eq!(
            market
                .my_achievements(&world.seller, None, "", 9)
                .await
                .unwrap()
                .1
                .of(None),
            1
        );
    })
    .await;
}
