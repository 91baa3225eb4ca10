//! Strict reading: documents become trees, trees become values, and every fault names its place.
//!
//! One reader serves both languages, the policy's TOML (places are lines) and the ledger's JSON (places are
//! pointers). What it is not: it knows nothing of policies or ledgers.

mod json;
mod table;
mod toml;
mod tree;

pub(crate) use json::read_json;
pub(crate) use table::{Table, read_choice, read_date, read_list};
pub(crate) use toml::read_toml;
pub use tree::Fault;
pub(crate) use tree::{Faults, Place};
