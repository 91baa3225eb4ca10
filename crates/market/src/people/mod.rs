//! People and organisations 人员与单位: accounts, membership, signing in, what an organisation is registered as.

pub mod organisation;
pub mod organisation_change;
pub(crate) mod password;
pub mod refusal;
pub mod session;
pub mod throttle;
pub mod user;
