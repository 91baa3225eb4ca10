//! Kinds of licence 许可方式.

use serde::{Deserialize, Serialize};

use crate::catalogue::achievement::TransferMode;
use crate::field::Fields;

/// Who else may use what is licensed.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum LicenceKind {
    /// 独占许可: only the licensee, not even the licensor.
    Exclusive,
    /// 排他许可: the licensee and the licensor.
    Sole,
    /// 普通许可: what holds when nothing is agreed (interpretation on technology contracts, Art. 25).
    #[default]
    NonExclusive,
    /// 开放许可: whoever accepts the published conditions (Patent Law, Art. 50).
    Open,
    /// 分许可: granted by a licensee, with the licensor's consent.
    SubLicence,
}

impl LicenceKind {
    /// Every kind.
    pub const ALL: [Self; 5] = [
        Self::Exclusive,
        Self::Sole,
        Self::NonExclusive,
        Self::Open,
        Self::SubLicence,
    ];

    /// As stored and as in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Exclusive => "exclusive",
            Self::Sole => "sole",
            Self::NonExclusive => "non_exclusive",
            Self::Open => "open",
            Self::SubLicence => "sub_licence",
        }
    }

    /// The Chinese word.
    pub fn label(self) -> &'static str {
        match self {
            Self::Exclusive => "独占许可",
            Self::Sole => "排他许可",
            Self::NonExclusive => "普通许可",
            Self::Open => "开放许可",
            Self::SubLicence => "分许可",
        }
    }

    /// What it means, for whoever has to choose.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Exclusive => "只有被许可方可以实施，许可方自己也不得实施",
            Self::Sole => "只有许可方和被许可方可以实施",
            Self::NonExclusive => "许可方可以自己实施，也可以再许可他人；未约定时按普通许可",
            Self::Open => "任何人接受公告的条件即可实施",
            Self::SubLicence => "由已获许可的一方经权利人同意再许可他人",
        }
    }
}

impl TryFrom<String> for LicenceKind {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.as_str() == text)
            .ok_or_else(|| format!("没有“{text}”这种许可方式"))
    }
}

/// The licence kind that goes with a mode: non-exclusive when a licence says nothing, none for every other mode.
pub(crate) fn kind_for(
    fields: &mut Fields,
    mode: Option<TransferMode>,
    typed: Option<LicenceKind>,
) -> Option<LicenceKind> {
    if mode == Some(TransferMode::Licence) {
        return Some(typed.unwrap_or_default());
    }
    if let (Some(mode), Some(_)) = (mode, typed) {
        fields.wrong(
            "licence_kind",
            "not_for_mode",
            format!("转化方式为“{}”时不填许可方式，请留空", mode.label()),
        );
    }
    None
}
