//! Prices: `面议`, `50万`, `20-30万元`, `￥80,000.00`, a number in the unit of the heading.

use domain::achievement::Price;
use domain::money::{Fen, NotMoney};

/// Words that leave the price open.
const OPEN: [&str; 12] = ["面议", "面谈", "协商", "待定", "议价", "待议", "可议", "另议", "商议", "电议", "洽谈", "商定"];
/// What may stand around an amount without changing it.
const AROUND: [&str; 6] = ["人民币", "rmb", "cny", "整", "¥", "￥"];
const BETWEEN: [char; 8] = ['-', '–', '—', '~', '至', '到', '−', '─'];

const HELP: &str = "请填数字（单位元）、带单位的金额（50万）、区间（20-30万）或“面议”";

/// Reads a price. A bare number counts in `unit`, in yuan when there is none.
///
/// # Errors
/// When the text is no price; the reason says how to write one.
pub(crate) fn parse(text: &str, unit: Option<&str>) -> Result<Price, String> {
    if super::is_nothing(text) {
        return Ok(Price::Negotiable);
    }
    let mut plain: String = domain::text::half_width(text).to_lowercase().chars().filter(|c| !c.is_whitespace() && *c != ',').collect();
    for word in AROUND {
        plain = plain.replace(word, "");
    }
    let has_digits = plain.chars().any(|c| c.is_ascii_digit());
    if !has_digits && OPEN.iter().any(|word| plain.contains(word)) {
        return Ok(Price::Negotiable);
    }
    if !has_digits {
        return Err(format!("看不懂价格“{}”：{HELP}", text.trim()));
    }
    let default_unit = match unit {
        None | Some("元") => "",
        Some("万元" | "万") => "万",
        Some("亿元" | "亿") => "亿",
        Some(other) => return Err(format!("表头中的单位“{other}”不能识别：请改为“元”或“万元”")),
    };
    // `w` is how people type 万.
    let plain = plain.replace("万元", "万").replace("亿元", "亿").replace('w', "万");
    let explain = |wrong: NotMoney| match wrong {
        NotMoney::Shape => format!("看不懂价格“{}”：{HELP}", text.trim()),
        NotMoney::TooFine | NotMoney::TooLarge => format!("价格“{}”：{wrong}", text.trim()),
    };
    // A sign at the beginning is no range.
    let split = plain.char_indices().skip(1).find(|(_, c)| BETWEEN.contains(c));
    let Some((at, dash)) = split else {
        return amount(&plain, default_unit).map(|amount_fen| Price::Fixed { amount_fen }).map_err(explain);
    };
    let (low, high) = (&plain[..at], plain[at..].trim_start_matches(dash));
    // `20-30万`: the unit of the upper bound is that of both.
    let shared = high.chars().last().filter(|c| matches!(c, '万' | '亿' | '元')).map_or_else(|| default_unit.to_owned(), String::from);
    let min_fen = amount(low, &shared).map_err(explain)?;
    let max_fen = amount(high, default_unit).map_err(explain)?;
    Ok(if min_fen == max_fen { Price::Fixed { amount_fen: min_fen } } else { Price::Range { min_fen, max_fen } })
}

fn amount(text: &str, default_unit: &str) -> Result<Fen, NotMoney> {
    let bare = text.ends_with(|c: char| c.is_ascii_digit() || c == '.');
    if bare { Fen::parse_yuan(&format!("{text}{default_unit}")) } else { Fen::parse_yuan(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fixed(yuan: i64) -> Price {
        Price::Fixed { amount_fen: Fen(yuan * 100) }
    }

    fn range(min: i64, max: i64) -> Price {
        Price::Range { min_fen: Fen(min * 100), max_fen: Fen(max * 100) }
    }

    #[test]
    fn prices_are_read_as_people_write_them() {
        for (text, price) in [
            ("面议", Price::Negotiable),
            (" 双方协商确定 ", Price::Negotiable),
            ("/", Price::Negotiable),
            ("1200000", fixed(1_200_000)),
            ("￥80,000.00", fixed(80_000)),
            ("５０万元", fixed(500_000)),
            ("人民币50万元整", fixed(500_000)),
            ("50w", fixed(500_000)),
            ("1.2亿", fixed(120_000_000)),
            ("20-30万元", range(200_000, 300_000)),
            ("20万～30万", range(200_000, 300_000)),
            ("8000元至1.5万元", range(8_000, 15_000)),
            ("9500万—1.2亿", range(95_000_000, 120_000_000)),
            ("30—30万", fixed(300_000)),
        ] {
            assert_eq!(parse(text, None), Ok(price), "{text}");
        }
    }

    #[test]
    fn a_bare_number_counts_in_the_unit_of_the_heading_and_a_unit_of_its_own_wins() {
        for (text, price) in
            [("120.5", fixed(1_205_000)), ("20-30", range(200_000, 300_000)), ("8000元", fixed(8_000)), ("50万", fixed(500_000))]
        {
            assert_eq!(parse(text, Some("万元")), Ok(price), "{text}");
        }
        assert!(parse("20", Some("美元")).is_err());
    }

    #[test]
    fn what_is_no_price_is_told_with_what_would_be_right() {
        for text in ["三月", "五十万元", "约50万", "50万起", "5万元/年", "销售额的3%", "视合作方式而定", "20-30-40万", "1e9", "0.001"]
        {
            let reason = parse(text, None).expect_err(text);
            assert!(reason.contains(text), "{reason}");
        }
    }
}
