//! Amounts on vouchers: stricter than what people may type, because nobody looks at them before they count.

use super::error::{VoucherError, shown};
use crate::value::numeral;
use domain::Fen;

/// Reads an amount in yuan: digits, at most two decimals that count, thousands in threes, a sign and a ¥ before it.
///
/// # Errors
/// When a text stands there that is no amount.
pub(super) fn amount(what: &str, text: Option<String>) -> Result<Option<Fen>, VoucherError> {
    let Some(text) = text else { return Ok(None) };
    let wrong = |why: String| VoucherError::Money {
        what: what.to_owned(),
        found: shown(&text),
        why,
    };
    let plain = plain(&text);
    if plain.is_empty() {
        return Ok(None);
    }
    if !has_shape(&plain) {
        return Err(wrong("写法不是数字".into()));
    }
    Fen::parse_yuan(&plain)
        .map(Some)
        .map_err(|error| wrong(error.to_string()))
}

/// Reads a tax: what is exempt prints stars or words instead of a number.
pub(super) fn tax(what: &str, text: Option<String>) -> Result<Option<Fen>, VoucherError> {
    let exempt = text.as_deref().is_some_and(|text| {
        let text = text.trim();
        matches!(text, "免税" | "不征税") || (!text.is_empty() && text.chars().all(|c| c == '*'))
    });
    if exempt {
        return Ok(Some(Fen::ZERO));
    }
    amount(what, text)
}

/// Half width, with the sign before the digits and without ¥.
fn plain(text: &str) -> String {
    let folded = domain::text::half_width(domain::text::visible(text).trim());
    let unsigned: String = folded
        .chars()
        .map(|c| if c == '\u{2212}' { '-' } else { c })
        .filter(|c| !matches!(c, '¥' | '￥'))
        .collect();
    unsigned.trim().to_owned()
}

fn has_shape(plain: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let unsigned = plain.strip_prefix('-').unwrap_or(plain);
    let (whole, fraction) = match unsigned.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (unsigned, None),
    };
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let grouped = whole.contains(',');
    digits(first)
        && (!grouped || first.len() <= 3)
        && groups.all(|group| group.len() == 3 && digits(group))
        && fraction.is_none_or(digits)
}

/// An amount in words, as invoices have it: `肆仟肆佰肆拾玖圆整`, `（负数）伍佰圆零伍分`; nothing when it is none.
pub(super) fn in_words(text: &str) -> Option<Fen> {
    let line: String = domain::text::one_line(text)
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, 'ⓧ' | '⊗' | '整' | '正'))
        .collect();
    let bare = line.trim_start_matches("人民币");
    let positive = bare
        .trim_start_matches("（负数）")
        .trim_start_matches("(负数)")
        .trim_start_matches('负');
    let sign = if positive.len() < bare.len() { -1 } else { 1 };
    let (yuan, rest) = positive.split_once(['圆', '元']).unwrap_or(("", positive));
    let whole = if matches!(yuan, "" | "零") {
        0
    } else {
        i64::try_from(numeral::number(yuan)?).ok()?
    };
    let mut rest = rest.trim_start_matches('零');
    let mut fen = 0;
    for (unit, worth) in [('角', 10), ('分', 1)] {
        if let Some((digit, after)) = rest.split_once(unit) {
            let digit = digit.trim_start_matches('零');
            if digit.chars().count() == 1 {
                fen += i64::try_from(numeral::number(digit)?).ok()? * worth;
            } else if !digit.is_empty() {
                return None;
            }
            rest = after.trim_start_matches('零');
        }
    }
    let total = whole.checked_mul(100)?.checked_add(fen)?;
    (rest.is_empty() && !positive.is_empty()).then_some(Fen(sign * total))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<Option<i64>> {
        amount("价税合计", Some(text.to_owned()))
            .ok()
            .map(|fen| fen.map(|fen| fen.0))
    }

    #[test]
    fn amounts_are_read_as_vouchers_print_them() {
        for (text, fen) in [
            ("566037.74", 56_603_774),
            ("¥4197.17", 419_717),
            ("￥10,600.00", 1_060_000),
            ("-100000.00", -10_000_000),
            ("¥-1.50", -150),
            ("-¥1.50", -150),
            ("−1.50", -150),
            ("600000.000000", 60_000_000),
            ("６００", 60_000),
            ("0.00", 0),
        ] {
            assert_eq!(read(text), Some(Some(fen)), "{text}");
        }
        assert_eq!(read(" "), Some(None));
    }

    #[test]
    fn what_could_be_another_amount_is_none() {
        for text in [
            "1,23.00",
            "1.234,56",
            "60万",
            "6E5",
            "1 000",
            "1.005",
            "--1",
            "+1",
            "600000.",
            ".5",
            "0x10",
            "1234,567.00",
            "六百",
            "NaN",
            "***",
            "1.1.1",
            "99999999999999999999",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn the_tax_of_what_is_exempt_is_nothing() {
        for text in ["***", "免税", "不征税", "0.00"] {
            let read = tax("税额", Some(text.to_owned())).expect("a tax");
            assert_eq!(read, Some(Fen::ZERO), "{text}");
        }
        assert!(tax("税额", None).expect("nothing").is_none());
    }

    #[test]
    fn words_are_amounts_to_the_fen() {
        for (text, fen) in [
            ("肆仟肆佰肆拾玖圆整", 444_900),
            ("壹万零陆佰圆整", 1_060_000),
            ("伍元陆角壹分", 561),
            ("壹佰圆零伍分", 10_005),
            ("（负数）伍佰圆整", -50_000),
            ("叁角", 30),
            ("零圆整", 0),
        ] {
            assert_eq!(in_words(text), Some(Fen(fen)), "{text}");
        }
        for text in ["", "圆圆", "一百五圆", "abc", "壹圆贰"] {
            assert_eq!(in_words(text), None, "{text}");
        }
    }
}
