//! A finding, how grave it is, and the articles that findings rest on.

use serde::Serialize;

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// 须改正: the contract cannot be confirmed.
    Bar,
    /// 请注意.
    Warn,
}

impl Severity {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Bar, Self::Warn];

    /// As in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Bar => "bar",
            Self::Warn => "warn",
        }
    }

    /// The Chinese word.
    pub fn label(self) -> &'static str {
        match self {
            Self::Bar => "须改正",
            Self::Warn => "请注意",
        }
    }
}

/// Something found, with the article that it rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// A stable word for programs.
    pub code: &'static str,
    /// `民法典第八百六十五条`.
    pub article: &'static str,
    /// How grave.
    pub severity: Severity,
    /// What is wrong and what to do.
    pub text: String,
    /// Where to mend it: `terms/period_to`, `listing/patents`, `text/title`.
    pub field: &'static str,
}

pub(super) const CIVIL_845: &str = "民法典第八百四十五条";

pub(super) const CIVIL_846: &str = "民法典第八百四十六条";

pub(super) const CIVIL_847: &str = "民法典第八百四十七条";

pub(super) const CIVIL_865: &str = "民法典第八百六十五条";

pub(super) const CIVIL_867: &str = "民法典第八百六十七条";

pub(super) const PATENT_14: &str = "专利法第十四条";

pub(super) const PATENT_50: &str = "专利法第五十条";

pub(super) const INTERPRETATION_10: &str = "最高人民法院关于审理技术合同纠纷案件的解释第十条";

pub(super) const INTERPRETATION_14: &str = "最高人民法院关于审理技术合同纠纷案件的解释第十四条";

pub(super) const INTERPRETATION_42: &str = "最高人民法院关于审理技术合同纠纷案件的解释第四十二条";
