//! The public holidays 放假安排 of a year as data: a file for each year, with its source.

use std::collections::BTreeSet;

use domain::working_days::Year;
use jiff::civil::{Date, Weekday};

use crate::file::PolicyError;
use crate::strict::{Fault, Faults, Place, Table, read_date, read_list, read_toml};

/// Days that one holiday lasts at most: a longer one is a slip of the pen.
const LONGEST: i32 = 15;

/// Reads and checks the text of a file of holidays; `file` is its name, for messages.
///
/// # Errors
/// Everything that is wrong, each with its line and reason.
pub fn parse(file: &str, text: &str) -> Result<Year, PolicyError> {
    read(text).map_err(|faults| PolicyError {
        file: file.to_owned(),
        faults,
    })
}

fn read(text: &str) -> Result<Year, Vec<Fault>> {
    let root = read_toml(text)?;
    let mut faults = Faults::default();
    let place = Place {
        line: root.line,
        ..Place::root()
    };
    let year = Table::open(root, place, &mut faults).and_then(|table| year(table, &mut faults));
    faults.finish(year)
}

fn year(mut table: Table<'_>, faults: &mut Faults) -> Option<Year> {
    let year = table.integer("year", 1990, 2200, faults);
    let source = table.text("source", faults);
    let off = off(&mut table, faults);
    let working = working(&mut table, faults);
    table.finish(faults);
    let year = i16::try_from(year?).ok()?;
    let (off, working) = (off?, working?);
    for (day, place) in off.iter().chain(&working) {
        if day.year() != year {
            faults.note(
                place,
                format!("{day} 不在 {year} 年；下一年的日子写在下一年的文件里"),
            );
        }
    }
    for (day, place) in &working {
        if !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) {
            faults.note(place, format!("{day} 不是周六或周日，本来就上班，不必列出"));
        }
        if off.iter().any(|(other, _)| other == day) {
            faults.note(place, format!("{day} 既列为放假又列为上班，只能是其一"));
        }
    }
    let only = |days: Vec<(Date, Place)>| -> BTreeSet<Date> {
        days.into_iter().map(|(day, _)| day).collect()
    };
    Some(Year {
        year,
        source: source?,
        off: only(off),
        working: only(working),
    })
}

fn off(table: &mut Table<'_>, faults: &mut Faults) -> Option<Vec<(Date, Place)>> {
    let mut days = Vec::new();
    for (node, place) in table.list("off", faults)? {
        let Some(mut holiday) = Table::open(node, place.clone(), faults) else {
            continue;
        };
        holiday.text("name", faults);
        let (from, to) = (holiday.date("from", faults), holiday.date("to", faults));
        holiday.finish(faults);
        let (Some(from), Some(to)) = (from, to) else {
            continue;
        };
        let lasts = (to - from).get_days() + 1;
        if !(1..=LONGEST).contains(&lasts) {
            faults.note(
                &place,
                format!("从 {from} 到 {to} 不是一段假期：止日不早于起日，最长 {LONGEST} 天"),
            );
            continue;
        }
        days.extend(
            from.series(jiff::ToSpan::day(1))
                .take_while(|day| *day <= to)
                .map(|day| (day, place.clone())),
        );
    }
    Some(days)
}

fn working(table: &mut Table<'_>, faults: &mut Faults) -> Option<Vec<(Date, Place)>> {
    let (node, place) = match table.optional("working") {
        Some(found) => found,
        None => return Some(Vec::new()),
    };
    let mut days = Vec::new();
    for (node, place) in read_list(node, &place, faults)? {
        if let Some(day) = read_date(node, &place, faults) {
            days.push((day, place));
        }
    }
    Some(days)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_years_that_we_ship_are_read() {
        let shipped = [
            (
                2025,
                28,
                5,
                include_str!("../../../policies/holidays/2025.toml"),
            ),
            (
                2026,
                33,
                6,
                include_str!("../../../policies/holidays/2026.toml"),
            ),
        ];
        for (number, off, working, text) in shipped {
            let year = parse("holidays.toml", text).expect("a file that we ship");
            assert_eq!(year.year, number);
            assert_eq!(
                (year.off.len(), year.working.len()),
                (off, working),
                "{number}"
            );
            assert!(year.source.contains("国务院办公厅"));
        }
    }

    #[test]
    fn every_slip_of_the_pen_is_named_with_its_line() {
        let wrong = concat!(
            "year = 2026\n",
            "source = \"示例\"\n",
            "off = [\n",
            "  { name = \"元旦\", from = \"2025-12-31\", to = \"2026-01-01\" },\n",
            "  { name = \"春节\", from = \"2026-02-23\", to = \"2026-02-15\" },\n",
            "  { name = \"国庆节\", from = \"2026-10-03\", to = \"2026-10-04\" },\n",
            "]\n",
            "working = [\"2026-10-04\", \"2026-10-12\", \"10月13日\"]\n",
            "shifted = true\n",
        );
        let error = parse("2026.toml", wrong).expect_err("six slips");
        let told = error.to_string();
        for words in [
            "2026.toml: 第 4 行",
            "2025-12-31 不在 2026 年",
            "从 2026-02-23 到 2026-02-15 不是一段假期",
            "2026-10-04 既列为放假又列为上班",
            "2026-10-12 不是周六或周日",
            "“10月13日”不是有效日期",
            "不认识的键“shifted”",
        ] {
            assert!(told.contains(words), "{words}: {told}");
        }
    }
}
