//! What all nouns stand on: databases, transactions, rows, the log, files.

pub mod connection;
pub mod database;
pub mod dialect;
pub mod error;
pub mod event;
pub mod file;
pub mod hold;
pub mod idempotency;
pub mod incoming;
pub mod row;
pub mod sent_file;
