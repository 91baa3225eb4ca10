//! Transactions that do not come to their end: refused by the database, cut off in the middle, broken by a panic. Whoever
//! comes next never meets what they left.

use std::collections::BTreeSet;
use std::pin::pin;
use std::task::Poll;

use domain::catalogue::demand::DemandInput;
use market::Market;
use store::{Db, Error};

use crate::harness::{Once, at_each_address, on_each_database, until_nothing_is_open};

/// Requests that nobody waits for to their end, on each database.
const CUT_OFF: usize = 1500;
/// So many at once: more than there are connections.
const AT_ONCE: usize = 25;

/// Polls a future so many times at most and drops it: at an odd number while a statement is under way, at an even one when
/// its answer is there and was not read.
async fn cut_off<T>(polls: usize, future: impl Future<Output = T>) -> Option<T> {
    let mut future = pin!(future);
    let mut polled = 0;
    std::future::poll_fn(move |context| {
        if polled >= polls {
            return Poll::Ready(None);
        }
        polled += 1;
        match future.as_mut().poll(context) {
            Poll::Ready(done) => Poll::Ready(Some(done)),
            Poll::Pending if polled >= polls && polls % 2 == 1 => Poll::Ready(None),
            Poll::Pending => Poll::Pending,
        }
    })
    .await
}

fn wanted(title: String) -> DemandInput {
    DemandInput {
        title,
        description: "含水率由 30% 降到 12% 以下".into(),
        field: "煤炭清洁利用".into(),
        ..DemandInput::default()
    }
}

async fn numbers(db: &Db) -> i64 {
    db.read()
        .await
        .unwrap()
        .q("select count(*) as n from number")
        .one::<store::kernel::row::Count>()
        .await
        .unwrap()
        .0
}

async fn add(db: &Db, number: i64) -> store::Result<()> {
    let mut tx = db.write().await?;
    tx.q("insert into number (n) values ($1)")
        .bind(number)
        .run()
        .await?;
    tx.commit().await
}

async fn opened(address: &str) -> Db {
    let db = Db::open(address).await.unwrap();
    let mut tx = db.write().await.unwrap();
    tx.q("create table number (n bigint primary key)")
        .run()
        .await
        .unwrap();
    tx.commit().await.unwrap();
    add(&db, 1).await.unwrap();
    db
}

#[tokio::test]
async fn nothing_of_a_transaction_remains_in_which_a_statement_was_refused_and_the_next_one_is_not_harmed()
 {
    at_each_address(async |address, _| {
        let db = opened(address).await;
        // What SQLite does when the disk is full: the statement fails, and the transaction is over without being asked.
        let ends_it = if address.starts_with("sqlite") {
            "insert or rollback into number (n) values (1)"
        } else {
            "insert into number (n) values (1)"
        };
        for number in 10..40 {
            let mut tx = db.write().await.unwrap();
            tx.q("insert into number (n) values (2)")
                .run()
                .await
                .unwrap();
            assert!(matches!(tx.q(ends_it).run().await, Err(Error::Taken(_))));
            // Outside of the transaction this would stay for ever.
            assert!(matches!(
                tx.q("insert into number (n) values (3)").run().await,
                Err(Error::Broken)
            ));
            assert!(
                matches!(tx.commit().await, Err(Error::Broken)),
                "it is never said to be done"
            );
            add(&db, number).await.unwrap();
        }
        assert_eq!(numbers(&db).await, 31);
        until_nothing_is_open(address).await;
        db.close().await;
    })
    .await;
}

#[tokio::test]
async fn a_panic_inside_a_transaction_leaves_nothing_and_locks_nobody_out() {
    at_each_address(async |address, _| {
        let db = opened(address).await;
        for number in 10..30 {
            let inside = db.clone();
            let panicked = tokio::spawn(async move {
                let mut tx = inside.write().await.unwrap();
                tx.q("insert into number (n) values (2)")
                    .run()
                    .await
                    .unwrap();
                panic!("on purpose");
            });
            assert!(panicked.await.unwrap_err().is_panic());
            add(&db, number).await.unwrap();
        }
        assert_eq!(numbers(&db).await, 21);
        until_nothing_is_open(address).await;
        db.close().await;
    })
    .await;
}

/// One request of many, given up after so many polls; the title of what was acknowledged.
async fn ask(market: Market, actor: domain::people::user::Actor, number: usize) -> Option<String> {
    let polls = number * 7 % 61;
    if number.is_multiple_of(3) {
        drop(cut_off(polls, market.my_demands(&actor, None, "", 5)).await);
        return None;
    }
    let title = format!("需求{number}");
    let done = cut_off(
        polls,
        market.create_demand(&actor, wanted(title.clone()), &Once::default()),
    )
    .await?;
    done.unwrap_or_else(|error| panic!("request {number}: {error:?}"));
    Some(title)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn requests_that_end_anywhere_in_the_middle_harm_no_other_and_lose_nothing_that_was_acknowledged()
 {
    on_each_database(async |world| {
        let mut acknowledged = BTreeSet::new();
        let mut under_way = tokio::task::JoinSet::new();
        for number in 0..CUT_OFF {
            under_way.spawn(ask(world.market.clone(), world.buyer.clone(), number));
            if under_way.len() >= AT_ONCE {
                acknowledged.extend(under_way.join_next().await.unwrap().unwrap());
            }
        }
        while let Some(done) = under_way.join_next().await {
            acknowledged.extend(done.unwrap());
        }
        assert!(
            acknowledged.len() > 50,
            "only {} came to their end",
            acknowledged.len()
        );

        for number in 0..100 {
            let title = format!("后来的需求{number}");
            world
                .market
                .create_demand(&world.buyer, wanted(title.clone()), &Once::default())
                .await
                .unwrap();
            acknowledged.insert(title);
        }
        let (demands, _) = world
            .market
            .my_demands(&world.buyer, None, "", i64::MAX)
            .await
            .unwrap();
        let kept: BTreeSet<String> = demands
            .into_iter()
            .map(|named| named.demand.text.title)
            .collect();
        let lost: Vec<&String> = acknowledged.difference(&kept).collect();
        assert!(lost.is_empty(), "{lost:?}");
        until_nothing_is_open(&world.address).await;
    })
    .await;
}

#[tokio::test]
async fn a_change_of_which_the_log_tells_nothing_is_not_committed() {
    on_each_database(async |world| {
        let market = &world.market;
        let id = world.published("余热回收").await;
        let mut work = market.begin(Some(&world.seller)).await.unwrap();
        let statement = work
            .tx
            .q("update achievement set title = '未记录' where id = $1");
        assert_eq!(statement.bind(&id).run().await.unwrap(), 1);
        let refused = work.commit().await;
        assert!(
            matches!(refused, Err(market::Error::Store(store::Error::Untold))),
            "{refused:?}"
        );
        let mut work = market.begin(None).await.unwrap();
        let unchanged = work
            .tx
            .q("select count(*) as n from achievement where title = '未记录'");
        assert_eq!(
            unchanged
                .one::<store::kernel::row::Count>()
                .await
                .unwrap()
                .0,
            0
        );
    })
    .await;
}
