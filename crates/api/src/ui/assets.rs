//! The stylesheet and the small scripts 静态资源, carried in the program; nothing is loaded from elsewhere.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "../../web/static/"]
struct Assets;

/// One file under `/static/`. The address carries `?v=` with the version, so a browser may keep it for a year.
pub fn serve_asset(path: &str) -> Response {
    let Some(file) = Assets::get(path) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let kind = match path.rsplit_once('.').map(|(_, end)| end) {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    };
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    (headers, file.data.into_owned()).into_response()
}

/// Name and content of every file, for whoever saves pages.
pub fn every() -> Vec<(String, Vec<u8>)> {
    let content = |name: &str| {
        Assets::get(name)
            .map(|file| file.data.into_owned())
            .unwrap_or_default()
    };
    Assets::iter()
        .map(|name| (name.to_string(), content(&name)))
        .collect()
}

/// Version of a file: the beginning of its hash; changes exactly when the file does.
pub fn version_of(path: &str) -> String {
    let hash = Assets::get(path)
        .map(|file| file.metadata.sha256_hash())
        .unwrap_or_default();
    hash.iter()
        .take(6)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// Address of a file with its version: `/static/style.css?v=0f3a…`.
pub fn address_of(path: &str) -> String {
    format!("/static/{path}?v={}", version_of(path))
}
