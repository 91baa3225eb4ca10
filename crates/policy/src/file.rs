//! The policy 政策 as data: what a policy file says, checked.
//!
//! A parameter stands here only if the arithmetic honours it; a file that asks for anything else is refused with
//! the reason. Each parameter cites its clause and says whether the bureau has confirmed it.

mod criteria;
mod describe;
mod programme;
mod read;

use std::fmt;

use crate::strict::Fault;

pub use crate::exact::Rounding;
pub use describe::Parameter;
pub use programme::{
    Allocation, Basis, BeforeRegistration, Beneficiary, Cap, CapScope, Document, Effect, Policy,
    Programme, Shortfall, Source, Status, Unknown, Unprovable, Window,
};

/// A policy file is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyError {
    /// The name of the file.
    pub file: String,
    /// Everything that is wrong.
    pub faults: Vec<Fault>,
}

impl fmt::Display for PolicyError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            out,
            "政策文件 {} 有 {} 处错误",
            self.file,
            self.faults.len()
        )?;
        for fault in &self.faults {
            write!(out, "\n{}: {fault}", self.file)?;
        }
        Ok(())
    }
}

impl std::error::Error for PolicyError {}

impl Policy {
    /// Reads and checks the text of a policy file; `file` is its name, for messages.
    ///
    /// # Errors
    /// Everything that is wrong, each with its line and reason.
    pub fn parse(file: &str, text: &str) -> Result<Self, PolicyError> {
        read::policy(text).map_err(|faults| PolicyError {
            file: file.to_owned(),
            faults,
        })
    }
}
