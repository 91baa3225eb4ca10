//! Searching achievements 检索: `rest` for programs, `site` for browsers, `page` what they see,
//! `asked` the question in an address.

pub mod asked;
pub mod page;
pub(crate) mod rest;
pub(crate) mod site;
