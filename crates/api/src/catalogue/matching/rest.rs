//! Matching 供需对接: achievements for a demand, demands for an achievement, all pairs for brokers, and alerts.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::Timestamp;
use domain::id::{AchievementId, kind};
use index::{Card, Match, Verdict};
use market::catalogue::matching::{Pairs, Wanted};
use market::readers::alert::Named as NamedAlert;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::App;
use crate::catalogue::demand::rest::DemandView;
use crate::http::caller::{Caller, SignedIn};
use crate::http::extract::{OfPath, Params};
use crate::http::problem::Problem;
use crate::http::view::{List, Page};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_matches_of_demand))
        .routes(routes!(list_demands_for_achievement))
        .routes(routes!(list_pairs))
        .routes(routes!(list_alerts))
        .routes(routes!(see_alerts))
}

fn count(items: usize) -> Option<i64> {
    i64::try_from(items).ok()
}

/// Achievements that answer a demand, the best first, each with its score from 0 to 100 and what every criterion gives.
#[utoipa::path(get, path = "/demands/{id}/matches", tag = "供需对接", security((), ("token" = [])), params(("id" = String, Path), Page),
    responses((status = 200, body = List<MatchOut>), (status = 404, body = Problem)))]
async fn list_matches_of_demand(
    State(app): State<App>,
    caller: Caller,
    OfPath(id): OfPath<kind::Demand>,
    Params(page): Params<Page>,
) -> Result<Json<List<MatchOut>>, Problem> {
    let limit = usize::try_from(page.limit()).unwrap_or_default();
    let matches = app
        .market
        .matches_of_demand(caller.actor.as_ref(), &id, limit)
        .await?;
    let items: Vec<MatchOut> = matches.into_iter().map(MatchOut::from).collect();
    Ok(Json(List {
        total: count(items.len()),
        items,
        next_cursor: None,
    }))
}

/// An achievement that answers a demand.
#[derive(Serialize, ToSchema)]
struct MatchOut {
    achievement_id: AchievementId,
    card: Card,
    verdict: Verdict,
}

impl From<Match> for MatchOut {
    fn from(one: Match) -> Self {
        Self {
            achievement_id: one.hit.id,
            card: one.hit.card,
            verdict: one.verdict,
        }
    }
}

/// A demand that an achievement answers.
#[derive(Serialize, ToSchema)]
struct WantedOut {
    demand: DemandView,
    verdict: Verdict,
}

/// A demand with the achievements that answer it best.
#[derive(Serialize, ToSchema)]
struct PairsOut {
    demand: DemandView,
    matches: Vec<MatchOut>,
}

/// Open demands that a published achievement answers, the best first.
#[utoipa::path(get, path = "/achievements/{id}/demands", tag = "供需对接", security((), ("token" = [])), params(("id" = String, Path), Page),
    responses((status = 200, body = List<WantedOut>), (status = 404, body = Problem)))]
async fn list_demands_for_achievement(
    State(app): State<App>,
    caller: Caller,
    OfPath(id): OfPath<kind::Achievement>,
    Params(page): Params<Page>,
) -> Result<Json<List<WantedOut>>, Problem> {
    let limit = usize::try_from(page.limit()).unwrap_or_default();
    let wanted = app
        .market
        .demands_for(caller.actor.as_ref(), &id, limit)
        .await?;
    let today = app.market.now().day();
    let view = |one: Wanted| WantedOut {
        demand: DemandView::on(today, one.demand),
        verdict: one.verdict,
    };
    let items: Vec<WantedOut> = wanted.into_iter().map(view).collect();
    Ok(Json(List {
        total: count(items.len()),
        items,
        next_cursor: None,
    }))
}

/// Open demands with the achievements that answer them best (brokers and the bureau).
#[utoipa::path(get, path = "/matches", tag = "供需对接",
    responses((status = 200, body = List<PairsOut>), (status = 401, body = Problem), (status = 403, body = Problem)))]
async fn list_pairs(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
) -> Result<Json<List<PairsOut>>, Problem> {
    let today = app.market.now().day();
    let view = |pair: Pairs| {
        let matches = pair.matches.into_iter().map(MatchOut::from).collect();
        PairsOut {
            demand: DemandView::on(today, pair.demand),
            matches,
        }
    };
    let items: Vec<PairsOut> = app
        .market
        .pairs(&actor)
        .await?
        .into_iter()
        .map(view)
        .collect();
    Ok(Json(List {
        total: count(items.len()),
        items,
        next_cursor: None,
    }))
}

/// A new listing that answers a demand or a saved search.
#[derive(Serialize, ToSchema)]
struct AlertView {
    /// The demand or saved search.
    about: String,
    /// How it was called then.
    about_title: String,
    achievement_id: String,
    achievement_title: String,
    seller_name: String,
    /// From 0 to 100; nothing for a saved search.
    score: Option<i64>,
    /// The words that tell most of what both say.
    terms: String,
    raised_at: String,
    seen_at: Option<String>,
}

impl From<NamedAlert> for AlertView {
    fn from(named: NamedAlert) -> Self {
        let alert = named.alert;
        Self {
            about: alert.about,
            about_title: alert.about_title,
            achievement_id: alert.achievement.to_string(),
            achievement_title: named.achievement_title,
            seller_name: named.seller_name,
            score: alert.score,
            terms: alert.terms,
            raised_at: alert.raised_at.rfc3339(),
            seen_at: alert.seen_at.map(Timestamp::rfc3339),
        }
    }
}

/// The newest alerts of whoever asks.
#[utoipa::path(get, path = "/alerts", tag = "供需对接", params(Page),
    responses((status = 200, body = List<AlertView>), (status = 401, body = Problem)))]
async fn list_alerts(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    Params(page): Params<Page>,
) -> Result<Json<List<AlertView>>, Problem> {
    let (alerts, _) = app.market.alerts(&actor, page.limit()).await?;
    let items: Vec<AlertView> = alerts.into_iter().map(AlertView::from).collect();
    Ok(Json(List {
        items,
        next_cursor: None,
        total: None,
    }))
}

/// Mark all alerts of whoever asks as seen.
#[utoipa::path(post, path = "/alerts/seen", tag = "供需对接", responses((status = 204), (status = 401, body = Problem)))]
async fn see_alerts(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
) -> Result<StatusCode, Problem> {
    app.market.see_alerts(&actor).await?;
    Ok(StatusCode::NO_CONTENT)
}
