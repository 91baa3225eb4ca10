//! What a listing says once it was checked, what a review needs of it and how complete it is.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::catalogue::achievement::patent::{Patent, PatentStatus, Standing};
use crate::catalogue::achievement::price::Price;
use crate::catalogue::achievement::transfer::TransferMode;
use crate::catalogue::vocabulary::Vocabulary;
use crate::field::{FieldError, Fields};

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
