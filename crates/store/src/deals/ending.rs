//! Proposals to end a contract: the newest of each; those before it stand in the log.

use domain::deals::ending::Ending;
use domain::id::ContractId;

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

/// Proposals to end a contract of an organisation, see [`crate::desk::waiting`].
pub(crate) const PROPOSAL_WAITS: &str = "select * from (select 'proposal' as queue, c.id as id, c.achievement_title as title, e.ending_state as state, case when c.seller_id = $1 then 'seller' else 'buyer' end as party, c.seller_name as seller,
            c.buyer_name as buyer, '' as broker, c.deal_id as deal, e.proposed_by as side, c.reason as detail, e.ending_reason as reason,
            cast(null as text) as application, e.proposed_at as since, 0 as amount, 0 as offers,
            count(*) over () as total, row_number() over (order by e.proposed_at, c.id) as place
        from contract_ending e join contract_named c on c.id = e.contract_id
        where e.ending_state = 'proposed' and c.state <> 'cancelled' and (c.seller_id = $1 or c.buyer_id = $1)) q where place <= $4";

/// Contracts of anybody whose sides agreed to end them.
pub(crate) const AGREED_WAITS: &str = "select * from (select 'ending' as queue, c.id as id, c.achievement_title as title, e.ending_state as state, '' as party, c.seller_name as seller,
            c.buyer_name as buyer, '' as broker, c.deal_id as deal, '' as side, '' as detail, '' as reason,
            cast(null as text) as application, coalesce(e.answered_at, e.proposed_at) as since, 0 as amount, 0 as offers,
            count(*) over () as total, row_number() over (order by coalesce(e.answered_at, e.proposed_at), c.id) as place
        from contract_ending e join contract_named c on c.id = e.contract_id
        where e.ending_state = 'agreed' and c.state <> 'cancelled') q where place <= $4";
