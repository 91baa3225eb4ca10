//! Checks of a contract against the law, as far as the terms, the listing and the text alone can tell.
//!
//! What it is not: a judgement. A bar is something the law forbids outright or wants stated; a warning is for the two
//! sides to think about. What needs outside data (pledges, annual fees, other licences) is not judged here.

use jiff::civil::Date;
use serde::Serialize;

use crate::catalogue::achievement::{Listing, Patent, Standing, TransferMode};
use crate::deals::contract::kind::ContractKind;
use crate::deals::contract::text::ContractText;
use crate::deals::licence::LicenceKind;
use crate::deals::terms::{ImprovementsOwner, PaymentPlan, Terms};
use crate::money::fen::Fen;
use crate::time::chinese_day;

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// 须改正: the contract cannot be confirmed.
    Bar,
    /// 请注意.
    Warn,
}

impl Severity {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Bar, Self::Warn];

    /// As in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Bar => "bar",
            Self::Warn => "warn",
        }
    }

    /// The Chinese word.
    pub fn label(self) -> &'static str {
        match self {
            Self::Bar => "须改正",
            Self::Warn => "请注意",
        }
    }
}

/// Something found, with the article that it rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// A stable word for programs.
    pub code: &'static str,
    /// `民法典第八百六十五条`.
    pub article: &'static str,
    /// How grave.
    pub severity: Severity,
    /// What is wrong and what to do.
    pub text: String,
    /// Where to mend it: `terms/period_to`, `listing/patents`, `text/title`.
    pub field: &'static str,
}

const CIVIL_845: &str = "民法典第八百四十五条";
const CIVIL_846: &str = "民法典第八百四十六条";
const CIVIL_847: &str = "民法典第八百四十七条";
const CIVIL_865: &str = "民法典第八百六十五条";
const CIVIL_867: &str = "民法典第八百六十七条";
const PATENT_14: &str = "专利法第十四条";
const PATENT_50: &str = "专利法第五十条";
const INTERPRETATION_10: &str = "最高人民法院关于审理技术合同纠纷案件的解释第十条";
const INTERPRETATION_14: &str = "最高人民法院关于审理技术合同纠纷案件的解释第十四条";
const INTERPRETATION_42: &str = "最高人民法院关于审理技术合同纠纷案件的解释第四十二条";

/// Every finding about a contract of these terms about this listing with this text, made on a day; bars first.
pub fn check(terms: &Terms, listing: &Listing, text: &ContractText, today: Date) -> Vec<Finding> {
    let mut findings = Vec::new();
    check_patents(&mut findings, terms, listing, today);
    check_period(&mut findings, terms, listing);
    check_right_to_dispose(&mut findings, terms, listing);
    check_payment(&mut findings, terms, text);
    check_restraints(&mut findings, terms, text);
    check_name(&mut findings, terms, text);
    findings.sort_by_key(|finding| finding.severity);
    findings
}

fn passes_rights(mode: TransferMode) -> bool {
    match mode {
        TransferMode::Assignment | TransferMode::Licence | TransferMode::EquityContribution => true,
        TransferMode::JointDevelopment
        | TransferMode::CommissionedDevelopment
        | TransferMode::Consulting
        | TransferMode::Service => false,
    }
}

/// Civil Code 845 (what is to be stated of a patent) and 865 (a dead patent is licensed to nobody, whatever was typed
/// about it).
fn check_patents(findings: &mut Vec<Finding>, terms: &Terms, listing: &Listing, today: Date) {
    if !passes_rights(terms.mode) {
        return;
    }
    let mut bar = |code, article, text| {
        findings.push(Finding {
            code,
            article,
            severity: Severity::Bar,
            text,
            field: "listing/patents",
        });
    };
    for patent in &listing.patents {
        let number = &patent.number;
        if patent.filed_on.is_none() {
            bar(
                "patent_data_incomplete",
                CIVIL_845,
                format!(
                    "专利 {number} 未填申请日，无法注明有效期限。请在成果的专利信息中补充申请日"
                ),
            );
        }
        match patent.standing_on(today) {
            Standing::Lapsed => bar(
                "patent_lapsed",
                CIVIL_865,
                format!(
                    "专利 {number} 已失效，不得再就其订立转让或许可合同。请从成果中删去，或改为技术秘密、技术服务"
                ),
            ),
            Standing::Ended(last) => bar(
                "patent_expired",
                CIVIL_865,
                format!(
                    "专利 {number} 的保护期最晚至{}，已经届满，不得再就其订立转让或许可合同。请从成果中删去，或改为技术秘密、技术服务",
                    chinese_day(last)
                ),
            ),
            Standing::NotFiledYet => bar(
                "patent_in_the_future",
                CIVIL_845,
                format!(
                    "专利 {number} 的申请日晚于今天，不会是真的。请在成果的专利信息中核对专利号和申请日"
                ),
            ),
            Standing::InForce | Standing::Pending => {}
        }
    }
    let all_granted = listing
        .patents
        .iter()
        .all(|patent| patent.standing_on(today) == Standing::InForce);
    if terms.licence_kind == Some(LicenceKind::Open) && (listing.patents.is_empty() || !all_granted)
    {
        let text =
            "开放许可只适用于已授权的专利。请改选普通许可，或待授权后再实行开放许可".to_owned();
        findings.push(Finding {
            code: "open_licence_without_grant",
            article: PATENT_50,
            severity: Severity::Bar,
            text,
            field: "terms/licence_kind",
        });
    }
}

/// Civil Code 865: a licence holds only while the patent does.
fn check_period(findings: &mut Vec<Finding>, terms: &Terms, listing: &Listing) {
    if terms.mode != TransferMode::Licence {
        return;
    }
    let last = listing.patents.iter().map(Patent::expires_at_latest).max();
    let first = listing.patents.iter().map(Patent::expires_at_latest).min();
    let (Some(first), Some(last)) = (first, last) else {
        return;
    };
    let mut find = |code, severity, text| {
        findings.push(Finding {
            code,
            article: CIVIL_865,
            severity,
            text,
            field: "terms/period_to",
        })
    };
    match terms.period_to {
        Some(to) if to > last => {
            find(
                "licence_outlives_patent",
                Severity::Bar,
                format!(
                    "许可期限至{}，晚于专利有效期限（{}）。请提前许可的止日",
                    chinese_day(to),
                    chinese_day(last)
                ),
            );
        }
        Some(to) if to > first => {
            find(
                "licence_outlives_a_patent",
                Severity::Warn,
                format!(
                    "其中一项专利在{}到期，早于许可的止日。请约定到期后的价款",
                    chinese_day(first)
                ),
            );
        }
        Some(_) => {}
        None => find(
            "licence_without_end",
            Severity::Warn,
            format!(
                "未约定许可的止日。专利许可最长至{}，请约定期限",
                chinese_day(last)
            ),
        ),
    }
}

/// Patent Law 14 (co-owners), Civil Code 867 (licensees) and 847 (completers).
fn check_right_to_dispose(findings: &mut Vec<Finding>, terms: &Terms, listing: &Listing) {
    let alone_allowed =
        !passes_rights(terms.mode) || terms.licence_kind == Some(LicenceKind::NonExclusive);
    if !listing.patents.is_empty()
        && !listing.co_owners.is_empty()
        && !listing.co_owners_agreed
        && !alone_allowed
    {
        let how = terms
            .licence_kind
            .map_or(terms.mode.label(), LicenceKind::label);
        let text = format!(
            "专利与{}共有且没有约定权利如何行使，一方只能单独给予普通许可，不能{how}。请取得全体共有人同意并在成果中注明，或改为普通许可",
            listing.co_owners.join("、")
        );
        findings.push(Finding {
            code: "co_owners_not_agreed",
            article: PATENT_14,
            severity: Severity::Bar,
            text,
            field: "terms/licence_kind",
        });
    }
    if terms.licence_kind == Some(LicenceKind::SubLicence) {
        let text = "被许可人未经许可人同意不得再许可他人。请核对原许可合同是否允许分许可，并附权利人的书面同意".to_owned();
        findings.push(Finding {
            code: "sub_licence_needs_consent",
            article: CIVIL_867,
            severity: Severity::Warn,
            text,
            field: "terms/licence_kind",
        });
    }
    if terms.mode == TransferMode::Assignment
        && listing.service_achievement
        && !listing.completers.is_empty()
    {
        let text = format!(
            "转让职务科技成果时，完成人（{}）在同等条件下优先受让。请先通知完成人并保存答复",
            listing.completers.join("、")
        );
        findings.push(Finding {
            code: "completers_come_first",
            article: CIVIL_847,
            severity: Severity::Warn,
            text,
            field: "listing/completers",
        });
    }
}

/// Words that betray a part which is no technology.
const NON_TECHNICAL_WORDS: [&str; 8] = [
    "设备", "仪器", "材料", "原料", "样机", "备件", "安装", "土建",
];

/// Civil Code 846 (how it is paid) and interpretation 14 (what is no technology is itemised).
fn check_payment(findings: &mut Vec<Finding>, terms: &Terms, text: &ContractText) {
    match &terms.payment {
        PaymentPlan::LumpSum { due_on: None, .. } => {
            let text = "一次总付未约定付款日。请在条款中填写付款日".to_owned();
            findings.push(Finding {
                code: "payment_day_missing",
                article: CIVIL_846,
                severity: Severity::Warn,
                text,
                field: "terms/due_on",
            });
        }
        PaymentPlan::Royalty { .. } | PaymentPlan::InitialFeeAndRoyalty { .. }
            if !text.plain().contains("账目") =>
        {
            let text =
                "提成支付宜约定查阅会计账目的办法。请在正文“价款和支付方式”中写明".to_owned();
            findings.push(Finding {
                code: "accounts_not_agreed",
                article: CIVIL_846,
                severity: Severity::Warn,
                text,
                field: "text/clauses",
            });
        }
        PaymentPlan::LumpSum { .. }
        | PaymentPlan::Instalments { .. }
        | PaymentPlan::Royalty { .. }
        | PaymentPlan::InitialFeeAndRoyalty { .. } => {}
    }
    if let Some(price) = terms.payment.fixed_fen()
        && !names_amount(&text.plain(), price)
    {
        let text =
            format!("正文中没有双方接受的金额 {price}。请核对价款条款，金额有变时请先重新报价");
        findings.push(Finding {
            code: "price_not_in_text",
            article: CIVIL_846,
            severity: Severity::Bar,
            text,
            field: "text/clauses",
        });
    }
    let words = NON_TECHNICAL_WORDS
        .into_iter()
        .filter(|word| terms.delivery.contains(word) || terms.other_terms.contains(word));
    let words: Vec<&str> = words.collect();
    if terms.non_technical.is_empty() && !words.is_empty() {
        let text = format!(
            "条款中提到“{}”，但没有分项列出非技术性款项。价款含这些费用的，请在“非技术部分”逐项填写金额",
            words.join("”“")
        );
        findings.push(Finding {
            code: "non_technical_not_itemised",
            article: INTERPRETATION_14,
            severity: Severity::Warn,
            text,
            field: "terms/non_technical",
        });
    }
}

/// Whether a text names an amount in one of the ways people write it, and not only as the tail of a larger one.
fn names_amount(text: &str, amount: Fen) -> bool {
    let full = amount.in_yuan();
    let round = full.trim_end_matches(".00").to_owned();
    let plain = round.replace(',', "");
    let ways = [
        amount.in_prose(),
        format!("{round}元"),
        format!("{plain}元"),
        format!("{}元", full.replace(',', "")),
        full,
    ];
    ways.iter().any(|way| {
        let mut places = text.match_indices(way.as_str());
        places.any(|(at, _)| {
            !text[..at].ends_with(|c: char| c.is_ascii_digit() || matches!(c, ',' | '.'))
        })
    })
}

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

fn check_restraints(findings: &mut Vec<Finding>, terms: &Terms, text: &ContractText) {
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
fn check_name(findings: &mut Vec<Finding>, terms: &Terms, text: &ContractText) {
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

#[cfg(test)]
mod tests;
