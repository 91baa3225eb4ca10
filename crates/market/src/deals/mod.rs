//! Deals 交易: requested, introduced, negotiated, signed, registered, ended.

pub mod contract;
pub mod deal;
pub mod ending;
pub mod introduction;
pub mod licence_request;
pub mod registration;
