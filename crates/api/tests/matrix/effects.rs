//! What changing routes do, not only who may: whoever is refused changes nothing, whoever is allowed changes something.
//!
//! Asked over the API with `If-Match: *`. A form of a page calls the same use case as its twin here; that it does is told by
//! the browser stories.

use std::collections::BTreeSet;

use market::desk::audit::Which;

use crate::asking::{Asker, is_api};
use crate::harness::{World, searching_on_each_database};
use crate::routes::{Gate, Route, Sent, routes};
use crate::town::{Thing, Thing::*, Town};
use crate::{Door, door, expected};

/// A step: method, path below `/api/v1`, about what, by whom.
type Step = (&'static str, &'static str, Option<Thing>, &'static str);

/// In this order: each leaves things as the next one needs them.
const STEPS: &[Step] = &[
    ("POST", "/achievements", None, "the seller"),
    ("POST", "/achievements/import", None, "the seller"),
    (
        "POST",
        "/achievements/{id}/attachments",
        Some(DraftAchievement),
        "the seller",
    ),
    (
        "DELETE",
        "/achievements/{id}/attachments/{attachment}",
        Some(DraftAchievement),
        "the seller",
    ),
    (
        "POST",
        "/achievements/{id}/submit",
        Some(DraftAchievement),
        "the seller",
    ),
    (
        "POST",
        "/achievements/{id}/return",
        Some(DraftAchievement),
        "the bureau",
    ),
    (
        "POST",
        "/achievements/{id}/submit",
        Some(DraftAchievement),
        "the seller",
    ),
    (
        "POST",
        "/achievements/{id}/publish",
        Some(DraftAchievement),
        "the bureau",
    ),
    (
        "POST",
        "/achievements/{id}/confirm",
        Some(DraftAchievement),
        "the seller",
    ),
    (
        "PUT",
        "/achievements/{id}",
        Some(DraftAchievement),
        "the seller",
    ),
    (
        "POST",
        "/achievements/{id}/discard",
        Some(DraftAchievement),
        "the seller",
    ),
    (
        "POST",
        "/achievements/{id}/withdraw",
        Some(DraftAchievement),
        "the seller",
    ),
    (
        "POST",
        "/achievements/{id}/licence-requests",
        Some(Achievement),
        "another enterprise",
    ),
    ("POST", "/demands", None, "the buyer"),
    ("PUT", "/demands/{id}", Some(DraftDemand), "the buyer"),
    (
        "POST",
        "/demands/{id}/publish",
        Some(DraftDemand),
        "the buyer",
    ),
    (
        "POST",
        "/demands/{id}/withdraw",
        Some(DraftDemand),
        "the buyer",
    ),
    (
        "POST",
        "/licence-requests/{id}/accept",
        Some(Request),
        "the seller",
    ),
    ("POST", "/introductions", None, "the broker"),
    (
        "POST",
        "/introductions/{id}/acknowledge",
        Some(Introduction),
        "the seller",
    ),
    ("POST", "/deals/{id}/messages", Some(Deal), "the buyer"),
    (
        "DELETE",
        "/deals/{id}/files/{attachment}",
        Some(Deal),
        "the seller",
    ),
    (
        "POST",
        "/deals/{id}/offers/{offer}/accept",
        Some(Deal),
        "the buyer",
    ),
    ("POST", "/deals/{id}/contract", Some(Deal), "the seller"),
    (
        "PUT",
        "/contracts/{id}/text",
        Some(DraftContract),
        "the seller",
    ),
    (
        "POST",
        "/contracts/{id}/redraft",
        Some(DraftContract),
        "the seller",
    ),
    (
        "POST",
        "/contracts/{id}/cancel",
        Some(DraftContract),
        "the seller",
    ),
    ("POST", "/payments/{id}/reject", Some(Payment), "the bureau"),
    ("PUT", "/payments/{id}", Some(Payment), "the buyer"),
    (
        "POST",
        "/payments/{id}/withdraw",
        Some(Payment),
        "the buyer",
    ),
    (
        "POST",
        "/contracts/{id}/payments",
        Some(Contract),
        "the buyer",
    ),
    (
        "POST",
        "/contracts/{id}/ending",
        Some(Contract),
        "the seller",
    ),
    (
        "POST",
        "/contracts/{id}/ending/refuse",
        Some(Contract),
        "the buyer",
    ),
    (
        "POST",
        "/contracts/{id}/ending",
        Some(Contract),
        "the seller",
    ),
    (
        "POST",
        "/contracts/{id}/ending/withdraw",
        Some(Contract),
        "the seller",
    ),
    (
        "POST",
        "/contracts/{id}/ending",
        Some(Contract),
        "the seller",
    ),
    (
        "POST",
        "/contracts/{id}/ending/agree",
        Some(Contract),
        "the buyer",
    ),
    (
        "POST",
        "/contracts/{id}/ending/record",
        Some(Contract),
        "the agency",
    ),
    ("POST", "/organisations", None, "the bureau"),
    (
        "PUT",
        "/organisations/{id}",
        Some(Organisation),
        "the seller",
    ),
    (
        "POST",
        "/organisations/{id}/members",
        Some(Organisation),
        "the seller",
    ),
    (
        "POST",
        "/organisation-changes/{id}/refuse",
        Some(Change),
        "the bureau",
    ),
    (
        "POST",
        "/organisations/{id}/changes",
        Some(Organisation),
        "the seller",
    ),
    (
        "POST",
        "/organisations/{id}/correct",
        Some(Organisation),
        "the bureau",
    ),
    // Last: what it starts goes on by itself.
    ("POST", "/imports/{id}/start", Some(Import), "the seller"),
];

/// Changing routes of the API whose effect is not walked here, and where it is.
const ELSEWHERE: &[(&str, &str)] = &[
    (
        "/licence-requests/{id}/decline",
        "the request is accepted here; stories of licence_request",
    ),
    (
        "/licence-requests/{id}/withdraw",
        "the request is accepted here; stories of licence_request",
    ),
    (
        "/introductions/{id}/refuse",
        "it is acknowledged here; stories of introduction",
    ),
    (
        "/introductions/{id}/withdraw",
        "it is acknowledged here; stories of introduction",
    ),
    (
        "/deals/{id}/seen",
        "no event: what somebody has looked at; stories of deal",
    ),
    (
        "/deals/{id}/offers",
        "the offer there is accepted here; stories of deal",
    ),
    (
        "/deals/{id}/offers/{offer}/withdraw",
        "the offer is accepted here; stories of deal",
    ),
    (
        "/deals/{id}/close",
        "the deal is contracted here; stories of deal",
    ),
    (
        "/contracts/{id}/sign",
        "its body is the hash of the text; stories of contract",
    ),
    (
        "/contracts/{id}/apply",
        "the contract is registered; stories of registration",
    ),
    (
        "/contracts/{id}/register",
        "the contract is registered; stories of registration",
    ),
    (
        "/contracts/{id}/refuse",
        "the contract is registered; stories of registration",
    ),
    (
        "/contracts/{id}/return",
        "the contract is registered; stories of registration",
    ),
    (
        "/contracts/{id}/complete",
        "the contract is ended here; stories of contract",
    ),
    (
        "/payments/{id}/verify",
        "the payment is rejected here; stories of payment",
    ),
    ("/subsidies/estimate", "changes nothing"),
    (
        "/organisation-changes/{id}/approve",
        "the change is refused here; stories of organisation_change",
    ),
    (
        "/organisation-changes/{id}/withdraw",
        "the change is refused here; stories of organisation_change",
    ),
    (
        "/organisations/{id}/members/{user_id}/reset-password",
        "ends sessions that others need; stories of sign_in",
    ),
    ("/session", "about sessions; stories of sign_in"),
    (
        "/session/organisation",
        "about sessions; stories of sign_in",
    ),
    ("/session/tokens", "about sessions; stories of sign_in"),
    ("/session/tokens/{id}", "about sessions; stories of sign_in"),
    ("/session/password", "about sessions; stories of sign_in"),
    ("/sessions", "about sessions; stories of sign_in"),
    (
        "/alerts/seen",
        "no event: what somebody has looked at; stories of saved_search",
    ),
    (
        "/saved-searches",
        "one's own, for whoever is signed in; stories of saved_search",
    ),
    (
        "/saved-searches/{id}",
        "one's own, for whoever is signed in; stories of saved_search",
    ),
];

/// What is sent where the body of the table of routes is good enough for the door only.
fn sent_for(path: &str, usual: &Sent) -> Sent {
    const PAID: &str = r#"{"kind":"payment","amount_fen":100,"paid_on":"{today}","invoice_number":"26142000000012345678","invoice_amount_fen":100,"invoiced_on":"{today}","receipt_number":"R-1","payer":"示例水泥有限公司","payee":"示例大学"}"#;
    const LISTED: &str = r#"{"title":"示例成果","summary":"一句话","field":"新材料","maturity":{"scale":"trl","level":6},"modes":["licence"],"contact_name":"示例联系人","contact":"0350-1234567"}"#;
    let text = |text: &str| text.to_owned();
    match path {
        "/contracts/{id}/payments" => Sent::Parts(vec![
            ("payment", text(PAID)),
            ("invoice", text("%PDF-1.7 invoice")),
            ("receipt", text("%PDF-1.7 receipt")),
        ]),
        "/payments/{id}" => Sent::Parts(vec![("payment", text(&PAID.replace("R-1", "R-2")))]),
        "/achievements/{id}" => Sent::Json(text(LISTED)),
        "/organisations/{id}" => Sent::Json(text(r#"{"address":"示例路 1 号"}"#)),
        _ => usual.clone(),
    }
}

async fn last_seq(world: &World) -> i64 {
    let newest = world
        .market
        .events(&world.bureau, i64::MAX, &Which::default(), 1)
        .await
        .unwrap();
    newest[0].event.seq
}

/// Asks as everybody who may not, then as the one who does; what went wrong.
async fn walk(world: &World, town: &Town, step: &Step) -> Vec<String> {
    let (method, path, thing, by) = step;
    let full = format!("/api/v1{path}");
    let known = routes();
    let fits = |route: &&Route| {
        let about = match (&route.gate, thing) {
            (Gate::Of { things, .. }, Some(thing)) => things.contains(thing),
            _ => true,
        };
        route.method == *method && route.path == full && about
    };
    let usual = known
        .iter()
        .find(fits)
        .or_else(|| {
            known
                .iter()
                .find(|route| route.method == *method && route.path == full)
        })
        .unwrap_or_else(|| panic!("{method} {full} is no route"));
    let route = Route {
        sent: sent_for(path, &usual.sent),
        ..usual.clone()
    };
    let mut wrong = Vec::new();
    let strangers: Vec<&Asker> = town
        .askers
        .iter()
        .filter(|asker| asker.name != *by && expected(town, &route, *thing, asker) != Door::Open)
        .collect();
    let before = last_seq(world).await;
    for stranger in &strangers {
        let answer = town.ask_for(&route, *thing, stranger, "*").await;
        if door(&answer) == Door::Open {
            wrong.push(format!(
                "{method} {path} as {}: {}",
                stranger.name, answer.status
            ));
        }
    }
    let refused = last_seq(world).await;
    if refused != before {
        wrong.push(format!(
            "{method} {path}: somebody who was refused changed something"
        ));
    }
    let asker = town.askers.iter().find(|asker| asker.name == *by).unwrap();
    let answer = town.ask_for(&route, *thing, asker, "*").await;
    if !(200..400).contains(&answer.status) {
        wrong.push(format!(
            "{method} {path} as {by}: {} {}",
            answer.status, answer.text
        ));
    } else if last_seq(world).await == refused {
        wrong.push(format!(
            "{method} {path} as {by}: {} and nothing changed",
            answer.status
        ));
    }
    wrong
}

#[tokio::test]
async fn whoever_is_refused_changes_nothing_and_whoever_is_allowed_changes_something() {
    searching_on_each_database(async |world| {
        let town = Town::new(world).await;
        let mut wrong = Vec::new();
        for step in STEPS {
            wrong.extend(walk(world, &town, step).await);
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    })
    .await;
}

#[test]
fn the_effect_of_every_changing_route_of_the_api_is_walked_or_said_to_be_walked_elsewhere() {
    let told: BTreeSet<&str> = STEPS
        .iter()
        .map(|step| step.1)
        .chain(ELSEWHERE.iter().map(|(path, _)| *path))
        .collect();
    let untold: BTreeSet<&str> = routes()
        .iter()
        .filter(|route| route.method != "GET" && is_api(route.path))
        .map(|route| route.path.trim_start_matches("/api/v1"))
        .filter(|path| !told.contains(path))
        .collect();
    assert!(untold.is_empty(), "add to STEPS or ELSEWHERE: {untold:?}");
}
