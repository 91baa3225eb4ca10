//! A ledger as JSON, read strictly: no unknown key, no missing one, no number that is not whole.

use ::domain::money::fen::LARGEST;
use ::domain::money::payment::PaymentKind;

use super::document::{
    Achievement, AsSigned, Contract, ContractStatus, Disbursement, Document, Organisation, Payment,
    Share, WHOLE_PPM,
};
use crate::strict::{Fault, Faults, Place, Table, read_json};
use crate::words::{CONTRACT_KIND, ORGANISATION_KIND};

/// Reads the whole document; references are checked afterwards.
pub(super) fn document(json: &[u8]) -> Result<Document, Vec<Fault>> {
    let root = read_json(json)?;
    let mut faults = Faults::default();
    let document =
        Table::open(root, Place::root(), &mut faults).and_then(|table| whole(table, &mut faults));
    faults.finish(document)
}

fn whole(mut table: Table<'_>, faults: &mut Faults) -> Option<Document> {
    let as_of = table.date("as_of", faults);
    let organisations = each(&mut table, "organisations", organisation, faults);
    let achievements = each(&mut table, "achievements", achievement, faults);
    let contracts = each(&mut table, "contracts", contract, faults);
    let payments = each(&mut table, "payments", payment, faults);
    let disbursements = each(&mut table, "disbursements", disbursement, faults);
    let pool_fen = table.optional_fen("pool_fen", 0, faults);
    table.finish(faults);
    Some(Document {
        as_of: as_of?,
        organisations: organisations?,
        achievements: achievements?,
        contracts: contracts?,
        payments: payments?,
        disbursements: disbursements?,
        pool_fen,
    })
}

/// Every element of a list. Whatever is wrong is noted, so a list that lost an element is never used.
fn each<T>(
    table: &mut Table<'_>,
    key: &'static str,
    read: fn(&mut Table<'_>, &mut Faults) -> Option<T>,
    faults: &mut Faults,
) -> Option<Vec<T>> {
    let items = table.list(key, faults)?;
    let mut all = Vec::with_capacity(items.len());
    for (node, place) in items {
        let Some(mut entry) = Table::open(node, place, faults) else {
            continue;
        };
        all.extend(read(&mut entry, faults));
        entry.finish(faults);
    }
    Some(all)
}

fn organisation(table: &mut Table<'_>, faults: &mut Faults) -> Option<Organisation> {
    let id = table.id("id", faults);
    let name = table.text("name", faults);
    let kind = table.choice("kind", &ORGANISATION_KIND, faults);
    let division_code = table.text("division_code", faults);
    Some(Organisation {
        id: id?,
        name: name?,
        kind: kind?,
        division_code: division_code?,
    })
}

fn achievement(table: &mut Table<'_>, faults: &mut Faults) -> Option<Achievement> {
    let id = table.id("id", faults);
    let title = table.text("title", faults);
    Some(Achievement {
        id: id?,
        title: title?,
    })
}

fn contract(table: &mut Table<'_>, faults: &mut Faults) -> Option<Contract> {
    let id = table.id("id", faults);
    let kind = table.choice("kind", &CONTRACT_KIND, faults);
    let buyer = table.id("buyer", faults);
    let seller = table.id("seller", faults);
    let signed_on = table.date("signed_on", faults);
    let registered_on = table.optional_date("registered_on", faults);
    let status = table.choice(
        "status",
        &[
            ("in_force", Ok(ContractStatus::InForce)),
            ("completed", Ok(ContractStatus::Completed)),
            ("cancelled", Ok(ContractStatus::Cancelled)),
        ],
        faults,
    );
    let contract_value_fen = table.fen("contract_value_fen", 1, faults);
    let technology_amount_fen = table.fen("technology_amount_fen", 0, faults);
    let achievements = each(table, "achievements", share, faults);
    let buyer_as_signed = as_signed(table, "buyer_as_signed", faults);
    let seller_as_signed = as_signed(table, "seller_as_signed", faults);
    Some(Contract {
        id: id?,
        kind: kind?,
        buyer: buyer?,
        seller: seller?,
        signed_on: signed_on?,
        registered_on,
        status: status?,
        contract_value_fen: contract_value_fen?,
        technology_amount_fen: technology_amount_fen?,
        achievements: achievements?,
        buyer_as_signed,
        seller_as_signed,
    })
}

/// A party that was something else at the signing; whatever is wrong with it is noted, so that half of it is never used.
fn as_signed(table: &mut Table<'_>, key: &'static str, faults: &mut Faults) -> Option<AsSigned> {
    let mut party = table.optional_table(key, faults)?;
    let kind = party.choice("kind", &ORGANISATION_KIND, faults);
    let division_code = party.text("division_code", faults);
    party.finish(faults);
    Some(AsSigned {
        kind: kind?,
        division_code: division_code?,
    })
}

fn share(table: &mut Table<'_>, faults: &mut Faults) -> Option<Share> {
    let id = table.id("id", faults);
    let share_ppm = table.integer("share_ppm", 0, WHOLE_PPM, faults);
    Some(Share {
        id: id?,
        share_ppm: share_ppm?,
    })
}

fn payment(table: &mut Table<'_>, faults: &mut Faults) -> Option<Payment> {
    let id = table.id("id", faults);
    let contract = table.id("contract", faults);
    let kind = table.choice(
        "kind",
        &[
            ("payment", Ok(PaymentKind::Payment)),
            ("refund", Ok(PaymentKind::Refund)),
        ],
        faults,
    );
    let paid_on = table.date("paid_on", faults);
    let amount_fen = table.fen("amount_fen", 1, faults);
    let verified = table.truth("verified", faults);
    Some(Payment {
        id: id?,
        contract: contract?,
        kind: kind?,
        paid_on: paid_on?,
        amount_fen: amount_fen?,
        verified: verified?,
    })
}

fn disbursement(table: &mut Table<'_>, faults: &mut Faults) -> Option<Disbursement> {
    let id = table.id("id", faults);
    let contract = table.id("contract", faults);
    let achievement = table.id("achievement", faults);
    let paid_on = table.date("paid_on", faults);
    let amount_fen = table.fen("amount_fen", -LARGEST.0, faults);
    Some(Disbursement {
        id: id?,
        contract: contract?,
        achievement: achievement?,
        paid_on: paid_on?,
        amount_fen: amount_fen?,
    })
}
