//! Every link of every page leads whoever sees it to a page that they may open.

use std::collections::{BTreeSet, VecDeque};

use reqwest::StatusCode;
use serde_json::json;
use tests::person::Person;
use tests::server::Server;
use tests::town::{PASSWORD, settle};

use crate::listing::publish;

/// Pages looked at for one person: more than this town has.
const PAGES_AT_MOST: usize = 400;

/// The addresses of this site that a page links to, without what only acts on this page.
fn links(html: &str) -> impl Iterator<Item = String> {
    let targets = html
        .split("<a ")
        .skip(1)
        .filter_map(|rest| rest.split('>').next());
    let hrefs = targets.filter_map(|tag| tag.split("href=\"").nth(1)?.split('"').next());
    hrefs
        .filter(|href| href.starts_with('/') && !href.starts_with("/static/"))
        .map(|href| {
            let href = href.split('#').next().unwrap_or_default();
            href.replace("&amp;", "&").replace("&#38;", "&")
        })
}

/// A result page in another order or narrowed is the same page: one of each kind is enough.
fn kind_of(address: &str) -> String {
    match address.split_once('?') {
        Some((path, query))
            if matches!(
                path,
                "/achievements" | "/demands" | "/sign-in" | "/calculator"
            ) =>
        {
            format!("{path}?{}", query.split('=').next().unwrap_or_default())
        }
        _ => address.to_owned(),
    }
}

/// Walks from the pages that everybody begins with; every dead end with the page that leads there.
async fn dead_ends(person: &Person, begin: &[&str]) -> (usize, Vec<String>) {
    let mut seen: BTreeSet<String> = begin.iter().map(|path| kind_of(path)).collect();
    let mut open: VecDeque<(String, String)> = begin
        .iter()
        .map(|path| ((*path).to_owned(), String::new()))
        .collect();
    let (mut walked, mut dead) = (0, Vec::new());
    while let Some((path, from)) = open.pop_front() {
        walked += 1;
        assert!(
            walked < PAGES_AT_MOST,
            "the town is larger than it was: {path}"
        );
        let (status, _, page) = person.look(&path).await;
        if status != StatusCode::OK {
            dead.push(format!("{path} ({status}), linked from {from}"));
        }
        for link in links(&page) {
            if seen.insert(kind_of(&link)) {
                open.push_back((link, path.clone()));
            }
        }
    }
    (walked, dead)
}

#[tokio::test(flavor = "multi_thread")]
async fn every_link_leads_to_a_page_that_its_reader_may_open() {
    let data = tempfile::tempdir().expect("a directory");
    let organisations = settle(data.path(), None);
    let server = Server::start(data.path(), None);
    let sign_in = async |login: &str| Person::sign_in(&server.address, login, PASSWORD).await;
    let (university, enterprise, broker) = (
        sign_in("university").await,
        sign_in("enterprise").await,
        sign_in("broker").await,
    );
    let (agency, bureau) = (sign_in("agency").await, sign_in("bureau").await);

    // Something of everything, in every list.
    let achievement = publish(&university, &bureau, "高导热石墨烯膜").await;
    let introduction =
        json!({ "achievement": achievement, "buyer": organisations[1], "note": "需求与成果相符" });
    let introduction = format!(
        "/introductions/{}",
        broker.post("/introductions", introduction).await.id()
    );
    university
        .act(&introduction, "acknowledge", json!(null))
        .await
        .ok();
    enterprise
        .act(&introduction, "acknowledge", json!(null))
        .await
        .ok();
    let wanted = json!({ "mode": "licence", "purpose": "用于功率模块散热", "contact_name": "王示例", "contact": "0350-5550001" });
    let asked = enterprise
        .post(
            &format!("/achievements/{achievement}/licence-requests"),
            wanted,
        )
        .await
        .id();
    let deal = format!(
        "/deals/{}",
        university
            .act(&format!("/licence-requests/{asked}"), "accept", json!(null))
            .await
            .id()
    );
    let terms = json!({ "mode": "licence", "licence_kind": "non_exclusive", "payment_mode": "lump_sum", "price_fen": 1_000_000 });
    let offer = enterprise.act(&deal, "offers", terms.clone()).await.id();
    university
        .act(&deal, &format!("offers/{offer}/accept"), json!(null))
        .await
        .ok();
    let contract = format!(
        "/contracts/{}",
        university.act(&deal, "contract", json!(null)).await.id()
    );
    let text_hash = university.get(&contract).await.ok()["text_hash"].clone();
    for side in [&university, &enterprise] {
        side.post(
            &format!("{contract}/sign"),
            json!({ "text_hash": text_hash }),
        )
        .await
        .ok();
    }
    let amounts = json!({ "contract_value_fen": 1_000_000, "technology_amount_fen": 1_000_000 });
    university.act(&contract, "apply", amounts).await.ok();
    // And a draft that is only its parties'.
    let another = publish(&university, &bureau, "余热回收").await;
    let wanted = json!({ "mode": "licence", "purpose": "用于生产线改造", "contact_name": "王示例", "contact": "0350-5550001" });
    let asked = enterprise
        .post(&format!("/achievements/{another}/licence-requests"), wanted)
        .await
        .id();
    let deal = format!(
        "/deals/{}",
        university
            .act(&format!("/licence-requests/{asked}"), "accept", json!(null))
            .await
            .id()
    );
    let offer = enterprise.act(&deal, "offers", terms).await.id();
    university
        .act(&deal, &format!("offers/{offer}/accept"), json!(null))
        .await
        .ok();
    university.act(&deal, "contract", json!(null)).await.id();
    let change = json!({ "division_code": "140902", "reason": "迁址" });
    enterprise
        .post(
            &format!("/organisations/{}/changes", organisations[1]),
            change,
        )
        .await
        .id();
    let member = json!({ "login": "only.member", "name": "李示例", "password": "correct horse", "role": "member" });
    bureau
        .post(
            &format!("/organisations/{}/members", organisations[4]),
            member,
        )
        .await
        .id();
    let clerk = sign_in("only.member").await;
    clerk
        .put(
            "/session/password",
            json!({ "new_password": "quite another horse" }),
        )
        .await;

    let people = [
        ("agency", &agency),
        ("bureau", &bureau),
        ("a clerk of the bureau", &clerk),
        ("university", &university),
    ];
    let others = [("enterprise", &enterprise), ("broker", &broker)];
    let mut told = Vec::new();
    for (name, person) in people.into_iter().chain(others) {
        let mut begin = vec!["/", "/my", "/achievements", "/demands", "/calculator"];
        if name.contains("bureau") {
            begin.push("/desk");
        }
        let (walked, dead) = dead_ends(person, &begin).await;
        assert!(walked > 15, "{name} saw {walked} pages");
        told.extend(dead.into_iter().map(|line| format!("{name}: {line}")));
    }
    assert!(told.is_empty(), "{}", told.join("\n"));
}
