//! Payments 支付 with their vouchers: `rest` for programs, `site` for browsers.

pub(crate) mod rest;
pub(crate) mod site;
