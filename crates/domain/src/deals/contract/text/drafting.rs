//! A first text, clause by clause, from the agreed terms.

use crate::catalogue::achievement::{Listing, Patent, PatentStatus};
use crate::deals::contract::kind::ContractKind;
use crate::deals::contract::text::clauses::{Clause, ContractText};
use crate::deals::party::Side;
use crate::deals::terms;
use crate::deals::terms::{PaymentPlan, Terms};
use crate::money::fen::Fen;
use crate::people::organisation::NewOrganisation;
use crate::time::{Timestamp, chinese_day};

/// Who concludes a contract.
#[derive(Clone, Copy, Debug)]
pub struct Parties<'a> {
    /// 卖方.
    pub seller: &'a NewOrganisation,
    /// 买方.
    pub buyer: &'a NewOrganisation,
    /// 技术经纪机构.
    pub broker: Option<&'a NewOrganisation>,
}

const NOT_AGREED: &str = "双方未作约定，由双方另行协商补充（民法典第五百一十条）。";

/// A first text from agreed terms, deterministic: the same arguments give the same bytes.
pub fn draft(
    terms: &Terms,
    parties: &Parties<'_>,
    listing: &Listing,
    now: Timestamp,
) -> ContractText {
    let kind = ContractKind::from(terms.mode);
    let mut clauses = Vec::new();
    let mut clause = |heading: &str, body: String| {
        clauses.push(Clause {
            heading: heading.to_owned(),
            body,
        })
    };
    let or_not_agreed = |text: &str| {
        if text.is_empty() {
            NOT_AGREED.to_owned()
        } else {
            text.to_owned()
        }
    };

    clause("当事人", parties_text(kind, parties));
    clause("项目名称和标的", subject_text(listing));
    clause("专利和其他知识产权", rights_text(listing, parties.seller));
    clause("转化方式、范围和期限", scope_text(terms));
    clause("价款和支付方式", payment_text(&terms.payment));
    clause("技术部分和非技术部分", parts_text(terms));
    if let Some(trial) = terms.trial {
        let (until, convert_by) = (chinese_day(trial.until), chinese_day(trial.convert_by));
        clause(
            "先使用后付费",
            format!(
                "试用期至{until}止，试用期内买方不付款。买方应在{convert_by}前书面告知是否转为付费使用；逾期未告知的，视为不转，买方停止使用。"
            ),
        );
    }
    clause("技术资料的交付", or_not_agreed(&terms.delivery));
    clause("验收标准和方法", or_not_agreed(&terms.acceptance));
    clause(
        "后续改进成果",
        format!(
            "一方后续改进的技术成果{}（民法典第八百七十五条）。",
            terms.improvements.label()
        ),
    );
    let secrecy =
        "双方对在订立和履行本合同中知悉的技术秘密和商业秘密负有保密义务，合同终止后仍然有效。";
    clause(
        "保密",
        if terms.confidentiality.is_empty() {
            secrecy.to_owned()
        } else {
            terms.confidentiality.clone()
        },
    );
    if let Some(formalities) = formalities_text(kind, listing) {
        clause("登记和备案", formalities);
    }
    clause(
        "技术合同认定登记",
        "本合同生效后，由卖方向技术合同登记机构申请认定登记，买方予以配合。".to_owned(),
    );
    if let Some(broker) = parties.broker {
        clause(
            "中介",
            format!(
                "本合同经{}（统一社会信用代码 {}）引荐促成。中介报酬由其与委托人另行约定。",
                broker.name, broker.credit_code
            ),
        );
    }
    clause("其他约定", or_not_agreed(&terms.other_terms));
    clause("合同形式和生效", form_text(kind, now));
    ContractText {
        title: format!("“{}”{}", listing.title, kind.label()),
        clauses,
    }
}

fn parties_text(kind: ContractKind, parties: &Parties<'_>) -> String {
    let mut lines = Vec::new();
    for (side, who) in [(Side::Seller, parties.seller), (Side::Buyer, parties.buyer)] {
        lines.push(format!(
            "{}（{}）：{}，统一社会信用代码 {}。",
            side.label(),
            kind.role_of(side),
            who.name,
            who.credit_code
        ));
        let known = [
            ("住所", &who.address),
            ("法定代表人", &who.legal_representative),
            ("电话", &who.phone),
        ];
        let known: Vec<String> = known
            .iter()
            .filter(|(_, text)| !text.is_empty())
            .map(|(label, text)| format!("{label}：{text}"))
            .collect();
        if !known.is_empty() {
            lines.push(format!("{}。", known.join("；")));
        }
    }
    lines.join("\n")
}

fn subject_text(listing: &Listing) -> String {
    let mut lines = vec![format!("项目名称：{}。", listing.title)];
    for (label, text) in [
        ("技术内容", &listing.summary),
        ("解决的问题", &listing.problem),
        ("应用领域", &listing.field),
    ] {
        if !text.is_empty() {
            lines.push(format!("{label}：{text}"));
        }
    }
    for row in &listing.improvements {
        lines.push(
            format!("技术指标：{} {} {}", row.indicator, row.ours, row.unit)
                .trim_end()
                .to_owned(),
        );
    }
    if let Some(maturity) = &listing.maturity {
        lines.push(format!(
            "技术成熟度：{} 级（{}）。",
            maturity.level,
            maturity.word()
        ));
    }
    lines.join("\n")
}

fn rights_text(listing: &Listing, seller: &NewOrganisation) -> String {
    let mut lines = Vec::new();
    let owners: Vec<&str> = std::iter::once(seller.name.as_str())
        .chain(listing.co_owners.iter().map(String::as_str))
        .collect();
    for patent in &listing.patents {
        lines.push(patent_text(patent));
    }
    if listing.patents.is_empty() {
        lines.push("本合同不涉及专利。".to_owned());
    } else {
        lines.push(format!("专利申请人（专利权人）：{}。", owners.join("、")));
    }
    if !listing.other_rights.is_empty() {
        lines.push(format!("其他知识产权：{}", listing.other_rights));
    }
    if !listing.co_owners.is_empty() {
        let agreed = if listing.co_owners_agreed {
            "已就权利的行使作出约定"
        } else {
            "未就权利的行使作出约定"
        };
        lines.push(format!(
            "共有权利人：{}；共有人之间{agreed}（专利法第十四条）。",
            listing.co_owners.join("、")
        ));
    }
    lines.join("\n")
}

fn patent_text(patent: &Patent) -> String {
    let number = match patent.status {
        PatentStatus::Pending => format!("申请号 {}", patent.number),
        PatentStatus::Granted | PatentStatus::Lapsed => format!("专利号 ZL{}", patent.number),
    };
    let dates = match (patent.filed_on, patent.expires_on()) {
        (Some(filed), Some(expires)) => format!(
            "申请日 {}，有效期限至 {}",
            chinese_day(filed),
            chinese_day(expires)
        ),
        (_, None) | (None, _) => "申请日未填".to_owned(),
    };
    format!(
        "{}，{number}，法律状态：{}，{dates}。",
        patent.number.kind().label(),
        patent.status.label()
    )
}

fn scope_text(terms: &Terms) -> String {
    let mut lines = vec![format!("转化方式：{}。", terms.mode.label())];
    if let Some(kind) = terms.licence_kind {
        lines.push(format!(
            "许可方式：{}（{}）。",
            kind.label(),
            kind.meaning()
        ));
    }
    let said = |text: &str| {
        if text.is_empty() {
            "未约定".to_owned()
        } else {
            text.to_owned()
        }
    };
    lines.push(format!(
        "地域范围：{}。使用领域：{}。",
        said(&terms.territory),
        said(&terms.field_of_use)
    ));
    lines.push(format!(
        "期限：{}。",
        terms::period_text(terms.period_from, terms.period_to)
    ));
    lines.join("\n")
}

fn payment_text(payment: &PaymentPlan) -> String {
    let accounts =
        "买方应保存与提成有关的会计账目，卖方有权按双方约定的办法查阅（民法典第八百四十六条）。";
    match payment {
        PaymentPlan::LumpSum { price_fen, due_on } => {
            let due = due_on.map_or_else(
                || "付款日由双方另行约定".to_owned(),
                |day| format!("于{}前付清", chinese_day(day)),
            );
            format!("价款{}，一次总算、一次总付，{due}。", in_full(*price_fen))
        }
        PaymentPlan::Instalments {
            price_fen,
            instalments,
        } => {
            format!(
                "价款{}，一次总算、分期支付：{}。",
                in_full(*price_fen),
                terms::instalment_text(instalments)
            )
        }
        PaymentPlan::Royalty { rate_ppm, base } => {
            format!(
                "提成支付：按{base}的 {} 提成。\n{accounts}",
                terms::percent(*rate_ppm)
            )
        }
        PaymentPlan::InitialFeeAndRoyalty {
            initial_fee_fen,
            rate_ppm,
            base,
        } => {
            let rate = terms::percent(*rate_ppm);
            format!(
                "提成支付附加预付入门费：入门费{}，另按{base}的 {rate} 提成。\n{accounts}",
                in_full(*initial_fee_fen)
            )
        }
    }
}

/// `600,000.00 元`: a contract writes no rounded sums.
fn in_full(amount: Fen) -> String {
    format!("人民币 {amount}")
}

fn parts_text(terms: &Terms) -> String {
    if terms.non_technical.is_empty() {
        return "价款中不包含设备、材料等非技术性款项。".to_owned();
    }
    let items: Vec<String> = terms
        .non_technical
        .iter()
        .map(|item| format!("{}{}", item.name, in_full(item.amount_fen)))
        .collect();
    let technology = terms
        .technology_fen()
        .map_or_else(String::new, |fen| format!("技术部分{}。", in_full(fen)));
    format!(
        "价款中的非技术性款项分项如下：{}。{technology}依据：最高人民法院关于审理技术合同纠纷案件的解释第十四条。",
        items.join("；")
    )
}

/// What the two have to do at the patent office, if anything.
fn formalities_text(kind: ContractKind, listing: &Listing) -> Option<String> {
    if listing.patents.is_empty() {
        return None;
    }
    match kind {
        ContractKind::Licence => {
            Some("涉及专利实施许可的，双方自本合同生效之日起 3 个月内向国务院专利行政部门备案（专利法实施细则第十五条）。".to_owned())
        }
        ContractKind::Assignment => {
            Some("专利申请权或者专利权的转让向国务院专利行政部门登记，自登记之日起生效（专利法第十条）。".to_owned())
        }
        ContractKind::CommissionedDevelopment | ContractKind::CooperativeDevelopment | ContractKind::Consulting | ContractKind::Service => {
            None
        }
    }
}

fn form_text(kind: ContractKind, now: Timestamp) -> String {
    let article = kind.written_form().map_or_else(String::new, |article| {
        format!("本合同采用书面形式（{article}）。")
    });
    format!(
        "{article}可以随时调取查用的数据电文视为书面形式（民法典第四百六十九条）。双方确认同一正文（以正文的 SHA-256 校验值为准）时，本合同成立并生效；正文的任何修改须经双方重新确认。\n本文本根据双方接受的条款于{}拟定。",
        now.chinese_day()
    )
}
