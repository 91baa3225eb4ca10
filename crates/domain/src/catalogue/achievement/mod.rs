//! Achievements 科技成果: what is listed, what must be right about it, and the states of a listing.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::catalogue::patent::PatentNumber;
use crate::catalogue::revision::Revision;
use crate::catalogue::vocabulary::Vocabulary;
use crate::field::{FieldError, Fields};
use crate::id::{AchievementId, OrganisationId};
use crate::money::fen;
use crate::money::fen::Fen;
use crate::people::county;
use crate::time::{Timestamp, parse_day};

/// How rights or know-how pass to a buyer 转化方式.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TransferMode {
    /// 转让.
    Assignment,
    /// 许可.
    Licence,
    /// 作价入股.
    EquityContribution,
    /// 合作开发.
    JointDevelopment,
    /// 委托开发.
    CommissionedDevelopment,
    /// 技术咨询.
    Consulting,
    /// 技术服务.
    Service,
}

impl TransferMode {
    /// Every mode.
    pub const ALL: [Self; 7] = [
        Self::Assignment,
        Self::Licence,
        Self::EquityContribution,
        Self::JointDevelopment,
        Self::CommissionedDevelopment,
        Self::Consulting,
        Self::Service,
    ];

    /// As stored and as in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Assignment => "assignment",
            Self::Licence => "licence",
            Self::EquityContribution => "equity_contribution",
            Self::JointDevelopment => "joint_development",
            Self::CommissionedDevelopment => "commissioned_development",
            Self::Consulting => "consulting",
            Self::Service => "service",
        }
    }

    /// The Chinese word.
    pub fn label(self) -> &'static str {
        match self {
            Self::Assignment => "转让",
            Self::Licence => "许可",
            Self::EquityContribution => "作价入股",
            Self::JointDevelopment => "合作开发",
            Self::CommissionedDevelopment => "委托开发",
            Self::Consulting => "技术咨询",
            Self::Service => "技术服务",
        }
    }

    /// Reads a mode by its Chinese word or its word in the API.
    pub fn find(text: &str) -> Option<Self> {
        let wanted = text.trim();
        Self::ALL
            .into_iter()
            .find(|mode| mode.label() == wanted || mode.as_str() == wanted)
    }
}

/// How far an achievement is from production 成熟度: a scale and a level on it, never a bare number.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Maturity {
    /// Name of the scale; `trl` is the only one in use.
    pub scale: String,
    /// 1 to 9.
    pub level: i64,
}

impl Maturity {
    /// Level on the default scale, technology readiness levels 1 to 9.
    pub fn trl(level: i64) -> Self {
        Self {
            scale: "trl".into(),
            level,
        }
    }

    /// The plain word shown beside the level.
    pub fn word(&self) -> &'static str {
        match self.level {
            ..=3 => "概念",
            4 | 5 => "小试",
            6 | 7 => "中试",
            _ => "量产",
        }
    }
}

/// What is asked for an achievement.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Price {
    /// 面议.
    #[default]
    Negotiable,
    /// One amount.
    Fixed {
        /// In fen.
        amount_fen: Fen,
    },
    /// Between two amounts.
    Range {
        /// In fen.
        min_fen: Fen,
        /// In fen.
        max_fen: Fen,
    },
}

impl Price {
    /// For people: `面议`, `20万元`, `20万元至50万元`.
    pub fn label(&self) -> String {
        match self {
            Self::Negotiable => "面议".into(),
            Self::Fixed { amount_fen } => amount_fen.in_prose(),
            Self::Range { min_fen, max_fen } => {
                format!("{}至{}", min_fen.in_prose(), max_fen.in_prose())
            }
        }
    }

    /// The least a buyer would pay; nothing when negotiable.
    pub fn least(&self) -> Option<Fen> {
        match self {
            Self::Negotiable => None,
            Self::Fixed { amount_fen } => Some(*amount_fen),
            Self::Range { min_fen, .. } => Some(*min_fen),
        }
    }
}

/// How much better than the incumbent, in numbers with a unit.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Improvement {
    /// What is measured: `导热系数`.
    pub indicator: String,
    /// This achievement's figure: `1500`.
    pub ours: String,
    /// The incumbent's figure: `400`.
    pub incumbent: String,
    /// Unit of both: `W/(m·K)`.
    pub unit: String,
}

/// Where a patent stands.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PatentStatus {
    /// 审中.
    #[default]
    Pending,
    /// 授权有效.
    Granted,
    /// 失效.
    Lapsed,
}

impl PatentStatus {
    /// The Chinese word.
    pub fn label(self) -> &'static str {
        match self {
            Self::Pending => "审中",
            Self::Granted => "授权有效",
            Self::Lapsed => "已失效",
        }
    }
}

/// A patent as typed.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PatentInput {
    /// Number in any form people write.
    pub number: String,
    /// Where it stands.
    pub status: PatentStatus,
    /// Day of filing; empty or nothing when it is not known.
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>))]
    #[serde(deserialize_with = "text_or_nothing")]
    pub filed_on: String,
}

/// What a listing says of a day that is not known is `null`; handed in again it means the same.
fn text_or_nothing<'de, D: serde::Deserializer<'de>>(input: D) -> Result<String, D::Error> {
    Option::<String>::deserialize(input).map(Option::unwrap_or_default)
}

/// A patent of an achievement.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Patent {
    /// Checked number.
    pub number: PatentNumber,
    /// Where it stands.
    pub status: PatentStatus,
    /// Day of filing, when known.
    pub filed_on: Option<Date>,
}

impl Patent {
    /// The last day of protection, when the day of filing is known.
    pub fn expires_on(&self) -> Option<Date> {
        self.filed_on.map(|day| self.number.expires(day))
    }

    /// The last day on which it can be in force: without a day of filing, the year in its number still bounds it.
    pub fn expires_at_latest(&self) -> Date {
        self.expires_on().unwrap_or_else(|| {
            self.number
                .expires(Date::constant(self.number.year(), 12, 31))
        })
    }

    /// Where it stands on a day, whatever was typed about it: what is past its term protects nothing any more.
    pub fn standing_on(&self, day: Date) -> Standing {
        let last = self.expires_at_latest();
        if self.is_filed_after(day) {
            Standing::NotFiledYet
        } else if last < day {
            Standing::Ended(last)
        } else if self.status == PatentStatus::Lapsed {
            Standing::Lapsed
        } else if self.status == PatentStatus::Granted {
            Standing::InForce
        } else {
            Standing::Pending
        }
    }

    /// Whether its number or its day of filing lies after a day.
    pub fn is_filed_after(&self, day: Date) -> bool {
        self.number.year() > day.year() || self.filed_on.is_some_and(|filed| filed > day)
    }
}

/// Where a patent stands on a given day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// 审中.
    Pending,
    /// 授权有效.
    InForce,
    /// 已失效, before the end of its term.
    Lapsed,
    /// Its term is over; the last day of protection, at latest.
    Ended(Date),
    /// Its number or day of filing lies in the future: it cannot be right.
    NotFiledYet,
}

impl Standing {
    /// The Chinese words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Pending => PatentStatus::Pending.label(),
            Self::InForce => PatentStatus::Granted.label(),
            Self::Lapsed => PatentStatus::Lapsed.label(),
            Self::Ended(_) => "保护期已满",
            Self::NotFiledYet => "申请日期有误",
        }
    }
}

/// A listing as someone describes it, not yet checked: what forms, imports and the API hand in.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AchievementInput {
    /// Title.
    pub title: String,
    /// One sentence.
    pub summary: String,
    /// Abstract, several paragraphs.
    #[serde(rename = "abstract")]
    pub abstract_text: String,
    /// Which problem it solves.
    pub problem: String,
    /// How much better than the incumbent.
    pub improvements: Vec<Improvement>,
    /// Application field 应用领域, by its name in the vocabulary `field`.
    pub field: String,
    /// GB/T 4754-2017 industry: code, name or both (`C26`, `26`, `C26 化学原料和化学制品制造业`).
    pub industry: String,
    /// GB/T 13745 subject: code, name or both (`430`, `材料科学`).
    pub subject: String,
    /// IPC symbols, from the patents (`C30B 29/36`).
    pub ipc: Vec<String>,
    /// Keywords: the first three are the core ones.
    pub keywords: Vec<String>,
    /// Level on the default scale, 1 to 9.
    pub maturity: Option<Maturity>,
    /// Other right holders 共有权利人, by name.
    pub co_owners: Vec<String>,
    /// Whether the co-owners agreed how the rights may be used.
    pub co_owners_agreed: bool,
    /// 完成人.
    pub completers: Vec<String>,
    /// Patents.
    pub patents: Vec<PatentInput>,
    /// Other rights: software copyright, plant variety, know-how.
    pub other_rights: String,
    /// Modes on offer.
    pub modes: Vec<TransferMode>,
    /// What is asked.
    pub price: Price,
    /// Trial first, pay later 先使用后付费 is offered.
    pub trial_offered: bool,
    /// Whether it is a service achievement 职务科技成果.
    pub service_achievement: bool,
    /// Person to ask.
    pub contact_name: String,
    /// Telephone or mail of that person.
    pub contact: String,
    /// County of origin: division code or name; empty when outside the city.
    pub county: String,
    /// Year of completion.
    pub year: Option<i64>,
    /// Institutions named in the source of an imported row.
    pub institutions: Vec<String>,
    /// The seller's own number; an import finds its rows again by it.
    pub external_number: String,
    /// What an import found in columns it does not know, so that nothing is lost.
    pub notes: BTreeMap<String, String>,
}

/// A checked listing: what is stored, shown and searched.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listing {
    /// Title.
    pub title: String,
    /// One sentence.
    pub summary: String,
    /// Abstract.
    #[serde(rename = "abstract")]
    pub abstract_text: String,
    /// Which problem it solves.
    pub problem: String,
    /// How much better than the incumbent.
    pub improvements: Vec<Improvement>,
    /// Application field.
    pub field: String,
    /// GB/T 4754-2017 industry.
    pub industry: String,
    /// GB/T 13745 subject.
    pub subject: String,
    /// IPC symbols.
    pub ipc: Vec<String>,
    /// Keywords.
    pub keywords: Vec<String>,
    /// How far from production.
    pub maturity: Option<Maturity>,
    /// Other right holders.
    pub co_owners: Vec<String>,
    /// Whether the co-owners agreed how the rights may be used.
    pub co_owners_agreed: bool,
    /// Completers.
    pub completers: Vec<String>,
    /// Patents.
    pub patents: Vec<Patent>,
    /// Other rights.
    pub other_rights: String,
    /// Modes on offer.
    pub modes: Vec<TransferMode>,
    /// What is asked.
    pub price: Price,
    /// Trial first, pay later.
    pub trial_offered: bool,
    /// Service achievement.
    pub service_achievement: bool,
    /// Person to ask.
    pub contact_name: String,
    /// Telephone or mail of that person.
    pub contact: String,
    /// Division code of the county of origin, or empty.
    pub county: String,
    /// Year of completion.
    pub year: Option<i64>,
    /// Institutions named in an imported row.
    pub institutions: Vec<String>,
    /// Columns an import did not know.
    pub notes: BTreeMap<String, String>,
}

/// A checked input: the listing, and the seller's own number for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAchievement {
    /// What is listed.
    pub listing: Listing,
    /// The seller's own number, or empty.
    pub external_number: String,
}

/// Longest title, in characters.
pub const TITLE_AT_MOST: usize = 200;
/// Longest abstract, in characters.
pub const ABSTRACT_AT_MOST: usize = 10_000;

impl AchievementInput {
    /// Checks every field. A draft needs only its title; what a review needs more, [`Listing::missing`] tells.
    ///
    /// # Errors
    /// Every field that is wrong, at once.
    pub fn check(self) -> Result<NewAchievement, Vec<FieldError>> {
        let mut fields = Fields::new();
        let title = fields.required_line("title", "成果名称", &self.title, TITLE_AT_MOST);
        let summary = fields.line("summary", "一句话简介", &self.summary, 200);
        let abstract_text = fields.paragraphs(
            "abstract",
            "成果摘要",
            &self.abstract_text,
            ABSTRACT_AT_MOST,
        );
        let problem = fields.paragraphs("problem", "解决的问题", &self.problem, 2000);
        let improvements = check_improvements(&mut fields, &self.improvements);
        let field = Vocabulary::Field.checked(&mut fields, "field", &self.field);
        let industry = Vocabulary::Industry.checked(&mut fields, "industry", &self.industry);
        let subject = Vocabulary::Subject.checked(&mut fields, "subject", &self.subject);
        let ipc = check_ipc(&mut fields, &self.ipc);
        let keywords = check_lines(&mut fields, "keywords", "关键词", &self.keywords, 40, 80);
        let co_owners = check_lines(
            &mut fields,
            "co_owners",
            "共有权利人",
            &self.co_owners,
            20,
            100,
        );
        let completers = check_lines(
            &mut fields,
            "completers",
            "完成人",
            &self.completers,
            60,
            50,
        );
        let institutions = check_lines(
            &mut fields,
            "institutions",
            "来源机构",
            &self.institutions,
            60,
            200,
        );
        let other_rights = fields.line("other_rights", "其他知识产权", &self.other_rights, 500);
        let contact_name = fields.line("contact_name", "联系人", &self.contact_name, 50);
        let contact = fields.line("contact", "联系方式", &self.contact, 100);
        let external_number = fields.line(
            "external_number",
            "单位内部编号",
            &self.external_number,
            100,
        );
        let patents = check_patents(&mut fields, &self.patents);
        check_price(&mut fields, &self.price);
        if let Some(maturity) = &self.maturity
            && (maturity.scale != "trl" || !(1..=9).contains(&maturity.level))
        {
            fields.wrong(
                "maturity",
                "range",
                "技术成熟度按 1 至 9 级填写（scale 为 trl），例如 6 级（中试）",
            );
        }
        if let Some(year) = self.year
            && !(1900..=2199).contains(&year)
        {
            fields.wrong("year", "range", "完成年份应为 4 位数字，例如 2025");
        }
        let county = county::checked(&mut fields, "county", &self.county);
        let notes = check_notes(&mut fields, self.notes);
        let mut modes = self.modes;
        modes.sort();
        modes.dedup();
        let listing = Listing {
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
            maturity: self.maturity,
            co_owners,
            co_owners_agreed: self.co_owners_agreed,
            completers,
            patents,
            other_rights,
            modes,
            price: self.price,
            trial_offered: self.trial_offered,
            service_achievement: self.service_achievement,
            contact_name,
            contact,
            county,
            year: self.year,
            institutions,
            notes,
        };
        fields.finish(NewAchievement {
            listing,
            external_number,
        })
    }
}

fn check_lines(
    fields: &mut Fields,
    name: &str,
    label: &str,
    lines: &[String],
    most_lines: usize,
    most_chars: usize,
) -> Vec<String> {
    check_lines_at(fields, name, label, lines, most_lines, most_chars)
        .into_iter()
        .map(|(_, line)| line)
        .collect()
}

/// The lines that say something, each once, with where they stand.
fn check_lines_at(
    fields: &mut Fields,
    name: &str,
    label: &str,
    lines: &[String],
    most_lines: usize,
    most_chars: usize,
) -> Vec<(usize, String)> {
    let mut kept: Vec<(usize, String)> = Vec::new();
    // Each is compared with those before it, and an error is told for each: far too many are one error.
    if lines.len() > 10 * most_lines {
        fields.wrong(
            name,
            "too_many",
            format!("{label}最多 {most_lines} 个，现有 {} 个", lines.len()),
        );
        return kept;
    }
    for (at, text) in lines.iter().enumerate() {
        let line = fields.line(&format!("{name}/{at}"), label, text, most_chars);
        if !line.is_empty() && !kept.iter().any(|(_, known)| *known == line) {
            kept.push((at, line));
        }
    }
    if kept.len() > most_lines {
        fields.wrong(
            name,
            "too_many",
            format!("{label}最多 {most_lines} 个，现有 {} 个", kept.len()),
        );
    }
    kept
}

/// Symbols of the patent classification, each once; one text may hold several.
fn check_ipc(fields: &mut Fields, texts: &[String]) -> Vec<String> {
    let lines = check_lines_at(fields, "ipc", Vocabulary::Ipc.label(), texts, 30, 100);
    let mut kept = Vec::new();
    for (at, line) in lines {
        match Vocabulary::Ipc.parse_several(&line) {
            Ok(entries) => kept.extend(entries.iter().map(|entry| entry.written(Vocabulary::Ipc))),
            Err(refused) => fields.wrong(format!("ipc/{at}"), refused.code, refused.message),
        }
    }
    let mut symbols: Vec<String> = Vec::new();
    for symbol in kept {
        if !symbols.contains(&symbol) {
            symbols.push(symbol);
        }
    }
    symbols
}

fn check_improvements(fields: &mut Fields, rows: &[Improvement]) -> Vec<Improvement> {
    let mut kept = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let cell = |fields: &mut Fields, name: &str, label: &str, text: &str| {
            fields.line(&format!("improvements/{at}/{name}"), label, text, 100)
        };
        let indicator = cell(fields, "indicator", "指标名称", &row.indicator);
        let ours = cell(fields, "ours", "本成果数值", &row.ours);
        let incumbent = cell(fields, "incumbent", "现有水平", &row.incumbent);
        let unit = cell(fields, "unit", "单位", &row.unit);
        let empty = indicator.is_empty() && ours.is_empty() && incumbent.is_empty();
        if !empty && (indicator.is_empty() || ours.is_empty()) {
            fields.wrong(
                format!("improvements/{at}"),
                "incomplete",
                "每项对比至少要有指标名称和本成果数值，例如：导热系数，1500，W/(m·K)",
            );
        }
        if !empty {
            kept.push(Improvement {
                indicator,
                ours,
                incumbent,
                unit,
            });
        }
    }
    if kept.len() > 20 {
        fields.wrong("improvements", "too_many", "指标对比最多 20 项");
    }
    kept
}

fn check_patents(fields: &mut Fields, rows: &[PatentInput]) -> Vec<Patent> {
    let mut kept: Vec<Patent> = Vec::new();
    if rows.len() > 50 {
        fields.wrong("patents", "too_many", "专利最多 50 项");
        return kept;
    }
    for (at, row) in rows.iter().enumerate() {
        if row.number.trim().is_empty() && row.filed_on.trim().is_empty() {
            continue;
        }
        let filed_on = match row.filed_on.trim() {
            "" => None,
            text => fields.take(&format!("patents/{at}/filed_on"), "date", parse_day(text)),
        };
        let parsed = fields.take(
            &format!("patents/{at}/number"),
            "patent_number",
            PatentNumber::parse(&row.number),
        );
        let Some(number) = parsed else { continue };
        if kept.iter().any(|other| other.number == number) {
            fields.wrong(
                format!("patents/{at}/number"),
                "repeated",
                format!("专利号 {number} 重复"),
            );
            continue;
        }
        if let Some(day) = filed_on
            && day.year() != number.year()
        {
            fields.wrong(
                format!("patents/{at}/filed_on"),
                "date",
                format!(
                    "专利号 {number} 的申请年份是 {}，申请日应在该年",
                    number.year()
                ),
            );
        }
        kept.push(Patent {
            number,
            status: row.status,
            filed_on,
        });
    }
    kept
}

fn check_price(fields: &mut Fields, price: &Price) {
    let bounded = |fields: &mut Fields, name: &str, fen: Fen| {
        if fen <= Fen::ZERO || fen > fen::LARGEST {
            fields.wrong(
                format!("price/{name}"),
                "range",
                "价格应大于 0 元；不定价请选“面议”",
            );
        }
    };
    match price {
        Price::Negotiable => {}
        Price::Fixed { amount_fen } => bounded(fields, "amount_fen", *amount_fen),
        Price::Range { min_fen, max_fen } => {
            bounded(fields, "min_fen", *min_fen);
            bounded(fields, "max_fen", *max_fen);
            if min_fen > max_fen {
                fields.wrong("price/max_fen", "order", "最高价不能低于最低价");
            }
        }
    }
}

fn check_notes(fields: &mut Fields, notes: BTreeMap<String, String>) -> BTreeMap<String, String> {
    if notes.len() > 50 {
        fields.wrong("notes", "too_many", "附加信息最多 50 项");
    }
    let mut kept = BTreeMap::new();
    for (name, text) in notes.into_iter().take(50) {
        let key = fields.line("notes", "附加信息的名称", &name, 100);
        let value = fields.paragraphs(&format!("notes/{key}"), "附加信息", &text, ABSTRACT_AT_MOST);
        if !key.is_empty() && !value.is_empty() {
            kept.insert(key, value);
        }
    }
    kept
}

impl Listing {
    /// The listing with its classification as vocabularies write it today. What was stored before there were any, and is no
    /// entry, stays as it is.
    #[must_use]
    pub fn classified(self) -> Self {
        let ipc = self.ipc.iter();
        Self {
            field: Vocabulary::Field.canonical(&self.field),
            industry: Vocabulary::Industry.canonical(&self.industry),
            subject: Vocabulary::Subject.canonical(&self.subject),
            ipc: ipc
                .map(|symbol| Vocabulary::Ipc.canonical(symbol))
                .collect(),
            ..self
        }
    }

    /// Says of patents that were typed as granted, and are not in force on a day, that they lapsed.
    pub fn end_terms(&mut self, day: Date) {
        for patent in &mut self.patents {
            if patent.status == PatentStatus::Granted
                && patent.standing_on(day) != Standing::InForce
            {
                patent.status = PatentStatus::Lapsed;
            }
        }
    }

    /// Patents that are filed after a day: none can be known on it.
    pub fn in_the_future(&self, day: Date) -> Vec<FieldError> {
        let mut fields = Fields::new();
        for (at, patent) in self
            .patents
            .iter()
            .enumerate()
            .filter(|(_, patent)| patent.is_filed_after(day))
        {
            let number = &patent.number;
            let (field, what) = if number.year() > day.year() {
                ("number", "申请年份")
            } else {
                ("filed_on", "申请日")
            };
            fields.wrong(
                format!("patents/{at}/{field}"),
                "future",
                format!("专利号 {number} 的{what}在今天以后，请核对"),
            );
        }
        fields.finish(()).err().unwrap_or_default()
    }

    /// What a review needs and this listing lacks; empty when it can be submitted.
    pub fn missing(&self) -> Vec<FieldError> {
        let mut fields = Fields::new();
        if self.abstract_text.is_empty() && self.summary.is_empty() {
            fields.wrong("abstract", "required", "请填写成果摘要或一句话简介");
        }
        if self.field.is_empty() {
            fields.wrong("field", "required", "请填写应用领域，例如：新材料");
        }
        if self.maturity.is_none() {
            fields.wrong("maturity", "required", "请选择技术成熟度");
        }
        if self.modes.is_empty() {
            fields.wrong("modes", "required", "请至少选择一种转化方式");
        }
        if self.contact_name.is_empty() || self.contact.is_empty() {
            fields.wrong("contact", "required", "请填写联系人和联系方式");
        }
        fields.finish(()).err().unwrap_or_default()
    }

    /// How complete a listing is, in percent: what a serious buyer would ask for.
    pub fn completeness(&self) -> u8 {
        let there = [
            !self.summary.is_empty(),
            self.abstract_text.chars().count() >= 80,
            !self.problem.is_empty(),
            !self.improvements.is_empty(),
            !self.field.is_empty(),
            !self.keywords.is_empty(),
            self.maturity.is_some(),
            !self.modes.is_empty(),
            !self.completers.is_empty(),
            !self.contact.is_empty(),
        ];
        let count = there.into_iter().filter(|is| *is).count();
        u8::try_from(count * 100 / there.len()).unwrap_or(100)
    }
}

/// Where a listing stands.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = AchievementState))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// 草稿.
    Draft,
    /// 待审核.
    Submitted,
    /// 已退回.
    Returned,
    /// 已发布.
    Published,
    /// 已撤回.
    Withdrawn,
}

impl State {
    /// Every state.
    pub const ALL: [Self; 5] = [
        Self::Draft,
        Self::Submitted,
        Self::Returned,
        Self::Published,
        Self::Withdrawn,
    ];

    /// As stored and as in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::Returned => "returned",
            Self::Published => "published",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The Chinese word.
    pub fn label(self) -> &'static str {
        match self {
            Self::Draft => "草稿",
            Self::Submitted => "待审核",
            Self::Returned => "已退回",
            Self::Published => "已发布",
            Self::Withdrawn => "已撤回",
        }
    }
}

impl TryFrom<String> for State {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|state| state.as_str() == text)
            .ok_or_else(|| format!("没有“{text}”这种状态"))
    }
}

/// What can be done to a listing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// 修改.
    Edit,
    /// 提交审核.
    Submit,
    /// 退回.
    Return,
    /// 发布.
    Publish,
    /// 确认仍然有效.
    Confirm,
    /// 撤回.
    Withdraw,
    /// 放弃修改: the edit of a listing that was published.
    Discard,
}

impl Action {
    /// Every action.
    pub const ALL: [Self; 7] = [
        Self::Edit,
        Self::Submit,
        Self::Return,
        Self::Publish,
        Self::Confirm,
        Self::Withdraw,
        Self::Discard,
    ];

    /// The verb on the button.
    pub fn label(self) -> &'static str {
        match self {
            Self::Edit => "修改",
            Self::Submit => "提交审核",
            Self::Return => "退回",
            Self::Publish => "发布",
            Self::Confirm => "确认仍然有效",
            Self::Withdraw => "撤回",
            Self::Discard => "放弃修改",
        }
    }
}

/// The action does not fit the state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("这项成果现在是“{}”，不能{}", state.label(), action.label())]
pub struct Refused {
    /// Where the listing stands.
    pub state: State,
    /// What was wanted.
    pub action: Action,
}

/// Days after which a listing should be confirmed again; unconfirmed for twice as long it leaves the result list.
pub const CONFIRM_EVERY_DAYS: i64 = 365;

/// An achievement of the market.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Achievement {
    /// Identifier.
    pub id: AchievementId,
    /// Counts its changes, from 1.
    pub version: i64,
    /// Who lists it.
    pub organisation: OrganisationId,
    /// The seller's own number, or empty.
    pub external_number: String,
    /// Where it stands.
    pub state: State,
    /// Why it was returned or withdrawn, or empty.
    pub reason: String,
    /// What is listed; once it was published: as it was last approved.
    pub listing: Listing,
    /// Its edit, once it was published: what waits for review or is still worked on.
    pub revision: Option<Revision>,
    /// Entered at.
    pub created_at: Timestamp,
    /// Last changed at.
    pub updated_at: Timestamp,
    /// First published at.
    pub published_at: Option<Timestamp>,
    /// Last published or confirmed at.
    pub confirmed_at: Option<Timestamp>,
    /// Since when it, or its edit, waits for review; nothing when neither does.
    pub waits_since: Option<Timestamp>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_wrong_field_is_reported_at_once_with_its_place() {
        let input = AchievementInput {
            title: "长".repeat(201),
            patents: vec![PatentInput {
                number: "201710601862.4".into(),
                ..PatentInput::default()
            }],
            maturity: Some(Maturity::trl(10)),
            price: Price::Range {
                min_fen: Fen(200),
                max_fen: Fen(100),
            },
            county: "太原市".into(),
            ..AchievementInput::default()
        };
        let errors = input.check().expect_err("five errors");
        let places: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(
            places,
            [
                "title",
                "patents/0/number",
                "price/max_fen",
                "maturity",
                "county"
            ]
        );
    }

    #[test]
    fn a_draft_needs_a_title_and_a_review_needs_more() {
        let draft = AchievementInput {
            title: "石墨烯导热膜".into(),
            ..AchievementInput::default()
        }
        .check()
        .expect("a title is enough");
        let missing: Vec<String> = draft
            .listing
            .missing()
            .into_iter()
            .map(|error| error.field)
            .collect();
        assert_eq!(
            missing,
            ["abstract", "field", "maturity", "modes", "contact"]
        );
    }

    #[test]
    fn what_is_past_its_term_or_in_the_future_is_not_in_force() {
        let day = Date::constant(2026, 3, 1);
        let patent = |number: &str, status, filed_on: Option<Date>| Patent {
            number: PatentNumber::parse(number).expect("a number"),
            status,
            filed_on,
        };
        for (number, status, filed_on, standing) in [
            (
                "201020100000.6",
                PatentStatus::Granted,
                Some(Date::constant(2010, 3, 1)),
                Standing::Ended(Date::constant(2020, 3, 1)),
            ),
            (
                "200210100007.8",
                PatentStatus::Granted,
                None,
                Standing::Ended(Date::constant(2022, 12, 31)),
            ),
            (
                "200210100007.8",
                PatentStatus::Pending,
                None,
                Standing::Ended(Date::constant(2022, 12, 31)),
            ),
            (
                "203010100000.8",
                PatentStatus::Granted,
                None,
                Standing::NotFiledYet,
            ),
            (
                "202010100014.6",
                PatentStatus::Lapsed,
                None,
                Standing::Lapsed,
            ),
            (
                "202010100014.6",
                PatentStatus::Granted,
                None,
                Standing::InForce,
            ),
            (
                "202010100014.6",
                PatentStatus::Pending,
                None,
                Standing::Pending,
            ),
        ] {
            assert_eq!(
                patent(number, status, filed_on).standing_on(day),
                standing,
                "{number}"
            );
        }
        let last_day = patent(
            "201020100000.6",
            PatentStatus::Granted,
            Some(Date::constant(2010, 3, 1)),
        );
        assert_eq!(
            last_day.standing_on(Date::constant(2020, 3, 1)),
            Standing::InForce
        );
    }

    #[test]
    fn unknown_keys_are_refused() {
        let error = serde_json::from_str::<AchievementInput>(r#"{"title":"x","titel":"y"}"#)
            .expect_err("an unknown key");
        assert!(error.to_string().contains("titel"));
    }
}
