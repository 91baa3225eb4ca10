//! Numbers about the whole market.

pub mod statistics;
