//! Files on their way out: never shown inside a page of ours, always saved.

use axum::body::Body;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use market::catalogue::attachment::Download;

use crate::ui::layout::in_query;

/// A file to be saved under its own name (RFC 5987).
pub(crate) fn download(file: Download) -> Response {
    saved(&file.name, &file.media_type, file.bytes)
}

/// Something to be saved under a name.
pub(crate) fn saved(name: &str, media_type: &str, content: impl Into<Body>) -> Response {
    let disposition = format!(
        "attachment; filename*=UTF-8''{}",
        in_query(&name.replace('/', "_"))
    );
    let headers = [
        (header::CONTENT_TYPE, media_type.to_owned()),
        (header::CONTENT_DISPOSITION, disposition),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    (headers, content.into()).into_response()
}
