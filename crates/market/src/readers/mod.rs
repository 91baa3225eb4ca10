//! Readers of the log: each follows the events with a cursor of its own.

pub mod alert;
mod follow;
pub mod indexer;
