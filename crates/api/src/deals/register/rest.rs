//! The register of an agency 登记簿 for programs.

use axum::Json;
use axum::extract::State;
use axum::response::Response;
use domain::Timestamp;
use domain::deals::contract;
use domain::deals::registration::{Decision, RegisterSearchInput, Registration};
use domain::id::ContractId;
use jiff::civil::Date;
use market::deals::registration::Entry;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::App;
use crate::http::caller::SignedIn;
use crate::http::extract::Params;
use crate::http::problem::Problem;
use crate::http::view::{List, Page};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_register))
        .routes(routes!(export_register))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Searched {
    /// Part of a registration number, of a party's name or of a title.
    q: Option<String>,
    /// First day of the decision, `2026-03-05`.
    from: Option<String>,
    /// Last day of the decision.
    to: Option<String>,
    /// `registered`, `returned`, `refused` or `ending_recorded`.
    decision: Option<String>,
    /// How many entries, 1 to 100; 20 when not said.
    limit: Option<i64>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
}

impl Searched {
    fn input(&self) -> RegisterSearchInput {
        let text = |typed: &Option<String>| typed.clone().unwrap_or_default();
        RegisterSearchInput {
            q: text(&self.q),
            from: text(&self.from),
            to: text(&self.to),
            decision: text(&self.decision),
        }
    }
}

/// A decision in the register of an agency.
#[derive(Serialize, ToSchema)]
struct EntryOut {
    contract_id: ContractId,
    decision: Decision,
    decided_on: Date,
    decided_at: Timestamp,
    /// The person who decided.
    decided_by: String,
    /// Why, or empty.
    reason: String,
    achievement_title: String,
    seller_name: String,
    buyer_name: String,
    /// Where the contract stands now.
    state: contract::State,
    registration: Option<Registration>,
}

impl From<Entry> for EntryOut {
    fn from(entry: Entry) -> Self {
        let contract = entry.named.contract;
        Self {
            contract_id: contract.id,
            decision: entry.decision,
            decided_on: entry.decided_on,
            decided_at: entry.decided_at,
            decided_by: entry.decided_by_name,
            reason: entry.reason,
            achievement_title: entry.named.achievement_title,
            seller_name: entry.named.seller_name,
            buyer_name: entry.named.buyer_name,
            state: contract.state,
            registration: contract.registration,
        }
    }
}

/// The register of my agency: every decision that it took, newest first.
#[utoipa::path(get, path = "/registrations/decided", tag = "技术合同", params(Searched),
    responses((status = 200, body = List<EntryOut>), (status = 401, body = Problem), (status = 403, body = Problem), (status = 422, body = Problem)))]
async fn list_register(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    Params(searched): Params<Searched>,
) -> Result<Json<List<EntryOut>>, Problem> {
    let page = Page {
        limit: searched.limit,
        cursor: searched.cursor.clone(),
    };
    let (rows, total) = app
        .market
        .register(&actor, searched.input(), page.cursor(), page.limit() + 1)
        .await?;
    Ok(Json(List::cut(
        rows,
        page.limit(),
        Some(total),
        Entry::place,
        EntryOut::from,
    )))
}

/// The same as a CSV file (UTF-8), all that answers the search: sent while it is read. One that breaks off is not whole.
#[utoipa::path(get, path = "/registrations/decided.csv", tag = "技术合同", params(Searched),
    responses((status = 200, description = "CSV 文件", content_type = "text/csv"), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn export_register(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    Params(searched): Params<Searched>,
) -> Result<Response, Problem> {
    Ok(crate::deals::register::site::exported(&app, &actor, searched.input()).await?)
}
