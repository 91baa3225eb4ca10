//! Parties of contracts as they were on the day of signing: what a party becomes later changes nothing in them.

use domain::deals::party::Side;
use domain::id::{ContractId, OrganisationId};
use domain::people::organisation_change::Identity;

use crate::kernel::connection::Tx;
use crate::kernel::error::Result;
use crate::kernel::row::{Record, Row};

/// A party as it signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedParty {
    /// On which side.
    pub side: Side,
    /// Who.
    pub organisation: OrganisationId,
    /// As what.
    pub identity: Identity,
}

impl Record for SignedParty {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            side: row.parse("side")?,
            organisation: row.parse("organisation_id")?,
            identity: Identity {
                name: row.text("name")?,
                kind: row.parse("kind")?,
                credit_code: row.text("credit_code")?,
                division_code: row.text("division_code")?,
                legal_representative: row.text("legal_representative")?,
            },
        })
    }
}

// A contract that the agency refused is changed and signed again: then the parties are what they are that day.
const PUT: &str = "insert into signed_party
    (contract_id, side, organisation_id, name, kind, credit_code, division_code, legal_representative)
    values ($1, $2, $3, $4, $5, $6, $7, $8)
    on conflict (contract_id, side) do update set organisation_id = excluded.organisation_id, name = excluded.name,
        kind = excluded.kind, credit_code = excluded.credit_code, division_code = excluded.division_code,
        legal_representative = excluded.legal_representative";

/// Writes down what a party is as its contract is signed.
///
/// # Errors
/// When the database refuses.
pub async fn put(tx: &mut Tx, contract: &ContractId, party: &SignedParty) -> Result<()> {
    let identity = &party.identity;
    tx.q(PUT)
        .bind(contract)
        .bind(party.side.as_str())
        .bind(&party.organisation)
        .bind(&identity.name)
        .bind(identity.kind.as_str())
        .bind(&identity.credit_code)
        .bind(&identity.division_code)
        .bind(&identity.legal_representative)
        .run()
        .await?;
    Ok(())
}

/// The parties of a contract as they signed, the seller first; none before it is signed.
///
/// # Errors
/// When the database refuses.
pub async fn of_contract(tx: &mut Tx, contract: &ContractId) -> Result<Vec<SignedParty>> {
    tx.q("select * from signed_party where contract_id = $1 order by side desc")
        .bind(contract)
        .all()
        .await
}
