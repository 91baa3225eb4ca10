//! Transfer modes 转化方式 in the words of universities.

use domain::achievement::TransferMode::{
    self, Assignment, CommissionedDevelopment, Consulting, EquityContribution, JointDevelopment, Licence, Service,
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
    (CommissionedDevelopment, &["委托开发", "委托研发", "技术开发", "定制开发", "委托研究"]),
    (Consulting, &["技术咨询", "咨询", "咨询服务"]),
    (Service, &["技术服务", "服务", "技术支持", "技术指导", "技术培训"]),
];

/// Any way of passing the achievement on. Consulting, service and commissioned work pass nothing on: they are not meant.
const ANY: [&str; 10] = ["均可", "皆可", "都可", "都可以", "不限", "各种方式均可", "以上均可", "任意", "多种方式", "多种形式"];
/// Nothing is said yet.
const OPEN: [&str; 6] = ["面议", "面谈", "协商", "待定", "双方协商", "其他"];

/// Reads the modes of one text.
///
/// # Errors
/// When a part of it is no known mode; the reason names the part.
pub(crate) fn parse(text: &str) -> Result<Modes, String> {
    let mut found = Modes::default();
    for part in super::list::split(&text.replace(['/', '或', '和', '及', '+', '与'], "；")) {
        let plain = without_brackets(&part);
        if super::is_nothing(&plain) {
            continue;
        }
        if plain.contains("先使用后付费") || plain.contains("先试用后付费") {
            found.trial = true;
        } else if ANY.contains(&plain.as_str()) {
            found.modes.extend([Assignment, Licence, EquityContribution, JointDevelopment]);
            found.words.push(part.clone());
        } else if OPEN.contains(&plain.as_str()) {
            found.words.push(part.clone());
        } else if let Some(mode) = find(&plain) {
            found.modes.push(mode);
        } else {
            let known: Vec<&str> = TransferMode::ALL.into_iter().map(TransferMode::label).collect();
            return Err(format!("看不懂转化方式“{part}”：请从{}中选填，多项用顿号隔开，或填“均可”", known.join("、")));
        }
    }
    found.modes.sort();
    found.modes.dedup();
    Ok(found)
}

fn find(plain: &str) -> Option<TransferMode> {
    TransferMode::find(plain).or_else(|| SYNONYMS.iter().find(|(_, words)| words.contains(&plain)).map(|(mode, _)| *mode))
}

fn without_brackets(part: &str) -> String {
    let folded = domain::text::half_width(part);
    folded.split('(').next().unwrap_or_default().trim().trim_end_matches(['等', '。', '.']).to_owned()
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
            ("作价入股、产学研合作", vec![EquityContribution, JointDevelopment]),
            ("许可（普通许可）或转让等", vec![Assignment, Licence]),
            ("assignment; licence", vec![Assignment, Licence]),
            ("均可", vec![Assignment, Licence, EquityContribution, JointDevelopment]),
            ("面议", vec![]),
        ] {
            assert_eq!(parse(text).map(|found| found.modes), Ok(modes), "{text}");
        }
        assert_eq!(parse("许可；先使用后付费").map(|found| found.trial), Ok(true));
    }

    #[test]
    fn an_unknown_mode_is_told_by_its_name() {
        assert!(parse("转让、融资租赁").expect_err("unknown").contains("融资租赁"));
    }
}
