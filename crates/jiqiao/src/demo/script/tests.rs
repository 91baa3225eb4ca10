//! What must hold for every chain of the demonstration.

use std::collections::BTreeSet;

use domain::catalogue::achievement::PatentStatus;
use domain::deals::deal::MessageInput;
use domain::deals::licence_request::ANSWER_WITHIN_DAYS;
use jiff::ToSpan;
use jiff::civil::Date;

use super::*;
use crate::demo::catalogue::{Listed, Standing};
use crate::demo::city;
use crate::demo::written::tests::{listed as catalogue_of, written};

const TODAY: Date = Date::constant(2026, 6, 15);

/// Days of several years: the city is put together anew on each, and must be right on all.
fn days() -> impl Iterator<Item = Date> {
    (0..16).map(|at| TODAY.saturating_add((at * 97).days()))
}

fn listed<'a>(chain: &Chain, catalogue: &'a [Listed]) -> &'a Listed {
    let found = catalogue
        .iter()
        .find(|one| one.input.external_number == chain.achievement);
    found.unwrap_or_else(|| panic!("{}: no achievement {}", chain.key, chain.achievement))
}

#[test]
fn every_chain_asks_for_a_listing_that_is_on_offer_in_that_mode() {
    let city = city::organisations(&written().organisations);
    let catalogue = catalogue_of(TODAY);
    for chain in chains() {
        assert!(chain.fits(&city, &catalogue), "{}", chain.key);
        let one = listed(chain, &catalogue);
        let Standing::Published {
            published_days_ago,
            confirmed_days_ago,
        } = one.standing
        else {
            panic!("{}: {:?}", chain.key, one.standing);
        };
        assert!(
            confirmed_days_ago <= 365 && published_days_ago > chain.asked_days_ago,
            "{}: {:?}",
            chain.key,
            one.standing
        );
        assert_eq!(one.seller, chain.seller, "{}", chain.key);
        assert!(
            one.input.modes.contains(&chain.mode),
            "{}: {:?}",
            chain.key,
            one.input.modes
        );
        assert!(
            chain.trial_days == 0 || one.input.trial_offered,
            "{}: no trial is offered",
            chain.key
        );
        let buyer = city
            .iter()
            .find(|o| o.key == chain.buyer)
            .expect("a buyer of the city");
        assert_eq!(
            buyer.input.kind,
            OrganisationKind::Enterprise,
            "{}",
            chain.key
        );
        assert!(
            chain.buyer != chain.seller && !one.input.co_owners.contains(&buyer.input.name),
            "{}: buys its own",
            chain.key
        );
        if let Some(introduced) = chain.introduced {
            let broker = city
                .iter()
                .find(|o| o.key == introduced.by)
                .expect("a broker of the city");
            assert_eq!(
                broker.input.kind,
                OrganisationKind::TransferInstitution,
                "{}",
                chain.key
            );
            assert!(!introduced.note.is_empty(), "{}", chain.key);
        }
    }
}

#[test]
fn everything_that_is_typed_passes_the_checks_of_the_market() {
    let city = city::organisations(&written().organisations);
    let mut number = 0;
    for chain in chains() {
        let key = chain.key;
        assert!(
            chain.request(&city).check().is_ok(),
            "{key}: {:?}",
            chain.request(&city).check()
        );
        for at in 0..chain.offers_wan.len() {
            let terms = chain.offer(at, TODAY).expect("an offer");
            assert!(terms.clone().check().is_ok(), "{key}: {:?}", terms.check());
        }
        for (_, text) in chain.messages {
            assert!(
                MessageInput {
                    text: (*text).to_owned()
                }
                .check()
                .is_ok(),
                "{key}: {text}"
            );
        }
        for at in 0..chain.payments.len() {
            number += 1;
            let payment = chain.payment(at, number, &city, TODAY).expect("a payment");
            assert!(
                payment.clone().check().is_ok(),
                "{key}: {:?}",
                payment.check()
            );
        }
    }
}

#[test]
fn no_contract_goes_against_the_law() {
    for today in days() {
        let catalogue = catalogue_of(today);
        for chain in chains().filter(|chain| chain.until.rank() >= Stage::Drafted.rank()) {
            let listing = listed(chain, &catalogue)
                .input
                .clone()
                .check()
                .expect("checked in the catalogue")
                .listing;
            assert!(
                listing
                    .patents
                    .iter()
                    .all(|patent| patent.status != PatentStatus::Lapsed),
                "{}: a lapsed patent",
                chain.key
            );
            let terms = chain
                .offer(chain.offers_wan.len() - 1, today)
                .expect("an offer")
                .check()
                .expect("checked above");
            let outlived = listing
                .patents
                .iter()
                .filter_map(|patent| patent.expires_on())
                .any(|last| terms.period_to > Some(last));
            assert!(!outlived, "{}: the licence outlives a patent", chain.key);
            let alone = chain
                .licence_kind
                .is_none_or(|kind| kind == LicenceKind::NonExclusive);
            assert!(
                alone || listing.co_owners.is_empty() || listing.co_owners_agreed,
                "{}: co-owners did not agree",
                chain.key
            );
        }
    }
}

#[test]
fn days_and_sums_of_every_chain_are_in_order() {
    for chain in chains() {
        let key = chain.key;
        let last_step = match chain.until.rank() {
            0 if matches!(chain.until, Stage::Declined(..)) => chain.accepted_days_ago(),
            0 => chain.asked_days_ago,
            1 | 2 => chain.agreed_days_ago(),
            3..=5 => chain.signed_days_ago(),
            6 => chain.applied_days_ago(),
            _ => chain.decided_days_ago(),
        };
        assert!(last_step >= 0, "{key}: lies in the future");
        assert_eq!(
            chain.until == Stage::Overdue,
            chain.until.rank() == 0 && chain.asked_days_ago > ANSWER_WITHIN_DAYS && open(chain),
            "{key}"
        );
        assert!(
            chain.until.rank() < Stage::Agreed.rank() || chain.price_fen().is_some(),
            "{key}: no price"
        );
        assert!(
            chain.payments.is_empty() || chain.until.rank() >= Stage::Registered.rank(),
            "{key}: paid too early"
        );
        let mut paid_so_far = Fen::ZERO;
        for paid in chain.payments {
            // The invoice is two days older than the payment, and must not be older than the contract.
            assert!(
                paid.days_ago + 2 <= chain.signed_days_ago() && paid.days_ago >= 0,
                "{key}: paid before signing"
            );
            paid_so_far = match paid.kind {
                PaymentKind::Payment => paid_so_far.plus(paid.amount_fen),
                PaymentKind::Refund => paid_so_far.minus(paid.amount_fen),
            }
            .expect("small sums");
            assert!(
                Some(paid_so_far) <= chain.price_fen() && paid_so_far >= Fen::ZERO,
                "{key}: paid more than the price"
            );
        }
    }
}

fn open(chain: &Chain) -> bool {
    matches!(chain.until, Stage::Requested | Stage::Overdue)
}

#[test]
fn the_chains_show_every_stage_and_the_two_buyers_at_the_cap() {
    let mut keys = BTreeSet::new();
    let mut stages = BTreeSet::new();
    for chain in chains() {
        assert!(keys.insert(chain.key), "{} twice", chain.key);
        let debug = format!("{:?}", chain.until);
        stages.insert(debug.split('(').next().unwrap_or_default().to_owned());
    }
    assert_eq!(stages.len(), 14, "{stages:?}");
    assert_eq!(keys.len(), 29);
    let at_the_cap = chains().filter(|chain| chain.achievement == "MT-05-1");
    let paid: Fen = at_the_cap
        .flat_map(|chain| chain.payments)
        .map(|paid| paid.amount_fen)
        .sum();
    assert_eq!(paid, Fen(2_000_000_000));
    let decided = |wanted: fn(&Decision) -> bool| {
        chains()
            .flat_map(|chain| chain.payments)
            .filter(|paid| wanted(&paid.decision))
            .count()
    };
    assert!(decided(|d| matches!(d, Decision::Waiting)) >= 2);
    assert_eq!(decided(|d| matches!(d, Decision::Rejected(_))), 1);
}
