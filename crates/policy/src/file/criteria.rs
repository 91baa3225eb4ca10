//! The parts of a programme that are more than one word: sets, windows, rates and brackets.

use ::domain::Fen;

use super::programme::Window;

use crate::rate::{Bracket, Rate, Scale};
use crate::strict::{Faults, Table, read_choice};

/// A list of words, at least one, none twice.
pub(super) fn set<T: Copy + PartialEq>(
    table: &mut Table<'_>,
    key: &'static str,
    words: &[(&str, Result<T, &str>)],
    faults: &mut Faults,
) -> Option<Vec<T>> {
    let mut set = Vec::new();
    let place = table.place.part(key, table.line_of(key));
    let items = table.list(key, faults)?;
    if items.is_empty() {
        faults.note(&place, "至少要有一项");
        return None;
    }
    for (node, place) in items {
        match read_choice(node, &place, words, faults) {
            Some(word) if set.contains(&word) => faults.note(&place, "重复"),
            Some(word) => set.push(word),
            None => {}
        }
    }
    Some(set)
}

/// A time with at least one end.
pub(super) fn window(
    table: &mut Table<'_>,
    key: &'static str,
    faults: &mut Faults,
) -> Option<Window> {
    let mut entry = table.optional_table(key, faults)?;
    let from = entry.optional_date("from", faults);
    let to = entry.optional_date("to", faults);
    match (from, to) {
        (None, None) => faults.note(
            &entry.place,
            "起止日期至少要有一个，例如 { from = 2026-01-01, to = 2026-12-31 }",
        ),
        (Some(from), Some(to)) if to < from => {
            faults.note(&entry.place, format!("截止日 {to} 早于起始日 {from}"))
        }
        (Some(_), Some(_)) | (Some(_), None) | (None, Some(_)) => {}
    }
    entry.finish(faults);
    Some(Window { from, to })
}

/// The beginning of the division codes that count: 14 for Shanxi, 1409 for Xinzhou, 140902 for one district.
pub(super) fn division_prefix(table: &mut Table<'_>, faults: &mut Faults) -> Option<String> {
    const KEY: &str = "beneficiary_division_prefix";
    let place = table.place.part(KEY, table.line_of(KEY));
    let prefix = table.optional_text(KEY, faults)?;
    if ![2, 4, 6].contains(&prefix.len()) || !prefix.bytes().all(|byte| byte.is_ascii_digit()) {
        faults.note(
            &place,
            format!("行政区划代码的开头应为 2、4 或 6 位数字，例如 \"1409\"，现为“{prefix}”"),
        );
        return None;
    }
    Some(prefix)
}

/// Either one rate or brackets.
pub(super) fn scale(table: &mut Table<'_>, faults: &mut Faults) -> Option<Scale> {
    match (table.has("rate"), table.has("brackets")) {
        (true, false) => rate(table, faults).map(Scale::Flat),
        (false, true) => brackets(table.table("brackets", faults)?, faults),
        (true, true) | (false, false) => {
            // Both keys are known here, whichever of them is there.
            table.optional("rate");
            table.optional("brackets");
            faults.note(
                &table.place,
                "补助比例 rate 与分档 brackets 必须且只能写一个",
            );
            None
        }
    }
}

fn rate(table: &mut Table<'_>, faults: &mut Faults) -> Option<Rate> {
    let place = table.place.part("rate", table.line_of("rate"));
    let text = table.text("rate", faults)?;
    Rate::parse(&text)
        .map_err(|wrong| faults.note(&place, wrong.to_string()))
        .ok()
}

fn brackets(mut table: Table<'_>, faults: &mut Faults) -> Option<Scale> {
    let graduated = table.choice(
        "mode",
        &[("graduated", Ok(true)), ("whole", Ok(false))],
        faults,
    );
    let mut brackets: Vec<Bracket> = Vec::new();
    for (node, place) in table.list("steps", faults).unwrap_or_default() {
        let Some(mut step) = Table::open(node, place.clone(), faults) else {
            continue;
        };
        let from_fen = step.yuan("from_yuan", faults);
        let rate = rate(&mut step, faults);
        step.finish(faults);
        let (Some(from_fen), Some(rate)) = (from_fen, rate) else {
            continue;
        };
        match brackets.last() {
            None if from_fen != Fen::ZERO => faults.note(&place, "第一档应从 0 元起"),
            Some(last) if from_fen <= last.from_fen => faults.note(&place, "各档起点应由低到高"),
            None | Some(_) => {}
        }
        brackets.push(Bracket { from_fen, rate });
    }
    if brackets.is_empty() {
        faults.note(
            &table.place,
            "至少要有一档，例如 steps = [{ from_yuan = \"0\", rate = \"1%\" }]",
        );
    }
    table.finish(faults);
    Some(if graduated? {
        Scale::Graduated(brackets)
    } else {
        Scale::Whole(brackets)
    })
}
