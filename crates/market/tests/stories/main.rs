//! The market's stories, each told on SQLite and on PostgreSQL (see `harness`).
#![expect(clippy::unwrap_used, reason = "a story that cannot go on has failed")]

mod at_once;
mod at_once_between;
mod basis;
mod confidential;
mod contract;
mod control;
mod deal;
mod demand;
mod ending;
mod harness;
mod import;
mod introduction;
mod licence_request;
mod listing;
mod log;
mod meanwhile;
mod organisation;
mod organisation_change;
mod paperwork;
mod payment;
mod registration;
mod repeated;
mod saved_search;
mod search;
mod search_log;
mod sent_file;
mod sign_in;
mod subsidy;
mod transaction;
mod vocabulary;
mod voucher_keys;
mod waiting;
