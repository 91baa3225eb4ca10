//! What decides money and rights of an organisation: changed only by review, and never for contracts already signed.

use domain::Fen;
use domain::people::code::check_character;
use domain::people::organisation::{OrganisationInput, OrganisationKind, OrganisationUpdateInput};
use domain::people::organisation_change::{OrganisationChangeInput, State};
use domain::people::user::{Actor, Role, UserInput};
use market::desk::audit::Which;
use market::money::subsidy::EntitlementFilter;

use crate::harness::{Once, World, on_each_database, person, refusal};

const TAIYUAN: &str = "140105";
const XINFU: &str = "140902";

/// An enterprise outside the city, with its manager.
async fn outsider(world: &World) -> Actor {
    let first_17 = "91140105MADEM0099";
    let input = OrganisationInput {
        name: "示例外地有限公司".into(),
        kind: OrganisationKind::Enterprise,
        credit_code: format!("{first_17}{}", check_character(first_17)),
        division_code: TAIYUAN.into(),
        ..OrganisationInput::default()
    };
    let organisation = world
        .market
        .create_organisation(None, input, &Once::default())
        .await
        .unwrap();
    let user = UserInput {
        login: "outside.manager".into(),
        name: "示例人员".into(),
        password: "correct horse".into(),
    };
    let user = world
        .market
        .add_member(None, &organisation, user, Role::Manager)
        .await
        .unwrap();
    Actor {
        user,
        organisation,
        organisation_name: "示例外地有限公司".into(),
        division_code: TAIYUAN.into(),
        ..world.buyer.clone()
    }
}

fn moving(to: &str) -> OrganisationChangeInput {
    OrganisationChangeInput {
        division_code: Some(to.into()),
        reason: "迁址，营业执照已换发".into(),
        ..OrganisationChangeInput::default()
    }
}

async fn division_of(world: &World, actor: &Actor) -> String {
    world
        .market
        .organisation(&actor.organisation)
        .await
        .unwrap()
        .described
        .division_code
}

/// What `calculate` prints for the ledger as it is exported must be what the server computed, byte for byte.
async fn ledger_that_agrees(world: &World) -> String {
    let ledger = world.market.export_ledger(&world.bureau).await.unwrap();
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../policies/xinzhou-2020.toml"
    );
    let calculated = policy::calculate(
        path,
        &std::fs::read_to_string(path).unwrap(),
        ledger.as_bytes(),
    )
    .unwrap();
    assert_eq!(
        calculated,
        world.market.calculation(&world.bureau).await.unwrap()
    );
    ledger
}

#[tokio::test]
async fn an_enterprise_outside_the_city_cannot_make_itself_entitled() {
    on_each_database(async |world| {
        let (market, buyer) = (&world.market, outsider(world).await);
        let achievement = world.published("余热回收").await;
        let contract = world.registered_by(&buyer, &achievement, 1_000_000).await;
        world.verified(&buyer, &contract, 600_000).await;
        assert_eq!(world.entitled(&contract).await, Fen::ZERO);

        // Not by editing its page.
        let update = OrganisationUpdateInput {
            division_code: Some(XINFU.into()),
            ..OrganisationUpdateInput::default()
        };
        assert_eq!(
            refusal(
                market
                    .update_organisation(&buyer, &buyer.organisation, 1, update)
                    .await
            ),
            "invalid"
        );
        // Not by asking, and not by answering itself.
        let change = market
            .ask_organisation_change(&buyer, &buyer.organisation, moving(XINFU), &Once::default())
            .await
            .unwrap();
        assert_eq!(
            refusal(market.approve_organisation_change(&buyer, &change, 1).await),
            "forbidden"
        );
        assert_eq!(
            (
                division_of(world, &buyer).await.as_str(),
                world.entitled(&contract).await
            ),
            (TAIYUAN, Fen::ZERO)
        );
        // Not for what it signed before, even after the bureau saw that it moved.
        market
            .approve_organisation_change(&world.bureau, &change, 1)
            .await
            .unwrap();
        assert_eq!(
            (
                division_of(world, &buyer).await.as_str(),
                world.entitled(&contract).await
            ),
            (XINFU, Fen::ZERO)
        );
        let parties = market
            .contract(&buyer, &contract)
            .await
            .unwrap()
            .signed_parties;
        assert_eq!(
            parties
                .iter()
                .map(|party| party.identity.division_code.as_str())
                .collect::<Vec<_>>(),
            [XINFU, TAIYUAN]
        );
        let ledger = ledger_that_agrees(world).await;
        assert!(
            ledger.contains(TAIYUAN) && !ledger.contains("as_signed"),
            "one value is the plain format: {ledger}"
        );

        // What it signs from then on is signed by an enterprise of the city.
        let another = world.published("废渣制砖").await;
        let later = world.registered_by(&buyer, &another, 1_000_000).await;
        world.verified(&buyer, &later, 600_000).await;
        assert_eq!(
            (
                world.entitled(&later).await,
                world.entitled(&contract).await
            ),
            (Fen(1_800_000), Fen::ZERO)
        );
        assert!(ledger_that_agrees(world).await.contains("buyer_as_signed"));
        let mine = market
            .entitlements(&buyer, &EntitlementFilter::default(), "", 10)
            .await
            .unwrap();
        assert_eq!((mine.count, mine.total_entitled_fen), (2, Fen(1_800_000)));
    })
    .await;
}

#[tokio::test]
async fn who_leaves_the_city_keeps_what_was_signed_in_it() {
    on_each_database(async |world| {
        let achievement = world.published("余热回收").await;
        let contract = world
            .registered_by(&world.buyer, &achievement, 1_000_000)
            .await;
        world.verified(&world.buyer, &contract, 600_000).await;
        world
            .market
            .correct_organisation(&world.bureau, &world.buyer.organisation, 1, moving(TAIYUAN))
            .await
            .unwrap();
        assert_eq!(world.entitled(&contract).await, Fen(1_800_000));
        ledger_that_agrees(world).await;
    })
    .await;
}

#[tokio::test]
async fn a_change_waits_for_the_bureau_and_the_log_keeps_what_was_and_what_is() {
    on_each_database(async |world| {
        let (market, buyer) = (&world.market, outsider(world).await);
        let ask = async || {
            market
                .ask_organisation_change(
                    &buyer,
                    &buyer.organisation,
                    moving(XINFU),
                    &Once::default(),
                )
                .await
        };
        let change = ask().await.unwrap();
        assert_eq!(refusal(ask().await), "refused", "one at a time");
        let (queue, count) = market
            .organisation_change_queue(&world.bureau, "", 10)
            .await
            .unwrap();
        assert_eq!(
            (
                queue[0].change.id.clone(),
                queue[0].organisation_name.as_str(),
                count
            ),
            (change.clone(), "示例外地有限公司", 1)
        );
        let whats = async |actor| {
            let waiting = market.waiting(actor).await.unwrap();
            let told = |items: Vec<market::desk::waiting::WaitingItem>| {
                items.into_iter().map(|item| item.title).collect::<Vec<_>>()
            };
            (told(waiting.for_me), told(waiting.for_others))
        };
        assert!(
            whats(&world.bureau)
                .await
                .0
                .contains(&"1 项单位登记信息变更".to_owned())
        );
        assert!(
            whats(&buyer)
                .await
                .1
                .contains(&"本单位登记信息变更".to_owned())
        );

        assert_eq!(
            refusal(
                market
                    .refuse_organisation_change(&world.bureau, &change, 1, " ")
                    .await
            ),
            "invalid"
        );
        market
            .refuse_organisation_change(&world.bureau, &change, 1, "未附营业执照")
            .await
            .unwrap();
        assert_eq!(
            refusal(
                market
                    .approve_organisation_change(&world.bureau, &change, 1)
                    .await
            ),
            "refused",
            "decided once"
        );
        let seen = market.organisation_change(&buyer, &change).await.unwrap();
        assert_eq!(
            (seen.change.state, seen.change.answer.as_str()),
            (State::Refused, "未附营业执照")
        );
        let again = ask().await.unwrap();
        market
            .withdraw_organisation_change(&buyer, &again, 1)
            .await
            .unwrap();
        let last = ask().await.unwrap();
        market
            .approve_organisation_change(&world.bureau, &last, 1)
            .await
            .unwrap();
        let events = market
            .events(
                &world.bureau,
                i64::MAX,
                &Which::about(
                    domain::event::Noun::Organisation,
                    buyer.organisation.as_str(),
                ),
                50,
            )
            .await
            .unwrap();
        let kinds: Vec<&str> = events
            .iter()
            .map(|entry| entry.event.kind.as_str())
            .collect();
        assert_eq!(
            kinds,
            [
                "changed",
                "change_asked",
                "change_withdrawn",
                "change_asked",
                "change_refused",
                "change_asked",
                "created"
            ]
        );
        let payload: serde_json::Value = serde_json::from_str(&events[0].event.payload).unwrap();
        assert_eq!(
            (
                &payload["held"]["division_code"],
                &payload["wanted"]["division_code"]
            ),
            (&TAIYUAN.into(), &XINFU.into())
        );
    })
    .await;
}

#[tokio::test]
async fn nobody_decides_about_themselves() {
    on_each_database(async |world| {
        let (market, bureau) = (&world.market, &world.bureau);
        let own = market
            .ask_organisation_change(
                bureau,
                &bureau.organisation,
                moving("140981"),
                &Once::default(),
            )
            .await
            .unwrap();
        assert_eq!(
            refusal(market.approve_organisation_change(bureau, &own, 1).await),
            "refused",
            "who asked"
        );
        assert_eq!(
            refusal(
                market
                    .correct_organisation(bureau, &bureau.organisation, 1, moving("140981"))
                    .await
            ),
            "refused"
        );
        let second = UserInput {
            login: "bureau.second".into(),
            name: "示例人员".into(),
            password: "correct horse".into(),
        };
        let user = market
            .add_member(Some(bureau), &bureau.organisation, second, Role::Member)
            .await
            .unwrap();
        let second = Actor {
            user,
            role: Role::Member,
            ..bureau.clone()
        };
        market
            .approve_organisation_change(&second, &own, 1)
            .await
            .unwrap();

        // Somebody of the bureau who is also a member of the enterprise.
        let change = market
            .ask_organisation_change(
                &world.buyer,
                &world.buyer.organisation,
                moving("140981"),
                &Once::default(),
            )
            .await
            .unwrap();
        let mut work = market.begin(None).await.unwrap();
        let at = work.at;
        store::people::user::join(
            &mut work.tx,
            &second.user,
            &world.buyer.organisation,
            Role::Member,
            at,
        )
        .await
        .unwrap();
        work.tx.commit().await.unwrap();
        assert_eq!(
            refusal(
                market
                    .approve_organisation_change(&second, &change, 1)
                    .await
            ),
            "refused"
        );
        assert_eq!(
            refusal(
                market
                    .correct_organisation(&second, &world.buyer.organisation, 1, moving("140981"))
                    .await
            ),
            "refused"
        );
        // Others do not even learn that there is one.
        assert_eq!(
            refusal(
                market
                    .approve_organisation_change(&world.stranger, &change, 1)
                    .await
            ),
            "not found"
        );
        assert_eq!(
            refusal(
                market
                    .changes_of_organisation(&world.stranger, &world.buyer.organisation, "", 1)
                    .await
            ),
            "forbidden"
        );
        assert_eq!(
            refusal(
                market
                    .correct_organisation(
                        &world.seller,
                        &world.buyer.organisation,
                        1,
                        moving("140981")
                    )
                    .await
            ),
            "forbidden"
        );
    })
    .await;
}

#[tokio::test]
async fn a_change_of_what_was_corrected_meanwhile_is_not_approved_and_a_code_is_one_organisations()
{
    on_each_database(async |world| {
        let (market, buyer) = (&world.market, &world.buyer);
        let code = market
            .organisation(&world.seller.organisation)
            .await
            .unwrap()
            .described
            .credit_code
            .to_string();
        let taken = OrganisationChangeInput {
            credit_code: Some(code),
            ..moving("140981")
        };
        assert_eq!(
            refusal(
                market
                    .ask_organisation_change(
                        buyer,
                        &buyer.organisation,
                        taken.clone(),
                        &Once::default()
                    )
                    .await
            ),
            "invalid"
        );
        assert_eq!(
            refusal(
                market
                    .correct_organisation(&world.bureau, &buyer.organisation, 1, taken)
                    .await
            ),
            "invalid"
        );
        let change = market
            .ask_organisation_change(
                buyer,
                &buyer.organisation,
                moving("140981"),
                &Once::default(),
            )
            .await
            .unwrap();
        let correction = OrganisationChangeInput {
            name: Some("示例水泥股份有限公司".into()),
            ..moving("140902")
        };
        market
            .correct_organisation(&world.bureau, &buyer.organisation, 1, correction.clone())
            .await
            .unwrap();
        assert_eq!(
            refusal(
                market
                    .correct_organisation(&world.bureau, &buyer.organisation, 1, moving("140921"))
                    .await
            ),
            "stale"
        );
        assert_eq!(
            refusal(
                market
                    .approve_organisation_change(&world.bureau, &change, 1)
                    .await
            ),
            "refused"
        );
    })
    .await;
}

#[tokio::test]
async fn an_organisation_says_itself_where_it_is_reached_and_may_send_along_what_stands() {
    on_each_database(async |world| {
        let (market, buyer) = (&world.market, &world.buyer);
        let held = market
            .organisation(&buyer.organisation)
            .await
            .unwrap()
            .described;
        let update = OrganisationUpdateInput {
            name: Some(held.name.clone()),
            kind: Some(held.kind),
            credit_code: Some(held.credit_code.to_string()),
            division_code: Some(held.division_code.clone()),
            legal_representative: Some(String::new()),
            phone: "0350-5550000".into(),
            ..OrganisationUpdateInput::default()
        };
        market
            .update_organisation(buyer, &buyer.organisation, 1, update.clone())
            .await
            .unwrap();
        assert_eq!(
            market
                .organisation(&buyer.organisation)
                .await
                .unwrap()
                .described
                .phone,
            "0350-5550000"
        );
        let renamed = OrganisationUpdateInput {
            kind: Some(OrganisationKind::Bureau),
            name: Some("别的".into()),
            ..update
        };
        assert_eq!(
            refusal(
                market
                    .update_organisation(buyer, &buyer.organisation, 2, renamed)
                    .await
            ),
            "invalid"
        );
        let other = person(market, "示例另一有限公司", OrganisationKind::Enterprise).await;
        assert_eq!(
            refusal(
                market
                    .update_organisation(
                        &other,
                        &buyer.organisation,
                        2,
                        OrganisationUpdateInput::default()
                    )
                    .await
            ),
            "forbidden"
        );
    })
    .await;
}
