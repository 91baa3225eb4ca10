//! Registration 认定登记: the seller applies, the agency decides kind, contract value and technology amount.
//!
//! What it is not: the state of the contract; `contract::next` moves that.

mod amounts;
mod application;
mod days;
mod decision;
mod register;
#[cfg(test)]
mod tests;

pub use application::{Application, ApplicationInput};
pub use days::{DecisionDays, recordation_due};
pub use decision::{
    Decision, REGISTRATION_NUMBER_AT_MOST, RefusalInput, Registration, RegistrationInput,
};
pub use register::{RegisterSearch, RegisterSearchInput};
