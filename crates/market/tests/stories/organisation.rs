//! Organisations and their people: found by what people know of them, and let in by those who may.

use domain::people::user::{Role, UserInput};

use crate::harness::{on_each_database, refusal};

#[tokio::test]
async fn an_organisation_is_found_by_part_of_its_name_and_by_its_code() {
    on_each_database(async |world| {
        let known = world
            .market
            .organisation(&world.seller.organisation)
            .await
            .expect("it is there");
        let name = &known.described.name;
        let part: String = name.chars().skip(1).collect();
        let found = |text: String| async move {
            world
                .market
                .find_organisations(&text, 100)
                .await
                .expect("found")
        };
        assert!(found(part).await.contains(&known));
        assert_eq!(
            found(known.described.credit_code.as_str().to_lowercase()).await,
            std::slice::from_ref(&known)
        );
        assert!(
            found("%".into()).await.is_empty(),
            "a pattern's sign stands for itself"
        );
        assert!(found("_".into()).await.is_empty());
        assert!(found("\\".into()).await.is_empty());
    })
    .await;
}

fn someone(login: &str) -> UserInput {
    UserInput {
        login: login.into(),
        name: "示例人员".into(),
        password: "correct horse".into(),
    }
}

#[tokio::test]
async fn the_bureau_appoints_nobody_where_somebody_is() {
    on_each_database(async |world| {
        let add = async |actor| {
            world
                .market
                .add_member(
                    Some(actor),
                    &world.seller.organisation,
                    someone("one.more"),
                    Role::Manager,
                )
                .await
        };
        assert_eq!(refusal(add(&world.bureau).await), "refused");
        add(&world.seller).await.expect("its manager may");
    })
    .await;
}

#[tokio::test]
async fn a_password_is_not_found_out_by_trying_many_at_once() {
    on_each_database(async |world| {
        let login = "guessed.at";
        world
            .market
            .add_member(
                None,
                &world.seller.organisation,
                someone(login),
                Role::Member,
            )
            .await
            .expect("added");
        let mut tries = tokio::task::JoinSet::new();
        for n in 0..12 {
            let market = world.market.clone();
            tries.spawn(async move {
                refusal(
                    market
                        .sign_in(login, &format!("guess {n}"), "", "192.0.2.1")
                        .await
                        .map(|_| ()),
                )
            });
        }
        let answers = tries.join_all().await;
        assert_eq!(
            answers
                .iter()
                .filter(|answer| **answer == "invalid")
                .count(),
            5,
            "{answers:?}"
        );
        assert_eq!(
            refusal(
                world
                    .market
                    .sign_in(login, "correct horse", "", "192.0.2.1")
                    .await
                    .map(|_| ())
            ),
            "too many"
        );
        // Whose login it is waits nowhere else for what others guess.
        world
            .market
            .sign_in(login, "correct horse", "", "192.0.2.2")
            .await
            .expect("signed in");
        // Others at the same address are let in.
        let neighbour = "sits.next.to";
        world
            .market
            .add_member(
                None,
                &world.seller.organisation,
                someone(neighbour),
                Role::Member,
            )
            .await
            .expect("added");
        world
            .market
            .sign_in(neighbour, "correct horse", "", "192.0.2.1")
            .await
            .expect("signed in");
    })
    .await;
}

#[tokio::test]
async fn wrong_passwords_behind_one_address_lock_nobody_out() {
    on_each_database(async |world| {
        world
            .market
            .add_member(
                None,
                &world.seller.organisation,
                someone("works.here"),
                Role::Member,
            )
            .await
            .expect("added");
        let (proxy, now) = ("192.0.2.9", domain::Timestamp::now());
        world.market.set_clock(Some(now));
        let wrong = async |n: u32| {
            refusal(
                world
                    .market
                    .sign_in(&format!("nobody.{n}"), "wrong", "", proxy)
                    .await
                    .map(|_| ()),
            )
        };
        let mut told = "invalid";
        for n in 0..60 {
            told = wrong(n).await;
        }
        assert_eq!(told, "too many");
        world
            .market
            .set_clock(Some(domain::Timestamp(now.0 + 1_000_000)));
        world
            .market
            .sign_in("works.here", "correct horse", "", proxy)
            .await
            .expect("signed in after a moment");
    })
    .await;
}

#[tokio::test]
async fn the_current_password_is_not_found_out_by_trying() {
    on_each_database(async |world| {
        world
            .market
            .add_member(
                None,
                &world.seller.organisation,
                someone("left.open"),
                Role::Member,
            )
            .await
            .expect("added");
        let opened = world
            .market
            .sign_in("left.open", "correct horse", "", "192.0.2.3")
            .await
            .expect("signed in");
        let change = async |old: &str| {
            world
                .market
                .change_password(&opened.actor, &opened.session, old, "another horse")
                .await
        };
        for _ in 0..5 {
            assert_eq!(refusal(change("wrong horse").await), "invalid");
        }
        assert_eq!(refusal(change("correct horse").await), "too many");
    })
    .await;
}
