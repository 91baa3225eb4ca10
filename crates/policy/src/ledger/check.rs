//! What must hold between the parts of a ledger.

use std::collections::HashMap;

use ::domain::money::fen::LARGEST;
use ::domain::people::county::is_division_code;

use super::checked::Ledger;
use super::document::{Document, WHOLE_PPM};
use crate::strict::{Fault, Faults, Place};

/// Payments of a ledger together, and disbursements together, stay below this, so that sums of both fit 64 bits.
const LARGEST_SUM: i128 = 4_000_000_000_000_000_000;

const NO_DIVISION: &str = "行政区划代码应为 6 位数字，例如忻府区 140902";

/// Where each identifier of one list stands.
type Positions<'d> = HashMap<&'d str, usize>;

/// Checks everything and resolves the references.
pub(super) fn ledger(document: Document) -> Result<Ledger, Vec<Fault>> {
    let mut faults = Faults::default();
    bounds(&document, &mut faults);
    let organisations = positions(
        "organisations",
        document.organisations.iter().map(|it| it.id.as_str()),
        &mut faults,
    );
    let achievements = positions(
        "achievements",
        document.achievements.iter().map(|it| it.id.as_str()),
        &mut faults,
    );
    let contracts = positions(
        "contracts",
        document.contracts.iter().map(|it| it.id.as_str()),
        &mut faults,
    );
    positions(
        "payments",
        document.payments.iter().map(|it| it.id.as_str()),
        &mut faults,
    );
    positions(
        "disbursements",
        document.disbursements.iter().map(|it| it.id.as_str()),
        &mut faults,
    );

    let mut buyers = Vec::with_capacity(document.contracts.len());
    let mut sellers = Vec::with_capacity(document.contracts.len());
    let mut shares = Vec::with_capacity(document.contracts.len());
    let mut share_positions: Vec<Positions<'_>> = Vec::with_capacity(document.contracts.len());
    for (at, contract) in document.contracts.iter().enumerate() {
        let place = || Place::root().part("contracts", None).part(at, None);
        buyers.extend(find(
            &organisations,
            &contract.buyer,
            || place().part("buyer", None),
            "单位",
            &mut faults,
        ));
        sellers.extend(find(
            &organisations,
            &contract.seller,
            || place().part("seller", None),
            "单位",
            &mut faults,
        ));
        let (resolved, positions) = contract_shares(&document, at, &achievements, &mut faults);
        shares.push(resolved);
        share_positions.push(positions);
    }

    let mut payment_contracts = Vec::with_capacity(document.payments.len());
    for (at, payment) in document.payments.iter().enumerate() {
        let place = || {
            Place::root()
                .part("payments", None)
                .part(at, None)
                .part("contract", None)
        };
        payment_contracts.extend(find(
            &contracts,
            &payment.contract,
            place,
            "合同",
            &mut faults,
        ));
    }

    let mut disbursement_shares = Vec::with_capacity(document.disbursements.len());
    for (at, disbursement) in document.disbursements.iter().enumerate() {
        let place = |key| {
            Place::root()
                .part("disbursements", None)
                .part(at, None)
                .part(key, None)
        };
        let Some(contract) = find(
            &contracts,
            &disbursement.contract,
            || place("contract"),
            "合同",
            &mut faults,
        ) else {
            continue;
        };
        match share_positions[contract].get(disbursement.achievement.as_str()) {
            Some(share) => disbursement_shares.push((contract, *share)),
            None => faults.note(
                &place("achievement"),
                format!(
                    "合同“{}”没有成果“{}”：拨付必须对应该合同的一项成果",
                    disbursement.contract, disbursement.achievement
                ),
            ),
        }
    }
    faults.finish(Some(()))?;
    Ok(Ledger {
        document,
        buyers,
        sellers,
        achievements: shares,
        payment_contracts,
        disbursement_shares,
        is_supposed: false,
    })
}

fn positions<'d>(
    list: &str,
    ids: impl ExactSizeIterator<Item = &'d str>,
    faults: &mut Faults,
) -> Positions<'d> {
    let mut positions = HashMap::with_capacity(ids.len());
    for (at, id) in ids.enumerate() {
        once(
            &mut positions,
            id,
            at,
            || {
                Place::root()
                    .part(list, None)
                    .part(at, None)
                    .part("id", None)
            },
            faults,
        );
    }
    positions
}

/// Notes an identifier that was there before, and where.
fn once<'d>(
    seen: &mut Positions<'d>,
    id: &'d str,
    at: usize,
    place: impl FnOnce() -> Place,
    faults: &mut Faults,
) {
    if let Some(before) = seen.insert(id, at) {
        faults.note(
            &place(),
            format!("编号“{id}”重复，第 {} 项已使用", before + 1),
        );
    }
}

fn find(
    positions: &Positions<'_>,
    id: &str,
    place: impl FnOnce() -> Place,
    what: &str,
    faults: &mut Faults,
) -> Option<usize> {
    let found = positions.get(id).copied();
    if found.is_none() {
        faults.note(&place(), format!("没有编号为“{id}”的{what}"));
    }
    found
}

/// The achievements of a contract, and where each stands in it.
fn contract_shares<'d>(
    document: &'d Document,
    at: usize,
    achievements: &Positions<'_>,
    faults: &mut Faults,
) -> (Vec<usize>, Positions<'d>) {
    let place = || {
        Place::root()
            .part("contracts", None)
            .part(at, None)
            .part("achievements", None)
    };
    let mut seen = Positions::new();
    let mut resolved = Vec::new();
    let mut sum: i64 = 0;
    for (nth, share) in document.contracts[at].achievements.iter().enumerate() {
        let id_place = || place().part(nth, None).part("id", None);
        once(&mut seen, &share.id, nth, id_place, faults);
        resolved.extend(find(achievements, &share.id, id_place, "成果", faults));
        if !(0..=WHOLE_PPM).contains(&share.share_ppm) {
            faults.note(
                &place().part(nth, None).part("share_ppm", None),
                format!("份额应在 0 到 {WHOLE_PPM} 之间"),
            );
        }
        sum = sum.saturating_add(share.share_ppm);
    }
    if sum != WHOLE_PPM {
        faults.note(
            &place(),
            format!("各项成果的份额 share_ppm 合计应为 {WHOLE_PPM}，现为 {sum}"),
        );
    }
    (resolved, seen)
}

/// Amounts are bounded one by one and together. The reader checked the single ones already; a document made by
/// a program has not been read.
fn bounds(document: &Document, faults: &mut Faults) {
    let place = |list: &str, at: usize, key: &str| {
        Place::root()
            .part(list, None)
            .part(at, None)
            .part(key, None)
    };
    let within = |amount: i64, least: i64| (least..=LARGEST.0).contains(&amount);
    for (at, organisation) in document.organisations.iter().enumerate() {
        if !is_division_code(&organisation.division_code) {
            faults.note(&place("organisations", at, "division_code"), NO_DIVISION);
        }
    }
    for (at, contract) in document.contracts.iter().enumerate() {
        for (key, party) in [
            ("buyer_as_signed", &contract.buyer_as_signed),
            ("seller_as_signed", &contract.seller_as_signed),
        ] {
            if party
                .as_ref()
                .is_some_and(|party| !is_division_code(&party.division_code))
            {
                faults.note(
                    &place("contracts", at, key).part("division_code", None),
                    NO_DIVISION,
                );
            }
        }
        if !within(contract.contract_value_fen.0, 1) {
            faults.note(
                &place("contracts", at, "contract_value_fen"),
                format!("合同成交额应在 1 到 {} 分之间", LARGEST.0),
            );
        }
        if !within(contract.technology_amount_fen.0, 0) {
            faults.note(
                &place("contracts", at, "technology_amount_fen"),
                format!("技术交易额应在 0 到 {} 分之间", LARGEST.0),
            );
        }
    }
    let mut paid: i128 = 0;
    for (at, payment) in document.payments.iter().enumerate() {
        paid += i128::from(payment.amount_fen.0);
        if !within(payment.amount_fen.0, 1) {
            faults.note(
                &place("payments", at, "amount_fen"),
                format!(
                    "金额应在 1 到 {} 分之间；退款也写正数，由 kind 区分",
                    LARGEST.0
                ),
            );
        }
    }
    let mut disbursed: i128 = 0;
    for (at, disbursement) in document.disbursements.iter().enumerate() {
        disbursed += i128::from(disbursement.amount_fen.0).abs();
        if !within(disbursement.amount_fen.0, -LARGEST.0) {
            faults.note(
                &place("disbursements", at, "amount_fen"),
                format!("金额应在 -{0} 到 {0} 分之间", LARGEST.0),
            );
        }
    }
    for (list, sum) in [("payments", paid), ("disbursements", disbursed)] {
        if sum > LARGEST_SUM {
            faults.note(
                &Place::root().part(list, None),
                format!("金额合计 {sum} 分过大，最多 {LARGEST_SUM} 分"),
            );
        }
    }
    if document.pool_fen.is_some_and(|pool| !within(pool.0, 0)) {
        faults.note(
            &Place::root().part("pool_fen", None),
            format!("资金总额应在 0 到 {} 分之间；不限时写 null", LARGEST.0),
        );
    }
}
