//! Patent numbers as they stand in a column: one or several in a cell, with words around them, or words instead.

use domain::achievement::{PatentInput, PatentStatus};
use domain::patent::{PatentNumber, check_digit};

/// What a cell of patent numbers says.
#[derive(Debug, Default)]
pub(crate) struct Patents {
    /// Numbers, each checked.
    pub inputs: Vec<PatentInput>,
    /// What stands for a number: `申请中`.
    pub words: Vec<String>,
    /// What is wrong: the text and the reason.
    pub problems: Vec<(String, String)>,
}

/// Words that say that there is an application whose number is not known yet.
const PENDING: [&str; 9] = ["申请中", "审中", "在审", "实审", "受理", "公开", "公布", "申请", "已交底"];

/// Reads the patent numbers of one text. `from_number` tells that the cell holds a number, not text: then a final zero
/// behind the point is lost and is put back.
pub(crate) fn parse(text: &str, from_number: bool) -> Patents {
    let mut found = Patents::default();
    for piece in pieces(text) {
        read_piece(&piece, from_number, &mut found);
    }
    found
}

fn read_piece(piece: &str, from_number: bool, found: &mut Patents) {
    if super::is_nothing(piece) {
        return;
    }
    let bare = without_words(piece);
    if bare.is_empty() {
        if PENDING.iter().any(|word| piece.contains(word)) {
            found.words.push(piece.trim().to_owned());
        } else {
            found.problems.push((
                piece.to_owned(),
                "这里没有专利号；没有专利请留空，审查中没有号的可写“申请中”，其他权利请写入“其他知识产权”列".into(),
            ));
        }
        return;
    }
    let number = if from_number && lost_its_zero(&bare) { format!("{bare}.0") } else { bare };
    match PatentNumber::parse(&number) {
        Ok(parsed) => {
            // ZL stands before the number of a granted patent only.
            let status = if number.starts_with("ZL") || number.starts_with("CNZL") { PatentStatus::Granted } else { PatentStatus::Pending };
            found.inputs.push(PatentInput { number: parsed.to_string(), status, filed_on: String::new() });
        }
        Err(wrong) => {
            let reason = hint(&number).unwrap_or_else(|| wrong.to_string());
            found.problems.push((piece.to_owned(), reason));
        }
    }
}

/// Separate numbers: divided by marks, or each begun by its ZL.
fn pieces(text: &str) -> Vec<String> {
    let folded = domain::text::half_width(text).to_uppercase();
    let foreign = folded.contains("PCT") || folded.contains("WO");
    let marked: String = folded
        .chars()
        .map(|c| if matches!(c, ';' | ',' | '、' | '\n' | '\r' | '|' | '\t') || (c == '/' && !foreign) { '\n' } else { c })
        .collect();
    let marked = marked.replace("ZL", "\nZL").replace("CN\nZL", "\nZL");
    let mut pieces = Vec::new();
    for piece in marked.split('\n').map(str::trim).filter(|piece| !piece.is_empty()) {
        // Several numbers with only spaces between them: each is a number by itself.
        let words: Vec<&str> = piece.split_whitespace().collect();
        let each = words.len() > 1 && words.iter().all(|word| PatentNumber::parse(&without_words(word)).is_ok());
        if each { pieces.extend(words.into_iter().map(str::to_owned)) } else { pieces.push(piece.to_owned()) }
    }
    // A lone mark between two numbers leaves a ZL without digits behind it.
    pieces.retain(|piece| piece != "ZL");
    pieces
}

/// Without Chinese words, brackets and colons: `专利号：2012…（发明）` is the number alone.
fn without_words(piece: &str) -> String {
    let folded = domain::text::half_width(piece).to_uppercase();
    folded
        .chars()
        .filter(|c| !matches!(c, '(' | ')' | '[' | ']' | '【' | '】' | ':' | '《' | '》' | '“' | '”' | '"' | '\'') && !is_chinese(*c))
        .collect::<String>()
        .trim()
        .to_owned()
}

fn is_chinese(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}')
}

/// `201710601862` as a number was `201710601862.0` when typed, if 0 is the right check digit.
fn lost_its_zero(bare: &str) -> bool {
    bare.len() == 12 && bare.bytes().all(|b| b.is_ascii_digit()) && check_digit(bare) == '0'
}

/// What is wrong with a number in ways that its shape alone does not tell.
fn hint(number: &str) -> Option<String> {
    let kept: String = number.chars().filter(char::is_ascii_alphanumeric).collect();
    let digits = kept.trim_start_matches("ZL").trim_start_matches("CN");
    let all_digits = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    if all_digits && matches!(digits.len(), 8 | 12) {
        return Some(format!("专利号缺少校验位，应为 {digits}.{}", check_digit(digits)));
    }
    let publication = digits
        .strip_suffix(['A', 'B', 'U', 'S', 'C', 'Y'])
        .is_some_and(|body| matches!(body.len(), 7 | 9) && body.bytes().all(|b| b.is_ascii_digit()));
    if publication {
        return Some(format!("{kept} 是公布（公告）号，请填写专利号或申请号，例如 201710601862.3"));
    }
    if ["PCT", "WO", "US", "EP", "JP", "KR", "DE"].iter().any(|start| kept.starts_with(start)) {
        return Some("只识别中国专利号；国外专利和 PCT 申请请写入“其他知识产权”列".into());
    }
    if kept.contains("SR") {
        return Some("这是软件著作权登记号，请写入“其他知识产权”列".into());
    }
    None
}

/// Reads where a patent stands.
///
/// # Errors
/// When the text is none of the known words.
pub(crate) fn parse_status(text: &str) -> Result<PatentStatus, String> {
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let says = |words: &[&str]| words.iter().any(|word| plain.to_lowercase().contains(word));
    // "未授权" holds "授权", and "无效" holds "有效" of nothing: the denials come first.
    if says(&["未授权", "待授权", "审中", "在审", "实审", "申请", "受理", "公开", "公布", "pending"]) {
        Ok(PatentStatus::Pending)
    } else if says(&["失效", "无效", "终止", "届满", "放弃", "撤回", "驳回", "过期", "lapsed"]) {
        Ok(PatentStatus::Lapsed)
    } else if says(&["授权", "有效", "维持", "granted"]) {
        Ok(PatentStatus::Granted)
    } else {
        Err(format!("看不懂专利状态“{}”：请填“授权”、“审中”或“失效”", text.trim()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(text: &str) -> Vec<String> {
        let found = parse(text, false);
        assert!(found.problems.is_empty(), "{text}: {:?}", found.problems);
        found.inputs.into_iter().map(|input| input.number).collect()
    }

    #[test]
    fn numbers_are_found_among_marks_and_words() {
        let (a, b) = ("201710601862.3", "201710431918.5");
        for text in [
            "ZL201710601862.3；ZL201710431918.5",
            "ZL 201710601862.3、ZL 201710431918.5",
            "201710601862.3/201710431918.5",
            "201710601862.3 201710431918.5",
            "ZL201710601862.3 ZL201710431918.5",
            "专利号：201710601862.3（发明）\n申请号：2017104319185",
            "ＺＬ２０１７１０６０１８６２．３，CNZL201710431918.5。",
        ] {
            assert_eq!(numbers(text), [a, b], "{text}");
        }
        assert_eq!(numbers("无"), Vec::<String>::new());
    }

    #[test]
    fn zl_means_granted() {
        assert_eq!(parse("ZL201710601862.3", false).inputs[0].status, PatentStatus::Granted);
        assert_eq!(parse("201710601862.3", false).inputs[0].status, PatentStatus::Pending);
    }

    #[test]
    fn an_application_without_its_number_is_kept_in_words() {
        let found = parse("申请中", false);
        assert_eq!(found.words, ["申请中"]);
        assert!(found.problems.is_empty());
    }

    #[test]
    fn a_broken_number_is_told_with_what_would_be_right() {
        for (text, right) in [
            ("ZL201710601862.4", "201710601862.3"),
            ("201710601862", "201710601862.3"),
            ("CN107123456A", "公布"),
            ("PCT/CN2018/101234", "其他知识产权"),
            ("2020SR0123456", "软件著作权"),
            ("见附件", "没有专利号"),
            ("20171060186", "12 位数字"),
        ] {
            let found = parse(text, false);
            assert_eq!(found.problems.len(), 1, "{text}");
            assert!(found.problems[0].1.contains(right), "{:?}", found.problems);
        }
    }

    #[test]
    fn a_zero_that_a_numeric_cell_lost_is_put_back_only_where_it_fits() {
        assert_eq!(parse("202010100008", true).inputs[0].number, "202010100008.0");
        assert_eq!(parse("201710601862", true).problems.len(), 1);
        assert_eq!(parse("202010100008", false).problems.len(), 1);
    }

    #[test]
    fn a_status_is_read_in_words() {
        for (text, status) in [
            ("已授权", PatentStatus::Granted),
            ("有效", PatentStatus::Granted),
            ("实质审查（实审）", PatentStatus::Pending),
            ("未授权", PatentStatus::Pending),
            ("未缴年费终止", PatentStatus::Lapsed),
            ("无效", PatentStatus::Lapsed),
        ] {
            assert_eq!(parse_status(text), Ok(status), "{text}");
        }
        assert!(parse_status("良好").is_err());
    }
}
