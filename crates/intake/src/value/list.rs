//! Several values in one cell, and yes or no.

/// Values between semicolons, commas, enumeration commas, bars, tabs or line breaks.
pub(crate) fn split(text: &str) -> Vec<String> {
    let marks = |c: char| matches!(c, ';' | '；' | ',' | '，' | '、' | '|' | '｜' | '\n' | '\r' | '\t');
    text.split(marks).map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// Keywords: as [`split`]; when no mark stands between them, spaces do — unless a part next to the space is Latin, since
/// `Logistic 混沌` and `machine learning` are one keyword each.
pub(crate) fn keywords(text: &str) -> Vec<String> {
    let parts = split(text);
    let [only] = &parts[..] else { return parts };
    let words: Vec<&str> = only.split_whitespace().collect();
    let chinese = words.iter().all(|word| word.chars().any(|c| matches!(c, '\u{3400}'..='\u{9fff}')));
    // Two words with Latin letters between them may be one keyword; three or more Chinese ones are a list.
    let latin_edges = words
        .windows(2)
        .any(|pair| pair[0].ends_with(|c: char| c.is_ascii_alphabetic()) || pair[1].starts_with(|c: char| c.is_ascii_alphabetic()));
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
    let plain = domain::text::half_width(text.trim()).to_lowercase();
    match plain.as_str() {
        "是" | "有" | "可" | "可以" | "支持" | "同意" | "√" | "✓" | "✔" | "y" | "yes" | "true" | "1" => Ok(true),
        "" | "否" | "无" | "不" | "不可" | "不可以" | "不支持" | "不同意" | "×" | "✗" | "x" | "n" | "no" | "false" | "0" | "-" | "/" => {
            Ok(false)
        }
        _ => Err(format!("看不懂“{}”：请填“是”或“否”", text.trim())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_are_split_at_marks_and_else_at_spaces() {
        assert_eq!(keywords("图像加密；Logistic 混沌"), ["图像加密", "Logistic 混沌"]);
        assert_eq!(keywords("沙生植物,苯酚-浓硫酸法"), ["沙生植物", "苯酚-浓硫酸法"]);
        assert_eq!(keywords("蒸散量 灰色关联度分析 锡林郭勒草原"), ["蒸散量", "灰色关联度分析", "锡林郭勒草原"]);
        assert_eq!(keywords("彩色点云拼接 自适应算法"), ["彩色点云拼接", "自适应算法"]);
        assert_eq!(keywords("machine learning"), ["machine learning"]);
        assert_eq!(keywords("Logistic 混沌"), ["Logistic 混沌"]);
        assert_eq!(keywords("粗糙集 BIM 数据"), ["粗糙集", "BIM", "数据"]);
    }

    #[test]
    fn names_are_split_and_not_torn() {
        assert_eq!(names("张三、李四；王 五"), ["张三", "李四", "王五"]);
        assert_eq!(names("张三 李四"), ["张三", "李四"]);
        assert_eq!(names("John Smith, 李四"), ["John Smith", "李四"]);
    }
}
