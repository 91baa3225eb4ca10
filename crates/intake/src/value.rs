//! What people write into cells, read as values. Each module below reads one kind; the error of each is the reason that
//! a person reads, in Chinese, with an example of what would be right.

pub(crate) mod day;
pub(crate) mod list;
pub(crate) mod maturity;
pub(crate) mod mode;
pub(crate) mod money;
pub(crate) mod numeral;
pub(crate) mod patent;
pub(crate) mod place;
pub(crate) mod price;
pub(crate) mod terms;

/// Whether the text says that there is nothing: `无`, `暂无`, `/`, `—`.
pub(crate) fn is_nothing(text: &str) -> bool {
    let folded = domain::text::half_width(domain::text::visible(text).trim());
    folded.is_empty()
        || folded
            .chars()
            .all(|c| matches!(c, '-' | '—' | '–' | '/' | '\\' | '_' | '.'))
        || [
            "无",
            "暂无",
            "没有",
            "空",
            "n/a",
            "na",
            "none",
            "null",
            "不适用",
            "未填",
        ]
        .contains(&folded.to_lowercase().as_str())
}
