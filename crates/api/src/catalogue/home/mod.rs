//! The home page 首页: `site` for browsers, `page` what they see.

pub mod page;
pub(crate) mod site;
