//! Rows of money 资金.

pub mod ledger;
pub mod payment;
