//! Proposals to end a contract: the newest of each; those before it stand in the log.

use domain::deals::ending::{Ending, State};
use domain::id::{ContractId, OrganisationId};

use crate::deals::contract::Named;
use crate::kernel::connection::Tx;
use crate::kernel::error::Result;
use crate::kernel::row::{Record, Row};

impl Record for Ending {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            state: row.parse("ending_state")?,
            proposed_by: row.parse("proposed_by")?,
            proposer: row.parse("proposer_id")?,
            reason: row.text("ending_reason")?,
            proposed_at: row.moment("proposed_at")?,
            answer: row.text("answer")?,
            answered_at: row.moment_or_null("answered_at")?,
        })
    }
}

/// The newest proposal of a contract.
///
/// # Errors
/// When the database refuses.
pub async fn of(tx: &mut Tx, contract: &ContractId) -> Result<Option<Ending>> {
    tx.q("select * from contract_ending where contract_id = $1")
        .bind(contract)
        .optional()
        .await
}

const PUT: &str = "insert into contract_ending
        (contract_id, ending_state, proposed_by, proposer_id, ending_reason, proposed_at, answer, answered_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8)
    on conflict (contract_id) do update set ending_state = excluded.ending_state, proposed_by = excluded.proposed_by,
        proposer_id = excluded.proposer_id, ending_reason = excluded.ending_reason, proposed_at = excluded.proposed_at,
        answer = excluded.answer, answered_at = excluded.answered_at";

/// Keeps a proposal as the newest of its contract. The version of the contract guards it: its row is written in the same
/// transaction.
///
/// # Errors
/// When the database refuses.
pub async fn put(tx: &mut Tx, contract: &ContractId, ending: &Ending) -> Result<()> {
    tx.q(PUT)
        .bind(contract)
        .bind(ending.state.as_str())
        .bind(ending.proposed_by.as_str())
        .bind(&ending.proposer)
        .bind(&ending.reason)
        .bind(ending.proposed_at)
        .bind(&ending.answer)
        .bind(ending.answered_at)
        .run()
        .await?;
    Ok(())
}

/// A contract that two think of ending.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The contract.
    pub named: Named,
    /// The proposal.
    pub ending: Ending,
}

impl Record for Waiting {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            named: Named::from_row(row)?,
            ending: Ending::from_row(row)?,
        })
    }
}

const WAITING: &str = "select c.*, e.ending_state, e.proposed_by, e.proposer_id, e.ending_reason, e.proposed_at, e.answer, e.answered_at
    from contract_ending e join contract_named c on c.id = e.contract_id
    where e.ending_state = $1 and c.state <> 'cancelled' and ($2 = '' or c.seller_id = $2 or c.buyer_id = $2)
    order by coalesce(e.answered_at, e.proposed_at), c.id limit $3";

/// Contracts with a proposal in a state that are not ended yet, of an organisation or of all (none), the longest waiting
/// first.
///
/// # Errors
/// When the database refuses.
pub async fn waiting(
    tx: &mut Tx,
    state: State,
    organisation: Option<&OrganisationId>,
    most: i64,
) -> Result<Vec<Waiting>> {
    let of = organisation
        .map_or("", |organisation| organisation.as_str())
        .to_owned();
    tx.q(WAITING)
        .bind(state.as_str())
        .bind(of)
        .bind(most)
        .all()
        .await
}
