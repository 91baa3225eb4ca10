//! Subsidy policies 补助政策: a policy file and a verified history become entitlements, with every step explained.
//!
//! [`Policy`] is a file of parameters, [`Ledger`] a checked history, [`entitlement`] the pure function from both to an
//! [`Outcome`]; [`estimate`] is the same function for one contract that somebody asks about.
//!
//! What it is not: it reads no files, knows no clock and no database, and decides nothing that a policy file does not
//! say. Money is whole fen, everything between is an exact fraction, and each line is rounded once.

mod calculate;
mod cap;
mod draft;
mod eligibility;
mod entitlement;
mod estimate;
mod exact;
mod explain;
pub mod file;
mod findings;
pub mod holidays;
pub mod ledger;
mod outcome;
mod pool;
mod rate;
mod strict;
mod tally;
mod words;

pub use calculate::{CalculateError, calculate};
pub use entitlement::entitlement;
pub use estimate::{EstimateRequest, estimate};
pub use file::{Policy, PolicyError};
pub use ledger::{Ledger, LedgerError};
pub use outcome::{Finding, Line, Outcome, Step};
pub use rate::{Bracket, NotARate, Rate, Scale};
pub use strict::Fault;
