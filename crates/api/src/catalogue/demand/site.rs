//! The public pages of technical demands 技术需求: the list of the open ones, and one.

use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::catalogue::demand::{self, Demand};
use domain::id::{DemandId, kind};
use domain::people::organisation::OrganisationKind;
use domain::time::chinese_day;
use jiff::civil::Date;
use market::catalogue::demand::{DemandFacets, DemandFilter, Named, Shared, place};
use market::catalogue::matching::WORTH_SHOWING;

use super::verbs::{edit_href, verbs};
use crate::App;
use crate::catalogue::demand::page::{
    DemandCard, DemandPage, DemandsPage, OwnDemandVerbs, budget_words, maturity_words, mode_words,
};
use crate::catalogue::matching::page::MatchRow;
use crate::catalogue::matching::site::row_of_achievement;
use crate::catalogue::search::asked::Asked;
use crate::catalogue::search::page::ActiveFilter;
use crate::ui::address::OfPath;
use crate::ui::layout::in_query;
use crate::ui::parts::{Due, Facet, FacetGroup, Facets, Facts, Link, Pagination, Tag, Tone};
use crate::ui::routing::{Router, get};
use crate::ui::visitor::Visitor;
use crate::ui::{Section, Sent, respond};

/// Demands on one page.
const PER_PAGE: i64 = 20;
/// Matching achievements on a demand's page.
const MATCHES: usize = 10;
/// Characters of the description that a card shows.
const BEGINNING: usize = 100;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/demands", get(show_demands))
        .route("/demands/{id}", get(show_demand))
}

/// What the address of the list asks; what cannot be understood is left out, so that no address is an error.
fn read_address(raw: &str) -> (DemandFilter, String) {
    let value = |name: &str| {
        form_urlencoded::parse(raw.as_bytes())
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.into_owned())
    };
    let value = |name: &str| value(name).unwrap_or_default();
    (
        DemandFilter::new(&value("field"), &value("county")),
        value("after"),
    )
}

/// The address of the list under a filter.
fn address(field: &str, county: &str) -> String {
    let parts = [("field", field), ("county", county)]
        .into_iter()
        .filter(|(_, value)| !value.is_empty());
    let parts: Vec<String> = parts
        .map(|(name, value)| format!("{name}={}", in_query(value)))
        .collect();
    if parts.is_empty() {
        "/demands".into()
    } else {
        format!("/demands?{}", parts.join("&"))
    }
}

async fn show_demands(
    State(app): State<App>,
    visitor: Visitor,
    RawQuery(raw): RawQuery,
) -> Response {
    let (filter, after) = read_address(&raw.unwrap_or_default());
    let found = async {
        let list = app
            .market
            .list_open_demands(&filter, &after, PER_PAGE + 1)
            .await?;
        Ok::<_, market::Error>((list, app.market.demand_facets(&filter).await?))
    };
    match found.await {
        Ok(((rows, count), facets)) => respond(
            StatusCode::OK,
            &fill_list(&visitor, &filter, rows, count, &facets),
        ),
        Err(error) => visitor.fail(error),
    }
}

fn fill_list(
    visitor: &Visitor,
    filter: &DemandFilter,
    mut rows: Vec<Named>,
    count: i64,
    facets: &DemandFacets,
) -> DemandsPage {
    let most = usize::try_from(PER_PAGE).unwrap_or_default();
    let more = rows.len() > most;
    rows.truncate(most);
    let here = address(filter.field(), filter.county());
    let joint = if here.contains('?') { '&' } else { '?' };
    let next = rows
        .last()
        .filter(|_| more)
        .map(|last| format!("{here}{joint}after={}", place(&last.demand)))
        .unwrap_or_default();
    let today = visitor.now.day();
    DemandsPage {
        layout: visitor.layout("技术需求", Section::Demands),
        summary: summary(filter, count),
        filters: active(filter),
        facets: shown_facets(filter, facets),
        cards: rows.into_iter().map(|named| card(named, today)).collect(),
        pagination: Pagination {
            showing: String::new(),
            previous: String::new(),
            next,
        },
        new_href: if may_enter(visitor) {
            "/my/demands/new".into()
        } else {
            String::new()
        },
    }
}

/// Enterprises enter demands; whoever is not signed in may be one.
fn may_enter(visitor: &Visitor) -> bool {
    visitor
        .actor
        .as_ref()
        .is_none_or(|actor| actor.organisation_kind == OrganisationKind::Enterprise)
}

/// The list in one sentence: `“新材料”有 3 项正在征集的技术需求`.
fn summary(filter: &DemandFilter, count: i64) -> String {
    let within: Vec<String> = active(filter)
        .into_iter()
        .map(|active| format!("“{}”", active.label))
        .collect();
    let within = within.join("、");
    match (count, within.is_empty()) {
        (0, true) => "现在没有正在征集的技术需求".into(),
        (0, false) => format!("{within}没有正在征集的技术需求"),
        (_, true) => format!("共有 {count} 项正在征集的技术需求"),
        (_, false) => format!("{within}有 {count} 项正在征集的技术需求"),
    }
}

fn active(filter: &DemandFilter) -> Vec<ActiveFilter> {
    let mut filters = Vec::new();
    if !filter.field().is_empty() {
        filters.push(ActiveFilter {
            label: filter.field().to_owned(),
            remove_href: address("", filter.county()),
        });
    }
    if !filter.county().is_empty() {
        filters.push(ActiveFilter {
            label: domain::people::county::name_of(filter.county()),
            remove_href: address(filter.field(), ""),
        });
    }
    filters
}

fn shown_facets(filter: &DemandFilter, facets: &DemandFacets) -> Facets {
    let value = |shared: &Shared, label: String, href: String, chosen: bool| Facet {
        label,
        count: u64::try_from(shared.count).unwrap_or_default(),
        href,
        chosen,
    };
    let field = |shared: &Shared| {
        let chosen = shared.value == filter.field();
        let href = address(if chosen { "" } else { &shared.value }, filter.county());
        value(shared, shared.value.clone(), href, chosen)
    };
    let county = |shared: &Shared| {
        let chosen = shared.value == filter.county();
        let href = address(filter.field(), if chosen { "" } else { &shared.value });
        value(
            shared,
            domain::people::county::name_of(&shared.value),
            href,
            chosen,
        )
    };
    let groups = vec![
        FacetGroup {
            name: "应用领域".into(),
            values: facets.fields.iter().map(field).collect(),
            more: Vec::new(),
        },
        FacetGroup {
            name: "使用地".into(),
            values: facets.counties.iter().map(county).collect(),
            more: Vec::new(),
        },
    ];
    let clear_href = if filter.field().is_empty() && filter.county().is_empty() {
        String::new()
    } else {
        "/demands".into()
    };
    Facets { groups, clear_href }
}

fn organisation_link(named: &Named) -> Link {
    Link::new(
        named.organisation_name.clone(),
        format!("/organisations/{}", named.demand.organisation),
    )
}

fn county_name(demand: &Demand) -> String {
    if demand.text.county.is_empty() {
        String::new()
    } else {
        domain::people::county::name_of(&demand.text.county)
    }
}

fn card(named: Named, today: Date) -> DemandCard {
    let organisation = organisation_link(&named);
    let demand = named.demand;
    let line = domain::text::one_line(&demand.text.description);
    let mut beginning: String = line.chars().take(BEGINNING).collect();
    if beginning.len() < line.len() {
        beginning.push('…');
    }
    DemandCard {
        title: Link::new(demand.text.title.clone(), format!("/demands/{}", demand.id)),
        beginning,
        organisation,
        county: county_name(&demand),
        budget: budget_words(&demand.text),
        maturity: maturity_words(&demand.text),
        modes: mode_words(&demand.text),
        deadline: demand.text.deadline.map(|day| Due::new(day, today)),
        published_at: demand.published_at,
        field: demand.text.field,
    }
}

async fn show_demand(
    State(app): State<App>,
    visitor: Visitor,
    OfPath(id): OfPath<kind::Demand>,
) -> Response {
    page_of(&app, visitor, &id, &Sent::default()).await
}

/// The page of a demand, with the button that was pressed on it in vain.
pub(crate) async fn page_of(app: &App, visitor: Visitor, id: &DemandId, sent: &Sent) -> Response {
    let found = async {
        let named = app.market.demand(visitor.actor.as_ref(), id).await?;
        let matches = app
            .market
            .matches_of_demand(visitor.actor.as_ref(), id, MATCHES)
            .await?;
        Ok::<_, market::Error>((named, matches))
    };
    match found.await {
        Ok((named, matches)) => {
            // What hardly answers it is worse than nothing.
            let worth = matches
                .iter()
                .filter(|one| one.verdict.score >= WORTH_SHOWING);
            let mut page = fill(&visitor, named, worth.map(row_of_achievement).collect());
            page.layout = sent.tell(page.layout);
            respond(sent.status(), &page)
        }
        Err(error) => visitor.fail(error),
    }
}

/// How a demand stands: a published one past its deadline is closed.
pub(crate) fn tag(demand: &Demand, today: Date) -> Tag {
    let closed = demand.state == demand::State::Published && !demand.is_open(today);
    if closed {
        Tag::new(Tone::Attention, "已截止")
    } else {
        Tag::from(demand.state)
    }
}

fn fill(visitor: &Visitor, named: Named, matches: Vec<MatchRow>) -> DemandPage {
    let today = visitor.now.day();
    let organisation = organisation_link(&named);
    let demand = named.demand;
    let own = visitor
        .actor
        .as_ref()
        .is_some_and(|actor| actor.organisation == demand.organisation);
    DemandPage {
        layout: visitor
            .layout(demand.text.title.clone(), Section::Demands)
            .below("需求", "/demands"),
        id: demand.id.to_string(),
        tag: (!demand.is_open(today)).then(|| tag(&demand, today)),
        organisation,
        organisation_kind: named.organisation_kind.label().into(),
        published_at: demand
            .published_at
            .filter(|_| demand.state == demand::State::Published),
        facts: facts(&demand, today),
        matches,
        own: own.then(|| OwnDemandVerbs {
            edit_href: edit_href(&demand.id),
            verbs: verbs(&demand),
        }),
        search_href: Asked::of_text(&demand.text.title).address(),
        text: demand.text,
    }
}

fn facts(demand: &Demand, today: Date) -> Facts {
    let text = &demand.text;
    let field_href = if text.field.is_empty() {
        String::new()
    } else {
        address(&text.field, "")
    };
    let facts = Facts::new()
        .with("预算", budget_words(text))
        .with("最低成熟度", maturity_words(text))
        .with("转化方式", mode_words(text))
        .with_link("应用领域", Link::new(text.field.clone(), field_href))
        .with("使用地", county_name(demand));
    match text.deadline {
        None => facts.with("截止日期", "长期有效"),
        Some(day) if day < today => facts.with("截止日期", chinese_day(day)).noted("已经截止"),
        Some(day) => facts
            .with("截止日期", chinese_day(day))
            .noted(Due::new(day, today).words()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_address_of_the_list_is_an_error() {
        for raw in [
            "field=%E7%A2",
            "county=nowhere&county=x",
            "after=x.y",
            "&&=&field",
            "after=99999999999999999999.dem",
        ] {
            drop(read_address(raw));
        }
        let (filter, after) = read_address(
            "field=%E6%96%B0%E6%9D%90%E6%96%99&county=%E5%BF%BB%E5%BA%9C%E5%8C%BA&after=1.dem",
        );
        assert_eq!(
            (filter.field(), filter.county(), after.as_str()),
            ("新材料", "140902", "1.dem")
        );
    }

    #[test]
    fn the_list_says_in_words_what_it_was_narrowed_to() {
        assert_eq!(
            summary(&DemandFilter::new("新材料", "140902"), 3),
            "“新材料”、“忻府区”有 3 项正在征集的技术需求"
        );
        assert_eq!(
            summary(&DemandFilter::default(), 0),
            "现在没有正在征集的技术需求"
        );
    }
}
