//! The workspace 工作台: `site` for browsers, `page` what they see.

pub mod page;
pub(crate) mod site;
