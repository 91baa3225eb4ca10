//! Who comes in, for how long, with which password; and who was refused.

use domain::Timestamp;
use domain::people::organisation::{OrganisationInput, OrganisationKind};
use domain::people::user::{Actor, Role, UserInput};
use market::Error;
use market::people::refusal::RefusalKind;
use market::people::session::{BROWSER_DAYS_AT_MOST, Holder, Opened};

use crate::harness::{Once, World, on_each_database, refusal};

const PASSWORD: &str = "correct horse";

fn someone(login: &str) -> UserInput {
    UserInput {
        login: login.into(),
        name: "示例人员".into(),
        password: PASSWORD.into(),
    }
}

async fn sign_in(world: &World, login: &str, password: &str) -> market::Result<Opened> {
    world
        .market
        .sign_in(login, password, "示例浏览器", "192.0.2.7")
        .await
}

/// Whether a browser's secret still opens something.
async fn opens(world: &World, opened: &Opened) -> bool {
    world
        .market
        .who(&opened.secret, Holder::Browser)
        .await
        .unwrap()
        .is_some()
}

#[tokio::test]
async fn a_session_ends_after_thirty_days_however_much_it_is_used() {
    on_each_database(async |world| {
        let market = &world.market;
        market
            .add_member(
                None,
                &world.seller.organisation,
                someone("long.in"),
                Role::Member,
            )
            .await
            .unwrap();
        let begun = Timestamp::now();
        market.set_clock(Some(begun));
        let opened = sign_in(world, "long.in", PASSWORD).await.unwrap();
        for day in (5..BROWSER_DAYS_AT_MOST).step_by(5) {
            market.set_clock(Some(begun.plus_days(day)));
            assert!(opens(world, &opened).await, "day {day}");
        }
        market.set_clock(Some(begun.plus_days(BROWSER_DAYS_AT_MOST)));
        assert!(!opens(world, &opened).await);
        let rested = sign_in(world, "long.in", PASSWORD).await.unwrap();
        market.set_clock(Some(begun.plus_days(BROWSER_DAYS_AT_MOST + 15)));
        assert!(
            !opens(world, &rested).await,
            "and after fourteen without use"
        );
        market.set_clock(None);
    })
    .await;
}

#[tokio::test]
async fn a_new_sign_in_ends_the_old_session_of_the_browser_and_one_can_end_them_all() {
    on_each_database(async |world| {
        let market = &world.market;
        market
            .add_member(
                None,
                &world.seller.organisation,
                someone("often.in"),
                Role::Member,
            )
            .await
            .unwrap();
        let (old, elsewhere) = (
            sign_in(world, "often.in", PASSWORD).await.unwrap(),
            sign_in(world, "often.in", PASSWORD).await.unwrap(),
        );
        market.end_replaced(&old.secret).await.unwrap();
        market.end_replaced("jq_nobody").await.unwrap();
        assert_eq!(
            (opens(world, &old).await, opens(world, &elsewhere).await),
            (false, true)
        );
        let token = market
            .issue_token(&elsewhere.actor, &elsewhere.session, "每日同步", 1)
            .await
            .unwrap();
        market.sign_out_everywhere(&elsewhere.actor).await.unwrap();
        assert!(!opens(world, &elsewhere).await);
        assert!(
            market
                .who(&token.secret, Holder::Program)
                .await
                .unwrap()
                .is_none()
        );
    })
    .await;
}

#[tokio::test]
async fn a_token_issues_no_token_and_its_last_use_is_true() {
    on_each_database(async |world| {
        let market = &world.market;
        market
            .add_member(
                None,
                &world.seller.organisation,
                someone("by.token"),
                Role::Manager,
            )
            .await
            .unwrap();
        let opened = sign_in(world, "by.token", PASSWORD).await.unwrap();
        let token = market
            .issue_token(&opened.actor, &opened.session, "每日同步", 30)
            .await
            .unwrap();
        assert_eq!(
            refusal(
                market
                    .issue_token(&token.actor, &token.session, "再来一个", 30)
                    .await
                    .map(|_| ())
            ),
            "forbidden"
        );
        assert_eq!(
            refusal(
                market
                    .act_for(&token.actor, &token.session, &world.seller.organisation)
                    .await
            ),
            "forbidden"
        );
        let used = Timestamp::now().plus_days(1);
        market.set_clock(Some(used));
        assert!(
            market
                .who(&token.secret, Holder::Program)
                .await
                .unwrap()
                .is_some()
        );
        let (_, tokens) = market.my_sessions(&opened.actor).await.unwrap();
        assert_eq!(tokens[0].last_seen_at, used);
        assert_eq!(
            tokens[0].expires_at,
            tokens[0].created_at.plus_days(30),
            "use does not prolong it"
        );
        market.set_clock(None);
    })
    .await;
}

#[tokio::test]
async fn a_password_that_another_set_is_changed_at_first_use() {
    on_each_database(async |world| {
        let market = &world.market;
        for (login, password) in [
            ("new.one", "password1"),
            ("new.one", "xx-new.one-xx"),
            ("new.one", "short"),
        ] {
            let weak = UserInput {
                password: password.into(),
                ..someone(login)
            };
            assert_eq!(
                refusal(
                    market
                        .add_member(
                            Some(&world.seller),
                            &world.seller.organisation,
                            weak,
                            Role::Member
                        )
                        .await
                ),
                "invalid"
            );
        }
        market
            .add_member(
                Some(&world.seller),
                &world.seller.organisation,
                someone("new.one"),
                Role::Member,
            )
            .await
            .unwrap();
        let opened = sign_in(world, "new.one", PASSWORD).await.unwrap();
        let must = async || {
            market
                .who(&opened.secret, Holder::Browser)
                .await
                .unwrap()
                .unwrap()
                .must_change_password
        };
        assert!(must().await);
        let change = async |new: &str| {
            market
                .change_password(&opened.actor, &opened.session, "", new)
                .await
        };
        assert_eq!(
            refusal(change(PASSWORD).await),
            "invalid",
            "the same is no change"
        );
        assert_eq!(refusal(change("iloveyou1").await), "invalid");
        change("quite another horse").await.unwrap();
        assert!(!must().await);
        assert_eq!(
            refusal(change("a third horse").await),
            "invalid",
            "from now on the old one is asked for"
        );
        let itself = sign_in(world, "person.unknown", PASSWORD).await;
        assert_eq!(refusal(itself.map(|_| ())), "invalid");
    })
    .await;
}

#[tokio::test]
async fn a_password_that_an_operator_set_is_changed_at_first_use_unless_its_owner_typed_it() {
    on_each_database(async |world| {
        let market = &world.market;
        let must = async |login: &str| {
            let opened = sign_in(world, login, PASSWORD).await.unwrap();
            market
                .who(&opened.secret, Holder::Browser)
                .await
                .unwrap()
                .unwrap()
                .must_change_password
        };
        for (login, must_change) in [("typed.for", true), ("typed.it", false)] {
            market
                .add_member_by_operator(
                    &world.seller.organisation,
                    someone(login),
                    Role::Member,
                    must_change,
                )
                .await
                .unwrap();
            assert_eq!(must(login).await, must_change, "{login}");
            for again in [!must_change, must_change] {
                market.reset_password(login, PASSWORD, again).await.unwrap();
                assert_eq!(must(login).await, again, "{login}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_manager_gives_a_member_a_password_that_lets_in_once() {
    on_each_database(async |world| {
        let (market, at) = (&world.market, &world.seller.organisation);
        let member = market
            .add_member(None, at, someone("forgot.it"), Role::Member)
            .await
            .unwrap();
        let before = sign_in(world, "forgot.it", PASSWORD).await.unwrap();
        assert_eq!(
            refusal(
                market
                    .reset_member_password(&before.actor, at, &member)
                    .await
            ),
            "forbidden"
        );
        assert_eq!(
            refusal(
                market
                    .reset_member_password(&world.bureau, at, &member)
                    .await
            ),
            "forbidden"
        );
        assert_eq!(
            refusal(
                market
                    .reset_member_password(&world.seller, at, &world.buyer.user)
                    .await
            ),
            "not found"
        );
        assert_eq!(
            refusal(
                market
                    .reset_member_password(&world.seller, at, &world.seller.user)
                    .await
            ),
            "refused"
        );
        let code = market
            .reset_member_password(&world.seller, at, &member)
            .await
            .unwrap();
        assert!(!opens(world, &before).await);
        assert_eq!(
            refusal(sign_in(world, "forgot.it", PASSWORD).await.map(|_| ())),
            "invalid"
        );
        let opened = sign_in(world, "forgot.it", &code).await.unwrap();
        assert!(
            market
                .who(&opened.secret, Holder::Browser)
                .await
                .unwrap()
                .unwrap()
                .must_change_password
        );
        assert_eq!(
            refusal(sign_in(world, "forgot.it", &code).await.map(|_| ())),
            "refused",
            "once"
        );
        market
            .change_password(&opened.actor, &opened.session, "", "quite another horse")
            .await
            .unwrap();
        sign_in(world, "forgot.it", "quite another horse")
            .await
            .unwrap();

        let late = market
            .reset_member_password(&world.seller, at, &member)
            .await
            .unwrap();
        market.set_clock(Some(Timestamp::now().plus_days(1)));
        assert_eq!(
            refusal(sign_in(world, "forgot.it", &late).await.map(|_| ())),
            "refused",
            "it ended"
        );
        market.set_clock(None);
    })
    .await;
}

/// A person who is a member of the seller and of the buyer.
async fn of_two(world: &World, login: &str) -> Actor {
    let user = world
        .market
        .add_member(
            None,
            &world.seller.organisation,
            someone(login),
            Role::Member,
        )
        .await
        .unwrap();
    let mut work = world.market.begin(None).await.unwrap();
    let at = work.at.plus_days(1);
    store::people::user::join(
        &mut work.tx,
        &user,
        &world.buyer.organisation,
        Role::Member,
        at,
    )
    .await
    .unwrap();
    work.tx.commit().await.unwrap();
    Actor {
        user,
        role: Role::Member,
        ..world.seller.clone()
    }
}

#[tokio::test]
async fn who_is_stopped_in_one_organisation_goes_on_in_the_other() {
    on_each_database(async |world| {
        let market = &world.market;
        let both = of_two(world, "in.both").await;
        let (here, there) = (
            sign_in(world, "in.both", PASSWORD).await.unwrap(),
            sign_in(world, "in.both", PASSWORD).await.unwrap(),
        );
        market
            .act_for(&there.actor, &there.session, &world.buyer.organisation)
            .await
            .unwrap();
        assert_eq!(
            refusal(
                market
                    .reset_member_password(&world.seller, &world.seller.organisation, &both.user)
                    .await
            ),
            "refused"
        );

        market
            .set_member_active(&world.seller, &world.seller.organisation, &both.user, false)
            .await
            .unwrap();
        assert_eq!(
            (opens(world, &here).await, opens(world, &there).await),
            (false, true)
        );
        let again = sign_in(world, "in.both", PASSWORD).await.unwrap();
        assert_eq!(again.actor.organisation, world.buyer.organisation);
        assert_eq!(
            refusal(
                market
                    .act_for(&again.actor, &again.session, &world.seller.organisation)
                    .await
            ),
            "not found"
        );
        let mine = market.my_memberships(&again.actor).await.unwrap();
        assert_eq!(
            mine.iter().map(|one| &one.organisation).collect::<Vec<_>>(),
            [&world.buyer.organisation]
        );
        market
            .set_member_active(&world.buyer, &world.buyer.organisation, &both.user, false)
            .await
            .unwrap();
        assert_eq!(
            refusal(sign_in(world, "in.both", PASSWORD).await.map(|_| ())),
            "refused"
        );
        market
            .set_member_active(&world.seller, &world.seller.organisation, &both.user, true)
            .await
            .unwrap();
        assert_eq!(
            sign_in(world, "in.both", PASSWORD)
                .await
                .unwrap()
                .actor
                .organisation,
            world.seller.organisation
        );
    })
    .await;
}

#[tokio::test]
async fn refusals_are_counted_for_the_bureau_and_the_manager_concerned_and_nothing_typed_is_kept() {
    on_each_database(async |world| {
        let market = &world.market;
        let user = market
            .add_member(
                None,
                &world.seller.organisation,
                someone("tries.much"),
                Role::Member,
            )
            .await
            .unwrap();
        for _ in 0..3 {
            sign_in(world, "tries.much", "not the horse")
                .await
                .map(|_| ())
                .unwrap_err();
        }
        for typed in ["my secret password", "another secret"] {
            sign_in(world, typed, "not the horse")
                .await
                .map(|_| ())
                .unwrap_err();
        }
        market.note_forbidden(&world.seller).await;
        // Whoever finds an open session and tries for its password is seen too.
        let opened = sign_in(world, "tries.much", PASSWORD).await.unwrap();
        market
            .change_password(
                &opened.actor,
                &opened.session,
                "not the horse",
                "quite another horse",
            )
            .await
            .unwrap_err();
        let told = async |actor: &Actor| {
            let all = market
                .refusals_at(actor, &actor.organisation, 50)
                .await
                .unwrap();
            let mut all: Vec<_> = all
                .into_iter()
                .map(|view| (view.counted.login, view.kind, view.counted.times))
                .collect();
            all.sort_by_key(|(_, _, times)| -times);
            all
        };
        let seen = told(&world.seller).await;
        assert_eq!(
            seen[0],
            ("tries.much".into(), Some(RefusalKind::WrongPassword), 4)
        );
        assert_eq!((seen[1].1, seen.len()), (Some(RefusalKind::Forbidden), 2));
        assert_eq!(told(&world.buyer).await, []);
        let all = market.refusals(&world.bureau, 50).await.unwrap();
        let unknown: Vec<_> = all
            .iter()
            .filter(|view| view.counted.user.is_empty())
            .collect();
        assert_eq!((unknown.len(), unknown[0].counted.times), (1, 2));
        assert!(!format!("{all:?}").contains("secret"));
        assert_eq!(
            refusal(market.refusals(&world.seller, 50).await),
            "forbidden"
        );
        let member = Actor {
            user,
            role: Role::Member,
            ..world.seller.clone()
        };
        assert_eq!(
            refusal(
                market
                    .refusals_at(&member, &world.seller.organisation, 50)
                    .await
            ),
            "forbidden"
        );
        assert_eq!(
            refusal(
                market
                    .refusals_at(&world.buyer, &world.seller.organisation, 50)
                    .await
            ),
            "forbidden"
        );
    })
    .await;
}

#[tokio::test]
async fn the_last_sign_in_is_a_sign_in() {
    on_each_database(async |world| {
        let market = &world.market;
        market
            .add_member(
                None,
                &world.seller.organisation,
                someone("rarely.in"),
                Role::Member,
            )
            .await
            .unwrap();
        let last = async || {
            let members = market
                .members(&world.seller, &world.seller.organisation)
                .await
                .unwrap();
            members
                .into_iter()
                .find(|member| member.login == "rarely.in")
                .unwrap()
                .last_sign_in_at
        };
        assert_eq!(last().await, None);
        let moment = Timestamp::now().plus_days(2);
        market.set_clock(Some(moment));
        sign_in(world, "rarely.in", PASSWORD).await.unwrap();
        market.set_clock(None);
        assert_eq!(last().await, Some(moment));
    })
    .await;
}

#[tokio::test]
async fn an_organisation_and_its_first_account_are_made_together_or_not_at_all() {
    on_each_database(async |world| {
        let market = &world.market;
        let input = OrganisationInput {
            name: "示例新设有限公司".into(),
            kind: OrganisationKind::Enterprise,
            credit_code: "91140902MA00003650".into(),
            division_code: "140902".into(),
            ..OrganisationInput::default()
        };
        let code = domain::people::code::CreditCode::parse(&input.credit_code).unwrap();
        let make = async |input: &OrganisationInput, manager| {
            market
                .create_organisation_with_manager(
                    &world.bureau,
                    input.clone(),
                    manager,
                    &Once::default(),
                )
                .await
        };
        market
            .add_member(
                None,
                &world.seller.organisation,
                someone("taken.login"),
                Role::Member,
            )
            .await
            .unwrap();
        let Err(Error::Invalid(errors)) = make(&input, someone("taken.login")).await else {
            panic!("the login is taken")
        };
        assert_eq!(errors[0].field, "manager/login");
        assert!(
            market
                .organisation_by_credit_code(&code)
                .await
                .unwrap()
                .is_none(),
            "neither is there"
        );
        let nameless = OrganisationInput {
            name: String::new(),
            ..input.clone()
        };
        let weak = UserInput {
            password: "12345678".into(),
            ..someone("first.manager")
        };
        let Err(Error::Invalid(errors)) = make(&nameless, weak).await else {
            panic!("two things are wrong")
        };
        assert_eq!(
            errors
                .iter()
                .map(|error| error.field.as_str())
                .collect::<Vec<_>>(),
            ["name", "manager/password"]
        );
        let id = make(&input, someone("first.manager")).await.unwrap();
        let members = market.members(&world.bureau, &id).await.unwrap();
        assert_eq!(
            (members.len(), members[0].login.as_str(), members[0].role),
            (1, "first.manager", Role::Manager)
        );
        let by_seller = market
            .create_organisation_with_manager(
                &world.seller,
                input,
                someone("x.y.z"),
                &Once::default(),
            )
            .await;
        assert_eq!(refusal(by_seller), "forbidden");
    })
    .await;
}
