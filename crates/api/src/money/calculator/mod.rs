//! The calculator 补助测算: `site` for browsers, `page` what they see.

pub mod page;
pub(crate) mod site;
