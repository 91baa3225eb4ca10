//! The home page 首页.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use index::{Dimension, Page};
use market::desk::statistics::Stats;

use crate::App;
use crate::catalogue::home::page::{Figure, HomePage};
use crate::catalogue::search::asked::Asked;
use crate::catalogue::search::site::newest;
use crate::ui::parts::Link;
use crate::ui::routing::{Router, get};
use crate::ui::visitor::Visitor;
use crate::ui::{Section, respond};

/// Listings shown as the newest.
const NEWEST: usize = 6;
/// Keywords and fields offered at most.
const OFFERED: usize = 12;

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/", get(show_home))
}

async fn show_home(State(app): State<App>, visitor: Visitor) -> Response {
    let found = async {
        let (cards, page) = newest(&app, visitor.now, NEWEST).await?;
        Ok::<_, market::Error>((cards, page, app.market.stats().await?))
    };
    let (cards, page, stats) = match found.await {
        Ok(found) => found,
        Err(error) => return visitor.fail(error),
    };
    let home = HomePage {
        layout: visitor.layout("技桥 科技成果转化平台", Section::Elsewhere),
        examples: examples(&page),
        figures: figures(&stats, page.total),
        fields: fields(&page),
        newest: cards,
    };
    respond(StatusCode::OK, &home)
}

/// Keywords of the newest listings: searches that are known to find something.
fn examples(page: &Page) -> Vec<Link> {
    let mut words: Vec<&str> = Vec::new();
    for hit in &page.hits {
        if let Some(word) = hit
            .card
            .keywords
            .iter()
            .find(|word| word.chars().count() <= 8 && !words.contains(&word.as_str()))
        {
            words.push(word);
        }
    }
    words
        .into_iter()
        .map(|word| Link::new(word, Asked::of_text(word).address()))
        .collect()
}

fn fields(page: &Page) -> Vec<(Link, u64)> {
    let facet = page
        .facets
        .iter()
        .filter(|facet| facet.dimension == Dimension::Field);
    let values = facet.flat_map(|facet| &facet.values).take(OFFERED);
    values
        .map(|value| {
            (
                Link::new(
                    value.label.clone(),
                    Asked::of_text("").toggled("field", &value.value).address(),
                ),
                value.count,
            )
        })
        .collect()
}

/// A number leads only to where the same number stands.
fn figures(stats: &Stats, found: usize) -> Vec<Figure> {
    let figure = |label: &str, value: Option<String>, unit: String, href: &str| Figure {
        label: label.into(),
        value,
        unit,
        href: href.into(),
    };
    let confirmed = format!("项，近一年确认 {}", stats.confirmed_achievements);
    let days = stats.median_answer_days.map(|days| days.to_string());
    vec![
        figure(
            "可以检索的成果",
            Some(found.to_string()),
            confirmed,
            "/achievements",
        ),
        figure(
            "正在征集的技术需求",
            Some(stats.open_demands.to_string()),
            "项".into(),
            "/demands",
        ),
        figure(
            "已认定登记的技术合同",
            Some(stats.registered_contracts.to_string()),
            "份".into(),
            "",
        ),
        figure("许可意向答复用时（中位数）", days, "天".into(), ""),
        figure(
            "按政策核算的补助",
            Some(stats.entitled_fen.in_prose()),
            String::new(),
            "",
        ),
    ]
}
