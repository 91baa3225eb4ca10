//! Years and days as people write them.

use jiff::civil::Date;

use crate::source::serial;

/// What may stand behind a year without changing it.
const AFTER: [&str; 21] = [
    "度",
    "底",
    "初",
    "末",
    "中",
    "内",
    "上半年",
    "下半年",
    "年底",
    "年初",
    "年末",
    "年度",
    "上旬",
    "中旬",
    "下旬",
    "春",
    "夏",
    "秋",
    "冬",
    "份",
    "年",
];
/// What may stand before it.
const BEFORE: [&str; 6] = ["公元", "截至", "截止", "至", "于", "自"];

/// Reads the year of `2018`, `2018年6月`, `2018-06-01`, `201806`, `2018年度`, `二〇一八年`; of a time span when it lies within one.
///
/// # Errors
/// When the text is no such thing, or a span of several years.
pub(crate) fn parse_year(text: &str) -> Result<Option<i64>, String> {
    if super::is_nothing(text) {
        return Ok(None);
    }
    let plain = plain(text);
    if let Some(year) = year_of(&plain) {
        return Ok(Some(i64::from(year)));
    }
    for mark in ['-', '~', '至', '到'] {
        for (at, _) in plain.match_indices(mark) {
            let (from, to) = (&plain[..at], &plain[at + mark.len_utf8()..]);
            match (year_of(from), year_of(to)) {
                (Some(from), Some(to)) if from == to => return Ok(Some(i64::from(from))),
                (Some(from), Some(to)) if from < to => {
                    return Err(format!(
                        "“{}”是一段时间（{from} 至 {to} 年）：请只填完成的那一年，例如 {to}",
                        text.trim()
                    ));
                }
                _ => {}
            }
        }
    }
    let serial = plain
        .parse::<f64>()
        .ok()
        .filter(|days| (20_000.0..80_000.0).contains(days));
    if let Some(day) = serial.and_then(|days| serial::day(days, false)) {
        return Err(format!(
            "“{}”像是日期的序号（{day}）：请把单元格设为日期格式，或直接填年份，例如 {}",
            text.trim(),
            &day[..4]
        ));
    }
    Err(format!(
        "看不懂年份“{}”：请填 4 位数字，例如 2025",
        text.trim()
    ))
}

/// Reads a day as `2018-06-01`, whatever stands between its numbers.
///
/// # Errors
/// When the text is no day of the calendar.
pub(crate) fn parse_day(text: &str) -> Result<String, String> {
    if let Some(day) = serial::iso(text) {
        return Ok(day.chars().take(10).collect());
    }
    let plain = plain(text);
    if let Some(([year @ 1900..=2199, month, day], "")) = scan(&plain)
        .as_ref()
        .map(|(numbers, rest)| (&numbers[..], *rest))
        && let (Ok(month), Ok(day)) = (i8::try_from(*month), i8::try_from(*day))
        && let Ok(date) = Date::new(*year, month, day)
    {
        return Ok(date.to_string());
    }
    Err(format!("看不懂日期“{}”：请写成 2025-03-19", text.trim()))
}

/// The year of one date in its plain form.
fn year_of(plain: &str) -> Option<i16> {
    if let Some((numbers, rest)) = scan(plain) {
        let fits = numbers.get(1).is_none_or(|month| (1..=12).contains(month))
            && numbers.get(2).is_none_or(|day| (1..=31).contains(day));
        let quarter = rest
            .trim_start_matches('第')
            .strip_suffix("季度")
            .or_else(|| rest.strip_prefix('q'));
        let known = rest.is_empty()
            || AFTER.contains(&rest)
            || quarter.is_some_and(|quarter| quarter.chars().count() == 1);
        return (fits && known && (1900..2200).contains(&numbers[0])).then(|| numbers[0]);
    }
    // The other order, of programs set to another country: only the year is sure.
    let parts: Vec<&str> = plain.split(['/', '-', '.']).collect();
    match parts[..] {
        [first, second, year] if year.len() == 4 && first.len() <= 2 && second.len() <= 2 => {
            let small = |part: &str| {
                part.parse::<u8>()
                    .is_ok_and(|number| (1..=31).contains(&number))
            };
            (small(first) && small(second))
                .then(|| year.parse().ok())
                .flatten()
        }
        _ => None,
    }
}

/// Year, month and day from the left, as far as they stand there, and what follows.
fn scan(plain: &str) -> Option<(Vec<i16>, &str)> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let number = |text: &str| text.parse::<i16>().ok();
    let packed = match digits(plain) {
        8 => vec![
            number(&plain[..4])?,
            number(&plain[4..6])?,
            number(&plain[6..8])?,
        ],
        6 => vec![number(&plain[..4])?, number(&plain[4..6])?],
        4 => Vec::new(),
        _ => return None,
    };
    if !packed.is_empty() {
        let whole = packed.len() * 2 + 2;
        return Some((packed, &plain[whole..]));
    }
    let mut numbers = vec![number(&plain[..4])?];
    let mut rest = &plain[4..];
    while numbers.len() < 3 {
        let Some(mark) = rest.chars().next().filter(|c| "年月日号.-/".contains(*c)) else {
            break;
        };
        let after = &rest[mark.len_utf8()..];
        let length = digits(after);
        if !(1..=2).contains(&length) {
            break;
        }
        numbers.push(number(&after[..length])?);
        rest = &after[length..];
    }
    let rest = rest
        .strip_prefix(['年', '月', '日', '号', '.'])
        .unwrap_or(rest);
    Some((numbers, rest))
}

/// Half-width, without white space, time of day and day of the week, with one kind of each mark and digits for numerals.
fn plain(text: &str) -> String {
    let folded = domain::text::half_width(&domain::text::visible(text)).to_lowercase();
    let without_time = folded.trim();
    let before_time = without_time
        .split_once(':')
        .and_then(|(before, _)| {
            let hours = before.len() - before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
            let day = &before[..before.len() - hours];
            day.ends_with([' ', 't'])
                .then(|| day.trim_end_matches([' ', 't']))
        })
        .unwrap_or(without_time);
    let mut plain: String = before_time
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '\'')
        .map(|c| match c {
            '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '─' => '-',
            '·' | '・' | '、' | ',' | '。' | '\\' => '.',
            '～' | '∼' => '~',
            other => other,
        })
        .collect();
    for word in BEFORE {
        plain = plain.strip_prefix(word).map(str::to_owned).unwrap_or(plain);
    }
    for mark in ["星期", "礼拜", "周"] {
        if let Some((day, _)) = plain.split_once(mark) {
            plain = day.trim_end_matches(['(', '.']).to_owned();
        }
    }
    let year_in_words = plain.split_once('年').is_some_and(|(year, _)| {
        year.chars().count() == 4 && year.chars().all(|c| numeral(c).is_some())
    });
    if year_in_words {
        in_digits(&plain)
    } else {
        plain
    }
}

/// `二〇二四年三月` in digits.
fn in_digits(text: &str) -> String {
    let mut digits = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match (c, numeral(c), chars.peek().and_then(|next| numeral(*next))) {
            // 十 is ten by itself, one before a digit, zero behind one.
            ('十', _, Some(_)) => digits.push('1'),
            ('十', _, None) => digits.push_str("10"),
            (_, Some(digit), _) => {
                digits.push(digit);
                if chars.peek() == Some(&'十') {
                    chars.next();
                    if chars.peek().and_then(|next| numeral(*next)).is_none() {
                        digits.push('0');
                    }
                }
            }
            (other, None, _) => digits.push(other),
        }
    }
    digits
}

fn numeral(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        '〇' | '零' | '○' | 'o' | '◯' => Some('0'),
        _ => "一二三四五六七八九"
            .chars()
            .position(|known| known == c)
            .and_then(|at| char::from_digit(u32::try_from(at).ok()? + 1, 10)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_and_days_are_read_in_every_usual_form() {
        for text in [
            "2018",
            "2018年",
            "2018年6月",
            "2018.6.1",
            "2018-06-01 08:30",
            "２０１８／６／１",
            "201806",
            "20180601",
            "2018年度",
            "2018年底",
            "2018年上半年",
            "2018Q1",
            "2018年第一季度",
            "二〇一八年",
            "二零一八年十二月",
            "2018–06",
            "2018—06—01",
            "2018·6",
            "2018、6",
            "2018年6月1日星期五",
            "\u{200e}2018\u{200b}",
            "2018年\u{a0}6月",
            "公元2018年",
            "至2018年6月",
            "2018.3-2018.9",
            "2018年3月至2018年6月",
            "6/15/2018",
            "2018-06-01T00:00:00Z",
        ] {
            assert_eq!(parse_year(text), Ok(Some(2018)), "{text}");
        }
        for text in [
            "2018年6月1日",
            "2018.6.1",
            "2018/06/01",
            "20180601",
            "2018-06-01T00:00:00",
            "2018-05-31T16:00:00Z",
            "2018-05-31 23:59:17",
            "2018—06—01",
            "2018年6月1 日",
            "二〇一八年六月一日",
        ] {
            assert_eq!(parse_day(text), Ok("2018-06-01".to_owned()), "{text}");
        }
    }

    #[test]
    fn what_is_no_year_or_day_is_told() {
        for text in [
            "三月",
            "18",
            "2018-2020",
            "去年",
            "46100",
            "2018-13",
            "24年",
            "2018年（预计）",
            "Mar-24",
        ] {
            assert!(parse_year(text).is_err(), "{text}");
        }
        assert!(
            parse_year("46100")
                .expect_err("a count of days")
                .contains("2026-03-19")
        );
        assert!(
            parse_year("2018-2020")
                .expect_err("a span")
                .contains("例如 2020")
        );
        for text in ["2018年6月", "2018-02-30", "三月", "46100"] {
            assert!(parse_day(text).is_err(), "{text}");
        }
    }
}
