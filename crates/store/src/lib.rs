//! Storage: SQL, one file a noun, one text for SQLite and PostgreSQL; the event log; files stored by content.
//!
//! What it is not: it decides nothing. Permission and transactions belong to `market`; functions here take a
//! transaction and do one thing in it.

pub mod catalogue;
pub mod deals;
pub mod desk;
pub mod kernel;
pub mod money;
pub mod people;

pub use kernel::connection::Tx;
pub use kernel::error::{Error, Result};
pub use kernel::pool::Db;
