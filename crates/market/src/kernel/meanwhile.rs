//! What happened meanwhile: whoever acts on what is another by now is told what became of it, by which side and when.
//!
//! One place for every verb of every state: it is read from the log, in which every step stands.

use domain::deals::party::Party;
use domain::event::{Noun, deed};
use domain::id::OrganisationId;
use domain::people::organisation::OrganisationKind;
use domain::people::user::Actor;
use store::Tx;
use store::kernel::event::Event;

use crate::kernel::error::{Error, Result};
use crate::kernel::work::{Work, version_meant};

impl Work {
    /// The version that the actor saw must be the newest.
    ///
    /// # Errors
    /// [`Error::Overtaken`] with what happened since.
    pub(crate) async fn require_version(
        &mut self,
        noun: Noun,
        id: &str,
        newest: i64,
        seen: i64,
    ) -> Result<()> {
        if newest == version_meant(newest, seen) {
            return Ok(());
        }
        let actor = self.actor();
        match last_deed(&mut self.tx, actor, noun, id).await? {
            Some(happened) => Err(Error::Overtaken(happened)),
            None => Err(Error::Stale),
        }
    }

    /// The result of a step; a refusal also says what brought the thing where it stands.
    ///
    /// # Errors
    /// The refusal.
    pub(crate) async fn stepped<T>(
        &mut self,
        noun: Noun,
        id: &str,
        step: std::result::Result<T, impl Into<Error>>,
    ) -> Result<T> {
        let actor = self.actor();
        match step.map_err(Into::into) {
            Err(Error::Refused(sentence)) => {
                match last_deed(&mut self.tx, actor, noun, id).await? {
                    Some(happened) => Err(Error::Refused(format!("{sentence}。{happened}"))),
                    None => Err(Error::Refused(sentence)),
                }
            }
            other => other,
        }
    }
}

/// The last step of a thing: `买方（示例公司）已于 2026年3月5日 10:20 撤回许可意向`; nothing where the log tells of none.
async fn last_deed(
    tx: &mut Tx,
    actor: Option<Actor>,
    noun: Noun,
    id: &str,
) -> Result<Option<String>> {
    let Some(event) = store::kernel::event::last_step(tx, noun, id).await? else {
        return Ok(None);
    };
    let Some(done) = deed(noun, &event.kind) else {
        return Ok(None);
    };
    let who = who(tx, actor.as_ref(), noun, id, &event).await?;
    Ok(Some(format!(
        "{who}已于 {} {done}",
        event.at.chinese_minute()
    )))
}

async fn who(
    tx: &mut Tx,
    actor: Option<&Actor>,
    noun: Noun,
    id: &str,
    event: &Event,
) -> Result<String> {
    let Ok(organisation) = event.organisation.parse::<OrganisationId>() else {
        return Ok("系统".into());
    };
    if let Some(actor) = actor
        && actor.organisation == organisation
    {
        if actor.user.as_str() == event.actor {
            return Ok("您".into());
        }
        let colleague = store::people::user::get(tx, &parsed(&event.actor)?).await?;
        return Ok(format!("本单位{}", colleague.name));
    }
    let acting = store::people::organisation::get(tx, &organisation)
        .await?
        .described;
    let party = parties(tx, noun, id)
        .await?
        .into_iter()
        .find(|(_, of)| *of == organisation)
        .map(|(party, _)| party);
    Ok(match (party, acting.kind) {
        (Some(party), _) => format!("{}（{}）", party.label(), acting.name),
        (None, OrganisationKind::Bureau) => "科技局".into(),
        (None, OrganisationKind::RegistrationAgency) => format!("登记机构（{}）", acting.name),
        (None, _) => acting.name,
    })
}

/// Who is what in a thing between several.
async fn parties(tx: &mut Tx, noun: Noun, id: &str) -> Result<Vec<(Party, OrganisationId)>> {
    let (seller, buyer, broker) = match noun {
        Noun::LicenceRequest => {
            let request = store::deals::licence_request::get(tx, &parsed(id)?)
                .await?
                .request;
            (request.seller, request.buyer, None)
        }
        Noun::Introduction => {
            let introduction = store::deals::introduction::get(tx, &parsed(id)?)
                .await?
                .introduction;
            (
                introduction.seller,
                introduction.buyer,
                Some(introduction.broker),
            )
        }
        Noun::Deal => {
            let deal = store::deals::deal::get(tx, &parsed(id)?).await?.deal;
            (deal.seller, deal.buyer, deal.broker)
        }
        Noun::Contract => {
            let contract = store::deals::contract::get(tx, &parsed(id)?)
                .await?
                .contract;
            (contract.seller, contract.buyer, contract.broker)
        }
        Noun::Payment => {
            let named = store::money::payment::get(tx, &parsed(id)?).await?;
            (named.seller, named.buyer, named.broker)
        }
        _ => return Ok(Vec::new()),
    };
    let sides = vec![(Party::Seller, seller), (Party::Buyer, buyer)];
    Ok(sides
        .into_iter()
        .chain(broker.map(|broker| (Party::Broker, broker)))
        .collect())
}

fn parsed<K: domain::id::Kind>(id: &str) -> Result<domain::id::Id<K>> {
    id.parse().map_err(|_| Error::NotFound)
}
