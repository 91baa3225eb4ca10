//! Searching achievements, achievements like one, suggestions while typing.

use axum::Json;
use axum::extract::{RawQuery, State};
use domain::id::kind;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::App;
use crate::catalogue::search::asked::Asked;
use crate::http::extract::{OfPath, Params};
use crate::http::problem::Problem;
use crate::http::searcher::Searching;
use crate::http::view::List;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_achievements))
        .routes(routes!(list_similar_achievements))
        .routes(routes!(list_suggestions))
}

/// What a program asks beside the text and the filters.
#[derive(Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(
    dead_code,
    reason = "filters are described here and read by `Asked`, as pages do"
)]
struct Search {
    /// Any text; never an error.
    q: Option<String>,
    /// Application field; may be repeated, as every filter but the thresholds.
    field: Option<String>,
    /// Division code of the county of origin.
    county: Option<String>,
    /// Identifier of the organisation.
    organisation: Option<String>,
    /// `licence`, `assignment` …
    mode: Option<String>,
    /// At least this level of maturity, 1 to 9.
    maturity_min: Option<String>,
    /// The least asked is at most this, in fen.
    price_max_fen: Option<String>,
    /// Year of completion.
    year: Option<String>,
    /// `true`: with a granted patent whose protection has not ended.
    patent_in_force: Option<String>,
    /// `true`: trial first, pay later.
    trial_offered: Option<String>,
    /// `relevance`, `newest`, `confirmed` or `price_low`.
    sort: Option<String>,
    /// How many, 1 to 100; 20 when not said.
    limit: Option<String>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
    /// `true`: every hit says how its score came about.
    explain: Option<String>,
}

/// The first value of a parameter.
fn parameter(raw: &str, name: &str) -> Option<String> {
    form_urlencoded::parse(raw.as_bytes())
        .find(|(known, _)| known == name)
        .map(|(_, value)| value.into_owned())
}

/// A number of a program: unlike a reader's address, a wrong one is told.
fn number(raw: &str, name: &str, otherwise: usize) -> Result<usize, Problem> {
    match parameter(raw, name) {
        None => Ok(otherwise),
        Some(text) => text
            .parse()
            .map_err(|_| Problem::bad_request(format!("参数 {name} 应为整数"))),
    }
}

/// A page of results as it goes out; written as it is, because it is large.
#[derive(Serialize, ToSchema)]
struct FoundView {
    items: Vec<index::Hit>,
    next_cursor: Option<String>,
    /// Those that answer what was asked, on all pages: with all words, or with most of three and more where none has them all.
    total: usize,
    /// Up to ten with fewer of the words, with the first page, when it holds all that answer and these are few.
    related: Vec<index::Hit>,
    facets: Vec<index::Facet>,
    matching: index::Matching,
    did_you_mean: Option<String>,
}

/// Search published achievements.
///
/// `total` and `facets` count the achievements that answer: those with all words of `q` (other names count), or, where there is
/// none and `q` has three words or more, those with most of them. What has fewer is not counted: the best ten of it stand in
/// `related` when the first page holds all that answer. `matching.strictness` says which it was.
#[utoipa::path(get, path = "/achievements", tag = "科技成果", security((), ("token" = [])), params(Search), responses((status = 200, body = FoundView), (status = 400, body = Problem)))]
async fn list_achievements(
    State(app): State<App>,
    Searching(searcher): Searching,
    RawQuery(raw): RawQuery,
) -> Result<Json<FoundView>, Problem> {
    let raw = raw.unwrap_or_default();
    let limit = number(&raw, "limit", 20)?.clamp(1, index::LIMIT_AT_MOST);
    let offset = number(&raw, "cursor", 0)?;
    for name in ["maturity_min", "price_max_fen", "year"] {
        number(&raw, name, 0)?;
    }
    let mut query = Asked::read(&raw).query(app.market.now());
    query.limit = limit;
    query.offset = offset;
    query.facets = index::Facets::Counted;
    if parameter(&raw, "explain").as_deref() == Some("true") {
        query.explain = index::Explain::Given;
    }
    let page = app.market.search_for(&searcher, query).await?;
    let next = offset.saturating_add(page.hits.len());
    let more = !page.hits.is_empty() && next < page.total.min(index::DEEPEST);
    Ok(Json(FoundView {
        items: page.hits,
        next_cursor: more.then(|| next.to_string()),
        total: page.total,
        related: page.related,
        facets: page.facets,
        matching: page.matching,
        did_you_mean: page.did_you_mean,
    }))
}

/// Achievements like a published one.
#[utoipa::path(get, path = "/achievements/{id}/similar", tag = "科技成果", security((), ("token" = [])), params(("id" = String, Path)),
    responses((status = 200, body = List<index::Hit>), (status = 404, body = Problem)))]
async fn list_similar_achievements(
    State(app): State<App>,
    OfPath(id): OfPath<kind::Achievement>,
) -> Result<Json<List<index::Hit>>, Problem> {
    app.market.achievement(None, &id).await?;
    let hits = app.market.similar(&id, 10).await?;
    Ok(Json(List {
        total: i64::try_from(hits.len()).ok(),
        items: hits,
        next_cursor: None,
    }))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Prefix {
    /// What was typed so far.
    #[serde(default)]
    q: String,
}

/// What may be meant, the most frequent first.
#[derive(Serialize, ToSchema)]
struct SuggestionsOut {
    items: Vec<index::Suggestion>,
}

/// Titles and keywords that begin so.
#[utoipa::path(get, path = "/suggest", tag = "科技成果", security((), ("token" = [])), params(Prefix), responses((status = 200, body = SuggestionsOut), (status = 400, body = Problem)))]
async fn list_suggestions(
    State(app): State<App>,
    Params(prefix): Params<Prefix>,
) -> Result<Json<SuggestionsOut>, Problem> {
    Ok(Json(SuggestionsOut {
        items: app.market.suggest(&prefix.q, 8).await?,
    }))
}
