//! Licence requests 许可意向 and introductions 引荐.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::Timestamp;
use domain::deals::introduction::{self, IntroductionInput, RefusalInput};
use domain::deals::licence_request::{
    self, Decline, DeclineInput, LicenceRequestInput, NewLicenceRequest,
};
use domain::deals::party::Side;
use domain::id::{AchievementId, DealId, IntroductionId, LicenceRequestId, OrganisationId, kind};
use jiff::civil::Date;
use market::deals::introduction::IntroductionView;
use market::deals::licence_request::LicenceRequestView;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::App;
use crate::http::caller::SignedIn;
use crate::http::extract::{Body, IdempotencyKey, IfMatch, OfPath, Params};
use crate::http::problem::Problem;
use crate::http::view::{Created, List, Page, created, versioned};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(create_licence_request))
        .routes(routes!(list_licence_requests))
        .routes(routes!(get_licence_request))
        .routes(routes!(accept_licence_request))
        .routes(routes!(decline_licence_request))
        .routes(routes!(withdraw_licence_request))
        .routes(routes!(create_introduction, list_introductions))
        .routes(routes!(get_introduction))
        .routes(routes!(acknowledge_introduction))
        .routes(routes!(refuse_introduction))
        .routes(routes!(withdraw_introduction))
}

/// A licence request.
#[derive(Serialize, ToSchema)]
struct LicenceRequestOut {
    id: LicenceRequestId,
    version: i64,
    state: licence_request::State,
    achievement_id: AchievementId,
    achievement_title: String,
    seller_id: OrganisationId,
    seller_name: String,
    buyer_id: OrganisationId,
    buyer_name: String,
    /// The person who asked.
    asked_by: String,
    asked: NewLicenceRequest,
    /// Why it was declined.
    decline: Option<Decline>,
    /// The deal that its acceptance opened.
    deal_id: Option<DealId>,
    created_at: Timestamp,
    /// Answered or withdrawn at.
    answered_at: Option<Timestamp>,
    /// The last day for an answer.
    answer_due: Date,
    /// That day has passed, and nobody answered.
    overdue: bool,
    /// What my side can do next, in words; empty for others.
    way_on: &'static str,
    /// What I may do with it as it stands.
    can: Vec<&'static str>,
}

impl From<LicenceRequestView> for LicenceRequestOut {
    fn from(view: LicenceRequestView) -> Self {
        let request = view.request;
        Self {
            id: request.id,
            version: request.version,
            state: request.state,
            achievement_id: request.achievement,
            achievement_title: view.achievement_title,
            seller_id: request.seller,
            seller_name: view.seller_name,
            buyer_id: request.buyer,
            buyer_name: view.buyer_name,
            asked_by: view.asked_by_name,
            asked: request.asked,
            decline: request.decline,
            deal_id: request.deal,
            created_at: request.created_at,
            answered_at: request.answered_at,
            answer_due: view.answer_due,
            overdue: view.overdue,
            way_on: view.way_on,
            can: view.can.iter().map(|step| step.as_str()).collect(),
        }
    }
}

/// Ask for an achievement (an enterprise).
#[utoipa::path(post, path = "/achievements/{id}/licence-requests", tag = "许可意向", params(("Idempotency-Key" = Option<String>, Header), ("id" = String, Path)), request_body = LicenceRequestInput,
    responses((status = 201, body = Created), (status = 403, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn create_licence_request(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::Achievement>,
    key: IdempotencyKey,
    Body(input): Body<LicenceRequestInput>,
) -> Result<Response, Problem> {
    let once = key.of(&input);
    Ok(created(
        "licence-requests",
        app.market
            .request_licence(&actor, &id, input, &once)
            .await?,
    ))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Which {
    /// `sent` by my organisation, or `received` by it; `received` when not said.
    side: Option<String>,
    /// `open`, `accepted`, `declined` or `withdrawn`; all when not said.
    state: Option<String>,
    limit: Option<i64>,
    cursor: Option<String>,
}

/// Requests of my organisation, answered and withdrawn ones too: open ones first, the longest waiting first.
#[utoipa::path(get, path = "/licence-requests", tag = "许可意向", params(Which), responses((status = 200, body = List<LicenceRequestOut>), (status = 400, body = Problem), (status = 401, body = Problem)))]
async fn list_licence_requests(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    Params(which): Params<Which>,
) -> Result<Json<List<LicenceRequestOut>>, Problem> {
    let page = Page {
        limit: which.limit,
        cursor: which.cursor,
    };
    let side = match which.side.as_deref() {
        Some("sent") => Side::Buyer,
        Some("received") | None => Side::Seller,
        Some(_) => return Err(Problem::bad_request("参数 side 应为 sent 或 received")),
    };
    let state = match which.state {
        Some(state) => Some(state.try_into().map_err(Problem::bad_request)?),
        None => None,
    };
    let (rows, total) = app
        .market
        .licence_requests(&actor, side, state, page.cursor(), page.limit() + 1)
        .await?;
    Ok(Json(List::cut(
        rows,
        page.limit(),
        Some(total),
        LicenceRequestView::place,
        LicenceRequestOut::from,
    )))
}

/// One request, for its two sides and the bureau.
#[utoipa::path(get, path = "/licence-requests/{id}", tag = "许可意向", params(("id" = String, Path)), responses((status = 200, body = LicenceRequestOut, headers(("ETag" = String))), (status = 404, body = Problem)))]
async fn get_licence_request(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::LicenceRequest>,
) -> Result<Response, Problem> {
    let view = app.market.licence_request(&actor, &id).await?;
    Ok(versioned(
        view.request.version,
        LicenceRequestOut::from(view),
    ))
}

/// Accept: opens a deal, whose identifier is answered.
#[utoipa::path(post, path = "/licence-requests/{id}/accept", tag = "许可意向", params(("Idempotency-Key" = Option<String>, Header), ("id" = String, Path), ("If-Match" = String, Header)),
    responses((status = 201, body = Created), (status = 409, body = Problem), (status = 412, body = Problem)))]
async fn accept_licence_request(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::LicenceRequest>,
    IfMatch(version): IfMatch,
    key: IdempotencyKey,
) -> Result<Response, Problem> {
    let once = key.of(&(&id, version));
    Ok(created(
        "deals",
        app.market
            .accept_licence_request(&actor, &id, version, &once)
            .await?,
    ))
}

/// Decline with a reason code.
#[utoipa::path(post, path = "/licence-requests/{id}/decline", tag = "许可意向", params(("id" = String, Path), ("If-Match" = String, Header)), request_body = DeclineInput,
    responses((status = 204), (status = 409, body = Problem), (status = 412, body = Problem), (status = 422, body = Problem)))]
async fn decline_licence_request(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::LicenceRequest>,
    IfMatch(version): IfMatch,
    Body(input): Body<DeclineInput>,
) -> Result<StatusCode, Problem> {
    app.market
        .decline_licence_request(&actor, &id, version, input)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Take a request back.
#[utoipa::path(post, path = "/licence-requests/{id}/withdraw", tag = "许可意向", params(("id" = String, Path), ("If-Match" = String, Header)),
    responses((status = 204), (status = 409, body = Problem), (status = 412, body = Problem)))]
async fn withdraw_licence_request(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::LicenceRequest>,
    IfMatch(version): IfMatch,
) -> Result<StatusCode, Problem> {
    app.market
        .withdraw_licence_request(&actor, &id, version)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// An introduction.
#[derive(Serialize, ToSchema)]
struct IntroductionOut {
    id: IntroductionId,
    version: i64,
    state: introduction::State,
    achievement_id: AchievementId,
    achievement_title: String,
    seller_id: OrganisationId,
    seller_name: String,
    buyer_id: OrganisationId,
    buyer_name: String,
    broker_id: OrganisationId,
    broker_name: String,
    /// Why the two fit.
    note: String,
    /// Why a side refused it, or empty.
    reason: String,
    /// The person who recorded it.
    recorded_by: String,
    created_at: Timestamp,
    /// The last day of protection, once both sides acknowledged it.
    protected_until: Option<Date>,
}

impl From<IntroductionView> for IntroductionOut {
    fn from(view: IntroductionView) -> Self {
        let introduction = view.introduction;
        Self {
            id: introduction.id,
            version: introduction.version,
            state: introduction.state,
            achievement_id: introduction.achievement,
            achievement_title: view.achievement_title,
            seller_id: introduction.seller,
            seller_name: view.seller_name,
            buyer_id: introduction.buyer,
            buyer_name: view.buyer_name,
            broker_id: introduction.broker,
            broker_name: view.broker_name,
            note: introduction.note,
            reason: introduction.reason,
            recorded_by: view.recorded_by_name,
            created_at: introduction.created_at,
            protected_until: view.protected_until,
        }
    }
}

/// Introduce a buyer to an achievement (a broker).
#[utoipa::path(post, path = "/introductions", tag = "引荐", params(("Idempotency-Key" = Option<String>, Header)), request_body = IntroductionInput,
    responses((status = 201, body = Created), (status = 403, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn create_introduction(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    key: IdempotencyKey,
    Body(input): Body<IntroductionInput>,
) -> Result<Response, Problem> {
    let once = key.of(&input);
    Ok(created(
        "introductions",
        app.market.introduce(&actor, input, &once).await?,
    ))
}

/// Introductions in which my organisation takes part.
#[utoipa::path(get, path = "/introductions", tag = "引荐", params(Page), responses((status = 200, body = List<IntroductionOut>), (status = 401, body = Problem)))]
async fn list_introductions(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    Params(page): Params<Page>,
) -> Result<Json<List<IntroductionOut>>, Problem> {
    let (rows, total) = app
        .market
        .introductions(&actor, None, page.cursor(), page.limit() + 1)
        .await?;
    Ok(Json(List::cut(
        rows,
        page.limit(),
        Some(total),
        IntroductionView::place,
        IntroductionOut::from,
    )))
}

/// One introduction.
#[utoipa::path(get, path = "/introductions/{id}", tag = "引荐", params(("id" = String, Path)), responses((status = 200, body = IntroductionOut, headers(("ETag" = String))), (status = 404, body = Problem)))]
async fn get_introduction(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::Introduction>,
) -> Result<Response, Problem> {
    let view = app.market.introduction(&actor, &id).await?;
    Ok(versioned(
        view.introduction.version,
        IntroductionOut::from(view),
    ))
}

/// Acknowledge that the broker brought the two together.
#[utoipa::path(post, path = "/introductions/{id}/acknowledge", tag = "引荐", params(("id" = String, Path), ("If-Match" = String, Header)),
    responses((status = 204), (status = 409, body = Problem), (status = 412, body = Problem)))]
async fn acknowledge_introduction(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::Introduction>,
    IfMatch(version): IfMatch,
) -> Result<StatusCode, Problem> {
    app.market
        .acknowledge_introduction(&actor, &id, version)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Refuse: the two knew each other already.
#[utoipa::path(post, path = "/introductions/{id}/refuse", tag = "引荐", params(("id" = String, Path), ("If-Match" = String, Header)), request_body = RefusalInput,
    responses((status = 204), (status = 409, body = Problem), (status = 412, body = Problem), (status = 422, body = Problem)))]
async fn refuse_introduction(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::Introduction>,
    IfMatch(version): IfMatch,
    Body(input): Body<RefusalInput>,
) -> Result<StatusCode, Problem> {
    app.market
        .refuse_introduction(&actor, &id, version, input)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Take an introduction back (the broker).
#[utoipa::path(post, path = "/introductions/{id}/withdraw", tag = "引荐", params(("id" = String, Path), ("If-Match" = String, Header)),
    responses((status = 204), (status = 409, body = Problem), (status = 412, body = Problem)))]
async fn withdraw_introduction(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::Introduction>,
    IfMatch(version): IfMatch,
) -> Result<StatusCode, Problem> {
    app.market
        .withdraw_introduction(&actor, &id, version)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
