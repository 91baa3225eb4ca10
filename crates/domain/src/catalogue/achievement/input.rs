//! A listing as forms, imports and the API hand it in, and what must be right about every field.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::catalogue::achievement::listing::{Improvement, Listing, Maturity};
use crate::catalogue::achievement::patent::{PatentInput, check_patents};
use crate::catalogue::achievement::price::{Price, check_price};
use crate::catalogue::achievement::transfer::TransferMode;
use crate::catalogue::vocabulary::Vocabulary;
use crate::field::{FieldError, Fields};
use crate::people::county;

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
