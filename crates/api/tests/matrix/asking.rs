//! Asking the router as somebody, and whether an answer is sound in itself.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, header};
use domain::people::user::Actor;
use serde_json::Value;
use tower::ServiceExt;

use crate::routes::{Route, Sent};

/// Someone who asks.
pub(crate) struct Asker {
    /// For the test's messages.
    pub(crate) name: &'static str,
    /// Who; nobody when not signed in.
    pub(crate) actor: Option<Actor>,
    /// `name=value` of the session, for pages.
    pub(crate) cookie: String,
    /// A token, for the API.
    pub(crate) token: String,
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) location: String,
    pub(crate) kind: String,
    pub(crate) text: String,
    pub(crate) headers: HeaderMap,
}

const BOUNDARY: &str = "a-boundary";

/// The largest answer that is looked at, in bytes.
const ANSWER_AT_MOST: usize = 20_000_000;

pub(crate) fn is_api(path: &str) -> bool {
    path.starts_with("/api/") || matches!(path, "/healthz" | "/readyz")
}

/// Sends a request, with a version that nothing has: whoever may act is told so, and nothing is changed.
pub(crate) async fn send(
    router: &Router,
    method: &str,
    path: &str,
    sent: &Sent,
    asker: &Asker,
) -> Answer {
    send_with(router, method, path, sent, asker, "\"999\"").await
}

/// Sends a request with a version.
pub(crate) async fn send_with(
    router: &Router,
    method: &str,
    path: &str,
    sent: &Sent,
    asker: &Asker,
    version: &str,
) -> Answer {
    let mut request = Request::builder()
        .method(method)
        .uri(path)
        .header("sec-fetch-site", "same-origin");
    if is_api(path) && !version.is_empty() {
        request = request.header(header::IF_MATCH, version);
    }
    if asker.actor.is_some() {
        request = if is_api(path) && !asker.token.is_empty() {
            request.header(header::AUTHORIZATION, format!("Bearer {}", asker.token))
        } else {
            request.header(header::COOKIE, &asker.cookie)
        };
    }
    let (kind, body) = match sent {
        Sent::Nothing => (None, String::new()),
        Sent::Json(text) => (Some("application/json".to_owned()), text.clone()),
        Sent::Form(text) => (
            Some("application/x-www-form-urlencoded".to_owned()),
            text.clone(),
        ),
        Sent::Parts(parts) => (
            Some(format!("multipart/form-data; boundary={BOUNDARY}")),
            multipart(parts),
        ),
    };
    if let Some(kind) = kind {
        request = request.header(header::CONTENT_TYPE, kind);
    }
    let response = router
        .clone()
        .oneshot(request.body(Body::from(body)).unwrap())
        .await
        .unwrap();
    let status = response.status().as_u16();
    let headers = response.headers().clone();
    let text = |name| {
        headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
            .to_owned()
    };
    let (location, kind) = (text(header::LOCATION), text(header::CONTENT_TYPE));
    let bytes = to_bytes(response.into_body(), ANSWER_AT_MOST)
        .await
        .unwrap();
    Answer {
        status,
        location,
        kind,
        text: String::from_utf8_lossy(&bytes).into_owned(),
        headers,
    }
}

/// Parts by name; those whose name ends in `file`, `invoice`, `receipt` or `document` are files.
fn multipart(parts: &[(&str, String)]) -> String {
    let mut body = String::new();
    for (name, value) in parts {
        let is_file = ["file", "invoice", "receipt", "document"]
            .iter()
            .any(|end| name.ends_with(end));
        let file = if is_file {
            "; filename=\"sample.csv\""
        } else {
            ""
        };
        body += &format!(
            "--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{name}\"{file}\r\n\r\n{value}\r\n"
        );
    }
    body + &format!("--{BOUNDARY}--\r\n")
}

/// The document of the API, as programs read it.
static DOCUMENT: LazyLock<Value> = LazyLock::new(|| serde_json::to_value(api::document()).unwrap());

/// Every route there is, by method and path.
pub(crate) fn every_route() -> Vec<(String, String)> {
    let pages = api::pages_and_forms()
        .into_iter()
        .map(|(method, path)| (method.as_str().to_owned(), path));
    let operations = DOCUMENT["paths"]
        .as_object()
        .unwrap()
        .iter()
        .flat_map(|(path, item)| {
            let methods =
                item.as_object().unwrap().keys().filter(|key| {
                    ["get", "put", "post", "delete", "patch"].contains(&key.as_str())
                });
            methods.map(move |method| (method.to_uppercase(), path.clone()))
        });
    pages.chain(operations).collect()
}

/// Pointers to schemas that say nothing but that there is an object, or nothing at all.
pub(crate) fn bare_objects(at: &Value, pointer: String, bare: &mut Vec<String>) {
    match at {
        Value::Object(map) => {
            let says = [
                "properties",
                "additionalProperties",
                "allOf",
                "oneOf",
                "anyOf",
                "$ref",
                "items",
            ]
            .iter()
            .any(|key| map.contains_key(*key));
            if map.get("type").is_some_and(|kind| {
                kind == "object"
                    || kind
                        .as_array()
                        .is_some_and(|kinds| kinds.contains(&"object".into()))
            }) && !says
            {
                bare.push(pointer.clone());
            }
            for (key, inner) in map {
                if key == "schema" && inner.as_object().is_some_and(serde_json::Map::is_empty) {
                    bare.push(format!("{pointer}/{key}"));
                }
                bare_objects(
                    inner,
                    format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1")),
                    bare,
                );
            }
        }
        Value::Array(items) => {
            for (place, inner) in items.iter().enumerate() {
                bare_objects(inner, format!("{pointer}/{place}"), bare);
            }
        }
        _ => {}
    }
}

/// What is wrong with an answer whoever asked: it failed, the request never reached the use case, or the document of the
/// API does not say that it can come.
pub(crate) fn unsound(route: &Route, answer: &Answer) -> Option<String> {
    if answer.status >= 500 || [400, 405, 413, 414, 415, 428].contains(&answer.status) {
        return Some(format!(
            "{} answered: {}",
            answer.status,
            shortened(&answer.text)
        ));
    }
    if !route.path.starts_with("/api/") {
        return None;
    }
    let operation = &DOCUMENT["paths"][route.path][route.method.to_lowercase()];
    let declared = &operation["responses"][answer.status.to_string()];
    if declared.is_null() {
        return Some(format!("{} is not declared", answer.status));
    }
    let kinds: BTreeMap<String, Value> =
        serde_json::from_value(declared["content"].clone()).unwrap_or_default();
    let bare = answer.kind.split(';').next().unwrap_or_default();
    if !answer.text.is_empty()
        && !kinds.contains_key(bare)
        && !kinds.contains_key("application/octet-stream")
    {
        return Some(format!("{} as {bare:?} is not declared", answer.status));
    }
    let headers = declared["headers"].as_object().into_iter().flatten();
    let missing = headers
        .map(|(name, _)| name)
        .find(|name| !answer.headers.contains_key(name.as_str()))?;
    Some(format!("{} came without its {missing}", answer.status))
}

fn shortened(text: &str) -> String {
    text.chars().take(300).collect()
}
