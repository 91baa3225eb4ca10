//! The log 操作日志: `site` for browsers, `page` what they see.

pub mod page;
pub(crate) mod site;
