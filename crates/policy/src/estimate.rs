//! What a contract would earn 测算, for anyone who asks: the same computation on a ledger of one contract.

use domain::Fen;
use domain::people::organisation::OrganisationKind;
use jiff::civil::Date;

use crate::entitlement::compute;
use crate::file::{Basis, Policy};
use crate::ledger::{
    Achievement, Contract, ContractKind, ContractStatus, Document, Ledger, LedgerError,
    Organisation, Payment, PaymentKind, Share, WHOLE_PPM,
};
use crate::outcome::Outcome;
use crate::strict::Fault;

/// What the asker knows about one contract on one achievement. It counts as registered and its payment as verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EstimateRequest {
    /// The day of asking.
    pub as_of: Date,
    /// What the buyer has paid.
    pub paid_fen: Fen,
    /// The kind of contract.
    pub contract_kind: ContractKind,
    /// 合同成交额.
    pub contract_value_fen: Fen,
    /// 技术交易额, if it is known.
    pub technology_amount_fen: Option<Fen>,
    /// What other payments and contracts have already got under the same cap: for this achievement, where the cap
    /// is counted over achievements.
    pub already_disbursed_fen: Fen,
    /// Where the buyer is registered: six digits (GB/T 2260).
    pub buyer_division_code: String,
    /// What the buyer is.
    pub buyer_kind: OrganisationKind,
}

/// Estimates the subsidy of one contract. The outcome has one line; its identifiers are placeholders.
///
/// The party that the policy subsidises, buyer or seller, is taken to be as the request describes the buyer.
///
/// # Errors
/// Amounts out of bounds, a division code of another shape, or a technology amount that is missing although the
/// policy's basis needs it; each with the pointer of the field in the request.
pub fn estimate(policy: &Policy, request: &EstimateRequest) -> Result<Outcome, LedgerError> {
    let mut faults = Vec::new();
    let technology_amount_fen = match (policy.programme.basis, request.technology_amount_fen) {
        (_, Some(amount)) => amount,
        // Not used by this basis.
        (Basis::Paid, None) => Fen::ZERO,
        (Basis::Min | Basis::Proportional, None) => {
            faults.push(fault(
                "/technology_amount_fen",
                "本政策按技术交易额计算，请填写登记证明上的技术交易额",
            ));
            Fen::ZERO
        }
    };
    if !(0..=domain::money::fen::LARGEST.0).contains(&request.already_disbursed_fen.0) {
        faults.push(fault(
            "/already_disbursed_fen",
            "已获补助应为 0 元以上的金额",
        ));
    }
    if !faults.is_empty() {
        return Err(LedgerError { faults });
    }
    let ledger = Ledger::check(document(request, technology_amount_fen)).map_err(at_request)?;
    let ledger = Ledger {
        is_supposed: true,
        ..ledger
    };
    Ok(compute(policy, &ledger, request.already_disbursed_fen))
}

fn fault(pointer: &str, message: &str) -> Fault {
    Fault {
        line: None,
        pointer: pointer.to_owned(),
        message: message.to_owned(),
    }
}

fn document(request: &EstimateRequest, technology_amount_fen: Fen) -> Document {
    let party = |id: &str, name: &str| Organisation {
        id: id.to_owned(),
        name: name.to_owned(),
        kind: request.buyer_kind,
        division_code: request.buyer_division_code.clone(),
    };
    let payment = Payment {
        id: "payment".into(),
        contract: "contract".into(),
        kind: PaymentKind::Payment,
        paid_on: request.as_of,
        amount_fen: request.paid_fen,
        verified: true,
    };
    Document {
        as_of: request.as_of,
        organisations: vec![
            party("buyer", "测算单位"),
            party("seller", "测算单位的合同对方"),
        ],
        achievements: vec![Achievement {
            id: "achievement".into(),
            title: "测算成果".into(),
        }],
        contracts: vec![Contract {
            id: "contract".into(),
            kind: request.contract_kind,
            buyer: "buyer".into(),
            seller: "seller".into(),
            signed_on: request.as_of,
            registered_on: Some(request.as_of),
            status: ContractStatus::InForce,
            contract_value_fen: request.contract_value_fen,
            technology_amount_fen,
            achievements: vec![Share {
                id: "achievement".into(),
                share_ppm: WHOLE_PPM,
            }],
            buyer_as_signed: None,
            seller_as_signed: None,
        }],
        // Whoever has paid nothing yet still learns which conditions hold.
        payments: if request.paid_fen == Fen::ZERO {
            Vec::new()
        } else {
            vec![payment]
        },
        disbursements: Vec::new(),
        pool_fen: None,
    }
}

/// Faults of the ledger that was built, told at the fields of the request it was built from.
fn at_request(error: LedgerError) -> LedgerError {
    let mut faults: Vec<Fault> = Vec::new();
    for mut fault in error.faults {
        fault.pointer = match fault.pointer.as_str() {
            "/payments/0/amount_fen" => "/paid_fen".into(),
            "/contracts/0/contract_value_fen" => "/contract_value_fen".into(),
            "/contracts/0/technology_amount_fen" => "/technology_amount_fen".into(),
            "/organisations/0/division_code" | "/organisations/1/division_code" => {
                "/buyer_division_code".into()
            }
            other => other.to_owned(),
        };
        if !faults.contains(&fault) {
            faults.push(fault);
        }
    }
    LedgerError { faults }
}
