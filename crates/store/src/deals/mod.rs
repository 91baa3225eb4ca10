//! Rows of deals 交易.

pub mod basis;
pub mod contract;
pub mod deal;
pub mod ending;
pub mod introduction;
pub mod licence_request;
pub mod offer;
pub mod register;
pub mod signed_party;
pub mod unread;
