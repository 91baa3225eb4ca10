//! What universities call their columns: the table of synonyms, and how a heading is made comparable with it.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::target::{Field, Target};

/// Headings by field, folded as [`fold`] does. To teach the import a new heading, add it here.
const SYNONYMS: [(Target, &[&str]); 29] = [
    (
        Target::Field(Field::Title),
        &[
            "成果名称",
            "项目名称",
            "技术名称",
            "科技成果名称",
            "成果标题",
            "标题",
            "题名",
            "名称",
            "成果",
            "成果题目",
            "题目",
            "成果名",
            "项目",
            "title",
            "name",
        ],
    ),
    (
        Target::Field(Field::ExternalNumber),
        &[
            "成果编号",
            "编号",
            "项目编号",
            "成果登记号",
            "登记号",
            "内部编号",
            "单位内部编号",
            "唯一编号",
            "成果号",
            "成果代码",
            "id",
            "externalnumber",
            "externalid",
            "code",
        ],
    ),
    (
        Target::Field(Field::Summary),
        &[
            "一句话简介",
            "一句话介绍",
            "成果亮点",
            "亮点",
            "summary",
            "tagline",
        ],
    ),
    (
        Target::Field(Field::Abstract),
        &[
            "成果摘要",
            "摘要",
            "成果简介",
            "简介",
            "成果介绍",
            "项目简介",
            "项目介绍",
            "技术简介",
            "技术介绍",
            "内容简介",
            "成果内容",
            "成果描述",
            "技术描述",
            "成果概况",
            "成果概述",
            "主要技术内容和指标",
            "主要技术内容",
            "主要技术指标",
            "技术内容",
            "技术内容和指标",
            "技术指标",
            "项目内容",
            "技术概况",
            "内容摘要",
            "成果基本情况",
            "技术方案",
            "技术原理",
            "成果内容简介",
            "项目概述",
            "主要内容",
            "成果主要内容",
            "abstract",
            "description",
        ],
    ),
    (
        Target::Field(Field::Problem),
        &[
            "解决的问题",
            "解决问题",
            "拟解决问题",
            "解决的技术问题",
            "解决的痛点",
            "行业痛点",
            "痛点",
            "problem",
        ],
    ),
    (
        Target::Field(Field::Improvements),
        &["指标对比", "improvements"],
    ),
    (
        Target::Field(Field::Field),
        &[
            "应用领域",
            "领域",
            "技术领域",
            "所属领域",
            "行业领域",
            "成果领域",
            "产业领域",
            "领域分类",
            "技术分类",
            "所属技术领域",
            "应用行业领域",
            "field",
            "domain",
        ],
    ),
    (
        Target::Field(Field::Industry),
        &[
            "国民经济行业",
            "行业",
            "所属行业",
            "应用行业",
            "行业分类",
            "国民经济行业分类",
            "行业代码",
            "industry",
        ],
    ),
    (
        Target::Field(Field::Subject),
        &[
            "学科",
            "学科分类",
            "所属学科",
            "学科代码",
            "subject",
            "discipline",
        ],
    ),
    (
        Target::Field(Field::Ipc),
        &["ipc", "ipc分类号", "ipc分类", "国际专利分类号", "ipc号"],
    ),
    (
        Target::Field(Field::Keywords),
        &[
            "关键词",
            "关键字",
            "主题词",
            "关键词1",
            "关键词2",
            "关键词3",
            "关键词4",
            "关键词5",
            "keywords",
            "keyword",
            "tags",
        ],
    ),
    (
        Target::Field(Field::Maturity),
        &[
            "成熟度",
            "技术成熟度",
            "成果成熟度",
            "成熟程度",
            "技术成熟程度",
            "成熟度等级",
            "技术成熟度等级",
            "所处阶段",
            "成果阶段",
            "技术阶段",
            "研发阶段",
            "转化阶段",
            "trl",
            "maturity",
        ],
    ),
    (
        Target::Field(Field::Completers),
        &[
            "完成人",
            "成果完成人",
            "主要完成人",
            "发明人",
            "专利发明人",
            "研发人员",
            "团队成员",
            "研发团队",
            "完成人员",
            "第一完成人",
            "项目负责人",
            "成果负责人",
            "课题负责人",
            "负责人",
            "设计人",
            "发明设计人",
            "发明人设计人",
            "研究人员",
            "第一发明人",
            "主研人员",
            "完成者",
            "completers",
            "inventors",
            "inventor",
        ],
    ),
    (
        Target::Field(Field::CoOwners),
        &[
            "共有权利人",
            "共有人",
            "共同权利人",
            "共有专利权人",
            "coowners",
        ],
    ),
    (
        Target::Field(Field::CoOwnersAgreed),
        &["共有人已约定", "共有权利人已约定", "coownersagreed"],
    ),
    (
        Target::Field(Field::Institutions),
        &[
            "完成单位",
            "单位",
            "所属单位",
            "单位名称",
            "第一完成单位",
            "成果完成单位",
            "成果单位",
            "学校",
            "所在单位",
            "机构",
            "研发单位",
            "持有单位",
            "成果持有单位",
            "依托单位",
            "专利权人",
            "权利人",
            "申请人专利权人",
            "研究单位",
            "高校",
            "院校",
            "institutions",
            "institution",
            "affiliation",
        ],
    ),
    (
        Target::Field(Field::Patents),
        &[
            "专利号",
            "申请号",
            "专利申请号",
            "专利号或申请号",
            "专利号/申请号",
            "专利号申请号",
            "专利编号",
            "授权号",
            "授权专利号",
            "patentnumbers",
            "patentnumber",
            "patents",
            "patent",
        ],
    ),
    (
        Target::Field(Field::PatentStatus),
        &[
            "专利状态",
            "法律状态",
            "专利法律状态",
            "授权状态",
            "patentstatus",
        ],
    ),
    (
        Target::Field(Field::PatentFiledOn),
        &[
            "专利申请日",
            "申请日",
            "专利申请日期",
            "申请日期",
            "专利申请时间",
            "patentfiledon",
            "filedon",
        ],
    ),
    (
        Target::Field(Field::OtherRights),
        &[
            "其他知识产权",
            "知识产权",
            "知识产权情况",
            "知识产权状况",
            "软件著作权",
            "软著",
            "软著登记号",
            "植物新品种权",
            "otherrights",
        ],
    ),
    (
        Target::Field(Field::Modes),
        &[
            "转化方式",
            "合作方式",
            "转让方式",
            "交易方式",
            "拟转化方式",
            "意向转化方式",
            "意向合作方式",
            "拟合作方式",
            "转化形式",
            "合作模式",
            "转化模式",
            "合作形式",
            "拟采取的转化方式",
            "成果转化方式",
            "推广方式",
            "推广形式",
            "拟转让方式",
            "modes",
            "transfermodes",
            "mode",
        ],
    ),
    (
        Target::Field(Field::Price),
        &[
            "意向价格",
            "价格",
            "报价",
            "拟转让价格",
            "转让价格",
            "转让费",
            "转让费用",
            "意向价",
            "参考价格",
            "预期价格",
            "意向金额",
            "交易价格",
            "挂牌价格",
            "转让金额",
            "期望价格",
            "意向转让价格",
            "意向转让价",
            "转化价格",
            "意向报价",
            "拟转让价",
            "price",
        ],
    ),
    (
        Target::Field(Field::Trial),
        &[
            "先使用后付费",
            "是否先使用后付费",
            "是否支持先使用后付费",
            "先试用后付费",
            "trialoffered",
        ],
    ),
    (
        Target::Field(Field::ServiceAchievement),
        &[
            "职务科技成果",
            "是否职务科技成果",
            "职务成果",
            "是否职务成果",
            "serviceachievement",
        ],
    ),
    (
        Target::Field(Field::ContactName),
        &[
            "联系人",
            "联系人姓名",
            "成果联系人",
            "项目联系人",
            "对接人",
            "联络人",
            "contactname",
        ],
    ),
    (
        Target::Field(Field::Contact),
        &[
            "联系方式",
            "联系电话",
            "电话",
            "手机",
            "手机号",
            "手机号码",
            "联系手机",
            "联系人电话",
            "联系人手机",
            "邮箱",
            "电子邮箱",
            "电子邮件",
            "联系邮箱",
            "联系人邮箱",
            "联系人邮件",
            "座机",
            "固定电话",
            "联系人联系方式",
            "联系人和电话",
            "e-mail",
            "email",
            "phone",
            "contact",
        ],
    ),
    (
        Target::Field(Field::County),
        &[
            "县区",
            "县（市、区）",
            "县(市、区)",
            "区县",
            "所在县区",
            "所在县",
            "所属县区",
            "属地",
            "所在区县",
            "county",
        ],
    ),
    (
        Target::Field(Field::Year),
        &[
            "年份",
            "完成年份",
            "完成时间",
            "完成日期",
            "成果完成时间",
            "成果年份",
            "年度",
            "完成年度",
            "year",
        ],
    ),
    // Row counters mean nothing outside their file; as external numbers they would mix up two files.
    (Target::Ignore, &["序号", "行号", "no", "no.", "#", "sn"]),
];

/// What people put before a known heading; tried only when the heading as a whole is not known.
const PREFIXES: [&str; 10] = [
    "科技成果",
    "成果",
    "项目",
    "技术",
    "专利",
    "拟",
    "主要",
    "所属",
    "意向",
    "可",
];

/// Where a column with this heading goes, if its words are known.
pub(crate) fn find(heading: &str) -> Option<Target> {
    let folded = fold(heading);
    lookup(&folded)
        .or_else(|| lookup(&without_brackets(&folded)))
        .or_else(|| by_core().get(core(&folded).as_str()).copied())
}

/// Where a column with a heading like this may go: without the word in front.
pub(crate) fn find_loosely(heading: &str) -> Option<Target> {
    let core = core(&fold(heading));
    PREFIXES
        .iter()
        .filter_map(|prefix| core.strip_prefix(prefix))
        .find_map(|rest| by_core().get(rest).copied())
}

fn lookup(folded: &str) -> Option<Target> {
    if folded.is_empty() {
        return None;
    }
    SYNONYMS
        .iter()
        .find(|(_, words)| words.contains(&folded))
        .map(|(target, _)| *target)
}

/// The known headings by their words alone.
fn by_core() -> &'static HashMap<String, Target> {
    static KNOWN: OnceLock<HashMap<String, Target>> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let mut known = HashMap::new();
        for (target, words) in SYNONYMS {
            for word in words {
                known.entry(core(&fold(word))).or_insert(target);
            }
        }
        known
    })
}

/// Half-width, lower case, in simplified characters, without white space, underscores, line breaks, stars and colons, and
/// without what cannot be seen.
pub(crate) fn fold(heading: &str) -> String {
    let dropped = |c: &char| {
        !c.is_whitespace() && !c.is_control() && !matches!(c, '_' | '*' | ':' | '\u{fffd}')
    };
    domain::text::half_width(&domain::text::visible(heading))
        .to_lowercase()
        .chars()
        .filter(dropped)
        .map(simplified)
        .collect()
}

/// The words of a folded heading: without brackets, marks, the words that join (`A及B`, `A与B`), units, and `情况`, `说明` at
/// the end.
fn core(folded: &str) -> String {
    let mut rest: String = without_brackets(folded)
        .chars()
        .filter(|c| {
            (c.is_alphanumeric() || *c == '#') && !matches!(c, '及' | '与' | '和' | '或' | '的')
        })
        .collect();
    loop {
        let shorter = UNITS.iter().find_map(|word| {
            rest.strip_suffix(word)
                .filter(|kept| kept.chars().count() >= 2)
        });
        let shorter = shorter.or_else(|| {
            FILLERS.iter().find_map(|word| {
                rest.strip_suffix(word)
                    .filter(|kept| kept.chars().count() >= 3)
            })
        });
        match shorter {
            Some(kept) => rest = kept.to_owned(),
            None => return rest,
        }
    }
}

/// Words at the end of a heading that say in what its prices count.
const UNITS: [&str; 8] = [
    "人民币",
    "百万元",
    "万元",
    "千元",
    "亿元",
    "单位万元",
    "单位元",
    "元",
];
/// Words at the end of a heading that say nothing.
const FILLERS: [&str; 5] = ["情况", "状况", "说明", "信息", "简况"];

/// The heading without what stands in brackets, at any place: `专利(申请)号` is `专利号`.
fn without_brackets(folded: &str) -> String {
    let mut kept = String::new();
    let mut depth = 0_usize;
    for c in folded.chars() {
        match c {
            '(' | '[' | '{' | '<' | '【' | '〔' | '〖' | '「' | '『' | '《' | '〈' => {
                depth += 1
            }
            ')' | ']' | '}' | '>' | '】' | '〕' | '〗' | '」' | '』' | '》' | '〉' => {
                depth = depth.saturating_sub(1)
            }
            _ if depth == 0 => kept.push(c),
            _ => {}
        }
    }
    kept
}

/// The simplified form of the traditional characters that stand in headings.
fn simplified(c: char) -> char {
    const FORMS: &str = "稱称應应領领聯联繫系專专號号術术轉转讓让價价單单據据簡简關关鍵键詞词縣县區区間间時时請请態态狀状權权屬属機机構构電电話话郵邮項项類类別别發发許许條条開开總总備备註注紹绍題题問问業业學学產产級级編编團团隊队員员驗验額额萬万億亿說说況况資资訊讯與与擬拟採采實实階阶來来標标準准記记錄录處处職职務务優优勢势圓元円元係系導导範范圍围絡络";
    let mut forms = FORMS.chars();
    while let (Some(traditional), Some(simple)) = (forms.next(), forms.next()) {
        if traditional == c {
            return simple;
        }
    }
    c
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(heading: &str) -> Option<Field> {
        match find(heading).or_else(|| find_loosely(heading)) {
            Some(Target::Field(field)) => Some(field),
            Some(Target::Note | Target::Ignore) | None => None,
        }
    }

    #[test]
    fn headings_are_known_in_every_form_people_write() {
        for (heading, expected) in [
            ("项目名称 ", Field::Title),
            ("* 成果\n名称：", Field::Title),
            ("简 介", Field::Abstract),
            ("所属领域\n（行业）", Field::Field),
            ("专利（申请）号", Field::Patents),
            ("意向价格（万元）", Field::Price),
            ("联系电话（手机）", Field::Contact),
            ("Patent Numbers", Field::Patents),
            ("ＴＩＴＬＥ", Field::Title),
            ("external_number", Field::ExternalNumber),
            ("拟转让方式", Field::Modes),
            ("主要发明人", Field::Completers),
            ("县（市、区）", Field::County),
            ("意向价格 万元", Field::Price),
            ("意向价格-万元", Field::Price),
            ("意向价格<万元>", Field::Price),
            ("意向价格｛万元｝", Field::Price),
            ("意向价格（含税，万元）", Field::Price),
            ("成\u{200e}果名\u{ad}称\u{3164}", Field::Title),
            ("成果名稱", Field::Title),
            ("應用領域", Field::Field),
            ("專利號", Field::Patents),
            ("主要技术内容及指标", Field::Abstract),
            ("主要技术内容与指标说明", Field::Abstract),
            ("知识产权状况", Field::OtherRights),
            ("项目负责人", Field::Completers),
            ("发明（设计）人", Field::Completers),
        ] {
            assert_eq!(field(heading), Some(expected), "{heading}");
        }
    }

    #[test]
    fn what_is_not_known_has_no_field() {
        for heading in [
            "",
            "备注",
            "发布日期",
            "序号",
            "clc",
            "source",
            "专利类型",
            "50",
        ] {
            assert_eq!(field(heading), None, "{heading}");
        }
    }

    #[test]
    fn no_heading_stands_for_two_fields() {
        let mut seen = std::collections::BTreeMap::new();
        for (target, words) in SYNONYMS {
            for word in words {
                assert!(seen.insert(word, target).is_none(), "{word} twice");
                assert!(!fold(word).is_empty());
            }
        }
        for field in Field::ALL {
            assert_eq!(
                find(field.label()),
                Some(Target::Field(field)),
                "{}",
                field.label()
            );
            assert_eq!(
                find(field.name()),
                Some(Target::Field(field)),
                "{}",
                field.name()
            );
        }
    }
}
