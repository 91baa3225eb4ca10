//! What the texts of contracts were drafted from.

use domain::deals::contract::basis::Basis;
use domain::id::ContractId;

use crate::kernel::connection::Tx;
use crate::kernel::error::Result;
use crate::kernel::row::{Record, Row, json_text};

impl Record for Basis {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            listing: row.json("listing")?,
            drafted: row.json("drafted")?,
            drafted_at: row.moment("drafted_at")?,
        })
    }
}

/// What a contract was drafted from; nothing for those drafted before this was kept.
///
/// # Errors
/// When the database refuses.
pub async fn of(tx: &mut Tx, contract: &ContractId) -> Result<Option<Basis>> {
    tx.q("select * from contract_basis where contract_id = $1")
        .bind(contract)
        .optional()
        .await
}

const PUT: &str = "insert into contract_basis (contract_id, listing, drafted, drafted_at) values ($1, $2, $3, $4)
    on conflict (contract_id) do update set listing = excluded.listing, drafted = excluded.drafted, drafted_at = excluded.drafted_at";

/// Keeps what a contract was drafted from.
///
/// # Errors
/// When the database refuses.
pub async fn put(tx: &mut Tx, contract: &ContractId, basis: &Basis) -> Result<()> {
    let query = tx
        .q(PUT)
        .bind(contract)
        .bind(json_text(&basis.listing))
        .bind(json_text(&basis.drafted));
    query.bind(basis.drafted_at).run().await?;
    Ok(())
}
