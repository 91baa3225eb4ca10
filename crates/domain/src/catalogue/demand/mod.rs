//! Technical demands 技术需求: what an enterprise looks for, what must be right about it, and the states of a demand.
//!
//! What it is not: a request for one achievement. That is `licence_request`; a demand is there for all to answer.

#[cfg(test)]
mod tests;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::catalogue::achievement::{TITLE_AT_MOST, TransferMode};
use crate::catalogue::vocabulary::Vocabulary;
use crate::field::{FieldError, Fields};
use crate::id::{DemandId, OrganisationId};
use crate::money::fen;
use crate::money::fen::Fen;
use crate::people::county;
use crate::time::{Timestamp, chinese_day, parse_day};

/// Longest description, in characters.
pub const DESCRIPTION_AT_MOST: usize = 10_000;

/// A demand as someone describes it, not yet checked: what forms and the API hand in.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DemandInput {
    /// Title.
    pub title: String,
    /// What is looked for and what it must achieve, several paragraphs.
    pub description: String,
    /// Application field 应用领域, by its name in the vocabulary `field`, or empty.
    pub field: String,
    /// Least level of maturity wanted, 1 to 9 on the default scale.
    pub maturity_min: Option<i64>,
    /// Modes in which the enterprise would take it.
    pub modes: Vec<TransferMode>,
    /// What it would spend at most, in fen.
    pub budget_fen: Option<Fen>,
    /// County where it will be used: division code or name; empty when outside the city.
    pub county: String,
    /// Last day on which the demand is open; always open when absent or empty.
    pub deadline: Option<String>,
}

/// A checked demand: what is stored, shown and matched.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DemandText {
    /// Title.
    pub title: String,
    /// What is looked for.
    pub description: String,
    /// Application field, or empty.
    pub field: String,
    /// Least level of maturity wanted, 1 to 9 on the default scale.
    pub maturity_min: Option<i64>,
    /// Modes in which the enterprise would take it; any when empty.
    pub modes: Vec<TransferMode>,
    /// What it would spend at most, in fen.
    pub budget_fen: Option<Fen>,
    /// Division code of the county of use, or empty.
    pub county: String,
    /// Last day on which the demand is open.
    pub deadline: Option<Date>,
}

impl DemandInput {
    /// Checks every field. Whether the deadline lies ahead is asked at publication: [`DemandText::overdue`].
    ///
    /// # Errors
    /// Every field that is wrong, at once.
    pub fn check(self) -> Result<DemandText, Vec<FieldError>> {
        let mut fields = Fields::new();
        let title = fields.required_line("title", "需求名称", &self.title, TITLE_AT_MOST);
        let description = fields.paragraphs(
            "description",
            "需求说明",
            &self.description,
            DESCRIPTION_AT_MOST,
        );
        if description.is_empty() {
            let message = "请说明要解决的问题和要达到的指标，例如：锻件表面裂纹靠人工检查，漏检率约 3%，希望降到 0.5% 以下";
            fields.wrong("description", "required", message);
        }
        let field = Vocabulary::Field.checked(&mut fields, "field", &self.field);
        if self
            .maturity_min
            .is_some_and(|level| !(1..=9).contains(&level))
        {
            fields.wrong(
                "maturity_min",
                "range",
                "最低成熟度按 1 至 9 级填写，例如 6 级（中试）；没有要求请留空",
            );
        }
        if self
            .budget_fen
            .is_some_and(|fen| fen < Fen::ZERO || fen > fen::LARGEST)
        {
            fields.wrong("budget_fen", "range", "预算不能小于 0 元；暂不确定请留空");
        }
        let county = county::checked(&mut fields, "county", &self.county);
        let deadline = match self.deadline.as_deref().unwrap_or_default().trim() {
            "" => None,
            text => fields.take("deadline", "date", parse_day(text)),
        };
        let mut modes = self.modes;
        modes.sort();
        modes.dedup();
        fields.finish(DemandText {
            title,
            description,
            field,
            maturity_min: self.maturity_min,
            modes,
            budget_fen: self.budget_fen,
            county,
            deadline,
        })
    }
}

impl DemandText {
    /// What is wrong with a deadline that has passed; nothing when the demand may be public on this day.
    pub fn overdue(&self, today: Date) -> Option<FieldError> {
        let passed = self.deadline.filter(|deadline| *deadline < today)?;
        let message = format!(
            "截止日期 {} 已过，公开的需求应截止于今天（{}）或以后；长期有效请留空",
            chinese_day(passed),
            chinese_day(today)
        );
        Some(FieldError {
            field: "deadline".into(),
            code: "past",
            message,
        })
    }
}

/// Where a demand stands.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = DemandState))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// 草稿.
    Draft,
    /// 已发布.
    Published,
    /// 已撤回.
    Withdrawn,
}

impl State {
    /// Every state.
    pub const ALL: [Self; 3] = [Self::Draft, Self::Published, Self::Withdrawn];

    /// As stored and as in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Published => "published",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The Chinese word.
    pub fn label(self) -> &'static str {
        match self {
            Self::Draft => "草稿",
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

/// What can be done to a demand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// 修改.
    Edit,
    /// 发布.
    Publish,
    /// 撤回.
    Withdraw,
}

impl Action {
    /// Every action.
    pub const ALL: [Self; 3] = [Self::Edit, Self::Publish, Self::Withdraw];

    /// The verb on the button.
    pub fn label(self) -> &'static str {
        match self {
            Self::Edit => "修改",
            Self::Publish => "发布",
            Self::Withdraw => "撤回",
        }
    }
}

/// The action does not fit the state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("这项需求现在是“{}”，不能{}", state.label(), action.label())]
pub struct Refused {
    /// Where the demand stands.
    pub state: State,
    /// What was wanted.
    pub action: Action,
}

/// The state after an action. Nobody reviews a demand, so a change of a published one is public at once.
///
/// # Errors
/// When the action does not fit the state.
pub fn next(state: State, action: Action) -> Result<State, Refused> {
    use State::{Draft, Published, Withdrawn};
    match (state, action) {
        (Draft | Withdrawn, Action::Edit) => Ok(Draft),
        (Published, Action::Edit) | (Draft | Withdrawn, Action::Publish) => Ok(Published),
        (Published, Action::Withdraw) => Ok(Withdrawn),
        (Published, Action::Publish) | (Draft | Withdrawn, Action::Withdraw) => {
            Err(Refused { state, action })
        }
    }
}

/// A demand of the market.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Demand {
    /// Identifier.
    pub id: DemandId,
    /// Counts its changes, from 1.
    pub version: i64,
    /// Whose demand it is.
    pub organisation: OrganisationId,
    /// Where it stands.
    pub state: State,
    /// What is looked for.
    pub text: DemandText,
    /// Entered at.
    pub created_at: Timestamp,
    /// Last changed at.
    pub updated_at: Timestamp,
    /// Last published at.
    pub published_at: Option<Timestamp>,
}

impl Demand {
    /// Whether it is there to be answered on this day: published, and its deadline has not passed.
    pub fn is_open(&self, today: Date) -> bool {
        self.state == State::Published
            && self.text.deadline.is_none_or(|deadline| deadline >= today)
    }
}
