//! People and organisations 人员与单位, a folder a noun: `rest` for programs, `site` for browsers, `page` what they see.

pub mod member;
pub mod organisation;
pub mod organisation_change;
pub mod refusal;
pub mod session;
