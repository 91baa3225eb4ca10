//! What the text says that it should not: restraints, and a name against the content.

use crate::deals::contract::check::finding::{
    Finding, INTERPRETATION_10, INTERPRETATION_42, Severity,
};
use crate::deals::contract::kind::ContractKind;
use crate::deals::contract::text::ContractText;
use crate::deals::terms::{ImprovementsOwner, Terms};

/// The six restraints of interpretation 10, each with phrases that hint at it. A hint only: whether a clause is void
/// depends on its circumstances.
const RESTRAINTS: [(&str, &str, &[&str]); 6] = [
    (
        "restraint_on_improvement",
        "限制改进或要求无偿交出改进成果",
        &[
            "不得改进",
            "不得进行改进",
            "禁止改进",
            "不得再研究",
            "不得进行新的研究",
            "不得自行研发",
            "无偿提供改进",
            "改进成果无偿",
            "无偿归",
        ],
    ),
    (
        "restraint_on_other_technology",
        "限制从其他来源获得技术",
        &[
            "不得使用同类技术",
            "不得引进",
            "不得采用竞争",
            "不得从其他",
            "不得从第三方获得",
            "不得使用竞争技术",
        ],
    ),
    (
        "restraint_on_use",
        "不合理限制产量、品种、价格或销售渠道",
        &[
            "产量不得超过",
            "限制产量",
            "最低销售价",
            "销售价格不得",
            "不得低于卖方规定的价格",
            "不得出口",
            "指定销售渠道",
            "不得销售至",
        ],
    ),
    (
        "tying",
        "搭售非必需的技术、设备、原材料或服务",
        &[
            "必须购买",
            "应当购买卖方",
            "须同时购买",
            "须向卖方采购",
            "必须接受卖方派遣",
            "必须聘用",
        ],
    ),
    (
        "restraint_on_sourcing",
        "限制原材料、零部件或设备的采购渠道",
        &[
            "只能从卖方",
            "只能向卖方",
            "指定供应商",
            "不得向其他供应商",
            "不得从其他供应商",
            "限定采购渠道",
        ],
    ),
    (
        "no_challenge",
        "禁止对知识产权的有效性提出异议",
        &[
            "不得提出异议",
            "不得对专利有效性",
            "不得质疑",
            "不得请求宣告",
            "不得提起无效",
            "不得申请宣告",
            "放弃提出异议",
        ],
    ),
];

pub(super) fn check_restraints(findings: &mut Vec<Finding>, terms: &Terms, text: &ContractText) {
    // The clause about the other terms repeats them; the text may also have been changed by hand.
    let all = format!("{}\n{}", terms.other_terms, text.plain());
    for (code, what, phrases) in RESTRAINTS {
        if let Some(phrase) = phrases.iter().find(|phrase| all.contains(*phrase)) {
            let text = format!(
                "“{phrase}”可能构成{what}，属非法垄断技术的，该条款无效（民法典第八百五十条）。请删去或说明合理理由"
            );
            findings.push(Finding {
                code,
                article: INTERPRETATION_10,
                severity: Severity::Warn,
                text,
                field: "terms/other_terms",
            });
        }
    }
    if terms.improvements == ImprovementsOwner::Seller {
        let text =
            "约定后续改进成果归卖方所有。买方的改进无偿归卖方属于不对等条件，可能无效；请约定合理对价，或改为归改进方所有".to_owned();
        findings.push(Finding {
            code: "improvements_to_seller",
            article: INTERPRETATION_10,
            severity: Severity::Warn,
            text,
            field: "terms/improvements",
        });
    }
}

/// Contracts that are no technology contracts at all.
const OTHER_CONTRACTS: [&str; 7] = [
    "买卖合同",
    "采购合同",
    "购销合同",
    "租赁合同",
    "承揽合同",
    "施工合同",
    "劳务合同",
];

/// Words in a name that say one kind of technology contract.
const NAMES: [(&str, &[ContractKind]); 5] = [
    (
        "开发",
        &[
            ContractKind::CommissionedDevelopment,
            ContractKind::CooperativeDevelopment,
        ],
    ),
    ("转让", &[ContractKind::Assignment]),
    ("许可", &[ContractKind::Licence]),
    ("咨询", &[ContractKind::Consulting]),
    ("服务", &[ContractKind::Service]),
];

/// Interpretation 42: the content decides, so a name that says otherwise only confuses.
pub(super) fn check_name(findings: &mut Vec<Finding>, terms: &Terms, text: &ContractText) {
    let kind = ContractKind::from(terms.mode);
    let other = OTHER_CONTRACTS
        .into_iter()
        .find(|name| text.title.contains(name));
    let wrong = NAMES.into_iter().find(|(word, kinds)| {
        !kinds.contains(&kind) && text.title.contains(&format!("{word}合同"))
    });
    let Some(said) = other.or(wrong.map(|(word, _)| word)) else {
        return;
    };
    let text = format!(
        "合同名称写的是“{said}”，约定的内容是{}。合同类型按内容认定，请使名称与内容一致",
        kind.label()
    );
    findings.push(Finding {
        code: "name_against_content",
        article: INTERPRETATION_42,
        severity: Severity::Warn,
        text,
        field: "text/title",
    });
}
