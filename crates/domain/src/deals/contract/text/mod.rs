//! The text of a contract 合同正文: numbered clauses in plain Chinese, drafted from agreed terms, hashed as shown.
//!
//! What it is not: legal advice. The two sides may change every clause; whoever confirms, confirms the hash.

mod clauses;
mod drafting;

pub use clauses::{Clause, ContractText, ContractTextInput, clause_number};
pub use drafting::{Parties, draft};
