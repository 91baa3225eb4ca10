//! Years and days as people write them.

use jiff::civil::Date;

/// Reads the year of `2018`, `2018年`, `2018年6月`, `2018-06-01`, `2018.6.1 08:00`.
///
/// # Errors
/// When the text is no such thing.
pub(crate) fn parse_year(text: &str) -> Result<Option<i64>, String> {
    if super::is_nothing(text) {
        return Ok(None);
    }
    let parts = parts(text);
    let shaped = matches!(parts.len(), 1..=3) && parts[0].len() == 4;
    let in_year = |at: usize, most: i64| parts.get(at).is_none_or(|part| part.parse::<i64>().is_ok_and(|n| (1..=most).contains(&n)));
    if shaped
        && in_year(1, 12)
        && in_year(2, 31)
        && let Ok(year) = parts[0].parse()
    {
        return Ok(Some(year));
    }
    Err(format!("看不懂年份“{}”：请填 4 位数字，例如 2025", text.trim()))
}

/// Reads a day as `2018-06-01`, whatever stands between its numbers.
///
/// # Errors
/// When the text is no day of the calendar.
pub(crate) fn parse_day(text: &str) -> Result<String, String> {
    let parts = parts(text);
    let packed = parts.len() == 1 && parts[0].len() == 8;
    let numbers: Vec<i16> = if packed {
        [&parts[0][..4], &parts[0][4..6], &parts[0][6..]].iter().filter_map(|part| part.parse().ok()).collect()
    } else {
        parts.iter().filter_map(|part| part.parse().ok()).collect()
    };
    if let [year @ 1900..=2199, month, day] = numbers[..]
        && let (Ok(month), Ok(day)) = (i8::try_from(month), i8::try_from(day))
        && let Ok(date) = Date::new(year, month, day)
    {
        return Ok(date.to_string());
    }
    Err(format!("看不懂日期“{}”：请写成 2025-03-19", text.trim()))
}

/// The numbers of a date; nothing when anything but digits and the usual marks stands there. A time of day is left out.
fn parts(text: &str) -> Vec<String> {
    let folded = domain::text::half_width(text.trim());
    let day = folded.split([' ', 'T']).next().unwrap_or_default();
    if !day.is_ascii() && !day.chars().all(|c| c.is_ascii_digit() || matches!(c, '年' | '月' | '日' | '号' | '-' | '/' | '.')) {
        return Vec::new();
    }
    let parts: Vec<String> =
        day.split(['年', '月', '日', '号', '-', '/', '.']).filter(|part| !part.is_empty()).map(str::to_owned).collect();
    if parts.iter().all(|part| part.bytes().all(|b| b.is_ascii_digit())) { parts } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_and_days_are_read_in_every_usual_form() {
        for text in ["2018", "2018年", "2018年6月", "2018.6.1", "2018-06-01 08:30", "２０１８／６／１"] {
            assert_eq!(parse_year(text), Ok(Some(2018)), "{text}");
        }
        for text in ["2018年6月1日", "2018.6.1", "2018/06/01", "20180601", "2018-06-01T00:00:00"] {
            assert_eq!(parse_day(text), Ok("2018-06-01".to_owned()), "{text}");
        }
    }

    #[test]
    fn what_is_no_year_or_day_is_told() {
        for text in ["三月", "18", "2018-2020", "去年", "46100", "2018-13"] {
            assert!(parse_year(text).is_err(), "{text}");
        }
        for text in ["2018年6月", "2018-02-30", "三月", "46100"] {
            assert!(parse_day(text).is_err(), "{text}");
        }
    }
}
