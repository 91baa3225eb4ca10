//! The result page 检索结果: any address is a search, none an error.

use axum::extract::{RawQuery, State};
use axum::response::Response;
use domain::Timestamp;
use domain::catalogue::achievement::{PatentStatus, TITLE_AT_MOST};
use domain::people::organisation::OrganisationKind;
use index::{ConditionKind, Dimension, Hit, Matching, Page, Segment, Strictness};

use crate::App;
use crate::catalogue::search::asked::{Asked, label_of, sorts};
use crate::catalogue::search::page::{ActiveFilter, Relaxed, ResultsPage, Save, Sort};
use crate::ui::layout::in_query;
use crate::ui::parts::{
    Facet, FacetGroup, Facets, Link, Marked, MatchedIn, Pagination, Piece, ResultCard,
};
use crate::ui::routing::{Router, get};
use crate::ui::visitor::Visitor;
use crate::ui::{Form, Section, Sent, respond};

/// Results on one page.
const PER_PAGE: usize = 20;
/// So many values of a property are shown before one asks for more.
const SHOWN_AT_FIRST: usize = 12;

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/achievements", get(show_results))
}

async fn show_results(
    State(app): State<App>,
    visitor: Visitor,
    RawQuery(raw): RawQuery,
) -> Response {
    let asked = Asked::read(raw.as_deref().unwrap_or_default());
    show(&app, &visitor, &asked, Sent::default()).await
}

/// The result page of a search; with the form that saves it as it was refused.
pub(crate) async fn show(app: &App, visitor: &Visitor, asked: &Asked, mut sent: Sent) -> Response {
    let place = asked.page.saturating_sub(1).saturating_mul(PER_PAGE);
    let mut query = asked.query(visitor.now);
    query.offset = place;
    query.limit = PER_PAGE;
    query.facets = index::Facets::Counted;
    let page = match app.market.search_for(&visitor.searcher, query).await {
        Ok(page) => page,
        Err(error) => return visitor.fail(error),
    };
    let mut shown = fill(visitor, asked, page, &mut sent);
    shown.layout = sent.tell(shown.layout);
    respond(sent.status(), &shown)
}

/// The form is named after the search; a search that cannot be saved begins with no name, and is told why when it is sent.
fn save(visitor: &Visitor, asked: &Asked, page: &Page, sent: &mut Sent) -> Save {
    if asked.text.trim().is_empty() && asked.chosen().is_empty() {
        return Save::Nothing;
    }
    if visitor.actor.is_none() {
        return Save::SignIn(visitor.layout("", Section::Achievements).sign_in_href());
    }
    let organisations: Vec<String> = asked
        .chosen()
        .iter()
        .filter(|(name, _)| *name == "organisation")
        .map(|(name, value)| label_of(name, value, page))
        .collect();
    let named = asked
        .to_save("")
        .check()
        .map(|(_, wanted)| wanted.sentence(&organisations))
        .unwrap_or_default();
    let form = sent.show("save", Form::new().with("name", named));
    Save::Form {
        form,
        search: asked.with_page(1).query_string(),
    }
}

fn fill(visitor: &Visitor, asked: &Asked, page: Page, sent: &mut Sent) -> ResultsPage {
    ResultsPage {
        layout: crate::ui::Layout {
            query: asked.text.clone(),
            ..visitor.layout("检索科技成果", Section::Achievements)
        },
        save: save(visitor, asked, &page, sent),
        summary: summary(asked, page.total, &page),
        relaxed: relaxed(&page.matching),
        meant: page
            .did_you_mean
            .as_ref()
            .map(|text| Link::new(text, Asked::of_text(text).address())),
        similar: page
            .matching
            .words
            .iter()
            // What was searched and not found would only not be found again.
            .filter(|word| page.total == 0 && asked.text.trim().to_lowercase() != **word)
            .map(|word| Link::new(word, Asked::of_text(word).address()))
            .collect(),
        filters: asked
            .chosen()
            .into_iter()
            .map(|(name, value)| active(asked, name, &value, &page))
            .collect(),
        sorts: sorts()
            .map(|(sort, label)| Sort {
                label: label.into(),
                href: asked.sorted(sort).address(),
                chosen: asked.sort == sort,
            })
            .collect(),
        facets: facets(asked, &page),
        demand_href: if is_weak(&page) {
            demand_href(visitor, asked)
        } else {
            String::new()
        },
        related: page.related.iter().map(card).collect(),
        cards: page.hits.iter().map(card).collect(),
        pagination: pagination(asked, &page),
        last_page: last_page(asked, &page),
    }
}

/// Whether little or nothing answers.
fn is_weak(page: &Page) -> bool {
    page.total == 0 || !page.related.is_empty() || page.matching.strictness == Strictness::MostWords
}

/// The last page there is, for who asked for one behind it.
fn last_page(asked: &Asked, page: &Page) -> Option<Link> {
    let last = page.total.min(index::DEEPEST).div_ceil(PER_PAGE);
    (page.hits.is_empty() && last > 0)
        .then(|| Link::new(format!("第 {last} 页"), asked.with_page(last).address()))
}

/// The form of a demand with the search as its title: for enterprises, and for whoever may sign in as one.
fn demand_href(visitor: &Visitor, asked: &Asked) -> String {
    let may = visitor
        .actor
        .as_ref()
        .is_none_or(|actor| actor.organisation_kind == OrganisationKind::Enterprise);
    let title: String = asked.text.chars().take(TITLE_AT_MOST).collect();
    match (may, title.is_empty()) {
        (false, _) => String::new(),
        (true, true) => "/my/demands/new".into(),
        (true, false) => format!("/my/demands/new?title={}", in_query(&title)),
    }
}

fn pagination(asked: &Asked, page: &Page) -> Pagination {
    let reachable = page.total.min(index::DEEPEST);
    let from = (asked.page - 1) * PER_PAGE;
    let to = from + page.hits.len();
    let address = |number: usize| asked.with_page(number).address();
    Pagination {
        showing: if page.hits.is_empty() {
            String::new()
        } else {
            format!("第 {}–{to} 项，共 {} 项", from + 1, page.total)
        },
        previous: if asked.page > 1 && !page.hits.is_empty() {
            address(asked.page - 1)
        } else {
            String::new()
        },
        next: if to < reachable && !page.hits.is_empty() {
            address(asked.page + 1)
        } else {
            String::new()
        },
    }
}

/// The search in one sentence: `在“新材料”中找到 37 项与“碳化硅”有关的成果`.
fn summary(asked: &Asked, total: usize, page: &Page) -> String {
    let within: Vec<String> = asked
        .chosen()
        .iter()
        .map(|(name, value)| format!("“{}”", label_of(name, value, page)))
        .collect();
    let within = if within.is_empty() {
        String::new()
    } else {
        format!("在{}中", within.join("、"))
    };
    let about: String = asked.text.chars().take(40).collect();
    let about = match about.as_str() {
        "" => String::new(),
        text if text.len() < asked.text.len() => format!("与“{text}……”有关的"),
        text => format!("与“{text}”有关的"),
    };
    if total == 0 {
        format!("{within}没有找到{about}成果")
    } else {
        format!("{within}找到 {total} 项{about}成果")
    }
}

fn relaxed(matching: &Matching) -> Option<Relaxed> {
    let unknown = unknown(&matching.unknown);
    let conditions = conditions(matching);
    let other_names = match matching.other_names.as_slice() {
        [] => String::new(),
        names => format!("同时查找了其他名称“{}”。", names.join("”“")),
    };
    let text = match matching.strictness {
        Strictness::Everything | Strictness::AllWords => unknown,
        Strictness::MostWords => {
            format!("{unknown}没有成果包含全部词语，下面列出的成果包含其中大部分。")
        }
        Strictness::SomeWords => format!("{unknown}没有成果包含全部或大部分词语。"),
        Strictness::Parts => unknown,
    };
    let text = format!("{conditions}{text}{other_names}");
    (!text.is_empty()).then_some(Relaxed { text })
}

/// The words that no achievement has; they may be parts of other words (合作 of 合作社). A single character as a rule is one:
/// it is not said to be absent.
fn unknown(words: &[String]) -> String {
    let (single, longer): (Vec<&str>, Vec<&str>) = words
        .iter()
        .map(String::as_str)
        .partition(|word| word.chars().nth(1).is_none());
    let said = |words: &[&str], sentence: &str| match words {
        [] => String::new(),
        words => sentence.replace("…", &words.join("”“")),
    };
    format!(
        "{}{}",
        said(&longer, "没有检索到“…”。"),
        said(&single, "没有成果把“…”用作单独的词。")
    )
}

/// What the operators in the text demand, in one sentence.
fn conditions(matching: &Matching) -> String {
    let (mut demands, mut dropped) = (Vec::new(), Vec::new());
    for condition in &matching.conditions {
        let text = &condition.text;
        match condition.kind {
            ConditionKind::Phrase if matching.phrases_dropped => dropped.push(format!("“{text}”")),
            ConditionKind::Phrase => demands.push(format!("含有整句“{text}”")),
            ConditionKind::Within(field) => demands.push(format!("{}里有“{text}”", field.label())),
            ConditionKind::Without => demands.push(format!("不含“{text}”")),
        }
    }
    let demanded = if demands.is_empty() {
        String::new()
    } else {
        format!("只列出{}的成果。", demands.join("、"))
    };
    if dropped.is_empty() {
        demanded
    } else {
        format!(
            "没有成果含有整句{}，已改为按其中的词语查找。{demanded}",
            dropped.join("、")
        )
    }
}

fn active(asked: &Asked, name: &'static str, value: &str, page: &Page) -> ActiveFilter {
    ActiveFilter {
        label: label_of(name, value, page),
        remove_href: asked.toggled(name, value).address(),
    }
}

fn facets(asked: &Asked, page: &Page) -> Facets {
    let group = |facet: &index::Facet| {
        let name = crate::catalogue::search::asked::parameter_of(facet.dimension);
        let facet = &thresholds(facet);
        let value = |value: &index::FacetValue| Facet {
            label: value.label.clone(),
            count: value.count,
            href: asked.toggled(name, &value.value).address(),
            chosen: asked.has(name, &value.value),
        };
        let (first, more) = facet
            .values
            .split_at(facet.values.len().min(SHOWN_AT_FIRST));
        FacetGroup {
            name: facet.label.into(),
            values: first.iter().map(value).collect(),
            more: more.iter().map(value).collect(),
        }
    };
    let shown = page.facets.iter().filter(|facet| !facet.values.is_empty());
    let clear_href = if asked.chosen().is_empty() {
        String::new()
    } else {
        Asked::of_text(&asked.text).address()
    };
    Facets {
        groups: shown.map(group).collect(),
        clear_href,
    }
}

/// A facet whose values are thresholds, as they can be chosen: at least a level, at most a price, each with all that it takes in.
fn thresholds(facet: &index::Facet) -> index::Facet {
    let mut facet = facet.clone();
    match facet.dimension {
        Dimension::Maturity => {
            let mut all = 0;
            for value in facet.values.iter_mut().rev() {
                all += value.count;
                value.count = all;
                value.label.push_str("及以上");
            }
        }
        Dimension::Price => {
            facet
                .values
                .retain(|value| value.value.parse::<i64>().is_ok());
            let mut all = 0;
            for value in &mut facet.values {
                all += value.count;
                value.count = all;
                value.label = crate::catalogue::search::asked::price_at_most(&value.value);
            }
        }
        _ => {}
    }
    facet
}

fn marked(segments: &[Segment]) -> Marked {
    Marked {
        pieces: segments
            .iter()
            .map(|segment| Piece {
                text: segment.text.clone(),
                marked: segment.marked,
            })
            .collect(),
    }
}

/// A hit as a card.
pub(crate) fn card(hit: &Hit) -> ResultCard {
    let card = &hit.card;
    let other: Vec<&str> = hit.matched.iter().map(|field| field.label()).collect();
    let found: String = hit
        .snippet
        .iter()
        .map(|segment| segment.text.as_str())
        .collect();
    let marks = hit.snippet.iter().any(|segment| segment.marked);
    // The stretch that matched is often the summary itself: then it is marked there, not shown twice.
    let in_summary = card.summary.is_empty() || found == card.summary;
    let matched_in = if !marks || in_summary {
        Vec::new()
    } else {
        vec![MatchedIn {
            field: other.join("、"),
            excerpt: marked(&hit.snippet),
        }]
    };
    ResultCard {
        href: format!("/achievements/{}", hit.id),
        title: marked(&hit.title),
        summary: if in_summary {
            marked(&hit.snippet)
        } else {
            Marked::plain(card.summary.clone())
        },
        matched_in,
        organisation: Link::new(
            card.organisation_name.clone(),
            format!("/organisations/{}", card.organisation_id),
        ),
        field: card.field.clone(),
        county: if card.county.is_empty() {
            String::new()
        } else {
            domain::people::county::name_of(&card.county)
        },
        maturity: card.maturity.clone(),
        modes: card.modes.clone(),
        price: card.price,
        trial_offered: card.trial_offered,
        patents: card.patents.len(),
        patents_granted: card
            .patents
            .iter()
            .filter(|patent| patent.status == PatentStatus::Granted)
            .count(),
        confirmed_at: Some(card.confirmed_at),
        tag: None,
    }
}

/// A hit as a card with nothing marked: nobody searched for its words.
pub(crate) fn plain_card(hit: &Hit) -> ResultCard {
    let title = Marked::plain(hit.card.title.clone());
    ResultCard {
        title,
        summary: Marked::plain(hit.card.summary.clone()),
        matched_in: Vec::new(),
        ..card(hit)
    }
}

/// The newest listings as cards.
pub(crate) async fn newest(
    app: &App,
    now: Timestamp,
    many: usize,
) -> market::Result<(Vec<ResultCard>, Page)> {
    let mut query = index::Query::new("", now);
    query.limit = many;
    query.facets = index::Facets::Counted;
    let page = app.market.search(query).await?;
    Ok((page.hits.iter().map(card).collect(), page))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_single_character_is_not_said_to_be_absent() {
        let words = |words: &[&str]| {
            words
                .iter()
                .map(|word| (*word).to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(
            unknown(&words(&["铂铑", "墨", "烯", "镱镧"])),
            "没有检索到“铂铑”“镱镧”。没有成果把“墨”“烯”用作单独的词。"
        );
        assert_eq!(unknown(&[]), "");
    }
}
