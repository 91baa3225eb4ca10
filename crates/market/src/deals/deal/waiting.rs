//! Deals that wait: for an offer, an answer or a contract, or to be looked at.

use domain::deals::deal::State;
use domain::deals::deal::turn::turn;
use domain::deals::party::{Party, Side};
use domain::event::Noun;
use store::desk::waiting::{AllWaiting, Queue, Waits};

use crate::desk::waiting::list::{Waiting, WaitingItem, Whose};

/// Deals under way.
pub(crate) fn waits(all: &AllWaiting, waiting: &mut Waiting) {
    for group in all.by_state(Queue::Deal) {
        waiting.add_group(group, "笔交易", deal_item);
    }
}

fn deal_item(row: &Waits) -> (Whose, WaitingItem) {
    let state = State::try_from(row.state.clone()).unwrap_or(State::ClosedLost);
    let turn = turn(state, Side::try_from(row.side.clone()).ok());
    let mine = Party::try_from(row.party.clone()).is_ok_and(|party| turn.is_for(party));
    let what = format!("{}与{}的交易：{}", row.seller, row.buyer, turn.what());
    let whose = if mine { Whose::Mine } else { Whose::Others };
    (whose, WaitingItem::new(Noun::Deal, row, what))
}

/// Messages and offers that nobody of the organisation has looked at: told with the deal where it waits for the
/// organisation anyway.
pub(crate) fn unread(all: &AllWaiting, waiting: &mut Waiting) {
    for row in all.of(Queue::Unread) {
        let id = Some(row.id.clone());
        if let Some(item) = waiting
            .for_me
            .iter_mut()
            .find(|item| item.noun == Noun::Deal && item.id == id)
        {
            // That an offer is to be answered stands there already.
            if row.amount > 0 {
                item.what = format!("{}（{}）", item.what, unread_words(row.amount, 0));
            }
            continue;
        }
        waiting
            .for_others
            .retain(|item| item.noun != Noun::Deal || item.id != id);
        let what = format!("{}，请查看", unread_words(row.amount, row.offers));
        waiting.push(Whose::Mine, WaitingItem::new(Noun::Deal, row, what));
    }
}

fn unread_words(messages: i64, offers: i64) -> String {
    match (messages, offers) {
        (messages, 0) => format!("{messages} 条新留言"),
        (0, offers) => format!("{offers} 份新报价"),
        (messages, offers) => format!("{messages} 条新留言、{offers} 份新报价"),
    }
}
