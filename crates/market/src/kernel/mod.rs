//! What every use case stands on: one transaction with its event, permission, the clock, budgets, duties.

pub mod arriving;
pub(crate) mod blocking;
pub(crate) mod budget;
pub mod clock;
pub mod duty;
pub mod error;
pub(crate) mod meanwhile;
pub(crate) mod media_type;
pub mod permission;
pub mod sent_file;
pub mod upload;
pub mod work;
