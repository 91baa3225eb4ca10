//! The register of an agency 登记簿: `rest` for programs, `site` for browsers, `page` what they see.

pub mod page;
pub(crate) mod rest;
pub(crate) mod site;
