//! Achievements 科技成果: what is listed, what must be right about it, and the states of a listing.

mod input;
pub(crate) mod listing;
pub(crate) mod patent;
mod price;
pub(crate) mod state;
#[cfg(test)]
mod tests;
mod transfer;

use crate::catalogue::revision;
use crate::catalogue::revision::{FieldChange, Revision, changes};
use crate::id::{AchievementId, OrganisationId};
use crate::time::Timestamp;

pub use input::{ABSTRACT_AT_MOST, AchievementInput, NewAchievement, TITLE_AT_MOST};
pub use listing::{Improvement, Listing, Maturity};
pub use patent::{Patent, PatentInput, PatentStatus, Standing};
pub use price::Price;
pub use state::{Action, Refused, State};
pub use transfer::TransferMode;

/// Days after which a listing should be confirmed again; unconfirmed for twice as long it leaves the result list.
pub const CONFIRM_EVERY_DAYS: i64 = 365;

/// An achievement of the market.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Achievement {
    /// Identifier.
    pub id: AchievementId,
    /// Counts its changes, from 1.
    pub version: i64,
    /// Who lists it.
    pub organisation: OrganisationId,
    /// The seller's own number, or empty.
    pub external_number: String,
    /// Where it stands.
    pub state: State,
    /// Why it was returned or withdrawn, or empty.
    pub reason: String,
    /// What is listed; once it was published: as it was last approved.
    pub listing: Listing,
    /// Its edit, once it was published: what waits for review or is still worked on.
    pub revision: Option<Revision>,
    /// Entered at.
    pub created_at: Timestamp,
    /// Last changed at.
    pub updated_at: Timestamp,
    /// First published at.
    pub published_at: Option<Timestamp>,
    /// Last published or confirmed at.
    pub confirmed_at: Option<Timestamp>,
    /// Since when it, or its edit, waits for review; nothing when neither does.
    pub waits_since: Option<Timestamp>,
}

impl Achievement {
    /// Where it stands together with its edit.
    pub fn standing(&self) -> revision::Standing {
        revision::Standing {
            state: self.state,
            revision: self.revision.as_ref().map(|revision| revision.state),
        }
    }

    /// The listing as its owner works on it: the edit, when there is one.
    pub fn working(&self) -> &Listing {
        self.revision
            .as_ref()
            .map_or(&self.listing, |revision| &revision.listing)
    }

    /// The seller's own number as its owner works on it, or empty.
    pub fn working_number(&self) -> &str {
        self.revision
            .as_ref()
            .map_or(&self.external_number, |revision| &revision.external_number)
    }

    /// What the edit changes; nothing without an edit.
    pub fn changes(&self) -> Vec<FieldChange> {
        let Some(revision) = &self.revision else {
            return Vec::new();
        };
        let mut changes = changes(&self.listing, &revision.listing);
        if self.external_number != revision.external_number {
            changes.push(FieldChange {
                field: "external_number",
                label: "单位内部编号",
                old: self.external_number.clone(),
                new: revision.external_number.clone(),
            });
        }
        changes
    }
}
