//! Payments that wait: to be recorded, corrected, verified.

use domain::Fen;
use domain::event::Noun;
use domain::money::payment::PaymentKind;
use store::desk::waiting::{AllWaiting, Queue, Waits};

use crate::desk::waiting::list::{Waiting, WaitingItem, Whose};

/// Payments of the organisation, or for the bureau all that are to be verified.
pub(crate) fn waits(all: &AllWaiting, waiting: &mut Waiting) {
    for row in all.of(Queue::Payment) {
        let (whose, item) = payment_item(row);
        waiting.push(whose, item);
    }
    for row in all.of(Queue::Verification) {
        let what = "等待核验，请核对发票和银行回单";
        waiting.add_queue(Noun::Payment, row, "笔支付", what);
    }
}

fn payment_item(row: &Waits) -> (Whose, WaitingItem) {
    let amount = Fen(row.amount);
    let kind = PaymentKind::try_from(row.detail.clone()).map_or("", PaymentKind::label);
    let (whose, what) = if row.state == "rejected" {
        let what = format!("{amount}的{kind}核验未通过，请更正：{}", row.reason);
        (Whose::Mine, what)
    } else {
        (Whose::Others, format!("等待科技局核验 {amount}的{kind}"))
    };
    (whose, WaitingItem::new(Noun::Payment, row, what))
}
