//! The 300 achievements of the fictional city: hand-written technologies by field, put together as listings.
//!
//! What it is not: a fixture for tests of search; those use real records.

use domain::achievement::AchievementInput;
use jiff::ToSpan;
use jiff::civil::Date;

use super::city::CityOrganisation;

mod alloy;
mod biomedicine;
mod carbon;
mod coal;
mod culture;
mod digital;
mod energy;
mod environment;
mod food;
mod forging;
mod gas;
mod grain;
mod herb;
mod listing;
mod patents;
mod standing;
mod technology;

pub(super) use patents::filed_by;
pub(super) use standing::Standing;

/// Every field.
const FIELDS: [&technology::Field; 13] = [
    &carbon::FIELD,
    &coal::FIELD,
    &gas::FIELD,
    &forging::FIELD,
    &grain::FIELD,
    &herb::FIELD,
    &energy::FIELD,
    &environment::FIELD,
    &digital::FIELD,
    &biomedicine::FIELD,
    &food::FIELD,
    &culture::FIELD,
    &alloy::FIELD,
];

/// An achievement of the city.
pub(super) struct Listed {
    /// Its seller, by key (`city`).
    pub(super) seller: &'static str,
    /// The listing; `external_number` is unique and names it in the script: `CB-01-2`.
    pub(super) input: AchievementInput,
    /// Where the demonstration leaves it.
    pub(super) standing: Standing,
}

/// Every achievement, always in the same order; days are counted back from `today`.
pub(super) fn achievements(today: Date, city: &[CityOrganisation]) -> Vec<Listed> {
    let mut listed = Vec::new();
    let mut technologies = 0;
    for field in FIELDS {
        for (at, technology) in field.technologies.iter().enumerate() {
            let seller = field.sellers[at % field.sellers.len()];
            for variant in 0..technology.variants.len() {
                let standing = standing::of(technologies, variant);
                let entered_on = today.saturating_sub(standing.entered_days_ago().days());
                let place = listing::Place {
                    field,
                    technology,
                    variant,
                    number: at + 1,
                    seller,
                    entered_on,
                };
                let input = listing::compose(&place, today, city);
                listed.push(Listed {
                    seller,
                    input,
                    standing,
                });
            }
            technologies += 1;
        }
    }
    listed
}

#[cfg(test)]
mod tests;
