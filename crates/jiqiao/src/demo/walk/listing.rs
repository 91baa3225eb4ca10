//! One listing on its way: entered, handed in, reviewed, confirmed, perhaps withdrawn.

use domain::people::organisation::OrganisationKind;
use jiff::civil::Date;
use market::kernel::work::Once;

use super::Town;
use crate::Outcome;
use crate::demo::catalogue::{Listed, Standing, filed_by};
use crate::operate::told;

/// A step of a listing.
#[derive(Clone, Copy)]
pub(super) enum Step {
    Enter,
    Submit,
    Publish,
    Return(&'static str),
    Confirm,
    Withdraw(&'static str),
}

/// The steps to a standing, each with its day and its order in it. What a chain rests on was published before the
/// chain began, `needed` days ago.
pub(super) fn steps(standing: &Standing, needed: Option<i64>) -> Vec<(i64, u8, Step)> {
    let before = |days: i64| days.max(needed.map_or(0, |asked| asked + 3));
    let reviewed = |days: i64| vec![(days + 2, 0, Step::Enter), (days + 1, 1, Step::Submit)];
    match *standing {
        Standing::Draft => vec![(6, 0, Step::Enter)],
        Standing::Submitted { days_ago } => {
            vec![(days_ago + 1, 0, Step::Enter), (days_ago, 1, Step::Submit)]
        }
        Standing::Returned { reason, days_ago } => {
            let mut steps = reviewed(days_ago);
            steps.push((days_ago, 2, Step::Return(reason)));
            steps
        }
        Standing::Published {
            published_days_ago,
            confirmed_days_ago,
        } => {
            let published = before(published_days_ago);
            let mut steps = reviewed(published);
            steps.push((published, 2, Step::Publish));
            if confirmed_days_ago < published {
                steps.push((confirmed_days_ago, 3, Step::Confirm));
            }
            steps
        }
        Standing::Withdrawn { reason, days_ago } => {
            let published = before(days_ago + 200);
            let mut steps = reviewed(published);
            steps.push((published, 2, Step::Publish));
            steps.push((days_ago, 9, Step::Withdraw(reason)));
            steps
        }
    }
}

impl Town<'_> {
    /// Takes one step of a listing.
    pub(super) async fn list(&mut self, listed: &Listed, step: &Step, day: Date) -> Outcome<()> {
        let owner = self.manager(&listed.seller)?;
        let number = &listed.input.external_number;
        if let Step::Enter = step {
            let mut input = listed.input.clone();
            input.patents = filed_by(day, input.patents);
            let id = self
                .market
                .create_achievement(owner, input, &Once::default())
                .await
                .map_err(told)?;
            self.listed.insert(number.clone(), id);
            return Ok(());
        }
        let id = self.listed.get(number).ok_or("成果应先登记")?;
        let version = self.market.achievement(Some(owner), id).await?.version;
        let bureau = self.second(self.first(OrganisationKind::Bureau)?)?;
        let taken = match step {
            Step::Enter => Ok(()),
            Step::Submit => self.market.submit_achievement(owner, id, version).await,
            Step::Publish => self.market.publish_achievement(bureau, id, version).await,
            Step::Return(reason) => {
                self.market
                    .return_achievement(bureau, id, version, reason)
                    .await
            }
            Step::Confirm => self.market.confirm_achievement(owner, id, version).await,
            Step::Withdraw(reason) => {
                self.market
                    .withdraw_achievement(owner, id, version, reason)
                    .await
            }
        };
        Ok(taken.map_err(told)?)
    }
}
