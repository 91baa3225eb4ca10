//! What was searched, and what in vain 检索需求: the bureau's view of what the market lacks.

use askama::Template;
use jiff::civil::Date;

use crate::ui::Layout;
use crate::ui::parts::{BarChart, Link};

/// One period to choose.
#[derive(Clone, Debug)]
pub struct PeriodLink {
    /// `最近 30 天`.
    pub label: String,
    /// Address of the page over it.
    pub href: String,
    /// Whether it is shown.
    pub here: bool,
}

/// Searches for one text.
#[derive(Clone, Debug)]
pub struct AskedRow {
    /// The text, with the result page of now.
    pub text: Link,
    /// How often.
    pub searches: i64,
    /// How often no listing had all the words.
    pub in_vain: i64,
    /// How long the bar is, in whole per cent of the longest of its table.
    pub percent: i64,
    /// The last day.
    pub last_day: Date,
    /// How many listings the last search found.
    pub results: i64,
}

/// `GET /desk/searches`.
#[derive(Clone, Debug, Template)]
#[template(path = "catalogue/search_log/desk_list.html")]
pub struct DeskSearchesPage {
    /// Around the page.
    pub layout: Layout,
    /// The periods.
    pub periods: Vec<PeriodLink>,
    /// By so many people a text was searched at least before it is shown.
    pub least_people: u32,
    /// How many searches there were, and how many in vain, in one sentence.
    pub summary: String,
    /// Address of what was searched in vain as a file; empty when there is nothing.
    pub csv_href: String,
    /// What was searched in vain, the most frequent first.
    pub in_vain: Vec<AskedRow>,
    /// What was searched, the most frequent first.
    pub frequent: Vec<AskedRow>,
    /// Searches by week.
    pub chart: BarChart,
}
