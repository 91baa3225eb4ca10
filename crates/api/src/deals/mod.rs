//! Deals 交易, a folder a noun: `rest` for programs, `site` for browsers, `page` what they see.

pub mod contract;
pub mod deal;
pub mod ending;
pub mod introduction;
pub mod licence_request;
pub mod register;
