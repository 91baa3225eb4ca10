//! The last word on a refusal: whatever refused (a handler, the router, a limit of time or size, a panic), a program
//! gets a problem document and a browser a page, in Chinese, and never an empty body.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::Timestamp;

use crate::http::problem::{PROBLEM_JSON, Problem};
use crate::ui;
use crate::ui::message::ErrorPage;
use crate::ui::parts::Link;
use crate::ui::{Layout, Section};

/// What tells the time for the foot of a page: the clock of the market.
#[derive(Clone)]
pub struct Now(pub Arc<dyn Fn() -> Timestamp + Send + Sync>);

/// Whether programs ask there.
pub fn is_api(path: &str) -> bool {
    path.starts_with("/api/")
}

/// Gives every refusal a body that says what is wrong and what to do.
pub async fn say_why(State(now): State<Now>, request: Request, next: Next) -> Response {
    let address = request.uri().path().to_owned();
    let refused = next.run(request).await;
    let status = refused.status();
    if !(status.is_client_error() || status.is_server_error()) || is_said(&refused, &address) {
        return refused;
    }
    let problem = refused
        .extensions()
        .get::<Problem>()
        .cloned()
        .unwrap_or_else(|| problem_of(status));
    let said = if is_api(&address) {
        problem.into_response()
    } else {
        page_of(status, address, problem, (now.0)())
    };
    let (mut parts, _) = refused.into_parts();
    let (said, body) = said.into_parts();
    for gone in [header::CONTENT_LENGTH, header::CONTENT_ENCODING] {
        parts.headers.remove(gone);
    }
    parts.headers.extend(said.headers);
    Response::from_parts(parts, Body::new(body))
}

/// Whether the refusal speaks to whoever asked already: a problem document to programs, a page to browsers. The probes
/// of an operator are answered with a word.
fn is_said(refused: &Response, address: &str) -> bool {
    let kind = refused
        .headers()
        .get(header::CONTENT_TYPE)
        .map_or("", |kind: &HeaderValue| kind.to_str().unwrap_or_default());
    if is_api(address) {
        kind.starts_with(PROBLEM_JSON)
    } else {
        kind.starts_with("text/html") || matches!(address, "/healthz" | "/readyz")
    }
}

/// The problem behind a bare status.
fn problem_of(status: StatusCode) -> Problem {
    let (code, title, detail) = match status {
        StatusCode::NOT_FOUND => ("not_found", "没有找到", "没有找到，请核对地址"),
        StatusCode::METHOD_NOT_ALLOWED => (
            "method",
            "方法不对",
            "这个地址不接受这种请求方法，可用的方法见 Allow 标头",
        ),
        StatusCode::REQUEST_TIMEOUT => ("timeout", "等待过久", "请求没有及时传完，请重试"),
        StatusCode::PAYLOAD_TOO_LARGE => ("body", "请求内容过大", "请求内容过大，请缩小后重试"),
        StatusCode::URI_TOO_LONG => (
            "address",
            "网址过长",
            "网址过长，请缩短检索文字或减少筛选条件",
        ),
        StatusCode::UNSUPPORTED_MEDIA_TYPE => (
            "media_type",
            "格式不支持",
            "请求内容的格式不支持，请对照接口文档核对 Content-Type",
        ),
        StatusCode::SERVICE_UNAVAILABLE => (
            "busy",
            "暂时无法完成",
            "办理时间过长，已经中止，没有保存。请稍后重试",
        ),
        status if status.is_server_error() => (
            "internal",
            "系统出错",
            "系统出错，本次操作没有保存。请稍后重试",
        ),
        _ => (
            "bad_request",
            "请求无法识别",
            "请求无法识别，请返回上一页重试",
        ),
    };
    Problem::new(status, code, title, detail)
}

/// The page that says it.
fn page_of(status: StatusCode, address: String, problem: Problem, now: Timestamp) -> Response {
    // What was sent with a method that is not to be had there was no link of ours.
    let text = if status == StatusCode::METHOD_NOT_ALLOWED {
        "这个地址不能这样打开，请从下面的入口继续。".into()
    } else {
        problem.detail
    };
    let layout = Layout::new(problem.title, Section::Elsewhere, address, now);
    let ways = vec![
        Link::new("返回首页", "/"),
        Link::new("检索科技成果", "/achievements"),
    ];
    ui::respond(
        status,
        &ErrorPage {
            layout,
            status: status.as_u16(),
            text,
            ways,
            reference: String::new(),
        },
    )
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::body::to_bytes;
    use axum::middleware::from_fn_with_state;
    use axum::routing::get;
    use tower::ServiceExt;

    use super::*;

    async fn ask(method: &str, path: &str) -> (StatusCode, String, Option<String>, String) {
        let router = Router::new()
            .route(
                "/api/v1/panics",
                get(async || -> &'static str { panic!("on purpose") }),
            )
            .route(
                "/panics",
                get(async || -> &'static str { panic!("on purpose") }),
            )
            .route(
                "/api/v1/late",
                get(async || StatusCode::SERVICE_UNAVAILABLE),
            )
            .route(
                "/elsewhere",
                get(async || {
                    Problem::new(
                        StatusCode::FORBIDDEN,
                        "cross_site",
                        "请求来源不符",
                        "已拒绝",
                    )
                }),
            )
            .layer(tower_http::catch_panic::CatchPanicLayer::new())
            .layer(from_fn_with_state(Now(Arc::new(|| Timestamp(0))), say_why));
        let request = Request::builder()
            .method(method)
            .uri(path)
            .body(Body::empty())
            .expect("a request");
        let answer = router.oneshot(request).await.expect("an answer");
        let text = |name| {
            answer
                .headers()
                .get(name)
                .map(|value: &HeaderValue| value.to_str().expect("text").to_owned())
        };
        let (status, kind, allow) = (
            answer.status(),
            text(header::CONTENT_TYPE).unwrap_or_default(),
            text(header::ALLOW),
        );
        let body = to_bytes(answer.into_body(), 1_000_000)
            .await
            .expect("a body");
        (
            status,
            kind,
            allow,
            String::from_utf8(body.to_vec()).expect("UTF-8"),
        )
    }

    #[tokio::test]
    async fn a_program_gets_a_problem_document_whatever_refused() {
        for (method, path, expected) in [
            ("GET", "/api/v1/panics", 500),
            ("GET", "/api/v1/late", 503),
            ("GET", "/api/v1/nowhere", 404),
            ("GET", "/api/nowhere", 404),
            ("DELETE", "/api/v1/late", 405),
        ] {
            let (status, kind, allow, body) = ask(method, path).await;
            assert_eq!(status.as_u16(), expected, "{path}");
            assert!(kind.starts_with(PROBLEM_JSON), "{path}: {kind}");
            let problem: serde_json::Value = serde_json::from_str(&body).expect("JSON");
            assert_eq!(problem["status"], expected, "{path}: {body}");
            assert_eq!(
                allow.as_deref(),
                (expected == 405).then_some("GET,HEAD"),
                "{path}"
            );
        }
    }

    #[tokio::test]
    async fn a_browser_gets_a_page_that_says_the_same() {
        for (method, path, expected, word) in [
            ("GET", "/panics", 500, "系统出错"),
            ("GET", "/nowhere", 404, "没有找到"),
            ("DELETE", "/elsewhere", 405, "不能这样打开"),
            ("GET", "/elsewhere", 403, "请求来源不符"),
        ] {
            let (status, kind, _, body) = ask(method, path).await;
            assert_eq!(
                (status.as_u16(), kind.as_str()),
                (expected, "text/html; charset=utf-8"),
                "{path}"
            );
            assert!(body.contains(word), "{path}: {body}");
        }
    }
}
