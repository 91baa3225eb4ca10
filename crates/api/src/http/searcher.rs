//! Whose search it is: counted apart by account or client, never kept.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use market::catalogue::search_log::Searcher;

use super::caller::Caller;
use super::client::Client;

/// Whose search counts: the account's, else that of the address from which it comes.
pub(crate) fn searcher_of(parts: &Parts) -> Searcher {
    let account = parts
        .extensions
        .get::<Caller>()
        .and_then(|caller| caller.actor.as_ref());
    let client = parts.extensions.get::<Client>();
    match (account, client) {
        (Some(actor), _) => Searcher::Account(actor.user.clone()),
        (None, Some(Client(Some(address)))) => Searcher::Client(*address),
        (None, _) => Searcher::Unknown,
    }
}

/// [`searcher_of`] a request of the API.
pub(crate) struct Searching(pub Searcher);

impl<S: Send + Sync> FromRequestParts<S> for Searching {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Self(searcher_of(parts)))
    }
}
