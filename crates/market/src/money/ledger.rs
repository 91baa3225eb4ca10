//! The subsidy ledger 台账 of the market: its whole signed history as `policy` reads it, and what of it may be exported.
//!
//! What it is not: the computation, that is `subsidy`.

use std::collections::{HashMap, HashSet};

use domain::Fen;
use domain::deals::contract::State;
use domain::deals::contract::kind::ContractKind;
use domain::id::{ContractId, OrganisationId};
use domain::money::payment::PaymentKind;
use jiff::civil::Date;
use policy::ledger::{
    self, Achievement, AsSigned, Contract, ContractStatus, Document, Organisation, Payment, Share,
    WHOLE_PPM,
};
use store::money::ledger::{LedgerContract, LedgerOrganisation, LedgerPayment, PartyAsSigned};

use crate::kernel::error::{Error, Result};

/// The whole history, read in one transaction, each list in the order of its identifiers: the same history always gives
/// the same bytes. Nothing has been paid out yet, and no limit of the pool is known.
pub(crate) fn document(
    as_of: Date,
    contracts: &[LedgerContract],
    organisations: Vec<LedgerOrganisation>,
    payments: Vec<LedgerPayment>,
) -> Document {
    let latest = as_signed_last(contracts);
    let mut titles = HashMap::new();
    let mut written = Vec::with_capacity(contracts.len());
    for contract in contracts {
        if let Some(entry) = contract_entry(contract, &latest) {
            titles.insert(
                contract.achievement.as_str(),
                contract.achievement_title.as_str(),
            );
            written.push(entry);
        }
    }
    let known: HashSet<&str> = written.iter().map(|entry| entry.id.as_str()).collect();
    let payments = payments
        .into_iter()
        .filter(|payment| known.contains(payment.contract.as_str()));
    let mut payments: Vec<Payment> = payments.map(payment_entry).collect();
    let entry = |organisation| organisation_entry(organisation, &latest);
    let mut organisations: Vec<Organisation> =
        organisations.into_iter().filter_map(entry).collect();
    let mut achievements: Vec<Achievement> = titles
        .into_iter()
        .map(|(id, title)| Achievement {
            id: id.to_owned(),
            title: title.to_owned(),
        })
        .collect();
    organisations.sort_by(|a, b| a.id.cmp(&b.id));
    achievements.sort_by(|a, b| a.id.cmp(&b.id));
    written.sort_by(|a, b| a.id.cmp(&b.id));
    payments.sort_by(|a, b| a.id.cmp(&b.id));
    Document {
        as_of,
        organisations,
        achievements,
        contracts: written,
        payments,
        disbursements: Vec::new(),
        pool_fen: None,
    }
}

/// A contract whose value nobody has stated yet (a mere royalty before the seller applies) is left out: it cannot be
/// written, and unregistered it earns nothing.
fn contract_entry(contract: &LedgerContract, latest: &AsSignedLast<'_>) -> Option<Contract> {
    let decided = contract
        .registration
        .as_ref()
        .map(|decided| (decided.contract_value_fen, decided.technology_amount_fen));
    let applied = || {
        contract
            .application
            .as_ref()
            .map(|applied| (applied.contract_value_fen, applied.technology_amount_fen))
    };
    let agreed = || {
        Some((
            contract.terms.payment.fixed_fen()?,
            contract.terms.technology_fen()?,
        ))
    };
    let (contract_value_fen, technology_amount_fen) = decided.or_else(applied).or_else(agreed)?;
    if contract_value_fen <= Fen::ZERO || technology_amount_fen < Fen::ZERO {
        return None;
    }
    Some(Contract {
        id: contract.id.to_string(),
        kind: kind_entry(
            contract
                .registration
                .as_ref()
                .map_or(contract.kind, |decided| decided.kind),
        ),
        buyer: contract.buyer.to_string(),
        seller: contract.seller.to_string(),
        signed_on: contract.signed_on,
        registered_on: contract
            .registration
            .as_ref()
            .map(|decided| decided.certified_on),
        status: status_entry(contract.state),
        contract_value_fen,
        technology_amount_fen,
        achievements: vec![Share {
            id: contract.achievement.to_string(),
            share_ppm: WHOLE_PPM,
        }],
        buyer_as_signed: unlike_its_entry(latest, &contract.buyer, &contract.buyer_as_signed),
        seller_as_signed: unlike_its_entry(latest, &contract.seller, &contract.seller_as_signed),
    })
}

fn kind_entry(kind: ContractKind) -> ledger::ContractKind {
    match kind {
        ContractKind::CommissionedDevelopment | ContractKind::CooperativeDevelopment => {
            ledger::ContractKind::Development
        }
        ContractKind::Assignment => ledger::ContractKind::Assignment,
        ContractKind::Licence => ledger::ContractKind::Licence,
        ContractKind::Consulting => ledger::ContractKind::Consulting,
        ContractKind::Service => ledger::ContractKind::Service,
    }
}

fn status_entry(state: State) -> ContractStatus {
    match state {
        State::Draft
        | State::SignedBySeller
        | State::SignedByBuyer
        | State::Signed
        | State::Applied
        | State::Registered
        | State::RegistrationRefused
        | State::Returned => ContractStatus::InForce,
        State::Completed => ContractStatus::Completed,
        State::Cancelled => ContractStatus::Cancelled,
    }
}

fn payment_entry(payment: LedgerPayment) -> Payment {
    Payment {
        id: payment.id.to_string(),
        contract: payment.contract.to_string(),
        kind: match payment.kind {
            PaymentKind::Payment => ledger::PaymentKind::Payment,
            PaymentKind::Refund => ledger::PaymentKind::Refund,
        },
        paid_on: payment.paid_on,
        amount_fen: payment.amount_fen,
        verified: payment.verified,
    }
}

/// What every party was at the last of its signings: that stands in its entry.
type AsSignedLast<'c> = HashMap<&'c OrganisationId, (Date, &'c ContractId, &'c PartyAsSigned)>;

fn as_signed_last(contracts: &[LedgerContract]) -> AsSignedLast<'_> {
    let mut latest = AsSignedLast::new();
    for contract in contracts {
        for (party, as_signed) in [
            (&contract.seller, &contract.seller_as_signed),
            (&contract.buyer, &contract.buyer_as_signed),
        ] {
            let signed = (contract.signed_on, &contract.id, as_signed);
            let known = latest.entry(party).or_insert(signed);
            if (known.0, known.1) < (signed.0, signed.1) {
                *known = signed;
            }
        }
    }
    latest
}

/// A party that was something else at a signing than its entry says: the contract says so.
fn unlike_its_entry(
    latest: &AsSignedLast<'_>,
    party: &OrganisationId,
    signed: &PartyAsSigned,
) -> Option<AsSigned> {
    let differs = latest.get(party).is_none_or(|(_, _, last)| *last != signed);
    differs.then(|| AsSigned {
        kind: signed.kind,
        division_code: signed.division_code.clone(),
    })
}

/// The entry of an organisation; everyone in the ledger has signed something.
fn organisation_entry(
    organisation: LedgerOrganisation,
    latest: &AsSignedLast<'_>,
) -> Option<Organisation> {
    let (_, _, signed) = latest.get(&organisation.id)?;
    Some(Organisation {
        id: organisation.id.to_string(),
        name: organisation.name,
        kind: signed.kind,
        division_code: signed.division_code.clone(),
    })
}

/// What an enterprise needs to check its own lines to the fen: its contracts, and every contract about the same
/// achievements, because they share a cap. Who the others are stays secret: neither name nor identifier leaves. (Under a
/// cap over everything, or a pool that runs short, an enterprise could not check its lines without the whole ledger.)
pub(crate) fn restricted(whole: &Document, organisation: &OrganisationId) -> Document {
    let own = organisation.as_str();
    let is_own = |contract: &Contract| contract.buyer == own || contract.seller == own;
    let own_contracts = || whole.contracts.iter().filter(|contract| is_own(contract));
    let shared: HashSet<&str> = own_contracts()
        .flat_map(|contract| &contract.achievements)
        .map(|share| share.id.as_str())
        .collect();
    let open: HashSet<&str> = own_contracts()
        .flat_map(|contract| [contract.buyer.as_str(), contract.seller.as_str()])
        .collect();
    let concerns = |contract: &&Contract| {
        contract
            .achievements
            .iter()
            .any(|share| shared.contains(share.id.as_str()))
    };
    let mut contracts: Vec<Contract> = whole.contracts.iter().filter(concerns).cloned().collect();

    let mut pseudonyms: HashMap<String, String> = HashMap::new();
    for contract in &mut contracts {
        for party in [&mut contract.buyer, &mut contract.seller] {
            if !open.contains(party.as_str()) {
                let next = pseudonyms.len() + 1;
                *party = pseudonyms
                    .entry(party.clone())
                    .or_insert_with(|| format!("other_{next}"))
                    .clone();
            }
        }
    }
    let mut organisations = Vec::new();
    for organisation in &whole.organisations {
        if open.contains(organisation.id.as_str()) {
            organisations.push(organisation.clone());
        } else if let Some(pseudonym) = pseudonyms.get(&organisation.id) {
            organisations.push(Organisation {
                id: pseudonym.clone(),
                name: pseudonym.clone(),
                ..organisation.clone()
            });
        }
    }
    organisations.sort_by(|a, b| a.id.cmp(&b.id));
    let kept: HashSet<&str> = contracts
        .iter()
        .map(|contract| contract.id.as_str())
        .collect();
    Document {
        as_of: whole.as_of,
        organisations,
        achievements: whole
            .achievements
            .iter()
            .filter(|achievement| shared.contains(achievement.id.as_str()))
            .cloned()
            .collect(),
        payments: whole
            .payments
            .iter()
            .filter(|payment| kept.contains(payment.contract.as_str()))
            .cloned()
            .collect(),
        disbursements: whole
            .disbursements
            .iter()
            .filter(|payout| kept.contains(payout.contract.as_str()))
            .cloned()
            .collect(),
        pool_fen: whole.pool_fen,
        contracts,
    }
}

/// A document as the command `calculate` reads it: the same ledger always gives the same bytes.
pub(crate) fn to_json(document: &Document) -> String {
    let mut json = serde_json::to_string_pretty(document).expect("a ledger has only text keys");
    json.push('\n');
    json
}

/// A history that makes no ledger is damage in the store, not a mistake of whoever asks.
pub(crate) fn damaged(error: &policy::LedgerError) -> Error {
    Error::Store(store::Error::Unreadable {
        column: "ledger".into(),
        reason: error.to_string(),
    })
}

/// The checked ledger of a document.
pub(crate) fn checked(document: Document) -> Result<policy::Ledger> {
    policy::Ledger::check(document).map_err(|error| damaged(&error))
}
