//! One demand on its way: entered, published, perhaps withdrawn.

use market::kernel::work::Once;

use super::Town;
use crate::Outcome;
use crate::demo::wanted::{Standing, Wanted};
use crate::operate::told;

/// A step of a demand.
#[derive(Clone, Copy)]
pub(super) enum Step {
    Enter,
    Publish,
    Withdraw,
}

/// The steps to where a demand is left, each with its day and its order in it.
pub(super) fn steps(wanted: &Wanted) -> Vec<(i64, u8, Step)> {
    let mut steps = vec![(wanted.days_ago, 4, Step::Enter)];
    if wanted.standing != Standing::Draft {
        steps.push((wanted.days_ago, 5, Step::Publish));
    }
    if wanted.standing == Standing::Withdrawn {
        steps.push((wanted.days_ago - 1, 6, Step::Withdraw));
    }
    steps
}

impl Town<'_> {
    /// Takes one step of a demand.
    pub(super) async fn want(&mut self, at: usize, wanted: &Wanted, step: Step) -> Outcome<()> {
        let buyer = self.manager(&wanted.buyer)?;
        if let Step::Enter = step {
            let input = wanted.input(self.today, &self.city);
            let id = self
                .market
                .create_demand(buyer, input, &Once::default())
                .await
                .map_err(told)?;
            self.wanted.insert(at, id);
            return Ok(());
        }
        let id = self.wanted.get(&at).ok_or("需求应先登记")?;
        let version = self.market.demand(Some(buyer), id).await?.demand.version;
        let taken = match step {
            Step::Enter => Ok(()),
            Step::Publish => self.market.publish_demand(buyer, id, version).await,
            Step::Withdraw => self.market.withdraw_demand(buyer, id, version).await,
        };
        Ok(taken.map_err(told)?)
    }
}
