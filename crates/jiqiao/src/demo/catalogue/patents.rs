//! Patents of the fictional listings: numbers of the right shape whose serial begins with 99, which no office has reached.

use domain::catalogue::achievement::{PatentInput, PatentStatus};
use domain::catalogue::patent::check_digit;
use jiff::civil::Date;

use super::listing::Place;
use super::technology::Form;
use crate::demo::random::Random;

/// None to three patents, filed in the years before completion; `serial` makes their numbers unique.
pub(super) fn of(place: &Place<'_>, completed: i64, today: Date) -> Vec<PatentInput> {
    // A generator of its own: what depends on the day must not change anything else of the listing.
    let mut random = Random::named(&format!("patents {}", place.external_number()));
    let count = match place.technology.form {
        Form::Growing => random.between(0, 1),
        Form::Software => random.between(0, 2),
        Form::Material | Form::Process | Form::Equipment | Form::Product => {
            random.pick(&[1, 1, 2, 2, 3, 0])
        }
    };
    (0..count)
        .zip(place.serial() * 3..)
        .map(|(_, serial)| patent(place, serial, completed, today, &mut random))
        .collect()
}

fn patent(
    place: &Place<'_>,
    serial: usize,
    completed: i64,
    today: Date,
    random: &mut Random,
) -> PatentInput {
    let utility_model = place.technology.form == Form::Equipment && random.chance(35);
    let year = completed
        - if utility_model {
            random.between(0, 1)
        } else {
            random.between(0, 3)
        };
    let filed_on = filing_day(year, today, random);
    // Only third variants have lapsed patents: no chain of the script rests on them.
    let lapses = random.chance(12) && place.variant_at == 2;
    let months = i64::from(today.year() - filed_on.year()) * 12 + i64::from(today.month())
        - i64::from(filed_on.month());
    // An invention is examined for about two years, a utility model for less than one.
    let status = match (utility_model, months) {
        (_, 36..) if lapses => PatentStatus::Lapsed,
        (true, 10..) | (false, 26..) => PatentStatus::Granted,
        (true | false, _) => PatentStatus::Pending,
    };
    let rest = format!("{}99{serial:05}", if utility_model { 2 } else { 1 });
    PatentInput {
        number: numbered(filed_on, &rest, status),
        status,
        filed_on: filed_on.to_string(),
    }
}

/// The number of an application of that year; `rest` is its kind and serial.
fn numbered(filed_on: Date, rest: &str, status: PatentStatus) -> String {
    let body = format!("{}{rest}", filed_on.year());
    let number = format!("{body}.{}", check_digit(&body));
    if status == PatentStatus::Pending {
        number
    } else {
        format!("ZL{number}")
    }
}

/// The same patents, filed by the day on which their listing is entered: whole years earlier where need be.
pub(in crate::demo) fn filed_by(day: Date, patents: Vec<PatentInput>) -> Vec<PatentInput> {
    let earlier = |patent: PatentInput| {
        let Ok(filed_on) = patent.filed_on.parse::<Date>() else {
            return patent;
        };
        let years = (0..)
            .find(|years| {
                Date::constant(filed_on.year() - years, filed_on.month(), filed_on.day()) <= day
            })
            .unwrap_or(0);
        let filed_on = Date::constant(filed_on.year() - years, filed_on.month(), filed_on.day());
        let digits: String = patent.number.chars().filter(char::is_ascii_digit).collect();
        let rest = digits.get(4..12).unwrap_or_default();
        PatentInput {
            number: numbered(filed_on, rest, patent.status),
            filed_on: filed_on.to_string(),
            ..patent
        }
    };
    patents.into_iter().map(earlier).collect()
}

/// A day of that year, or the same day a year earlier when it is still to come.
fn filing_day(year: i64, today: Date, random: &mut Random) -> Date {
    let year = i16::try_from(year)
        .unwrap_or(today.year())
        .min(today.year());
    let month = i8::try_from(random.between(1, 12)).unwrap_or(1);
    let day = i8::try_from(random.between(1, 28)).unwrap_or(1);
    let filed_on = Date::constant(year, month, day);
    if filed_on <= today {
        filed_on
    } else {
        Date::constant(year - 1, month, day)
    }
}
