//! People and organisations 人员与单位: who takes part, and what they are registered as.

pub mod code;
pub mod county;
pub mod organisation;
pub mod organisation_change;
pub mod password;
pub mod user;
