//! Nouns and rules of the marketplace: pure values, no input or output, no clock (time is an argument).
//!
//! What it is not: it knows no database, no index and no web; whoever needs those depends on this crate, never
//! the other way round.

pub mod catalogue;
pub mod deals;
pub mod money;
pub mod people;

pub mod event;
pub mod field;
pub mod id;
pub mod text;
pub mod time;
pub mod working_days;

pub use field::{FieldError, Fields};
pub use id::Id;
pub use money::fen::Fen;
pub use time::Timestamp;
