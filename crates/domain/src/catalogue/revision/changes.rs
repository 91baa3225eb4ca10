//! What an edit changes in a listing, field by field, in words.

use serde::Serialize;

use crate::catalogue::achievement::listing::{Improvement, Listing};
use crate::catalogue::achievement::patent::Patent;
use crate::people::county;
use crate::time::chinese_day;

/// One field of a listing, before and after.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FieldChange {
    /// Name of the field.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub field: &'static str,
    /// The Chinese word for it.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub label: &'static str,
    /// As it is, for people; empty when it was not filled in.
    pub old: String,
    /// As it shall be; empty when it is taken away.
    pub new: String,
}

/// What differs between two versions of a listing, in the order of the form.
pub fn changes(old: &Listing, new: &Listing) -> Vec<FieldChange> {
    let pairs = every_field(old).into_iter().zip(every_field(new));
    let differing = pairs.filter(|(before, after)| before.2 != after.2);
    differing
        .map(|((field, label, before), (_, _, after))| FieldChange {
            field,
            label,
            old: before,
            new: after,
        })
        .collect()
}

/// Every field of a listing in words. Taken apart without a rest: a field that is added later cannot be forgotten here.
fn every_field(listing: &Listing) -> Vec<(&'static str, &'static str, String)> {
    let Listing {
        title,
        summary,
        abstract_text,
        problem,
        improvements,
        field,
        industry,
        subject,
        ipc,
        keywords,
        maturity,
        co_owners,
        co_owners_agreed,
        completers,
        patents,
        other_rights,
        modes,
        price,
        trial_offered,
        service_achievement,
        contact_name,
        contact,
        county,
        year,
        institutions,
        notes,
    } = listing;
    let yes = |is: bool| {
        if is {
            "是".to_owned()
        } else {
            "否".to_owned()
        }
    };
    let lines = |lines: Vec<String>| lines.join("；");
    let notes = notes.iter().map(|(name, text)| format!("{name}：{text}"));
    vec![
        ("title", "成果名称", title.clone()),
        ("summary", "一句话简介", summary.clone()),
        ("abstract", "成果摘要", abstract_text.clone()),
        ("problem", "解决的问题", problem.clone()),
        (
            "improvements",
            "与现有水平对比",
            lines(improvements.iter().map(compared).collect()),
        ),
        ("field", "应用领域", field.clone()),
        ("keywords", "关键词", keywords.join("、")),
        ("industry", "国民经济行业", industry.clone()),
        ("subject", "学科", subject.clone()),
        ("ipc", "IPC 分类号", ipc.join("、")),
        (
            "maturity",
            "技术成熟度",
            maturity
                .as_ref()
                .map(|is| format!("{} 级（{}）", is.level, is.word()))
                .unwrap_or_default(),
        ),
        (
            "patents",
            "专利",
            lines(patents.iter().map(patent_words).collect()),
        ),
        ("other_rights", "其他知识产权", other_rights.clone()),
        ("co_owners", "共有权利人", co_owners.join("、")),
        (
            "co_owners_agreed",
            "共有权利人已约定权利行使方式",
            yes(*co_owners_agreed),
        ),
        ("completers", "完成人", completers.join("、")),
        (
            "service_achievement",
            "职务科技成果",
            yes(*service_achievement),
        ),
        (
            "modes",
            "转化方式",
            modes
                .iter()
                .map(|mode| mode.label())
                .collect::<Vec<_>>()
                .join("、"),
        ),
        ("price", "价格", price.label()),
        ("trial_offered", "可先使用后付费", yes(*trial_offered)),
        ("contact_name", "联系人", contact_name.clone()),
        ("contact", "联系方式", contact.clone()),
        (
            "county",
            "来源地",
            if county.is_empty() {
                String::new()
            } else {
                county::name_of(county)
            },
        ),
        (
            "year",
            "完成年份",
            year.map(|year| year.to_string()).unwrap_or_default(),
        ),
        ("institutions", "来源机构", institutions.join("、")),
        ("notes", "附加信息", lines(notes.collect())),
    ]
}

fn compared(row: &Improvement) -> String {
    let incumbent = if row.incumbent.is_empty() {
        "—"
    } else {
        &row.incumbent
    };
    format!(
        "{} {}（现有 {incumbent}）{}",
        row.indicator, row.ours, row.unit
    )
}

fn patent_words(patent: &Patent) -> String {
    let filed = patent
        .filed_on
        .map(|day| format!("，{}申请", chinese_day(day)))
        .unwrap_or_default();
    format!("{} {}{filed}", patent.number, patent.status.label())
}
