//! Refusals 登录失败和被拒绝的操作, counted by hour.

use axum::Json;
use axum::extract::State;
use domain::id::kind;
use market::people::refusal::RefusalView;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::App;
use crate::http::caller::SignedIn;
use crate::http::extract::OfPath;
use crate::http::problem::Problem;

/// Most entries of an answer.
const AT_MOST: i64 = 200;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_refusals))
        .routes(routes!(list_refusals_of_organisation))
}

/// Refusals of one kind that one person met in one hour.
#[derive(Serialize, ToSchema)]
struct RefusalOut {
    /// When the hour began.
    hour_at: String,
    /// Who; nobody when nobody has the login that was typed. What was typed is never kept.
    user_id: Option<String>,
    login: Option<String>,
    name: Option<String>,
    /// `wrong_password`, `too_many`, `not_admitted`, `forbidden`.
    kind: String,
    times: i64,
    last_at: String,
}

impl From<RefusalView> for RefusalOut {
    fn from(view: RefusalView) -> Self {
        let known = |text: String| Some(text).filter(|text| !text.is_empty());
        let counted = view.counted;
        Self {
            hour_at: counted.hour_at.rfc3339(),
            user_id: known(counted.user),
            login: known(counted.login),
            name: known(counted.user_name),
            kind: counted.kind,
            times: counted.times,
            last_at: counted.last_at.rfc3339(),
        }
    }
}

/// Failed sign-ins, throttling and refused requests of the last 90 days, the latest first, at most 200 (the bureau).
#[utoipa::path(get, path = "/refusals", tag = "登录",
    responses((status = 200, body = Vec<RefusalOut>), (status = 401, body = Problem), (status = 403, body = Problem)))]
async fn list_refusals(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
) -> Result<Json<Vec<RefusalOut>>, Problem> {
    Ok(Json(
        app.market
            .refusals(&actor, AT_MOST)
            .await?
            .into_iter()
            .map(RefusalOut::from)
            .collect(),
    ))
}

/// The same of the members of an organisation (its managers, and the bureau).
#[utoipa::path(get, path = "/organisations/{id}/refusals", tag = "登录", params(("id" = String, Path)),
    responses((status = 200, body = Vec<RefusalOut>), (status = 401, body = Problem), (status = 403, body = Problem)))]
async fn list_refusals_of_organisation(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::Organisation>,
) -> Result<Json<Vec<RefusalOut>>, Problem> {
    Ok(Json(
        app.market
            .refusals_at(&actor, &id, AT_MOST)
            .await?
            .into_iter()
            .map(RefusalOut::from)
            .collect(),
    ))
}
