//! Contracts 技术合同 and their registration 认定登记.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::deals::contract::ConfirmationInput;
use domain::deals::contract::text::ContractTextInput;
use domain::deals::registration::{ApplicationInput, RefusalInput, RegistrationInput};
use domain::id::kind;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::out::{ContractOut, ContractSummaryOut, SignedOut};
use crate::App;
use crate::catalogue::achievement::rest::Reason;
use crate::http::caller::SignedIn;
use crate::http::extract::{Body, IfMatch, OfPath, Params};
use crate::http::problem::Problem;
use crate::http::view::{List, Page, versioned};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_contracts))
        .routes(routes!(get_contract))
        .routes(routes!(update_contract_text))
        .routes(routes!(redraft_contract))
        .routes(routes!(sign_contract))
        .routes(routes!(apply_for_registration))
        .routes(routes!(register_contract))
        .routes(routes!(refuse_registration))
        .routes(routes!(return_registration))
        .routes(routes!(complete_contract))
        .routes(routes!(cancel_contract))
        .routes(routes!(list_registrations))
        .merge(crate::deals::register::rest::routes())
        .merge(crate::deals::ending::rest::routes())
}

/// Contracts that concern my organisation, newest first.
#[utoipa::path(get, path = "/contracts", tag = "技术合同", params(Page), responses((status = 200, body = List<ContractSummaryOut>), (status = 401, body = Problem)))]
async fn list_contracts(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    Params(page): Params<Page>,
) -> Result<Json<List<ContractSummaryOut>>, Problem> {
    let (rows, total) = app
        .market
        .contracts(&actor, None, page.cursor(), page.limit() + 1)
        .await?;
    Ok(Json(List::cut(
        rows,
        page.limit(),
        Some(total),
        |row| row.contract.id.to_string(),
        |row| ContractSummaryOut::from(&row),
    )))
}

/// One contract.
#[utoipa::path(get, path = "/contracts/{id}", tag = "技术合同", params(("id" = String, Path)),
    responses((status = 200, body = ContractOut, headers(("ETag" = String))), (status = 404, body = Problem)))]
async fn get_contract(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::Contract>,
) -> Result<Response, Problem> {
    let view = app.market.contract(&actor, &id).await?;
    Ok(versioned(view.contract().version, ContractOut::from(view)))
}

/// Change the text while it is not signed; both sides confirm anew.
#[utoipa::path(put, path = "/contracts/{id}/text", tag = "技术合同", params(("id" = String, Path), ("If-Match" = String, Header)), request_body = ContractTextInput,
    responses((status = 204), (status = 409, body = Problem), (status = 412, body = Problem), (status = 422, body = Problem)))]
async fn update_contract_text(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::Contract>,
    IfMatch(version): IfMatch,
    Body(input): Body<ContractTextInput>,
) -> Result<StatusCode, Problem> {
    app.market
        .edit_contract(&actor, &id, version, input)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Draft the text anew from the terms and the data as they are now; both sides confirm anew.
#[utoipa::path(post, path = "/contracts/{id}/redraft", tag = "技术合同", params(("id" = String, Path), ("If-Match" = String, Header)),
    responses((status = 204), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 412, body = Problem)))]
async fn redraft_contract(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::Contract>,
    IfMatch(version): IfMatch,
) -> Result<StatusCode, Problem> {
    app.market.redraft_contract(&actor, &id, version).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Confirm the text whose hash was seen.
#[utoipa::path(post, path = "/contracts/{id}/sign", tag = "技术合同", params(("id" = String, Path)), request_body = ConfirmationInput,
    responses((status = 200, body = SignedOut), (status = 403, body = Problem), (status = 409, body = Problem)))]
async fn sign_contract(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::Contract>,
    Body(input): Body<ConfirmationInput>,
) -> Result<Json<SignedOut>, Problem> {
    Ok(Json(SignedOut {
        state: app.market.sign_contract(&actor, &id, input).await?,
    }))
}

/// Apply for registration (the seller).
#[utoipa::path(post, path = "/contracts/{id}/apply", tag = "技术合同", params(("id" = String, Path), ("If-Match" = String, Header)), request_body = ApplicationInput,
    responses((status = 204), (status = 409, body = Problem), (status = 412, body = Problem), (status = 422, body = Problem)))]
async fn apply_for_registration(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::Contract>,
    IfMatch(version): IfMatch,
    Body(input): Body<ApplicationInput>,
) -> Result<StatusCode, Problem> {
    app.market
        .apply_for_registration(&actor, &id, version, input)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Register (the agency).
#[utoipa::path(post, path = "/contracts/{id}/register", tag = "技术合同", params(("id" = String, Path), ("If-Match" = String, Header)), request_body = RegistrationInput,
    responses((status = 204), (status = 403, body = Problem), (status = 409, body = Problem), (status = 412, body = Problem), (status = 422, body = Problem)))]
async fn register_contract(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::Contract>,
    IfMatch(version): IfMatch,
    Body(input): Body<RegistrationInput>,
) -> Result<StatusCode, Problem> {
    app.market
        .register_contract(&actor, &id, version, input)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Refuse to register, with a reason (the agency).
#[utoipa::path(post, path = "/contracts/{id}/refuse", tag = "技术合同", params(("id" = String, Path), ("If-Match" = String, Header)), request_body = Reason,
    responses((status = 204), (status = 403, body = Problem), (status = 409, body = Problem), (status = 412, body = Problem), (status = 422, body = Problem)))]
async fn refuse_registration(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::Contract>,
    IfMatch(version): IfMatch,
    Body(typed): Body<Reason>,
) -> Result<StatusCode, Problem> {
    app.market
        .refuse_registration(
            &actor,
            &id,
            version,
            RefusalInput {
                reason: typed.reason,
            },
        )
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Return for completion, saying what is missing (the agency): the seller completes it and applies again.
#[utoipa::path(post, path = "/contracts/{id}/return", tag = "技术合同", params(("id" = String, Path), ("If-Match" = String, Header)), request_body = Reason,
    responses((status = 204), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 412, body = Problem), (status = 422, body = Problem)))]
async fn return_registration(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::Contract>,
    IfMatch(version): IfMatch,
    Body(typed): Body<Reason>,
) -> Result<StatusCode, Problem> {
    app.market
        .return_registration(
            &actor,
            &id,
            version,
            RefusalInput {
                reason: typed.reason,
            },
        )
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Say that everything was delivered (the buyer).
#[utoipa::path(post, path = "/contracts/{id}/complete", tag = "技术合同", params(("id" = String, Path), ("If-Match" = String, Header)),
    responses((status = 204), (status = 409, body = Problem), (status = 412, body = Problem)))]
async fn complete_contract(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::Contract>,
    IfMatch(version): IfMatch,
) -> Result<StatusCode, Problem> {
    app.market.complete_contract(&actor, &id, version).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Give up a contract that was never signed, with a reason. What both signed they end together: `ending`.
#[utoipa::path(post, path = "/contracts/{id}/cancel", tag = "技术合同", params(("id" = String, Path), ("If-Match" = String, Header)), request_body = Reason,
    responses((status = 204), (status = 403, body = Problem), (status = 409, body = Problem), (status = 412, body = Problem), (status = 422, body = Problem)))]
async fn cancel_contract(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::Contract>,
    IfMatch(version): IfMatch,
    Body(typed): Body<Reason>,
) -> Result<StatusCode, Problem> {
    app.market
        .cancel_contract(&actor, &id, version, &typed.reason)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Applications that wait for a decision, longest waiting first (the agency).
#[utoipa::path(get, path = "/registrations", tag = "技术合同", params(Page), responses((status = 200, body = List<ContractSummaryOut>), (status = 403, body = Problem)))]
async fn list_registrations(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    Params(page): Params<Page>,
) -> Result<Json<List<ContractSummaryOut>>, Problem> {
    let (rows, total) = app
        .market
        .registration_queue(&actor, page.cursor(), page.limit() + 1)
        .await?;
    Ok(Json(List::cut(
        rows,
        page.limit(),
        Some(total),
        |row| row.contract.id.to_string(),
        |row| ContractSummaryOut::from(&row),
    )))
}
