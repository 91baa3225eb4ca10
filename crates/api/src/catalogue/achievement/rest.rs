//! Achievements 科技成果: one, and what is done to it. Searching them is `search`, importing many is `import`.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::catalogue::achievement::{self, Achievement, AchievementInput, Listing};
use domain::catalogue::revision::FieldChange;
use domain::id::kind;
use market::catalogue::achievement::place;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::App;
use crate::catalogue::vocabulary::rest::Classification;
use crate::http::caller::{Caller, SignedIn};
use crate::http::extract::{Body, IdempotencyKey, IfMatch, OfPath, Params};
use crate::http::problem::Problem;
use crate::http::view::{Created, List, Page, created, versioned};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(create_achievement))
        .routes(routes!(get_achievement, update_achievement))
        .routes(routes!(submit_achievement))
        .routes(routes!(publish_achievement))
        .routes(routes!(return_achievement))
        .routes(routes!(confirm_achievement))
        .routes(routes!(withdraw_achievement))
        .routes(routes!(discard_revision))
        .routes(routes!(list_own_achievements))
        .routes(routes!(list_submitted_achievements))
}

/// A listing with the seller's own number: what `AchievementInput` takes.
#[derive(Serialize, ToSchema)]
struct ListingOut {
    #[serde(flatten)]
    listing: Listing,
    external_number: String,
}

/// An achievement.
#[derive(Serialize, ToSchema)]
struct AchievementView {
    id: String,
    version: i64,
    organisation_id: String,
    external_number: String,
    /// `draft`, `submitted`, `returned`, `published` or `withdrawn`.
    #[schema(value_type = achievement::State)]
    state: &'static str,
    /// Why it was returned or withdrawn; for its owner and the bureau.
    reason: String,
    /// The listing; handed in again as it is, nothing changes. Whom to ask is told to whoever is signed in.
    listing: ListingOut,
    /// What its classification means: codes and names.
    classification: Classification,
    /// How complete it is, in percent.
    completeness: u8,
    /// The edit of what was published, while it is worked on or reviewed; for its owner and the bureau.
    revision: Option<RevisionView>,
    created_at: String,
    updated_at: String,
    published_at: Option<String>,
    confirmed_at: Option<String>,
    /// Since when it, or its edit, waits for review; for its owner and the bureau.
    waits_since: Option<String>,
}

/// The edit of an achievement that was published.
#[derive(Serialize, ToSchema)]
struct RevisionView {
    /// `draft`, `submitted` or `returned`.
    state: &'static str,
    /// Why it was returned.
    reason: String,
    external_number: String,
    /// The listing as it shall be, with the fields of `AchievementInput`.
    listing: ListingOut,
    /// What differs from what is published.
    changes: Vec<FieldChange>,
    updated_at: String,
}

impl RevisionView {
    fn of(achievement: &Achievement) -> Option<Self> {
        let revision = achievement.revision.as_ref()?;
        Some(Self {
            state: revision.state.as_str(),
            reason: revision.reason.clone(),
            external_number: revision.external_number.clone(),
            listing: ListingOut {
                listing: revision.listing.clone(),
                external_number: revision.external_number.clone(),
            },
            changes: achievement.changes(),
            updated_at: revision.at.rfc3339(),
        })
    }
}

impl From<Achievement> for AchievementView {
    fn from(achievement: Achievement) -> Self {
        Self {
            revision: RevisionView::of(&achievement),
            waits_since: achievement.waits_since.map(domain::Timestamp::rfc3339),
            id: achievement.id.to_string(),
            version: achievement.version,
            organisation_id: achievement.organisation.to_string(),
            external_number: achievement.external_number.clone(),
            state: achievement.state.as_str(),
            reason: achievement.reason,
            completeness: achievement.listing.completeness(),
            classification: Classification::from(&achievement.listing),
            listing: ListingOut {
                listing: achievement.listing,
                external_number: achievement.external_number,
            },
            created_at: achievement.created_at.rfc3339(),
            updated_at: achievement.updated_at.rfc3339(),
            published_at: achievement.published_at.map(domain::Timestamp::rfc3339),
            confirmed_at: achievement.confirmed_at.map(domain::Timestamp::rfc3339),
        }
    }
}

/// Why.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Reason {
    /// In words.
    pub(crate) reason: String,
}

/// List an achievement as a draft.
#[utoipa::path(post, path = "/achievements", tag = "科技成果", params(("Idempotency-Key" = Option<String>, Header)), request_body = AchievementInput,
    responses((status = 201, body = Created), (status = 401, body = Problem), (status = 403, body = Problem), (status = 422, body = Problem)))]
async fn create_achievement(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    key: IdempotencyKey,
    Body(input): Body<AchievementInput>,
) -> Result<Response, Problem> {
    let once = key.of(&input);
    Ok(created(
        "achievements",
        app.market.create_achievement(&actor, input, &once).await?,
    ))
}

/// One achievement: published ones as they were approved for everyone, withdrawn ones for those whose request,
/// introduction, deal or contract rests on them, others for their owner and the bureau.
#[utoipa::path(get, path = "/achievements/{id}", tag = "科技成果", security((), ("token" = [])), params(("id" = String, Path)),
    responses((status = 200, body = AchievementView, headers(("ETag" = String))), (status = 404, body = Problem)))]
async fn get_achievement(
    State(app): State<App>,
    caller: Caller,
    OfPath(id): OfPath<kind::Achievement>,
) -> Result<Response, Problem> {
    let achievement = app.market.achievement(caller.actor.as_ref(), &id).await?;
    Ok(versioned(
        achievement.version,
        AchievementView::from(achievement),
    ))
}

/// Change an achievement; what was published stays as it is until its edit is reviewed.
#[utoipa::path(put, path = "/achievements/{id}", tag = "科技成果", params(("id" = String, Path), ("If-Match" = String, Header)), request_body = AchievementInput,
    responses((status = 204), (status = 403, body = Problem), (status = 404, body = Problem), (status = 412, body = Problem), (status = 422, body = Problem)))]
async fn update_achievement(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::Achievement>,
    IfMatch(version): IfMatch,
    Body(input): Body<AchievementInput>,
) -> Result<StatusCode, Problem> {
    app.market
        .edit_achievement(&actor, &id, version, input)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Hand in for review.
#[utoipa::path(post, path = "/achievements/{id}/submit", tag = "科技成果", params(("id" = String, Path), ("If-Match" = String, Header)),
    responses((status = 204), (status = 403, body = Problem), (status = 409, body = Problem), (status = 412, body = Problem), (status = 422, body = Problem)))]
async fn submit_achievement(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::Achievement>,
    IfMatch(version): IfMatch,
) -> Result<StatusCode, Problem> {
    app.market.submit_achievement(&actor, &id, version).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Publish what was handed in (the bureau).
#[utoipa::path(post, path = "/achievements/{id}/publish", tag = "科技成果", params(("id" = String, Path), ("If-Match" = String, Header)),
    responses((status = 204), (status = 403, body = Problem), (status = 409, body = Problem), (status = 412, body = Problem)))]
async fn publish_achievement(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::Achievement>,
    IfMatch(version): IfMatch,
) -> Result<StatusCode, Problem> {
    app.market.publish_achievement(&actor, &id, version).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Return what was handed in, with a reason (the bureau).
#[utoipa::path(post, path = "/achievements/{id}/return", tag = "科技成果", params(("id" = String, Path), ("If-Match" = String, Header)), request_body = Reason,
    responses((status = 204), (status = 403, body = Problem), (status = 409, body = Problem), (status = 412, body = Problem), (status = 422, body = Problem)))]
async fn return_achievement(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::Achievement>,
    IfMatch(version): IfMatch,
    Body(typed): Body<Reason>,
) -> Result<StatusCode, Problem> {
    app.market
        .return_achievement(&actor, &id, version, &typed.reason)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Say that it is still to be had.
#[utoipa::path(post, path = "/achievements/{id}/confirm", tag = "科技成果", params(("id" = String, Path), ("If-Match" = String, Header)),
    responses((status = 204), (status = 403, body = Problem), (status = 409, body = Problem), (status = 412, body = Problem)))]
async fn confirm_achievement(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::Achievement>,
    IfMatch(version): IfMatch,
) -> Result<StatusCode, Problem> {
    app.market.confirm_achievement(&actor, &id, version).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Give the edit of what was published up.
#[utoipa::path(post, path = "/achievements/{id}/discard", tag = "科技成果", params(("id" = String, Path), ("If-Match" = String, Header)),
    responses((status = 204), (status = 403, body = Problem), (status = 409, body = Problem), (status = 412, body = Problem)))]
async fn discard_revision(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::Achievement>,
    IfMatch(version): IfMatch,
) -> Result<StatusCode, Problem> {
    app.market.discard_revision(&actor, &id, version).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Take it off the market, with a reason.
#[utoipa::path(post, path = "/achievements/{id}/withdraw", tag = "科技成果", params(("id" = String, Path), ("If-Match" = String, Header)), request_body = Reason,
    responses((status = 204), (status = 403, body = Problem), (status = 409, body = Problem), (status = 412, body = Problem), (status = 422, body = Problem)))]
async fn withdraw_achievement(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::Achievement>,
    IfMatch(version): IfMatch,
    Body(typed): Body<Reason>,
) -> Result<StatusCode, Problem> {
    app.market
        .withdraw_achievement(&actor, &id, version, &typed.reason)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Which {
    /// `draft`, `submitted`, `returned`, `published` or `withdrawn`; all when not said. An edit counts by its own state too.
    state: Option<achievement::State>,
    limit: Option<i64>,
    cursor: Option<String>,
}

/// Achievements of my organisation in any state, newest first.
#[utoipa::path(get, path = "/my/achievements", tag = "科技成果", params(Which),
    responses((status = 200, body = List<AchievementView>), (status = 401, body = Problem)))]
async fn list_own_achievements(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    Params(which): Params<Which>,
) -> Result<Json<List<AchievementView>>, Problem> {
    let page = Page {
        limit: which.limit,
        cursor: which.cursor,
    };
    let (rows, counts) = app
        .market
        .my_achievements(&actor, which.state, page.cursor(), page.limit() + 1)
        .await?;
    Ok(Json(List::cut(
        rows,
        page.limit(),
        Some(counts.of(which.state)),
        |row| row.id.to_string(),
        AchievementView::from,
    )))
}

/// What waits for review, new ones and edits, longest waiting first (the bureau).
#[utoipa::path(get, path = "/desk/achievements", tag = "科技成果", params(Page),
    responses((status = 200, body = List<AchievementView>), (status = 403, body = Problem)))]
async fn list_submitted_achievements(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    Params(page): Params<Page>,
) -> Result<Json<List<AchievementView>>, Problem> {
    let (rows, total) = app
        .market
        .review_queue(&actor, page.cursor(), page.limit() + 1)
        .await?;
    Ok(Json(List::cut(
        rows.into_iter().map(|listed| listed.achievement).collect(),
        page.limit(),
        Some(total),
        place,
        AchievementView::from,
    )))
}
