//! Keys that an older folding made: after the start, old and new vouchers meet, and what was verified twice is told.

use domain::id::PaymentId;
use domain::money::payment::check::DecisionInput;
use market::desk::audit::Which;
use market::money::voucher_keys::Renewed;
use sqlx::{Connection, Executor, PgConnection, SqliteConnection};

use crate::harness::{Once, World, on_each_database, refusal};
use crate::paperwork::{payment, vouchers};

/// Writes what an earlier release would have written.
async fn as_it_was(world: &World, statements: &str) {
    let statements = sqlx::AssertSqlSafe(statements.to_owned());
    if world.address.starts_with("postgres") {
        let mut connection = PgConnection::connect(&world.address).await.unwrap();
        connection.execute(statements).await.unwrap();
        connection.close().await.unwrap();
    } else {
        let mut connection = SqliteConnection::connect(&world.address).await.unwrap();
        connection.execute(statements).await.unwrap();
        connection.close().await.unwrap();
    }
}

/// A payment of a contract of its own, with a receipt's number as it was typed.
async fn recorded(world: &World, title: &str, receipt_number: &str) -> PaymentId {
    let achievement = world.published(title).await;
    let contract = world.signed_by(&world.buyer, &achievement, 600_000).await;
    let mut input = payment(&world.buyer, &world.seller, 100_000);
    input.receipt_number = receipt_number.into();
    world
        .market
        .record_payment(&world.buyer, &contract, input, vouchers(), &Once::default())
        .await
        .unwrap()
}

async fn verify(world: &World, id: &PaymentId) -> market::Result<()> {
    let because = DecisionInput {
        reason: "已核对原件".into(),
    };
    world
        .market
        .verify_payment(&world.bureau, id, 1, because)
        .await
}

#[tokio::test]
async fn after_the_start_an_old_voucher_and_a_new_one_meet() {
    on_each_database(async |world| {
        let market = &world.market;
        let old = recorded(world, "余热回收", "HD 2026-1").await;
        verify(world, &old).await.unwrap();
        // An older folding kept the dash.
        as_it_was(
            world,
            &format!(
                "update payment set receipt_key = 'hd2026-1', key_version = 0 where id = '{old}';
                update verified_voucher set key = 'hd2026-1' where kind = 'receipt' and payment_id = '{old}'"
            ),
        )
        .await;
        let new = recorded(world, "煤泥干化", "HD20261").await;
        assert_eq!(market.payment(&world.bureau, &new).await.unwrap().findings, []);
        assert_eq!(
            market.renew_voucher_keys().await.unwrap(),
            Renewed { payments: 1, shared: 0 }
        );
        assert_eq!(
            market.renew_voucher_keys().await.unwrap(),
            Renewed::default(),
            "nothing is left to do"
        );
        let found = market.payment(&world.bureau, &new).await.unwrap().findings;
        assert_eq!(found[0].code, "duplicate_receipt");
        assert_eq!(refusal(verify(world, &new).await), "invalid");
    })
    .await;
}

#[tokio::test]
async fn what_was_verified_twice_by_an_older_folding_is_told_and_not_lost() {
    on_each_database(async |world| {
        let market = &world.market;
        let first = recorded(world, "余热回收", "HD-7").await;
        let second = recorded(world, "煤泥干化", "HD-8").await;
        for id in [&first, &second] {
            verify(world, id).await.unwrap();
        }
        as_it_was(
            world,
            &format!(
                "update payment set receipt_number = 'HD7', receipt_key = 'hd7', key_version = 0 where id = '{second}';
                update payment set receipt_key = 'hd-7', key_version = 0 where id = '{first}';
                update verified_voucher set key = 'hd-7' where kind = 'receipt' and payment_id = '{first}';
                update verified_voucher set key = 'hd7' where kind = 'receipt' and payment_id = '{second}'"
            ),
        )
        .await;
        assert_eq!(
            market.renew_voucher_keys().await.unwrap(),
            Renewed { payments: 2, shared: 1 }
        );
        for id in [&first, &second] {
            let view = market.payment(&world.bureau, id).await.unwrap();
            assert_eq!(view.payment.state, domain::money::payment::State::Verified);
            assert_eq!(view.findings[0].code, "duplicate_receipt");
        }
        let told: Vec<_> = market
            .events(&world.bureau, i64::MAX, &Which::default(), 1000)
            .await
            .unwrap()
            .into_iter()
            .map(|entry| entry.event)
            .filter(|event| event.kind == "voucher_shared")
            .collect();
        assert_eq!(told.len(), 1);
        assert_eq!(told[0].noun_id, first.as_str());
        assert!(told[0].payload.contains(second.as_str()));
        // One is rejected: the voucher is free for the other, and nothing is doubtful any more.
        let wrong = DecisionInput {
            reason: "与另一笔款项凭证相同".into(),
        };
        market
            .reject_payment(&world.bureau, &second, 2, wrong)
            .await
            .unwrap();
        assert_eq!(market.payment(&world.bureau, &first).await.unwrap().findings, []);
    })
    .await;
}
