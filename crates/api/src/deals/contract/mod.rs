//! Contracts 技术合同 and their registration 认定登记: `rest` for programs, `site` for browsers, `page`
//! what they see, `filled` fills the page from what the market shows.

pub(crate) mod filled;
pub(crate) mod out;
pub mod page;
pub(crate) mod rest;
pub(crate) mod site;
