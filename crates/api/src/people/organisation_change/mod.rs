//! Changes of what an organisation is registered as 单位登记信息变更: `rest` for programs, `site` for
//! browsers, `page` what they see.

pub mod page;
pub(crate) mod rest;
pub(crate) mod site;
