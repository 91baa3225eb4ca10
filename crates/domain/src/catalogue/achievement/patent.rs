//! Patents of an achievement: as typed, as checked, and where one stands on a day.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::catalogue::patent::PatentNumber;
use crate::field::Fields;
use crate::time::parse_day;

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

pub(super) fn check_patents(fields: &mut Fields, rows: &[PatentInput]) -> Vec<Patent> {
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
