//! Technical demands 技术需求: `rest` for programs, `site` for browsers, `page` what they see, `own`
//! what its owner does, `form_page` what its owner sees.

pub mod form_page;
pub(crate) mod own;
pub mod page;
pub(crate) mod rest;
pub(crate) mod site;
pub(crate) mod verbs;
