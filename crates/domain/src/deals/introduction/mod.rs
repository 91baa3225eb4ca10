//! Introductions 引荐: a broker brings a pair together; both acknowledge it, and it is protected for some months.
//!
//! What it is not: the broker's contract or commission; it is the evidence that both rest on.

mod state;
#[cfg(test)]
mod tests;

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::catalogue::achievement;
use crate::catalogue::achievement::Achievement;
use crate::field::{FieldError, Fields};
use crate::id::{AchievementId, IntroductionId, OrganisationId, UserId};
use crate::people::organisation::OrganisationKind;
use crate::time::Timestamp;

pub use state::{Action, Refused, State, next};

/// Months for which an acknowledged introduction is protected. No source fixes them (assumed): a setting of the market,
/// this is its default.
pub const PROTECTED_FOR_MONTHS: i32 = 12;

/// An introduction as typed.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct IntroductionInput {
    /// The achievement, and with it the seller.
    pub achievement: String,
    /// The buyer.
    pub buyer: String,
    /// Why the two fit: both read it.
    pub note: String,
}

/// A checked introduction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewIntroduction {
    /// The achievement.
    pub achievement: AchievementId,
    /// The buyer.
    pub buyer: OrganisationId,
    /// Why the two fit.
    pub note: String,
}

impl IntroductionInput {
    /// Checks every field.
    ///
    /// # Errors
    /// Every field that is wrong, at once.
    pub fn check(self) -> Result<NewIntroduction, Vec<FieldError>> {
        let mut fields = Fields::new();
        let achievement = fields.take("achievement", "id", self.achievement.trim().parse());
        let buyer = fields.take("buyer", "id", self.buyer.trim().parse());
        let note = fields.paragraphs("note", "引荐说明", &self.note, 2000);
        if note.is_empty() {
            fields.wrong(
                "note",
                "required",
                "请说明引荐理由，例如：买方正在寻找余热回收技术，2026年3月5日电话介绍",
            );
        }
        match (achievement, buyer) {
            (Some(achievement), Some(buyer)) => fields.finish(NewIntroduction {
                achievement,
                buyer,
                note,
            }),
            (None, _) | (_, None) => fields.finish(()).and(Err(Vec::new())),
        }
    }
}

/// Why an organisation cannot introduce a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CannotIntroduce {
    /// Only transfer institutions broker.
    #[error("引荐由技术转移机构登记，贵单位的类型是“{}”", .0.label())]
    NotABroker(OrganisationKind),
    /// Only enterprises buy here.
    #[error("引荐的买方应为企业，该单位的类型是“{}”", .0.label())]
    NotABuyer(OrganisationKind),
    /// A side cannot be introduced to itself.
    #[error("买方就是这项成果的卖方，不需要引荐")]
    SamePair,
    /// It is not on offer now.
    #[error("这项成果现在是“{}”，只能引荐已发布的成果", .0.label())]
    NotPublished(achievement::State),
}

/// Whether a broker may introduce a buyer to an achievement.
///
/// # Errors
/// The reason why it may not.
pub fn may_introduce(
    broker: OrganisationKind,
    buyer: &OrganisationId,
    buyer_kind: OrganisationKind,
    achievement: &Achievement,
) -> Result<(), CannotIntroduce> {
    if broker != OrganisationKind::TransferInstitution {
        return Err(CannotIntroduce::NotABroker(broker));
    }
    if buyer_kind != OrganisationKind::Enterprise {
        return Err(CannotIntroduce::NotABuyer(buyer_kind));
    }
    if achievement.organisation == *buyer {
        return Err(CannotIntroduce::SamePair);
    }
    if achievement.state != achievement::State::Published {
        return Err(CannotIntroduce::NotPublished(achievement.state));
    }
    Ok(())
}

/// Why a side refuses to acknowledge, as typed.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = IntroductionRefusalInput))]
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RefusalInput {
    /// In words.
    pub reason: String,
}

impl RefusalInput {
    /// The reason, checked.
    ///
    /// # Errors
    /// When it is empty or too long.
    pub fn check(self) -> Result<String, Vec<FieldError>> {
        let mut fields = Fields::new();
        let reason = fields.paragraphs("reason", "理由", &self.reason, 1000);
        if reason.is_empty() {
            fields.wrong(
                "reason",
                "required",
                "请写明理由，例如：双方在 2025 年 6 月的展会上已经认识",
            );
        }
        fields.finish(reason)
    }
}

/// An introduction of the market.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Introduction {
    /// Identifier.
    pub id: IntroductionId,
    /// Counts its changes, from 1.
    pub version: i64,
    /// Who introduced.
    pub broker: OrganisationId,
    /// The person who recorded it.
    pub recorded_by: UserId,
    /// Which achievement.
    pub achievement: AchievementId,
    /// Its seller.
    pub seller: OrganisationId,
    /// The buyer.
    pub buyer: OrganisationId,
    /// Why the two fit.
    pub note: String,
    /// Where it stands.
    pub state: State,
    /// Why it was refused, or empty.
    pub reason: String,
    /// Recorded at: the evidence of who was first.
    pub created_at: Timestamp,
    /// Acknowledged by the seller at.
    pub seller_acknowledged_at: Option<Timestamp>,
    /// Acknowledged by the buyer at.
    pub buyer_acknowledged_at: Option<Timestamp>,
}

impl Introduction {
    /// The last day of protection: so many months after the second side acknowledged; nothing before that.
    pub fn protected_until(&self, months: i32) -> Option<Date> {
        let seller = self.seller_acknowledged_at?;
        let buyer = self.buyer_acknowledged_at?;
        seller.max(buyer).day().checked_add(months.months()).ok()
    }

    /// Whether a deal of this pair about this achievement, opened on this day, goes back to this introduction.
    pub fn protects(
        &self,
        seller: &OrganisationId,
        buyer: &OrganisationId,
        achievement: &AchievementId,
        today: Date,
        months: i32,
    ) -> bool {
        let same =
            self.seller == *seller && self.buyer == *buyer && self.achievement == *achievement;
        same && self.state == State::Acknowledged
            && self
                .protected_until(months)
                .is_some_and(|last| today <= last)
    }
}
