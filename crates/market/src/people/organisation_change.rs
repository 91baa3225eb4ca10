//! Changes of what decides money and rights of an organisation 单位登记信息变更: asked for by its manager, decided by
//! somebody of the bureau, corrected by the bureau where it sees a mistake. The log keeps what was and what is.

use domain::event::Noun;
use domain::id::{OrganisationChangeId, OrganisationId};
use domain::people::organisation::{NewOrganisation, Organisation};
use domain::people::organisation_change::{
    Action as Step, Identity, OrganisationChange, OrganisationChangeInput, State, next,
};
use domain::people::user::Actor;
use serde_json::json;
use store::desk::waiting::{AllWaiting, Queue};
pub use store::people::organisation_change::Named as ChangeView;

use crate::catalogue::achievement::required_reason;
use crate::desk::waiting::list::{Waiting, WaitingItem, Whose};
use crate::kernel::error::{Error, Result, taken};
use crate::kernel::permission::{Action, allowed, require, roles_at, roles_of};
use crate::kernel::work::{Once, Work, version_meant};
use crate::{Market, new_id};

const CODE_TAKEN: &str = "已有单位使用这个统一社会信用代码，请核对";

impl Market {
    /// Asks for a change of what the actor's organisation is registered as.
    ///
    /// # Errors
    /// When a field is wrong, the organisation waits for an answer already or the actor is not its manager.
    pub async fn ask_organisation_change(
        &self,
        actor: &Actor,
        id: &OrganisationId,
        input: OrganisationChangeInput,
        once: &Once,
    ) -> Result<OrganisationChangeId> {
        require(&roles_at(Some(actor), id), Action::OrganisationChangeAsk)?;
        let mut work = self.begin(Some(actor)).await?;
        if let Some(id) = work.made_before(once).await? {
            return id.parse().map_err(|_| Error::NotFound);
        }
        let organisation = store::people::organisation::get(&mut work.tx, id).await?;
        let new = input.check(&organisation.described)?;
        refuse_taken_code(&mut work, id, &new.described).await?;
        let change = OrganisationChange {
            id: new_id(),
            version: 1,
            organisation: id.clone(),
            state: State::Open,
            held: Identity::of(&organisation.described),
            wanted: Identity::of(&new.described),
            reason: new.reason,
            evidence: new.evidence,
            answer: String::new(),
            asked_by: actor.user.clone(),
            asked_at: work.at,
            decided_by: None,
            decided_at: None,
        };
        store::people::organisation_change::insert(&mut work.tx, &change)
            .await
            .map_err(|error| match error {
                store::Error::Taken(_) => {
                    Error::Refused("贵单位已有一项变更申请等待审核，请先撤回再重新提交".into())
                }
                other => other.into(),
            })?;
        let payload = json!({ "change": change.id, "held": change.held, "wanted": change.wanted, "reason": change.reason });
        work.note(Noun::Organisation, id, "change_asked", payload);
        work.remember(once, change.id.as_str()).await?;
        work.commit().await?;
        Ok(change.id)
    }

    /// Takes back what the actor's organisation asked for.
    ///
    /// # Errors
    /// When it is decided already, someone changed it in the meantime or the actor may not.
    pub async fn withdraw_organisation_change(
        &self,
        actor: &Actor,
        id: &OrganisationChangeId,
        version: i64,
    ) -> Result<()> {
        let (mut work, change) = self
            .begin_change(actor, id, version, Action::OrganisationChangeAsk)
            .await?;
        let state = next(change.state, Step::Withdraw)?;
        store::people::organisation_change::update(
            &mut work.tx,
            &OrganisationChange {
                state,
                ..change.clone()
            },
        )
        .await?;
        work.note(
            Noun::Organisation,
            &change.organisation,
            "change_withdrawn",
            json!({ "change": id }),
        );
        work.commit().await
    }

    /// Approves a change and makes it so. Contracts that are signed keep what the parties were.
    ///
    /// # Errors
    /// When it is decided already, the organisation was changed since, the actor asked for it or may not.
    pub async fn approve_organisation_change(
        &self,
        actor: &Actor,
        id: &OrganisationChangeId,
        version: i64,
    ) -> Result<()> {
        let (mut work, change) = self
            .begin_change(actor, id, version, Action::OrganisationChangeDecide)
            .await?;
        let state = next(change.state, Step::Approve)?;
        refuse_own(&mut work, actor, &change).await?;
        let organisation =
            store::people::organisation::get(&mut work.tx, &change.organisation).await?;
        if Identity::of(&organisation.described) != change.held {
            return Err(Error::Refused(
                "提出申请之后，该单位的登记信息已被更正。请不予同意并说明，由该单位核对后重新申请"
                    .into(),
            ));
        }
        let described = with_identity(&organisation.described, change.wanted.clone())?;
        apply(&mut work, &organisation, organisation.version, &described).await?;
        decide(&mut work, actor, &change, state, String::new()).await?;
        let payload = json!({
            "change": id, "held": change.held, "wanted": change.wanted, "reason": change.reason, "asked_by": change.asked_by,
        });
        work.note(Noun::Organisation, &change.organisation, "changed", payload);
        work.commit().await
    }

    /// Refuses a change, with the reason.
    ///
    /// # Errors
    /// When the reason is missing, it is decided already, the actor asked for it or may not.
    pub async fn refuse_organisation_change(
        &self,
        actor: &Actor,
        id: &OrganisationChangeId,
        version: i64,
        reason: &str,
    ) -> Result<()> {
        let answer = required_reason(reason, "请写明不予同意的原因，例如：未附换发后的营业执照")?;
        let (mut work, change) = self
            .begin_change(actor, id, version, Action::OrganisationChangeDecide)
            .await?;
        let state = next(change.state, Step::Refuse)?;
        refuse_own(&mut work, actor, &change).await?;
        let payload =
            json!({ "change": id, "held": change.held, "wanted": change.wanted, "reason": answer });
        decide(&mut work, actor, &change, state, answer).await?;
        work.note(
            Noun::Organisation,
            &change.organisation,
            "change_refused",
            payload,
        );
        work.commit().await
    }

    /// The bureau corrects what an organisation is registered as, with the reason.
    ///
    /// # Errors
    /// When a field is wrong, someone changed it in the meantime, it is the actor's own organisation or the actor may not.
    pub async fn correct_organisation(
        &self,
        actor: &Actor,
        id: &OrganisationId,
        version: i64,
        input: OrganisationChangeInput,
    ) -> Result<()> {
        require(&roles_of(Some(actor)), Action::OrganisationChangeDecide)?;
        let mut work = self.begin(Some(actor)).await?;
        if is_member(&mut work, actor, id).await? {
            return Err(Error::Refused(
                "不能更正自己所在单位的登记信息：请由单位管理员提交变更申请，由其他人员审核".into(),
            ));
        }
        let organisation = store::people::organisation::get(&mut work.tx, id).await?;
        work.require_version(
            Noun::Organisation,
            id.as_str(),
            organisation.version,
            version,
        )
        .await?;
        let new = input.check(&organisation.described)?;
        let version = version_meant(organisation.version, version);
        apply(&mut work, &organisation, version, &new.described).await?;
        let payload = json!({
            "held": Identity::of(&organisation.described), "wanted": Identity::of(&new.described), "reason": new.reason,
            "evidence": new.evidence, "correction": true,
        });
        work.note(Noun::Organisation, id, "changed", payload);
        work.commit().await
    }

    /// One change, for the manager of the organisation and the bureau.
    ///
    /// # Errors
    /// When there is none that the actor may see.
    pub async fn organisation_change(
        &self,
        actor: &Actor,
        id: &OrganisationChangeId,
    ) -> Result<ChangeView> {
        let mut tx = self.read().await?;
        change_of(&mut tx, actor, id).await
    }

    /// The changes of an organisation, the newest first, before an identifier (empty: from the newest).
    ///
    /// # Errors
    /// When the actor may not see them.
    pub async fn changes_of_organisation(
        &self,
        actor: &Actor,
        id: &OrganisationId,
        before: &str,
        most: i64,
    ) -> Result<Vec<ChangeView>> {
        require(&roles_at(Some(actor), id), Action::OrganisationChangeSee)?;
        let mut tx = self.read().await?;
        Ok(store::people::organisation_change::of_organisation(&mut tx, id, before, most).await?)
    }

    /// The changes that wait for the bureau, the oldest first, after an identifier (empty: from the first); with how many
    /// there are.
    ///
    /// # Errors
    /// When the actor may not decide them.
    pub async fn organisation_change_queue(
        &self,
        actor: &Actor,
        after: &str,
        most: i64,
    ) -> Result<(Vec<ChangeView>, i64)> {
        require(&roles_of(Some(actor)), Action::OrganisationChangeDecide)?;
        let mut tx = self.read().await?;
        let list =
            store::people::organisation_change::queue(&mut tx, State::Open, after, most).await?;
        Ok((
            list,
            store::people::organisation_change::count(&mut tx, State::Open).await?,
        ))
    }

    async fn begin_change(
        &self,
        actor: &Actor,
        id: &OrganisationChangeId,
        version: i64,
        action: Action,
    ) -> Result<(Work, OrganisationChange)> {
        let mut work = self.begin(Some(actor)).await?;
        let change = change_of(&mut work.tx, actor, id).await?.change;
        require(&roles_at(Some(actor), &change.organisation), action)?;
        if change.version != version_meant(change.version, version) {
            // Whoever decides what is decided is told that, not that a page is old.
            next(change.state, Step::Approve)?;
            return Err(Error::Stale);
        }
        Ok((work, change))
    }
}

/// The change, hidden from whoever may not see it.
async fn change_of(
    tx: &mut store::Tx,
    actor: &Actor,
    id: &OrganisationChangeId,
) -> Result<ChangeView> {
    let named = store::people::organisation_change::get(tx, id).await?;
    if !allowed(
        &roles_at(Some(actor), &named.change.organisation),
        Action::OrganisationChangeSee,
    ) {
        return Err(Error::NotFound);
    }
    Ok(named)
}

/// Four eyes: nobody decides what they asked for, or about an organisation they also act for.
async fn refuse_own(work: &mut Work, actor: &Actor, change: &OrganisationChange) -> Result<()> {
    if change.asked_by == actor.user {
        return Err(Error::Refused(
            "这项变更由您本人提出，请由科技局其他人员审核".into(),
        ));
    }
    if actor.organisation != change.organisation
        && is_member(work, actor, &change.organisation).await?
    {
        return Err(Error::Refused(
            "您也是该单位的成员，请由科技局其他人员审核".into(),
        ));
    }
    Ok(())
}

async fn is_member(work: &mut Work, actor: &Actor, organisation: &OrganisationId) -> Result<bool> {
    let memberships = store::people::user::memberships_of(&mut work.tx, &actor.user).await?;
    Ok(actor.organisation == *organisation
        || memberships
            .iter()
            .any(|membership| membership.organisation == *organisation))
}

async fn refuse_taken_code(
    work: &mut Work,
    id: &OrganisationId,
    described: &NewOrganisation,
) -> Result<()> {
    match store::people::organisation::by_credit_code(&mut work.tx, &described.credit_code).await? {
        Some(other) if other.id != *id => Err(Error::field("credit_code", "taken", CODE_TAKEN)),
        Some(_) | None => Ok(()),
    }
}

/// What was checked when it was asked for; its code was parsed then.
fn with_identity(described: &NewOrganisation, identity: Identity) -> Result<NewOrganisation> {
    let credit_code =
        domain::people::code::CreditCode::parse(&identity.credit_code).map_err(|error| {
            Error::Store(store::Error::Unreadable {
                column: "organisation_change.wanted".into(),
                reason: error.to_string(),
            })
        })?;
    Ok(NewOrganisation {
        name: identity.name,
        kind: identity.kind,
        credit_code,
        division_code: identity.division_code,
        legal_representative: identity.legal_representative,
        ..described.clone()
    })
}

async fn apply(
    work: &mut Work,
    organisation: &Organisation,
    version: i64,
    described: &NewOrganisation,
) -> Result<()> {
    let written =
        store::people::organisation::update(&mut work.tx, &organisation.id, version, described)
            .await;
    written.map_err(|error| taken(error, "credit_code", CODE_TAKEN))
}

async fn decide(
    work: &mut Work,
    actor: &Actor,
    change: &OrganisationChange,
    state: State,
    answer: String,
) -> Result<()> {
    let decided = OrganisationChange {
        state,
        answer,
        decided_by: Some(actor.user.clone()),
        decided_at: Some(work.at),
        ..change.clone()
    };
    Ok(store::people::organisation_change::update(&mut work.tx, &decided).await?)
}

/// What the organisation asked for, and for the bureau all changes that were asked for.
pub(crate) fn waits(all: &AllWaiting, actor: &Actor, waiting: &mut Waiting) {
    for row in all.of(Queue::Change) {
        let what = "等待审核，请同意或不予同意";
        waiting.add_queue(Noun::Organisation, row, "项单位登记信息变更", what);
    }
    for row in all.of(Queue::OwnChange) {
        let own = WaitingItem {
            noun: Noun::Organisation,
            id: Some(actor.organisation.to_string()),
            title: "本单位登记信息变更".into(),
            what: "等待科技局审核".into(),
            since: row.since,
            due: None,
        };
        waiting.push(Whose::Others, own);
    }
}
