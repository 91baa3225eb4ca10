//! The calculator 补助测算: public, shared by its address.

use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::deals::contract::kind::ContractKind;
use domain::people::organisation::OrganisationKind;
use domain::{Fen, FieldError, Fields, Timestamp};
use policy::EstimateRequest;

use crate::App;
use crate::money::calculator::page::{Answer, CalculatorPage};
use crate::money::subsidy::sum::explained;
use crate::ui::parts::{Choice, Link};
use crate::ui::routing::{Router, get};
use crate::ui::visitor::Visitor;
use crate::ui::{Form, Section, respond};

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/calculator", get(show_calculator))
}

/// The city's first county: whoever does not say where they are is taken to be in the city.
const IN_THE_CITY: &str = "140902";

async fn show_calculator(
    State(app): State<App>,
    visitor: Visitor,
    RawQuery(raw): RawQuery,
) -> Response {
    let raw = raw.unwrap_or_default();
    let typed: Vec<(String, String)> = form_urlencoded::parse(raw.as_bytes())
        .take(40)
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect();
    let form = Form::filled(typed);
    let asked = !form.value("paid_yuan").trim().is_empty();
    let result = if asked {
        Some(request(&form, visitor.now).and_then(|request| answer(&app, &request)))
    } else {
        None
    };
    let (form, answer) = match result {
        None => (form, None),
        Some(Ok(answer)) => (form, Some(answer)),
        Some(Err(errors)) => (form.refused(errors), None),
    };
    let policy = app.market.policy();
    let page = CalculatorPage {
        layout: visitor.layout("补助测算", Section::Calculator),
        policies: vec![Choice::new(policy.id.clone(), policy.title.clone())],
        policy: Link::new(policy.title.clone(), format!("/policies/{}", policy.id)),
        policy_remark: crate::money::policy::site::remark(&policy),
        answer,
        form,
    };
    respond(StatusCode::OK, &page)
}

fn request(form: &Form, now: Timestamp) -> Result<EstimateRequest, Vec<FieldError>> {
    let mut fields = Fields::new();
    let mut sum = |name: &str| match form.value(&format!("{name}_yuan")).trim() {
        "" => None,
        text => fields.take(&format!("{name}_fen"), "money", Fen::parse_yuan(text)),
    };
    let paid_fen = sum("paid").unwrap_or_default();
    let already_disbursed_fen = sum("already_disbursed").unwrap_or_default();
    let contract_value_fen = sum("contract_value");
    let technology_amount_fen = sum("technology_amount");
    let kind = ContractKind::ALL
        .into_iter()
        .find(|kind| kind.ledger_kind() == form.value("contract_kind"))
        .unwrap_or(ContractKind::Licence);
    let division = form.value("buyer_division_code").trim();
    fields.finish(EstimateRequest {
        as_of: now.day(),
        paid_fen,
        contract_kind: kind.into(),
        contract_value_fen: contract_value_fen.unwrap_or(paid_fen),
        technology_amount_fen: technology_amount_fen
            .or(contract_value_fen)
            .or(Some(paid_fen)),
        already_disbursed_fen,
        buyer_division_code: if division.is_empty() {
            IN_THE_CITY.to_owned()
        } else {
            division.to_owned()
        },
        buyer_kind: OrganisationKind::Enterprise,
    })
}

fn answer(app: &App, request: &EstimateRequest) -> Result<Answer, Vec<FieldError>> {
    let outcome = app.market.estimate(request).map_err(|error| match error {
        market::Error::Invalid(errors) => errors,
        other => vec![FieldError {
            field: String::new(),
            code: "refused",
            message: other.to_string(),
        }],
    })?;
    let subsidy = crate::money::subsidy::sum::due(&outcome);
    let explanation = match outcome.lines.first() {
        Some(line) => explained("测算过程", line),
        None => {
            return Err(vec![FieldError {
                field: "paid_fen".into(),
                code: "range",
                message: "按所填内容没有可以测算的补助".into(),
            }]);
        }
    };
    let net = request.paid_fen.minus(subsidy).unwrap_or(request.paid_fen);
    Ok(Answer {
        paid: request.paid_fen,
        subsidy,
        net,
        explanation,
    })
}

/// What a sum would earn when it is paid in full, as the achievement's and the deal's pages show it.
pub(crate) fn forecast(
    app: &App,
    price: Fen,
    mode: domain::catalogue::achievement::TransferMode,
    division: &str,
    now: Timestamp,
) -> Option<policy::Outcome> {
    let request = EstimateRequest {
        as_of: now.day(),
        paid_fen: price,
        contract_kind: ContractKind::from(mode).into(),
        contract_value_fen: price,
        technology_amount_fen: Some(price),
        already_disbursed_fen: Fen::ZERO,
        buyer_division_code: if division.is_empty() {
            IN_THE_CITY.to_owned()
        } else {
            division.to_owned()
        },
        buyer_kind: OrganisationKind::Enterprise,
    };
    app.market.estimate(&request).ok()
}
