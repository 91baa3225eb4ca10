//! The achievements of the fictional city: written technologies by field (`demo/achievements`), put together as listings.
//!
//! What it is not: a fixture for tests of search; those use real records.

use domain::catalogue::achievement::AchievementInput;
use jiff::ToSpan;
use jiff::civil::Date;

use super::city::CityOrganisation;
use technology::Field;

mod listing;
mod patents;
mod standing;
pub(super) mod technology;

pub(super) use patents::filed_by;
pub(super) use standing::Standing;

/// An achievement of the city.
pub(super) struct Listed {
    /// Its seller, by key (`city`).
    pub(super) seller: String,
    /// The listing; `external_number` is unique and names it in the script: `CB-01-2`.
    pub(super) input: AchievementInput,
    /// Where the demonstration leaves it.
    pub(super) standing: Standing,
}

/// Every achievement, always in the same order; days are counted back from `today`.
pub(super) fn achievements(
    fields: &[Field],
    today: Date,
    city: &[CityOrganisation],
) -> Vec<Listed> {
    let mut listed = Vec::new();
    let mut technologies = 0;
    for (field_at, field) in fields.iter().enumerate() {
        for (at, technology) in field.technologies.iter().enumerate() {
            let technology = technology.get_ref();
            let seller = &field.sellers[at % field.sellers.len()];
            for (variant_at, variant) in technology.variants.iter().enumerate() {
                let standing = standing::of(technologies, variant_at);
                let entered_on = today.saturating_sub(standing.entered_days_ago().days());
                let place = listing::Place {
                    field,
                    field_at,
                    technology,
                    number: at + 1,
                    variant: variant.get_ref(),
                    variant_at,
                    seller,
                    entered_on,
                };
                let input = listing::compose(&place, today, city);
                listed.push(Listed {
                    seller: seller.clone(),
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
