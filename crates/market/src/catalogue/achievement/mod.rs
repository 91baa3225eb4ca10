//! Achievements 科技成果: listed by their owner, reviewed by the bureau, confirmed from time to time. What was published
//! stays as it was approved while its edit is worked on and reviewed.

pub(crate) mod waiting;

use domain::Timestamp;
use domain::catalogue::achievement::{
    Achievement, AchievementInput, Action as Step, Listing, NewAchievement, State,
};
use domain::catalogue::revision::{Revision, Standing, next};
use domain::event::Noun;
use domain::id::{AchievementId, OrganisationId};
use domain::people::user::Actor;
use serde_json::json;
use store::catalogue::achievement::InState;
pub use store::catalogue::achievement::{Listed, place};

use crate::catalogue::attachment::take_away;
use crate::kernel::error::{Error, Result, taken};
use crate::kernel::permission::{Action, Who, allowed, require, roles_at, roles_of};
use crate::kernel::work::{Once, Work};
use crate::{Market, new_id};

const NUMBER_TAKEN: &str = "本单位已有成果使用这个内部编号，请换一个或修改原有成果";

/// Listings told to search engines at most.
const PUBLISHED_TOLD: i64 = 10_000;

/// How many achievements an organisation has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts(Vec<InState>);

impl Counts {
    /// How many are in a state or have an edit in it (none: all).
    pub fn of(&self, state: Option<State>) -> i64 {
        let counted = self.0.iter().filter(|one| {
            state.is_none_or(|state| {
                let edit = one.revision.map(|edit| edit.as_str());
                one.state == state || edit == Some(state.as_str())
            })
        });
        counted.map(|one| one.count).sum()
    }
}

impl Market {
    /// Lists a new achievement as a draft of the actor's organisation.
    ///
    /// # Errors
    /// When a field is wrong, the number is taken or the actor may not.
    pub async fn create_achievement(
        &self,
        actor: &Actor,
        input: AchievementInput,
        once: &Once,
    ) -> Result<AchievementId> {
        require(&roles_of(Some(actor)), Action::AchievementCreate)?;
        let new = input.check()?;
        let mut work = self.begin(Some(actor)).await?;
        if let Some(id) = work.made_before(once).await? {
            return id.parse().map_err(|_| Error::NotFound);
        }
        of_today(&new.listing, work.at)?;
        let achievement = Achievement {
            id: new_id(),
            version: 1,
            organisation: actor.organisation.clone(),
            external_number: new.external_number,
            state: State::Draft,
            reason: String::new(),
            listing: new.listing,
            revision: None,
            created_at: work.at,
            updated_at: work.at,
            published_at: None,
            confirmed_at: None,
            waits_since: None,
        };
        let insert = store::catalogue::achievement::insert(&mut work.tx, &achievement).await;
        insert.map_err(|error| taken(error, "external_number", NUMBER_TAKEN))?;
        work.note(
            Noun::Achievement,
            &achievement.id,
            "created",
            json!({ "title": achievement.listing.title }),
        );
        work.remember(once, achievement.id.as_str()).await?;
        work.commit().await?;
        Ok(achievement.id)
    }

    /// Changes an achievement. What was published stays as it is beside its edit; the edit of a published one is handed in
    /// for review at once.
    ///
    /// # Errors
    /// When a field is wrong, someone changed it in the meantime or the actor may not.
    pub async fn edit_achievement(
        &self,
        actor: &Actor,
        id: &AchievementId,
        version: i64,
        input: AchievementInput,
    ) -> Result<()> {
        let new = input.check()?;
        let (mut work, mut achievement) = self
            .begin_step(actor, id, version, Action::AchievementManage)
            .await?;
        if !new.external_number.is_empty() {
            let found = store::catalogue::achievement::by_external_number(
                &mut work.tx,
                &achievement.organisation,
                &new.external_number,
            )
            .await?;
            if found.is_some_and(|other| other.id != *id) {
                return Err(Error::field("external_number", "taken", NUMBER_TAKEN));
            }
        }
        let then = work
            .stepped(
                Noun::Achievement,
                id.as_str(),
                next(achievement.standing(), Step::Edit),
            )
            .await?;
        of_today(&new.listing, work.at)?;
        take_edit(&mut achievement, new, then, &work);
        if then.awaits_review() {
            complete(&achievement)?;
        }
        store_step(&mut work, &mut achievement).await?;
        work.note(Noun::Achievement, id, "edited", told(&achievement));
        work.commit().await
    }

    /// Hands an achievement, or its edit, in for review.
    ///
    /// # Errors
    /// When something is missing, someone changed it in the meantime or the actor may not.
    pub async fn submit_achievement(
        &self,
        actor: &Actor,
        id: &AchievementId,
        version: i64,
    ) -> Result<()> {
        let (mut work, mut achievement) = self
            .begin_step(actor, id, version, Action::AchievementManage)
            .await?;
        let then = work
            .stepped(
                Noun::Achievement,
                id.as_str(),
                next(achievement.standing(), Step::Submit),
            )
            .await?;
        stand(&mut achievement, then, "", &work);
        complete(&achievement)?;
        store_step(&mut work, &mut achievement).await?;
        work.note(Noun::Achievement, id, "submitted", told(&achievement));
        work.commit().await
    }

    /// Publishes a submitted achievement, or its submitted edit with the files that came with it: from now on everyone
    /// finds it so.
    ///
    /// # Errors
    /// When the seller's number is taken, someone changed it in the meantime or the actor may not.
    pub async fn publish_achievement(
        &self,
        actor: &Actor,
        id: &AchievementId,
        version: i64,
    ) -> Result<()> {
        let (mut work, mut achievement) = self
            .begin_step(actor, id, version, Action::AchievementReview)
            .await?;
        let changed: Vec<&str> = achievement
            .changes()
            .into_iter()
            .map(|change| change.field)
            .collect();
        let then = work
            .stepped(
                Noun::Achievement,
                id.as_str(),
                next(achievement.standing(), Step::Publish),
            )
            .await?;
        if let Some(revision) = achievement.revision.take() {
            achievement.listing = revision.listing;
            achievement.external_number = revision.external_number;
        }
        stand(&mut achievement, then, "", &work);
        achievement.published_at = achievement.published_at.or(Some(work.at));
        achievement.confirmed_at = Some(work.at);
        store_step(&mut work, &mut achievement).await?;
        store::catalogue::attachment::set_reviewed(&mut work.tx, Noun::Achievement, id.as_str())
            .await?;
        work.note(
            Noun::Achievement,
            id,
            "published",
            json!({ "title": achievement.listing.title, "changed": changed }),
        );
        work.commit().await
    }

    /// Returns a submitted achievement, or its submitted edit, with a reason; what is published stays as it is.
    ///
    /// # Errors
    /// When the reason is missing, someone changed it in the meantime or the actor may not.
    pub async fn return_achievement(
        &self,
        actor: &Actor,
        id: &AchievementId,
        version: i64,
        reason: &str,
    ) -> Result<()> {
        let reason = required_reason(reason, "请写明退回原因，便于对方修改")?;
        let (mut work, mut achievement) = self
            .begin_step(actor, id, version, Action::AchievementReview)
            .await?;
        let then = work
            .stepped(
                Noun::Achievement,
                id.as_str(),
                next(achievement.standing(), Step::Return),
            )
            .await?;
        stand(&mut achievement, then, &reason, &work);
        store_step(&mut work, &mut achievement).await?;
        work.note(
            Noun::Achievement,
            id,
            "returned",
            json!({ "reason": reason }),
        );
        work.commit().await
    }

    /// Gives the edit of an achievement up, with the files that came with it: what is published stays as it is.
    ///
    /// # Errors
    /// When there is no edit, someone changed it in the meantime or the actor may not.
    pub async fn discard_revision(
        &self,
        actor: &Actor,
        id: &AchievementId,
        version: i64,
    ) -> Result<()> {
        let (mut work, mut achievement) = self
            .begin_step(actor, id, version, Action::AchievementManage)
            .await?;
        let then = work
            .stepped(
                Noun::Achievement,
                id.as_str(),
                next(achievement.standing(), Step::Discard),
            )
            .await?;
        achievement.revision = None;
        achievement.waits_since = None;
        achievement.state = then.state;
        store_step(&mut work, &mut achievement).await?;
        for file in
            store::catalogue::attachment::unreviewed(&mut work.tx, Noun::Achievement, id.as_str())
                .await?
        {
            take_away(&mut work, Noun::Achievement, &file).await?;
        }
        work.note(Noun::Achievement, id, "revision_discarded", json!({}));
        work.commit().await
    }

    /// Says that a published achievement is still to be had.
    ///
    /// # Errors
    /// When it is not published, someone changed it in the meantime or the actor may not.
    pub async fn confirm_achievement(
        &self,
        actor: &Actor,
        id: &AchievementId,
        version: i64,
    ) -> Result<()> {
        let (mut work, mut achievement) = self
            .begin_step(actor, id, version, Action::AchievementManage)
            .await?;
        work.stepped(
            Noun::Achievement,
            id.as_str(),
            next(achievement.standing(), Step::Confirm),
        )
        .await?;
        achievement.confirmed_at = Some(work.at);
        store_step(&mut work, &mut achievement).await?;
        work.note(Noun::Achievement, id, "confirmed", json!({}));
        work.commit().await
    }

    /// Takes an achievement off the market, at any time: an edit in review is a draft again.
    ///
    /// # Errors
    /// When the reason is missing, someone changed it in the meantime or the actor may not.
    pub async fn withdraw_achievement(
        &self,
        actor: &Actor,
        id: &AchievementId,
        version: i64,
        reason: &str,
    ) -> Result<()> {
        let reason = required_reason(reason, "请写明撤回原因，例如：已独占许可")?;
        let (mut work, mut achievement) = self
            .begin_step(actor, id, version, Action::AchievementManage)
            .await?;
        let then = work
            .stepped(
                Noun::Achievement,
                id.as_str(),
                next(achievement.standing(), Step::Withdraw),
            )
            .await?;
        withdraw(&mut achievement, then, &reason);
        store_step(&mut work, &mut achievement).await?;
        work.note(
            Noun::Achievement,
            id,
            "withdrawn",
            json!({ "reason": reason }),
        );
        work.commit().await
    }

    /// The newest published listings, and when each was changed last: for search engines.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn published(&self) -> Result<Vec<(AchievementId, domain::Timestamp)>> {
        let mut tx = self.read().await?;
        Ok(store::catalogue::achievement::published(&mut tx, PUBLISHED_TOLD).await?)
    }

    /// One achievement: a published one as it was approved for everyone, a withdrawn one for those whose request,
    /// introduction, deal or contract rests on it; any other, and its edit, for its owner and the bureau.
    ///
    /// # Errors
    /// When there is none that the asker may see.
    pub async fn achievement(
        &self,
        actor: Option<&Actor>,
        id: &AchievementId,
    ) -> Result<Achievement> {
        let mut tx = self.read().await?;
        let achievement = store::catalogue::achievement::get(&mut tx, id).await?;
        if !sees(&mut tx, actor, &achievement).await? {
            return Err(Error::NotFound);
        }
        let mut achievement = shown_to(actor, achievement);
        // Its owner sees, and edits, what was typed.
        if actor.is_none_or(|actor| actor.organisation != achievement.organisation) {
            achievement.listing.end_terms(self.now().day());
        }
        Ok(achievement)
    }

    /// The achievements of the actor's organisation, newest first, before an identifier; with how many there are in each
    /// state.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn my_achievements(
        &self,
        actor: &Actor,
        state: Option<State>,
        before: &str,
        most: i64,
    ) -> Result<(Vec<Achievement>, Counts)> {
        let own = &actor.organisation;
        let mut tx = self.read().await?;
        let list = store::catalogue::achievement::list(&mut tx, own, state, before, most).await?;
        let counts = Counts(store::catalogue::achievement::by_state(&mut tx, own).await?);
        Ok((list, counts))
    }

    /// Achievements of an organisation (none: of all) in any state, newest first, before an identifier: for the operator
    /// at the machine.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn all_achievements(
        &self,
        organisation: Option<&OrganisationId>,
        before: &str,
        most: i64,
    ) -> Result<Vec<Achievement>> {
        let mut tx = self.read().await?;
        Ok(match organisation {
            Some(one) => {
                store::catalogue::achievement::list(&mut tx, one, None, before, most).await?
            }
            None => store::catalogue::achievement::all(&mut tx, before, most).await?,
        })
    }

    /// What waits for review, new listings and edits, each with its owner, the longest waiting first, after a [`place`];
    /// with how many there are.
    ///
    /// # Errors
    /// When the actor may not review.
    pub async fn review_queue(
        &self,
        actor: &Actor,
        after: &str,
        most: i64,
    ) -> Result<(Vec<Listed>, i64)> {
        require(&roles_of(Some(actor)), Action::AchievementReview)?;
        let mut tx = self.read().await?;
        let list = store::catalogue::achievement::queue(&mut tx, after, most).await?;
        let count = store::catalogue::achievement::count_waiting(&mut tx).await?;
        Ok((list, count))
    }

    /// Permission, the row and its version, checked in one transaction that goes on with the step.
    async fn begin_step(
        &self,
        actor: &Actor,
        id: &AchievementId,
        version: i64,
        action: Action,
    ) -> Result<(Work, Achievement)> {
        let mut work = self.begin(Some(actor)).await?;
        let achievement = store::catalogue::achievement::get(&mut work.tx, id).await?;
        if !sees(&mut work.tx, Some(actor), &achievement).await? {
            return Err(Error::NotFound);
        }
        require(&roles_at(Some(actor), &achievement.organisation), action)?;
        work.require_version(Noun::Achievement, id.as_str(), achievement.version, version)
            .await?;
        Ok((work, achievement))
    }
}

/// What an asker sees of an achievement that is not hidden from them, on a page and through the API alike.
fn shown_to(actor: Option<&Actor>, mut achievement: Achievement) -> Achievement {
    let roles = roles_at(actor, &achievement.organisation);
    if !allowed(&roles, Action::AchievementSeeContact) {
        achievement.listing.contact_name.clear();
        achievement.listing.contact.clear();
    }
    if !allowed(&roles, Action::AchievementSee) {
        achievement.reason.clear();
        achievement.revision = None;
        achievement.waits_since = None;
    }
    achievement
}

/// Whether an achievement is not hidden from an asker.
pub(crate) async fn sees(
    tx: &mut store::Tx,
    actor: Option<&Actor>,
    achievement: &Achievement,
) -> Result<bool> {
    let mut roles = roles_at(actor, &achievement.organisation);
    if achievement.state == State::Published || allowed(&roles, Action::AchievementSee) {
        return Ok(true);
    }
    let was_approved = achievement.state == State::Withdrawn && achievement.published_at.is_some();
    let Some(actor) = actor.filter(|_| was_approved) else {
        return Ok(false);
    };
    let takes_part = if roles.contains(&Who::Agency) {
        store::catalogue::achievement::applied_for(tx, &achievement.id).await?
    } else {
        roles.push(Who::Buyer);
        store::catalogue::achievement::rests_on(tx, &achievement.id, &actor.organisation).await?
    };
    Ok(takes_part && allowed(&roles, Action::AchievementSeeWithdrawn))
}

/// Puts what was handed in where it belongs: in place before anything was approved, else beside what was.
pub(crate) fn take_edit(
    achievement: &mut Achievement,
    new: NewAchievement,
    then: Standing,
    work: &Work,
) {
    if let Some(state) = then.revision {
        let NewAchievement {
            listing,
            external_number,
        } = new;
        achievement.revision = Some(Revision {
            state,
            reason: String::new(),
            external_number,
            listing,
            at: work.at,
        });
    } else {
        achievement.listing = new.listing;
        achievement.external_number = new.external_number;
    }
    stand(achievement, then, "", work);
}

/// Where it stands from now on and why, it itself or its edit.
pub(crate) fn stand(achievement: &mut Achievement, then: Standing, reason: &str, work: &Work) {
    achievement.state = then.state;
    match (&mut achievement.revision, then.revision) {
        (Some(revision), Some(state)) => {
            revision.state = state;
            reason.clone_into(&mut revision.reason);
        }
        _ => reason.clone_into(&mut achievement.reason),
    }
    achievement.waits_since = if then.awaits_review() {
        achievement.waits_since.or(Some(work.at))
    } else {
        None
    };
}

fn withdraw(achievement: &mut Achievement, then: Standing, reason: &str) {
    achievement.state = then.state;
    reason.clone_into(&mut achievement.reason);
    if let (Some(revision), Some(state)) = (&mut achievement.revision, then.revision) {
        revision.state = state;
    }
    achievement.waits_since = None;
}

/// Writes a step down.
pub(crate) async fn store_step(work: &mut Work, achievement: &mut Achievement) -> Result<()> {
    achievement.updated_at = work.at;
    let update = store::catalogue::achievement::update(&mut work.tx, achievement).await;
    update.map_err(|error| taken(error, "external_number", NUMBER_TAKEN))
}

/// What the log keeps of an edit.
fn told(achievement: &Achievement) -> serde_json::Value {
    let revision = achievement.revision.as_ref().map(|revision| revision.state);
    json!({ "title": achievement.working().title, "state": achievement.state.as_str(), "revision": revision })
}

fn complete(achievement: &Achievement) -> Result<()> {
    let missing = achievement.working().missing();
    if missing.is_empty() {
        Ok(())
    } else {
        Err(Error::Invalid(missing))
    }
}

/// What lies in the future cannot be known today.
fn of_today(listing: &Listing, at: Timestamp) -> Result<()> {
    let wrong = listing.in_the_future(at.day());
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(Error::Invalid(wrong))
    }
}

pub(crate) fn required_reason(text: &str, message: &str) -> Result<String> {
    let mut fields = domain::Fields::new();
    let reason = fields.paragraphs("reason", "原因", text, 500);
    if reason.is_empty() {
        fields.wrong("reason", "required", message);
    }
    Ok(fields.finish(reason)?)
}
