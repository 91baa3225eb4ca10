//! Small histories for the tests: as much as a sentence needs, the rest plain and valid.

#![allow(dead_code, reason = "each test binary uses its own part")]

use domain::Fen;
use domain::people::organisation::OrganisationKind;
use jiff::civil::Date;
use policy::ledger::{
    Achievement, Contract, ContractKind, ContractStatus, Disbursement, Document, Organisation,
    Payment, PaymentKind, Share,
};
use policy::{Ledger, Line, Outcome, Policy, entitlement};

/// The city's policy file as it is published.
pub(crate) const XINZHOU: &str = include_str!("../../../../policies/xinzhou-2020.toml");

/// The city's policy.
pub(crate) fn xinzhou() -> Policy {
    xinzhou_with(&[])
}

/// The city's policy with some lines of the file changed.
pub(crate) fn xinzhou_with(changes: &[(&str, &str)]) -> Policy {
    let mut text = XINZHOU.to_owned();
    for (from, to) in changes {
        assert_eq!(text.matches(from).count(), 1, "the file says {from} once");
        text = text.replace(from, to);
    }
    Policy::parse("xinzhou-2020.toml", &text).expect("a valid policy")
}

pub(crate) const BY_DATE: (&str, &str) = (
    "allocation = \"pro_rata\"",
    "allocation = \"by_payment_date\"",
);
pub(crate) const TRUNCATED: (&str, &str) = ("rounding = \"half_up\"", "rounding = \"truncate\"");

pub(crate) fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

/// Yuan as people write them, in fen.
pub(crate) fn yuan(text: &str) -> Fen {
    Fen::parse_yuan(text).expect("an amount")
}

/// A history with the buyers `A`, `B` and `C`, enterprises of the city, and the seller `U`; nothing happened yet.
pub(crate) fn history() -> Document {
    let organisation = |id: &str, kind, division_code: &str| Organisation {
        id: id.into(),
        name: format!("示例{id}"),
        kind,
        division_code: division_code.into(),
    };
    Document {
        as_of: day("2027-12-31"),
        organisations: vec![
            organisation("A", OrganisationKind::Enterprise, "140902"),
            organisation("B", OrganisationKind::Enterprise, "140981"),
            organisation("C", OrganisationKind::Enterprise, "140930"),
            organisation("U", OrganisationKind::University, "140105"),
        ],
        achievements: Vec::new(),
        contracts: Vec::new(),
        payments: Vec::new(),
        disbursements: Vec::new(),
        pool_fen: None,
    }
}

/// Adds a registered contract on some achievements with their shares in parts of a million.
pub(crate) fn contract(history: &mut Document, id: &str, buyer: &str, shares: &[(&str, i64)]) {
    for (achievement, _) in shares {
        if !history
            .achievements
            .iter()
            .any(|known| known.id == *achievement)
        {
            history.achievements.push(Achievement {
                id: (*achievement).into(),
                title: "示例成果".into(),
            });
        }
    }
    history.contracts.push(Contract {
        id: id.into(),
        kind: ContractKind::Licence,
        buyer: buyer.into(),
        seller: "U".into(),
        signed_on: day("2026-01-01"),
        registered_on: Some(day("2026-01-02")),
        status: ContractStatus::InForce,
        contract_value_fen: Fen(10_000_000_000),
        technology_amount_fen: Fen(10_000_000_000),
        achievements: shares
            .iter()
            .map(|(id, share_ppm)| Share {
                id: (*id).into(),
                share_ppm: *share_ppm,
            })
            .collect(),
        buyer_as_signed: None,
        seller_as_signed: None,
    });
}

/// Adds a verified payment.
pub(crate) fn pay(history: &mut Document, contract: &str, on: &str, amount: Fen) {
    flow(history, contract, on, amount, PaymentKind::Payment);
}

/// Adds a verified refund.
pub(crate) fn refund(history: &mut Document, contract: &str, on: &str, amount: Fen) {
    flow(history, contract, on, amount, PaymentKind::Refund);
}

fn flow(history: &mut Document, contract: &str, on: &str, amount_fen: Fen, kind: PaymentKind) {
    let id = format!("pay_{:02}", history.payments.len());
    history.payments.push(Payment {
        id,
        contract: contract.into(),
        kind,
        paid_on: day(on),
        amount_fen,
        verified: true,
    });
}

/// Adds a subsidy paid out, or taken back when it is negative.
pub(crate) fn disburse(history: &mut Document, contract: &str, achievement: &str, amount_fen: Fen) {
    let id = format!("dis_{:02}", history.disbursements.len());
    let paid_on = day("2027-06-01");
    history.disbursements.push(Disbursement {
        id,
        contract: contract.into(),
        achievement: achievement.into(),
        paid_on,
        amount_fen,
    });
}

/// The outcome of a history.
pub(crate) fn outcome(policy: &Policy, history: &Document) -> Outcome {
    entitlement(
        policy,
        &Ledger::check(history.clone()).expect("a valid history"),
    )
}

/// What each line is due, in output order.
pub(crate) fn dues(outcome: &Outcome) -> Vec<String> {
    outcome
        .lines
        .iter()
        .map(|line| line.due_fen.in_yuan())
        .collect()
}

/// The codes of a line's findings that bar it.
pub(crate) fn bars(line: &Line) -> Vec<&'static str> {
    line.findings
        .iter()
        .filter(|finding| finding.bars)
        .map(|finding| finding.code)
        .collect()
}

/// The codes of all findings of a line.
pub(crate) fn codes(line: &Line) -> Vec<&'static str> {
    line.findings.iter().map(|finding| finding.code).collect()
}
