//! How far an achievement is 成熟度: a level from 1 to 9, or a plain word.

use domain::catalogue::achievement::Maturity;

/// Words by the level they stand for: the lowest one that the word allows, so that nothing is promised that was not said.
/// 成熟 is none of them: it is said of a laboratory sample as well.
const WORDS: [(&str, i64); 38] = [
    ("概念验证", 3),
    ("概念样机", 3),
    ("概念", 2),
    ("原理样机", 4),
    ("原理", 2),
    ("实验室", 4),
    ("研制", 4),
    ("小试", 4),
    ("样品", 4),
    ("样机", 5),
    ("原型", 5),
    ("小批量生产", 7),
    ("小批量试产", 7),
    ("小批量", 7),
    ("中试", 6),
    ("试生产", 7),
    ("试产", 7),
    ("示范", 7),
    ("批量生产", 8),
    ("批量", 8),
    ("规模化", 8),
    ("量产", 8),
    ("产业化", 8),
    ("工业化", 8),
    ("已应用", 8),
    ("成熟应用", 8),
    ("规模生产", 8),
    ("工业化试验", 6),
    ("工业性试验", 6),
    ("工业试验", 6),
    ("产业化示范", 7),
    ("规模化示范", 7),
    ("规模化试验", 7),
    ("批量试制", 7),
    ("批量试产", 7),
    ("小规模生产", 7),
    ("小规模", 7),
    ("概念设计", 2),
];

/// What denies a stage, or puts it into the future: a stage that is wanted or possible is not reached.
const DOUBTS: [&str; 40] = [
    "未",
    "没",
    "无",
    "不",
    "非",
    "否",
    "尚",
    "待",
    "拟",
    "准备",
    "筹备",
    "筹建",
    "计划",
    "规划",
    "即将",
    "将要",
    "预计",
    "预期",
    "有望",
    "望",
    "可",
    "需",
    "能够",
    "能实现",
    "能直接",
    "能量产",
    "能产业",
    "能规模",
    "能批量",
    "具备",
    "条件",
    "预",
    "展望",
    "潜力",
    "目标",
    "争取",
    "正在",
    "进行中",
    "推进",
    "前",
];

/// Reads a maturity: `中试`, `中试阶段`, `TRL 6`, `6级`, `第六级`.
///
/// # Errors
/// When the text is neither a known word nor a level, or says several things.
pub(crate) fn parse(text: &str) -> Result<Option<Maturity>, String> {
    if super::is_nothing(text) {
        return Ok(None);
    }
    let folded = domain::text::half_width(&domain::text::visible(text)).to_lowercase();
    let plain: String = folded
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(roman)
        .collect();
    let plain = plain
        .replace("目前", "")
        .replace("当前", "")
        .replace("非常", "");
    let plain = plain
        .trim_start_matches("技术")
        .trim_start_matches("成熟度")
        .trim_start_matches("等级")
        .trim_start_matches(':');
    let (level, word) = (level(plain), word(plain));
    let names_none = matches!(level, Ok(None)) && matches!(word, Ok(None));
    let unread = || {
        let why = if names_none && plain.contains("成熟") {
            "没有说是哪个阶段"
        } else {
            "看不懂"
        };
        format!(
            "成熟度“{}”{why}：请填 概念、小试、中试、量产 之一，或 1 至 9 级（TRL）",
            text.trim()
        )
    };
    // What names no stage is not doubted but unknown.
    if !names_none && let Some(doubt) = DOUBTS.iter().find(|doubt| plain.contains(**doubt)) {
        return Err(format!(
            "成熟度“{}”里有“{doubt}”，说的不是已经达到的阶段：请填现在已达到的 概念、小试、中试、量产 之一，或 1 至 9 级（TRL）",
            text.trim()
        ));
    }
    let level = level.map_err(|Unclear| unread())?;
    let word = word.map_err(|Unclear| unread())?;
    match (level, word) {
        (Some(level), Some(word)) if Maturity::trl(level).word() != Maturity::trl(word).word() => {
            Err(format!(
                "成熟度“{}”前后不一致（{level} 级属于“{}”）：请只填一个",
                text.trim(),
                Maturity::trl(level).word()
            ))
        }
        // The level is more exact than the word.
        (Some(level), _) | (None, Some(level)) => Ok(Some(Maturity::trl(level))),
        (None, None) => Err(unread()),
    }
}

/// It says more than one thing.
#[derive(Debug)]
struct Unclear;

/// `trl6`, `6级`, `第六级`, `6.0`: the only number of the text, and marked as a level or standing alone.
fn level(plain: &str) -> Result<Option<i64>, Unclear> {
    let plain = plain
        .strip_suffix(".0")
        .unwrap_or(plain)
        .replace("trl-", "trl");
    let marked = plain.contains("trl") || plain.contains('级');
    let numerals = |text: &str| text.chars().filter(|c| digit(*c).is_some()).count();
    let alone = plain.chars().count() == 1;
    let numbers = plain.chars().filter(char::is_ascii_digit).count();
    if !marked && !alone {
        // A year, a share: no level, and no stage either.
        return if numbers > 0 { Err(Unclear) } else { Ok(None) };
    }
    // `6级以上` is at least 6; a span, a half or another scale is no level.
    let odd = |c: char| {
        matches!(
            c,
            '-' | '~' | '.' | '/' | '<' | '>' | '至' | '到' | '或' | '十' | '下'
        )
    };
    if numerals(&plain) != 1 || plain.replace("≥", "").contains(odd) {
        return Err(Unclear);
    }
    let level = plain.chars().find_map(digit).filter(|level| *level >= 1);
    level.map(Some).ok_or(Unclear)
}

fn digit(c: char) -> Option<i64> {
    let chinese = "一二三四五六七八九"
        .chars()
        .position(|known| known == c)
        .and_then(|at| i64::try_from(at).ok())
        .map(|at| at + 1);
    chinese.or_else(|| c.to_digit(10).map(i64::from))
}

fn roman(c: char) -> char {
    match c {
        '\u{2160}'..='\u{2168}' => char::from_digit(c as u32 - 0x2160 + 1, 10).unwrap_or(c),
        '\u{2170}'..='\u{2178}' => char::from_digit(c as u32 - 0x2170 + 1, 10).unwrap_or(c),
        other => other,
    }
}

/// The level of the known words in the text, when they all mean the same stage; the lowest of them.
fn word(plain: &str) -> Result<Option<i64>, Unclear> {
    let mut words = WORDS;
    words.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
    let mut rest = plain.to_owned();
    let mut levels = Vec::new();
    for (word, level) in words {
        if rest.contains(word) {
            rest = rest.replace(word, "|");
            levels.push(level);
        }
    }
    let stages: Vec<&str> = levels
        .iter()
        .map(|level| Maturity::trl(*level).word())
        .collect();
    if stages.windows(2).any(|pair| pair[0] != pair[1]) {
        return Err(Unclear);
    }
    Ok(levels.into_iter().min())
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
            ("6.0", 6),
            ("Ⅵ级", 6),
            ("中试（TRL7）", 7),
            ("实验室样机", 4),
            ("成熟度：6级", 6),
            ("技术成熟度六级", 6),
            ("6级(TRL)", 6),
            ("TRL6级以上", 6),
            ("小试成熟", 4),
            ("中试成熟", 6),
            ("小批量生产", 7),
            ("中试熟化", 6),
            ("概念样机", 3),
            ("第七级：环境验证", 7),
            ("成熟应用阶段", 8),
            ("目前处于中试阶段", 6),
            ("工业化试验", 6),
            ("小规模生产", 7),
            ("非常成熟，已量产", 8),
        ] {
            assert_eq!(parse(text), Ok(Some(Maturity::trl(level))), "{text}");
        }
        for (text, word) in [
            ("概念", "概念"),
            ("小试", "小试"),
            ("中试", "中试"),
            ("量产", "量产"),
        ] {
            assert_eq!(
                parse(text).ok().flatten().map(|maturity| maturity.word()),
                Some(word)
            );
        }
        assert_eq!(parse("无"), Ok(None));
    }

    #[test]
    fn what_is_no_stage_is_told() {
        for text in [
            "10级",
            "TRL4-5",
            "小试/中试",
            "未量产",
            "良好",
            "0",
            "6.5",
            "TRL 6.5",
            "6/9",
            "TRL6/9",
            "量产（3级）",
            "预计2026年量产",
        ] {
            assert!(parse(text).expect_err(text).contains(text), "{text}");
        }
    }

    #[test]
    fn what_is_wanted_or_denied_is_not_reached() {
        for text in [
            "没有中试",
            "拟产业化",
            "准备量产",
            "可量产",
            "即将量产",
            "计划量产",
            "具备产业化条件",
            "产业化前景好",
            "有望产业化",
            "需中试放大",
            "中试前",
            "量产准备",
            "示范工程筹备",
            "还没量产",
            "成熟",
            "较成熟",
            "技术成熟",
            "成熟度高",
            "不成熟",
        ] {
            assert!(parse(text).expect_err(text).contains(text), "{text}");
        }
        for text in ["非常成熟", "不成熟", "成熟"] {
            let reason = parse(text).expect_err(text);
            assert!(reason.contains("没有说是哪个阶段"), "{reason}");
        }
        for text in ["临床前", "正在研发", "尚未"] {
            let reason = parse(text).expect_err(text);
            assert!(reason.contains("看不懂"), "{reason}");
        }
    }
}
