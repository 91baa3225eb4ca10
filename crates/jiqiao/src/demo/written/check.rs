//! Holds everything that is made of the files against the checks of the market, before anything is built.

use jiff::civil::Date;

use super::{Faults, Written};
use crate::demo::catalogue::{self, Standing};
use crate::demo::city;

impl Written {
    /// Whether the market takes all of it on this day.
    ///
    /// # Errors
    /// Everything that it would refuse, each with its file and line, in Chinese.
    pub(in crate::demo) fn check(&self, today: Date) -> Result<(), Faults> {
        let mut faults = Faults::default();
        let city = city::organisations(&self.organisations);
        for (organisation, place) in city.iter().zip(&self.places.organisations) {
            let name = &organisation.input.name;
            faults.refused(place, name, organisation.input.clone().check());
            for person in &organisation.people {
                faults.refused(place, &person.input.name, person.input.clone().check());
            }
        }
        let listings = catalogue::achievements(&self.fields, today, &city);
        for (listed, place) in listings.into_iter().zip(&self.places.variants) {
            let title = listed.input.title.clone();
            let checked = faults.refused(place, &title, listed.input.check());
            if let Some(checked) = checked
                && listed.standing != Standing::Draft
            {
                let missing = checked.listing.missing();
                faults.refused(
                    place,
                    &title,
                    if missing.is_empty() {
                        Ok(())
                    } else {
                        Err(missing)
                    },
                );
            }
        }
        for (demand, place) in self.demands.iter().zip(&self.places.demands) {
            faults.refused(place, &demand.title, demand.input(today, &city).check());
        }
        if faults.is_empty() {
            Ok(())
        } else {
            Err(faults)
        }
    }
}
