//! Money 资金, a folder a noun: `rest` for programs, `site` for browsers, `page` what they see.

pub mod calculator;
pub mod payment;
pub mod policy;
pub mod subsidy;
