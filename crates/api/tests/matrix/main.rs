//! Every route, asked as everybody: the operations of the API and all pages and forms, as every role and as a stranger of
//! the same kind, about things of others. What is answered is what the permission table says.
//!
//! A route that `routes` does not list fails the first test; it says what to add.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod asking;
mod cheap;
mod effects;
#[path = "../../../market/tests/stories/harness.rs"]
#[expect(dead_code, reason = "shared with the stories")]
mod harness;
#[path = "../../../market/tests/stories/paperwork.rs"]
#[expect(dead_code, reason = "shared with the stories")]
mod paperwork;
mod round_trip;
mod routes;
mod town;
mod upload;

use std::collections::BTreeSet;

use asking::{Answer, Asker};
use routes::{Gate, Route, routes};
use town::{SECRETS, Thing, Town};

use harness::searching_on_each_database;

/// What is answered, seen from the door.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Door {
    /// In; whatever is said there.
    Open,
    /// 401, or on to the sign-in page.
    SignIn,
    /// 403.
    Forbidden,
    /// 404: there is no such thing, or it is secret.
    Hidden,
}

fn door(answer: &Answer) -> Door {
    match answer.status {
        401 => Door::SignIn,
        // Whoever ended all their sessions is led there too, and told that it was done.
        303 if answer.location.starts_with("/sign-in")
            && !answer.location.contains("signed_out_everywhere") =>
        {
            Door::SignIn
        }
        403 => Door::Forbidden,
        404 => Door::Hidden,
        _ => Door::Open,
    }
}

/// Whether the door may be so. Whoever may not know of a thing gets 404 exactly, whoever knows of it but may not act 403
/// or 404; who is not signed in is asked to sign in, unless the page itself is for everyone.
fn is_right(found: Door, expected: Door, signed_in: bool) -> bool {
    match expected {
        Door::Open | Door::SignIn => found == expected,
        Door::Forbidden => matches!(found, Door::Forbidden | Door::Hidden),
        Door::Hidden => found == Door::Hidden || (!signed_in && found == Door::SignIn),
    }
}

/// What the table says of someone at a route.
fn expected(town: &Town, route: &Route, thing: Option<Thing>, asker: &Asker) -> Door {
    let actor = asker.actor.as_ref();
    let refused = if actor.is_none() {
        Door::SignIn
    } else {
        Door::Forbidden
    };
    match &route.gate {
        Gate::Anyone => Door::Open,
        Gate::SignedIn => {
            if actor.is_some() {
                Door::Open
            } else {
                Door::SignIn
            }
        }
        Gate::Needs(actions) => {
            if town.may(actor, None, actions) {
                Door::Open
            } else {
                refused
            }
        }
        Gate::AtHome(actions) => {
            if town.may_at_home(actor, actions) {
                Door::Open
            } else {
                refused
            }
        }
        Gate::Of { see, needs, .. } => {
            let thing = thing.unwrap();
            if !town.sees(actor, thing, *see) {
                Door::Hidden
            } else if !town.may(actor, Some(thing), needs) {
                refused
            } else {
                Door::Open
            }
        }
    }
}

#[test]
fn every_route_is_in_the_matrix_and_every_route_of_the_matrix_is_there() {
    let known: BTreeSet<(String, String)> = routes()
        .into_iter()
        .map(|route| (route.method.to_owned(), route.path.to_owned()))
        .collect();
    let there: BTreeSet<(String, String)> = asking::every_route().into_iter().collect();
    let new: Vec<String> = there
        .difference(&known)
        .map(|(method, path)| format!("    {method} {path}"))
        .collect();
    assert!(
        new.is_empty(),
        "routes that the matrix does not know:\n{}\nAdd a line for each in crates/api/tests/matrix/routes.rs: who may (`anyone`, `signed_in`, `needs` an \
         action of market/src/permission.rs, `at_home` for one's own organisation, or `of` a thing with the action by which it is seen and the one that is needed), and what is sent. \
         A new kind of thing is made in crates/api/tests/matrix/town.rs.",
        new.join("\n")
    );
    let gone: Vec<_> = known.difference(&there).collect();
    assert!(
        gone.is_empty(),
        "routes of crates/api/tests/matrix/routes.rs that are not there: {gone:?}"
    );
}

#[test]
fn every_answer_of_the_api_has_a_type() {
    let document = serde_json::to_value(api::document()).unwrap();
    let mut bare = Vec::new();
    asking::bare_objects(&document, String::new(), &mut bare);
    // What an event tells depends on its kind.
    bare.retain(|pointer| !pointer.ends_with("/properties/payload"));
    assert!(bare.is_empty(), "an object without a type: {bare:?}");
}

#[tokio::test]
async fn every_route_answers_everybody_as_the_table_says_and_tells_nobody_what_is_not_for_them() {
    searching_on_each_database(async |world| {
        let town = Town::new(world).await;
        let (mut wrong, mut told) = (Vec::new(), BTreeSet::new());
        for route in routes() {
            let things: Vec<Option<Thing>> = match &route.gate {
                Gate::Of { things, .. } => things.iter().copied().map(Some).collect(),
                Gate::Anyone | Gate::SignedIn | Gate::Needs(_) | Gate::AtHome(_) => vec![None],
            };
            for thing in things {
                // Those who may come last: what they do may change the thing.
                let mut askers: Vec<(&Asker, Door)> = town
                    .askers
                    .iter()
                    .map(|asker| (asker, expected(&town, &route, thing, asker)))
                    .collect();
                askers.sort_by_key(|(_, door)| *door == Door::Open);
                for (asker, expected) in askers {
                    let answer = town.ask(&route, thing, asker).await;
                    let at = format!(
                        "{} {} ({thing:?}) as {}",
                        route.method, route.path, asker.name
                    );
                    if !is_right(door(&answer), expected, asker.actor.is_some()) {
                        wrong.push(format!(
                            "{at}: {expected:?} expected, {} answered",
                            answer.status
                        ));
                    }
                    wrong
                        .extend(asking::unsound(&route, &answer).map(|why| format!("{at}: {why}")));
                    for (secret, may_know) in town.secrets_in(asker, &answer) {
                        told.insert(secret);
                        if !may_know {
                            wrong.push(format!("{at}: tells {secret}"));
                        }
                    }
                }
            }
        }
        assert!(
            wrong.is_empty(),
            "{} answers are wrong:\n{}",
            wrong.len(),
            wrong.join("\n")
        );
        let untold: Vec<&str> = SECRETS
            .iter()
            .map(|secret| secret.word)
            .filter(|word| !told.contains(word))
            .collect();
        assert!(
            untold.is_empty(),
            "secrets that nobody was told, so that keeping them proves nothing: {untold:?}"
        );
    })
    .await;
}
