//! What waits: the first list of everyone's workspace, one for what waits for them and one for what they wait for.

use domain::Timestamp;
use domain::catalogue::achievement::{CONFIRM_EVERY_DAYS, State as AchievementState};
use domain::deals::deal::State as DealState;
use domain::deals::introduction::{Introduction, State as IntroductionState};
use domain::deals::licence_request::{ANSWER_WITHIN_DAYS, State as RequestState};
use domain::deals::party::{Party, Side};
use domain::event::Noun;
use domain::people::organisation::OrganisationKind;
use domain::people::organisation_change::State as ChangeState;
use domain::people::user::Actor;
use jiff::civil::Date;
use store::Tx;

use crate::Market;
use crate::deals::contract::waiting::contracts_and_payments;
use crate::deals::deal::view::DealSummary;
use crate::deals::introduction::party_of;
use crate::kernel::error::Result;

/// Items of one kind that the list names one by one; the rest is one item with their number.
pub const SHOWN: i64 = 20;

/// One thing that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingItem {
    /// What it is.
    pub noun: Noun,
    /// Which one; none when the item stands for several, to be found in the list of their noun.
    pub id: Option<String>,
    /// What it is about.
    pub title: String,
    /// What should be done, and by whom.
    pub what: String,
    /// Since when it waits.
    pub since: Timestamp,
    /// The last day for it, where there is one.
    pub due: Option<Date>,
}

/// What waits for someone, and what they wait for; the most pressing first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// What the actor's organisation should do.
    pub for_me: Vec<WaitingItem>,
    /// What others should do.
    pub for_others: Vec<WaitingItem>,
}

/// Whom something waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Whose {
    /// The actor's organisation.
    Mine,
    /// Somebody else.
    Others,
}

impl Waiting {
    /// Adds things of one kind, of which there are `count` in all: those not among them become one more item.
    pub(crate) fn add(&mut self, mut items: Vec<(Whose, WaitingItem)>, count: i64, unit: &str) {
        let more = count - i64::try_from(items.len()).unwrap_or(i64::MAX);
        if let Some((whose, last)) = items.last().cloned()
            && more > 0
        {
            items.push((
                whose,
                WaitingItem {
                    id: None,
                    title: format!("另有 {more} {unit}"),
                    ..last
                },
            ));
        }
        for (whose, item) in items {
            match whose {
                Whose::Mine => self.for_me.push(item),
                Whose::Others => self.for_others.push(item),
            }
        }
    }

    /// Puts what is due first, by its day, and the rest by how long it waits.
    fn sort(&mut self) {
        for list in [&mut self.for_me, &mut self.for_others] {
            list.sort_by_key(|item| (item.due.is_none(), item.due, item.since));
        }
    }
}

impl Market {
    /// What waits for the actor's organisation, and what it waits for.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn waiting(&self, actor: &Actor) -> Result<Waiting> {
        let now = self.now();
        let mut tx = self.read().await?;
        let mut waiting = Waiting::default();
        licence_requests(&mut tx, actor, &mut waiting).await?;
        introductions(&mut tx, actor, &mut waiting).await?;
        deals(&mut tx, actor, &mut waiting).await?;
        if actor.organisation_kind.lists_achievements() {
            listings(&mut tx, actor, now, &mut waiting).await?;
        }
        if actor.organisation_kind == OrganisationKind::Bureau {
            review(&mut tx, &mut waiting).await?;
        }
        organisation_changes(&mut tx, actor, &mut waiting).await?;
        contracts_and_payments(&mut tx, actor, &mut waiting).await?;
        unread(&mut tx, actor, &mut waiting).await?;
        matches(&mut tx, actor, now, &mut waiting).await?;
        waiting.sort();
        Ok(waiting)
    }
}

/// Messages and offers that nobody of the organisation has looked at: told with the deal where it waits for the
/// organisation anyway.
async fn unread(tx: &mut Tx, actor: &Actor, waiting: &mut Waiting) -> Result<()> {
    for unread in store::deals::unread::of(tx, &actor.organisation, "").await? {
        let id = Some(unread.deal.to_string());
        if let Some(item) = waiting
            .for_me
            .iter_mut()
            .find(|item| item.noun == Noun::Deal && item.id == id)
        {
            // That an offer is to be answered stands there already.
            if unread.messages > 0 {
                item.what = format!("{}（{}）", item.what, unread_words(unread.messages, 0));
            }
            continue;
        }
        let what = unread_words(unread.messages, unread.offers);
        waiting
            .for_others
            .retain(|item| item.noun != Noun::Deal || item.id != id);
        let item = WaitingItem {
            noun: Noun::Deal,
            id,
            title: unread.achievement_title,
            what: format!("{what}，请查看"),
            since: unread.since,
            due: None,
        };
        waiting.for_me.push(item);
    }
    Ok(())
}

fn unread_words(messages: i64, offers: i64) -> String {
    match (messages, offers) {
        (messages, 0) => format!("{messages} 条新留言"),
        (0, offers) => format!("{offers} 份新报价"),
        (messages, offers) => format!("{messages} 条新留言、{offers} 份新报价"),
    }
}

/// New listings that answer what the organisation looks for: one item for all.
async fn matches(tx: &mut Tx, actor: &Actor, now: Timestamp, waiting: &mut Waiting) -> Result<()> {
    let unseen = store::catalogue::alert::count_unseen(tx, actor).await?;
    if unseen > 0 {
        waiting.for_me.push(WaitingItem {
            noun: Noun::Demand,
            id: None,
            title: format!("{unseen} 条新的匹配"),
            what: "新发布的成果与贵单位的需求或已存的检索匹配，请查看".into(),
            since: now,
            due: None,
        });
    }
    Ok(())
}

async fn licence_requests(tx: &mut Tx, actor: &Actor, waiting: &mut Waiting) -> Result<()> {
    for side in Side::ALL {
        let open = Some(RequestState::Open);
        let list =
            store::deals::licence_request::list(tx, side, &actor.organisation, open, "", SHOWN)
                .await?;
        let count =
            store::deals::licence_request::count(tx, side, &actor.organisation, open).await?;
        let items = list.into_iter().map(|named| WaitingItem {
            noun: Noun::LicenceRequest,
            id: Some(named.request.id.to_string()),
            what: match side {
                Side::Seller => format!("{}提出许可意向，请接受或婉拒", named.buyer_name),
                Side::Buyer => format!("等待{}答复许可意向", named.seller_name),
            },
            title: named.achievement_title,
            since: named.request.created_at,
            due: Some(named.request.answer_due(ANSWER_WITHIN_DAYS)),
        });
        let for_whom = if side == Side::Seller {
            Whose::Mine
        } else {
            Whose::Others
        };
        waiting.add(
            items.map(|item| (for_whom, item)).collect(),
            count,
            "条许可意向",
        );
    }
    Ok(())
}

async fn introductions(tx: &mut Tx, actor: &Actor, waiting: &mut Waiting) -> Result<()> {
    for state in [
        IntroductionState::Recorded,
        IntroductionState::AcknowledgedBySeller,
        IntroductionState::AcknowledgedByBuyer,
    ] {
        let list =
            store::deals::introduction::waiting(tx, &actor.organisation, state, SHOWN).await?;
        let count = store::deals::introduction::count(tx, &actor.organisation, Some(state)).await?;
        let items = list.into_iter().map(|named| {
            let whose = who_acknowledges(&named.introduction, actor);
            let what = match whose {
                Whose::Mine => format!(
                    "{}登记了对{}与{}的引荐，请确认",
                    named.broker_name, named.seller_name, named.buyer_name
                ),
                Whose::Others => format!(
                    "引荐{}与{}：{}",
                    named.seller_name,
                    named.buyer_name,
                    state.label()
                ),
            };
            let item = WaitingItem {
                noun: Noun::Introduction,
                id: Some(named.introduction.id.to_string()),
                title: named.achievement_title,
                what,
                since: named.introduction.created_at,
                due: None,
            };
            (whose, item)
        });
        waiting.add(items.collect(), count, "次引荐");
    }
    Ok(())
}

fn who_acknowledges(introduction: &Introduction, actor: &Actor) -> Whose {
    let acknowledged = match party_of(introduction, &actor.organisation) {
        Some(Party::Seller) => introduction.seller_acknowledged_at.is_some(),
        Some(Party::Buyer) => introduction.buyer_acknowledged_at.is_some(),
        Some(Party::Broker) | None => true,
    };
    if acknowledged {
        Whose::Others
    } else {
        Whose::Mine
    }
}

async fn deals(tx: &mut Tx, actor: &Actor, waiting: &mut Waiting) -> Result<()> {
    for state in [DealState::Negotiating, DealState::Agreed] {
        let list = store::deals::deal::waiting(tx, &actor.organisation, state, SHOWN).await?;
        let count = store::deals::deal::count(tx, &actor.organisation, Some(state)).await?;
        let mut items = Vec::new();
        for named in list {
            let Some(viewer) = named.deal.party_of(&actor.organisation) else {
                continue;
            };
            let deal = DealSummary::new(named, viewer, None);
            let item = WaitingItem {
                noun: Noun::Deal,
                id: Some(deal.deal.id.to_string()),
                what: format!(
                    "{}与{}的交易：{}",
                    deal.seller_name,
                    deal.buyer_name,
                    deal.turn.what()
                ),
                title: deal.achievement_title,
                since: deal.since,
                due: None,
            };
            items.push((
                if deal.my_turn {
                    Whose::Mine
                } else {
                    Whose::Others
                },
                item,
            ));
        }
        waiting.add(items, count, "笔交易");
    }
    Ok(())
}

async fn listings(tx: &mut Tx, actor: &Actor, now: Timestamp, waiting: &mut Waiting) -> Result<()> {
    let organisation = &actor.organisation;
    for (state, whose, what) in [
        (
            AchievementState::Returned,
            Whose::Mine,
            "已退回，请修改后重新提交",
        ),
        (AchievementState::Submitted, Whose::Others, "等待科技局审核"),
    ] {
        let list = store::catalogue::achievement::waiting(tx, organisation, state, SHOWN).await?;
        let count =
            store::catalogue::achievement::count(tx, organisation.as_str(), Some(state)).await?;
        let items = list.into_iter().map(|achievement| WaitingItem {
            noun: Noun::Achievement,
            id: Some(achievement.id.to_string()),
            what: match achievement
                .revision
                .as_ref()
                .map_or(achievement.reason.as_str(), |revision| {
                    revision.reason.as_str()
                }) {
                "" => what.to_owned(),
                reason => format!("{what}：{reason}"),
            },
            title: achievement.working().title.clone(),
            since: achievement.updated_at,
            due: None,
        });
        waiting.add(items.map(|item| (whose, item)).collect(), count, "项成果");
    }
    let long_ago = now.plus_days(-CONFIRM_EVERY_DAYS);
    let list =
        store::catalogue::achievement::unconfirmed(tx, organisation, long_ago, SHOWN).await?;
    let count =
        store::catalogue::achievement::unconfirmed_count(tx, organisation, long_ago).await?;
    let items = list.into_iter().map(|achievement| WaitingItem {
        noun: Noun::Achievement,
        id: Some(achievement.id.to_string()),
        what: "请确认这项成果仍然有效；长期未确认的成果会退出搜索结果".into(),
        title: achievement.listing.title,
        since: achievement
            .confirmed_at
            .unwrap_or(achievement.updated_at)
            .plus_days(CONFIRM_EVERY_DAYS),
        due: None,
    });
    waiting.add(
        items.map(|item| (Whose::Mine, item)).collect(),
        count,
        "项成果",
    );
    Ok(())
}

/// The bureau sees its queue as one item: it is worked through in its own list.
async fn review(tx: &mut Tx, waiting: &mut Waiting) -> Result<()> {
    let oldest = store::catalogue::achievement::queue(tx, "", 1).await?;
    let count = store::catalogue::achievement::count_waiting(tx).await?;
    if let Some(oldest) = oldest.into_iter().next() {
        let queue = WaitingItem {
            noun: Noun::Achievement,
            id: None,
            title: format!("{count} 项成果"),
            what: "等待审核，请发布或退回".into(),
            since: oldest.waits_since.unwrap_or(oldest.updated_at),
            due: None,
        };
        waiting.for_me.push(queue);
    }
    Ok(())
}

/// Changes of organisations: the bureau's queue as one item, and what the actor's own organisation asked for.
async fn organisation_changes(tx: &mut Tx, actor: &Actor, waiting: &mut Waiting) -> Result<()> {
    if actor.organisation_kind == OrganisationKind::Bureau
        && let Some(oldest) =
            store::people::organisation_change::queue(tx, ChangeState::Open, "", 1)
                .await?
                .into_iter()
                .next()
    {
        let count = store::people::organisation_change::count(tx, ChangeState::Open, "").await?;
        waiting.for_me.push(WaitingItem {
            noun: Noun::Organisation,
            id: None,
            title: format!("{count} 项单位登记信息变更"),
            what: "等待审核，请同意或不予同意".into(),
            since: oldest.change.asked_at,
            due: None,
        });
    }
    let latest =
        store::people::organisation_change::of_organisation(tx, &actor.organisation, "", 1)
            .await?
            .into_iter()
            .next();
    if let Some(named) = latest.filter(|named| named.change.state == ChangeState::Open) {
        waiting.for_others.push(WaitingItem {
            noun: Noun::Organisation,
            id: Some(actor.organisation.to_string()),
            title: "本单位登记信息变更".into(),
            what: "等待科技局审核".into(),
            since: named.change.asked_at,
            due: None,
        });
    }
    Ok(())
}
