//! The register of an agency 登记簿: every decision that it took, found by number, party and day, and as a file.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::registration::{Decision, RegisterSearchInput};
use domain::user::Actor;
use market::registration::Entry;
use serde::Deserialize;

use super::download::saved;
use super::routing::{Router, get};
use super::visitor::{Fault, Lenient, Member};
use crate::App;
use crate::pages::layout::in_query;
use crate::pages::parts::{Choice, Link, Pagination};
use crate::pages::register::{RegisterPage, RegisterRow};
use crate::pages::{Form, Section, respond};

/// Entries on one page.
const PER_PAGE: i64 = 50;
/// Most entries of one file.
const EXPORTED_AT_MOST: i64 = 20_000;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/my/register", get(show_register))
        .route("/my/register.csv", get(export_register))
}

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
struct Searched {
    q: String,
    from: String,
    to: String,
    decision: String,
    after: String,
}

impl Searched {
    fn input(&self) -> RegisterSearchInput {
        RegisterSearchInput {
            q: self.q.clone(),
            from: self.from.clone(),
            to: self.to.clone(),
            decision: self.decision.clone(),
        }
    }

    fn query(&self) -> String {
        let [q, from, to, decision] =
            [&self.q, &self.from, &self.to, &self.decision].map(|text| in_query(text));
        format!("q={q}&from={from}&to={to}&decision={decision}")
    }

    fn form(&self) -> Form {
        let form = Form::new()
            .with("q", self.q.clone())
            .with("from", self.from.clone());
        form.with("to", self.to.clone())
            .with("decision", self.decision.clone())
    }
}

async fn show_register(
    State(app): State<App>,
    member: Member,
    Lenient(searched): Lenient<Searched>,
) -> Response {
    let found = app
        .market
        .register(
            &member.actor,
            searched.input(),
            &searched.after,
            PER_PAGE + 1,
        )
        .await;
    let (mut entries, count, form) = match found {
        Ok((entries, count)) => (entries, count, searched.form()),
        Err(error) => match Fault::of(error, &member.visitor) {
            Fault::Again(errors) => (Vec::new(), 0, searched.form().refused(errors)),
            Fault::Instead(response) => return *response,
        },
    };
    let status = if form.errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let most = usize::try_from(PER_PAGE).unwrap_or_default();
    let more = entries.len() > most;
    entries.truncate(most);
    let next = entries
        .last()
        .filter(|_| more)
        .map(|last| format!("/my/register?{}&after={}", searched.query(), last.place()))
        .unwrap_or_default();
    let page = RegisterPage {
        layout: member
            .visitor
            .layout("登记簿", Section::My)
            .below("我的工作台", "/my"),
        form,
        decisions: Decision::ALL
            .map(|decision| Choice::new(decision.as_str(), decision.label()))
            .into(),
        rows: entries.iter().map(row).collect(),
        export_href: format!("/my/register.csv?{}", searched.query()),
        pagination: Pagination {
            showing: format!("共 {count} 条"),
            previous: String::new(),
            next,
        },
    };
    respond(status, &page)
}

fn row(entry: &Entry) -> RegisterRow {
    let contract = &entry.named.contract;
    let registration = contract.registration.as_ref();
    RegisterRow {
        subject: Link::new(
            entry.named.achievement_title.clone(),
            format!("/contracts/{}", contract.id),
        ),
        number: registration
            .map(|decided| decided.registration_number.clone())
            .unwrap_or_default(),
        parties: format!("{} → {}", entry.named.seller_name, entry.named.buyer_name),
        decision: entry.decision.label(),
        reason: entry.reason.clone(),
        value: registration
            .map(|decided| decided.contract_value_fen.in_yuan())
            .unwrap_or_default(),
        technology: registration
            .map(|decided| decided.technology_amount_fen.in_yuan())
            .unwrap_or_default(),
        by: entry.decided_by_name.clone(),
        on: entry.decided_on,
    }
}

async fn export_register(
    State(app): State<App>,
    member: Member,
    Lenient(searched): Lenient<Searched>,
) -> Response {
    match exported(&app, &member.actor, searched.input()).await {
        Ok(file) => file,
        Err(error) => member.visitor.fail(error),
    }
}

/// Everything that answers a search, as a CSV file that spreadsheets open with the right characters.
pub(crate) async fn exported(
    app: &App,
    actor: &Actor,
    input: RegisterSearchInput,
) -> market::Result<Response> {
    let (entries, count) = app
        .market
        .register(actor, input, "", EXPORTED_AT_MOST)
        .await?;
    if count > EXPORTED_AT_MOST {
        return Err(market::Error::Refused(format!(
            "共 {count} 条，一次最多导出 {EXPORTED_AT_MOST} 条，请按日期分段导出"
        )));
    }
    let head = [
        "决定日期",
        "决定",
        "登记编号",
        "合同类型",
        "成果",
        "卖方",
        "买方",
        "合同成交额（元）",
        "技术交易额（元）",
        "登记证明日期",
        "理由",
        "经办人",
        "合同编号",
    ];
    let rows = std::iter::once(head.map(str::to_owned)).chain(entries.iter().map(record));
    Ok(saved(
        "登记簿.csv",
        "text/csv; charset=utf-8",
        intake::csv_file(rows),
    ))
}

fn record(entry: &Entry) -> [String; 13] {
    let contract = &entry.named.contract;
    let registration = contract.registration.as_ref();
    let yuan = |fen: domain::Fen| fen.in_yuan().replace(',', "");
    [
        entry.decided_on.to_string(),
        entry.decision.label().to_owned(),
        registration
            .map(|decided| decided.registration_number.clone())
            .unwrap_or_default(),
        contract.decided_kind().label().to_owned(),
        entry.named.achievement_title.clone(),
        entry.named.seller_name.clone(),
        entry.named.buyer_name.clone(),
        registration
            .map(|decided| yuan(decided.contract_value_fen))
            .unwrap_or_default(),
        registration
            .map(|decided| yuan(decided.technology_amount_fen))
            .unwrap_or_default(),
        registration
            .map(|decided| decided.certified_on.to_string())
            .unwrap_or_default(),
        entry.reason.clone(),
        entry.decided_by_name.clone(),
        contract.id.to_string(),
    ]
}
