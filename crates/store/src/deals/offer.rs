//! Offers 报价.

use domain::deals::offer::Offer;
use domain::id::{DealId, OfferId};

use crate::kernel::connection::Tx;
use crate::kernel::error::{Error, Result};
use crate::kernel::row::{Record, Row, json_text};

impl Record for Offer {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.parse("id")?,
            deal: row.parse("deal_id")?,
            offered_by: row.parse("offered_by")?,
            author: row.parse("author_id")?,
            state: row.parse("state")?,
            terms: row.json("terms")?,
            created_at: row.moment("created_at")?,
            answered_at: row.moment_or_null("answered_at")?,
        })
    }
}

/// An offer with the name of its author.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The offer.
    pub offer: Offer,
    /// The person who made it.
    pub author_name: String,
}

impl Record for Named {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            offer: Offer::from_row(row)?,
            author_name: row.text("author_name")?,
        })
    }
}

const INSERT: &str =
    "insert into offer (id, deal_id, offered_by, author_id, state, terms, created_at, answered_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8)";

/// Adds an offer.
///
/// # Errors
/// [`Error::Taken`] when another one is on the table.
pub async fn insert(tx: &mut Tx, offer: &Offer) -> Result<()> {
    tx.q(INSERT)
        .bind(&offer.id)
        .bind(&offer.deal)
        .bind(offer.offered_by.as_str())
        .bind(&offer.author)
        .bind(offer.state.as_str())
        .bind(json_text(&offer.terms))
        .bind(offer.created_at)
        .bind(offer.answered_at)
        .run()
        .await?;
    Ok(())
}

/// Writes where an offer stands. The version of its deal guards it.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn update(tx: &mut Tx, offer: &Offer) -> Result<()> {
    let update = tx.q("update offer set state = $2, answered_at = $3 where id = $1");
    let touched = update
        .bind(&offer.id)
        .bind(offer.state.as_str())
        .bind(offer.answered_at)
        .run()
        .await?;
    if touched == 0 {
        Err(Error::NotFound)
    } else {
        Ok(())
    }
}

/// One offer of a deal.
///
/// # Errors
/// [`Error::NotFound`] when the deal has none of that identifier.
pub async fn get(tx: &mut Tx, deal: &DealId, id: &OfferId) -> Result<Offer> {
    tx.q("select * from offer where deal_id = $1 and id = $2")
        .bind(deal)
        .bind(id)
        .one()
        .await
}

/// The offer that is on the table or agreed on.
///
/// # Errors
/// When the database refuses.
pub async fn current(tx: &mut Tx, deal: &DealId) -> Result<Option<Offer>> {
    tx.q("select * from offer where deal_id = $1 and state in ('open', 'accepted')")
        .bind(deal)
        .optional()
        .await
}

const LIST: &str =
    "select o.*, p.name as author_name from offer o join person p on p.id = o.author_id
    where o.deal_id = $1 order by o.id desc limit $2";

/// The offers of a deal, the newest first.
///
/// # Errors
/// When the database refuses.
pub async fn list(tx: &mut Tx, deal: &DealId, most: i64) -> Result<Vec<Named>> {
    tx.q(LIST).bind(deal).bind(most).all().await
}
