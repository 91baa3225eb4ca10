//! The page of a policy 政策: what the file that computes it says, parameter by parameter.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Redirect, Response};
use policy::Policy;
use policy::file::Status;

use crate::App;
use crate::money::policy::page::{ParameterRow, PolicyPage, ProgrammeView};
use crate::ui::parts::{Facts, Notice, Tone};
use crate::ui::routing::{Router, get};
use crate::ui::visitor::Visitor;
use crate::ui::{Section, respond};

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/policies", get(show_current_policy))
        .route("/policies/{id}", get(show_policy))
}

/// On to the policy that is computed: what leads here need not know which that is.
async fn show_current_policy(State(app): State<App>) -> Redirect {
    Redirect::to(&format!("/policies/{}", app.market.policy().id))
}

/// How a policy stands, in one sentence, when that matters.
pub(crate) fn remark(policy: &Policy) -> String {
    match policy.status {
        Status::Draft => "该政策目前是征求意见稿，测算结果仅供参考，不作为拨付依据。".into(),
        Status::Issued => String::new(),
        Status::Expired => "该政策已失效，测算结果仅供参考。".into(),
        Status::Unknown => "该政策是否正式印发尚待核实，测算结果仅供参考。".into(),
    }
}

async fn show_policy(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> Response {
    let policy = app.market.policy();
    if id != policy.id {
        return visitor.fail(market::Error::NotFound);
    }
    let sentence = remark(&policy);
    let page = PolicyPage {
        layout: visitor.layout(policy.title.clone(), Section::Policies),
        remark: (!sentence.is_empty()).then(|| Notice::new(Tone::Attention, sentence)),
        facts: Facts::new()
            .with("发文机关", policy.issuer.clone())
            .with("文件", policy.document.title.clone()),
        programmes: vec![programme(&policy)],
        unknown: policy
            .unknown
            .iter()
            .map(|unknown| (unknown.subject.clone(), unknown.note.clone()))
            .collect(),
        others: Vec::new(),
        file_href: String::new(),
    };
    respond(StatusCode::OK, &page)
}

fn programme(policy: &Policy) -> ProgrammeView {
    let programme = &policy.programme;
    let row = |parameter: policy::file::Parameter| ParameterRow {
        name: parameter.label.to_string(),
        value: parameter.value,
        clause: parameter.clause,
        question: parameter.question.unwrap_or_default(),
    };
    ProgrammeView {
        name: programme.name.clone(),
        clause: programme.clause.clone(),
        summary: programme.summary.clone(),
        parameters: programme.parameters().into_iter().map(row).collect(),
    }
}
