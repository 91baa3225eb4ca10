//! What was searched, and what in vain 检索需求, on the bureau's desk; as a file, too.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use jiff::civil::Date;
use market::catalogue::search_log::{Asked as Counted, OfDay, Period, Searches};
use serde::Deserialize;

use crate::App;
use crate::catalogue::search::asked::Asked;
use crate::catalogue::search_log::page::{AskedRow, DeskSearchesPage, PeriodLink};
use crate::ui::address::Lenient;
use crate::ui::download::saved;
use crate::ui::member::Member;
use crate::ui::parts::{Bar, BarChart, Link};
use crate::ui::routing::{Router, get};
use crate::ui::{Section, respond};

/// Texts of each table.
const SHOWN: i64 = 100;
/// Texts of the file.
const IN_FILE: i64 = 10_000;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/desk/searches", get(show_searches))
        .route("/desk/searches.csv", get(get_searches))
}

#[derive(Default, Deserialize)]
struct Which {
    #[serde(default)]
    days: String,
}

impl Which {
    fn period(&self) -> Period {
        Period::of_days(&self.days).unwrap_or_default()
    }
}

async fn show_searches(
    State(app): State<App>,
    member: Member,
    Lenient(which): Lenient<Which>,
) -> Response {
    let period = which.period();
    match app.market.searches(&member.actor, period, SHOWN).await {
        Ok(searches) => respond(StatusCode::OK, &fill(&member, period, searches)),
        Err(error) => member.visitor.fail(error),
    }
}

fn fill(member: &Member, period: Period, searches: Searches) -> DeskSearchesPage {
    let link = |other: Period| PeriodLink {
        label: format!("最近 {} 天", other.days()),
        href: format!("/desk/searches?days={}", other.days()),
        here: other == period,
    };
    let csv_href = if searches.in_vain.is_empty() {
        String::new()
    } else {
        format!("/desk/searches.csv?days={}", period.days())
    };
    DeskSearchesPage {
        layout: member
            .visitor
            .layout("检索需求", Section::Desk)
            .below("业务管理", "/desk"),
        periods: Period::ALL.into_iter().map(link).collect(),
        summary: summary(period, &searches.days),
        csv_href,
        least_people: searches.least_people,
        chart: by_week(searches.since, &searches.days),
        in_vain: rows(searches.in_vain, |one| one.in_vain),
        frequent: rows(searches.frequent, |one| one.searches),
    }
}

fn summary(period: Period, days: &[OfDay]) -> String {
    let searches: i64 = days.iter().map(|day| day.searches).sum();
    let in_vain: i64 = days.iter().map(|day| day.in_vain).sum();
    match searches {
        0 => format!("最近 {} 天没有检索", period.days()),
        _ => format!(
            "最近 {} 天检索 {searches} 次，其中 {in_vain} 次落空",
            period.days()
        ),
    }
}

fn rows(counted: Vec<Counted>, value: impl Fn(&Counted) -> i64) -> Vec<AskedRow> {
    let largest = counted.iter().map(&value).max().unwrap_or(1).max(1);
    let row = |one: Counted| AskedRow {
        percent: value(&one) * 100 / largest,
        text: Link::new(one.asked.clone(), Asked::of_text(&one.asked).address()),
        searches: one.searches,
        in_vain: one.in_vain,
        last_day: one.last_day,
        results: one.results,
    };
    counted.into_iter().map(row).collect()
}

/// Searches in each week from the first day of the period on; weeks without any are there as well.
fn by_week(since: Date, days: &[OfDay]) -> BarChart {
    let mut weeks: BTreeMap<i32, i64> = BTreeMap::new();
    for day in days {
        *weeks.entry((day.day - since).get_days() / 7).or_default() += day.searches;
    }
    let last = weeks.keys().next_back().copied().unwrap_or(-1);
    let bar = |week: i32| {
        let value = weeks.get(&week).copied().unwrap_or_default();
        let from = since.saturating_add(jiff::Span::new().days(7 * week));
        Bar {
            label: format!("{}起", domain::time::chinese_day(from)),
            value,
            shown: format!("{value} 次"),
        }
    };
    BarChart {
        caption: "每周检索次数".into(),
        label_heading: "一周".into(),
        value_heading: "检索次数".into(),
        bars: (0..=last).map(bar).collect(),
    }
}

async fn get_searches(
    State(app): State<App>,
    member: Member,
    Lenient(which): Lenient<Which>,
) -> Response {
    match app
        .market
        .searches(&member.actor, which.period(), IN_FILE)
        .await
    {
        Ok(searches) => saved(
            "潜在需求.csv",
            "text/csv; charset=utf-8",
            csv(&searches.in_vain),
        ),
        Err(error) => member.visitor.fail(error),
    }
}

fn csv(counted: &[Counted]) -> Vec<u8> {
    let head = ["检索词", "落空次数", "检索次数", "最近一次", "相近成果"];
    let rows = counted.iter().map(|one| {
        [
            one.asked.clone(),
            one.in_vain.to_string(),
            one.searches.to_string(),
            one.last_day.to_string(),
            one.results.to_string(),
        ]
    });
    intake::csv_file(std::iter::once(head.map(str::to_owned)).chain(rows))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(day: &str, searches: i64, in_vain: i64) -> OfDay {
        OfDay {
            day: day.parse().expect("a day"),
            searches,
            in_vain,
        }
    }

    #[test]
    fn weeks_without_a_search_are_drawn_as_well() {
        let chart = by_week(
            "2026-03-01".parse().expect("a day"),
            &[
                on("2026-03-01", 2, 0),
                on("2026-03-07", 1, 1),
                on("2026-03-17", 4, 0),
            ],
        );
        let bars: Vec<(&str, i64)> = chart
            .bars
            .iter()
            .map(|bar| (bar.label.as_str(), bar.value))
            .collect();
        assert_eq!(
            bars,
            [
                ("2026年3月1日起", 3),
                ("2026年3月8日起", 0),
                ("2026年3月15日起", 4)
            ]
        );
        assert_eq!(
            summary(
                Period::Days30,
                &[on("2026-03-01", 2, 0), on("2026-03-07", 1, 1)]
            ),
            "最近 30 天检索 3 次，其中 1 次落空"
        );
    }

    #[test]
    fn what_was_typed_is_no_formula_in_the_file() {
        let asked = Counted {
            asked: "=1+\"1\"".into(),
            searches: 3,
            in_vain: 2,
            last_day: Date::constant(2026, 3, 5),
            results: 0,
        };
        let file = String::from_utf8(csv(&[asked])).expect("UTF-8");
        assert_eq!(
            file.lines().nth(1),
            Some("\"'=1+\"\"1\"\"\",2,3,2026-03-05,0")
        );
    }
}
