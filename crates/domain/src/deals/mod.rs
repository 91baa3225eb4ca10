//! Deals 交易: from the licence request to the registered contract.

pub mod contract;
pub mod deal;
pub mod ending;
pub mod introduction;
pub mod licence;
pub mod licence_request;
pub mod offer;
pub mod party;
pub mod registration;
pub mod terms;
