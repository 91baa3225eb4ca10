//! Nouns and rules of the marketplace: pure values, no input or output, no clock (time is an argument).
//!
//! What it is not: it knows no database, no index and no web; whoever needs those depends on this crate, never
//! the other way round.

pub mod achievement;
pub mod code;
pub mod county;
pub mod deal;
pub mod event;
pub mod field;
pub mod id;
pub mod licence;
pub mod licence_request;
pub mod money;
pub mod offer;
pub mod organisation;
pub mod party;
pub mod patent;
pub mod terms;
pub mod terms_input;
pub mod text;
pub mod time;
pub mod user;

pub use field::{FieldError, Fields};
pub use id::Id;
pub use money::Fen;
pub use time::Timestamp;
