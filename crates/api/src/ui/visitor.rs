//! Who looks at a page, and from where.

use axum::extract::{FromRequestParts, OriginalUri};
use axum::http::request::Parts;
use domain::Timestamp;
use domain::people::user::Actor;
use market::catalogue::search_log::Searcher;

use super::done::DONE;
use super::layout::{Layout, Person, Section};
use super::parts::{Notice, Tone};
use crate::App;
use crate::http::caller::Caller;
use crate::http::searcher::searcher_of;

/// Someone who looks at a page, signed in or not.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// Who, when signed in.
    pub actor: Option<Actor>,
    /// Path and query of the page.
    pub address: String,
    /// The moment of asking.
    pub now: Timestamp,
    /// Whose search counts, when this is one.
    pub searcher: Searcher,
    /// How many things wait for the person.
    waiting: u64,
    done: Option<&'static str>,
}

impl FromRequestParts<App> for Visitor {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Self::Rejection> {
        let caller = parts
            .extensions
            .get::<Caller>()
            .cloned()
            .unwrap_or_default();
        let uri = parts
            .extensions
            .get::<OriginalUri>()
            .map_or(&parts.uri, |original| &original.0);
        let address = uri
            .path_and_query()
            .map_or("/", |path| path.as_str())
            .to_owned();
        let word = uri
            .query()
            .and_then(|query| query.split('&').find_map(|pair| pair.strip_prefix("done=")));
        let done = word
            .and_then(|word| DONE.iter().find(|(known, _)| *known == word))
            .map(|(_, sentence)| *sentence);
        let waiting = match &caller.actor {
            // A page is worth showing even when this count is not to be had.
            Some(actor) => app
                .market
                .waiting(actor)
                .await
                .map_or(0, |waiting| waiting.for_me.len() as u64),
            None => 0,
        };
        let searcher = searcher_of(parts);
        Ok(Self {
            actor: caller.actor,
            address,
            now: app.market.now(),
            searcher,
            waiting,
            done,
        })
    }
}

impl Visitor {
    /// The same visitor, as if at another page: the one that is shown instead.
    #[must_use]
    pub fn at(self, address: String) -> Self {
        Self { address, ..self }
    }

    /// The same visitor, who has just signed in.
    #[must_use]
    pub fn signed_in(self, actor: Actor) -> Self {
        Self {
            actor: Some(actor),
            ..self
        }
    }

    /// What surrounds a page for this visitor.
    pub fn layout(&self, title: impl Into<String>, section: Section) -> Layout {
        let layout = Layout::new(title, section, self.address.clone(), self.now);
        let layout = match self.done {
            Some(sentence) => layout.noticing(Notice::new(Tone::Good, sentence)),
            None => layout,
        };
        match &self.actor {
            None => layout,
            Some(actor) => layout.seen_by(Person {
                name: actor.name.clone(),
                organisation: actor.organisation_name.clone(),
                organisation_kind: actor.organisation_kind,
                role: actor.role,
                waiting: self.waiting,
            }),
        }
    }
}
