//! What stands before every handler: refusal of requests that another site made a browser send, and the headers that
//! tell browsers what not to do.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::http::problem::Problem;

const HEADERS: [(&str, &str); 5] = [
    // No inline script or style, nothing from elsewhere.
    (
        "content-security-policy",
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'",
    ),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    (
        "permissions-policy",
        "camera=(), microphone=(), geolocation=()",
    ),
];

/// Longest path and query of a request, in bytes. The connection gives up at 65,534, without a word.
const ADDRESS_AT_MOST: usize = 60_000;

/// Whether the site is served over TLS.
#[derive(Clone, Copy, Debug)]
pub struct Tls(pub bool);

/// Refuses cross-site writes, and addresses that are too long.
pub async fn guard(request: Request, next: Next) -> Response {
    if request
        .uri()
        .path_and_query()
        .is_some_and(|address| address.as_str().len() > ADDRESS_AT_MOST)
    {
        return StatusCode::URI_TOO_LONG.into_response();
    }
    let reads = matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    );
    if !reads && !same_site(request.headers()) {
        let detail = "这个请求来自其他网站，已拒绝。请在本站页面上重新操作";
        return Problem::new(StatusCode::FORBIDDEN, "cross_site", "请求来源不符", detail)
            .into_response();
    }
    next.run(request).await
}

/// For a year a browser asks this site only over TLS.
const ONLY_TLS: HeaderValue = HeaderValue::from_static("max-age=31536000");

/// Adds the headers to every answer, the one that demands TLS where the site is served over it. What is answered to
/// someone who is signed in nobody else may keep.
pub async fn headers(State(Tls(over_tls)): State<Tls>, request: Request, next: Next) -> Response {
    let is_private = request.headers().contains_key(header::COOKIE)
        || request.headers().contains_key(header::AUTHORIZATION);
    let mut response = next.run(request).await;
    let answered = response.headers_mut();
    for (name, value) in HEADERS {
        answered
            .entry(HeaderName::from_static(name))
            .or_insert(HeaderValue::from_static(value));
    }
    if over_tls {
        answered.insert(header::STRICT_TRANSPORT_SECURITY, ONLY_TLS);
    }
    if is_private {
        answered
            .entry(header::CACHE_CONTROL)
            .or_insert(HeaderValue::from_static("private, no-store"));
    }
    response
}

/// Whether a browser sent this from our own pages, or no browser sent it at all. A program with a bearer token carries
/// no cookie that another site could borrow.
fn same_site(headers: &HeaderMap) -> bool {
    if headers.contains_key(header::AUTHORIZATION) {
        return true;
    }
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text(HeaderName::from_static("sec-fetch-site")) {
        return matches!(site, "same-origin" | "none");
    }
    match (text(header::ORIGIN), text(header::HOST)) {
        (Some(origin), Some(host)) => origin
            .split_once("://")
            .is_some_and(|(scheme, from)| is_same_host(scheme, from, host)),
        (Some(_), None) => false,
        // Neither header: every browser of the last ten years sends one of them with a write.
        (None, _) => true,
    }
}

/// Whether two names of a host mean the same: the port of the scheme may be written or not (some proxies write it).
fn is_same_host(scheme: &str, one: &str, other: &str) -> bool {
    let port = match scheme {
        "https" => ":443",
        "http" => ":80",
        _ => return false,
    };
    let bare = |host: &str| host.strip_suffix(port).unwrap_or(host).to_ascii_lowercase();
    bare(one) == bare(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| {
                (
                    HeaderName::from_static(name),
                    HeaderValue::from_static(value),
                )
            })
            .collect()
    }

    #[test]
    fn a_write_from_another_site_is_refused() {
        assert!(same_site(&sent(&[("sec-fetch-site", "same-origin")])));
        assert!(!same_site(&sent(&[("sec-fetch-site", "cross-site")])));
        assert!(!same_site(&sent(&[("sec-fetch-site", "same-site")])));
        assert!(same_site(&sent(&[
            ("origin", "http://a.example:8080"),
            ("host", "a.example:8080")
        ])));
        assert!(!same_site(&sent(&[
            ("origin", "http://b.example"),
            ("host", "a.example:8080")
        ])));
        assert!(!same_site(&sent(&[
            ("origin", "null"),
            ("host", "a.example:8080")
        ])));
        assert!(same_site(&sent(&[
            ("origin", "https://a.example"),
            ("host", "a.example:443")
        ])));
        assert!(same_site(&sent(&[
            ("origin", "http://A.example"),
            ("host", "a.example:80")
        ])));
        assert!(!same_site(&sent(&[
            ("origin", "https://a.example"),
            ("host", "a.example:80")
        ])));
        assert!(!same_site(&sent(&[
            ("origin", "https://a.example:8443"),
            ("host", "a.example")
        ])));
        assert!(same_site(&sent(&[
            ("sec-fetch-site", "cross-site"),
            ("authorization", "Bearer x")
        ])));
    }

    #[tokio::test]
    async fn an_address_that_is_too_long_is_told_so_in_a_body() {
        use tower::ServiceExt;

        let router = axum::Router::new()
            .fallback(async || "")
            .layer(axum::middleware::from_fn(super::guard))
            .layer(axum::middleware::from_fn_with_state(
                crate::http::refused::Now(std::sync::Arc::new(|| domain::Timestamp(0))),
                crate::http::refused::say_why,
            ));
        for (length, status) in [(59_000, 200), (61_000, 414)] {
            for path in ["/achievements", "/api/v1/achievements"] {
                let request = Request::builder()
                    .uri(format!("{path}?q={}", "a".repeat(length)))
                    .body(axum::body::Body::empty());
                let answer = router
                    .clone()
                    .oneshot(request.expect("a request"))
                    .await
                    .expect("an answer");
                assert_eq!(answer.status(), status, "{path} {length}");
                let body = axum::body::to_bytes(answer.into_body(), 1_000_000)
                    .await
                    .expect("a body");
                assert_eq!(
                    String::from_utf8_lossy(&body).contains("网址过长"),
                    status == 414,
                    "{path} {length}"
                );
            }
        }
    }

    #[tokio::test]
    async fn answers_to_someone_with_credentials_are_not_kept_and_every_answer_says_what_browsers_must_not_do()
     {
        use tower::ServiceExt;

        let router = axum::Router::new()
            .route("/", axum::routing::get(async || ""))
            .layer(axum::middleware::from_fn_with_state(
                super::Tls(false),
                super::headers,
            ));
        for (credentials, kept) in [
            (Some("cookie"), Some("private, no-store")),
            (Some("authorization"), Some("private, no-store")),
            (None, None),
        ] {
            let mut request = Request::new(axum::body::Body::empty());
            if let Some(name) = credentials {
                request
                    .headers_mut()
                    .insert(HeaderName::from_static(name), HeaderValue::from_static("x"));
            }
            let answer = router.clone().oneshot(request).await.expect("an answer");
            assert_eq!(
                answer
                    .headers()
                    .get(header::CACHE_CONTROL)
                    .map(|value| value.to_str().expect("text")),
                kept
            );
            assert!(answer.headers().contains_key("content-security-policy"));
        }
    }

    #[tokio::test]
    async fn a_site_over_tls_is_asked_only_over_tls() {
        use tower::ServiceExt;

        for over_tls in [true, false] {
            let layer = axum::middleware::from_fn_with_state(super::Tls(over_tls), super::headers);
            let router = axum::Router::new()
                .route("/", axum::routing::get(async || ""))
                .layer(layer);
            let answer = router
                .oneshot(Request::new(axum::body::Body::empty()))
                .await
                .expect("an answer");
            assert_eq!(
                answer.headers().contains_key("strict-transport-security"),
                over_tls
            );
        }
    }
}
