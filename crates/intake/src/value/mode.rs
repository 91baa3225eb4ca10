//! Transfer modes 转化方式 in the words of universities.

use domain::catalogue::achievement::TransferMode;
use domain::catalogue::achievement::TransferMode::{
    Assignment, CommissionedDevelopment, Consulting, EquityContribution, JointDevelopment, Licence,
    Service,
};

/// What a cell of modes says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Modes {
    pub modes: Vec<TransferMode>,
    /// 先使用后付费 stands among them.
    pub trial: bool,
    /// What was understood in a wider sense and should be kept in its own words.
    pub words: Vec<String>,
}

const SYNONYMS: [(TransferMode, &[&str]); 7] = [
    (
        Assignment,
        &[
            "转让",
            "专利转让",
            "技术转让",
            "成果转让",
            "所有权转让",
            "专利权转让",
            "权属转让",
            "权利转让",
            "所有权转移",
            "知识产权转让",
            "出让",
            "一次性转让",
            "整体转让",
        ],
    ),
    (
        Licence,
        &[
            "许可",
            "专利许可",
            "实施许可",
            "技术许可",
            "许可使用",
            "许可实施",
            "授权许可",
            "授权使用",
            "普通许可",
            "独占许可",
            "非独占许可",
            "非排他许可",
            "排他许可",
            "开放许可",
            "普通实施许可",
            "独占实施许可",
            "排他实施许可",
            "使用许可",
            "专利实施许可",
            "专利开放许可",
        ],
    ),
    (
        EquityContribution,
        &[
            "作价入股",
            "技术入股",
            "技术作价",
            "作价投资",
            "入股",
            "技术作价入股",
            "作价出资",
            "技术投资入股",
            "股权合作",
            "专利入股",
            "折价入股",
            "技术参股",
        ],
    ),
    (
        JointDevelopment,
        &[
            "合作开发",
            "联合开发",
            "合作研发",
            "共同开发",
            "产学研合作",
            "联合研发",
            "合作",
            "技术合作",
            "合作转化",
            "合作生产",
            "合作实施",
            "产学研",
            "校企合作",
            "共建平台",
            "联合攻关",
            "合作推广",
            "项目合作",
        ],
    ),
    (
        CommissionedDevelopment,
        &["委托开发", "委托研发", "技术开发", "定制开发", "委托研究"],
    ),
    (Consulting, &["技术咨询", "咨询", "咨询服务"]),
    (
        Service,
        &["技术服务", "服务", "技术支持", "技术指导", "技术培训"],
    ),
];

/// Any way of passing the achievement on. Consulting, service and commissioned work pass nothing on: they are not meant.
const ANY: [&str; 9] = [
    "均可",
    "皆可",
    "都可",
    "都可以",
    "不限",
    "任意",
    "多种方式",
    "多种形式",
    "各种方式",
];
/// What may stand around those words.
const AROUND_ANY: [&str; 9] = [
    "多种", "各种", "任何", "所有", "以上", "方式", "形式", "模式", "转化",
];
/// Nothing is said yet.
const OPEN: [&str; 9] = [
    "面议",
    "面谈",
    "协商",
    "待定",
    "双方协商",
    "其他",
    "其它",
    "其他方式",
    "其它方式",
];
/// What may stand before a mode without changing it.
const BEFORE: [&str; 14] = [
    "仅限", "仅", "只能", "只", "可以", "可", "拟", "意向", "采取", "优先", "愿意", "有偿", "整体",
    "完全",
];
/// What may stand behind it.
const BEHIND: [&str; 10] = [
    "等方式",
    "等形式",
    "等",
    "的方式",
    "方式",
    "形式",
    "均可",
    "皆可",
    "都可以",
    "都可",
];
/// What says more than the mode that it is read as: the kind of licence, another way of working together, ways unsaid.
const SAYS_MORE: [&str; 8] = ["独占", "排他", "普通", "开放", "生产", "推广", "共建", "等"];
/// What denies the mode behind it.
const DENIALS: [&str; 9] = [
    "不考虑",
    "不接受",
    "不含",
    "不包括",
    "暂不",
    "不",
    "除",
    "无",
    "未",
];

/// Reads the modes of one text.
///
/// # Errors
/// When a part of it is no known mode; the reason names the part.
pub(crate) fn parse(text: &str) -> Result<Modes, String> {
    let mut found = Modes::default();
    let seen = with_one_kind_of_brackets(&domain::text::visible(text));
    let chosen = ticked(&seen)
        .ok_or_else(|| format!("“{}”里没有勾选任何一项：请写明转化方式", text.trim()))?;
    let listed =
        super::list::unnumbered(&chosen).replace(['/', '或', '和', '及', '+', '与', '&'], "；");
    let mut denied = None;
    for part in super::list::split(&listed) {
        if super::is_nothing(&part) {
            continue;
        }
        let read = read_part(&part, &mut found).or_else(|unread| {
            // `转让 许可`: spaces divide where nothing else does.
            let words: Vec<&str> = part.split_whitespace().collect();
            let mut each = Modes::default();
            match words.len() {
                0 | 1 => Err(unread),
                _ => words
                    .iter()
                    .try_for_each(|word| read_part(word, &mut each))
                    .map(|()| found.take_in(each))
                    .map_err(|_| unread),
            }
        });
        match read {
            Ok(()) => {}
            Err(Unread::Denied) => denied = Some(part),
            Err(Unread::Unknown) => {
                let known: Vec<&str> = TransferMode::ALL
                    .into_iter()
                    .map(TransferMode::label)
                    .collect();
                return Err(format!(
                    "看不懂转化方式“{part}”：请从{}中选填，多项用顿号隔开，或填“均可”",
                    known.join("、")
                ));
            }
        }
    }
    if let Some(part) = denied {
        if found.modes.is_empty() || ANY.iter().any(|any| seen.contains(any)) {
            return Err(format!(
                "“{part}”只说了不采用的方式：请直接写明可以采用的转化方式，例如：许可、合作开发"
            ));
        }
        found.words.push(part);
    }
    if SAYS_MORE.iter().any(|word| chosen.contains(word)) {
        found.words.push(chosen.trim().to_owned());
    }
    found.modes.sort();
    found.modes.dedup();
    Ok(found)
}

/// Why a part says no mode.
enum Unread {
    Unknown,
    /// It says which mode is not meant.
    Denied,
}

impl Modes {
    fn take_in(&mut self, other: Self) {
        self.modes.extend(other.modes);
        self.trial |= other.trial;
        self.words.extend(other.words);
    }
}

fn read_part(part: &str, found: &mut Modes) -> Result<(), Unread> {
    let plain: String = part.chars().filter(|c| !c.is_whitespace()).collect();
    if plain.contains("先使用后付费") || plain.contains("先试用后付费") {
        found.trial = true;
        return Ok(());
    }
    if let Some(rest) = DENIALS.iter().find_map(|denial| plain.strip_prefix(denial))
        && find(bare(rest)).is_some()
    {
        return Err(Unread::Denied);
    }
    let (outer, inner) = split_brackets(&plain);
    if inner.is_empty() {
        return read_plain(&outer, part, found);
    }
    if outer.is_empty() {
        return read_plain(&inner, part, found);
    }
    // `（普通）许可`, `技术开发（委托）`: together they are one word.
    let joined = [format!("{inner}{outer}"), format!("{outer}{inner}")];
    if let Some(mode) = joined.iter().find_map(|word| find(word)) {
        found.modes.push(mode);
        return Ok(());
    }
    if outer == "技术开发" && inner.contains("合作") {
        found.modes.push(JointDevelopment);
        return Ok(());
    }
    if !plain.starts_with('(') {
        let denied = DENIALS.iter().any(|denial| inner.contains(denial));
        // `不限（除转让）`, `转让（不）`: what the brackets take back is not what stands before them.
        let excluded = DENIALS
            .iter()
            .find_map(|denial| inner.strip_prefix(denial))
            .and_then(|rest| find(bare(rest)));
        if denied && (is_any(&outer) || excluded.is_none() || excluded == find(bare(&outer))) {
            return Err(Unread::Unknown);
        }
        read_plain(&outer, part, found)?;
        let also = inner
            .trim_start_matches("含")
            .trim_start_matches("包括")
            .trim_start_matches("及");
        match find(bare(also)).filter(|_| !denied) {
            Some(mode) => found.modes.push(mode),
            None => found.words.push(part.to_owned()),
        }
        return Ok(());
    }
    Err(Unread::Unknown)
}

fn read_plain(plain: &str, part: &str, found: &mut Modes) -> Result<(), Unread> {
    if is_any(plain) {
        found
            .modes
            .extend([Assignment, Licence, EquityContribution, JointDevelopment]);
        found.words.push(part.to_owned());
    } else if OPEN.contains(&plain) {
        found.words.push(part.to_owned());
    } else if let Some(mode) = find(plain).or_else(|| find(bare(plain))) {
        found.modes.push(mode);
    } else {
        return Err(Unread::Unknown);
    }
    Ok(())
}

fn is_any(plain: &str) -> bool {
    ANY.iter().any(|any| {
        plain.split_once(any).is_some_and(|(before, after)| {
            let mut rest = format!("{before}{after}");
            for word in AROUND_ANY {
                rest = rest.replace(word, "");
            }
            rest.is_empty()
        })
    })
}

/// Without what changes nothing around it.
fn bare(plain: &str) -> &str {
    let mut rest = plain.trim_matches(['。', '.', '“', '”', '"', ':', '：']);
    for word in BEFORE {
        rest = rest.strip_prefix(word).unwrap_or(rest);
    }
    for word in BEHIND {
        rest = rest.strip_suffix(word).unwrap_or(rest);
    }
    rest
}

fn find(plain: &str) -> Option<TransferMode> {
    TransferMode::find(plain).or_else(|| {
        SYNONYMS
            .iter()
            .find(|(_, words)| words.contains(&plain))
            .map(|(mode, _)| *mode)
    })
}

fn with_one_kind_of_brackets(text: &str) -> String {
    domain::text::half_width(text)
        .chars()
        .map(|c| match c {
            '[' | '{' | '【' | '〔' | '〖' | '「' | '『' | '《' | '<' => '(',
            ']' | '}' | '】' | '〕' | '〗' | '」' | '』' | '》' | '>' => ')',
            other => other,
        })
        .collect()
}

/// What stands outside of the brackets, and what inside.
fn split_brackets(plain: &str) -> (String, String) {
    let (mut outer, mut inner, mut depth) = (String::new(), String::new(), 0_usize);
    for c in plain.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => outer.push(c),
            _ => inner.push(c),
        }
    }
    (outer, inner)
}

/// Of a list with boxes the items that are ticked; a list without boxes as it is; nothing when no box is ticked.
fn ticked(text: &str) -> Option<String> {
    const FULL: [char; 9] = ['☑', '☒', '✓', '✔', '√', '■', '●', '◉', '✅'];
    const EMPTY: [char; 5] = ['□', '☐', '○', '◯', '▢'];
    let is_box = |c: char| FULL.contains(&c) || EMPTY.contains(&c);
    let Some(first) = text.find(is_box) else {
        return Some(text.to_owned());
    };
    let mut chosen = String::new();
    let mut open = false;
    for c in text[first..].chars() {
        if is_box(c) {
            open = FULL.contains(&c);
            chosen.push('；');
        } else if open {
            chosen.push(c);
        }
    }
    let said = chosen.chars().any(char::is_alphabetic);
    said.then_some(chosen)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modes_are_read_in_the_words_of_universities() {
        for (text, modes) in [
            ("转让/许可", vec![Assignment, Licence]),
            ("合作开发，技术服务", vec![JointDevelopment, Service]),
            ("技术入股", vec![EquityContribution]),
            (
                "作价入股、产学研合作",
                vec![EquityContribution, JointDevelopment],
            ),
            ("许可（普通许可）或转让等", vec![Assignment, Licence]),
            ("assignment; licence", vec![Assignment, Licence]),
            (
                "均可",
                vec![Assignment, Licence, EquityContribution, JointDevelopment],
            ),
            ("面议", vec![]),
            ("(1)转让；(2)许可", vec![Assignment, Licence]),
            ("（一）转让；（二）许可", vec![Assignment, Licence]),
            ("1.转让 2.许可", vec![Assignment, Licence]),
            ("①转让②许可", vec![Assignment, Licence]),
            ("（转让）", vec![Assignment]),
            ("【许可】、[转让]", vec![Assignment, Licence]),
            ("（普通）许可", vec![Licence]),
            ("(技术)转让", vec![Assignment]),
            ("转让（含许可）", vec![Assignment, Licence]),
            ("转让（不许可）", vec![Assignment]),
            ("许可（不含转让）", vec![Licence]),
            ("不转让，只许可", vec![Licence]),
            ("仅许可", vec![Licence]),
            ("非独占许可", vec![Licence]),
            ("□转让 ☑许可 □入股", vec![Licence]),
            ("☑转让☑许可", vec![Assignment, Licence]),
            ("√转让", vec![Assignment]),
            ("转让  许可", vec![Assignment, Licence]),
            ("许可、转让等方式", vec![Assignment, Licence]),
            (
                "多种方式均可",
                vec![Assignment, Licence, EquityContribution, JointDevelopment],
            ),
            ("技术开发（合作）", vec![JointDevelopment]),
            ("许可 / 转让", vec![Assignment, Licence]),
        ] {
            assert_eq!(parse(text).map(|found| found.modes), Ok(modes), "{text}");
        }
        for (text, is_kept) in [
            ("独占许可", true),
            ("（普通）许可", true),
            ("开放许可", true),
            ("技术转让、合作生产", true),
            ("许可、转让等方式", true),
            ("转让、许可", false),
            ("□独占许可 ☑转让", false),
        ] {
            let words = parse(text).map(|found| !found.words.is_empty());
            assert_eq!(words, Ok(is_kept), "{text}");
        }
        assert_eq!(
            parse("许可；先使用后付费").map(|found| found.trial),
            Ok(true)
        );
    }

    #[test]
    fn an_unknown_mode_is_told_by_its_name() {
        assert!(
            parse("转让、融资租赁")
                .expect_err("unknown")
                .contains("融资租赁")
        );
        for text in [
            "不转让",
            "暂不转让",
            "不限（除转让）",
            "（融资）",
            "（自行实施）转让",
            "□转让 □许可",
            "转让（暂不）",
        ] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
