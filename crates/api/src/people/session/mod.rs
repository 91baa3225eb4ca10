//! Signing in, sessions and tokens, one's own account 登录与账号: `rest` for programs, `site` for
//! browsers, `page` what they see, `account` one's own.

pub(crate) mod account;
pub mod page;
pub mod rest;
pub(crate) mod site;
