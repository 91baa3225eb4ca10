//! Reading the log, and proving that nobody altered it.

use domain::event::Noun;
use domain::people::user::Actor;
pub use store::kernel::event::{Chain, Event, Which};

use crate::Market;
use crate::kernel::error::Result;
use crate::kernel::permission::{Action, Who, allowed, require, roles_of};

/// One entry of the log, as far as its reader may know.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What was noted; its payload is empty where the thing is not for the reader.
    pub event: Event,
    /// Who acted, by name; nothing when the system itself did.
    pub actor_name: Option<String>,
    /// For which organisation, by name.
    pub organisation_name: Option<String>,
    /// Title or name of what it is about.
    pub title: Option<String>,
    /// Whether the reader may look at the thing itself.
    pub is_open: bool,
}

impl Entry {
    /// That something happened, by whom and to what, is told of everything; what was said and which files there are, only
    /// of what the reader may see.
    fn new(named: store::kernel::event::Named, roles: &[Who]) -> Self {
        let noun = Noun::ALL
            .into_iter()
            .find(|noun| noun.as_str() == named.event.noun);
        let see = match noun {
            Some(Noun::Organisation) => Action::OrganisationSee,
            Some(Noun::User) | None => Action::EventSee,
            Some(Noun::Achievement) => Action::AchievementSee,
            Some(Noun::Demand) => Action::DemandSee,
            Some(Noun::Import) => Action::ImportManage,
            Some(Noun::LicenceRequest) => Action::LicenceRequestSee,
            Some(Noun::Introduction) => Action::IntroductionSee,
            Some(Noun::Deal) => Action::DealSee,
            Some(Noun::Contract) => Action::ContractSee,
            Some(Noun::Payment) => Action::PaymentSee,
            Some(Noun::SavedSearch) => Action::SavedSearchManage,
        };
        let unsigned = noun == Some(Noun::Contract) && !named.was_signed;
        let is_open = allowed(roles, see) && !unsigned;
        let mut event = named.event;
        if !is_open {
            event.payload = "{}".into();
        }
        Self {
            event,
            actor_name: named.actor_name,
            organisation_name: named.organisation_name,
            title: named.title,
            is_open,
        }
    }
}

impl Market {
    /// The newest events before a place, newest first.
    ///
    /// # Errors
    /// When the actor may not see the log.
    pub async fn events(
        &self,
        actor: &Actor,
        before: i64,
        which: &Which,
        most: i64,
    ) -> Result<Vec<Entry>> {
        let roles = roles_of(Some(actor));
        require(&roles, Action::EventSee)?;
        let mut tx = self.read().await?;
        let events = store::kernel::event::before(&mut tx, before, which, most).await?;
        Ok(events
            .into_iter()
            .map(|named| Entry::new(named, &roles))
            .collect())
    }

    /// Walks the whole chain of events: for the operator at the machine.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn verify_chain(&self) -> Result<Chain> {
        let mut tx = self.read().await?;
        Ok(store::kernel::event::verify(&mut tx).await?)
    }

    /// Place of the newest event.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn last_event(&self) -> Result<i64> {
        let mut tx = self.read().await?;
        Ok(store::kernel::event::last_seq(&mut tx).await?)
    }

    /// Writes a consistent copy of the embedded database: for the operator at the machine.
    ///
    /// # Errors
    /// When the disk refuses, or the database is a server's.
    pub async fn backup_database(&self, file: &std::path::Path) -> Result<()> {
        Ok(self.inner.db.copy_to(file).await?)
    }
}
