//! Someone who is signed in.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::response::Response;
use domain::id::SessionId;
use domain::people::user::Actor;
use market::Error;
use market::kernel::work::Once;

use super::typed::Typed;
use super::visitor::Visitor;
use crate::App;
use crate::http::caller::Caller;

/// Someone who is signed in; others are led to sign-in and back.
#[derive(Clone, Debug)]
pub(crate) struct Member {
    /// The visit.
    pub visitor: Visitor,
    /// Who, and for whom.
    pub actor: Actor,
    /// In which session.
    pub session: SessionId,
}

impl FromRequestParts<App> for Member {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        let Ok(visitor) = Visitor::from_request_parts(parts, app).await;
        let session = parts
            .extensions
            .get::<Caller>()
            .and_then(|caller| caller.session.clone());
        match (visitor.actor.clone(), session) {
            (Some(actor), Some(session)) => Ok(Self {
                visitor,
                actor,
                session,
            }),
            _ => Err(visitor.fail(Error::SignedOut)),
        }
    }
}

/// The same form sent twice from the same session (a double click) counts once.
pub(crate) fn once(member: &Member, typed: &Typed) -> Once {
    let told = format!(
        "{} {} {:?}",
        member.session, member.visitor.address, typed.0
    );
    Once::new(
        Some(format!(
            "form:{}",
            domain::event::sha256_hex(told.as_bytes())
        )),
        &typed.0,
    )
}
