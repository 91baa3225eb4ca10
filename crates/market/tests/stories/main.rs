//! The market's stories, each told on SQLite and on PostgreSQL (see `harness`).
#![expect(clippy::unwrap_used, reason = "a story that cannot go on has failed")]

mod confidential;
mod contract;
mod deal;
mod demand;
mod harness;
mod introduction;
mod licence_request;
mod listing;
mod organisation;
mod organisation_change;
mod paperwork;
mod payment;
mod registration;
mod saved_search;
mod search_log;
mod sign_in;
mod subsidy;
mod waiting;
