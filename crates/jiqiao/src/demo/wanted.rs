//! What the enterprises of the fictional city look for: technical demands that its catalogue can answer, and a few
//! that are drafts, withdrawn or past their deadline (`demo/demands.toml`).
//!
//! What it is not: the walk. Whoever enters them does so through the market's own use cases.

use domain::catalogue::achievement::TransferMode;
use domain::catalogue::demand::DemandInput;
use domain::money::fen::Fen;
use jiff::ToSpan;
use jiff::civil::Date;
use serde::Deserialize;

use super::city::CityOrganisation;

/// How far a demand has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Standing {
    /// Entered, not published.
    Draft,
    /// Published; closed when its deadline has passed.
    #[default]
    Published,
    /// Published and withdrawn the day after.
    Withdrawn,
}

/// A demand of the city, as it is written down.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Wanted {
    /// The enterprise, by key (`city`).
    pub(super) buyer: String,
    /// What it is called.
    pub(super) title: String,
    description: String,
    /// A field of the catalogue.
    pub(super) field: String,
    maturity_min: Option<i64>,
    #[serde(default)]
    modes: Vec<TransferMode>,
    /// In 10,000 yuan.
    pub(super) budget_wan: Option<i64>,
    /// Days from today; negative when the deadline has passed.
    pub(super) deadline_in_days: Option<i64>,
    /// How long ago it was entered and, unless it is a draft, published.
    pub(super) days_ago: i64,
    /// Where the demonstration leaves it.
    #[serde(default)]
    pub(super) standing: Standing,
}

/// Ten thousand yuan 万元, in fen.
const WAN: i64 = 1_000_000;

impl Wanted {
    /// The demand as its enterprise types it; it is used where the enterprise is.
    pub(super) fn input(&self, today: Date, city: &[CityOrganisation]) -> DemandInput {
        let buyer = city
            .iter()
            .find(|organisation| organisation.key == self.buyer);
        let county =
            buyer.and_then(|buyer| domain::people::county::find(&buyer.input.division_code));
        DemandInput {
            title: self.title.clone(),
            description: self.description.clone(),
            field: self.field.clone(),
            maturity_min: self.maturity_min,
            modes: self.modes.clone(),
            budget_fen: self.budget_wan.map(|wan| Fen(wan * WAN)),
            county: county
                .map(|county| county.code.to_owned())
                .unwrap_or_default(),
            deadline: self
                .deadline_in_days
                .map(|days| today.saturating_add(days.days()).to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::people::organisation::OrganisationKind;

    use super::*;
    use crate::demo::catalogue::Standing as Offered;
    use crate::demo::city;
    use crate::demo::written::tests::{listed, written};

    const TODAY: Date = Date::constant(2026, 6, 15);

    #[test]
    fn every_demand_passes_the_checks_of_the_market_and_is_an_enterprises() {
        let city = city::organisations(&written().organisations);
        for wanted in &written().demands {
            let text = wanted
                .input(TODAY, &city)
                .check()
                .unwrap_or_else(|errors| panic!("{}: {errors:?}", wanted.title));
            assert!(
                !text.county.is_empty() && !text.field.is_empty(),
                "{}",
                wanted.title
            );
            let buyer = city
                .iter()
                .find(|organisation| organisation.key == wanted.buyer)
                .expect("a company of the city");
            assert_eq!(
                buyer.input.kind,
                OrganisationKind::Enterprise,
                "{}",
                wanted.title
            );
            let published_on = TODAY.saturating_sub(wanted.days_ago.days());
            assert!(
                wanted.standing == Standing::Draft || text.overdue(published_on).is_none(),
                "{}",
                wanted.title
            );
        }
    }

    #[test]
    fn every_demand_has_something_on_offer_in_its_field_from_another_organisation() {
        let listed = listed(TODAY);
        for wanted in &written().demands {
            let answers = listed.iter().filter(|one| {
                matches!(one.standing, Offered::Published { .. }) && one.seller != wanted.buyer
            });
            assert!(
                answers
                    .filter(|one| one.input.field == wanted.field)
                    .count()
                    > 0,
                "{}",
                wanted.title
            );
        }
    }

    #[test]
    fn a_dozen_are_open_and_each_other_state_occurs() {
        let city = city::organisations(&written().organisations);
        let mut counts = [0; 4];
        for wanted in &written().demands {
            let overdue = wanted
                .input(TODAY, &city)
                .check()
                .expect("checked above")
                .overdue(TODAY)
                .is_some();
            counts[match wanted.standing {
                Standing::Published if overdue => 1,
                Standing::Published => 0,
                Standing::Draft => 2,
                Standing::Withdrawn => 3,
            }] += 1;
        }
        assert_eq!(counts, [13, 1, 1, 1]);
    }
}
