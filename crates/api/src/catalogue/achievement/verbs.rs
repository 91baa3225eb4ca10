//! The verbs that fit the state of one's own listing.

use domain::catalogue::achievement::{Achievement, Action};
use domain::catalogue::revision::next;

use crate::ui::parts::{PostButton, Weight};

/// The verbs that fit the state of one's own listing.
pub(crate) fn verbs(achievement: &Achievement) -> Vec<PostButton> {
    let at = |verb: &str| format!("/my/achievements/{}/{verb}", achievement.id);
    let fits = |action| next(achievement.standing(), action).is_ok();
    let mut verbs = Vec::new();
    if fits(Action::Submit) {
        verbs.push(
            PostButton::new(
                Action::Submit.label(),
                at("submit"),
                Some(achievement.version),
            )
            .weighing(Weight::Primary),
        );
    }
    if fits(Action::Confirm) {
        verbs.push(PostButton::new(
            Action::Confirm.label(),
            at("confirm"),
            Some(achievement.version),
        ));
    }
    if fits(Action::Discard) {
        verbs.push(PostButton::new(
            Action::Discard.label(),
            at("discard"),
            Some(achievement.version),
        ));
    }
    if fits(Action::Withdraw) {
        verbs.push(
            PostButton::new(
                Action::Withdraw.label(),
                at("withdraw"),
                Some(achievement.version),
            )
            .weighing(Weight::Danger),
        );
    }
    verbs
}
