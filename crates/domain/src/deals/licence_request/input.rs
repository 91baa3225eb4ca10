//! A request as typed and as checked, and who may ask for what.

use serde::{Deserialize, Serialize};

use crate::catalogue::achievement;
use crate::catalogue::achievement::{Achievement, TransferMode};
use crate::deals::licence;
use crate::deals::licence::LicenceKind;
use crate::field::{FieldError, Fields};
use crate::id::OrganisationId;
use crate::money::fen;
use crate::money::fen::Fen;
use crate::people::county;
use crate::people::organisation::OrganisationKind;

/// A request as typed.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LicenceRequestInput {
    /// 转化方式.
    pub mode: Option<TransferMode>,
    /// 许可方式; only for a licence, non-exclusive when empty.
    pub licence_kind: Option<LicenceKind>,
    /// What the achievement is wanted for.
    pub purpose: String,
    /// Terms that the buyer proposes.
    pub proposed_terms: String,
    /// Price that the buyer proposes, in fen.
    pub proposed_price_fen: Option<Fen>,
    /// County where it will be used: division code or name; empty when outside the city.
    pub county: String,
    /// Person to ask.
    pub contact_name: String,
    /// Telephone or mail of that person.
    pub contact: String,
}

/// A checked request.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewLicenceRequest {
    /// 转化方式.
    pub mode: TransferMode,
    /// 许可方式, exactly when the mode is a licence.
    pub licence_kind: Option<LicenceKind>,
    /// What the achievement is wanted for.
    pub purpose: String,
    /// Terms that the buyer proposes, or empty.
    pub proposed_terms: String,
    /// Price that the buyer proposes.
    pub proposed_price_fen: Option<Fen>,
    /// Division code of the county of use, or empty.
    pub county: String,
    /// Person to ask.
    pub contact_name: String,
    /// Telephone or mail of that person.
    pub contact: String,
}

impl LicenceRequestInput {
    /// Checks every field.
    ///
    /// # Errors
    /// Every field that is wrong, at once.
    pub fn check(self) -> Result<NewLicenceRequest, Vec<FieldError>> {
        let mut fields = Fields::new();
        if self.mode.is_none() {
            fields.wrong("mode", "required", "请选择转化方式，例如：许可");
        }
        let licence_kind = licence::kind_for(&mut fields, self.mode, self.licence_kind);
        let purpose = fields.paragraphs("purpose", "用途", &self.purpose, 2000);
        if purpose.is_empty() {
            fields.wrong(
                "purpose",
                "required",
                "请说明用途，例如：用于年产 5 万吨水泥生产线的余热回收改造",
            );
        }
        let proposed_terms =
            fields.paragraphs("proposed_terms", "拟定条件", &self.proposed_terms, 5000);
        if let Some(fen) = self.proposed_price_fen
            && (fen <= Fen::ZERO || fen > fen::LARGEST)
        {
            fields.wrong(
                "proposed_price_fen",
                "range",
                "拟出价格应大于 0 元；暂不出价请留空",
            );
        }
        let county = county::checked(&mut fields, "county", &self.county);
        let contact_name = fields.required_line("contact_name", "联系人", &self.contact_name, 50);
        let contact = fields.required_line("contact", "联系方式", &self.contact, 100);
        match self.mode {
            Some(mode) => fields.finish(NewLicenceRequest {
                mode,
                licence_kind,
                purpose,
                proposed_terms,
                proposed_price_fen: self.proposed_price_fen,
                county,
                contact_name,
                contact,
            }),
            None => fields.finish(()).and(Err(Vec::new())),
        }
    }
}

/// Why an organisation cannot ask for an achievement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CannotAsk {
    /// Only enterprises buy here.
    #[error("许可意向由企业提出，贵单位的类型是“{}”", .0.label())]
    NotAnEnterprise(OrganisationKind),
    /// The listing is its own.
    #[error("这是贵单位自己的成果，不能向自己提出许可意向")]
    OwnAchievement,
    /// It is not on offer now.
    #[error("这项成果现在是“{}”，只能对已发布的成果提出许可意向", .0.label())]
    NotPublished(achievement::State),
}

/// Whether an organisation may ask for an achievement.
///
/// # Errors
/// The reason why it may not.
pub fn may_ask(
    buyer: &OrganisationId,
    kind: OrganisationKind,
    achievement: &Achievement,
) -> Result<(), CannotAsk> {
    if kind != OrganisationKind::Enterprise {
        return Err(CannotAsk::NotAnEnterprise(kind));
    }
    if achievement.organisation == *buyer {
        return Err(CannotAsk::OwnAchievement);
    }
    if achievement.state != achievement::State::Published {
        return Err(CannotAsk::NotPublished(achievement.state));
    }
    Ok(())
}

/// Whether a listing offers the mode that is asked for; one that names no mode is open to all.
///
/// # Errors
/// The field that is wrong, with what is offered.
pub fn offered(mode: TransferMode, by: &Achievement) -> Result<(), FieldError> {
    let modes = &by.listing.modes;
    if modes.is_empty() || modes.contains(&mode) {
        return Ok(());
    }
    let modes: Vec<&str> = modes.iter().map(|mode| mode.label()).collect();
    let message = format!(
        "这项成果不提供“{}”，可选：{}",
        mode.label(),
        modes.join("、")
    );
    Err(FieldError {
        field: "mode".into(),
        code: "not_offered",
        message,
    })
}
