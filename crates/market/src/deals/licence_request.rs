//! Licence requests 许可意向: asked by an enterprise, answered by the seller. Accepting one opens a deal.

use domain::deals::deal;
use domain::deals::deal::Deal;
use domain::deals::licence_request::{
    ANSWER_WITHIN_DAYS, Action as Step, DeclineInput, LicenceRequest, LicenceRequestInput, State,
    may_ask, next, offered, way_on,
};
use domain::deals::party::Side;
use domain::event::Noun;
use domain::id::{AchievementId, DealId, LicenceRequestId, OrganisationId};
use domain::people::user::Actor;
use jiff::civil::Date;
use serde_json::json;
use store::deals::licence_request::Named;
use store::desk::waiting::{AllWaiting, Queue};

use crate::catalogue::achievement;
use crate::deals::introduction::protecting;
use crate::desk::waiting::list::{Waiting, WaitingItem, Whose};
use crate::kernel::error::{Error, Result};
use crate::kernel::permission::{Action, allowed, require, roles_between, roles_of};
use crate::kernel::work::{Once, Work};
use crate::{Market, new_id};

/// A request as its page and its lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LicenceRequestView {
    /// The request.
    pub request: LicenceRequest,
    /// What is asked for.
    pub achievement_title: String,
    /// Who answers.
    pub seller_name: String,
    /// Who asks.
    pub buyer_name: String,
    /// The person who asked.
    pub asked_by_name: String,
    /// The last day for an answer.
    pub answer_due: Date,
    /// The day has passed, and nobody answered.
    pub overdue: bool,
    /// What the viewer's side can do next, in words; empty for others.
    pub way_on: &'static str,
    /// What the viewer may do with it as it stands.
    pub can: Vec<Step>,
}

impl LicenceRequestView {
    pub(crate) fn new(named: Named, actor: &Actor, today: Date) -> Self {
        let request = &named.request;
        let side = side_of(request, actor);
        let roles = roles_between(Some(actor), &request.seller, &request.buyer, None);
        let may = |step: &Step| {
            allowed(&roles, permission_for(*step))
                && side.is_some_and(|side| next(request.state, *step, side).is_ok())
        };
        Self {
            way_on: side.map_or("", |side| way_on(request.state, side)),
            can: Step::ALL.into_iter().filter(may).collect(),
            answer_due: named.request.answer_due(ANSWER_WITHIN_DAYS),
            overdue: named.request.is_overdue(ANSWER_WITHIN_DAYS, today),
            request: named.request,
            achievement_title: named.achievement_title,
            seller_name: named.seller_name,
            buyer_name: named.buyer_name,
            asked_by_name: named.asked_by_name,
        }
    }

    /// Where a list goes on after this one.
    pub fn place(&self) -> String {
        store::deals::licence_request::place(&self.request)
    }
}

impl Market {
    /// Asks for an achievement in the name of the actor's enterprise.
    ///
    /// # Errors
    /// When a field is wrong, the achievement is not on offer, the enterprise asked already or the actor may not.
    pub async fn request_licence(
        &self,
        actor: &Actor,
        achievement: &AchievementId,
        input: LicenceRequestInput,
        once: &Once,
    ) -> Result<LicenceRequestId> {
        require(&roles_of(Some(actor)), Action::LicenceRequestCreate)?;
        let asked = input.check()?;
        let mut work = self.begin(Some(actor)).await?;
        if let Some(id) = work.made_before(once).await? {
            return id.parse().map_err(|_| Error::NotFound);
        }
        store::kernel::hold::achievement(&mut work.tx, achievement).await?;
        let achievement = store::catalogue::achievement::get(&mut work.tx, achievement).await?;
        if !achievement::sees(&mut work.tx, Some(actor), &achievement).await? {
            return Err(Error::NotFound);
        }
        may_ask(&actor.organisation, actor.organisation_kind, &achievement)?;
        offered(asked.mode, &achievement).map_err(|error| vec![error])?;
        refuse_a_second(
            &mut work,
            &actor.organisation,
            &achievement.organisation,
            &achievement.id,
        )
        .await?;
        let request = LicenceRequest {
            id: new_id(),
            version: 1,
            achievement: achievement.id,
            seller: achievement.organisation,
            buyer: actor.organisation.clone(),
            asked_by: actor.user.clone(),
            state: State::Open,
            asked,
            decline: None,
            deal: None,
            created_at: work.at,
            answered_at: None,
        };
        store::deals::licence_request::insert(&mut work.tx, &request)
            .await
            .map_err(|error| match error {
                store::Error::Taken(_) => Error::Refused(
                    "贵单位对这项成果的许可意向刚刚已提出，请在“我的意向”中查看".into(),
                ),
                other => other.into(),
            })?;
        let payload = json!({
            "achievement": request.achievement, "seller": request.seller, "buyer": request.buyer, "mode": request.asked.mode,
        });
        work.note(Noun::LicenceRequest, &request.id, "asked", payload);
        work.remember(once, request.id.as_str()).await?;
        work.commit().await?;
        Ok(request.id)
    }

    /// The request about an achievement that the actor's organisation waits for an answer to.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn open_request(
        &self,
        actor: &Actor,
        achievement: &AchievementId,
    ) -> Result<Option<LicenceRequestId>> {
        let mut tx = self.read().await?;
        let open =
            store::deals::licence_request::open_of(&mut tx, &actor.organisation, achievement)
                .await?;
        Ok(open.map(|named| named.request.id))
    }

    /// Accepts a request and opens the deal, with the broker whose acknowledged introduction still protects it.
    ///
    /// # Errors
    /// When it was answered or withdrawn, someone changed it in the meantime or the actor may not.
    pub async fn accept_licence_request(
        &self,
        actor: &Actor,
        id: &LicenceRequestId,
        version: i64,
        once: &Once,
    ) -> Result<DealId> {
        let mut work = self.begin(Some(actor)).await?;
        let named = request_of(&mut work, actor, id, Action::LicenceRequestAnswer).await?;
        if let Some(id) = work.made_before(once).await? {
            return id.parse().map_err(|_| Error::NotFound);
        }
        // An introduction that is acknowledged at the same moment either is seen here or finds this deal.
        store::kernel::hold::achievement(&mut work.tx, &named.request.achievement).await?;
        let request = answer(
            &mut work,
            named.request,
            version,
            Step::Accept,
            Side::Seller,
        )
        .await?;
        let introduction = protecting(
            &mut work,
            &request.achievement,
            &request.seller,
            &request.buyer,
        )
        .await?;
        let deal = Deal {
            id: new_id(),
            version: 1,
            achievement: request.achievement,
            request: Some(request.id),
            introduction: introduction
                .as_ref()
                .map(|introduction| introduction.id.clone()),
            seller: request.seller,
            buyer: request.buyer,
            broker: introduction.map(|introduction| introduction.broker),
            state: deal::State::Negotiating,
            closing: None,
            created_at: work.at,
            updated_at: work.at,
        };
        store::deals::deal::insert(&mut work.tx, &deal).await?;
        work.note(
            Noun::LicenceRequest,
            id,
            "accepted",
            json!({ "deal": deal.id }),
        );
        let payload = json!({
            "achievement": deal.achievement, "seller": deal.seller, "buyer": deal.buyer, "broker": deal.broker,
            "request": deal.request, "introduction": deal.introduction,
        });
        work.note(Noun::Deal, &deal.id, "opened", payload);
        work.remember(once, deal.id.as_str()).await?;
        work.commit().await?;
        Ok(deal.id)
    }

    /// Declines a request with a reason.
    ///
    /// # Errors
    /// When the reason is missing, it was answered or withdrawn, someone changed it in the meantime or the actor may not.
    pub async fn decline_licence_request(
        &self,
        actor: &Actor,
        id: &LicenceRequestId,
        version: i64,
        input: DeclineInput,
    ) -> Result<()> {
        let decline = input.check()?;
        let mut work = self.begin(Some(actor)).await?;
        let named = request_of(&mut work, actor, id, Action::LicenceRequestAnswer).await?;
        let payload = json!({ "reason": decline.reason });
        let request = LicenceRequest {
            decline: Some(decline),
            ..named.request
        };
        answer(&mut work, request, version, Step::Decline, Side::Seller).await?;
        work.note(Noun::LicenceRequest, id, "declined", payload);
        work.commit().await
    }

    /// Takes a request back.
    ///
    /// # Errors
    /// When it was answered or withdrawn, someone changed it in the meantime or the actor may not.
    pub async fn withdraw_licence_request(
        &self,
        actor: &Actor,
        id: &LicenceRequestId,
        version: i64,
    ) -> Result<()> {
        let mut work = self.begin(Some(actor)).await?;
        let named = request_of(&mut work, actor, id, Action::LicenceRequestWithdraw).await?;
        answer(
            &mut work,
            named.request,
            version,
            Step::Withdraw,
            Side::Buyer,
        )
        .await?;
        work.note(Noun::LicenceRequest, id, "withdrawn", json!({}));
        work.commit().await
    }

    /// One request, for its two sides and the bureau.
    ///
    /// # Errors
    /// When there is none that the actor may see.
    pub async fn licence_request(
        &self,
        actor: &Actor,
        id: &LicenceRequestId,
    ) -> Result<LicenceRequestView> {
        let mut tx = self.read().await?;
        let named = store::deals::licence_request::get(&mut tx, id).await?;
        require_sight(actor, &named.request)?;
        Ok(LicenceRequestView::new(named, actor, self.now().day()))
    }

    /// The requests to the actor's organisation (as seller) or from it (as buyer), in a state where given: the open ones
    /// first, the oldest first, after a [`LicenceRequestView::place`] (empty: from the first); with how many there are.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn licence_requests(
        &self,
        actor: &Actor,
        side: Side,
        state: Option<State>,
        after: &str,
        most: i64,
    ) -> Result<(Vec<LicenceRequestView>, i64)> {
        let mut tx = self.read().await?;
        let list = store::deals::licence_request::list(
            &mut tx,
            side,
            &actor.organisation,
            state,
            after,
            most,
        )
        .await?;
        let count =
            store::deals::licence_request::count(&mut tx, side, &actor.organisation, state).await?;
        let today = self.now().day();
        Ok((
            list.into_iter()
                .map(|named| LicenceRequestView::new(named, actor, today))
                .collect(),
            count,
        ))
    }
}

/// One open request, or one deal under way, is enough between two about one achievement.
async fn refuse_a_second(
    work: &mut Work,
    buyer: &OrganisationId,
    seller: &OrganisationId,
    achievement: &AchievementId,
) -> Result<()> {
    if let Some(open) =
        store::deals::licence_request::open_of(&mut work.tx, buyer, achievement).await?
    {
        return Err(Error::Refused(format!(
            "贵单位对这项成果的许可意向（{}）正在等待卖方答复；如需修改，请先撤回原意向再重新提出",
            open.request.id
        )));
    }
    let under_way = store::deals::deal::under_way(&mut work.tx, achievement, seller, buyer).await?;
    match under_way.first() {
        None => Ok(()),
        Some(named) => Err(Error::Refused(format!(
            "双方就这项成果的交易（{}）正在进行，请在该交易中继续洽谈",
            named.deal.id
        ))),
    }
}

/// On which side of a request an actor stands; on none for the bureau.
fn side_of(request: &LicenceRequest, actor: &Actor) -> Option<Side> {
    if actor.organisation == request.seller {
        Some(Side::Seller)
    } else {
        (actor.organisation == request.buyer).then_some(Side::Buyer)
    }
}

/// The row of the permission table for a step.
fn permission_for(step: Step) -> Action {
    match step {
        Step::Accept | Step::Decline => Action::LicenceRequestAnswer,
        Step::Withdraw => Action::LicenceRequestWithdraw,
    }
}

fn require_sight(actor: &Actor, request: &LicenceRequest) -> Result<()> {
    let roles = roles_between(Some(actor), &request.seller, &request.buyer, None);
    if allowed(&roles, Action::LicenceRequestSee) {
        Ok(())
    } else {
        Err(Error::NotFound)
    }
}

async fn request_of(
    work: &mut Work,
    actor: &Actor,
    id: &LicenceRequestId,
    action: Action,
) -> Result<Named> {
    let named = store::deals::licence_request::get(&mut work.tx, id).await?;
    require_sight(actor, &named.request)?;
    require(
        &roles_between(
            Some(actor),
            &named.request.seller,
            &named.request.buyer,
            None,
        ),
        action,
    )?;
    Ok(named)
}

/// Takes the step and writes it over the version that the actor saw.
async fn answer(
    work: &mut Work,
    request: LicenceRequest,
    version: i64,
    step: Step,
    by: Side,
) -> Result<LicenceRequest> {
    work.require_version(
        Noun::LicenceRequest,
        request.id.as_str(),
        request.version,
        version,
    )
    .await?;
    let state = work
        .stepped(
            Noun::LicenceRequest,
            request.id.as_str(),
            next(request.state, step, by),
        )
        .await?;
    let answered = LicenceRequest {
        state,
        answered_at: Some(work.at),
        ..request
    };
    store::deals::licence_request::update(&mut work.tx, &answered).await?;
    Ok(answered)
}

/// Requests that wait for an answer.
pub(crate) fn waits(all: &AllWaiting, waiting: &mut Waiting) {
    for (queue, whose) in [
        (Queue::RequestReceived, Whose::Mine),
        (Queue::RequestSent, Whose::Others),
    ] {
        for group in all.by_state(queue) {
            waiting.add_group(group, "条许可意向", |row| {
                let what = match whose {
                    Whose::Mine => format!("{}提出许可意向，请接受或婉拒", row.buyer),
                    Whose::Others => format!("等待{}答复许可意向", row.seller),
                };
                let due = row.since.plus_days(ANSWER_WITHIN_DAYS).day();
                (
                    whose,
                    WaitingItem::new(Noun::LicenceRequest, row, what).due(Some(due)),
                )
            });
        }
    }
}
