//! What one place of a file says of an invoice, and how what several places say becomes one.

use jiff::civil::Date;

use super::error::{VoucherError, shown};
use super::limits;
use super::model::{Item, Party};
use domain::Fen;

/// An invoice as one place of a file tells it: an attachment, the document's own data, the tags of its pages.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    /// The place, for people.
    pub from: String,
    /// The parts of the container it was read from.
    pub parts: Vec<String>,
    pub code: Option<String>,
    pub number: Option<String>,
    pub issued_on: Option<Date>,
    pub seller: Party,
    pub buyer: Party,
    pub without_tax: Option<Fen>,
    pub tax: Option<Fen>,
    pub total: Option<Fen>,
    /// 价税合计（大写).
    pub total_words: Option<String>,
    pub remark: Option<String>,
    /// Whether it says of itself that it is a red one.
    pub red: bool,
    /// The blue invoice that it names where a red one names it.
    pub red_of: Option<String>,
    pub items: Vec<Item>,
    /// What stands there and could not be read, as sentences.
    pub unread: Vec<String>,
}

impl Draft {
    /// Whether it tells which invoice it is, or what it comes to.
    pub(super) fn says_something(&self) -> bool {
        self.number.is_some() || self.total.is_some() || self.without_tax.is_some()
    }

    /// Takes a day as it is written; what is none is told later, by a check.
    pub(super) fn date(&mut self, text: Option<String>) {
        let Some(text) = text else { return };
        match day(&text) {
            Some(day) => self.issued_on = Some(day),
            None => self
                .unread
                .push(format!("开票日期“{}”不是日期", shown(&text))),
        }
    }
}

/// A day, with a time behind it or not: `2026-11-20`, `2026-11-20 10:11:12`, `2020年08月05日`, `20201010`.
pub(super) fn day(text: &str) -> Option<Date> {
    let folded = domain::text::half_width(text.trim());
    let end = folded
        .find(|c: char| c.is_whitespace() || c == 'T')
        .unwrap_or(folded.len());
    let (head, _) = folded.split_at(end);
    let compact = matches!(head.len(), 8 | 14 | 17) && head.bytes().all(|b| b.is_ascii_digit());
    if compact {
        return domain::time::parse_day(&format!("{}-{}-{}", &head[..4], &head[4..6], &head[6..8]))
            .ok();
    }
    domain::time::parse_day(head).ok()
}

/// A short text: one line, bounded.
pub(super) fn line(text: Option<String>) -> Option<String> {
    kept(domain::text::one_line(&text?))
}

/// A text of several lines, bounded.
pub(super) fn lines(text: Option<String>) -> Option<String> {
    kept(domain::text::paragraphs(&text?))
}

fn kept(text: String) -> Option<String> {
    let cut: String = text.chars().take(limits::TEXT_CHARS).collect();
    (!cut.is_empty()).then_some(cut)
}

/// Number or code: half width, without white space.
pub(super) fn digits(text: Option<String>) -> Option<String> {
    let folded: String = domain::text::half_width(&domain::text::visible(&text?))
        .chars()
        .filter(|c| !c.is_whitespace())
        .take(100)
        .collect();
    (!folded.is_empty()).then_some(folded)
}

/// One draft of several: the first that knows a thing is believed. The second value tells where names and identifiers
/// differ, as sentences.
///
/// # Errors
/// When two places tell different numbers, days or amounts: neither is believed.
pub(super) fn merged(drafts: Vec<Draft>) -> Result<(Draft, Vec<String>), VoucherError> {
    let mut drafts = drafts.into_iter();
    let mut whole = drafts.next().unwrap_or_default();
    let mut differ = Vec::new();
    for next in drafts {
        let between = format!("{}与{}", whole.from, next.from);
        agree(
            &between,
            "发票代码",
            &mut whole.code,
            next.code,
            String::clone,
        )?;
        agree(
            &between,
            "发票号码",
            &mut whole.number,
            next.number,
            String::clone,
        )?;
        agree(
            &between,
            "开票日期",
            &mut whole.issued_on,
            next.issued_on,
            |day| day.to_string(),
        )?;
        for (what, mine, theirs) in [
            ("不含税金额", &mut whole.without_tax, next.without_tax),
            ("税额", &mut whole.tax, next.tax),
            ("价税合计", &mut whole.total, next.total),
        ] {
            agree(&between, what, mine, theirs, |fen| fen.in_yuan())?;
        }
        for (what, mine, theirs) in [
            ("销售方名称", &mut whole.seller.name, next.seller.name),
            (
                "销售方纳税人识别号",
                &mut whole.seller.credit_code,
                next.seller.credit_code,
            ),
            ("购买方名称", &mut whole.buyer.name, next.buyer.name),
            (
                "购买方纳税人识别号",
                &mut whole.buyer.credit_code,
                next.buyer.credit_code,
            ),
        ] {
            match (&*mine, theirs) {
                (Some(one), Some(other)) => {
                    if domain::text::folded(one) != domain::text::folded(&other) {
                        differ.push(format!(
                            "{what}：{between}不同（“{}”“{}”）",
                            shown(one),
                            shown(&other)
                        ));
                    }
                }
                (None, theirs) => *mine = theirs,
                (Some(_), None) => {}
            }
        }
        whole.total_words = whole.total_words.or(next.total_words);
        whole.remark = whole.remark.or(next.remark);
        whole.red |= next.red;
        whole.red_of = whole.red_of.or(next.red_of);
        if whole.items.is_empty() {
            whole.items = next.items;
        }
        whole.unread.extend(next.unread);
        whole.parts.extend(next.parts);
        whole.from = format!("{}、{}", whole.from, next.from);
    }
    Ok((whole, differ))
}

fn agree<T: PartialEq>(
    between: &str,
    what: &str,
    mine: &mut Option<T>,
    theirs: Option<T>,
    show: impl Fn(&T) -> String,
) -> Result<(), VoucherError> {
    match (&*mine, theirs) {
        (Some(one), Some(other)) if *one != other => Err(VoucherError::Contradiction(format!(
            "{what}在{between}中不同，一处为 {}，另一处为 {}",
            shown(&show(one)),
            shown(&show(&other))
        ))),
        (None, theirs) => {
            *mine = theirs;
            Ok(())
        }
        (Some(_), _) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_in_the_forms_of_vouchers() {
        for text in [
            "2026-11-20",
            "2026-11-20 10:11:12",
            "2026-11-20T10:11:12",
            "2026年11月20日",
            "20261120",
            "20261120101112",
            "2026/11/20",
        ] {
            assert_eq!(day(text), Some(Date::constant(2026, 11, 20)), "{text}");
        }
        for text in ["", "2026-02-30", "null", "2026", "年月日"] {
            assert_eq!(day(text), None, "{text}");
        }
    }

    #[test]
    fn two_places_that_tell_different_amounts_are_believed_in_neither() {
        let of = |fen| Draft {
            total: Some(Fen(fen)),
            ..Draft::default()
        };
        assert!(merged(vec![of(1), of(1)]).is_ok());
        assert!(matches!(
            merged(vec![of(1), of(2)]),
            Err(VoucherError::Contradiction(_))
        ));
    }
}
