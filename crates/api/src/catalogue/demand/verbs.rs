//! The verbs that fit the state of one's own demand.

use domain::catalogue::demand::{Action, Demand, next};
use domain::id::DemandId;

use crate::ui::parts::{PostButton, Weight};

/// Address of the form of one's own demand.
pub(crate) fn edit_href(id: &DemandId) -> String {
    format!("/my/demands/{id}")
}

/// The verbs that fit the state of one's own demand.
pub(crate) fn verbs(demand: &Demand) -> Vec<PostButton> {
    let button = |action: Action, verb: &str| {
        PostButton::new(
            action.label(),
            format!("/my/demands/{}/{verb}", demand.id),
            Some(demand.version),
        )
    };
    let fits = |action| next(demand.state, action).is_ok();
    let mut verbs = Vec::new();
    if fits(Action::Publish) {
        verbs.push(button(Action::Publish, "publish").weighing(Weight::Primary));
    }
    if fits(Action::Withdraw) {
        verbs.push(button(Action::Withdraw, "withdraw").weighing(Weight::Danger));
    }
    verbs
}
