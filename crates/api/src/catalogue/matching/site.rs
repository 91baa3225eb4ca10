//! Matching 供需对接: the pairs for brokers, alerts, and the rows that other pages show.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::id::AchievementId;
use domain::people::organisation::OrganisationKind;
use index::{Card, Match, Part, Verdict};
use market::catalogue::matching::{Pairs, Wanted};
use market::readers::alert::Named as NamedAlert;

use crate::App;
use crate::catalogue::demand::page::{budget_words, maturity_words};
use crate::catalogue::matching::page::{
    AlertRow, AlertsPage, MatchRow, PairGroup, PairsPage, VerdictPart,
};
use crate::ui::done::after;
use crate::ui::layout::in_query;
use crate::ui::member::Member;
use crate::ui::parts::{Link, Tag, Tone};
use crate::ui::routing::{Router, get, post};
use crate::ui::{Section, respond};

/// Alerts on the page.
const ALERTS_SHOWN: i64 = 100;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/my/matches", get(show_pairs))
        .route("/my/alerts", get(show_alerts))
        .route("/my/alerts/seen", post(see_alerts))
}

/// An achievement that answers a demand.
pub(crate) fn row_of_achievement(one: &Match) -> MatchRow {
    let card = &one.hit.card;
    MatchRow {
        subject: Link::new(card.title.clone(), achievement_href(&one.hit.id)),
        organisation: Link::new(
            card.organisation_name.clone(),
            format!("/organisations/{}", card.organisation_id),
        ),
        facts: facts_of(card),
        introduce_href: String::new(),
        score: score(&one.verdict),
        parts: parts(&one.verdict),
    }
}

/// A demand that an achievement answers.
pub(crate) fn row_of_demand(wanted: Wanted) -> MatchRow {
    let demand = wanted.demand.demand;
    MatchRow {
        subject: Link::new(demand.text.title.clone(), format!("/demands/{}", demand.id)),
        organisation: Link::new(
            wanted.demand.organisation_name,
            format!("/organisations/{}", demand.organisation),
        ),
        facts: vec![
            format!("预算{}", budget_words(&demand.text)),
            format!("成熟度{}", maturity_words(&demand.text)),
        ],
        introduce_href: String::new(),
        score: score(&wanted.verdict),
        parts: parts(&wanted.verdict),
    }
}

fn achievement_href(id: &AchievementId) -> String {
    format!("/achievements/{id}")
}

fn facts_of(card: &Card) -> Vec<String> {
    let maturity = card
        .maturity
        .as_ref()
        .map(|maturity| maturity.word().to_owned());
    let field = (!card.field.is_empty()).then(|| card.field.clone());
    [field, maturity, Some(card.price.label())]
        .into_iter()
        .flatten()
        .collect()
}

#[expect(clippy::cast_possible_truncation, reason = "between 0 and 100")]
fn score(verdict: &Verdict) -> i64 {
    verdict.score.round() as i64
}

fn parts(verdict: &Verdict) -> Vec<VerdictPart> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and 100"
    )]
    let percent = |part: &Part| (100.0 * part.points / part.at_most).round() as u8;
    let view = |part: &Part| VerdictPart {
        name: part.criterion.label(),
        points: format!("{:.1} / {:.0}", part.points, part.at_most),
        percent: percent(part),
        says: part.says.clone(),
    };
    verdict.parts.iter().map(view).collect()
}

async fn show_pairs(State(app): State<App>, member: Member) -> Response {
    let pairs = match app.market.pairs(&member.actor).await {
        Ok(pairs) => pairs,
        Err(error) => return member.visitor.fail(error),
    };
    let broker = member.actor.organisation_kind == OrganisationKind::TransferInstitution;
    let groups = pairs.into_iter().map(|pair| group(pair, broker)).collect();
    respond(
        StatusCode::OK,
        &PairsPage {
            layout: member.visitor.layout("供需匹配", Section::My),
            groups,
        },
    )
}

fn group(pair: Pairs, broker: bool) -> PairGroup {
    let demand = pair.demand.demand;
    let introduce = |one: &Match| {
        let (achievement, buyer) = (
            in_query(one.hit.id.as_str()),
            in_query(demand.organisation.as_str()),
        );
        format!("/my/introductions?achievement={achievement}&buyer={buyer}")
    };
    let row = |one: &Match| MatchRow {
        introduce_href: if broker {
            introduce(one)
        } else {
            String::new()
        },
        ..row_of_achievement(one)
    };
    PairGroup {
        rows: pair.matches.iter().map(row).collect(),
        demand: Link::new(demand.text.title.clone(), format!("/demands/{}", demand.id)),
        organisation: Link::new(
            pair.demand.organisation_name,
            format!("/organisations/{}", demand.organisation),
        ),
    }
}

async fn show_alerts(State(app): State<App>, member: Member) -> Response {
    let (alerts, unseen) = match app.market.alerts(&member.actor, ALERTS_SHOWN).await {
        Ok(found) => found,
        Err(error) => return member.visitor.fail(error),
    };
    let rows = alerts.into_iter().map(alert_row).collect();
    respond(
        StatusCode::OK,
        &AlertsPage {
            layout: member.visitor.layout("匹配提醒", Section::My),
            rows,
            unseen,
        },
    )
}

fn alert_row(named: NamedAlert) -> AlertRow {
    let alert = named.alert;
    let about_href = if alert.user.is_empty() {
        format!("/demands/{}", alert.about)
    } else {
        "/my/searches".to_owned()
    };
    AlertRow {
        subject: Link::new(
            named.achievement_title,
            achievement_href(&alert.achievement),
        ),
        seller: named.seller_name,
        about: Link::new(alert.about_title, about_href),
        score: alert
            .score
            .map(|score| score.to_string())
            .unwrap_or_default(),
        terms: alert.terms,
        tag: alert
            .seen_at
            .is_none()
            .then(|| Tag::new(Tone::Action, "新")),
        at: alert.raised_at,
    }
}

async fn see_alerts(State(app): State<App>, member: Member) -> Response {
    match app.market.see_alerts(&member.actor).await {
        Ok(()) => after("/my/alerts", "seen"),
        Err(error) => member.visitor.fail(error),
    }
}
