//! Files of things: what is told of one, and which one a path means.

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use domain::Id;
use domain::id::{AttachmentId, Kind};
use market::catalogue::attachment::Attachment;
use serde::Serialize;
use utoipa::ToSchema;

use crate::http::problem::Problem;

/// A file.
#[derive(Serialize, ToSchema)]
pub(crate) struct FileOut {
    id: AttachmentId,
    name: String,
    /// Bytes.
    size: i64,
    sha256: String,
}

impl From<Attachment> for FileOut {
    fn from(file: Attachment) -> Self {
        Self {
            id: file.id,
            name: file.name,
            size: file.size,
            sha256: file.sha256,
        }
    }
}

/// A file as it was added.
#[derive(ToSchema)]
#[schema(value_type = String, format = Binary)]
#[expect(dead_code, reason = "describes an answer that is written as it is")]
pub(crate) struct FileBytes(Vec<u8>);

/// A thing and one of its files in the path; what cannot be either is simply not found.
pub(crate) struct OfFile<K: Kind>(pub(crate) Id<K>, pub(crate) AttachmentId);

impl<K: Kind, S: Send + Sync> FromRequestParts<S> for OfFile<K> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let read = Path::<(String, String)>::from_request_parts(parts, state).await;
        let Ok(Path((thing, file))) = read else {
            return Err(Problem::not_found());
        };
        match (thing.parse(), file.parse()) {
            (Ok(thing), Ok(file)) => Ok(Self(thing, file)),
            _ => Err(Problem::not_found()),
        }
    }
}
