//! Several values in one cell, and yes or no.

/// Values between semicolons, commas, enumeration commas, bars, tabs, line breaks, numbers of a list (`1. 2. `), and
/// slashes that stand free or between Chinese words.
pub(crate) fn split(text: &str) -> Vec<String> {
    let marks = |c: char| {
        matches!(
            c,
            ';' | '；'
                | ','
                | '，'
                | '、'
                | '|'
                | '｜'
                | '\n'
                | '\r'
                | '\t'
                | '\u{2028}'
                | '\u{2029}'
        )
    };
    let unnumbered = without_slashes(&unnumbered(text));
    unnumbered
        .split(marks)
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The text with a line break in the place of each number that only counts: `(1)`, `（一）`, `①`, `1.`, `2、`.
pub(crate) fn unnumbered(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < chars.len() {
        match numbering(&chars, at) {
            0 => {
                out.push(chars[at]);
                at += 1;
            }
            length => {
                out.push('\n');
                at += length;
            }
        }
    }
    out
}

/// How many characters a number of a list takes that begins here; 0 when there is none.
fn numbering(chars: &[char], at: usize) -> usize {
    let c = domain::text::half_width_char(chars[at]);
    if matches!(c, '\u{2460}'..='\u{2473}' | '\u{2474}'..='\u{249b}' | '\u{2776}'..='\u{277f}' | '\u{3220}'..='\u{3229}')
    {
        return 1;
    }
    let numeral = |c: &char| {
        domain::text::half_width_char(*c).is_ascii_digit() || "一二三四五六七八九十".contains(*c)
    };
    let half = |at: usize| chars.get(at).map(|c| domain::text::half_width_char(*c));
    if c == '(' {
        let length = chars[at + 1..].iter().take_while(|c| numeral(c)).count();
        return if (1..=2).contains(&length) && half(at + 1 + length) == Some(')') {
            length + 2
        } else {
            0
        };
    }
    // `1.` counts only at the beginning or behind a gap; a digit right behind it makes it a number of its own, unless
    // so many follow that it can only be the number of a patent.
    let begins = at == 0
        || chars[at - 1].is_whitespace()
        || matches!(half(at - 1), Some(';' | ',' | '。' | '、'));
    let length = chars[at..]
        .iter()
        .take_while(|c| domain::text::half_width_char(**c).is_ascii_digit())
        .count();
    let mark = half(at + length);
    if begins && (1..=2).contains(&length) && matches!(mark, Some('.' | '、' | ')' | ':')) {
        let digits_behind = chars[at + length + 1..]
            .iter()
            .take_while(|c| c.is_ascii_digit())
            .count();
        if digits_behind == 0 || digits_behind >= 8 {
            return length + 1;
        }
    }
    0
}

fn without_slashes(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let is_chinese = |c: Option<&char>| c.is_some_and(|c| matches!(c, '\u{3400}'..='\u{9fff}'));
    let free = |c: Option<&char>| c.is_some_and(|c| c.is_whitespace());
    let divides = |at: usize| {
        let (before, after) = (
            at.checked_sub(1).and_then(|at| chars.get(at)),
            chars.get(at + 1),
        );
        (free(before) && free(after)) || (is_chinese(before) && is_chinese(after))
    };
    chars
        .iter()
        .enumerate()
        .map(|(at, c)| {
            if matches!(c, '/' | '／') && divides(at) {
                '\n'
            } else {
                *c
            }
        })
        .collect()
}

/// Keywords: as [`split`]; when no mark stands between them, spaces do — unless a part next to the space is Latin, since
/// `Logistic 混沌` and `machine learning` are one keyword each.
pub(crate) fn keywords(text: &str) -> Vec<String> {
    let parts = split(text);
    let [only] = &parts[..] else { return parts };
    let words: Vec<&str> = only.split_whitespace().collect();
    let chinese = words
        .iter()
        .all(|word| word.chars().any(|c| matches!(c, '\u{3400}'..='\u{9fff}')));
    // Two words with Latin letters between them may be one keyword; three or more Chinese ones are a list.
    let latin_edges = words.windows(2).any(|pair| {
        pair[0].ends_with(|c: char| c.is_ascii_alphabetic())
            || pair[1].starts_with(|c: char| c.is_ascii_alphabetic())
    });
    if words.len() > 1 && (chinese && !latin_edges || words.len() >= 3 && has_chinese(only)) {
        words.into_iter().map(str::to_owned).collect()
    } else {
        parts
    }
}

fn has_chinese(text: &str) -> bool {
    text.chars().any(|c| matches!(c, '\u{3400}'..='\u{9fff}'))
}

/// Names: as [`split`], and spaces between Chinese names; two characters with a space inside are one name (`李 明`).
pub(crate) fn names(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    for part in split(text) {
        let words: Vec<&str> = part.split_whitespace().collect();
        let chinese = words.iter().all(|word| has_chinese(word));
        let spaced_name = words.len() == 2 && words.iter().all(|word| word.chars().count() == 1);
        if spaced_name {
            names.push(words.concat());
        } else if chinese {
            names.extend(words.into_iter().map(str::to_owned));
        } else {
            names.push(part);
        }
    }
    names
}

/// Yes or no.
///
/// # Errors
/// When it is neither.
pub(crate) fn yes_or_no(text: &str) -> Result<bool, String> {
    let plain = domain::text::half_width(domain::text::visible(text).trim()).to_lowercase();
    match plain.as_str() {
        "是" | "有" | "可" | "可以" | "支持" | "同意" | "√" | "✓" | "✔" | "y" | "yes" | "true"
        | "1" => Ok(true),
        "" | "否" | "无" | "不" | "不可" | "不可以" | "不支持" | "不同意" | "×" | "✗" | "x"
        | "n" | "no" | "false" | "0" | "-" | "/" => Ok(false),
        _ => Err(format!("看不懂“{}”：请填“是”或“否”", text.trim())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_are_split_at_marks_and_else_at_spaces() {
        assert_eq!(
            keywords("图像加密；Logistic 混沌"),
            ["图像加密", "Logistic 混沌"]
        );
        assert_eq!(
            keywords("沙生植物,苯酚-浓硫酸法"),
            ["沙生植物", "苯酚-浓硫酸法"]
        );
        assert_eq!(
            keywords("蒸散量 灰色关联度分析 锡林郭勒草原"),
            ["蒸散量", "灰色关联度分析", "锡林郭勒草原"]
        );
        assert_eq!(
            keywords("彩色点云拼接 自适应算法"),
            ["彩色点云拼接", "自适应算法"]
        );
        assert_eq!(keywords("machine learning"), ["machine learning"]);
        assert_eq!(keywords("Logistic 混沌"), ["Logistic 混沌"]);
        assert_eq!(keywords("粗糙集 BIM 数据"), ["粗糙集", "BIM", "数据"]);
    }

    #[test]
    fn lists_are_split_at_numbers_and_free_slashes() {
        for text in [
            "石墨烯 / 导热膜",
            "石墨烯/导热膜",
            "1.石墨烯 2.导热膜",
            "①石墨烯②导热膜",
            "（1）石墨烯；（2）导热膜",
            "石墨烯｜导热膜",
            "石墨烯\n导热膜",
            "一、石墨烯",
        ] {
            let parts = split(text);
            assert!(parts.contains(&"石墨烯".to_owned()), "{text}: {parts:?}");
        }
        assert_eq!(split("TCP/IP、3.5 mm 接口"), ["TCP/IP", "3.5 mm 接口"]);
    }

    #[test]
    fn names_are_split_and_not_torn() {
        assert_eq!(names("张三、李四；王 五"), ["张三", "李四", "王五"]);
        assert_eq!(names("张三 李四"), ["张三", "李四"]);
        assert_eq!(names("John Smith, 李四"), ["John Smith", "李四"]);
    }
}
