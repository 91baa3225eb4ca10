//! Units of money, in headings and behind numbers: 元, 千元, 万元, 百万元, 亿元 and how people write them.

/// What the numbers of a column count in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    /// Yuan with so many zeros behind the number.
    Zeros(u32),
    /// A foreign currency, an amount a year, or nothing that is known; the heading as it stands in the file.
    Unknown(String),
}

/// Words of other currencies and other measures.
const FOREIGN: [&str; 30] = [
    "美元", "美金", "欧元", "英镑", "日元", "港元", "港币", "台币", "韩元", "卢布", "澳元", "加元",
    "法郎", "外币", "新元", "usd", "us$", "eur", "gbp", "jpy", "hkd", "twd", "$", "€", "£", "%",
    "比例", "每年", "每吨", "每件",
];
/// How programs and people write a unit in Latin letters.
const LATIN: [(&str, Option<u32>); 12] = [
    ("rmb", None),
    ("cny", None),
    ("yuan", Some(0)),
    ("wanyuan", Some(4)),
    ("wan", Some(4)),
    ("w", Some(4)),
    ("10k", Some(4)),
    ("k", Some(3)),
    ("qianyuan", Some(3)),
    ("baiwan", Some(6)),
    ("yiyuan", Some(8)),
    ("", None),
];

/// The unit that a heading, or a line above the table, names; nothing when it names none.
pub(crate) fn unit_in(heading: &str) -> Option<Unit> {
    let folded: String = crate::headings::fold(heading)
        .chars()
        .map(simplified)
        .collect();
    let unknown = || Some(Unit::Unknown(domain::text::one_line(heading)));
    if FOREIGN.iter().any(|word| folded.contains(word)) {
        return unknown();
    }
    let mut found: Vec<u32> = Vec::new();
    let chars: Vec<char> = folded.chars().collect();
    let mut at = 0;
    while at < chars.len() {
        let run = chars[at..]
            .iter()
            .take_while(|c| zeros_of(**c).is_some())
            .count();
        let before = at.checked_sub(1).map(|before| chars[before]);
        let yuan = chars.get(at + run) == Some(&'元')
            && !(run == 0 && matches!(before, Some('单' | '多' | '公')));
        if run > 0 || yuan {
            let end = at + run + usize::from(yuan);
            // An amount for a year, a ton or a piece is no price.
            let slash = chars.get(end) == Some(&'/')
                && chars
                    .get(end + 1)
                    .is_some_and(|c| !"人¥￥元十百千万亿".contains(*c));
            if yuan && slash {
                return unknown();
            }
            // A scale without 元 is a unit only by itself: 万 in brackets, not the 千 of a word.
            let alone = |c: Option<&char>| c.is_none_or(|c| !is_word(*c));
            if yuan || (alone(chars.get(end)) && run <= 2) {
                found.push(
                    chars[at..at + run]
                        .iter()
                        .filter_map(|c| zeros_of(*c))
                        .sum(),
                );
            }
            at = end.max(at + 1);
        } else {
            at += 1;
        }
    }
    for (bracketed, token) in latin_tokens(&folded) {
        match LATIN
            .iter()
            .find(|(word, _)| *word == token.trim_start_matches("price"))
        {
            Some((_, Some(zeros))) => found.push(*zeros),
            Some((_, None)) => {}
            // `W`, `10k` and the like stand in brackets; what else stands there may be a unit that we do not know.
            None if bracketed => return unknown(),
            None => {}
        }
    }
    found.sort_unstable();
    found.dedup();
    match found[..] {
        [] => None,
        [zeros] => Some(Unit::Zeros(zeros)),
        _ => unknown(),
    }
}

/// A unit that a line above the table states for all of it: `单位：万元`, `（金额单位：人民币万元）`.
pub(crate) fn unit_above(text: &str) -> Option<Unit> {
    let (_, behind) = text.rsplit_once("单位")?;
    let stated: String = behind
        .trim_start_matches(['：', ':', '为', '是', ' '])
        .chars()
        .take(10)
        .collect();
    unit_in(&stated).filter(|_| {
        stated
            .chars()
            .next()
            .is_some_and(|c| "人元十百千万亿萬億仟佰美欧港日英$€rRwW".contains(c))
    })
}

fn is_word(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}') || c.is_ascii_alphanumeric()
}

/// Runs of Latin letters, digits among them, and whether they stand in brackets.
fn latin_tokens(folded: &str) -> Vec<(bool, String)> {
    let mut tokens = Vec::new();
    let mut token = String::new();
    let mut depth = 0_i32;
    for c in folded.chars().chain([' ']) {
        if c.is_ascii_alphanumeric() {
            token.push(c);
            continue;
        }
        if token.chars().any(|c| c.is_ascii_alphabetic()) {
            tokens.push((depth > 0, std::mem::take(&mut token)));
        }
        token.clear();
        depth += i32::from("([{<【〔《「".contains(c)) - i32::from(")]}>】〕》」".contains(c));
    }
    tokens
}

fn zeros_of(c: char) -> Option<u32> {
    match c {
        '十' => Some(1),
        '百' => Some(2),
        '千' => Some(3),
        '万' => Some(4),
        '亿' => Some(8),
        _ => None,
    }
}

/// Other forms of the characters of a unit.
pub(crate) fn simplified(c: char) -> char {
    match c {
        '萬' => '万',
        '億' => '亿',
        '圓' | '圆' | '円' => '元',
        '仟' => '千',
        '佰' => '百',
        '拾' => '十',
        other => other,
    }
}

/// A number and the zeros that the unit behind it stands for: `1.2千万元` is `1.2` and 7; nothing when there is no unit.
pub(crate) fn scale_behind(text: &str) -> Option<(&str, u32)> {
    let bare = text.strip_suffix('元').unwrap_or(text);
    let number = bare.trim_end_matches(|c| zeros_of(c).is_some());
    let zeros = bare[number.len()..].chars().filter_map(zeros_of).sum();
    (number.len() < text.len()).then_some((number, zeros))
}

/// The yuan of an amount in several units, each smaller than the one before and not outgrowing it: `1亿5000万`,
/// `3万5000元`. What its last number counts must be said: `3万5` is none.
pub(crate) fn summed(text: &str) -> Option<u64> {
    let bare = text.strip_suffix('元').unwrap_or(text);
    let mut rest = bare;
    let (mut sum, mut below, mut parts) = (0_u64, u64::MAX, 0);
    while !rest.is_empty() {
        let behind = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        let number: u64 = rest[..rest.len() - behind.len()].parse().ok()?;
        rest = behind.trim_start_matches(|c| zeros_of(c).is_some());
        let unit = &behind[..behind.len() - rest.len()];
        if unit.is_empty() && bare.len() == text.len() {
            return None;
        }
        let value =
            number.checked_mul(10_u64.checked_pow(unit.chars().filter_map(zeros_of).sum())?)?;
        if value >= below {
            return None;
        }
        sum = sum.checked_add(value)?;
        below = value / number.max(1);
        parts += 1;
    }
    (parts > 1).then_some(sum)
}

/// A number of digits with its point moved to the right.
pub(crate) fn shift(number: &str, zeros: u32) -> Option<String> {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let zeros = usize::try_from(zeros).ok().filter(|zeros| *zeros <= 16)?;
    if number.ends_with('.')
        || fraction.contains(|c: char| !c.is_ascii_digit())
        || number.len() > 40
    {
        return None;
    }
    let moved = zeros.min(fraction.len());
    let (over, rest) = fraction.split_at(moved);
    let padding = "0".repeat(zeros - moved);
    Some(if rest.is_empty() {
        format!("{whole}{over}{padding}")
    } else {
        format!("{whole}{over}.{rest}")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_may_name_the_unit_of_its_prices_anywhere() {
        for (heading, zeros) in [
            ("意向价格（万元）", Some(4)),
            ("价格/元", Some(0)),
            ("价格（单位：万元）", Some(4)),
            ("价格（含税，万元）", Some(4)),
            ("价格（不含税）（万元）", Some(4)),
            ("价格（面议或填数字，单位：万元）", Some(4)),
            ("价格 万元", Some(4)),
            ("价格万元", Some(4)),
            ("价格-万元", Some(4)),
            ("价格<万元>", Some(4)),
            ("价格｛万元｝", Some(4)),
            ("价格（人民币/万元）", Some(4)),
            ("价格（万元人民币）", Some(4)),
            ("价格（Wan Yuan）", Some(4)),
            ("价格（w）", Some(4)),
            ("价格（10k）", Some(4)),
            ("价格（萬元）", Some(4)),
            ("价格（万圆）", Some(4)),
            ("价格（万）", Some(4)),
            ("价格（千元）", Some(3)),
            ("价格（百万元）", Some(6)),
            ("价格（亿元）", Some(8)),
            ("价格（RMB）", None),
            ("价格（含税）", None),
            ("价格", None),
            ("price", None),
            ("price_wan_yuan", Some(4)),
        ] {
            assert_eq!(unit_in(heading), zeros.map(Unit::Zeros), "{heading}");
        }
        for heading in [
            "价格（美元）",
            "价格（USD）",
            "价格 $",
            "价格（万元/年）",
            "价格（元/吨）",
            "价格（%）",
            "价格（元或万元）",
            "价格（MB）",
        ] {
            assert!(
                matches!(unit_in(heading), Some(Unit::Unknown(_))),
                "{heading}"
            );
        }
    }

    #[test]
    fn a_line_above_the_table_may_name_the_unit_of_all_prices() {
        for (line, zeros) in [
            ("单位：万元", Some(4)),
            ("（金额单位:人民币元）", Some(0)),
            ("填报单位：万达学院", None),
            ("单位：示例大学", None),
            ("汇总表", None),
        ] {
            assert_eq!(unit_above(line), zeros.map(Unit::Zeros), "{line}");
        }
    }

    #[test]
    fn a_point_is_moved_without_floats() {
        for (number, zeros, text) in [
            ("1.2", 7, "12000000"),
            ("50", 4, "500000"),
            ("0.12345", 4, "01234.5"),
            ("5", 0, "5"),
        ] {
            assert_eq!(shift(number, zeros).as_deref(), Some(text));
        }
        assert_eq!(shift("1.", 4), None);
    }
}
