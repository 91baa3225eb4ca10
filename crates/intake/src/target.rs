//! Where a column goes: into a field of the listing, into its notes, or nowhere.

use serde::{Deserialize, Serialize};

/// A field of a listing that a column can fill.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// 成果名称.
    Title,
    /// 单位内部编号: an import finds its rows again by it.
    ExternalNumber,
    /// 一句话简介.
    Summary,
    /// 成果摘要.
    Abstract,
    /// 解决的问题.
    Problem,
    /// 指标对比, as JSON only.
    Improvements,
    /// 应用领域.
    Field,
    /// 国民经济行业.
    Industry,
    /// 学科.
    Subject,
    /// IPC 分类号.
    Ipc,
    /// 关键词.
    Keywords,
    /// 技术成熟度.
    Maturity,
    /// 完成人.
    Completers,
    /// 共有权利人.
    CoOwners,
    /// 共有权利人已有约定.
    CoOwnersAgreed,
    /// 来源机构: who is named as institution in the file.
    Institutions,
    /// 专利号.
    Patents,
    /// 专利状态.
    PatentStatus,
    /// 专利申请日.
    PatentFiledOn,
    /// 其他知识产权.
    OtherRights,
    /// 转化方式.
    Modes,
    /// 意向价格.
    Price,
    /// 先使用后付费.
    Trial,
    /// 职务科技成果.
    ServiceAchievement,
    /// 联系人.
    ContactName,
    /// 联系方式: telephone or mail.
    Contact,
    /// 所在县（市、区）.
    County,
    /// 完成年份.
    Year,
}

impl Field {
    /// Every field, in the order in which people choose from them.
    pub const ALL: [Self; 28] = [
        Self::Title,
        Self::ExternalNumber,
        Self::Summary,
        Self::Abstract,
        Self::Problem,
        Self::Improvements,
        Self::Field,
        Self::Industry,
        Self::Subject,
        Self::Ipc,
        Self::Keywords,
        Self::Maturity,
        Self::Completers,
        Self::CoOwners,
        Self::CoOwnersAgreed,
        Self::Institutions,
        Self::Patents,
        Self::PatentStatus,
        Self::PatentFiledOn,
        Self::OtherRights,
        Self::Modes,
        Self::Price,
        Self::Trial,
        Self::ServiceAchievement,
        Self::ContactName,
        Self::Contact,
        Self::County,
        Self::Year,
    ];

    /// The Chinese name, as in forms and in the template.
    pub fn label(self) -> &'static str {
        match self {
            Self::Title => "成果名称",
            Self::ExternalNumber => "成果编号",
            Self::Summary => "一句话简介",
            Self::Abstract => "成果摘要",
            Self::Problem => "解决的问题",
            Self::Improvements => "指标对比",
            Self::Field => "应用领域",
            Self::Industry => "国民经济行业",
            Self::Subject => "学科",
            Self::Ipc => "IPC分类号",
            Self::Keywords => "关键词",
            Self::Maturity => "成熟度",
            Self::Completers => "完成人",
            Self::CoOwners => "共有权利人",
            Self::CoOwnersAgreed => "共有人已约定",
            Self::Institutions => "完成单位",
            Self::Patents => "专利号",
            Self::PatentStatus => "专利状态",
            Self::PatentFiledOn => "专利申请日",
            Self::OtherRights => "其他知识产权",
            Self::Modes => "转化方式",
            Self::Price => "意向价格",
            Self::Trial => "先使用后付费",
            Self::ServiceAchievement => "职务科技成果",
            Self::ContactName => "联系人",
            Self::Contact => "联系方式",
            Self::County => "县区",
            Self::Year => "完成年份",
        }
    }

    /// The name of the field as in the API and in errors.
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::ExternalNumber => "external_number",
            Self::Summary => "summary",
            Self::Abstract => "abstract",
            Self::Problem => "problem",
            Self::Improvements => "improvements",
            Self::Field => "field",
            Self::Industry => "industry",
            Self::Subject => "subject",
            Self::Ipc => "ipc",
            Self::Keywords => "keywords",
            Self::Maturity => "maturity",
            Self::Completers => "completers",
            Self::CoOwners => "co_owners",
            Self::CoOwnersAgreed => "co_owners_agreed",
            Self::Institutions => "institutions",
            Self::Patents => "patents",
            Self::PatentStatus => "patent_status",
            Self::PatentFiledOn => "patent_filed_on",
            Self::OtherRights => "other_rights",
            Self::Modes => "modes",
            Self::Price => "price",
            Self::Trial => "trial_offered",
            Self::ServiceAchievement => "service_achievement",
            Self::ContactName => "contact_name",
            Self::Contact => "contact",
            Self::County => "county",
            Self::Year => "year",
        }
    }

    /// Whether several columns may fill it together (`关键词1`, `关键词2`); of any other field the first column counts.
    pub(crate) fn takes_several_columns(self) -> bool {
        match self {
            Self::Keywords
            | Self::Completers
            | Self::CoOwners
            | Self::Institutions
            | Self::Patents
            | Self::Ipc
            | Self::Contact => true,
            Self::Title
            | Self::ExternalNumber
            | Self::Summary
            | Self::Abstract
            | Self::Problem
            | Self::Improvements
            | Self::Field
            | Self::Industry
            | Self::Subject
            | Self::Maturity
            | Self::CoOwnersAgreed
            | Self::PatentStatus
            | Self::PatentFiledOn
            | Self::OtherRights
            | Self::Modes
            | Self::Price
            | Self::Trial
            | Self::ServiceAchievement
            | Self::ContactName
            | Self::County
            | Self::Year => false,
        }
    }
}

/// Where a column goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", content = "field", rename_all = "snake_case")]
pub enum Target {
    /// Into a field.
    Field(Field),
    /// Into the notes of the listing, under its heading.
    Note,
    /// Nowhere: row counters, and what a person chose to leave out.
    Ignore,
}

impl Target {
    /// For people: the field, `附加信息`, `不导入`.
    pub fn label(self) -> &'static str {
        match self {
            Self::Field(field) => field.label(),
            Self::Note => "附加信息",
            Self::Ignore => "不导入",
        }
    }

    /// As in a form: the name of the field, `note`, `ignore`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Field(field) => field.name(),
            Self::Note => "note",
            Self::Ignore => "ignore",
        }
    }

    /// Reads [`Target::name`].
    pub fn find(name: &str) -> Option<Self> {
        match name {
            "note" => Some(Self::Note),
            "ignore" => Some(Self::Ignore),
            _ => Field::ALL
                .into_iter()
                .find(|field| field.name() == name)
                .map(Self::Field),
        }
    }
}
