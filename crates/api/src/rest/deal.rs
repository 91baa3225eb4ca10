//! Deals 交易: messages, offers, the way to the contract.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::deal::{ClosingInput, MessageInput};
use domain::id::{DealId, OfferId, kind};
use domain::terms_input::TermsInput;
use market::deal_view::{DealSummary, DealView};
use serde_json::{Value, json};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::view::{Created, List, Page, created, versioned};
use crate::App;
use crate::caller::SignedIn;
use crate::extract::{Body, IdempotencyKey, IfMatch, OfPath, Params};
use crate::problem::Problem;

pub(super) fn routes() -> OpenApiRouter<App> {
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

fn summary_view(summary: &DealSummary) -> Value {
    let deal = &summary.deal;
    json!({
        "id": deal.id, "version": deal.version, "state": deal.state, "achievement_id": deal.achievement,
        "achievement_title": summary.achievement_title, "request_id": deal.request, "introduction_id": deal.introduction,
        "seller_id": deal.seller, "seller_name": summary.seller_name, "buyer_id": deal.buyer, "buyer_name": summary.buyer_name,
        "broker_id": deal.broker, "broker_name": summary.broker_name, "my_party": summary.viewer, "my_turn": summary.my_turn,
        "turn": summary.turn.what(), "unread": summary.unread, "closing": deal.closing, "created_at": deal.created_at, "updated_at": deal.updated_at,
    })
}

fn deal_view(view: &DealView) -> Value {
    let mut value = summary_view(&view.summary);
    let finding = |finding: &domain::contract_check::Finding| {
        let bars = finding.severity == domain::contract_check::Severity::Bar;
        json!({ "code": finding.code, "article": finding.article, "bars": bars, "text": finding.text, "field": finding.field })
    };
    value["findings"] = view.findings.iter().map(finding).collect();
    let offer = |offer: &market::deal_view::OfferView| {
        json!({
            "id": offer.offer.id, "offered_by": offer.offer.offered_by, "author": offer.author_name, "organisation": offer.organisation_name,
            "state": offer.offer.state, "terms": offer.offer.terms, "created_at": offer.offer.created_at, "unread": offer.unread,
        })
    };
    let message = |message: &market::deal_view::MessageView| {
        json!({
            "id": message.message.id, "by": message.message.by, "author": message.author_name, "organisation": message.organisation_name,
            "text": message.message.text, "created_at": message.message.created_at, "unread": message.unread,
        })
    };
    let file = |file: &market::deal_view::FileView| {
        let attachment = &file.attachment;
        json!({ "id": attachment.id, "name": attachment.name, "size": attachment.size, "sha256": attachment.sha256, "added_at": attachment.added_at, "added_by": file.added_by_name, "may_go": file.may_go })
    };
    value["offers"] = view.offers.iter().map(offer).collect();
    value["messages"] = view.messages.iter().map(message).collect();
    value["files"] = view.files.iter().map(file).collect();
    value
}

/// Deals in which my organisation takes part.
#[utoipa::path(get, path = "/deals", tag = "交易", params(Page), responses((status = 200, body = List<Object>), (status = 401, body = Problem)))]
async fn list_deals(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    Params(page): Params<Page>,
) -> Result<Json<List<Value>>, Problem> {
    let (rows, total) = app.market.deals(&actor, None, page.cursor(), page.limit() + 1).await?;
    Ok(Json(List::cut(rows, page.limit(), Some(total), DealSummary::place, |row| summary_view(&row))))
}

/// One deal, for those who take part.
#[utoipa::path(get, path = "/deals/{id}", tag = "交易", params(("id" = String, Path)), responses((status = 200, body = Object), (status = 404, body = Problem)))]
async fn get_deal(State(app): State<App>, SignedIn { actor, .. }: SignedIn, OfPath(id): OfPath<kind::Deal>) -> Result<Response, Problem> {
    let view = app.market.deal(&actor, &id).await?;
    Ok(versioned(view.summary.deal.version, deal_view(&view)))
}

/// Say that my organisation has looked at the deal: what the others said and offered so far is no longer unread.
#[utoipa::path(post, path = "/deals/{id}/seen", tag = "交易", params(("id" = String, Path)), responses((status = 204), (status = 404, body = Problem)))]
async fn see_deal(State(app): State<App>, SignedIn { actor, .. }: SignedIn, OfPath(id): OfPath<kind::Deal>) -> Result<StatusCode, Problem> {
    app.market.see_deal(&actor, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Say something.
#[utoipa::path(post, path = "/deals/{id}/messages", tag = "交易", params(("id" = String, Path)), request_body = MessageInput,
    responses((status = 201, body = Created), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn create_message(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::Deal>,
    key: IdempotencyKey,
    Body(input): Body<MessageInput>,
) -> Result<Response, Problem> {
    let once = key.of(&input);
    Ok(created(&format!("deals/{id}/messages"), app.market.post_message(&actor, &id, input, &once).await?))
}

/// Make an offer; the one before it falls.
#[utoipa::path(post, path = "/deals/{id}/offers", tag = "交易", params(("id" = String, Path), ("If-Match" = String, Header)), request_body = TermsInput,
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
    Ok(created(&format!("deals/{id}/offers"), app.market.make_offer(&actor, &id, version, input, &once).await?))
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
    app.market.accept_offer(&actor, &deal, version, &offer).await?;
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
    app.market.withdraw_offer(&actor, &deal, version, &offer).await?;
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
#[utoipa::path(post, path = "/deals/{id}/contract", tag = "交易", params(("id" = String, Path), ("If-Match" = String, Header)),
    responses((status = 201, body = Created), (status = 409, body = Problem), (status = 412, body = Problem)))]
async fn create_contract(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::Deal>,
    IfMatch(version): IfMatch,
    key: IdempotencyKey,
) -> Result<Response, Problem> {
    let once = key.of(&(&id, version));
    Ok(created("contracts", app.market.draft_contract(&actor, &id, version, &once).await?))
}

/// A file of a deal.
#[utoipa::path(get, path = "/deals/{id}/files/{attachment}", tag = "交易", params(("id" = String, Path), ("attachment" = String, Path)),
    responses((status = 200, description = "文件"), (status = 404, body = Problem)))]
async fn get_deal_file(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    Path(path): Path<(String, String)>,
) -> Result<Response, Problem> {
    let (Ok(deal), Ok(attachment)) = (path.0.parse(), path.1.parse()) else { return Err(Problem::not_found()) };
    Ok(crate::site::download::download(app.market.deal_file(&actor, &deal, &attachment).await?))
}

/// Take a wrong file of one's own organisation off; before the contract is signed.
#[utoipa::path(delete, path = "/deals/{id}/files/{attachment}", tag = "交易", params(("id" = String, Path), ("attachment" = String, Path)),
    responses((status = 204), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem)))]
async fn delete_deal_file(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    Path(path): Path<(String, String)>,
) -> Result<StatusCode, Problem> {
    let (Ok(deal), Ok(attachment)) = (path.0.parse(), path.1.parse()) else { return Err(Problem::not_found()) };
    app.market.detach_from_deal(&actor, &deal, &attachment).await?;
    Ok(StatusCode::NO_CONTENT)
}
