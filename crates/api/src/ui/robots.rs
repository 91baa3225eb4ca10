//! For search engines: what they may read and what there is; and the picture that browsers ask for by habit.

use std::fmt::Write as _;

use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Redirect, Response};

use super::routing::{Router, get};
use super::visitor::Visitor;
use crate::App;
use crate::ui::assets::address_of;

/// Pages that stand for themselves.
const PAGES: [&str; 6] = [
    "/",
    "/achievements",
    "/demands",
    "/calculator",
    "/policies",
    "/api",
];

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/robots.txt", get(get_robots))
        .route("/sitemap.xml", get(get_sitemap))
        .route("/favicon.ico", get(get_favicon))
}

/// Where this site is for whoever asks, as in `https://example.cn`.
fn own_address(app: &App, headers: &HeaderMap) -> String {
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok())
        .unwrap_or_default();
    let known = host
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte));
    format!(
        "{}://{}",
        if app.secure { "https" } else { "http" },
        if known { host } else { "" }
    )
}

/// Results are found by asking, not by following every facet of every facet.
async fn get_robots(State(app): State<App>, headers: HeaderMap) -> String {
    let closed = [
        "/my",
        "/desk",
        "/api/",
        "/sign-in",
        "/achievements?",
        "/demands?",
    ];
    let closed: String = closed
        .iter()
        .map(|path| format!("Disallow: {path}\n"))
        .collect();
    format!(
        "User-agent: *\n{closed}Sitemap: {}/sitemap.xml\n",
        own_address(&app, &headers)
    )
}

/// The public pages and the newest published listings.
async fn get_sitemap(State(app): State<App>, visitor: Visitor, headers: HeaderMap) -> Response {
    let listed = match app.market.published().await {
        Ok(listed) => listed,
        Err(error) => return visitor.fail(error),
    };
    let here = own_address(&app, &headers);
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for page in PAGES {
        let _ = writeln!(xml, "<url><loc>{here}{page}</loc></url>");
    }
    for (id, changed) in listed {
        let _ = writeln!(
            xml,
            "<url><loc>{here}/achievements/{id}</loc><lastmod>{}</lastmod></url>",
            changed.day()
        );
    }
    xml += "</urlset>\n";
    (
        [
            (header::CONTENT_TYPE, "application/xml; charset=utf-8"),
            (header::CACHE_CONTROL, "public, max-age=3600"),
        ],
        xml,
    )
        .into_response()
}

async fn get_favicon() -> Redirect {
    Redirect::permanent(&address_of("mark.svg"))
}
