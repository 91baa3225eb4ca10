//! Deals 交易: `rest` for programs, `site` for browsers, `page` what they see, `filled` fills the
//! page from what the market shows.

pub(crate) mod filled;
pub mod page;
pub(crate) mod rest;
pub(crate) mod site;
