//! Revisions 修改稿: how a listing that was published is edited. What was approved stays as it is and is what everyone
//! else sees, until the edit is reviewed; returned, it leaves the approved version as it was.
//!
//! What it is not: the rules of the fields, those are `achievement`'s.

mod changes;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::catalogue::achievement::listing::Listing;
use crate::catalogue::achievement::state::{Action, Refused, State};
use crate::time::Timestamp;

pub use changes::{FieldChange, changes};

/// Where the edit of a listing that was published stands.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RevisionState {
    /// 修改草稿.
    Draft,
    /// 修改待审核.
    Submitted,
    /// 修改已退回.
    Returned,
}

impl RevisionState {
    /// Every state.
    pub const ALL: [Self; 3] = [Self::Draft, Self::Submitted, Self::Returned];

    /// As stored and as in the API: the same words as of a listing that was never published.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => State::Draft.as_str(),
            Self::Submitted => State::Submitted.as_str(),
            Self::Returned => State::Returned.as_str(),
        }
    }

    /// The Chinese words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Draft => "修改草稿",
            Self::Submitted => "修改待审核",
            Self::Returned => "修改已退回",
        }
    }
}

impl TryFrom<String> for RevisionState {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|state| state.as_str() == text)
            .ok_or_else(|| format!("没有“{text}”这种修改状态"))
    }
}

/// An edit of a listing that was published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// Where it stands.
    pub state: RevisionState,
    /// Why it was returned, or empty.
    pub reason: String,
    /// The seller's own number, as it shall be, or empty.
    pub external_number: String,
    /// The listing, as it shall be.
    pub listing: Listing,
    /// Last changed at.
    pub at: Timestamp,
}

/// Where a listing stands together with its edit. Only what was published or withdrawn has an edit beside it; before
/// that nobody else has seen it, and it is edited in place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The listing.
    pub state: State,
    /// Its edit, when there is one.
    pub revision: Option<RevisionState>,
}

impl Standing {
    /// Whether it waits for a review.
    pub fn awaits_review(self) -> bool {
        self.state == State::Submitted || self.revision == Some(RevisionState::Submitted)
    }
}

/// Where an action leads to. An edit of a published listing is handed in at once; withdrawing a listing takes its edit
/// out of the review as well.
///
/// # Errors
/// When the action does not fit.
pub fn next(standing: Standing, action: Action) -> Result<Standing, Refused> {
    use State::{Draft, Published, Returned, Submitted, Withdrawn};
    let Standing { state, revision } = standing;
    let alone = |state| {
        Ok(Standing {
            state,
            revision: None,
        })
    };
    let beside = |revision| {
        Ok(Standing {
            state,
            revision: Some(revision),
        })
    };
    match (action, state, revision) {
        (Action::Edit, Draft | Returned, _) => alone(Draft),
        (Action::Edit, Submitted, _) | (Action::Submit, Draft | Returned, _) => alone(Submitted),
        (Action::Return, Submitted, _) => alone(Returned),
        (Action::Publish, Submitted, _)
        | (Action::Publish, Published | Withdrawn, Some(RevisionState::Submitted)) => {
            alone(Published)
        }
        (Action::Withdraw, Submitted | Returned, _) => alone(Withdrawn),

        (Action::Edit, Published, _)
        | (Action::Edit, Withdrawn, Some(RevisionState::Submitted)) => {
            beside(RevisionState::Submitted)
        }
        (Action::Edit, Withdrawn, None | Some(RevisionState::Draft | RevisionState::Returned)) => {
            beside(RevisionState::Draft)
        }
        (
            Action::Submit,
            Published | Withdrawn,
            Some(RevisionState::Draft | RevisionState::Returned),
        ) => beside(RevisionState::Submitted),
        (Action::Return, Published | Withdrawn, Some(RevisionState::Submitted)) => {
            beside(RevisionState::Returned)
        }
        (Action::Discard, Published | Withdrawn, Some(_)) => alone(state),
        (Action::Confirm, Published, _) => Ok(standing),
        (Action::Withdraw, Published, _)
        | (Action::Withdraw, Withdrawn, Some(RevisionState::Submitted)) => {
            let revision = revision.map(|edit| {
                if edit == RevisionState::Submitted {
                    RevisionState::Draft
                } else {
                    edit
                }
            });
            Ok(Standing {
                state: Withdrawn,
                revision,
            })
        }

        (Action::Submit, Submitted, _)
        | (Action::Submit, Published | Withdrawn, None | Some(RevisionState::Submitted))
        | (Action::Return | Action::Publish, Draft | Returned, _)
        | (
            Action::Return | Action::Publish,
            Published | Withdrawn,
            None | Some(RevisionState::Draft | RevisionState::Returned),
        )
        | (Action::Confirm, Draft | Submitted | Returned | Withdrawn, _)
        | (Action::Withdraw, Draft, _)
        | (
            Action::Withdraw,
            Withdrawn,
            None | Some(RevisionState::Draft | RevisionState::Returned),
        )
        | (Action::Discard, Draft | Submitted | Returned, _)
        | (Action::Discard, Published | Withdrawn, None) => Err(Refused { state, action }),
    }
}
