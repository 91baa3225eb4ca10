//! What was searched, and what in vain 检索需求: for the bureau, never by whom.

use axum::Json;
use axum::extract::State;
use market::catalogue::search_log::{Asked, Period, Searches};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::App;
use crate::http::caller::SignedIn;
use crate::http::extract::Params;
use crate::http::problem::Problem;

/// Texts of each list.
const SHOWN: i64 = 1_000;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list_searches))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Which {
    /// `30` or `90`; 30 when not said.
    days: Option<String>,
}

/// Searches for one text.
#[derive(Serialize, ToSchema)]
struct AskedView {
    /// The text, folded.
    text: String,
    searches: i64,
    /// Those for which no listing had all the words.
    in_vain: i64,
    /// The last day, in Asia/Shanghai.
    last_day: String,
    /// How many listings the last search found, those with some of the words included.
    results: i64,
}

impl From<Asked> for AskedView {
    fn from(asked: Asked) -> Self {
        let Asked {
            asked,
            searches,
            in_vain,
            last_day,
            results,
        } = asked;
        Self {
            text: asked,
            searches,
            in_vain,
            last_day: last_day.to_string(),
            results,
        }
    }
}

/// Searches of one day.
#[derive(Serialize, ToSchema)]
struct DayView {
    day: String,
    searches: i64,
    in_vain: i64,
}

/// What was searched in a period.
#[derive(Serialize, ToSchema)]
struct SearchesView {
    /// The first day of the period.
    since: String,
    /// By how many different people a text must have been searched to be told at all.
    frequent_from: u32,
    days: Vec<DayView>,
    /// What was searched in vain, the most frequent first.
    in_vain: Vec<AskedView>,
    /// What was searched, the most frequent first.
    frequent: Vec<AskedView>,
}

impl From<Searches> for SearchesView {
    fn from(searches: Searches) -> Self {
        let day = |day: market::catalogue::search_log::OfDay| DayView {
            day: day.day.to_string(),
            searches: day.searches,
            in_vain: day.in_vain,
        };
        Self {
            since: searches.since.to_string(),
            frequent_from: searches.least_people,
            days: searches.days.into_iter().map(day).collect(),
            in_vain: searches.in_vain.into_iter().map(AskedView::from).collect(),
            frequent: searches.frequent.into_iter().map(AskedView::from).collect(),
        }
    }
}

/// What was searched, and what in vain (the bureau). Counts are written down every ten seconds.
#[utoipa::path(get, path = "/statistics/searches", tag = "统计", params(Which),
    responses((status = 200, body = SearchesView), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem)))]
async fn list_searches(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    Params(which): Params<Which>,
) -> Result<Json<SearchesView>, Problem> {
    let period = match which.days {
        None => Period::default(),
        Some(days) => {
            Period::of_days(&days).ok_or_else(|| Problem::bad_request("参数 days 应为 30 或 90"))?
        }
    };
    Ok(Json(SearchesView::from(
        app.market.searches(&actor, period, SHOWN).await?,
    )))
}
