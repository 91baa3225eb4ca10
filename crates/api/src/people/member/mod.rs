//! Members 成员 of an organisation: `site` for browsers, `page` what they see.

pub mod page;
pub(crate) mod site;
