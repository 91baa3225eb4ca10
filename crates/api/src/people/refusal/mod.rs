//! Refusals 登录失败和被拒绝的操作: `rest` for programs, `site` for browsers, `page` what they see.

pub mod page;
pub(crate) mod rest;
pub(crate) mod site;
