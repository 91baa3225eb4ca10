//! Deals 交易: messages, offers, the way to the contract.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::Timestamp;
use domain::deals::deal::{self, Closing, ClosingInput, MessageInput};
use domain::deals::offer;
use domain::deals::party::{Party, Side};
use domain::deals::terms::Terms;
use domain::deals::terms::input::TermsInput;
use domain::id::{
    AchievementId, DealId, IntroductionId, LicenceRequestId, MessageId, OfferId, OrganisationId,
    kind,
};
use market::deals::deal::view::{DealSummary, DealView, FileView, MessageView, OfferView};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::App;
use crate::deals::contract::out::ContractFindingOut;
use crate::http::caller::SignedIn;
use crate::http::extract::{Body, IdempotencyKey, IfMatch, OfPath, Params};
use crate::http::file::{FileBytes, FileOut, OfFile};
use crate::http::problem::Problem;
use crate::http::view::{Created, List, Page, created, versioned};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_deals))
        .routes(routes!(get_deal))
        .routes(routes!(see_deal))
        .routes(routes!(create_message))
        .routes(routes!(create_offer))
        .routes(routes!(accept_offer))
        .routes(routes!(withdraw_offer))
        .routes(routes!(close_deal))
        .routes(routes!(create_contract))
        .routes(routes!(get_deal_file, delete_deal_file))
}

/// A deal in a list.
#[derive(Serialize, ToSchema)]
struct DealSummaryOut {
    id: DealId,
    version: i64,
    state: deal::State,
    achievement_id: AchievementId,
    achievement_title: String,
    /// The request that opened it.
    request_id: Option<LicenceRequestId>,
    /// The introduction that it goes back to.
    introduction_id: Option<IntroductionId>,
    seller_id: OrganisationId,
    seller_name: String,
    buyer_id: OrganisationId,
    buyer_name: String,
    broker_id: Option<OrganisationId>,
    broker_name: Option<String>,
    /// What my organisation is in it.
    my_party: Party,
    /// It waits for my organisation.
    my_turn: bool,
    /// What should be done, in Chinese; empty when nothing waits.
    turn: &'static str,
    /// Messages and offers of the others that nobody of my organisation has looked at.
    unread: i64,
    /// Why it came to nothing.
    closing: Option<Closing>,
    created_at: Timestamp,
    updated_at: Timestamp,
}

impl From<DealSummary> for DealSummaryOut {
    fn from(summary: DealSummary) -> Self {
        let deal = summary.deal;
        Self {
            id: deal.id,
            version: deal.version,
            state: deal.state,
            achievement_id: deal.achievement,
            achievement_title: summary.achievement_title,
            request_id: deal.request,
            introduction_id: deal.introduction,
            seller_id: deal.seller,
            seller_name: summary.seller_name,
            buyer_id: deal.buyer,
            buyer_name: summary.buyer_name,
            broker_id: deal.broker,
            broker_name: summary.broker_name,
            my_party: summary.viewer,
            my_turn: summary.my_turn,
            turn: summary.turn.what(),
            unread: summary.unread,
            closing: deal.closing,
            created_at: deal.created_at,
            updated_at: deal.updated_at,
        }
    }
}

/// An offer.
#[derive(Serialize, ToSchema)]
struct OfferOut {
    id: OfferId,
    offered_by: Side,
    /// The person who made it.
    author: String,
    organisation: String,
    state: offer::State,
    terms: Terms,
    created_at: Timestamp,
    /// Of the other side, and not looked at yet.
    unread: bool,
}

/// A message.
#[derive(Serialize, ToSchema)]
struct MessageOut {
    id: MessageId,
    by: Party,
    /// The person who wrote it.
    author: String,
    organisation: String,
    text: String,
    created_at: Timestamp,
    /// Of another party, and not looked at yet.
    unread: bool,
}

/// A file of a deal.
#[derive(Serialize, ToSchema)]
struct DealFileOut {
    #[serde(flatten)]
    file: FileOut,
    added_at: Timestamp,
    /// The person who added it.
    added_by: String,
    /// My organisation may take it off.
    may_go: bool,
}

/// A deal with what was said, offered and added in it.
#[derive(Serialize, ToSchema)]
struct DealOut {
    #[serde(flatten)]
    summary: DealSummaryOut,
    /// The newest offers, the newest first.
    offers: Vec<OfferOut>,
    /// What the law will say to a contract of the offer on the table or agreed on.
    findings: Vec<ContractFindingOut>,
    /// The newest messages, the oldest first.
    messages: Vec<MessageOut>,
    files: Vec<DealFileOut>,
}

impl From<DealView> for DealOut {
    fn from(view: DealView) -> Self {
        let offer = |view: OfferView| OfferOut {
            id: view.offer.id,
            offered_by: view.offer.offered_by,
            author: view.author_name,
            organisation: view.organisation_name,
            state: view.offer.state,
            terms: view.offer.terms,
            created_at: view.offer.created_at,
            unread: view.unread,
        };
        let message = |view: MessageView| MessageOut {
            id: view.message.id,
            by: view.message.by,
            author: view.author_name,
            organisation: view.organisation_name,
            text: view.message.text,
            created_at: view.message.created_at,
            unread: view.unread,
        };
        let file = |view: FileView| DealFileOut {
            added_at: view.attachment.added_at,
            file: view.attachment.into(),
            added_by: view.added_by_name,
            may_go: view.may_go,
        };
        Self {
            summary: view.summary.into(),
            findings: view
                .findings
                .into_iter()
                .map(ContractFindingOut::from)
                .collect(),
            offers: view.offers.into_iter().map(offer).collect(),
            messages: view.messages.into_iter().map(message).collect(),
            files: view.files.into_iter().map(file).collect(),
        }
    }
}

/// Deals in which my organisation takes part.
#[utoipa::path(get, path = "/deals", tag = "交易", params(Page), responses((status = 200, body = List<DealSummaryOut>), (status = 401, body = Problem)))]
async fn list_deals(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    Params(page): Params<Page>,
) -> Result<Json<List<DealSummaryOut>>, Problem> {
    let (rows, total) = app
        .market
        .deals(&actor, None, page.cursor(), page.limit() + 1)
        .await?;
    Ok(Json(List::cut(
        rows,
        page.limit(),
        Some(total),
        DealSummary::place,
        DealSummaryOut::from,
    )))
}

/// One deal, for those who take part.
#[utoipa::path(get, path = "/deals/{id}", tag = "交易", params(("id" = String, Path)),
    responses((status = 200, body = DealOut, headers(("ETag" = String))), (status = 404, body = Problem)))]
async fn get_deal(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::Deal>,
) -> Result<Response, Problem> {
    let view = app.market.deal(&actor, &id).await?;
    Ok(versioned(view.summary.deal.version, DealOut::from(view)))
}

/// Say that my organisation has looked at the deal: what the others said and offered so far is no longer unread.
#[utoipa::path(post, path = "/deals/{id}/seen", tag = "交易", params(("id" = String, Path)), responses((status = 204), (status = 404, body = Problem)))]
async fn see_deal(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::Deal>,
) -> Result<StatusCode, Problem> {
    app.market.see_deal(&actor, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Say something.
#[utoipa::path(post, path = "/deals/{id}/messages", tag = "交易", params(("Idempotency-Key" = Option<String>, Header), ("id" = String, Path)), request_body = MessageInput,
    responses((status = 201, body = Created), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn create_message(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::Deal>,
    key: IdempotencyKey,
    Body(input): Body<MessageInput>,
) -> Result<Response, Problem> {
    let once = key.of(&input);
    Ok(created(
        &format!("deals/{id}/messages"),
        app.market.post_message(&actor, &id, input, &once).await?,
    ))
}

/// Make an offer; the one before it falls.
#[utoipa::path(post, path = "/deals/{id}/offers", tag = "交易", params(("Idempotency-Key" = Option<String>, Header), ("id" = String, Path), ("If-Match" = String, Header)), request_body = TermsInput,
    responses((status = 201, body = Created), (status = 409, body = Problem), (status = 412, body = Problem), (status = 422, body = Problem)))]
async fn create_offer(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::Deal>,
    IfMatch(version): IfMatch,
    key: IdempotencyKey,
    Body(input): Body<TermsInput>,
) -> Result<Response, Problem> {
    let once = key.of(&input);
    Ok(created(
        &format!("deals/{id}/offers"),
        app.market
            .make_offer(&actor, &id, version, input, &once)
            .await?,
    ))
}

fn ids(path: (String, String)) -> Result<(DealId, OfferId), Problem> {
    match (path.0.parse(), path.1.parse()) {
        (Ok(deal), Ok(offer)) => Ok((deal, offer)),
        _ => Err(Problem::not_found()),
    }
}

/// Accept the other side's offer.
#[utoipa::path(post, path = "/deals/{id}/offers/{offer}/accept", tag = "交易", params(("id" = String, Path), ("offer" = String, Path), ("If-Match" = String, Header)),
    responses((status = 204), (status = 409, body = Problem), (status = 412, body = Problem)))]
async fn accept_offer(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    Path(path): Path<(String, String)>,
    IfMatch(version): IfMatch,
) -> Result<StatusCode, Problem> {
    let (deal, offer) = ids(path)?;
    app.market
        .accept_offer(&actor, &deal, version, &offer)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Take one's own offer back.
#[utoipa::path(post, path = "/deals/{id}/offers/{offer}/withdraw", tag = "交易", params(("id" = String, Path), ("offer" = String, Path), ("If-Match" = String, Header)),
    responses((status = 204), (status = 409, body = Problem), (status = 412, body = Problem)))]
async fn withdraw_offer(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    Path(path): Path<(String, String)>,
    IfMatch(version): IfMatch,
) -> Result<StatusCode, Problem> {
    let (deal, offer) = ids(path)?;
    app.market
        .withdraw_offer(&actor, &deal, version, &offer)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// End the negotiation without a contract.
#[utoipa::path(post, path = "/deals/{id}/close", tag = "交易", params(("id" = String, Path), ("If-Match" = String, Header)), request_body = ClosingInput,
    responses((status = 204), (status = 409, body = Problem), (status = 412, body = Problem), (status = 422, body = Problem)))]
async fn close_deal(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::Deal>,
    IfMatch(version): IfMatch,
    Body(input): Body<ClosingInput>,
) -> Result<StatusCode, Problem> {
    app.market.close_deal(&actor, &id, version, input).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Draft the contract from the agreed terms.
#[utoipa::path(post, path = "/deals/{id}/contract", tag = "交易", params(("Idempotency-Key" = Option<String>, Header), ("id" = String, Path), ("If-Match" = String, Header)),
    responses((status = 201, body = Created), (status = 409, body = Problem), (status = 412, body = Problem)))]
async fn create_contract(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::Deal>,
    IfMatch(version): IfMatch,
    key: IdempotencyKey,
) -> Result<Response, Problem> {
    let once = key.of(&(&id, version));
    Ok(created(
        "contracts",
        app.market
            .draft_contract(&actor, &id, version, &once)
            .await?,
    ))
}

/// A file of a deal.
#[utoipa::path(get, path = "/deals/{id}/files/{attachment}", tag = "交易", params(("id" = String, Path), ("attachment" = String, Path)),
    responses((status = 200, description = "文件", body = FileBytes, content_type = "application/octet-stream"), (status = 404, body = Problem)))]
async fn get_deal_file(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfFile(deal, attachment): OfFile<kind::Deal>,
) -> Result<Response, Problem> {
    Ok(crate::ui::download::download(
        app.market.deal_file(&actor, &deal, &attachment).await?,
    ))
}

/// Take a wrong file of one's own organisation off; before the contract is signed.
#[utoipa::path(delete, path = "/deals/{id}/files/{attachment}", tag = "交易", params(("id" = String, Path), ("attachment" = String, Path)),
    responses((status = 204), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem)))]
async fn delete_deal_file(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfFile(deal, attachment): OfFile<kind::Deal>,
) -> Result<StatusCode, Problem> {
    app.market
        .detach_from_deal(&actor, &deal, &attachment)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
