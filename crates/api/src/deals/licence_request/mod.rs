//! Licence requests 许可意向: `rest` for programs, `site` for browsers, `page` what they see, `moved` where they lay before.

pub(crate) mod moved;
pub mod page;
pub(crate) mod rest;
pub(crate) mod site;
