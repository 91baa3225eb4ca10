//! Patent numbers as they stand in a column: one or several in a cell, with words around them, or words instead.

use domain::achievement::{PatentInput, PatentStatus};
use domain::patent::{PatentNumber, check_digit};

/// What a cell of patent numbers says.
#[derive(Debug, Default)]
pub(crate) struct Patents {
    /// Numbers, each checked.
    pub inputs: Vec<PatentInput>,
    /// What stands for a number, or beside one: `申请中`, the name of the patent, the day of its grant.
    pub words: Vec<String>,
    /// Rights that are no Chinese patents: foreign ones, applications under the PCT, software.
    pub other_rights: Vec<String>,
    /// What is wrong: the text and the reason.
    pub problems: Vec<(String, String)>,
}

/// Words that say that there is an application whose number is not known yet.
const PENDING: [&str; 9] = [
    "申请中",
    "审中",
    "在审",
    "实审",
    "受理",
    "公开",
    "公布",
    "申请",
    "已交底",
];
/// Words that say that there is none.
const NONE: [&str; 7] = [
    "无专利",
    "没有专利",
    "未申请专利",
    "未申请",
    "暂无专利",
    "否",
    "0",
];

/// Reads the patent numbers of one text. `from_number` tells that the cell holds a number, not text: then a final zero
/// behind the point is lost and is put back.
pub(crate) fn parse(text: &str, from_number: bool) -> Patents {
    let mut found = Patents::default();
    if NONE.contains(&domain::text::one_line(text).as_str()) {
        return found;
    }
    let (plain, counts) = without_counts(&folded(text));
    let mut words = Vec::new();
    for piece in pieces(&plain) {
        read_piece(&piece, from_number, &mut found, &mut words);
    }
    judge_words(text, words, &mut found);
    let listed = found.inputs.len() + found.other_rights.len();
    if listed == 0 && found.problems.is_empty() && found.words.is_empty() && !counts.is_empty() {
        found.problems.push((
            text.to_owned(),
            "这里只写了项数，没有专利号：请写出每一项的专利号，用分号隔开，没有专利请留空".into(),
        ));
    }
    // `等3项` beside one number: two are missing.
    let fits = counts.iter().sum::<usize>() == listed || counts.contains(&listed);
    if found.problems.is_empty() && listed > 0 && !counts.is_empty() && !fits {
        let said = counts
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join("、");
        found.problems.push((
            text.to_owned(),
            format!("写明有 {said} 项，这里只有 {listed} 个号：请写全每一项的专利号，用分号隔开"),
        ));
    } else if found.problems.is_empty()
        && listed > 0
        && counts.is_empty()
        && plain.trim_end_matches(['。', '.', ' ']).ends_with('等')
    {
        found
            .problems
            .push((text.to_owned(), "“等”字以后还有没写出的专利：请写全每一项的专利号，用分号隔开；没有其他专利请删去“等”字".into()));
    }
    found
}

/// Pieces without a number: alone they are told, beside numbers they say more about them.
fn judge_words(text: &str, words: Vec<String>, found: &mut Patents) {
    let alone = found.inputs.is_empty() && found.other_rights.is_empty();
    for piece in words.into_iter().filter(|piece| alone || !is_label(piece)) {
        if alone && !PENDING.iter().any(|word| piece.contains(word)) {
            found
                .problems
                .push((piece, "这里没有专利号；没有专利请留空，审查中没有号的可写“申请中”，其他权利请写入“其他知识产权”列".into()));
        } else if alone {
            found.words.push(piece);
        } else if found.words.is_empty() {
            // Kept whole: which word belongs to which number is seen only there.
            found.words.push(text.trim().to_owned());
        }
    }
}

fn read_piece(piece: &str, from_number: bool, found: &mut Patents, words: &mut Vec<String>) {
    if super::is_nothing(piece) {
        return;
    }
    if let Some(what) = other_right(piece) {
        found.other_rights.push(what);
        return;
    }
    let read = NumberAndWords::of(piece);
    if read.number.bytes().filter(u8::is_ascii_digit).count() < 5 {
        // `申请号…，已授权`: a piece that only says how the number before it stands.
        let status = parse_status(piece).ok().filter(|_| is_status(piece));
        match (status, found.inputs.last_mut()) {
            (Some(status), Some(input)) => input.status = status,
            _ => words.push(piece.trim().to_owned()),
        }
        return;
    }
    let number = if from_number && lost_its_zero(&read.number) {
        format!("{}.0", read.number)
    } else {
        read.number.clone()
    };
    match PatentNumber::parse(&number) {
        Ok(parsed) => {
            let status = match read.status(&number) {
                Ok(status) => status,
                Err(reason) => return found.problems.push((piece.to_owned(), reason)),
            };
            words.extend(
                read.said()
                    .filter(|said| !is_status(said) && !is_label(said))
                    .cloned(),
            );
            found.inputs.push(PatentInput {
                number: parsed.to_string(),
                status,
                filed_on: String::new(),
            });
        }
        Err(_) if is_publication(&number) && !found.inputs.is_empty() => {
            // Only a granted patent is announced under B, C, U, Y or S.
            if let Some(input) = found
                .inputs
                .last_mut()
                .filter(|_| number.ends_with(['B', 'C', 'U', 'Y', 'S']))
            {
                input.status = PatentStatus::Granted;
            }
            words.push(piece.trim().to_owned());
        }
        Err(wrong) => {
            let reason = hint(&number).unwrap_or_else(|| wrong.to_string());
            found.problems.push((piece.to_owned(), reason));
        }
    }
}

/// A number and the words around it: `专利号：2012…（发明）` is the number, `专利号` before and `发明` behind it.
struct NumberAndWords {
    number: String,
    before: Vec<String>,
    behind: Vec<String>,
}

impl NumberAndWords {
    fn of(piece: &str) -> Self {
        let mut read = Self {
            number: String::new(),
            before: Vec::new(),
            behind: Vec::new(),
        };
        for run in runs(piece) {
            let digits = run.bytes().filter(u8::is_ascii_digit).count();
            let best = read.number.bytes().filter(u8::is_ascii_digit).count();
            let is_day =
                digits <= 8 && super::day::parse_day(run.trim_matches(['.', ':', ' '])).is_ok();
            if is_latin(run) && !is_day && digits > best && (digits >= 8 || best == 0) {
                let earlier = std::mem::replace(
                    &mut read.number,
                    run.trim().trim_matches(['.', ':']).to_owned(),
                );
                read.before
                    .extend(Some(earlier).filter(|earlier| !earlier.is_empty()));
                read.before.append(&mut read.behind);
            } else {
                let words = run
                    .split(|c: char| !c.is_alphanumeric())
                    .filter(|word| !word.is_empty())
                    .map(str::to_owned);
                if read.number.is_empty() {
                    read.before.extend(words)
                } else {
                    read.behind.extend(words)
                }
            }
        }
        // A number that is written in groups, with a day behind it: the day goes.
        if let Some((first, behind)) = read.number.clone().rsplit_once(' ')
            && super::day::parse_day(behind.trim()).is_ok()
        {
            read.number = first.trim().to_owned();
            read.behind.insert(0, behind.trim().to_owned());
        }
        read
    }

    fn said(&self) -> impl Iterator<Item = &String> {
        self.before.iter().chain(&self.behind)
    }

    /// Where the patent stands by the words beside its number, else by its ZL, which only granted patents have.
    fn status(&self, number: &str) -> Result<PatentStatus, String> {
        let unclear = |said: &str| {
            format!("看不懂号码旁的“{said}”：请另设“专利状态”一列，填“授权”、“审中”或“失效”")
        };
        let mut statuses = Vec::new();
        for said in self.said().filter(|said| is_status(said)) {
            statuses.push(parse_status(said).map_err(|_| unclear(said))?);
        }
        if let Some(said) = self
            .behind
            .iter()
            .find(|said| !is_status(said) && LAPSED.iter().any(|word| said.contains(word)))
        {
            return Err(unclear(said));
        }
        statuses.dedup();
        let zl = number.starts_with("ZL") || number.starts_with("CNZL");
        let announced = self.said().any(|said| {
            ["授权公告", "授权日"]
                .iter()
                .any(|word| said.contains(word))
        });
        match statuses[..] {
            [status] => Ok(status),
            [] if zl || announced => Ok(PatentStatus::Granted),
            [] => Ok(PatentStatus::Pending),
            _ => Err(unclear(
                &self.said().cloned().collect::<Vec<_>>().join("、"),
            )),
        }
    }
}

/// Whether words beside a number speak of its status and of nothing else: the name of a patent may hold such a word too.
fn is_status(said: &str) -> bool {
    let labels = [
        "授权公告日",
        "授权公告号",
        "授权日",
        "申请公布号",
        "专利申请号",
        "申请号",
        "申请日",
        "公开号",
        "公布号",
        "授权号",
    ];
    let fillers = [
        "实质审查",
        "审查中",
        "实施许可",
        "避重",
        "避免重复",
        "年费",
        "缴纳",
        "缴",
        "视为",
        "主动",
        "被",
        "已经",
        "已",
        "未",
        "因",
        "的",
        "专利权",
        "专利号",
        "专利",
        "发明",
        "权利",
        "权",
        "生效",
        "登记",
        "合同",
        "备案",
        "全部",
        "部分",
        "宣告",
        "法律",
        "状态",
        "为",
        "现",
        "后",
        "获",
        "公告",
        "中",
        "年",
        "月",
        "日",
        "号",
        "费",
        "人",
    ];
    let mut rest: String = said.chars().filter(|c| c.is_alphabetic()).collect();
    for label in labels {
        rest = rest.replace(label, "");
    }
    let known = LAPSED
        .iter()
        .chain(&GRANTED)
        .chain(&IN_EXAMINATION)
        .chain(&UNCLEAR);
    let mut has = false;
    for word in known {
        has |= rest.contains(word);
    }
    for word in LAPSED
        .iter()
        .chain(&GRANTED)
        .chain(&IN_EXAMINATION)
        .chain(&UNCLEAR)
        .chain(&fillers)
    {
        rest = rest.replace(word, "");
    }
    has && rest.chars().count() <= 1
}

/// Words that only say what the number is.
fn is_label(said: &str) -> bool {
    let mut rest = said.to_owned();
    for label in [
        "发明专利",
        "实用新型专利",
        "外观设计专利",
        "国家发明专利",
        "中国发明专利",
        "实用新型",
        "外观设计",
        "专利申请号",
        "授权专利号",
        "专利号",
        "申请号",
        "专利",
        "发明",
        "授权",
        "已",
        "中国",
        "国家",
        "号",
        "的",
        "等",
        "共",
        "其中",
        "项",
    ] {
        rest = rest.replace(label, "");
    }
    rest.chars().all(|c| !c.is_alphanumeric())
}

/// Upper case and half-width, with one form of ZL, Latin letters for Cyrillic ones, and without days of grant.
fn folded(text: &str) -> String {
    let upper = domain::text::half_width(&domain::text::visible(text)).to_uppercase();
    let latin: String = upper
        .chars()
        .map(|c| {
            if matches!(c, 'Х' | '×' | 'Χ') {
                'X'
            } else {
                c
            }
        })
        .collect();
    let unnumbered = super::list::unnumbered(&latin)
        .replace('№', "")
        .replace("NO.", "")
        .replace("NO:", "");
    one_form_of_zl(&unnumbered)
}

/// `Z L`, `ZL.`, `(ZL)`, `ZL` at the end of a line: all of them belong to the number behind them.
fn one_form_of_zl(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < chars.len() {
        let gap = chars[at + 1..]
            .iter()
            .take_while(|c| c.is_whitespace())
            .count();
        if chars[at] == 'Z' && chars.get(at + 1 + gap) == Some(&'L') {
            let behind = at + 2 + gap;
            let filler = chars[behind..]
                .iter()
                .take_while(|c| c.is_whitespace() || matches!(c, '.' | ':' | ')' | '-' | '号'))
                .count();
            if chars.get(behind + filler).is_some_and(char::is_ascii_digit) {
                if out.ends_with('(') {
                    out.pop();
                }
                out.push_str("ZL");
                at = behind + filler;
                continue;
            }
        }
        out.push(chars[at]);
        at += 1;
    }
    out
}

/// The text without `2项`, `共3件`, `专利1:`, and how many patents it says there are.
fn without_counts(text: &str) -> (String, Vec<usize>) {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut counts = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let length = chars[at..]
            .iter()
            .take_while(|c| c.is_ascii_digit())
            .count()
            .max(chinese_count(&chars[at..]));
        let begins = at == 0 || !chars[at - 1].is_ascii_alphanumeric() && chars[at - 1] != '.';
        let behind = chars.get(at + length);
        if length > 0 && length <= 3 && begins && matches!(behind, Some('项' | '件' | '个' | '篇'))
        {
            let number: String = chars[at..at + length].iter().collect();
            counts.extend(number.parse().ok().or_else(|| {
                "一二三四五六七八九十"
                    .chars()
                    .position(|c| number.starts_with(c))
                    .map(|at| at + 1)
            }));
            out.push('\n');
            at += length + 1;
        } else if length > 0
            && length <= 2
            && begins
            && at > 0
            && matches!(chars[at - 1], '利' | '明' | '型' | '计' | '号')
            && behind == Some(&':')
        {
            // `专利1:` counts, it says no number.
            out.push('\n');
            at += length + 1;
        } else {
            let step = length.max(1);
            out.extend(&chars[at..at + step]);
            at += step;
        }
    }
    (out, counts)
}

fn chinese_count(chars: &[char]) -> usize {
    usize::from(
        chars
            .first()
            .is_some_and(|c| "一二三四五六七八九十两".contains(*c))
            && matches!(chars.get(1), Some('项' | '件')),
    )
}

/// Separate numbers: divided by marks, or each begun by its ZL.
fn pieces(folded: &str) -> Vec<String> {
    let foreign = folded.contains("PCT") || folded.contains("WO");
    let marked: String = folded
        .chars()
        .map(|c| {
            if matches!(
                c,
                ';' | ',' | '、' | '\n' | '\r' | '|' | '\t' | '\\' | '&' | '+' | '和' | '与' | '及'
            ) || (c == '/' && !foreign)
            {
                '\n'
            } else {
                c
            }
        })
        .collect();
    let marked = marked.replace("ZL", "\nZL").replace("CN\nZL", "\nZL");
    let mut pieces = Vec::new();
    for piece in marked
        .split('\n')
        .map(str::trim)
        .filter(|piece| !piece.is_empty())
    {
        // Several numbers with only spaces between them: each is a number by itself.
        let words: Vec<&str> = piece.split_whitespace().collect();
        let each = words.len() > 1
            && words
                .iter()
                .all(|word| PatentNumber::parse(&NumberAndWords::of(word).number).is_ok());
        if each {
            pieces.extend(words.into_iter().map(str::to_owned))
        } else {
            pieces.push(piece.to_owned())
        }
    }
    // A lone mark between two numbers leaves a ZL, or an opening bracket, without digits.
    pieces.retain(|piece| piece != "ZL" && piece.chars().any(char::is_alphanumeric));
    pieces
}

/// Stretches of Latin letters, digits and the marks inside of numbers, and what stands between them.
fn runs(piece: &str) -> Vec<&str> {
    let inside = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '·' | '。' | '-' | ' ');
    let mut runs = Vec::new();
    let mut start = 0;
    let mut before = None;
    for (at, c) in piece.char_indices() {
        if before.is_some_and(|before| before != inside(c)) {
            runs.push(&piece[start..at]);
            start = at;
        }
        before = Some(inside(c));
    }
    runs.push(&piece[start..]);
    runs.retain(|run| run.chars().any(char::is_alphanumeric));
    runs
}

fn is_latin(run: &str) -> bool {
    run.chars().any(|c| c.is_ascii_digit())
        && run.chars().all(|c| c.is_ascii() || matches!(c, '·' | '。'))
}

/// A right that is no Chinese patent.
fn other_right(piece: &str) -> Option<String> {
    let kept: String = piece.chars().filter(char::is_ascii_alphanumeric).collect();
    let digits = kept.bytes().filter(u8::is_ascii_digit).count();
    let foreign = ["PCT", "WO", "US", "EP", "JP", "KR", "DE"]
        .iter()
        .any(|start| kept.starts_with(start));
    let software = kept.contains("SR") || piece.contains("软著") || piece.contains("软件著作权");
    (digits >= 6 && (foreign || software)).then(|| piece.trim().to_owned())
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
        return Some(format!(
            "专利号缺少校验位，应为 {digits}.{}",
            check_digit(digits)
        ));
    }
    if is_publication(number) {
        return Some(format!(
            "{kept} 是公布（公告）号，请填写专利号或申请号，例如 201710601862.3"
        ));
    }
    None
}

/// `CN107123456A`: the number under which an application was published, or a patent announced.
fn is_publication(number: &str) -> bool {
    let kept: String = number.chars().filter(char::is_ascii_alphanumeric).collect();
    kept.trim_start_matches("CN")
        .strip_suffix(['A', 'B', 'U', 'S', 'C', 'Y'])
        .is_some_and(|body| matches!(body.len(), 7 | 9) && body.bytes().all(|b| b.is_ascii_digit()))
}

/// Entries that leave open where the patent stands: something was asked for, suspended, restored or undone in part.
const UNCLEAR: [&str; 26] = [
    "恢复",
    "复审",
    "部分无效",
    "滞纳",
    "请求",
    "中止",
    "异议",
    "诉讼",
    "纠纷",
    "即将",
    "将到期",
    "拟",
    "预计",
    "未失效",
    "未终止",
    "未到期",
    "未过期",
    "未驳回",
    "未撤回",
    "未放弃",
    "未届满",
    "没有失效",
    "非失效",
    "不有效",
    "未生效",
    "不详",
];
const LAPSED: [&str; 20] = [
    "失效",
    "无效",
    "终止",
    "届满",
    "期满",
    "到期",
    "过期",
    "放弃",
    "撤回",
    "驳回",
    "视撤",
    "视放",
    "无权",
    "丧失",
    "撤销",
    "lapsed",
    "expired",
    "rejected",
    "withdrawn",
    "invalid",
];
const NOT_YET: [&str; 17] = [
    "未授权",
    "未获授权",
    "未获权",
    "待授权",
    "等待授权",
    "尚未授权",
    "没有授权",
    "没授权",
    "未下证",
    "待下证",
    "授权前",
    "授权中",
    "授权通知",
    "未经授权",
    "办理登记",
    "未授予",
    "拟授权",
];
const GRANTED: [&str; 12] = [
    "授权", "有效", "维持", "有权", "获权", "下证", "转移", "转让", "质押", "许可", "granted",
    "valid",
];
const IN_EXAMINATION: [&str; 14] = [
    "审中", "在审", "实审", "审查", "初审", "待审", "受理", "公开", "公布", "申请", "提交",
    "pending", "filed", "审核",
];

/// Reads where a patent stands, in plain words and in those of the patent office: an entry of a transfer, a pledge or a
/// licence says that it was granted.
///
/// # Errors
/// When the text is none of the known words, or leaves it open.
pub(crate) fn parse_status(text: &str) -> Result<PatentStatus, String> {
    let plain: String = domain::text::half_width(&domain::text::visible(text))
        .to_lowercase()
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    let says = |words: &[&str]| words.iter().any(|word| plain.contains(word));
    let unread = Err(format!(
        "看不懂专利状态“{}”：请填“授权”、“审中”或“失效”",
        text.trim()
    ));
    if says(&UNCLEAR) || (plain.contains("重复授权") && !plain.contains("放弃")) {
        unread
    } else if says(&LAPSED) {
        Ok(PatentStatus::Lapsed)
    } else if says(&NOT_YET) {
        Ok(PatentStatus::Pending)
    } else if plain.contains("申请权") && !plain.contains("专利权") {
        // The right in an application was transferred: nothing is granted yet.
        Ok(PatentStatus::Pending)
    } else if says(&GRANTED) {
        Ok(PatentStatus::Granted)
    } else if says(&IN_EXAMINATION) {
        Ok(PatentStatus::Pending)
    } else {
        unread
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
        assert_eq!(
            parse("ZL201710601862.3", false).inputs[0].status,
            PatentStatus::Granted
        );
        assert_eq!(
            parse("201710601862.3", false).inputs[0].status,
            PatentStatus::Pending
        );
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
            ("见附件", "没有专利号"),
            ("20171060186", "12 位数字"),
        ] {
            let found = parse(text, false);
            assert_eq!(found.problems.len(), 1, "{text}");
            assert!(found.problems[0].1.contains(right), "{:?}", found.problems);
        }
    }

    #[test]
    fn numbered_and_counted_lists_are_read_number_by_number() {
        let (a, b) = ("201710601862.3", "201710431918.5");
        for text in [
            "1.ZL201710601862.3 2.ZL201710431918.5",
            "1、ZL201710601862.3\n2、ZL201710431918.5",
            "①ZL201710601862.3；②ZL201710431918.5",
            "（1）ZL201710601862.3；（2）ZL201710431918.5",
            "(1) 201710601862.3\n(2) 201710431918.5",
            "发明专利2项：ZL201710601862.3、ZL201710431918.5",
            "专利1:ZL201710601862.3;专利2:ZL201710431918.5",
            "201710601862.3和201710431918.5",
            "201710601862.3\\201710431918.5",
            "一种石墨烯膜（ZL201710601862.3）；一种5G天线（ZL201710431918.5）",
            "Z L201710601862.3，专利（ZL）201710431918.5",
            "№201710601862.3，No.201710431918.5",
        ] {
            assert_eq!(numbers(text), [a, b], "{text}");
        }
        for text in ["ZL201710601862.3等3项", "ZL201710601862.3等", "2项"] {
            assert_eq!(
                parse(text, false).problems.len(),
                1,
                "{text}: the others are missing"
            );
        }
        assert_eq!(numbers("201710601862.3，共1项"), [a]);
        assert_eq!(numbers("201710601862.3（授权公告日：2021.05.06）"), [a]);
        assert_eq!(numbers("201710601862.3 2023-05-06"), [a]);
        assert_eq!(numbers("无专利"), Vec::<String>::new());
    }

    #[test]
    fn rights_that_are_no_chinese_patents_are_kept_as_other_rights() {
        let found = parse(
            "201710601862.3、PCT/CN2018/101234；软著2020SR0123456",
            false,
        );
        assert_eq!((found.inputs.len(), found.problems.len()), (1, 0));
        assert_eq!(
            found.other_rights,
            ["PCT/CN2018/101234", "软著2020SR0123456"]
        );
    }

    #[test]
    fn words_beside_a_number_say_where_it_stands() {
        for (text, status) in [
            ("ZL201710601862.3（失效）", PatentStatus::Lapsed),
            ("ZL201710601862.3（未缴年费终止）", PatentStatus::Lapsed),
            ("ZL201710601862.3 已失效", PatentStatus::Lapsed),
            ("201710601862.3（已授权）", PatentStatus::Granted),
            ("CN201710601862.3（授权）", PatentStatus::Granted),
            ("201710601862.3（视为撤回）", PatentStatus::Lapsed),
            ("申请号201710601862.3，已授权", PatentStatus::Granted),
            ("授权专利号：201710601862.3", PatentStatus::Granted),
            ("201710601862.3（2020年授权）", PatentStatus::Granted),
            ("201710601862.3（申请号）", PatentStatus::Pending),
            ("201710601862.3（已转让）", PatentStatus::Granted),
            ("ＺＬ\n201710601862.3", PatentStatus::Granted),
        ] {
            let found = parse(text, false);
            assert_eq!(
                found.inputs.first().map(|input| input.status),
                Some(status),
                "{text}: {found:?}"
            );
        }
        assert_eq!(
            parse("ZL201710601862.3（权利恢复）", false).problems.len(),
            1
        );
    }

    #[test]
    fn a_zero_that_a_numeric_cell_lost_is_put_back_only_where_it_fits() {
        assert_eq!(
            parse("202010100008", true).inputs[0].number,
            "202010100008.0"
        );
        assert_eq!(parse("201710601862", true).problems.len(), 1);
        assert_eq!(parse("202010100008", false).problems.len(), 1);
    }

    #[test]
    fn a_status_is_read_in_words() {
        for (text, status) in [
            ("已授权", PatentStatus::Granted),
            ("有效", PatentStatus::Granted),
            ("专利申请已授权", PatentStatus::Granted),
            ("授权（原申请号）", PatentStatus::Granted),
            ("专利权的转移", PatentStatus::Granted),
            ("专利申请权、专利权的转移", PatentStatus::Granted),
            ("专利权质押合同登记的生效", PatentStatus::Granted),
            ("专利实施许可合同备案的生效", PatentStatus::Granted),
            ("有权-审定授权", PatentStatus::Granted),
            ("下证", PatentStatus::Granted),
            ("实质审查（实审）", PatentStatus::Pending),
            ("实质审查的生效", PatentStatus::Pending),
            ("未授权", PatentStatus::Pending),
            ("已公开未授权", PatentStatus::Pending),
            ("发明专利申请公布", PatentStatus::Pending),
            ("初审合格", PatentStatus::Pending),
            ("未缴年费终止", PatentStatus::Lapsed),
            ("发明专利申请公布后的视为撤回", PatentStatus::Lapsed),
            ("专利申请被驳回", PatentStatus::Lapsed),
            ("主动撤回申请", PatentStatus::Lapsed),
            ("专利权有效期届满", PatentStatus::Lapsed),
            ("已到期", PatentStatus::Lapsed),
            ("失效-避重放弃", PatentStatus::Lapsed),
            ("无效", PatentStatus::Lapsed),
            ("无权", PatentStatus::Lapsed),
        ] {
            assert_eq!(parse_status(text), Ok(status), "{text}");
        }
        for text in [
            "良好",
            "权利恢复",
            "专利权部分无效宣告",
            "等年费滞纳金",
            "避免重复授权",
            "证书",
            "未失效",
        ] {
            assert!(parse_status(text).is_err(), "{text}");
        }
    }
}
