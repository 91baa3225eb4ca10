//! What was searched 检索需求: `rest` for programs, `site` for browsers, `page` what they see.

pub mod page;
pub(crate) mod rest;
pub(crate) mod site;
