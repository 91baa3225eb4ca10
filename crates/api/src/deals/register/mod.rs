//! The register of an agency 登记簿: `site` for browsers, `page` what they see.

pub mod page;
pub(crate) mod site;
