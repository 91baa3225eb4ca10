//! Prices: `面议`, `50万`, `20-30万元`, `￥80,000.00`, a number in the unit of the heading.

use domain::catalogue::achievement::Price;
use domain::money::fen::{Fen, NotMoney};

use super::money::{Unit, scale_behind, shift, summed};
use super::numeral;

/// Words that leave the price open.
const OPEN: [&str; 12] = [
    "面议", "面谈", "协商", "待定", "议价", "待议", "可议", "另议", "商议", "电议", "洽谈", "商定",
];
/// What may stand around an amount without changing it.
const AROUND: [&str; 6] = ["人民币", "rmb", "cny", "整", "¥", "￥"];
const BETWEEN: [char; 8] = ['-', '–', '—', '~', '至', '到', '−', '─'];

/// Words that make a number less than a price.
const VAGUE: [&str; 19] = [
    "约",
    "大概",
    "左右",
    "上下",
    "起",
    "以上",
    "以下",
    "以内",
    "不低于",
    "不少于",
    "不超过",
    "至少",
    "最低",
    "最高",
    "大于",
    "小于",
    "≥",
    "≤",
    "余",
];
/// What is said beside an amount and leaves it what it is. Longer words stand before those that they contain.
const REMARKS: [&str; 7] = ["不含税", "未含税", "未税", "含税价", "含税", "税前", "税后"];
/// A bare number below this, where nothing says what it counts, may well be meant in 万元.
const PLAIN_FROM: Fen = Fen(10_000 * 100);
const HELP: &str = "请填带单位的金额（50万、8000元）、区间（20-30万）或“面议”";

/// Reads a price. A bare number counts in `unit`, in yuan when there is none; one that its cell shows in thousands
/// (`scaled`) needs a unit to be understood.
///
/// # Errors
/// When the text is no price; the reason says how to write one.
pub(crate) fn parse(text: &str, unit: Option<&Unit>, scaled: bool) -> Result<Price, String> {
    if super::is_nothing(text) {
        return Ok(Price::Negotiable);
    }
    let seen = domain::text::half_width(&domain::text::visible(text)).to_lowercase();
    let mut plain: String = seen
        .chars()
        .filter(|c| !c.is_whitespace() && *c != ',')
        .map(super::money::simplified)
        .collect();
    for word in AROUND {
        plain = plain.replace(word, "");
    }
    for word in REMARKS {
        plain = plain.replace(&format!("({word})"), "").replace(word, "");
    }
    let has_digits = plain.chars().any(|c| c.is_ascii_digit());
    let in_words = !has_digits && numeral::names_amount(&plain);
    if !has_digits && !in_words && OPEN.iter().any(|word| plain.contains(word)) {
        return Ok(Price::Negotiable);
    }
    if !has_digits && !in_words {
        return Err(format!("看不懂价格“{}”：{HELP}", text.trim()));
    }
    if let Some(Unit::Unknown(heading)) = unit {
        return Err(format!(
            "表头“{heading}”里的单位不能识别：请把表头改为“价格（元）”或“价格（万元）”，金额按人民币填写"
        ));
    }
    if let Some(word) = VAGUE.iter().find(|word| plain.contains(*word)) {
        return Err(format!(
            "价格“{}”里的“{word}”没有说定是多少：请填一个数（50万）或一个区间（50-60万），没有定价请填“面议”",
            text.trim()
        ));
    }
    if in_words {
        return written_out(&plain).ok_or_else(|| format!("看不懂价格“{}”：{HELP}", text.trim()));
    }
    // `w` is how people type 万.
    let plain = plain.replace('w', "万");
    let bare = !plain.contains(|c| "元百千万亿".contains(c));
    if scaled && bare && unit.is_none() {
        return Err(format!(
            "单元格按千位缩写显示为“{}”，看不出单位：请改为常规格式，并在表头写明“元”或“万元”",
            text.trim()
        ));
    }
    let default_zeros = match unit {
        Some(Unit::Zeros(zeros)) => *zeros,
        Some(Unit::Unknown(_)) | None => 0,
    };
    let explain = |wrong: NotMoney| match wrong {
        NotMoney::Shape => format!("看不懂价格“{}”：{HELP}", text.trim()),
        NotMoney::TooFine | NotMoney::TooLarge => format!("价格“{}”：{wrong}", text.trim()),
    };
    // A sign at the beginning is no range.
    let split = plain
        .char_indices()
        .skip(1)
        .find(|(_, c)| BETWEEN.contains(c));
    let counts = |least: Fen| {
        if bare && unit.is_none() && (Fen(1)..PLAIN_FROM).contains(&least) {
            return Err(format!(
                "价格“{}”没有写明是元还是万元：请在数字后写明，例如“50万元”或“5000元”，或在表头写明，例如“意向价格（万元）”",
                text.trim()
            ));
        }
        Ok(())
    };
    let Some((at, dash)) = split else {
        let amount_fen = amount(&plain, default_zeros).map_err(explain)?;
        counts(amount_fen)?;
        return Ok(Price::Fixed { amount_fen });
    };
    let (low, high) = (&plain[..at], plain[at..].trim_start_matches(dash));
    // `20-30万`: the unit of the upper bound is that of both; `1-1亿5000万` has two, and does not say which.
    if summed(high).is_some() && scale_behind(low).is_none() {
        return Err(explain(NotMoney::Shape));
    }
    let shared = scale_behind(high).map_or(default_zeros, |(_, zeros)| zeros);
    let min_fen = amount(low, shared).map_err(explain)?;
    let max_fen = amount(high, default_zeros).map_err(explain)?;
    counts(min_fen)?;
    Ok(if min_fen == max_fen {
        Price::Fixed {
            amount_fen: min_fen,
        }
    } else {
        Price::Range { min_fen, max_fen }
    })
}

/// `伍拾万元`: a number that is written out, and says what it counts.
fn written_out(plain: &str) -> Option<Price> {
    let number = plain.strip_suffix('元').unwrap_or(plain);
    if number.len() == plain.len() && !number.ends_with(['万', '亿']) {
        return None;
    }
    let amount_fen = Fen::parse_yuan(&numeral::number(number)?.to_string()).ok()?;
    Some(Price::Fixed { amount_fen })
}

/// Whether a price says more than its amount: such words are kept.
pub(crate) fn says_more(text: &str) -> bool {
    REMARKS.iter().any(|word| text.contains(word))
}

fn amount(text: &str, default_zeros: u32) -> Result<Fen, NotMoney> {
    if let Some(yuan) = summed(text) {
        return Fen::parse_yuan(&yuan.to_string());
    }
    let (number, zeros) = scale_behind(text).unwrap_or((text, default_zeros));
    Fen::parse_yuan(&shift(number, zeros).ok_or(NotMoney::Shape)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fixed(yuan: i64) -> Price {
        Price::Fixed {
            amount_fen: Fen(yuan * 100),
        }
    }

    fn range(min: i64, max: i64) -> Price {
        Price::Range {
            min_fen: Fen(min * 100),
            max_fen: Fen(max * 100),
        }
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
            ("50千元", fixed(50_000)),
            ("3百万", fixed(3_000_000)),
            ("1.2千万元", fixed(12_000_000)),
            ("50萬元", fixed(500_000)),
            ("50\u{200b}万", fixed(500_000)),
            ("五十万元", fixed(500_000)),
            ("人民币伍拾万元整", fixed(500_000)),
            ("壹佰万圆整", fixed(1_000_000)),
            ("100-200万", range(1_000_000, 2_000_000)),
            ("50万元（含税）", fixed(500_000)),
            ("50万（不含税）", fixed(500_000)),
            ("含税50万元", fixed(500_000)),
            ("50万元含税", fixed(500_000)),
            ("1亿5000万", fixed(150_000_000)),
            ("1亿5000万元", fixed(150_000_000)),
            ("3万5千元", fixed(35_000)),
            ("3万5000元", fixed(35_000)),
            ("1亿-1亿5000万", range(100_000_000, 150_000_000)),
            ("50元", fixed(50)),
            ("10000", fixed(10_000)),
        ] {
            assert_eq!(parse(text, None, false), Ok(price), "{text}");
        }
    }

    #[test]
    fn a_bare_number_counts_in_the_unit_of_the_heading_and_a_unit_of_its_own_wins() {
        for (text, price) in [
            ("120.5", fixed(1_205_000)),
            ("20-30", range(200_000, 300_000)),
            ("8000元", fixed(8_000)),
            ("50万", fixed(500_000)),
        ] {
            assert_eq!(
                parse(text, Some(&Unit::Zeros(4)), false),
                Ok(price),
                "{text}"
            );
        }
        let foreign = Unit::Unknown("价格（美元）".into());
        assert!(
            parse("20", Some(&foreign), false)
                .expect_err("no yuan")
                .contains("价格（美元）")
        );
    }

    #[test]
    fn what_is_no_price_is_told_with_what_would_be_right() {
        for text in [
            "三月",
            "五十",
            "一百五十万左右",
            "五十至一百万元",
            "可面议，五十万元",
            "约50万元",
            "不低于50万",
            "约50万",
            "50万起",
            "5万元/年",
            "销售额的3%",
            "视合作方式而定",
            "20-30-40万",
            "3万5",
            "1亿5000",
            "5000万1亿",
            "3万50000元",
            "1-1亿5000万",
            "50万（含设备）",
            "1e9",
            "0.001",
        ] {
            let reason = parse(text, None, false).expect_err(text);
            assert!(reason.contains(text), "{reason}");
        }
        for text in [
            "50",
            "50.0",
            "¥50",
            "8,000",
            "20-30",
            "8000-20000",
            "50（含税）",
        ] {
            let reason = parse(text, None, false).expect_err(text);
            assert!(reason.contains("元还是万元"), "{text}: {reason}");
            assert!(parse(text, Some(&Unit::Zeros(0)), false).is_ok(), "{text}");
        }
        for text in ["$50000", "€50,000", "50万美元", "3%", "50元/吨", "约50"] {
            assert!(parse(text, Some(&Unit::Zeros(4)), false).is_err(), "{text}");
        }
        assert!(
            parse("5", None, true)
                .expect_err("in thousands of what?")
                .contains("千位")
        );
        assert_eq!(parse("5万", None, true), Ok(fixed(50_000)));
    }
}
