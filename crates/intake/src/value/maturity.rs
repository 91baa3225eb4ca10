//! How far an achievement is 成熟度: a level from 1 to 9, or a plain word.

use domain::achievement::Maturity;

/// Words by the level they stand for: the lowest one that the word allows, so that nothing is promised that was not said.
const WORDS: [(&str, i64); 23] = [
    ("概念验证", 3),
    ("概念", 2),
    ("原理", 2),
    ("实验室", 4),
    ("研制", 4),
    ("小试", 4),
    ("样品", 4),
    ("原理样机", 4),
    ("样机", 5),
    ("原型", 5),
    ("小批量", 7),
    ("中试", 6),
    ("试生产", 7),
    ("示范", 7),
    ("批量生产", 8),
    ("批量", 8),
    ("规模化", 8),
    ("量产", 8),
    ("产业化", 8),
    ("工业化", 8),
    ("熟化", 8),
    ("已应用", 8),
    ("成熟", 8),
];

/// Reads a maturity: `中试`, `中试阶段`, `TRL 6`, `6级`, `第六级`.
///
/// # Errors
/// When the text is neither a known word nor a level.
pub(crate) fn parse(text: &str) -> Result<Option<Maturity>, String> {
    if super::is_nothing(text) {
        return Ok(None);
    }
    let plain: String = domain::text::half_width(text).to_lowercase().chars().filter(|c| !c.is_whitespace()).collect();
    let level = plain.trim_start_matches("trl").trim_start_matches(['-', '第', '(', ':']).trim_end_matches([')', '级']);
    let digit = match level {
        "一" => Some(1),
        "二" => Some(2),
        "三" => Some(3),
        "四" => Some(4),
        "五" => Some(5),
        "六" => Some(6),
        "七" => Some(7),
        "八" => Some(8),
        "九" => Some(9),
        digits => digits.parse::<i64>().ok().filter(|level| (1..=9).contains(level)),
    };
    // `中试（TRL6）`: the level is more exact than the word.
    let within = plain
        .split_once("trl")
        .and_then(|(_, rest)| rest.trim_start_matches(['-', ':']).chars().next())
        .and_then(|c| c.to_digit(10))
        .map(i64::from);
    let several = plain.chars().filter(char::is_ascii_digit).count() > 1 || denied(&plain);
    let found = digit.or_else(|| within.filter(|level| *level > 0 && !several)).or_else(|| word(&plain).filter(|_| !several));
    found
        .map(|level| Some(Maturity::trl(level)))
        .ok_or_else(|| format!("看不懂成熟度“{}”：请填 概念、小试、中试、量产 之一，或 1 至 9 级（TRL）", text.trim()))
}

/// `未量产`, `小试/中试`: not what a single word in it says.
fn denied(plain: &str) -> bool {
    let stages = ["概念", "小试", "中试", "量产"].iter().filter(|word| plain.contains(**word)).count();
    stages > 1 || ["未", "不", "非", "待"].iter().any(|word| plain.contains(word))
}

/// The longest known word in the text.
fn word(plain: &str) -> Option<i64> {
    WORDS.iter().filter(|(word, _)| plain.contains(word)).max_by_key(|(word, _)| word.len()).map(|(_, level)| *level)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_levels_are_read() {
        for (text, level) in [
            ("概念", 2),
            ("小试", 4),
            ("中试阶段", 6),
            ("已量产", 8),
            ("概念验证阶段", 3),
            ("TRL 6", 6),
            ("trl-7级", 7),
            ("6级", 6),
            ("第六级", 6),
            ("９", 9),
            ("中试（TRL7）", 7),
            ("实验室样机", 4),
        ] {
            assert_eq!(parse(text), Ok(Some(Maturity::trl(level))), "{text}");
        }
        for (text, word) in [("概念", "概念"), ("小试", "小试"), ("中试", "中试"), ("量产", "量产")] {
            assert_eq!(parse(text).ok().flatten().map(|maturity| maturity.word()), Some(word));
        }
        assert_eq!(parse("无"), Ok(None));
    }

    #[test]
    fn what_is_no_stage_is_told() {
        for text in ["10级", "TRL4-5", "小试/中试", "未量产", "良好", "0", "6.5"] {
            assert!(parse(text).expect_err(text).contains(text), "{text}");
        }
    }
}
