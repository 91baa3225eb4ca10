//! Working days 工作日: Monday to Friday, but for public holidays and the weekends worked in exchange.
//!
//! The State Council says each autumn which days of the next year are off. What it has not said yet is counted by weekdays,
//! and whoever reads such a deadline is told so.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, Weekday};

/// What is known of one year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Year {
    /// Which year.
    pub year: i16,
    /// The document that says so.
    pub source: String,
    /// Days that are off though they may be weekdays 放假.
    pub off: BTreeSet<Date>,
    /// Saturdays and Sundays that are worked 调休上班.
    pub working: BTreeSet<Date>,
}

/// The years that are known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorkingDays(BTreeMap<i16, Year>);

/// A last day counted in working days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastDay {
    /// The day.
    pub day: Date,
    /// Years on the way whose holidays are not known: counted by weekdays.
    pub unknown: Vec<i16>,
}

impl LastDay {
    /// What must be said beside it; empty when every year on the way is known.
    pub fn said(&self) -> String {
        if self.unknown.is_empty() {
            return String::new();
        }
        let years: Vec<String> = self.unknown.iter().map(i16::to_string).collect();
        format!("{}年的放假安排未录入，按周一至周五计算", years.join("、"))
    }
}

impl WorkingDays {
    /// What these years say; of two that tell of the same one the later counts.
    pub fn new(years: impl IntoIterator<Item = Year>) -> Self {
        Self(years.into_iter().map(|year| (year.year, year)).collect())
    }

    /// The years that are known, in order.
    pub fn years(&self) -> impl Iterator<Item = &Year> {
        self.0.values()
    }

    /// Whether a day is worked.
    pub fn is_worked(&self, day: Date) -> bool {
        let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        match self.0.get(&day.year()) {
            Some(year) if weekend => year.working.contains(&day),
            Some(year) => !year.off.contains(&day),
            None => !weekend,
        }
    }

    /// The day so many working days after another, which itself does not count (Civil Code, Art. 201).
    pub fn after(&self, day: Date, days: i64) -> LastDay {
        let mut last = LastDay {
            day,
            unknown: Vec::new(),
        };
        let mut left = days;
        while left > 0 {
            // The calendar ends in the year 9999; a deadline there is as good as none.
            let Ok(tomorrow) = last.day.tomorrow() else {
                return last;
            };
            last.day = tomorrow;
            let year = tomorrow.year();
            if !self.0.contains_key(&year) && last.unknown.last() != Some(&year) {
                last.unknown.push(year);
            }
            if self.is_worked(tomorrow) {
                left -= 1;
            }
        }
        last
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(days: &[(i8, i8)]) -> BTreeSet<Date> {
        days.iter()
            .map(|(month, day)| Date::constant(2026, *month, *day))
            .collect()
    }

    fn known() -> WorkingDays {
        WorkingDays::new([Year {
            year: 2026,
            source: "示例通知".into(),
            off: days(&[
                (10, 1),
                (10, 2),
                (10, 3),
                (10, 4),
                (10, 5),
                (10, 6),
                (10, 7),
            ]),
            working: days(&[(9, 20), (10, 10)]),
        }])
    }

    #[test]
    fn holidays_do_not_count_and_shifted_weekends_do() {
        let last = known().after(Date::constant(2026, 9, 30), 3);
        assert_eq!(
            last.day,
            Date::constant(2026, 10, 10),
            "8, 9 and the Saturday"
        );
        assert_eq!(last.said(), "");
        assert!(known().is_worked(Date::constant(2026, 9, 20)), "a Sunday");
        assert!(
            !known().is_worked(Date::constant(2026, 9, 19)),
            "a Saturday"
        );
    }

    #[test]
    fn a_year_that_is_not_known_is_counted_by_weekdays_and_says_so() {
        let last = known().after(Date::constant(2026, 12, 30), 3);
        assert_eq!(last.day, Date::constant(2027, 1, 4));
        assert_eq!(last.unknown, [2027]);
        assert_eq!(last.said(), "2027年的放假安排未录入，按周一至周五计算");
        let none = WorkingDays::default();
        let year = none.after(Date::constant(2026, 3, 7), 1);
        assert_eq!(
            (year.day, year.unknown),
            (Date::constant(2026, 3, 9), vec![2026])
        );
    }

    #[test]
    fn no_day_is_that_day_and_the_end_of_the_calendar_is_no_loop() {
        let day = Date::constant(2026, 10, 3);
        assert_eq!(known().after(day, 0).day, day);
        assert_eq!(known().after(day, -5).day, day);
        assert_eq!(known().after(Date::MAX, 15).day, Date::MAX);
    }
}
