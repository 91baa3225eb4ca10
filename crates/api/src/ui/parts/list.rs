//! Lists of work: tasks with due dates, paging, progress, and what an empty list says.

use askama::Template;
use askama::filters::HtmlSafe;
use domain::Timestamp;
use jiff::civil::Date;

use super::tag::{Link, Tag, Tone};

/// A day by which something must be done 期限.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Template)]
#[template(path = "ui/parts/due.html")]
pub struct Due {
    /// The last day.
    pub on: Date,
    /// Days from today; negative when it has passed.
    pub days_left: i32,
}

impl HtmlSafe for Due {}

impl Due {
    /// The last day, seen from today.
    pub fn new(on: Date, today: Date) -> Self {
        Self {
            on,
            days_left: (on - today).get_days(),
        }
    }

    /// `还有 12 天`, `今天到期`, `已超期 3 天`.
    pub fn words(&self) -> String {
        match self.days_left {
            0 => "今天到期".into(),
            left @ 1.. => format!("还有 {left} 天"),
            past => format!("已超期 {} 天", past.unsigned_abs()),
        }
    }

    /// Overdue is danger, three days or fewer attention.
    pub fn tone(&self) -> Tone {
        match self.days_left {
            ..0 => Tone::Danger,
            0..=3 => Tone::Attention,
            _ => Tone::Neutral,
        }
    }
}

/// One thing that waits for somebody.
#[derive(Clone, Debug)]
pub struct Task {
    /// What to do, a verb first: `答复许可意向`.
    pub verb: String,
    /// What it is about, with its page.
    pub subject: Link,
    /// The other side, or empty.
    pub counterpart: String,
    /// How it stands.
    pub tag: Tag,
    /// Since when it waits.
    pub since: Timestamp,
    /// Until when it should be done.
    pub due: Option<Due>,
}

/// Tasks, the most urgent first.
#[derive(Clone, Debug, Template)]
#[template(path = "ui/parts/task_list.html")]
pub struct TaskList {
    /// The tasks, in order.
    pub tasks: Vec<Task>,
    /// What is said when there are none.
    pub none: String,
}

impl HtmlSafe for TaskList {}

/// What an empty place says, and what to do next.
#[derive(Clone, Debug, Template)]
#[template(path = "ui/parts/empty.html")]
pub struct Empty {
    /// What is not there.
    pub title: String,
    /// What to do.
    pub text: String,
    /// Where to do it.
    pub action: Option<Link>,
}

impl HtmlSafe for Empty {}

impl Empty {
    /// Says that there is nothing, and what to do, without a link.
    pub fn new(title: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            text: text.into(),
            action: None,
        }
    }
}

/// The way to the previous and the next page of a list.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "ui/parts/pagination.html")]
pub struct Pagination {
    /// `第 21–40 项，共 137 项`, or empty.
    pub showing: String,
    /// Address of the previous page, or empty.
    pub previous: String,
    /// Address of the next page, or empty.
    pub next: String,
}

impl HtmlSafe for Pagination {}

/// How far a long piece of work is.
#[derive(Clone, Debug, Template)]
#[template(path = "ui/parts/progress.html")]
pub struct Progress {
    /// What is being done.
    pub label: String,
    /// How much is done.
    pub done: u64,
    /// Out of how much; unknown while the size is not known.
    pub total: Option<u64>,
    /// What is counted: `行`.
    pub unit: String,
}

impl HtmlSafe for Progress {}

impl Progress {
    /// Whole percent, when the size is known.
    pub fn percent(&self) -> Option<u64> {
        self.total
            .filter(|total| *total > 0)
            .map(|total| self.done.min(total) * 100 / total)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_due_day_says_how_long_there_is() {
        let today = Date::constant(2026, 3, 5);
        let words = |on| Due::new(on, today).words();
        assert_eq!(words(Date::constant(2026, 3, 17)), "还有 12 天");
        assert_eq!(words(today), "今天到期");
        assert_eq!(words(Date::constant(2026, 2, 28)), "已超期 5 天");
    }
}
