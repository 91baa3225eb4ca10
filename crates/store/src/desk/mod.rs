//! What is gathered from all nouns: what waits, numbers about the whole market.

pub mod statistics;
pub mod waiting;
