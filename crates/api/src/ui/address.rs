//! What an address says: the thing it names, and its parameters.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::response::Response;
use domain::Id;
use domain::id::Kind;
use market::Error;

use super::visitor::Visitor;
use crate::App;
use crate::http::bounds;

/// An identifier in the path; one that cannot be leads to "not found".
pub(crate) struct OfPath<K: Kind>(pub Id<K>);

impl<K: Kind> FromRequestParts<App> for OfPath<K> {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        let text = axum::extract::Path::<String>::from_request_parts(parts, app)
            .await
            .map(|path| path.0)
            .unwrap_or_default();
        if let Ok(id) = text.parse() {
            return Ok(Self(id));
        }
        let Ok(visitor) = Visitor::from_request_parts(parts, app).await;
        Err(visitor.fail(Error::NotFound))
    }
}

/// The parameters of an address; of those given twice the first counts, and what cannot be read is left out: an address
/// is no form, and nobody can mend it.
pub(crate) struct Lenient<T>(pub T);

impl<T: serde::de::DeserializeOwned + Default, S: Send + Sync> FromRequestParts<S> for Lenient<T> {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        let mut pairs: Vec<(String, String)> = Vec::new();
        for (name, value) in
            form_urlencoded::parse(parts.uri.query().unwrap_or_default().as_bytes())
                .take(bounds::PARAMETERS_AT_MOST)
        {
            if !pairs.iter().any(|(known, _)| *known == name) {
                pairs.push((name.into_owned(), value.into_owned()));
            }
        }
        let query = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(pairs)
            .finish();
        let read = format!("/?{query}")
            .parse()
            .ok()
            .and_then(|uri| axum::extract::Query::try_from_uri(&uri).ok());
        Ok(Self(
            read.map(|axum::extract::Query(value)| value)
                .unwrap_or_default(),
        ))
    }
}

/// Where a list goes on.
#[derive(Default, serde::Deserialize)]
pub(crate) struct Onwards {
    /// Place after which it goes on; empty for its beginning.
    #[serde(default)]
    pub after: String,
}
