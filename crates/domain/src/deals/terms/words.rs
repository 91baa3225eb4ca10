//! Terms in words: rows for a page, and what changed from one offer to the next.

use jiff::civil::Date;

use crate::deals::terms::plan::Instalment;
use crate::time::chinese_day;

/// `第1期 2026年3月1日前 20万元；第2期 …`.
pub(crate) fn instalment_text(instalments: &[Instalment]) -> String {
    let parts = instalments.iter().enumerate();
    let parts = parts.map(|(at, part)| {
        format!(
            "第{}期 {}前 {}",
            at + 1,
            chinese_day(part.due_on),
            part.amount_fen.in_prose()
        )
    });
    parts.collect::<Vec<_>>().join("；")
}

/// `2026年3月1日至2031年2月28日`.
pub(crate) fn period_text(from: Option<Date>, to: Option<Date>) -> String {
    match (from, to) {
        (Some(from), Some(to)) => format!("{}至{}", chinese_day(from), chinese_day(to)),
        (Some(from), None) => format!("自{}起", chinese_day(from)),
        (None, Some(to)) => format!("至{}止", chinese_day(to)),
        (None, None) => "未约定".into(),
    }
}

/// A rate in parts per million, exactly, in percent: `3.5%`.
pub fn percent(rate_ppm: i64) -> String {
    let text = format!("{}.{:04}", rate_ppm / 10_000, (rate_ppm % 10_000).abs());
    format!("{}%", text.trim_end_matches('0').trim_end_matches('.'))
}
