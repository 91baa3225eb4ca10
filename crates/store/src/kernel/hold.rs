//! Rows that a transaction holds while it decides by what hangs on them.
//!
//! "Count, then insert" and "look, then write" are only right alone. Of two transactions that hold the same row the second
//! waits until the first has ended, and sees what it did. Nobody else waits: readers never do, nor does whoever only adds
//! something that names the row.

use domain::event::Noun;
use domain::id::{AchievementId, ContractId, DealId, OrganisationId, UserId};

use crate::kernel::connection::Tx;
use crate::kernel::dialect;
use crate::kernel::dialect::Parent;
use crate::kernel::error::Result;

/// Holds an organisation: its members, its first account, its listings by number and title.
///
/// # Errors
/// [`crate::Error::NotFound`] when there is none.
pub async fn organisation(tx: &mut Tx, id: &OrganisationId) -> Result<()> {
    dialect::hold(tx, Parent::Organisation, id.as_str()).await
}

/// Holds a person: what each may have only so many of.
///
/// # Errors
/// [`crate::Error::NotFound`] when there is none.
pub async fn person(tx: &mut Tx, id: &UserId) -> Result<()> {
    dialect::hold(tx, Parent::Person, id.as_str()).await
}

/// Holds an achievement: its files, and the requests, introductions and deals about it.
///
/// # Errors
/// [`crate::Error::NotFound`] when there is none.
pub async fn achievement(tx: &mut Tx, id: &AchievementId) -> Result<()> {
    dialect::hold(tx, Parent::Achievement, id.as_str()).await
}

/// Holds a deal: its files and messages, which end with it.
///
/// # Errors
/// [`crate::Error::NotFound`] when there is none.
pub async fn deal(tx: &mut Tx, id: &DealId) -> Result<()> {
    dialect::hold(tx, Parent::Deal, id.as_str()).await
}

/// Holds a contract: its payments, which it takes in some states only and up to its price.
///
/// # Errors
/// [`crate::Error::NotFound`] when there is none.
pub async fn contract(tx: &mut Tx, id: &ContractId) -> Result<()> {
    dialect::hold(tx, Parent::Contract, id.as_str()).await
}

/// Holds what a file is attached to. A payment's files come with the payment and its version, which nobody can count past.
///
/// # Errors
/// [`crate::Error::NotFound`] when there is none.
pub async fn of_file(tx: &mut Tx, noun: Noun, id: &str) -> Result<()> {
    match noun {
        Noun::Achievement => dialect::hold(tx, Parent::Achievement, id).await,
        Noun::Deal => dialect::hold(tx, Parent::Deal, id).await,
        Noun::Contract => dialect::hold(tx, Parent::Contract, id).await,
        _ => Ok(()),
    }
}
