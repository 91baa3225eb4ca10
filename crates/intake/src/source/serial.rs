//! Days as workbooks keep them: a count of days, or a text of a program.

use jiff::civil::{Date, DateTime};
use jiff::{SignedDuration, Span};

use crate::cell::Cell;
use crate::number_format::NumberFormat;

/// Seconds around midnight that are no time of day: programs that turn a day into a number by way of local time miss it
/// by up to 43 seconds (the local mean time of Shanghai), others by the last bit of a float.
const NEAR_MIDNIGHT_S: i64 = 60;
const DAY_S: i64 = 86_400;

/// A number as its format shows it.
pub(super) fn numeric(number: f64, format: &NumberFormat, from_1904: bool) -> Cell {
    match format {
        NumberFormat::Day => {
            day(number, from_1904).map_or_else(|| Cell::from_number(number), Cell::Day)
        }
        NumberFormat::General | NumberFormat::Duration | NumberFormat::Text => {
            Cell::from_number(number)
        }
        NumberFormat::Digits(_) => Cell::from_shown(number, format.show(number)),
    }
}

/// The day of a count, with its time when it has one; nothing for what is no day of the calendar.
pub(crate) fn day(serial: f64, from_1904: bool) -> Option<String> {
    if !(0.0..2_958_466.0).contains(&serial) {
        return None;
    }
    // Whole seconds: the last digits of a float are no time.
    let seconds = (serial * 86_400.0).round() as i64;
    let (days, of_day) = (seconds.div_euclid(DAY_S), seconds.rem_euclid(DAY_S));
    if days == 0 && of_day > 0 && !from_1904 {
        return Some(format!("{:02}:{:02}", of_day / 3600, of_day / 60 % 60));
    }
    // Day 60 of the other calendar is 29 February 1900, which never was; days before it stand one later.
    let first = match (from_1904, days) {
        (true, _) => Date::constant(1904, 1, 1),
        (false, 0..60) => Date::constant(1899, 12, 31),
        (false, _) => Date::constant(1899, 12, 30),
    };
    let date = first.checked_add(Span::new().days(days)).ok()?;
    told(
        date.at(0, 0, 0, 0)
            .checked_add(SignedDuration::from_secs(of_day))
            .ok()?,
    )
}

/// A day that a program wrote as `2018-01-01T00:00:00`; a time with its zone is a time in China.
pub(crate) fn iso(text: &str) -> Option<String> {
    let text = text.trim();
    if let Ok(instant) = text.parse::<jiff::Timestamp>() {
        let in_china = jiff::tz::Offset::constant(8).to_datetime(instant);
        return told(in_china);
    }
    told(text.parse::<DateTime>().ok()?)
}

fn told(at: DateTime) -> Option<String> {
    let of_day = i64::from(at.hour()) * 3600 + i64::from(at.minute()) * 60 + i64::from(at.second());
    if of_day >= DAY_S - NEAR_MIDNIGHT_S {
        return Some(at.date().tomorrow().ok()?.to_string());
    }
    if of_day <= NEAR_MIDNIGHT_S {
        return Some(at.date().to_string());
    }
    Some(format!("{} {:02}:{:02}", at.date(), at.hour(), at.minute()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_that_misses_midnight_by_seconds_is_that_day() {
        for (serial, day_of_it) in [
            (43101.0, "2018-01-01"),
            (43101.0 - 43.0 / 86_400.0, "2018-01-01"),
            (43101.0 + 43.0 / 86_400.0, "2018-01-01"),
            (43_100.999_999_999, "2018-01-01"),
            (43101.5, "2018-01-01 12:00"),
            (1.0, "1900-01-01"),
            (61.0, "1900-03-01"),
        ] {
            assert_eq!(day(serial, false).as_deref(), Some(day_of_it), "{serial}");
        }
        assert_eq!(day(43904.0, true).as_deref(), Some("2024-03-15"));
        assert_eq!(day(-1.0, false), None);
    }

    #[test]
    fn a_moment_with_its_zone_is_a_day_in_china() {
        for (text, day_of_it) in [
            ("2018-01-01T00:00:00", "2018-01-01"),
            ("2017-12-31T16:00:00Z", "2018-01-01"),
            ("2017-12-31T15:59:17.000Z", "2018-01-01"),
            ("2017-12-31T23:59:17", "2018-01-01"),
            ("2018-01-01", "2018-01-01"),
        ] {
            assert_eq!(iso(text).as_deref(), Some(day_of_it), "{text}");
        }
        assert_eq!(iso("三月"), None);
    }
}
