//! What a page costs: the statements that its answer waits for, a transaction's beginning included.

use store::kernel::tally::counting;

use crate::asking::Asker;
use crate::harness::searching_on_each_database;
use crate::routes::routes;
use crate::town::{Thing, Town};

/// A page about a thing, seen by somebody, with the most statements that it may run. The four of what surrounds every page
/// are among them: who asks, and what waits for them, each in a transaction. Whoever needs more here asks first whether
/// one statement could say it.
const PAGES: &[(&str, Option<Thing>, &str, u64)] = &[
    ("/", None, "nobody", 9),
    ("/", None, "the buyer", 13),
    ("/achievements", None, "nobody", 0),
    ("/achievements", None, "the buyer", SURROUND),
    ("/achievements/{id}", Some(Thing::Achievement), "nobody", 16),
    (
        "/achievements/{id}",
        Some(Thing::Achievement),
        "the buyer",
        22,
    ),
    (
        "/achievements/{id}",
        Some(Thing::Achievement),
        "the seller",
        22,
    ),
    ("/demands", None, "the buyer", 10),
    ("/organisations/{id}", None, "nobody", 2),
    ("/organisations/{id}", None, "the buyer", 6),
    ("/my", None, "the seller", 19),
    ("/my", None, "the buyer", 19),
    ("/my/achievements", None, "the seller", 7),
    ("/my/organisation", None, "the seller", 8),
    ("/deals/{id}", Some(Thing::Deal), "the buyer", 30),
    ("/contracts/{id}", Some(Thing::Contract), "the buyer", 41),
    ("/contracts/{id}", Some(Thing::Contract), "the bureau", 41),
    ("/desk", None, "the bureau", 6),
    ("/desk/achievements", None, "the bureau", 7),
    ("/desk/organisations", None, "the bureau", 6),
];

/// What surrounds every page for somebody who is signed in.
const SURROUND: u64 = 4;

fn asker<'a>(town: &'a Town, name: &str) -> &'a Asker {
    town.askers.iter().find(|asker| asker.name == name).unwrap()
}

async fn cost(town: &Town, path: &str, thing: Option<Thing>, name: &str) -> u64 {
    let route = routes()
        .into_iter()
        .find(|route| route.method == "GET" && route.path == path)
        .unwrap();
    // What is read once and kept (open demands, the ledger) was read by an earlier visit.
    town.ask(&route, thing, asker(town, name)).await;
    let (answer, statements) = counting(town.ask(&route, thing, asker(town, name))).await;
    assert_eq!(answer.status, 200, "{path} as {name}");
    statements
}

#[tokio::test]
async fn a_page_is_cheap() {
    searching_on_each_database(async |world| {
        let town = Town::new(world).await;
        let mut dear = Vec::new();
        for (path, thing, name, most) in PAGES.iter().copied() {
            let statements = cost(&town, path, thing, name).await;
            if statements > most {
                dear.push(format!("{path} as {name}: {statements}, at most {most}"));
            }
        }
        assert!(dear.is_empty(), "dear pages:\n{}", dear.join("\n"));
    })
    .await;
}

#[tokio::test]
async fn what_surrounds_a_page_costs_as_much_for_everybody() {
    searching_on_each_database(async |world| {
        let town = Town::new(world).await;
        for asker in town.askers.iter().filter(|asker| asker.actor.is_some()) {
            let statements = cost(&town, "/achievements", None, asker.name).await;
            assert_eq!(statements, SURROUND, "{}", asker.name);
        }
    })
    .await;
}

#[tokio::test]
async fn more_rows_do_not_make_a_page_dearer() {
    searching_on_each_database(async |world| {
        let town = Town::new(world).await;
        let pages = [
            ("/achievements", "the buyer"),
            ("/desk", "the bureau"),
            ("/desk/achievements", "the bureau"),
            ("/desk/organisations", "the bureau"),
            ("/my/achievements", "the seller"),
            ("/my", "the seller"),
        ];
        let mut before = Vec::new();
        for (path, name) in pages {
            before.push(cost(&town, path, None, name).await);
        }
        for title in ["余热回收甲", "余热回收乙", "余热回收丙"] {
            world.submitted(title).await;
        }
        for (path, name) in pages {
            let first = before.remove(0);
            assert_eq!(
                cost(&town, path, None, name).await,
                first,
                "{path} as {name}"
            );
        }
    })
    .await;
}
