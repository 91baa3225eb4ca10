//! Payments 支付: recorded by the buyer with invoice and bank receipt, verified or rejected by the bureau.
//!
//! What it is not: the subsidy that rests on them, that is `subsidy`; or what their pages show, that is `payment_view`.

pub mod view;
pub(crate) mod waiting;

use domain::Fen;
use domain::FieldError;
use domain::deals::contract::{Contract, State as ContractState};
use domain::event::Noun;
use domain::id::{AttachmentId, ContractId, PaymentId};
use domain::money::payment::check::{Context, DecisionInput, Finding, check, voucher_keys};
use domain::money::payment::{
    Action as Step, NewPayment, Payment, PaymentInput, PaymentKind, State, next,
};
use domain::people::user::Actor;
use jiff::civil::Date;
use serde_json::json;
use store::money::payment::{Named, VoucherFiles};

use crate::catalogue::attachment::{Download, Kept, Tier, Upload, attach, take_away};
use crate::deals::contract::contract_of;
use crate::kernel::error::{Error, Result};
use crate::kernel::permission::{Action, Who, allowed, require, roles_between};
use crate::kernel::work::{Once, Work};
use crate::{Market, new_id};

/// The files that prove a payment, as they arrive. A correction may leave out what stays as it is.
#[derive(Default)]
pub struct Vouchers {
    /// 发票; a refund may be without one.
    pub invoice: Option<Upload>,
    /// 银行回单.
    pub receipt: Option<Upload>,
}

/// The same, lying in the file store.
struct KeptVouchers {
    invoice: Option<Kept>,
    receipt: Option<Kept>,
}

impl Market {
    /// Records what the buyer paid, or got back, with its vouchers.
    ///
    /// # Errors
    /// When a field or a file is wrong, the contract is not signed or the actor is not the buyer.
    pub async fn record_payment(
        &self,
        actor: &Actor,
        contract: &ContractId,
        input: PaymentInput,
        vouchers: Vouchers,
        once: &Once,
    ) -> Result<PaymentId> {
        {
            // Asked before a file is kept, so that nobody fills the disk for a contract that is not theirs.
            let mut tx = self.read().await?;
            let named = contract_of(&mut tx, actor, contract, Action::PaymentRecord).await?;
            takes(&named.contract, input.kind)?;
        }
        let paid = checked(input, &vouchers, None)?;
        let kept = self.keep_vouchers(vouchers).await?;
        let mut work = self.begin(Some(actor)).await?;
        store::kernel::hold::contract(&mut work.tx, contract).await?;
        let named = contract_of(&mut work.tx, actor, contract, Action::PaymentRecord).await?;
        if let Some(id) = work.made_before(once).await? {
            return id.parse().map_err(|_| Error::NotFound);
        }
        takes(&named.contract, paid.kind)?;
        let id: PaymentId = new_id();
        let invoice = attach_one(&mut work, actor, &id, kept.invoice.as_ref()).await?;
        let receipt = attach_one(&mut work, actor, &id, kept.receipt.as_ref()).await?;
        let files = VoucherFiles {
            invoice,
            receipt: receipt.ok_or_else(|| Error::Invalid(vec![receipt_missing()]))?,
        };
        let payload = told(&paid, contract);
        let payment = Payment {
            id,
            version: 1,
            contract: contract.clone(),
            state: State::Recorded,
            paid,
            reason: String::new(),
            recorded_by: actor.user.clone(),
            created_at: work.at,
            sent_at: work.at,
            decided_by: None,
            decided_at: None,
        };
        store::money::payment::insert(&mut work.tx, &payment, &files).await?;
        work.note(Noun::Payment, &payment.id, "recorded", payload);
        work.remember(once, payment.id.as_str()).await?;
        work.commit().await?;
        Ok(payment.id)
    }

    /// Corrects a payment that is not verified yet, or was rejected: it waits for verification again. Files that are not
    /// sent again stay; a file that another replaces is no longer to be had, unless it was once verified; the log keeps
    /// its name and hash.
    ///
    /// # Errors
    /// When a field or a file is wrong, it is verified, someone changed it in the meantime or the actor is not the buyer.
    pub async fn correct_payment(
        &self,
        actor: &Actor,
        id: &PaymentId,
        version: i64,
        input: PaymentInput,
        vouchers: Vouchers,
    ) -> Result<()> {
        let before = {
            let mut tx = self.read().await?;
            payment_of(&mut tx, actor, id, Action::PaymentRecord)
                .await?
                .files
        };
        let paid = checked(input, &vouchers, Some(&before))?;
        let kept = self.keep_vouchers(vouchers).await?;
        let (mut work, named) = self
            .begin_payment_step(actor, id, version, Action::PaymentRecord)
            .await?;
        let state = work
            .stepped(
                Noun::Payment,
                id.as_str(),
                next(named.payment.state, Step::Correct),
            )
            .await?;
        store::kernel::hold::contract(&mut work.tx, &named.payment.contract).await?;
        let contract = store::deals::contract::get(&mut work.tx, &named.payment.contract)
            .await?
            .contract;
        takes(&contract, paid.kind)?;
        let invoice = attach_one(&mut work, actor, id, kept.invoice.as_ref()).await?;
        let receipt = attach_one(&mut work, actor, id, kept.receipt.as_ref()).await?;
        let before = named.files;
        let files = VoucherFiles {
            invoice: invoice.or(before.invoice.clone()),
            receipt: receipt.unwrap_or(before.receipt.clone()),
        };
        let payload = told(&paid, &contract.id);
        let corrected = Payment {
            state,
            paid,
            reason: String::new(),
            recorded_by: actor.user.clone(),
            sent_at: work.at,
            decided_by: None,
            decided_at: None,
            ..named.payment
        };
        store::money::payment::update(&mut work.tx, &corrected, &files).await?;
        if !was_verified(&mut work.tx, id).await? {
            for replaced in before.replaced_by(&files) {
                let file = store::catalogue::attachment::get(&mut work.tx, replaced).await?;
                take_away(&mut work, Noun::Payment, &file).await?;
            }
        }
        work.note(Noun::Payment, id, "corrected", payload);
        work.commit().await
    }

    /// Takes a payment back that nobody has decided on yet.
    ///
    /// # Errors
    /// When it was decided, someone changed it in the meantime or the actor is not the buyer.
    pub async fn withdraw_payment(
        &self,
        actor: &Actor,
        id: &PaymentId,
        version: i64,
    ) -> Result<()> {
        let (mut work, named) = self
            .begin_payment_step(actor, id, version, Action::PaymentRecord)
            .await?;
        let state = work
            .stepped(
                Noun::Payment,
                id.as_str(),
                next(named.payment.state, Step::Withdraw),
            )
            .await?;
        let payload = json!({ "amount_fen": named.payment.paid.amount_fen });
        decide(&mut work, actor, named, state, String::new()).await?;
        work.note(Noun::Payment, id, "withdrawn", payload);
        work.commit().await
    }

    /// Verifies a payment: from now on it counts for the subsidy. Findings need a written reason; vouchers that another
    /// verified payment has are never verified again, whoever decides at the same moment.
    ///
    /// # Errors
    /// When a finding bars it, the reason is missing, someone changed it in the meantime, or the actor may not: whoever
    /// recorded it or works for one of the sides never verifies it.
    pub async fn verify_payment(
        &self,
        actor: &Actor,
        id: &PaymentId,
        version: i64,
        input: DecisionInput,
    ) -> Result<()> {
        match self.verify_once(actor, id, version, input.clone()).await {
            // Another payment with the same voucher was verified between the look and the claim: say which.
            Err(Error::Store(store::Error::Taken(_))) => {
                let mut tx = self.read().await?;
                let named = payment_of(&mut tx, actor, id, Action::PaymentVerify).await?;
                let findings = findings(
                    &mut tx,
                    self.policy().cap_reached_at_fen(),
                    &named,
                    self.now().day(),
                )
                .await?;
                input.check_verification(&findings)?;
                Err(Error::Stale)
            }
            verified => verified,
        }
    }

    async fn verify_once(
        &self,
        actor: &Actor,
        id: &PaymentId,
        version: i64,
        input: DecisionInput,
    ) -> Result<()> {
        let (mut work, named) = self
            .begin_payment_step(actor, id, version, Action::PaymentVerify)
            .await?;
        refuse_own_case(&mut work, actor, &named).await?;
        let state = work
            .stepped(
                Noun::Payment,
                id.as_str(),
                next(named.payment.state, Step::Verify),
            )
            .await?;
        let today = work.at.day();
        store::kernel::hold::contract(&mut work.tx, &named.payment.contract).await?;
        let findings = findings(
            &mut work.tx,
            self.policy().cap_reached_at_fen(),
            &named,
            today,
        )
        .await?;
        let reason = input.check_verification(&findings)?;
        let files = store::money::payment::file_hashes(&mut work.tx, &named.files).await?;
        store::money::payment::claim_vouchers(
            &mut work.tx,
            id,
            &voucher_keys(&named.payment.paid, &files),
        )
        .await?;
        // What was found and put up with is part of the decision; later findings may be others.
        let payload = json!({ "amount_fen": named.payment.paid.amount_fen, "reason": reason, "findings": findings });
        decide(&mut work, actor, named, state, reason).await?;
        work.note(Noun::Payment, id, "verified", payload);
        work.commit().await
    }

    /// Rejects a payment with a reason, one that was verified by mistake as well: the subsidy is computed without it, and
    /// its vouchers are free for the payment to which they belong.
    ///
    /// # Errors
    /// When the reason is missing, it was rejected already, someone changed it in the meantime or the actor may not.
    pub async fn reject_payment(
        &self,
        actor: &Actor,
        id: &PaymentId,
        version: i64,
        input: DecisionInput,
    ) -> Result<()> {
        let reason = input.check_rejection()?;
        let (mut work, named) = self
            .begin_payment_step(actor, id, version, Action::PaymentVerify)
            .await?;
        refuse_own_case(&mut work, actor, &named).await?;
        let state = work
            .stepped(
                Noun::Payment,
                id.as_str(),
                next(named.payment.state, Step::Reject),
            )
            .await?;
        let payload = json!({ "amount_fen": named.payment.paid.amount_fen, "reason": reason, "before": named.payment.state });
        store::money::payment::release_vouchers(&mut work.tx, id).await?;
        decide(&mut work, actor, named, state, reason).await?;
        work.note(Noun::Payment, id, "rejected", payload);
        work.commit().await
    }

    /// The content of an invoice or a bank receipt. Seeing it is itself an event.
    ///
    /// # Errors
    /// When there is none that the actor may see.
    pub async fn payment_voucher(
        &self,
        actor: &Actor,
        id: &PaymentId,
        attachment: &AttachmentId,
    ) -> Result<Download> {
        let found = {
            let mut tx = self.read().await?;
            payment_of(&mut tx, actor, id, Action::VoucherSee).await?;
            let files =
                store::catalogue::attachment::of(&mut tx, Noun::Payment, id.as_str()).await?;
            files
                .into_iter()
                .find(|file| file.id == *attachment)
                .ok_or(Error::NotFound)?
        };
        let mut work = self.begin(Some(actor)).await?;
        work.note(
            Noun::Payment,
            id,
            "file_seen",
            json!({ "name": found.name, "sha256": found.sha256 }),
        );
        work.commit().await?;
        self.download(&found).await
    }

    /// Keeps the files that were sent.
    async fn keep_vouchers(&self, vouchers: Vouchers) -> Result<KeptVouchers> {
        let invoice = match vouchers.invoice {
            Some(upload) => Some(self.keep_file("invoice_file", upload).await?),
            None => None,
        };
        let receipt = match vouchers.receipt {
            Some(upload) => Some(self.keep_file("receipt_file", upload).await?),
            None => None,
        };
        Ok(KeptVouchers { invoice, receipt })
    }

    async fn begin_payment_step(
        &self,
        actor: &Actor,
        id: &PaymentId,
        version: i64,
        action: Action,
    ) -> Result<(Work, Named)> {
        let mut work = self.begin(Some(actor)).await?;
        let named = payment_of(&mut work.tx, actor, id, action).await?;
        work.require_version(Noun::Payment, id.as_str(), named.payment.version, version)
            .await?;
        Ok((work, named))
    }
}

/// A payment whose fields are right and whose files are sent or there already; else everything that is wrong, at once.
fn checked(
    input: PaymentInput,
    vouchers: &Vouchers,
    before: Option<&VoucherFiles>,
) -> Result<NewPayment> {
    let invoice_needed = input.has_invoice() && before.is_none_or(|files| files.invoice.is_none());
    let mut missing = Vec::new();
    if vouchers.invoice.is_none() && invoice_needed {
        missing.push(FieldError {
            field: "invoice_file".into(),
            code: "required",
            message: "请上传发票文件（PDF、OFD、XML 或图片）".into(),
        });
    }
    if vouchers.receipt.is_none() && before.is_none() {
        missing.push(receipt_missing());
    }
    match input.check() {
        Ok(paid) if missing.is_empty() => Ok(paid),
        Ok(_) => Err(missing.into()),
        Err(mut wrong) => {
            wrong.extend(missing);
            Err(wrong.into())
        }
    }
}

fn receipt_missing() -> FieldError {
    FieldError {
        field: "receipt_file".into(),
        code: "required",
        message: "请上传银行回单（PDF 或图片）".into(),
    }
}

/// Events of one payment that are looked through.
const EVENTS_OF_PAYMENT: i64 = 1000;

/// Whether a payment was ever verified, though it may have been rejected since: upon its vouchers something was decided,
/// and they stay.
async fn was_verified(tx: &mut store::Tx, id: &PaymentId) -> Result<bool> {
    let which = store::kernel::event::Which::about(Noun::Payment, id.as_str());
    let events = store::kernel::event::before(tx, i64::MAX, &which, EVENTS_OF_PAYMENT).await?;
    Ok(events.iter().any(|named| named.event.kind == "verified"))
}

/// What the log keeps of a payment.
fn told(paid: &NewPayment, contract: &ContractId) -> serde_json::Value {
    json!({ "contract": contract, "kind": paid.kind, "amount_fen": paid.amount_fen, "paid_on": paid.paid_on })
}

/// Money is recorded for signed contracts; after a cancellation only what is paid back.
fn takes(contract: &Contract, kind: PaymentKind) -> Result<()> {
    let label = contract.state.label();
    if !contract.state.takes_payments() || contract.signed_on().is_none() {
        return Err(Error::Refused(format!(
            "这份合同现在是“{label}”，双方签订后才能登记支付"
        )));
    }
    if contract.state == ContractState::Cancelled && kind == PaymentKind::Payment {
        return Err(Error::Refused("这份合同已解除，只能登记退款".into()));
    }
    Ok(())
}

async fn attach_one(
    work: &mut Work,
    actor: &Actor,
    id: &PaymentId,
    kept: Option<&Kept>,
) -> Result<Option<AttachmentId>> {
    match kept {
        Some(kept) => Ok(Some(
            attach(work, actor, Noun::Payment, id.as_str(), Tier::Parties, kept).await?,
        )),
        None => Ok(None),
    }
}

async fn decide(
    work: &mut Work,
    actor: &Actor,
    named: Named,
    state: State,
    reason: String,
) -> Result<()> {
    let decided_by = Some(actor.user.clone());
    let decided = Payment {
        state,
        reason,
        decided_by,
        decided_at: Some(work.at),
        ..named.payment
    };
    store::money::payment::update(&mut work.tx, &decided, &named.files).await?;
    Ok(())
}

/// Four eyes: who recorded a payment, or works for one of its sides, decides nothing about it.
async fn refuse_own_case(work: &mut Work, actor: &Actor, named: &Named) -> Result<()> {
    let memberships = store::people::user::memberships_of(&mut work.tx, &actor.user).await?;
    let of_a_side = memberships
        .iter()
        .any(|of| of.organisation == named.buyer || of.organisation == named.seller);
    if of_a_side || named.payment.recorded_by == actor.user {
        return Err(Error::Refused(
            "核验人不能是登记人或买卖双方的成员，请由其他工作人员核验".into(),
        ));
    }
    Ok(())
}

pub(crate) fn roles_of_payment(actor: &Actor, named: &Named) -> Vec<Who> {
    roles_between(
        Some(actor),
        &named.seller,
        &named.buyer,
        named.broker.as_ref(),
    )
}

/// The payment, hidden from whoever may not see it, with the permission for an action checked.
pub(crate) async fn payment_of(
    tx: &mut store::Tx,
    actor: &Actor,
    id: &PaymentId,
    action: Action,
) -> Result<Named> {
    let named = store::money::payment::get(tx, id).await?;
    let roles = roles_of_payment(actor, &named);
    if !allowed(&roles, Action::PaymentSee) {
        return Err(Error::NotFound);
    }
    require(&roles, action)?;
    Ok(named)
}

/// The doubts about a payment as everything else stands now.
pub(crate) async fn findings(
    tx: &mut store::Tx,
    cap_reached_at_fen: Option<Fen>,
    named: &Named,
    today: Date,
) -> Result<Vec<Finding>> {
    let payment = &named.payment;
    let contract = store::deals::contract::get(tx, &payment.contract)
        .await?
        .contract;
    // A contract that is open again after the agency refused it was signed when the payment was recorded.
    let signed_on = contract
        .signed_on()
        .unwrap_or_else(|| contract.created_at.day());
    let seller = store::people::organisation::get(tx, &contract.seller)
        .await?
        .described;
    let buyer = store::people::organisation::get(tx, &contract.buyer)
        .await?
        .described;
    let files = store::money::payment::file_hashes(tx, &named.files).await?;
    let others =
        store::money::payment::same_vouchers(tx, &payment.id, &payment.paid, &files).await?;
    let context = Context {
        buyer: &buyer,
        seller: &seller,
        signed_on,
        ceiling_fen: contract.terms.payment.ceiling_fen(),
        paid_before_fen: store::money::payment::net_beside(tx, &contract.id, &payment.id).await?,
        files: &files,
        others: &others,
        cap_reached_at_fen,
        today,
    };
    Ok(check(&payment.paid, &context))
}
