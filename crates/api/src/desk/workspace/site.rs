//! The workspace 工作台: what waits for whom, and the deals and contracts under way.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::deals::party::Side;
use domain::event::Noun;
use domain::people::organisation::OrganisationKind;
use market::deals::contract::view::ContractSummary;
use market::deals::deal::view::DealSummary;
use market::deals::licence_request::LicenceRequestView;
use market::desk::waiting::WaitingItem;

use crate::App;
use crate::desk::workspace::page::{WorkGroup, WorkRow, WorkspacePage};
use crate::ui::member::Member;
use crate::ui::parts::{Due, Link, Tag, Task, TaskList, Tone};
use crate::ui::routing::{Router, get};
use crate::ui::{Section, respond};

/// Rows of a group.
const SHOWN: i64 = 20;

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/my", get(show_workspace))
}

async fn show_workspace(State(app): State<App>, member: Member) -> Response {
    let found = async {
        let actor = &member.actor;
        let waiting = app.market.waiting(actor).await?;
        let (received, _) = app
            .market
            .licence_requests(actor, Side::Seller, None, "", SHOWN)
            .await?;
        let (sent, _) = app
            .market
            .licence_requests(actor, Side::Buyer, None, "", SHOWN)
            .await?;
        let (deals, _) = app.market.deals(actor, None, "", SHOWN).await?;
        let (contracts, _) = app.market.contracts(actor, None, "", SHOWN).await?;
        Ok::<_, market::Error>((waiting, [received, sent].concat(), deals, contracts))
    };
    let (waiting, requests, deals, contracts) = match found.await {
        Ok(found) => found,
        Err(error) => return member.visitor.fail(error),
    };
    let list = |items: Vec<WaitingItem>, none: &str| TaskList {
        tasks: items.into_iter().map(|item| task(&member, item)).collect(),
        none: none.into(),
    };
    let page = WorkspacePage {
        layout: member.visitor.layout("我的工作台", Section::My),
        waits_for_me: list(waiting.for_me, "没有待办事项"),
        i_wait_for: list(waiting.for_others, "没有等待他人办理的事项"),
        groups: groups(
            member.actor.organisation_kind.lists_achievements(),
            &requests,
            &deals,
            &contracts,
        ),
        begin: begin(member.actor.organisation_kind),
    };
    respond(StatusCode::OK, &page)
}

fn task(member: &Member, item: WaitingItem) -> Task {
    let overdue = item.due.is_some_and(|due| due < member.visitor.now.day());
    Task {
        verb: item.what,
        subject: Link::new(
            item.title,
            address(
                member.actor.organisation_kind,
                item.noun,
                item.id.as_deref(),
            ),
        ),
        counterpart: String::new(),
        tag: if overdue {
            Tag::new(Tone::Danger, "已超期")
        } else {
            Tag::new(Tone::Action, item.noun.label())
        },
        since: item.since,
        due: item.due.map(|due| Due::new(due, member.visitor.now.day())),
    }
}

/// Where a thing is seen; several at once in the list of their noun.
fn address(kind: OrganisationKind, noun: Noun, id: Option<&str>) -> String {
    let bureau = kind == OrganisationKind::Bureau;
    let list = match noun {
        Noun::Achievement if bureau => "/desk/achievements",
        Noun::Achievement => "/my/achievements",
        // Several demands at once are those that new listings answer.
        Noun::Demand => "/my/alerts",
        Noun::Payment if bureau => "/desk/payments",
        Noun::Introduction if kind == OrganisationKind::TransferInstitution => "/my/introductions",
        Noun::Import => "/my/import",
        Noun::SavedSearch => "/my/searches",
        Noun::LicenceRequest => "/my/licence-requests",
        Noun::Organisation if bureau && id.is_none() => "/desk/changes",
        Noun::Organisation => "/my/organisation",
        Noun::User | Noun::Introduction | Noun::Deal | Noun::Contract | Noun::Payment => "/my",
    };
    match (noun, id) {
        (_, None) => list.to_owned(),
        (Noun::Achievement, Some(id)) => format!("/achievements/{id}"),
        (Noun::Demand, Some(id)) => format!("/demands/{id}"),
        (Noun::LicenceRequest, Some(id)) => format!("/licence-requests/{id}"),
        (Noun::Introduction, Some(id)) => format!("/introductions/{id}"),
        (Noun::Deal, Some(id)) => format!("/deals/{id}"),
        (Noun::Contract, Some(id)) => format!("/contracts/{id}"),
        (Noun::Payment, Some(id)) => format!("/payments/{id}"),
        (Noun::Import, Some(id)) => format!("/my/import/{id}"),
        (Noun::Organisation | Noun::User | Noun::SavedSearch, Some(_)) => list.to_owned(),
    }
}

fn groups(
    asks_or_answers: bool,
    requests: &[LicenceRequestView],
    deals: &[DealSummary],
    contracts: &[ContractSummary],
) -> Vec<WorkGroup> {
    let deal = |summary: &DealSummary| WorkRow {
        subject: Link::new(
            summary.achievement_title.clone(),
            format!("/deals/{}", summary.deal.id),
        ),
        counterpart: format!("{} → {}", summary.seller_name, summary.buyer_name),
        tag: match summary.unread {
            0 => crate::deals::deal::filled::tag(summary.deal.state),
            unread => Tag::new(Tone::Attention, format!("{unread} 条未读")),
        },
        at: summary.deal.updated_at,
    };
    let contract = |summary: &ContractSummary| WorkRow {
        subject: Link::new(
            summary.contract.text.title.clone(),
            format!("/contracts/{}", summary.contract.id),
        ),
        counterpart: format!("{} → {}", summary.seller_name, summary.buyer_name),
        tag: crate::deals::contract::filled::tag(summary.contract.state),
        at: summary.contract.updated_at,
    };
    let group = |name: &str, rows: Vec<WorkRow>, none: &str| WorkGroup {
        name: name.into(),
        rows,
        more_href: String::new(),
        none: none.into(),
    };
    let request = |view: &LicenceRequestView| WorkRow {
        subject: Link::new(
            view.achievement_title.clone(),
            format!("/licence-requests/{}", view.request.id),
        ),
        counterpart: format!("{} → {}", view.seller_name, view.buyer_name),
        tag: crate::deals::licence_request::site::tag(view.request.state),
        at: view.request.answered_at.unwrap_or(view.request.created_at),
    };
    let mut requested = group(
        "许可意向",
        requests.iter().map(request).collect(),
        "还没有许可意向",
    );
    if !requests.is_empty() {
        requested.more_href = "/my/licence-requests".into();
    }
    let mut groups = vec![
        group("交易", deals.iter().map(deal).collect(), "还没有交易"),
        group(
            "技术合同",
            contracts.iter().map(contract).collect(),
            "还没有技术合同",
        ),
    ];
    if asks_or_answers {
        groups.insert(0, requested);
    }
    groups
}

fn begin(kind: OrganisationKind) -> Vec<Link> {
    let mut links = Vec::new();
    if kind.lists_achievements() {
        links.push(Link::new("登记成果", "/my/achievements/new"));
        links.push(Link::new("批量导入成果", "/my/import"));
    }
    match kind {
        OrganisationKind::Enterprise => {
            links.push(Link::new("查找成果并提出许可意向", "/achievements"));
            links.push(Link::new("发布技术需求", "/my/demands/new"));
        }
        OrganisationKind::TransferInstitution => {
            links.push(Link::new("查看供需匹配", "/my/matches"));
            links.push(Link::new("引荐供需双方", "/my/introductions"));
        }
        OrganisationKind::Bureau => links.push(Link::new("进入业务管理", "/desk")),
        OrganisationKind::University
        | OrganisationKind::ResearchInstitute
        | OrganisationKind::RegistrationAgency
        | OrganisationKind::CountyGovernment => {}
    }
    links
}
