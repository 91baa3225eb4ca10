//! How long a million payments take, from a checked ledger to the outcome with every step.
//!
//! `cargo run --release -p policy --example million [CONTRACTS]` (100,000 contracts unless told otherwise)

use std::time::Instant;

use domain::Fen;
use domain::people::organisation::OrganisationKind;
use jiff::civil::date;
use policy::ledger::{
    Achievement, Contract, ContractKind, ContractStatus, Document, Organisation, Payment,
    PaymentKind, Share,
};
use policy::{Ledger, Policy, entitlement};

const PAYMENTS: usize = 1_000_000;
const POLICY: &str = include_str!("../../../policies/xinzhou-2020.toml");

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let contracts = std::env::args()
        .nth(1)
        .map_or(Ok(100_000), |text| text.parse())?;
    let policies = [
        ("pro_rata", Policy::parse("xinzhou-2020.toml", POLICY)?),
        (
            "by_payment_date",
            Policy::parse(
                "xinzhou-2020.toml",
                &POLICY.replace(
                    "allocation = \"pro_rata\"",
                    "allocation = \"by_payment_date\"",
                ),
            )?,
        ),
    ];
    let document = document(contracts);
    let started = Instant::now();
    let ledger = Ledger::check(document)?;
    println!(
        "{PAYMENTS} payments, {contracts} contracts: checked in {} ms",
        started.elapsed().as_millis()
    );
    for (name, policy) in &policies {
        let started = Instant::now();
        let outcome = entitlement(policy, &ledger);
        println!(
            "{name}: {} lines, due {}, in {} ms",
            outcome.lines.len(),
            outcome.total_due_fen,
            started.elapsed().as_millis()
        );
    }
    Ok(())
}

/// Three contracts share an achievement, amounts are uneven, and caps bind now and then.
fn document(contracts: usize) -> Document {
    let day = |n: usize| {
        date(
            2026,
            i8::try_from(n % 12).unwrap_or(0) + 1,
            i8::try_from(n % 28).unwrap_or(0) + 1,
        )
    };
    let uneven = |n: usize| i64::try_from(n * 7_919 % 200_000_003).unwrap_or(0) + 1;
    let organisation = |id: &str, kind| Organisation {
        id: id.into(),
        name: id.into(),
        kind,
        division_code: "140902".into(),
    };
    let achievements = contracts.div_ceil(3);
    Document {
        as_of: date(2026, 12, 31),
        organisations: vec![
            organisation("buyer", OrganisationKind::Enterprise),
            organisation("seller", OrganisationKind::University),
        ],
        achievements: (0..achievements)
            .map(|n| Achievement {
                id: format!("ach_{n}"),
                title: "示例成果".into(),
            })
            .collect(),
        contracts: (0..contracts)
            .map(|n| Contract {
                id: format!("con_{n}"),
                kind: ContractKind::Licence,
                buyer: "buyer".into(),
                seller: "seller".into(),
                signed_on: date(2026, 1, 1),
                registered_on: Some(date(2026, 1, 1)),
                status: ContractStatus::InForce,
                contract_value_fen: Fen(2_000_000_000),
                technology_amount_fen: Fen(1_500_000_000),
                achievements: vec![Share {
                    id: format!("ach_{}", n % achievements),
                    share_ppm: 1_000_000,
                }],
                buyer_as_signed: None,
                seller_as_signed: None,
            })
            .collect(),
        payments: (0..PAYMENTS)
            .map(|n| Payment {
                id: format!("pay_{n}"),
                contract: format!("con_{}", n % contracts),
                kind: PaymentKind::Payment,
                paid_on: day(n),
                amount_fen: Fen(uneven(n)),
                verified: true,
            })
            .collect(),
        disbursements: Vec::new(),
        pool_fen: Some(Fen(100_000_000_000)),
    }
}
