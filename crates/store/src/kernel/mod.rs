//! What all nouns stand on: databases, transactions, rows, the log, files.

pub mod connection;
mod database;
pub mod dialect;
pub mod error;
pub mod event;
pub mod file;
pub mod hold;
pub mod idempotency;
pub mod incoming;
pub mod pool;
pub mod row;
pub mod sent_file;
pub mod tally;
