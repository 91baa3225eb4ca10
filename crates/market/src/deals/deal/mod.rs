//! Deals 交易: seller, buyer and perhaps a broker talk, exchange offers and agree, or part.
//!
//! What it is not: how a deal begins, that is accepting a `licence_request`; or the contract that it ends in.

pub mod view;
pub(crate) mod waiting;

use domain::deals::deal;
use domain::deals::deal::{Action as Step, ClosingInput, Deal, Message, MessageInput};
use domain::deals::offer;
use domain::deals::offer::Offer;
use domain::deals::party::{Party, Side};
use domain::deals::terms::input::TermsInput;
use domain::event::Noun;
use domain::id::{AttachmentId, DealId, MessageId, OfferId, OrganisationId};
use domain::people::user::Actor;
use serde_json::json;
use store::deals::deal::Named;

use crate::catalogue::attachment::{Attachment, Download, Tier, Upload, attach, take_away};
use crate::deals::contract::drop_draft;
use crate::kernel::error::{Error, Result};
use crate::kernel::permission::{Action, allowed, require, roles_between};
use crate::kernel::work::{Once, Work};
use crate::{Market, new_id};

impl Market {
    /// Says something in a deal. Every party may, the broker as well.
    ///
    /// # Errors
    /// When the message is empty, the deal is over or the actor may not.
    pub async fn post_message(
        &self,
        actor: &Actor,
        id: &DealId,
        input: MessageInput,
        once: &Once,
    ) -> Result<MessageId> {
        let text = input.check()?;
        let mut work = self.begin(Some(actor)).await?;
        store::kernel::hold::deal(&mut work.tx, id).await?;
        let (named, party) = deal_of(&mut work.tx, actor, id, Action::DealSpeak).await?;
        if let Some(id) = work.made_before(once).await? {
            return id.parse().map_err(|_| Error::NotFound);
        }
        work.stepped(
            Noun::Deal,
            id.as_str(),
            deal::next(named.deal.state, Step::Message, party),
        )
        .await?;
        let message = Message {
            id: new_id(),
            deal: id.clone(),
            by: party,
            author: actor.user.clone(),
            text,
            created_at: work.at,
        };
        store::deals::deal::insert_message(&mut work.tx, &message).await?;
        store::deals::deal::touch(&mut work.tx, id, work.at).await?;
        store::deals::unread::see(&mut work.tx, id, &actor.organisation, work.at).await?;
        work.note(
            Noun::Deal,
            id,
            "message_posted",
            json!({ "message": message.id, "by": party }),
        );
        work.remember(once, message.id.as_str()).await?;
        work.commit().await?;
        Ok(message.id)
    }

    /// Puts complete terms on the table. The offer before it is superseded, an accepted one as well.
    ///
    /// # Errors
    /// When a term is wrong, the deal is signed or over, someone changed it in the meantime or the actor may not.
    pub async fn make_offer(
        &self,
        actor: &Actor,
        id: &DealId,
        version: i64,
        input: TermsInput,
        once: &Once,
    ) -> Result<OfferId> {
        let terms = input.check()?;
        let mut work = self.begin(Some(actor)).await?;
        let (named, party) = deal_of(&mut work.tx, actor, id, Action::DealDecide).await?;
        if let Some(id) = work.made_before(once).await? {
            return id.parse().map_err(|_| Error::NotFound);
        }
        let (_, side) = step(&mut work, named.deal, version, Step::Offer, party).await?;
        drop_draft(&mut work, id, side).await?;
        if let Some(before) = store::deals::offer::current(&mut work.tx, id).await? {
            answer(&mut work, before, offer::Action::Supersede, side).await?;
        }
        let new = Offer {
            id: new_id(),
            deal: id.clone(),
            offered_by: side,
            author: actor.user.clone(),
            state: offer::State::Open,
            terms,
            created_at: work.at,
            answered_at: None,
        };
        store::deals::offer::insert(&mut work.tx, &new).await?;
        work.note(
            Noun::Deal,
            id,
            "offer_made",
            json!({ "offer": new.id, "by": side }),
        );
        work.remember(once, new.id.as_str()).await?;
        work.commit().await?;
        Ok(new.id)
    }

    /// Takes one's own open offer off the table.
    ///
    /// # Errors
    /// When it is the other side's or no longer open, someone changed the deal in the meantime or the actor may not.
    pub async fn withdraw_offer(
        &self,
        actor: &Actor,
        id: &DealId,
        version: i64,
        offer: &OfferId,
    ) -> Result<()> {
        let mut work = self.begin(Some(actor)).await?;
        let (named, party) = deal_of(&mut work.tx, actor, id, Action::DealDecide).await?;
        let offer = store::deals::offer::get(&mut work.tx, id, offer).await?;
        let (_, side) = step(&mut work, named.deal, version, Step::WithdrawOffer, party).await?;
        let offer = answer(&mut work, offer, offer::Action::Withdraw, side).await?;
        work.note(
            Noun::Deal,
            id,
            "offer_withdrawn",
            json!({ "offer": offer.id, "by": side }),
        );
        work.commit().await
    }

    /// Accepts the other side's open offer: the two agree on its terms.
    ///
    /// # Errors
    /// When it is one's own or no longer open, someone changed the deal in the meantime or the actor may not.
    pub async fn accept_offer(
        &self,
        actor: &Actor,
        id: &DealId,
        version: i64,
        offer: &OfferId,
    ) -> Result<()> {
        let mut work = self.begin(Some(actor)).await?;
        let (named, party) = deal_of(&mut work.tx, actor, id, Action::DealDecide).await?;
        let offer = store::deals::offer::get(&mut work.tx, id, offer).await?;
        let (_, side) = step(&mut work, named.deal, version, Step::AcceptOffer, party).await?;
        let offer = answer(&mut work, offer, offer::Action::Accept, side).await?;
        work.note(
            Noun::Deal,
            id,
            "offer_accepted",
            json!({ "offer": offer.id, "by": side }),
        );
        work.commit().await
    }

    /// Ends a deal that came to nothing, with the reason.
    ///
    /// # Errors
    /// When the reason is missing, the deal is signed or over, someone changed it in the meantime or the actor may not.
    pub async fn close_deal(
        &self,
        actor: &Actor,
        id: &DealId,
        version: i64,
        input: ClosingInput,
    ) -> Result<()> {
        let closing = input.check()?;
        let mut work = self.begin(Some(actor)).await?;
        let (named, party) = deal_of(&mut work.tx, actor, id, Action::DealDecide).await?;
        let payload = json!({ "reason": closing.reason, "by": party });
        let (_, side) = step(
            &mut work,
            Deal {
                closing: Some(closing),
                ..named.deal
            },
            version,
            Step::Close,
            party,
        )
        .await?;
        drop_draft(&mut work, id, side).await?;
        work.note(Noun::Deal, id, "closed", payload);
        work.commit().await
    }

    /// Adds a file to a deal, for its parties only.
    ///
    /// # Errors
    /// When the file is not accepted, the deal is over or the actor may not.
    pub async fn attach_to_deal(
        &self,
        actor: &Actor,
        id: &DealId,
        upload: Upload,
    ) -> Result<AttachmentId> {
        {
            // Asked before the file is kept, so that nobody fills the disk of a deal that is not theirs.
            let mut tx = self.read().await?;
            let (named, party) = deal_of(&mut tx, actor, id, Action::DealSpeak).await?;
            deal::next(named.deal.state, Step::Message, party)?;
        }
        let kept = self.keep_file("file", upload).await?;
        let mut work = self.begin(Some(actor)).await?;
        store::kernel::hold::deal(&mut work.tx, id).await?;
        let (named, party) = deal_of(&mut work.tx, actor, id, Action::DealSpeak).await?;
        work.stepped(
            Noun::Deal,
            id.as_str(),
            deal::next(named.deal.state, Step::Message, party),
        )
        .await?;
        let attachment = attach(
            &mut work,
            actor,
            Noun::Deal,
            id.as_str(),
            Tier::Parties,
            &kept,
        )
        .await?;
        store::deals::deal::touch(&mut work.tx, id, work.at).await?;
        work.commit().await?;
        Ok(attachment)
    }

    /// Takes a wrong file of one's own organisation off a deal: from then on nobody gets it; the log keeps its name and hash.
    ///
    /// # Errors
    /// When there is none, it is another party's, the contract is signed or the deal over, or the actor may not.
    pub async fn detach_from_deal(
        &self,
        actor: &Actor,
        id: &DealId,
        attachment: &AttachmentId,
    ) -> Result<()> {
        let mut work = self.begin(Some(actor)).await?;
        // Holds the deal: of this and a signature at the same moment, the later one sees what the first did.
        store::deals::deal::touch(&mut work.tx, id, work.at).await?;
        let (named, _) = deal_of(&mut work.tx, actor, id, Action::DealSpeak).await?;
        let found = store::catalogue::attachment::get(&mut work.tx, attachment).await?;
        if found.noun != Noun::Deal.as_str() || found.noun_id != id.as_str() {
            return Err(Error::NotFound);
        }
        if !added_by(&mut work.tx, &found, &named.deal, &actor.organisation).await? {
            return Err(Error::Forbidden("移除其他方上传的文件".into()));
        }
        if !named.deal.state.lets_files_go() {
            return Err(Error::Refused(format!(
                "这笔交易{}，文件须保留备查，不能移除",
                named.deal.state.label()
            )));
        }
        take_away(&mut work, Noun::Deal, &found).await?;
        work.commit().await
    }

    /// The content of a deal's file.
    ///
    /// # Errors
    /// When there is none that the actor may see.
    pub async fn deal_file(
        &self,
        actor: &Actor,
        id: &DealId,
        attachment: &AttachmentId,
    ) -> Result<Download> {
        let files = {
            let mut tx = self.read().await?;
            deal_of(&mut tx, actor, id, Action::DealSee).await?;
            store::catalogue::attachment::of(&mut tx, Noun::Deal, id.as_str()).await?
        };
        let found = files
            .into_iter()
            .find(|file| file.id == *attachment)
            .ok_or(Error::NotFound)?;
        self.download(&found).await
    }
}

/// The deal, and what the actor's organisation is in it; hidden from strangers.
pub(crate) async fn deal_of(
    tx: &mut store::Tx,
    actor: &Actor,
    id: &DealId,
    action: Action,
) -> Result<(Named, Party)> {
    let named = store::deals::deal::get(tx, id).await?;
    let deal = &named.deal;
    let roles = roles_between(Some(actor), &deal.seller, &deal.buyer, deal.broker.as_ref());
    if !allowed(&roles, Action::DealSee) {
        return Err(Error::NotFound);
    }
    require(&roles, action)?;
    let party = deal.party_of(&actor.organisation).ok_or(Error::NotFound)?;
    Ok((named, party))
}

/// Whether a file of a deal came from an organisation: from a member of it who is in none of the other parties.
pub(crate) async fn added_by(
    tx: &mut store::Tx,
    file: &Attachment,
    deal: &Deal,
    organisation: &OrganisationId,
) -> Result<bool> {
    let of = store::people::user::memberships_of(tx, &file.added_by).await?;
    let others = [Some(&deal.seller), Some(&deal.buyer), deal.broker.as_ref()]
        .into_iter()
        .flatten()
        .filter(|other| *other != organisation);
    let is_of = |wanted: &OrganisationId| {
        of.iter()
            .any(|membership| membership.organisation == *wanted)
    };
    Ok(is_of(organisation) && !others.into_iter().any(is_of))
}

/// Takes a side's step and writes the deal over the version that the actor saw. Everything that a step changes beside
/// the deal is changed after this: of two at the same time, the later one finds its version stale and changes nothing.
pub(crate) async fn step(
    work: &mut Work,
    deal: Deal,
    version: i64,
    step: Step,
    by: Party,
) -> Result<(Deal, Side)> {
    work.require_version(Noun::Deal, deal.id.as_str(), deal.version, version)
        .await?;
    let state = work
        .stepped(
            Noun::Deal,
            deal.id.as_str(),
            deal::next(deal.state, step, by),
        )
        .await?;
    let side = by.side().ok_or(deal::Refused::NotForBroker(step))?;
    let stepped = Deal {
        state,
        updated_at: work.at,
        ..deal
    };
    store::deals::deal::update(&mut work.tx, &stepped).await?;
    // Who answers has read.
    let own = if side == Side::Seller {
        &stepped.seller
    } else {
        &stepped.buyer
    };
    store::deals::unread::see(&mut work.tx, &stepped.id, own, work.at).await?;
    Ok((
        Deal {
            version: version + 1,
            ..stepped
        },
        side,
    ))
}

async fn answer(work: &mut Work, offer: Offer, action: offer::Action, by: Side) -> Result<Offer> {
    let state = offer::next(offer.state, action, offer.offered_by, by);
    let state = work.stepped(Noun::Deal, offer.deal.as_str(), state).await?;
    let answered = Offer {
        state,
        answered_at: Some(work.at),
        ..offer
    };
    store::deals::offer::update(&mut work.tx, &answered).await?;
    Ok(answered)
}
