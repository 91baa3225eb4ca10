//! The states of a listing and what can be done to one. Which action leads where, `revision` says: a listing moves together
//! with its edit.

use serde::{Deserialize, Serialize};

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
