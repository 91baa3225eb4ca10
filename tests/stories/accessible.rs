//! Every page as its role sees it, wide and narrow, light and dark: axe-core finds nothing.
//!
//! The pages are found as people find them, by their links, in the demonstration; a page that the program has and that no
//! link led to fails the story, unless it is listed here with the reason.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use serde_json::json;
use tests::browser::{Browser, is_installed};
use tests::database::not_run;

use crate::demonstration::Demonstration;

/// axe-core 4.10.3 (MPL-2.0), as its makers publish it.
const AXE: &str = include_str!("../vendor/axe-4.10.3.min.js");

const ROLES: [&str; 8] = [
    "",
    "university",
    "institute",
    "enterprise",
    "broker",
    "agency",
    "bureau",
    "county",
];

const WIDTHS: [u32; 2] = [1280, 390];
const SCHEMES: [&str; 2] = ["light", "dark"];

/// Pages to which no link leads in the demonstration, and why.
const NOT_WALKED: [(&str, &str); 8] = [
    (
        "/my/import/{}",
        "nobody imports in the demonstration; the gallery shows it",
    ),
    (
        "/my/searches/{}/delete",
        "nobody saves a search in the demonstration; it asks as /my/achievements/{}/withdraw does",
    ),
    ("/my/requests", "leads on to /my/licence-requests"),
    ("/requests/{}", "leads on to /licence-requests/{}"),
    (
        "/achievements/{}/request",
        "leads on to /achievements/{}/licence-requests",
    ),
    ("/achievements/{}/files/{}", "a file"),
    ("/my/import/{}/report.csv", "a file"),
    ("/contracts/{}/files/{}", "a file"),
];

/// The page that an address belongs to: identifiers are all the same.
fn page_of(address: &str) -> String {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let is_id = |part: &str| {
        part.starts_with('{')
            || part
                .split_once('_')
                .is_some_and(|(kind, id)| kind.len() == 3 && id.len() == 26)
    };
    let mut parts: Vec<&str> = path
        .split('/')
        .map(|part| if is_id(part) { "{}" } else { part })
        .collect();
    if let ["", "policies", id] = parts.as_mut_slice() {
        *id = "{}";
    }
    parts.join("/")
}

/// Whether an address is no page: data, files, and what ends the session.
fn is_no_page(page: &str) -> bool {
    let ends = [".csv", ".xlsx", ".json", ".xml", ".txt", ".ico"];
    page.starts_with("/api/")
        || page.starts_with("/static/")
        || ends.iter().any(|end| page.ends_with(end))
        || page.contains("/files/")
        || page.contains("/vouchers/")
        || ["/healthz", "/readyz", "/sign-out"].contains(&page)
}

async fn links(browser: &Browser) -> Vec<String> {
    let found = browser
        .driver
        .execute(
            "return [...document.querySelectorAll('a[href^=\"/\"]')].map(a => a.getAttribute('href'))",
            Vec::new(),
        )
        .await
        .expect("links can be read");
    serde_json::from_value(found.json().clone()).expect("texts")
}

/// What axe-core finds on the page that is open, at every width and in both schemes: rule and the first element.
async fn faults(browser: &Browser) -> BTreeSet<String> {
    const RUN: &str = "const done = arguments[arguments.length - 1];
        axe.run({ resultTypes: ['violations'] })
            .then(found => done(found.violations.map(fault => fault.id + ' ' + fault.nodes[0].target.join(' '))))
            .catch(error => done([String(error)]));";
    browser
        .driver
        .execute(AXE, Vec::new())
        .await
        .expect("axe-core is there");
    let mut found = BTreeSet::new();
    for width in WIDTHS {
        browser
            .see_as(
                "Emulation.setDeviceMetricsOverride",
                json!({ "width": width, "height": 900, "deviceScaleFactor": 1, "mobile": false }),
            )
            .await;
        for scheme in SCHEMES {
            browser
                .see_as(
                    "Emulation.setEmulatedMedia",
                    json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] }),
                )
                .await;
            let told = browser
                .driver
                .execute_async(RUN, Vec::new())
                .await
                .expect("axe-core answers");
            let told: Vec<String> = serde_json::from_value(told.json().clone()).expect("texts");
            found.extend(
                told.into_iter()
                    .map(|fault| format!("{fault} ({width} px, {scheme})")),
            );
        }
    }
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn no_page_has_a_fault_that_axe_finds_at_any_width_in_any_scheme() {
    if !is_installed() {
        not_run("the story of accessible pages (chromium and chromedriver are not installed)");
        return;
    }
    let city = Demonstration::start();
    let browser = Browser::start(&city.address).await;
    let mut walked = BTreeSet::new();
    let mut wrong: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for role in ROLES {
        let mut ways: VecDeque<String> = VecDeque::from(["/".to_owned(), "/nowhere".to_owned()]);
        if role.is_empty() {
            ways.push_back("/sign-in".to_owned());
        } else {
            browser.sign_in(role, "jiqiao-demo").await;
            ways.extend(["/my".to_owned(), "/my/password".to_owned()]);
        }
        let mut led = BTreeSet::new();
        while let Some(way) = ways.pop_front() {
            let page = page_of(&way);
            // What a contract leads to depends on how it stands.
            let led_to = if page == "/contracts/{}" { &way } else { &page };
            if is_no_page(&page) || !led.insert(led_to.clone()) {
                continue;
            }
            // A page looks much the same for the next role; the workspace does not.
            let is_new = walked.insert(page.clone()) || page == "/my";
            browser.open(&way).await;
            ways.extend(links(&browser).await);
            // A button leads there, not a link.
            if page == "/my/achievements/{}/edit" {
                ways.push_back(way.replace("/edit", "/withdraw"));
            }
            if is_new {
                let found = faults(&browser).await;
                if !found.is_empty() {
                    wrong.insert(format!("{page} as {role:?}"), found);
                }
            }
        }
    }
    browser.end().await;
    assert!(wrong.is_empty(), "{wrong:#?}");

    let missed: Vec<String> = api::pages_and_forms()
        .into_iter()
        .filter(|(method, _)| method.as_str() == "GET")
        .map(|(_, path)| page_of(&path))
        .filter(|page| !is_no_page(page) && !walked.contains(page))
        .filter(|page| !NOT_WALKED.iter().any(|(known, _)| known == page))
        .collect();
    assert!(missed.is_empty(), "no link led to these pages: {missed:#?}");
}
