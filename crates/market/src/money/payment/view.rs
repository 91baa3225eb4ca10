//! What the pages of payments show: a payment with the doubts about it and its files, a contract's payments, the
//! bureau's queue.

use domain::event::Noun;
use domain::id::{ContractId, PaymentId};
use domain::money::payment::check::Finding;
use domain::money::payment::{Action as Step, Payment, State, net_paid, next};
use domain::people::user::Actor;
use domain::time::DAY_US;
use domain::{Fen, id};
use store::catalogue::attachment::Attachment;
use store::money::payment::Named;

use crate::Market;
use crate::deals::contract::contract_of;
use crate::kernel::error::Result;
use crate::kernel::permission::{Action, allowed, require, roles_of};
use crate::money::payment::{findings, payment_of, roles_of_payment};

/// A payment as its page and its lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentView {
    /// The payment.
    pub payment: Payment,
    /// What the contract is about.
    pub achievement_title: String,
    /// 卖方.
    pub seller_name: String,
    /// 买方.
    pub buyer_name: String,
    /// The person who recorded it.
    pub recorded_by_name: String,
    /// The person who verified or rejected it.
    pub decided_by_name: Option<String>,
    /// The doubts about it as everything else stands now, barring ones first.
    pub findings: Vec<Finding>,
    /// 发票, for whoever may see vouchers.
    pub invoice_file: Option<Attachment>,
    /// 银行回单, for whoever may see vouchers.
    pub receipt_file: Option<Attachment>,
    /// What the viewer may do with it as it stands.
    pub can: Vec<Step>,
    /// Whole days since it was sent for verification.
    pub age_days: i64,
}

/// The payments of a contract.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContractPayments {
    /// In the order in which they were recorded.
    pub payments: Vec<PaymentView>,
    /// Verified payments less verified refunds.
    pub verified_fen: Fen,
    /// All that waits or was verified, less refunds.
    pub recorded_fen: Fen,
}

impl Market {
    /// One payment, for the parties of its contract and the bureau.
    ///
    /// # Errors
    /// When there is none that the actor may see.
    pub async fn payment(&self, actor: &Actor, id: &PaymentId) -> Result<PaymentView> {
        let mut tx = self.read().await?;
        let named = payment_of(&mut tx, actor, id, Action::PaymentSee).await?;
        self.payment_view(&mut tx, actor, named).await
    }

    /// The payments of a contract, for its parties and the bureau.
    ///
    /// # Errors
    /// When there is no contract that the actor may see.
    pub async fn payments(&self, actor: &Actor, contract: &ContractId) -> Result<ContractPayments> {
        let mut tx = self.read().await?;
        contract_of(&mut tx, actor, contract, Action::PaymentSee).await?;
        let list = store::money::payment::of_contract(&mut tx, contract).await?;
        let of = |counts: fn(State) -> bool| {
            list.iter()
                .filter(move |named| counts(named.payment.state))
                .map(|named| &named.payment.paid)
        };
        let verified_fen = net_paid(of(|state| state == State::Verified));
        let recorded_fen = net_paid(of(State::stands));
        let mut payments = Vec::with_capacity(list.len());
        for named in list {
            payments.push(self.payment_view(&mut tx, actor, named).await?);
        }
        Ok(ContractPayments {
            payments,
            verified_fen,
            recorded_fen,
        })
    }

    /// The payments that wait for verification, the longest waiting first, after an identifier; with how many there are.
    ///
    /// # Errors
    /// When the actor may not verify.
    pub async fn payments_to_verify(
        &self,
        actor: &Actor,
        after: &str,
        most: i64,
    ) -> Result<(Vec<PaymentView>, i64)> {
        require(&roles_of(Some(actor)), Action::PaymentVerify)?;
        let mut tx = self.read().await?;
        let list = store::money::payment::queue(&mut tx, State::Recorded, after, most).await?;
        let count = store::money::payment::count(&mut tx, State::Recorded).await?;
        let mut views = Vec::with_capacity(list.len());
        for named in list {
            views.push(self.payment_view(&mut tx, actor, named).await?);
        }
        Ok((views, count))
    }

    async fn payment_view(
        &self,
        tx: &mut store::Tx,
        actor: &Actor,
        named: Named,
    ) -> Result<PaymentView> {
        let now = self.now();
        let roles = roles_of_payment(actor, &named);
        let files = if allowed(&roles, Action::VoucherSee) {
            store::catalogue::attachment::of(tx, Noun::Payment, named.payment.id.as_str()).await?
        } else {
            Vec::new()
        };
        let file =
            |id: Option<&id::AttachmentId>| files.iter().find(|file| Some(&file.id) == id).cloned();
        let permitted = |step: &Step| {
            allowed(&roles, permission_for(*step)) && next(named.payment.state, *step).is_ok()
        };
        let found = if named.payment.state.stands() {
            findings(tx, self.policy().cap_reached_at_fen(), &named, now.day()).await?
        } else {
            Vec::new()
        };
        // Which payment a voucher collides with is the business of whoever verifies, and of nobody else.
        let findings = match allowed(&roles, Action::PaymentVerify) {
            true => found,
            false => found.into_iter().map(Finding::without_others).collect(),
        };
        Ok(PaymentView {
            findings,
            invoice_file: file(named.files.invoice.as_ref()),
            receipt_file: file(Some(&named.files.receipt)),
            can: Step::ALL.into_iter().filter(permitted).collect(),
            age_days: (now.0 - named.payment.sent_at.0) / DAY_US,
            payment: named.payment,
            achievement_title: named.achievement_title,
            seller_name: named.seller_name,
            buyer_name: named.buyer_name,
            recorded_by_name: named.recorded_by_name,
            decided_by_name: named.decided_by_name,
        })
    }
}

/// The row of the permission table for a step.
fn permission_for(step: Step) -> Action {
    match step {
        Step::Correct | Step::Withdraw => Action::PaymentRecord,
        Step::Verify | Step::Reject => Action::PaymentVerify,
    }
}
