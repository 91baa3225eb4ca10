//! Listings that wait: for the bureau, for their owner to mend them, to be confirmed.

use domain::catalogue::achievement::CONFIRM_EVERY_DAYS;
use domain::event::Noun;
use store::desk::waiting::{AllWaiting, Queue};

use crate::desk::waiting::list::{Waiting, WaitingItem, Whose};

/// Listings of the organisation, or for the bureau all that are in review.
pub(crate) fn waits(all: &AllWaiting, waiting: &mut Waiting) {
    for group in all.by_state(Queue::Listing) {
        waiting.add_group(group, "项成果", |row| {
            let (whose, what) = if row.state == "returned" {
                (Whose::Mine, "已退回，请修改后重新提交")
            } else {
                (Whose::Others, "等待科技局审核")
            };
            let what = match row.reason.as_str() {
                "" => what.to_owned(),
                reason => format!("{what}：{reason}"),
            };
            (whose, WaitingItem::new(Noun::Achievement, row, what))
        });
    }
    for group in all.by_state(Queue::Unconfirmed) {
        waiting.add_group(group, "项成果", |row| {
            let what = "请确认这项成果仍然有效；长期未确认的成果会退出搜索结果";
            let item = WaitingItem::new(Noun::Achievement, row, what);
            let since = row.since.plus_days(CONFIRM_EVERY_DAYS);
            (Whose::Mine, WaitingItem { since, ..item })
        });
    }
    for row in all.of(Queue::Review) {
        waiting.add_queue(Noun::Achievement, row, "项成果", "等待审核，请发布或退回");
    }
}
