//! Organisations 单位: `rest` for programs, `site` for browsers, `page` what they see, `desk` the
//! bureau's.

pub(crate) mod desk;
pub mod page;
pub mod rest;
pub(crate) mod site;
