//! The bureau's desk 业务管理: `site` for browsers, `page` what they see.

pub mod page;
pub(crate) mod site;
