//! Achievements 科技成果: listed by their owner, reviewed by the bureau, confirmed from time to time.

use domain::Timestamp;
use domain::achievement::{Achievement, AchievementInput, Action as Step, Listing, State, next};
use domain::event::Noun;
use domain::id::{AchievementId, OrganisationId};
use domain::user::Actor;
use serde_json::json;

use crate::error::{Error, Result, taken};
use crate::permission::{Action, allowed, require, roles_at, roles_of};
use crate::work::{Once, Work};
use crate::{Market, new_id};

const NUMBER_TAKEN: &str = "本单位已有成果使用这个内部编号，请换一个或修改原有成果";

/// Listings told to search engines at most.
const PUBLISHED_TOLD: i64 = 10_000;

impl Market {
    /// Lists a new achievement as a draft of the actor's organisation.
    ///
    /// # Errors
    /// When a field is wrong, the number is taken or the actor may not.
    pub async fn create_achievement(&self, actor: &Actor, input: AchievementInput, once: &Once) -> Result<AchievementId> {
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
            created_at: work.at,
            updated_at: work.at,
            published_at: None,
            confirmed_at: None,
        };
        let insert = store::achievement::insert(&mut work.tx, &achievement).await;
        insert.map_err(|error| taken(error, "external_number", NUMBER_TAKEN))?;
        work.note(Noun::Achievement, &achievement.id, "created", json!({ "title": achievement.listing.title }));
        work.remember(once, achievement.id.as_str()).await?;
        work.commit().await?;
        Ok(achievement.id)
    }

    /// Changes an achievement; a published one goes back to review.
    ///
    /// # Errors
    /// When a field is wrong, someone changed it in the meantime or the actor may not.
    pub async fn edit_achievement(&self, actor: &Actor, id: &AchievementId, version: i64, input: AchievementInput) -> Result<()> {
        let new = input.check()?;
        let (mut work, mut achievement) = self.begin_step(actor, id, version, Action::AchievementManage).await?;
        achievement.state = work.stepped(Noun::Achievement, id.as_str(), next(achievement.state, Step::Edit)).await?;
        achievement.reason.clear();
        of_today(&new.listing, work.at)?;
        achievement.external_number = new.external_number;
        achievement.listing = new.listing;
        if achievement.state == State::Submitted {
            complete(&achievement)?;
        }
        let update = store_step(&mut work, &mut achievement).await;
        update.map_err(|error| taken(error, "external_number", NUMBER_TAKEN))?;
        work.note(Noun::Achievement, id, "edited", json!({ "title": achievement.listing.title, "state": achievement.state.as_str() }));
        work.commit().await
    }

    /// Hands an achievement in for review.
    ///
    /// # Errors
    /// When something is missing, someone changed it in the meantime or the actor may not.
    pub async fn submit_achievement(&self, actor: &Actor, id: &AchievementId, version: i64) -> Result<()> {
        let (mut work, mut achievement) = self.begin_step(actor, id, version, Action::AchievementManage).await?;
        achievement.state = work.stepped(Noun::Achievement, id.as_str(), next(achievement.state, Step::Submit)).await?;
        achievement.reason.clear();
        complete(&achievement)?;
        store_step(&mut work, &mut achievement).await?;
        work.note(Noun::Achievement, id, "submitted", json!({}));
        work.commit().await
    }

    /// Publishes a submitted achievement: from now on everyone finds it.
    ///
    /// # Errors
    /// When someone changed it in the meantime or the actor may not.
    pub async fn publish_achievement(&self, actor: &Actor, id: &AchievementId, version: i64) -> Result<()> {
        let (mut work, mut achievement) = self.begin_step(actor, id, version, Action::AchievementReview).await?;
        achievement.state = work.stepped(Noun::Achievement, id.as_str(), next(achievement.state, Step::Publish)).await?;
        achievement.reason.clear();
        achievement.published_at = achievement.published_at.or(Some(work.at));
        achievement.confirmed_at = Some(work.at);
        store_step(&mut work, &mut achievement).await?;
        work.note(Noun::Achievement, id, "published", json!({}));
        work.commit().await
    }

    /// Returns a submitted achievement with a reason.
    ///
    /// # Errors
    /// When the reason is missing, someone changed it in the meantime or the actor may not.
    pub async fn return_achievement(&self, actor: &Actor, id: &AchievementId, version: i64, reason: &str) -> Result<()> {
        let reason = required_reason(reason, "请写明退回原因，便于对方修改")?;
        let (mut work, mut achievement) = self.begin_step(actor, id, version, Action::AchievementReview).await?;
        achievement.state = work.stepped(Noun::Achievement, id.as_str(), next(achievement.state, Step::Return)).await?;
        achievement.reason.clone_from(&reason);
        store_step(&mut work, &mut achievement).await?;
        work.note(Noun::Achievement, id, "returned", json!({ "reason": reason }));
        work.commit().await
    }

    /// Says that a published achievement is still to be had.
    ///
    /// # Errors
    /// When it is not published, someone changed it in the meantime or the actor may not.
    pub async fn confirm_achievement(&self, actor: &Actor, id: &AchievementId, version: i64) -> Result<()> {
        let (mut work, mut achievement) = self.begin_step(actor, id, version, Action::AchievementManage).await?;
        achievement.state = work.stepped(Noun::Achievement, id.as_str(), next(achievement.state, Step::Confirm)).await?;
        achievement.confirmed_at = Some(work.at);
        store_step(&mut work, &mut achievement).await?;
        work.note(Noun::Achievement, id, "confirmed", json!({}));
        work.commit().await
    }

    /// Takes an achievement off the market.
    ///
    /// # Errors
    /// When the reason is missing, someone changed it in the meantime or the actor may not.
    pub async fn withdraw_achievement(&self, actor: &Actor, id: &AchievementId, version: i64, reason: &str) -> Result<()> {
        let reason = required_reason(reason, "请写明撤回原因，例如：已独占许可")?;
        let (mut work, mut achievement) = self.begin_step(actor, id, version, Action::AchievementManage).await?;
        achievement.state = work.stepped(Noun::Achievement, id.as_str(), next(achievement.state, Step::Withdraw)).await?;
        achievement.reason.clone_from(&reason);
        store_step(&mut work, &mut achievement).await?;
        work.note(Noun::Achievement, id, "withdrawn", json!({ "reason": reason }));
        work.commit().await
    }

    /// The newest published listings, and when each was changed last: for search engines.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn published(&self) -> Result<Vec<(AchievementId, domain::Timestamp)>> {
        let mut tx = self.read().await?;
        Ok(store::achievement::published(&mut tx, PUBLISHED_TOLD).await?)
    }

    /// One achievement: a published one for everyone, any other for its owner and the bureau.
    ///
    /// # Errors
    /// When there is none that the asker may see.
    pub async fn achievement(&self, actor: Option<&Actor>, id: &AchievementId) -> Result<Achievement> {
        let mut tx = self.read().await?;
        let mut achievement = store::achievement::get(&mut tx, id).await?;
        if !may_see(actor, &achievement) {
            return Err(Error::NotFound);
        }
        // Its owner sees, and edits, what was typed.
        if actor.is_none_or(|actor| actor.organisation != achievement.organisation) {
            achievement.listing.end_terms(self.now().day());
        }
        Ok(achievement)
    }

    /// The achievements of the actor's organisation, newest first, before an identifier; with how many there are.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn my_achievements(&self, actor: &Actor, state: Option<State>, before: &str, most: i64) -> Result<(Vec<Achievement>, i64)> {
        let mut tx = self.read().await?;
        let list = store::achievement::list(&mut tx, actor.organisation.as_str(), state, before, most).await?;
        let count = store::achievement::count(&mut tx, actor.organisation.as_str(), state).await?;
        Ok((list, count))
    }

    /// The published achievements of an organisation, newest first, before an identifier; with how many there are.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn achievements_of(&self, organisation: &OrganisationId, before: &str, most: i64) -> Result<(Vec<Achievement>, i64)> {
        let mut tx = self.read().await?;
        let list = store::achievement::list(&mut tx, organisation.as_str(), Some(State::Published), before, most).await?;
        let count = store::achievement::count(&mut tx, organisation.as_str(), Some(State::Published)).await?;
        Ok((list, count))
    }

    /// Achievements of an organisation (empty: of all) in any state, newest first, before an identifier: for the operator
    /// at the machine.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn all_achievements(&self, organisation: &str, before: &str, most: i64) -> Result<Vec<Achievement>> {
        let mut tx = self.read().await?;
        Ok(store::achievement::list(&mut tx, organisation, None, before, most).await?)
    }

    /// What waits for review, the longest waiting first, after an identifier; with how many there are.
    ///
    /// # Errors
    /// When the actor may not review.
    pub async fn review_queue(&self, actor: &Actor, after: &str, most: i64) -> Result<(Vec<Achievement>, i64)> {
        require(&roles_of(Some(actor)), Action::AchievementReview)?;
        let mut tx = self.read().await?;
        let list = store::achievement::queue(&mut tx, State::Submitted, after, most).await?;
        let count = store::achievement::count(&mut tx, "", Some(State::Submitted)).await?;
        Ok((list, count))
    }

    /// Permission, the row and its version, checked in one transaction that goes on with the step.
    async fn begin_step(&self, actor: &Actor, id: &AchievementId, version: i64, action: Action) -> Result<(Work, Achievement)> {
        let mut work = self.begin(Some(actor)).await?;
        let achievement = store::achievement::get(&mut work.tx, id).await?;
        if !may_see(Some(actor), &achievement) {
            return Err(Error::NotFound);
        }
        require(&roles_at(Some(actor), &achievement.organisation), action)?;
        work.require_version(Noun::Achievement, id.as_str(), achievement.version, version).await?;
        Ok((work, achievement))
    }
}

pub(crate) fn may_see(actor: Option<&Actor>, achievement: &Achievement) -> bool {
    let roles = roles_at(actor, &achievement.organisation);
    achievement.state == State::Published || allowed(&roles, Action::AchievementSee)
}

async fn store_step(work: &mut Work, achievement: &mut Achievement) -> std::result::Result<(), store::Error> {
    achievement.updated_at = work.at;
    store::achievement::update(&mut work.tx, achievement).await
}

fn complete(achievement: &Achievement) -> Result<()> {
    let missing = achievement.listing.missing();
    if missing.is_empty() { Ok(()) } else { Err(Error::Invalid(missing)) }
}

/// What lies in the future cannot be known today.
fn of_today(listing: &Listing, at: Timestamp) -> Result<()> {
    let wrong = listing.in_the_future(at.day());
    if wrong.is_empty() { Ok(()) } else { Err(Error::Invalid(wrong)) }
}

pub(crate) fn required_reason(text: &str, message: &str) -> Result<String> {
    let mut fields = domain::Fields::new();
    let reason = fields.paragraphs("reason", "原因", text, 500);
    if reason.is_empty() {
        fields.wrong("reason", "required", message);
    }
    Ok(fields.finish(reason)?)
}
