//! Payments 支付 with their vouchers: `rest` for programs, `site` for browsers, `filled` fills the
//! parts of pages that show one.

pub(crate) mod filled;
pub(crate) mod rest;
pub(crate) mod site;
