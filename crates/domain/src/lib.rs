//! Nouns and rules of the marketplace: pure values, no input or output, no clock (time is an argument).
//!
//! What it is not: it knows no database, no index and no web; whoever needs those depends on this crate, never
//! the other way round.

pub mod achievement;
pub mod code;
pub mod contract;
pub mod contract_basis;
pub mod contract_check;
pub mod contract_kind;
pub mod contract_text;
pub mod county;
pub mod deal;
pub mod demand;
pub mod ending;
pub mod event;
pub mod field;
pub mod id;
pub mod introduction;
pub mod licence;
pub mod licence_request;
pub mod money;
pub mod offer;
pub mod organisation;
pub mod organisation_change;
pub mod party;
pub mod password;
pub mod patent;
pub mod payment;
pub mod payment_check;
pub mod registration;
pub mod revision;
pub mod saved_search;
pub mod search_log;
pub mod terms;
pub mod terms_input;
pub mod text;
pub mod time;
pub mod turn;
pub mod user;
pub mod vocabulary;
pub mod voucher;

pub use field::{FieldError, Fields};
pub use id::Id;
pub use money::Fen;
pub use time::Timestamp;
