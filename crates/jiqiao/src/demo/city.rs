//! The organisations of a fictional city and their people. Every name says that it is an example.
//!
//! What it is not: a list of real organisations. The counties are real divisions, because the rules ask for their codes.

use domain::people::organisation::{OrganisationInput, OrganisationKind};
use domain::people::user::{Role, UserInput};
use serde::Deserialize;

/// The password of every account of the demonstration.
pub(super) const PASSWORD: &str = "jiqiao-demo";

/// One organisation as it is written down; the rest of its particulars are made from its place in the list.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    /// Short key.
    pub(super) key: String,
    /// Registered name.
    name: String,
    /// What it is.
    pub(super) kind: OrganisationKind,
    /// Where it is registered.
    division_code: String,
    /// What it does.
    introduction: String,
    /// Whether its credit code was issued with a check character that does not fit, and an officer confirmed it.
    #[serde(default)]
    code_is_odd: bool,
    /// Its people; the first is the manager.
    pub(super) people: Vec<PersonEntry>,
}

/// Someone as written down.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PersonEntry {
    name: String,
    pub(super) login: String,
}

/// An organisation of the city.
pub(super) struct CityOrganisation {
    /// Short key by which the catalogue and the script name it: `u1`, `e07`.
    pub(super) key: String,
    /// What it says of itself.
    pub(super) input: OrganisationInput,
    /// Its people; the first is the manager, and the contact of its listings.
    pub(super) people: Vec<Person>,
}

/// Someone with an account.
pub(super) struct Person {
    /// What the person is there.
    pub(super) role: Role,
    /// The account.
    pub(super) input: UserInput,
}

/// Every organisation of the city, always in the same order.
pub(super) fn organisations(entries: &[Entry]) -> Vec<CityOrganisation> {
    entries
        .iter()
        .enumerate()
        .map(|(at, entry)| organisation(at, entry))
        .collect()
}

/// The accounts that show one role each, what a visitor is and the login: the manager of the first organisation of
/// each kind.
pub(super) fn accounts(entries: &[Entry]) -> Vec<(&'static str, String)> {
    let account = |kind: OrganisationKind| {
        let first = entries.iter().find(|entry| entry.kind == kind)?;
        let role = match kind {
            OrganisationKind::TransferInstitution => "技术经纪人",
            OrganisationKind::CountyGovernment => "县政府",
            other => other.label(),
        };
        Some((role, first.people.first()?.login.clone()))
    };
    OrganisationKind::ALL
        .into_iter()
        .filter_map(account)
        .collect()
}

fn organisation(at: usize, entry: &Entry) -> CityOrganisation {
    let people: Vec<Person> = entry.people.iter().enumerate().map(person).collect();
    let legal_representative = people
        .first()
        .map(|person| person.input.name.clone())
        .unwrap_or_default();
    let place = domain::people::county::COUNTIES
        .iter()
        .find(|county| county.code == entry.division_code);
    let place = place.map_or_else(
        || "外地示例市".to_owned(),
        |county| format!("示例市{}", county.name),
    );
    let input = OrganisationInput {
        name: entry.name.clone(),
        kind: entry.kind,
        credit_code: credit_code(at, entry),
        credit_code_confirmed: entry.code_is_odd,
        division_code: entry.division_code.clone(),
        legal_representative,
        address: format!("{place}示例大街 {} 号", 8 + at * 3),
        phone: format!("0350-555{:04}", 1000 + at * 11),
        introduction: entry.introduction.clone(),
    };
    CityOrganisation {
        key: entry.key.clone(),
        input,
        people,
    }
}

fn person((at, entry): (usize, &PersonEntry)) -> Person {
    Person {
        role: if at == 0 { Role::Manager } else { Role::Member },
        input: UserInput {
            login: entry.login.clone(),
            name: entry.name.clone(),
            password: PASSWORD.to_owned(),
        },
    }
}

/// A credit code whose organisation part begins with `MADEM0`, which no authority issues.
fn credit_code(at: usize, entry: &Entry) -> String {
    // GB 32100-2015: who registers, and as what.
    let prefix = match entry.kind {
        OrganisationKind::University
        | OrganisationKind::ResearchInstitute
        | OrganisationKind::RegistrationAgency => "12",
        OrganisationKind::Bureau | OrganisationKind::CountyGovernment => "11",
        OrganisationKind::Enterprise | OrganisationKind::TransferInstitution => "91",
    };
    let subject = format!("MADEM0{:02}", at + 10);
    let first_17 = format!(
        "{prefix}{}{subject}{}",
        entry.division_code,
        subject_check(&subject)
    );
    let fitting = domain::people::code::check_character(&first_17);
    let last = match (entry.code_is_odd, fitting) {
        (false, fitting) => fitting,
        (true, '0') => '1',
        (true, _) => '0',
    };
    format!("{first_17}{last}")
}

/// The check character of the eight characters of an organisation code (GB 11714-1997).
fn subject_check(subject: &str) -> char {
    let values = subject.chars().map(|c| c.to_digit(36).unwrap_or(0));
    let sum: u32 = values
        .zip([3, 7, 9, 10, 5, 8, 4, 2])
        .map(|(value, weight)| value * weight)
        .sum();
    match 11 - sum % 11 {
        10 => 'X',
        11 => '0',
        digit => char::from_digit(digit, 10).unwrap_or('0'),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use domain::people::code::CreditCode;

    use super::*;
    use crate::demo::written::tests::written;

    #[test]
    fn every_organisation_and_person_passes_the_checks_of_the_market() {
        for organisation in organisations(&written().organisations) {
            assert!(
                organisation.input.clone().check().is_ok(),
                "{}: {:?}",
                organisation.key,
                organisation.input.check()
            );
            assert!(
                organisation.input.name.contains("示例"),
                "{} must say that it is an example",
                organisation.input.name
            );
            assert_eq!(
                organisation.people.first().map(|person| person.role),
                Some(Role::Manager),
                "{}",
                organisation.key
            );
            for person in organisation.people {
                let login = person.input.login.clone();
                assert!(person.input.check().is_ok(), "{login}");
            }
        }
    }

    #[test]
    fn every_credit_code_fits_but_the_one_that_an_officer_confirmed() {
        let mut odd = Vec::new();
        let mut seen = BTreeSet::new();
        for organisation in organisations(&written().organisations) {
            let code = CreditCode::parse(&organisation.input.credit_code).expect("the right shape");
            if !code.check_fits() {
                assert!(organisation.input.credit_code_confirmed);
                odd.push(organisation.key);
            }
            assert!(seen.insert(code.to_string()), "{code} twice");
        }
        assert_eq!(odd, ["e14"]);
    }

    #[test]
    fn every_county_has_an_enterprise_and_every_role_an_account() {
        let city = organisations(&written().organisations);
        for county in domain::people::county::COUNTIES {
            let there = |o: &&CityOrganisation| {
                o.input.kind == OrganisationKind::Enterprise && o.input.division_code == county.code
            };
            assert!(city.iter().find(there).is_some(), "{}", county.name);
        }
        let mut logins = BTreeSet::new();
        for person in city.iter().flat_map(|o| &o.people) {
            assert!(
                logins.insert(person.input.login.as_str()),
                "{} twice",
                person.input.login
            );
        }
        let accounts = accounts(&written().organisations);
        let roles = accounts.iter().map(|(_, login)| login.as_str());
        assert_eq!(
            roles.collect::<Vec<_>>(),
            [
                "university",
                "institute",
                "enterprise",
                "broker",
                "agency",
                "bureau",
                "county"
            ]
        );
    }

    #[test]
    fn the_city_has_the_organisations_it_needs() {
        let count = |kind| {
            organisations(&written().organisations)
                .iter()
                .filter(|o| o.input.kind == kind)
                .count()
        };
        let counts = OrganisationKind::ALL.map(count);
        assert_eq!(counts, [4, 4, 22, 3, 1, 1, 3]);
    }
}
