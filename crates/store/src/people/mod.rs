//! Rows of people and organisations 人员与单位.

pub mod organisation;
pub mod organisation_change;
pub mod refusal;
pub mod session;
pub mod user;
