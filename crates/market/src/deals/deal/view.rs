//! What the pages of a deal show: the deal with everything said, offered and added in it, and the lists of deals.

use domain::Timestamp;
use domain::deals::contract::check::{Finding, check};
use domain::deals::deal::turn::{Turn, turn};
use domain::deals::deal::{Deal, Message, State};
use domain::deals::offer::Offer;
use domain::deals::party::Party;
use domain::event::Noun;
use domain::id::DealId;
use domain::people::user::Actor;
use store::catalogue::attachment::Attachment;
use store::deals::deal::{Named, NamedMessage};
use store::deals::unread::Unread;

use crate::Market;
use crate::deals::contract::basis_now;
use crate::deals::deal::{added_by, deal_of};
use crate::deals::introduction::IntroductionView;
use crate::deals::licence_request::LicenceRequestView;
use crate::kernel::error::{Error, Result};
use crate::kernel::permission::Action;

/// Messages that the page of a deal shows at most.
pub const MESSAGES_SHOWN: i64 = 200;
/// Offers that the page of a deal shows at most.
pub const OFFERS_SHOWN: i64 = 100;

/// A deal in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DealSummary {
    /// The deal.
    pub deal: Deal,
    /// What it is about.
    pub achievement_title: String,
    /// 卖方.
    pub seller_name: String,
    /// 买方.
    pub buyer_name: String,
    /// 技术经纪机构.
    pub broker_name: Option<String>,
    /// What the viewer's organisation is in it.
    pub viewer: Party,
    /// What it waits for.
    pub turn: Turn,
    /// It waits for the viewer.
    pub my_turn: bool,
    /// Since when it waits.
    pub since: Timestamp,
    /// Messages and offers of the others that nobody of the viewer's organisation has looked at.
    pub unread: i64,
}

impl DealSummary {
    pub(crate) fn new(named: Named, viewer: Party, unread: Option<&Unread>) -> Self {
        let turn = turn(named.deal.state, named.open_offer_by);
        Self {
            turn,
            my_turn: turn.is_for(viewer),
            since: named.open_offer_at.unwrap_or(named.deal.updated_at),
            unread: unread.map_or(0, |unread| unread.messages + unread.offers),
            viewer,
            deal: named.deal,
            achievement_title: named.achievement_title,
            seller_name: named.seller_name,
            buyer_name: named.buyer_name,
            broker_name: named.broker_name,
        }
    }

    /// How a party of the deal is called.
    pub fn name_of(&self, party: Party) -> &str {
        match party {
            Party::Seller => &self.seller_name,
            Party::Buyer => &self.buyer_name,
            Party::Broker => self.broker_name.as_deref().unwrap_or_default(),
        }
    }

    /// Where a list goes on after this one.
    pub fn place(&self) -> String {
        store::deals::deal::place(&self.deal)
    }
}

/// A deal with everything in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DealView {
    /// The deal, its parties by name, and whose turn it is.
    pub summary: DealSummary,
    /// The request that opened it.
    pub request: Option<LicenceRequestView>,
    /// The introduction that it goes back to.
    pub introduction: Option<IntroductionView>,
    /// The newest offers, the newest first.
    pub offers: Vec<OfferView>,
    /// What the law will say to a contract of the offer on the table or agreed on, so that it is mended before there is one.
    pub findings: Vec<Finding>,
    /// The newest messages, the oldest first.
    pub messages: Vec<MessageView>,
    /// There are messages before these.
    pub earlier_messages: bool,
    /// Its files, in the order they were added.
    pub files: Vec<FileView>,
}

impl DealView {
    /// The offer that is on the table or agreed on.
    pub fn current_offer(&self) -> Option<&OfferView> {
        self.offers.iter().find(|view| {
            matches!(
                view.offer.state,
                domain::deals::offer::State::Open | domain::deals::offer::State::Accepted
            )
        })
    }
}

/// An offer and who made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferView {
    /// The offer.
    pub offer: Offer,
    /// The person who made it.
    pub author_name: String,
    /// For which organisation.
    pub organisation_name: String,
    /// Of the other side, and not looked at yet.
    pub unread: bool,
}

/// A message and who wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageView {
    /// The message.
    pub message: Message,
    /// The person who wrote it.
    pub author_name: String,
    /// For which organisation.
    pub organisation_name: String,
    /// Of another party, and not looked at yet.
    pub unread: bool,
}

/// A file and who added it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileView {
    /// The file.
    pub attachment: Attachment,
    /// The person who added it.
    pub added_by_name: String,
    /// The viewer may take it off.
    pub may_go: bool,
}

impl Market {
    /// One deal with everything in it, for its parties.
    ///
    /// # Errors
    /// When there is none that the actor may see.
    pub async fn deal(&self, actor: &Actor, id: &DealId) -> Result<DealView> {
        let mut tx = self.read().await?;
        let (named, viewer) = deal_of(&mut tx, actor, id, Action::DealSee).await?;
        let unread = store::deals::unread::in_deal(&mut tx, &actor.organisation, id).await?;
        // Nothing is unread: everything was seen by now.
        let seen_at = unread
            .as_ref()
            .map_or(Some(self.now()), |unread| unread.seen_at);
        let summary = DealSummary::new(named, viewer, unread.as_ref());
        let request = match &summary.deal.request {
            Some(request) => Some(LicenceRequestView::new(
                store::deals::licence_request::get(&mut tx, request).await?,
                actor,
                self.now().day(),
            )),
            None => None,
        };
        let introduction = match &summary.deal.introduction {
            Some(introduction) => Some(IntroductionView::new(
                store::deals::introduction::get(&mut tx, introduction).await?,
            )),
            None => None,
        };
        let offers = store::deals::offer::list(&mut tx, id, OFFERS_SHOWN).await?;
        let offers = offers.into_iter().map(|named| OfferView {
            organisation_name: summary.name_of(named.offer.offered_by.into()).to_owned(),
            unread: Party::from(named.offer.offered_by) != viewer
                && is_new(named.offer.created_at, seen_at),
            offer: named.offer,
            author_name: named.author_name,
        });
        let offers: Vec<OfferView> = offers.collect();
        let mut findings = Vec::new();
        let binds = |view: &&OfferView| {
            matches!(
                view.offer.state,
                domain::deals::offer::State::Open | domain::deals::offer::State::Accepted
            )
        };
        if let Some(current) = offers.iter().find(binds) {
            let terms = &current.offer.terms;
            let basis = basis_now(&mut tx, terms, &summary.deal, self.now()).await?;
            findings = check(terms, &basis.listing, &basis.drafted, self.now().day());
        }
        let mut messages =
            store::deals::deal::messages(&mut tx, id, "", MESSAGES_SHOWN + 1).await?;
        let earlier_messages =
            messages.len() > usize::try_from(MESSAGES_SHOWN).unwrap_or(usize::MAX);
        if earlier_messages {
            messages.pop();
        }
        let messages = messages
            .into_iter()
            .rev()
            .map(|named| message_view(&summary, named, seen_at))
            .collect();
        let mut files = Vec::new();
        for named in
            store::catalogue::attachment::of_named(&mut tx, Noun::Deal, id.as_str()).await?
        {
            let own = added_by(
                &mut tx,
                &named.attachment,
                &summary.deal,
                &actor.organisation,
            )
            .await?;
            let may_go = own && summary.deal.state.lets_files_go();
            files.push(FileView {
                attachment: named.attachment,
                added_by_name: named.added_by_name,
                may_go,
            });
        }
        Ok(DealView {
            summary,
            request,
            introduction,
            offers,
            findings,
            messages,
            earlier_messages,
            files,
        })
    }

    /// Notes that the actor's organisation has looked at a deal. It is no step of the deal, so the log does not tell of it.
    ///
    /// # Errors
    /// When there is no deal that the actor may see.
    pub async fn see_deal(&self, actor: &Actor, id: &DealId) -> Result<()> {
        let mut work = self.begin(Some(actor)).await?;
        deal_of(&mut work.tx, actor, id, Action::DealSee).await?;
        store::deals::unread::see(&mut work.tx, id, &actor.organisation, work.at).await?;
        work.commit_beside_the_log().await
    }

    /// Earlier messages of a deal, before one of them (empty: the newest), the oldest of them first.
    ///
    /// # Errors
    /// When there is no deal that the actor may see.
    pub async fn deal_messages(
        &self,
        actor: &Actor,
        id: &DealId,
        before: &str,
        most: i64,
    ) -> Result<Vec<MessageView>> {
        let mut tx = self.read().await?;
        let (named, viewer) = deal_of(&mut tx, actor, id, Action::DealSee).await?;
        let seen_at = store::deals::unread::in_deal(&mut tx, &actor.organisation, id)
            .await?
            .map_or(Some(self.now()), |unread| unread.seen_at);
        let summary = DealSummary::new(named, viewer, None);
        let messages = store::deals::deal::messages(&mut tx, id, before, most).await?;
        Ok(messages
            .into_iter()
            .rev()
            .map(|named| message_view(&summary, named, seen_at))
            .collect())
    }

    /// The deals in which the actor's organisation is seller, buyer or broker, in a state where given: those under way
    /// first, the newest first, after a [`DealSummary::place`] (empty: from the first); with how many there are.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn deals(
        &self,
        actor: &Actor,
        state: Option<State>,
        after: &str,
        most: i64,
    ) -> Result<(Vec<DealSummary>, i64)> {
        let mut tx = self.read().await?;
        let list =
            store::deals::deal::list(&mut tx, &actor.organisation, state, after, most).await?;
        let count = store::deals::deal::count(&mut tx, &actor.organisation, state).await?;
        let unread = store::deals::unread::of(&mut tx, &actor.organisation).await?;
        let mut summaries = Vec::with_capacity(list.len());
        for named in list {
            let viewer = named
                .deal
                .party_of(&actor.organisation)
                .ok_or(Error::NotFound)?;
            let new = unread.iter().find(|unread| unread.deal == named.deal.id);
            summaries.push(DealSummary::new(named, viewer, new));
        }
        Ok((summaries, count))
    }
}

fn is_new(at: Timestamp, seen_at: Option<Timestamp>) -> bool {
    seen_at.is_none_or(|seen| at > seen)
}

fn message_view(
    summary: &DealSummary,
    named: NamedMessage,
    seen_at: Option<Timestamp>,
) -> MessageView {
    let unread = named.message.by != summary.viewer && is_new(named.message.created_at, seen_at);
    MessageView {
        unread,
        organisation_name: summary.name_of(named.message.by).to_owned(),
        message: named.message,
        author_name: named.author_name,
    }
}
