//! Introductions 引荐: recorded by a broker, acknowledged by both sides; the evidence that a deal goes back to a broker.

use domain::deals::introduction::{
    Action as Step, Introduction, IntroductionInput, PROTECTED_FOR_MONTHS, RefusalInput, State,
    may_introduce, next,
};
use domain::deals::party::{Party, Side};
use domain::event::Noun;
use domain::id::{AchievementId, IntroductionId, OrganisationId};
use domain::people::user::Actor;
use jiff::civil::Date;
use serde_json::json;
use store::deals::introduction::Named;
use store::desk::waiting::{AllWaiting, Queue, Waits};

use crate::catalogue::achievement;
use crate::desk::waiting::list::{Waiting, WaitingItem, Whose};
use crate::kernel::error::{Error, Result};
use crate::kernel::permission::{Action, allowed, require, roles_between, roles_of};
use crate::kernel::work::{Once, Work};
use crate::{Market, new_id};

/// An introduction as its page and its lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IntroductionView {
    /// The introduction.
    pub introduction: Introduction,
    /// Which achievement.
    pub achievement_title: String,
    /// 卖方.
    pub seller_name: String,
    /// 买方.
    pub buyer_name: String,
    /// 技术经纪机构.
    pub broker_name: String,
    /// The person who recorded it.
    pub recorded_by_name: String,
    /// The last day of protection, once both sides acknowledged it.
    pub protected_until: Option<Date>,
}

impl IntroductionView {
    pub(crate) fn new(named: Named) -> Self {
        Self {
            protected_until: named.introduction.protected_until(PROTECTED_FOR_MONTHS),
            introduction: named.introduction,
            achievement_title: named.achievement_title,
            seller_name: named.seller_name,
            buyer_name: named.buyer_name,
            broker_name: named.broker_name,
            recorded_by_name: named.recorded_by_name,
        }
    }

    /// Where a list goes on after this one.
    pub fn place(&self) -> String {
        store::deals::introduction::place(&self.introduction)
    }
}

impl Market {
    /// Records that the actor's transfer institution brings a buyer to an achievement.
    ///
    /// # Errors
    /// When a field is wrong, the pair cannot be introduced, it is recorded already or the actor may not.
    pub async fn introduce(
        &self,
        actor: &Actor,
        input: IntroductionInput,
        once: &Once,
    ) -> Result<IntroductionId> {
        require(&roles_of(Some(actor)), Action::IntroductionCreate)?;
        let new = input.check()?;
        let mut work = self.begin(Some(actor)).await?;
        if let Some(id) = work.made_before(once).await? {
            return id.parse().map_err(|_| Error::NotFound);
        }
        let no_achievement =
            |error| unknown(error, "achievement", "没有这项成果，请从成果页面发起引荐");
        // Held before it is looked at: it may be withdrawn at the same moment.
        store::kernel::hold::achievement(&mut work.tx, &new.achievement)
            .await
            .map_err(no_achievement)?;
        let achievement = store::catalogue::achievement::get(&mut work.tx, &new.achievement)
            .await
            .map_err(no_achievement)?;
        if !achievement::sees(&mut work.tx, Some(actor), &achievement).await? {
            return Err(no_achievement(store::Error::NotFound));
        }
        let buyer = store::people::organisation::get(&mut work.tx, &new.buyer).await;
        let buyer =
            buyer.map_err(|error| unknown(error, "buyer", "没有这个单位，请从单位列表中选择"))?;
        may_introduce(
            actor.organisation_kind,
            &buyer.id,
            buyer.described.kind,
            &achievement,
        )?;
        refuse_a_second(
            &mut work,
            actor,
            &achievement.id,
            &achievement.organisation,
            &buyer.id,
        )
        .await?;
        let introduction = Introduction {
            id: new_id(),
            version: 1,
            broker: actor.organisation.clone(),
            recorded_by: actor.user.clone(),
            achievement: achievement.id,
            seller: achievement.organisation,
            buyer: buyer.id,
            note: new.note,
            state: State::Recorded,
            reason: String::new(),
            created_at: work.at,
            seller_acknowledged_at: None,
            buyer_acknowledged_at: None,
        };
        store::deals::introduction::insert(&mut work.tx, &introduction)
            .await
            .map_err(|error| match error {
                store::Error::Taken(_) => {
                    Error::Refused("贵机构刚刚已登记这次引荐，请在“我的引荐”中查看".into())
                }
                other => other.into(),
            })?;
        let payload = json!({
            "achievement": introduction.achievement, "seller": introduction.seller, "buyer": introduction.buyer, "broker": introduction.broker,
        });
        work.note(Noun::Introduction, &introduction.id, "recorded", payload);
        work.remember(once, introduction.id.as_str()).await?;
        work.commit().await?;
        Ok(introduction.id)
    }

    /// Acknowledges an introduction for the actor's side. When both did, the broker joins the deals of the pair that are
    /// under way without one.
    ///
    /// # Errors
    /// When the side answered already, someone changed it in the meantime or the actor may not.
    pub async fn acknowledge_introduction(
        &self,
        actor: &Actor,
        id: &IntroductionId,
        version: i64,
    ) -> Result<()> {
        let mut work = self.begin(Some(actor)).await?;
        let (mut introduction, party) =
            introduction_of(&mut work, actor, id, Action::IntroductionAnswer).await?;
        store::kernel::hold::achievement(&mut work.tx, &introduction.achievement).await?;
        match party.side() {
            Some(Side::Seller) => introduction.seller_acknowledged_at = Some(work.at),
            Some(Side::Buyer) => introduction.buyer_acknowledged_at = Some(work.at),
            None => {}
        }
        let introduction = step(&mut work, introduction, version, Step::Acknowledge, party).await?;
        work.note(
            Noun::Introduction,
            id,
            "acknowledged",
            json!({ "by": party, "state": introduction.state }),
        );
        if introduction.state == State::Acknowledged {
            join_deals(&mut work, &introduction).await?;
        }
        work.commit().await
    }

    /// Says that an introduction was none, with the reason.
    ///
    /// # Errors
    /// When the reason is missing, the side answered already, someone changed it in the meantime or the actor may not.
    pub async fn refuse_introduction(
        &self,
        actor: &Actor,
        id: &IntroductionId,
        version: i64,
        input: RefusalInput,
    ) -> Result<()> {
        let reason = input.check()?;
        let mut work = self.begin(Some(actor)).await?;
        let (introduction, party) =
            introduction_of(&mut work, actor, id, Action::IntroductionAnswer).await?;
        step(
            &mut work,
            Introduction {
                reason,
                ..introduction
            },
            version,
            Step::Refuse,
            party,
        )
        .await?;
        work.note(Noun::Introduction, id, "refused", json!({ "by": party }));
        work.commit().await
    }

    /// Takes an introduction back that the two have not both acknowledged.
    ///
    /// # Errors
    /// When it is acknowledged or over, someone changed it in the meantime or the actor may not.
    pub async fn withdraw_introduction(
        &self,
        actor: &Actor,
        id: &IntroductionId,
        version: i64,
    ) -> Result<()> {
        let mut work = self.begin(Some(actor)).await?;
        let (introduction, party) =
            introduction_of(&mut work, actor, id, Action::IntroductionWithdraw).await?;
        step(&mut work, introduction, version, Step::Withdraw, party).await?;
        work.note(Noun::Introduction, id, "withdrawn", json!({}));
        work.commit().await
    }

    /// One introduction, for the pair, the broker and the bureau.
    ///
    /// # Errors
    /// When there is none that the actor may see.
    pub async fn introduction(
        &self,
        actor: &Actor,
        id: &IntroductionId,
    ) -> Result<IntroductionView> {
        let mut tx = self.read().await?;
        let named = store::deals::introduction::get(&mut tx, id).await?;
        require_sight(actor, &named.introduction)?;
        Ok(IntroductionView::new(named))
    }

    /// The introductions in which the actor's organisation takes part, in a state where given: those that wait first, the
    /// newest first, after an [`IntroductionView::place`] (empty: from the first); with how many there are.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn introductions(
        &self,
        actor: &Actor,
        state: Option<State>,
        after: &str,
        most: i64,
    ) -> Result<(Vec<IntroductionView>, i64)> {
        let mut tx = self.read().await?;
        let list =
            store::deals::introduction::list(&mut tx, &actor.organisation, state, after, most)
                .await?;
        let count = store::deals::introduction::count(&mut tx, &actor.organisation, state).await?;
        Ok((list.into_iter().map(IntroductionView::new).collect(), count))
    }
}

/// The introduction to which a deal of a pair about an achievement, opened now, goes back: the first one recorded of
/// those that protect it.
pub(crate) async fn protecting(
    work: &mut Work,
    achievement: &AchievementId,
    seller: &OrganisationId,
    buyer: &OrganisationId,
) -> Result<Option<Introduction>> {
    let today = work.at.day();
    let recorded =
        store::deals::introduction::of_pair(&mut work.tx, achievement, seller, buyer).await?;
    let mut recorded = recorded.into_iter().map(|named| named.introduction);
    Ok(recorded.find(|introduction| {
        introduction.protects(seller, buyer, achievement, today, PROTECTED_FOR_MONTHS)
    }))
}

async fn refuse_a_second(
    work: &mut Work,
    actor: &Actor,
    achievement: &AchievementId,
    seller: &OrganisationId,
    buyer: &OrganisationId,
) -> Result<()> {
    let today = work.at.day();
    for named in
        store::deals::introduction::of_pair(&mut work.tx, achievement, seller, buyer).await?
    {
        let introduction = named.introduction;
        let over = introduction
            .protected_until(PROTECTED_FOR_MONTHS)
            .is_some_and(|last| last < today);
        if introduction.broker == actor.organisation && !over {
            return Err(Error::Refused(format!(
                "贵机构已登记这次引荐（{}，{}），不需要重复登记",
                introduction.id,
                introduction.state.label()
            )));
        }
    }
    Ok(())
}

async fn join_deals(work: &mut Work, introduction: &Introduction) -> Result<()> {
    let under_way = store::deals::deal::under_way(
        &mut work.tx,
        &introduction.achievement,
        &introduction.seller,
        &introduction.buyer,
    )
    .await?;
    for named in under_way {
        let mut deal = named.deal;
        if deal.broker.is_some() {
            continue;
        }
        deal.broker = Some(introduction.broker.clone());
        deal.introduction = Some(introduction.id.clone());
        deal.updated_at = work.at;
        store::deals::deal::update(&mut work.tx, &deal).await?;
        // What was said before a broker joined is there to be read, but it does not wait for them.
        store::deals::unread::see(&mut work.tx, &deal.id, &introduction.broker, work.at).await?;
        work.note(
            Noun::Deal,
            &deal.id,
            "broker_joined",
            json!({ "broker": introduction.broker, "introduction": introduction.id }),
        );
    }
    Ok(())
}

fn unknown(error: store::Error, field: &str, message: &str) -> Error {
    match error {
        store::Error::NotFound => Error::field(field, "unknown", message),
        other => other.into(),
    }
}

/// What an organisation is in an introduction; nothing for a stranger.
pub(crate) fn party_of(
    introduction: &Introduction,
    organisation: &OrganisationId,
) -> Option<Party> {
    if introduction.seller == *organisation {
        Some(Party::Seller)
    } else if introduction.buyer == *organisation {
        Some(Party::Buyer)
    } else if introduction.broker == *organisation {
        Some(Party::Broker)
    } else {
        None
    }
}

fn require_sight(actor: &Actor, introduction: &Introduction) -> Result<()> {
    let roles = roles_between(
        Some(actor),
        &introduction.seller,
        &introduction.buyer,
        Some(&introduction.broker),
    );
    if allowed(&roles, Action::IntroductionSee) {
        Ok(())
    } else {
        Err(Error::NotFound)
    }
}

async fn introduction_of(
    work: &mut Work,
    actor: &Actor,
    id: &IntroductionId,
    action: Action,
) -> Result<(Introduction, Party)> {
    let introduction = store::deals::introduction::get(&mut work.tx, id)
        .await?
        .introduction;
    require_sight(actor, &introduction)?;
    let roles = roles_between(
        Some(actor),
        &introduction.seller,
        &introduction.buyer,
        Some(&introduction.broker),
    );
    require(&roles, action)?;
    let party = party_of(&introduction, &actor.organisation).ok_or(Error::NotFound)?;
    Ok((introduction, party))
}

/// Takes the step and writes it over the version that the actor saw.
async fn step(
    work: &mut Work,
    introduction: Introduction,
    version: i64,
    step: Step,
    by: Party,
) -> Result<Introduction> {
    work.require_version(
        Noun::Introduction,
        introduction.id.as_str(),
        introduction.version,
        version,
    )
    .await?;
    let state = work
        .stepped(
            Noun::Introduction,
            introduction.id.as_str(),
            next(introduction.state, step, by),
        )
        .await?;
    let stepped = Introduction {
        state,
        ..introduction
    };
    store::deals::introduction::update(&mut work.tx, &stepped).await?;
    Ok(stepped)
}

/// Introductions that wait to be acknowledged.
pub(crate) fn waits(all: &AllWaiting, waiting: &mut Waiting) {
    for group in all.by_state(Queue::Introduction) {
        waiting.add_group(group, "次引荐", |row| {
            let whose = who_acknowledges(row);
            let what = match whose {
                Whose::Mine => format!(
                    "{}登记了对{}与{}的引荐，请确认",
                    row.broker, row.seller, row.buyer
                ),
                Whose::Others => {
                    let state = State::try_from(row.state.clone()).map_or("", State::label);
                    format!("引荐{}与{}：{state}", row.seller, row.buyer)
                }
            };
            (whose, WaitingItem::new(Noun::Introduction, row, what))
        });
    }
}

fn who_acknowledges(row: &Waits) -> Whose {
    match (row.party.as_str(), row.state.as_str()) {
        ("seller", "acknowledged_by_seller")
        | ("buyer", "acknowledged_by_buyer")
        | ("broker", _) => Whose::Others,
        _ => Whose::Mine,
    }
}
