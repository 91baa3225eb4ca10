//! The page of the API 接口说明: `site` for browsers, `page` what they see.

pub mod page;
pub(crate) mod site;
