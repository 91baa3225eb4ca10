//! Ending 协议解除: `rest` for programs, `site` for browsers.

pub(crate) mod rest;
pub(crate) mod site;
