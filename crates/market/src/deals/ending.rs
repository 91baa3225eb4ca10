//! Ending 协议解除: two sides end a signed contract together; after the registration the agency records it with its document.
//!
//! What it is not: giving up what was never signed, that is `contract`.

use domain::deals::contract::{Action as Step, By, Contract, next};
use domain::deals::ending;
use domain::deals::ending::{Action as Answer, Ending, State, may_propose};
use domain::deals::party::Side;
use domain::deals::registration::Decision;
use domain::event::Noun;
use domain::id::{AttachmentId, ContractId};
use domain::people::user::Actor;
use serde_json::json;
use store::desk::waiting::{AllWaiting, Queue};

use crate::Market;
use crate::catalogue::achievement::required_reason;
use crate::catalogue::attachment::{Download, Tier, Upload, attach};
use crate::deals::contract::{contract_of, side_of};
use crate::deals::registration::enter;
use crate::desk::waiting::list::{Waiting, WaitingItem, Whose};
use crate::kernel::error::{Error, Result};
use crate::kernel::permission::Action;

impl Market {
    /// Proposes to the other side to end a signed contract.
    ///
    /// # Errors
    /// When the reason is missing, it was never signed or has ended, a proposal waits or was agreed to, someone changed it
    /// in the meantime or the actor may not.
    pub async fn propose_ending(
        &self,
        actor: &Actor,
        id: &ContractId,
        version: i64,
        reason: &str,
    ) -> Result<()> {
        let reason = required_reason(
            reason,
            "请写明解除原因，例如：中试未达到约定指标，双方协商解除",
        )?;
        let (mut work, contract) = self
            .begin_contract_step(actor, id, version, Action::ContractEnd)
            .await?;
        let side = side_of(actor, &contract)?;
        let current = store::deals::ending::of(&mut work.tx, id)
            .await?
            .map(|ending| ending.state);
        let proposed = may_propose(contract.state, contract.was_signed(), current);
        work.stepped(Noun::Contract, id.as_str(), proposed).await?;
        let ending = Ending {
            state: State::Proposed,
            proposed_by: side,
            proposer: actor.user.clone(),
            reason,
            proposed_at: work.at,
            answer: String::new(),
            answered_at: None,
        };
        store::deals::contract::update(&mut work.tx, &contract).await?;
        store::deals::ending::put(&mut work.tx, id, &ending).await?;
        work.note(
            Noun::Contract,
            id,
            "ending_proposed",
            json!({ "by": side, "reason": ending.reason }),
        );
        work.commit().await
    }

    /// Agrees to a proposal of the other side, does not agree (with the reason), or takes one's own back. Agreed, an
    /// unregistered contract has ended; a registered one ends when the agency records it.
    ///
    /// # Errors
    /// When there is none that waits, it is not the actor's to answer, a reason is missing, someone changed the contract in
    /// the meantime or the actor may not.
    pub async fn answer_ending(
        &self,
        actor: &Actor,
        id: &ContractId,
        version: i64,
        answer: Answer,
        reason: &str,
    ) -> Result<()> {
        let reason = match answer {
            Answer::Refuse => {
                required_reason(reason, "请写明不同意的原因，例如：已支付的款项尚未结清")?
            }
            Answer::Agree | Answer::Withdraw => String::new(),
        };
        let (mut work, contract) = self
            .begin_contract_step(actor, id, version, Action::ContractEnd)
            .await?;
        let side = side_of(actor, &contract)?;
        let Some(ending) = store::deals::ending::of(&mut work.tx, id).await? else {
            return Err(Error::Refused("还没有解除提议，请先提议解除".into()));
        };
        let state = ending::next(ending.state, answer, ending.proposed_by, side);
        let state = work.stepped(Noun::Contract, id.as_str(), state).await?;
        if state == State::Agreed && ending.proposer == actor.user {
            return Err(Error::Refused(
                "解除是您代表另一方提出的，请由本单位其他人员答复".into(),
            ));
        }
        let answered = Ending {
            state,
            answer: reason.clone(),
            answered_at: Some(work.at),
            ..ending
        };
        store::deals::ending::put(&mut work.tx, id, &answered).await?;
        let kind = match state {
            State::Agreed => "ending_agreed",
            State::Refused => "ending_refused",
            State::Proposed | State::Withdrawn => "ending_withdrawn",
        };
        work.note(
            Noun::Contract,
            id,
            kind,
            json!({ "by": side, "reason": reason }),
        );
        match next(contract.state, Step::End, By::Side(side)) {
            Ok(ended) if state == State::Agreed => {
                let payload =
                    json!({ "reason": answered.reason, "by": side, "before": contract.state });
                let ended = Contract {
                    state: ended,
                    reason: answered.reason,
                    updated_at: work.at,
                    ..contract
                };
                store::deals::contract::update(&mut work.tx, &ended).await?;
                work.note(Noun::Contract, id, "cancelled", payload);
            }
            // Registered: subsidies rest on it, so it ends when the agency records it.
            Ok(_) | Err(_) => store::deals::contract::update(&mut work.tx, &contract).await?,
        }
        work.commit().await
    }

    /// Records the end of a registered contract, with the document that says so: the agreement of the two, or a judgment.
    /// Every subsidy that rested on it is computed anew.
    ///
    /// # Errors
    /// When the reason or the document is missing, it is not registered, someone changed it in the meantime or the actor may
    /// not.
    pub async fn record_ending(
        &self,
        actor: &Actor,
        id: &ContractId,
        version: i64,
        reason: &str,
        document: Option<Upload>,
    ) -> Result<()> {
        {
            // Asked before the file is kept, so that nobody fills the disk for a contract that is not theirs.
            let mut tx = self.read().await?;
            contract_of(&mut tx, actor, id, Action::ContractRecordEnding).await?;
        }
        let reason = required_reason(
            reason,
            "请写明解除依据，例如：双方 2026 年 3 月 5 日签订解除协议",
        )?;
        let Some(document) = document else {
            return Err(Error::field(
                "document",
                "required",
                "请上传解除协议、裁判文书等证明文件",
            ));
        };
        let kept = self.keep_file("document", document).await?;
        let (mut work, contract) = self
            .begin_contract_step(actor, id, version, Action::ContractRecordEnding)
            .await?;
        let state = work
            .stepped(
                Noun::Contract,
                id.as_str(),
                next(contract.state, Step::RecordEnding, By::Agency),
            )
            .await?;
        let file = attach(
            &mut work,
            actor,
            Noun::Contract,
            id.as_str(),
            Tier::Parties,
            &kept,
        )
        .await?;
        let payload = json!({ "reason": reason, "by": By::Agency.label(), "before": contract.state, "document": file });
        enter(&mut work, actor, id, Decision::EndingRecorded, &reason).await?;
        store::deals::contract::update(
            &mut work.tx,
            &Contract {
                state,
                reason,
                updated_at: work.at,
                ..contract
            },
        )
        .await?;
        work.note(Noun::Contract, id, "cancelled", payload);
        work.commit().await
    }

    /// The content of a contract's file, for whoever may see the contract.
    ///
    /// # Errors
    /// When there is none that the actor may see.
    pub async fn contract_file(
        &self,
        actor: &Actor,
        id: &ContractId,
        attachment: &AttachmentId,
    ) -> Result<Download> {
        let found = {
            let mut tx = self.read().await?;
            contract_of(&mut tx, actor, id, Action::ContractSee).await?;
            let files =
                store::catalogue::attachment::of(&mut tx, Noun::Contract, id.as_str()).await?;
            files
                .into_iter()
                .find(|file| file.id == *attachment)
                .ok_or(Error::NotFound)?
        };
        self.download(&found).await
    }
}

/// What a side may do about the newest proposal.
pub(crate) fn answers(ending: Option<&Ending>, side: Option<Side>) -> Vec<Answer> {
    let (Some(ending), Some(side)) = (ending, side) else {
        return Vec::new();
    };
    Answer::ALL
        .into_iter()
        .filter(|answer| ending::next(ending.state, *answer, ending.proposed_by, side).is_ok())
        .collect()
}

/// Proposals of the organisation's contracts, or for the agency all that were agreed to and are to be recorded.
pub(crate) fn waits(all: &AllWaiting, waiting: &mut Waiting) {
    for row in all.of(Queue::Proposal) {
        let (other, mine) = if row.party == Side::Seller.as_str() {
            (&row.buyer, row.side != row.party)
        } else {
            (&row.seller, row.side != row.party)
        };
        let (whose, what) = if mine {
            (Whose::Mine, "对方提议解除，请答复")
        } else {
            (Whose::Others, "等待对方答复解除提议")
        };
        let standing = match row.detail.as_str() {
            "" => String::new(),
            standing => format!("（{standing}）"),
        };
        let what = format!("与{other}的合同：{what}{standing}（{}）", row.reason);
        waiting.push(whose, WaitingItem::new(Noun::Contract, row, what));
    }
    for row in all.of(Queue::Ending) {
        let what = format!(
            "{}与{}已同意解除，请凭解除协议登记解除",
            row.seller, row.buyer
        );
        waiting.push(Whose::Mine, WaitingItem::new(Noun::Contract, row, what));
    }
}
