//! A bar chart 条形图 drawn on the server as SVG, with its table under it.

use askama::Template;
use askama::filters::HtmlSafe;

/// One bar.
#[derive(Clone, Debug)]
pub struct Bar {
    /// What it counts.
    pub label: String,
    /// How long it is, in any unit; not negative.
    pub value: i64,
    /// The figure as written for people.
    pub shown: String,
}

/// Horizontal bars of one series.
#[derive(Clone, Debug, Template)]
#[template(path = "ui/parts/bar_chart.html")]
pub struct BarChart {
    /// What is shown.
    pub caption: String,
    /// Heading of the labels.
    pub label_heading: String,
    /// Heading of the figures, with the unit.
    pub value_heading: String,
    /// The bars, in the order in which they are read.
    pub bars: Vec<Bar>,
}

impl HtmlSafe for BarChart {}

/// Room for the longest bar, in units of the drawing.
const LONGEST: i64 = 420;
/// From one bar to the next.
const ROW: usize = 32;

impl BarChart {
    /// Length of a bar in the drawing.
    pub fn length(&self, bar: &Bar) -> i64 {
        let largest = self
            .bars
            .iter()
            .map(|bar| bar.value)
            .max()
            .unwrap_or(0)
            .max(1);
        let scaled = i128::from(bar.value.max(0)) * i128::from(LONGEST) / i128::from(largest);
        i64::try_from(scaled).unwrap_or(LONGEST)
    }

    /// Height of the drawing.
    pub fn height(&self) -> usize {
        self.bars.len() * ROW
    }

    /// Upper edge of a bar, counted from zero.
    pub fn top(&self, at: &usize) -> usize {
        at * ROW
    }

    /// Where the figure beside a bar begins.
    pub fn figure_at(&self, bar: &Bar) -> i64 {
        160 + self.length(bar) + 8
    }
}
