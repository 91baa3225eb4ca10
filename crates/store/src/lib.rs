//! Storage: SQL, one file a noun, one text for SQLite and PostgreSQL; the event log; files stored by content.
//!
//! What it is not: it decides nothing. Permission and transactions belong to `market`; functions here take a
//! transaction and do one thing in it.

pub mod achievement;
pub mod alert;
pub mod attachment;
pub mod basis;
pub mod connection;
pub mod contract;
pub mod database;
pub mod deal;
pub mod demand;
pub mod dialect;
pub mod ending;
pub mod error;
pub mod event;
pub mod file;
pub mod hold;
pub mod idempotency;
pub mod import;
pub mod incoming;
pub mod introduction;
pub mod ledger;
pub mod licence_request;
pub mod offer;
pub mod organisation;
pub mod organisation_change;
pub mod payment;
pub mod refusal;
pub mod register;
pub mod row;
pub mod saved_search;
pub mod search_log;
pub mod sent_file;
pub mod session;
pub mod signed_party;
pub mod statistics;
pub mod unread;
pub mod user;

pub use connection::Tx;
pub use database::Db;
pub use error::{Error, Result};
