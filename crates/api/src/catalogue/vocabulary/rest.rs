//! Vocabularies 词表: the lists from which fields, industries, subjects and patent classes are chosen.

use axum::Json;
use axum::extract::Path;
use axum::http::header::CACHE_CONTROL;
use axum::response::IntoResponse;
use domain::catalogue::achievement::Listing;
use domain::catalogue::vocabulary::{Entry, SUGGESTED_AT_MOST, Vocabulary};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::App;
use crate::http::extract::Params;
use crate::http::problem::Problem;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list_vocabulary_entries))
}

/// An entry of a vocabulary.
#[derive(Serialize, ToSchema)]
pub(crate) struct EntryOut {
    /// `C26`, `43045`, `C30B 29/36`; `null` for fields, which have only names.
    code: Option<String>,
    /// Its name; of what is finer than the list as it was handed in, or empty.
    name: String,
    /// As the field of a listing takes it and gives it back.
    text: String,
    /// For people: with the entry of the list that it stands under.
    label: String,
    /// On a list that the city made for itself and nobody confirmed.
    unconfirmed: bool,
}

impl EntryOut {
    fn of(vocabulary: Vocabulary, entry: Entry) -> Self {
        Self {
            text: entry.written(vocabulary),
            label: entry.label(),
            unconfirmed: vocabulary == Vocabulary::Field && entry.listed.is_unconfirmed(),
            code: entry.code,
            name: entry.name,
        }
    }
}

/// What the classification of a listing means; `null`, or left out of `ipc`, where a value from before there were
/// vocabularies is no entry.
#[derive(Serialize, ToSchema)]
pub(crate) struct Classification {
    field: Option<EntryOut>,
    industry: Option<EntryOut>,
    subject: Option<EntryOut>,
    ipc: Vec<EntryOut>,
}

impl From<&Listing> for Classification {
    fn from(listing: &Listing) -> Self {
        let entry = |vocabulary: Vocabulary, text: &str| {
            vocabulary
                .read(text)
                .map(|entry| EntryOut::of(vocabulary, entry))
        };
        let symbols = listing.ipc.iter();
        Self {
            field: entry(Vocabulary::Field, &listing.field),
            industry: entry(Vocabulary::Industry, &listing.industry),
            subject: entry(Vocabulary::Subject, &listing.subject),
            ipc: symbols
                .filter_map(|symbol| entry(Vocabulary::Ipc, symbol))
                .collect(),
        }
    }
}

/// Entries that a text may mean.
#[derive(Serialize, ToSchema)]
struct EntriesOut {
    /// Where the list comes from.
    source: &'static str,
    /// Best first; at most 20.
    items: Vec<EntryOut>,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Typed {
    /// A code or name as it is being typed; the first entries of the list when empty.
    #[serde(default)]
    q: String,
}

/// Entries of a vocabulary by code, name and everyday word: `field`, `industry`, `subject` or `ipc`.
#[utoipa::path(get, path = "/vocabularies/{name}", tag = "科技成果", security((), ("token" = [])), params(("name" = String, Path), Typed),
    responses((status = 200, body = EntriesOut), (status = 400, body = Problem), (status = 404, body = Problem)))]
async fn list_vocabulary_entries(
    Path(name): Path<String>,
    Params(typed): Params<Typed>,
) -> Result<impl IntoResponse, Problem> {
    let vocabulary = Vocabulary::find(&name).ok_or_else(Problem::not_found)?;
    let items = vocabulary.suggest(&typed.q, SUGGESTED_AT_MOST);
    let entries = EntriesOut {
        source: vocabulary.source(),
        items: items
            .into_iter()
            .map(|entry| EntryOut::of(vocabulary, entry))
            .collect(),
    };
    // A list changes with the program only.
    Ok(([(CACHE_CONTROL, "public, max-age=3600")], Json(entries)))
}
