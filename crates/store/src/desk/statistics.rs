//! Numbers about the whole market, for its home page.

use domain::Timestamp;

use crate::kernel::connection::Tx;
use crate::kernel::error::Result;
use crate::kernel::row::Count;

const ANSWERED: &str = "select count(*) as n from licence_request where state in ('accepted', 'declined') and answered_at >= $1";

const MEDIAN_ANSWER: &str = "select answered_at - created_at as n from licence_request
    where state in ('accepted', 'declined') and answered_at >= $1
    order by answered_at - created_at limit 1 offset $2";

/// How long it took, in microseconds, until half of the licence requests answered since a moment had their answer.
///
/// # Errors
/// When the database refuses.
pub async fn median_answer_us(tx: &mut Tx, since: Timestamp) -> Result<Option<i64>> {
    let answered = tx.q(ANSWERED).bind(since).one::<Count>().await?.0;
    if answered == 0 {
        return Ok(None);
    }
    Ok(tx
        .q(MEDIAN_ANSWER)
        .bind(since)
        .bind((answered - 1) / 2)
        .optional::<Count>()
        .await?
        .map(|median| median.0))
}
