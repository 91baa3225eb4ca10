//! The register of an agency 登记簿: every decision that it took, found by number, party and day, and as a file.

use axum::body::Body;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::deals::registration::{Decision, RegisterSearchInput};
use domain::people::user::Actor;
use futures_util::stream::try_unfold;
use market::deals::registration::Entry;
use serde::Deserialize;

use crate::App;
use crate::deals::register::page::{RegisterPage, RegisterRow};
use crate::ui::address::Lenient;
use crate::ui::download::saved;
use crate::ui::layout::in_query;
use crate::ui::member::Member;
use crate::ui::parts::{Choice, Link, Pagination};
use crate::ui::routing::{Router, get};
use crate::ui::{Form, Section, respond};

/// Entries on one page.
const PER_PAGE: i64 = 50;
/// Entries that an export reads at a time.
const READ_AT_ONCE: i64 = 1_000;

pub(crate) fn routes() -> Router<App> {
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
        Err(market::Error::Invalid(errors)) => (Vec::new(), 0, searched.form().refused(errors)),
        Err(error) => return member.visitor.fail(error),
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

/// Everything that answers a search, as a CSV file that spreadsheets open with the right characters: written page by
/// page while it is sent, however long the register is. A failure in the middle breaks the transmission off, so that
/// nobody takes half a register for the whole.
pub(crate) async fn exported(
    app: &App,
    actor: &Actor,
    input: RegisterSearchInput,
) -> market::Result<Response> {
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
    let mut first = intake::csv_file([head.map(str::to_owned)]);
    // Read before anything is answered: what is refused is refused with a status.
    let (page, next) = exported_page(app, actor, &input, "").await?;
    first.extend(page);
    let (app, actor) = (app.clone(), actor.clone());
    let pages = try_unfold((Some(first), next), move |(ready, next)| {
        let (app, actor, input) = (app.clone(), actor.clone(), input.clone());
        async move {
            if let Some(ready) = ready {
                return Ok(Some((ready, (None, next))));
            }
            let Some(after) = next else { return Ok(None) };
            let (page, next) = exported_page(&app, &actor, &input, &after).await?;
            Ok::<_, market::Error>(Some((page, (None, next))))
        }
    });
    Ok(saved(
        "登记簿.csv",
        "text/csv; charset=utf-8",
        Body::from_stream(pages),
    ))
}

/// The lines of a page, and where the next one begins.
async fn exported_page(
    app: &App,
    actor: &Actor,
    input: &RegisterSearchInput,
    after: &str,
) -> market::Result<(Vec<u8>, Option<String>)> {
    let (entries, _) = app
        .market
        .register(actor, input.clone(), after, READ_AT_ONCE)
        .await?;
    let is_full = i64::try_from(entries.len()).is_ok_and(|count| count >= READ_AT_ONCE);
    let next = entries.last().filter(|_| is_full).map(Entry::place);
    Ok((intake::csv_rows(entries.iter().map(record)), next))
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
