//! Subsidies 补助核算 on the bureau's desk, and the ledger to check them offline.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::Fen;
use market::money::subsidy::EntitlementFilter;

use super::sum::subsidy;
use crate::App;
use crate::desk::queues::page::DeskSubsidiesPage;
use crate::ui::download::saved;
use crate::ui::member::Member;
use crate::ui::parts::Link;
use crate::ui::routing::{Router, get};
use crate::ui::{Section, respond};

/// Lines of the list; the ledger holds them all.
const SHOWN: usize = 500;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/desk/subsidies", get(show_subsidies))
        .route("/desk/subsidies/ledger.json", get(get_ledger))
}

async fn show_subsidies(State(app): State<App>, member: Member) -> Response {
    if member.actor.organisation_kind != domain::people::organisation::OrganisationKind::Bureau {
        return member.visitor.fail(market::Error::NotFound);
    }
    let found = match app
        .market
        .entitlements(&member.actor, &EntitlementFilter::default(), "", SHOWN)
        .await
    {
        Ok(found) => found,
        Err(error) => return member.visitor.fail(error),
    };
    let policy = app.market.policy();
    let page = DeskSubsidiesPage {
        layout: member
            .visitor
            .layout("补助核算", Section::Desk)
            .below("业务管理", "/desk"),
        policy: Link::new(policy.title.clone(), format!("/policies/{}", policy.id)),
        total_disbursed: found
            .lines
            .iter()
            .map(|entry| entry.line.disbursed_fen)
            .sum::<Fen>(),
        lines: found.lines.iter().map(subsidy).collect(),
        total_entitled: found.total_entitled_fen,
        total_due: found.total_due_fen,
        ledger_href: "/desk/subsidies/ledger.json".into(),
    };
    respond(StatusCode::OK, &page)
}

async fn get_ledger(State(app): State<App>, member: Member) -> Response {
    match app.market.export_ledger(&member.actor).await {
        Ok(json) => saved("ledger.json", "application/json", json.into_bytes()),
        Err(error) => member.visitor.fail(error),
    }
}
