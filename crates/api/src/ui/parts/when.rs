//! Days and moments 日期、时间, in the one form that every page has: `2026年3月5日`, `2026年3月5日 14:05`.
//!
//! Sentences write the same form with [`domain::time`]; where a day stands alone, browsers and programs can read it too.

use askama::Template;
use askama::filters::HtmlSafe;
use domain::Timestamp;
use domain::time::chinese_day;
use jiff::civil::Date;

/// A day or a moment.
#[derive(Clone, Debug, PartialEq, Eq, Template)]
#[template(
    source = "<time datetime=\"{{ datetime }}\">{{ words }}</time>",
    ext = "html"
)]
pub struct When {
    datetime: String,
    words: String,
}

impl HtmlSafe for When {}

/// A day.
pub fn day(day: &Date) -> When {
    When {
        datetime: day.to_string(),
        words: chinese_day(*day),
    }
}

/// The day of a moment, in Asia/Shanghai.
pub fn day_of(moment: &Timestamp) -> When {
    day(&moment.day())
}

/// A moment to the minute, in Asia/Shanghai.
pub fn moment(moment: &Timestamp) -> When {
    When {
        datetime: moment.rfc3339(),
        words: moment.chinese_minute(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_told_in_shanghai_and_marked_up_in_utc() {
        let late: Timestamp = serde_json::from_str("\"2026-03-04T16:30:00Z\"").expect("a moment");
        assert_eq!(
            moment(&late).to_string(),
            "<time datetime=\"2026-03-04T16:30:00Z\">2026年3月5日 00:30</time>"
        );
        assert_eq!(
            day_of(&late).to_string(),
            "<time datetime=\"2026-03-05\">2026年3月5日</time>"
        );
    }
}
