//! Many requests at the same moment: a bound on how many there may be holds, and what may be done once is done once.

use domain::catalogue::saved_search::{EACH_AT_MOST, SavedSearchInput};
use domain::people::user::{Actor, Role, UserInput};
use market::Market;
use market::catalogue::attachment::{FILES_AT_MOST, Tier, Upload};

use crate::harness::{Once, at_once, done, on_each_database};

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn an_organisation_gets_one_first_account_however_many_are_appointed_at_once() {
    on_each_database(async |world| {
        let input = domain::people::organisation::OrganisationInput {
            name: "示例新单位".into(),
            kind: domain::people::organisation::OrganisationKind::Enterprise,
            credit_code: "91140902MADEM7777X".into(),
            credit_code_confirmed: true,
            division_code: "140902".into(),
            ..Default::default()
        };
        let organisation = world
            .market
            .create_organisation(Some(&world.bureau), input, &Once::default())
            .await
            .unwrap();
        let outcomes = at_once(&world.market, 8, |market, number| {
            let (bureau, organisation) = (world.bureau.clone(), organisation.clone());
            let user = UserInput {
                login: format!("first{number}"),
                name: "示例经办人".into(),
                password: "correct horse".into(),
            };
            async move {
                market
                    .add_member(Some(&bureau), &organisation, user, Role::Manager)
                    .await
            }
        })
        .await;
        assert_eq!(done(&outcomes), 1, "{outcomes:?}");
        assert_eq!(
            world
                .market
                .members(&world.bureau, &organisation)
                .await
                .unwrap()
                .len(),
            1
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn files_are_bounded_however_many_are_sent_at_once() {
    on_each_database(async |world| {
        let (achievement, deal) = world.opened().await;
        let upload = |number: usize| Upload {
            name: format!("说明{number}.pdf"),
            content: format!("%PDF-1.4 {number}").into_bytes().into(),
        };
        let of_achievement = at_once(&world.market, FILES_AT_MOST + 12, |market, number| {
            let (seller, achievement) = (world.seller.clone(), achievement.clone());
            async move {
                market
                    .attach_to_achievement(
                        &seller,
                        &achievement,
                        Tier::Public,
                        upload(number),
                        &Once::default(),
                    )
                    .await
            }
        })
        .await;
        assert_eq!(done(&of_achievement), FILES_AT_MOST);
        let of_deal = at_once(&world.market, FILES_AT_MOST + 12, |market, number| {
            let (buyer, deal) = (world.buyer.clone(), deal.clone());
            async move { market.attach_to_deal(&buyer, &deal, upload(number)).await }
        })
        .await;
        assert_eq!(done(&of_deal), FILES_AT_MOST);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn saved_searches_are_bounded_however_many_are_saved_at_once_and_the_same_one_is_saved_once()
{
    on_each_database(async |world| {
        let most = usize::try_from(EACH_AT_MOST).unwrap();
        let save = |text: String| {
            let buyer = world.buyer.clone();
            move |market: Market| async move {
                market
                    .save_search(
                        &buyer,
                        SavedSearchInput {
                            text,
                            ..SavedSearchInput::default()
                        },
                    )
                    .await
            }
        };
        let same = at_once(&world.market, 8, |market, _| {
            save("碳化硅".into())(market)
        })
        .await;
        assert_eq!(done(&same), 8, "{same:?}");
        let outcomes = at_once(&world.market, most + 10, |market, number| {
            save(format!("石墨烯{number}"))(market)
        })
        .await;
        assert_eq!(done(&outcomes), most - 1, "one is there already");
        assert_eq!(
            world
                .market
                .saved_searches(&world.buyer, "", 99)
                .await
                .unwrap()
                .1,
            EACH_AT_MOST
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_imports_of_one_list_at_once_make_each_listing_once() {
    on_each_database(async |world| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("list.csv");
        let rows: String = (0..200)
            .map(|number| format!("示例成果第{number}号,一句话{number}\n"))
            .collect();
        std::fs::write(&path, format!("成果名称,成果简介\n{rows}")).unwrap();
        let outcomes = at_once(&world.market, 4, |market, _| {
            let (organisation, file) = (world.seller.organisation.clone(), intake::File::at(&path));
            async move {
                market
                    .import_file(
                        &organisation,
                        file,
                        domain::catalogue::achievement::State::Draft,
                        |_| {},
                        |_| {},
                    )
                    .await
            }
        })
        .await;
        let created: i64 = outcomes
            .iter()
            .map(|outcome| outcome.as_ref().unwrap().created)
            .sum();
        assert_eq!(created, 200, "{outcomes:?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_managers_who_stop_each_other_at_once_one_remains() {
    on_each_database(async |world| {
        let (market, first, organisation) =
            (&world.market, &world.seller, &world.seller.organisation);
        let user = UserInput {
            login: "second".into(),
            name: "示例经办人".into(),
            password: "correct horse".into(),
        };
        let second = Actor {
            user: market
                .add_member(Some(first), organisation, user, Role::Manager)
                .await
                .unwrap(),
            ..first.clone()
        };
        for _ in 0..5 {
            let outcomes = at_once(market, 2, |market, number| {
                let [actor, other] = if number == 0 {
                    [first, &second]
                } else {
                    [&second, first]
                };
                let (actor, other) = (actor.clone(), other.user.clone());
                async move {
                    market
                        .set_member_active(&actor, &actor.organisation, &other, false)
                        .await
                }
            })
            .await;
            assert_eq!(done(&outcomes), 1, "{outcomes:?}");
            let members = market.members(first, organisation).await.unwrap();
            let [remaining, stopped] = if members[0].active {
                [first, &second]
            } else {
                [&second, first]
            };
            market
                .set_member_active(remaining, organisation, &stopped.user, true)
                .await
                .unwrap();
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_password_is_changed_once_with_the_old_one() {
    on_each_database(async |world| {
        let session = domain::Id::from_uuid(uuid::Uuid::now_v7());
        let outcomes = at_once(&world.market, 3, |market, number| {
            let (buyer, session) = (world.buyer.clone(), session.clone());
            async move {
                market
                    .change_password(
                        &buyer,
                        &session,
                        "correct horse",
                        &format!("another horse {number}"),
                    )
                    .await
            }
        })
        .await;
        assert_eq!(done(&outcomes), 1, "{outcomes:?}");
    })
    .await;
}
