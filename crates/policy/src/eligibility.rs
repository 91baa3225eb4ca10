//! What of a contract's payments counts, and what is noticed on the way.
//!
//! Rule of the published format: eligible = verified payments - verified refunds up to the day of computation,
//! not below 0; a refund reduces its contract's latest payments first. A policy's windows then decide which of
//! the payments that are left count.

use std::ops::RangeInclusive;

use domain::Fen;
use jiff::civil::Date;

use crate::file::{BeforeRegistration, Beneficiary, Effect, Programme};
use crate::findings;
use crate::ledger::{AsSigned, Contract, ContractStatus, Ledger, Organisation, PaymentKind};
use crate::outcome::Finding;
use crate::tally::{NetPayment, Tallies};

/// How a contract stands before the policy.
#[derive(Clone, Debug)]
pub(crate) struct Standing {
    pub(crate) tallies: Tallies,
    /// The payments that count, by day and then identifier; none when the contract is barred.
    pub(crate) counted: Vec<NetPayment>,
    /// The sum of the payments that count.
    pub(crate) eligible: Fen,
    pub(crate) barred: bool,
    pub(crate) findings: Vec<Finding>,
}

/// How one contract stands; `payments` are the positions of its payments in the document, `suspicious` the amounts
/// that hit the cap exactly.
pub(crate) fn standing(
    programme: &Programme,
    suspicious: Option<&RangeInclusive<Fen>>,
    ledger: &Ledger,
    at: usize,
    mut payments: Vec<usize>,
) -> Standing {
    let document = &ledger.document;
    let contract = &document.contracts[at];
    payments.sort_by(|a, b| {
        let (a, b) = (&document.payments[*a], &document.payments[*b]);
        a.paid_on.cmp(&b.paid_on).then_with(|| a.id.cmp(&b.id))
    });

    let mut tallies = Tallies::default();
    let mut left: Vec<NetPayment> = Vec::with_capacity(payments.len());
    for position in payments {
        let payment = &document.payments[position];
        let amount = payment.amount_fen;
        match (payment.kind, payment.verified) {
            _ if payment.paid_on > document.as_of => tallies.later.add(amount),
            (PaymentKind::Payment, true) => {
                tallies.paid.add(amount);
                left.push(NetPayment {
                    payment: position,
                    amount,
                });
            }
            (PaymentKind::Refund, true) => tallies.refunded.add(amount),
            (PaymentKind::Payment, false) => tallies.unverified_payments.add(amount),
            (PaymentKind::Refund, false) => tallies.unverified_refunds.add(amount),
        }
    }
    take_from_latest(&mut left, tallies.refunded.sum);

    let net_paid: Fen = left.iter().map(|payment| payment.amount).sum();
    left.retain(|net| {
        let counts = in_time(programme, contract, document.payments[net.payment].paid_on);
        if !counts && net.amount > Fen::ZERO {
            tallies.outside_windows.add(net.amount);
        }
        counts
    });
    let eligible: Fen = left.iter().map(|payment| payment.amount).sum();

    let mut findings = conditions(programme, ledger, at, eligible);
    let barred = findings.iter().any(|finding| finding.bars);
    findings::of_payments(ledger, contract, &tallies, net_paid, &mut findings);
    findings::of_amounts(suspicious, ledger, at, eligible, &left, &mut findings);
    if !barred && eligible > Fen::ZERO {
        findings::unprovable(programme, &mut findings);
    }
    if barred {
        left.clear();
    }
    Standing {
        tallies,
        counted: left,
        eligible: if barred { Fen::ZERO } else { eligible },
        barred,
        findings,
    }
}

/// Refunds take from the latest payments first, never below 0.
fn take_from_latest(payments: &mut [NetPayment], refunded: Fen) {
    let mut rest = refunded;
    for payment in payments.iter_mut().rev() {
        let taken = rest.min(payment.amount);
        payment.amount.0 -= taken.0;
        rest.0 -= taken.0;
    }
}

fn in_time(programme: &Programme, contract: &Contract, paid_on: Date) -> bool {
    let in_window = programme
        .payment_window
        .is_none_or(|window| window.contains(paid_on));
    let after_registration = match programme.before_registration {
        BeforeRegistration::Count => true,
        BeforeRegistration::Exclude => contract
            .registered_on
            .is_some_and(|registered_on| registered_on <= paid_on),
    };
    in_window && after_registration
}

/// Every condition of the programme that fails.
fn conditions(programme: &Programme, ledger: &Ledger, at: usize, eligible: Fen) -> Vec<Finding> {
    let document = &ledger.document;
    let contract = &document.contracts[at];
    let mut failed = Vec::new();
    match contract.registered_on {
        None => failed.push(findings::not_registered(
            programme.unregistered == Effect::Bar,
        )),
        Some(day) if day > document.as_of => failed.push(findings::registered_later(
            programme.unregistered == Effect::Bar,
            day,
        )),
        Some(day) => {
            if let Some(window) = programme.registration_window
                && !window.contains(day)
            {
                failed.push(findings::registered_outside_window(day));
            }
        }
    }
    if contract.status == ContractStatus::Cancelled {
        failed.push(findings::cancelled(programme.cancelled == Effect::Bar));
    }
    if !programme.contract_kinds.contains(&contract.kind) {
        failed.push(findings::kind_not_covered(contract.kind));
    }
    let beneficiary = &beneficiary_as_signed(programme, ledger, at);
    let bars = programme.outside_beneficiaries == Effect::Bar;
    if !programme.beneficiary_kinds.contains(&beneficiary.kind) {
        failed.push(findings::beneficiary_kind(bars, programme, beneficiary));
    }
    if let Some(prefix) = &programme.beneficiary_division_prefix
        && !beneficiary.division_code.starts_with(prefix)
    {
        failed.push(findings::beneficiary_elsewhere(
            bars,
            programme,
            beneficiary,
            prefix,
        ));
    }
    if let Some(minimum) = programme.minimum_paid_fen
        && eligible < minimum
    {
        failed.push(findings::below_minimum(eligible, minimum));
    }
    failed
}

/// Who gets the money of a contract.
pub(crate) fn beneficiary<'l>(
    programme: &Programme,
    ledger: &'l Ledger,
    contract: usize,
) -> &'l Organisation {
    &ledger.document.organisations[beneficiary_position(programme, ledger, contract)]
}

/// Who gets the money of a contract, as it was when the contract was signed.
fn beneficiary_as_signed(programme: &Programme, ledger: &Ledger, contract: usize) -> Organisation {
    let signed = &ledger.document.contracts[contract];
    let as_signed = match programme.beneficiary {
        Beneficiary::Buyer => &signed.buyer_as_signed,
        Beneficiary::Seller => &signed.seller_as_signed,
    };
    let organisation = beneficiary(programme, ledger, contract).clone();
    match as_signed.clone() {
        None => organisation,
        Some(AsSigned {
            kind,
            division_code,
        }) => Organisation {
            kind,
            division_code,
            ..organisation
        },
    }
}

/// The position of who gets the money of a contract.
pub(crate) fn beneficiary_position(
    programme: &Programme,
    ledger: &Ledger,
    contract: usize,
) -> usize {
    match programme.beneficiary {
        Beneficiary::Buyer => ledger.buyers[contract],
        Beneficiary::Seller => ledger.sellers[contract],
    }
}
