//! The market's stories, each told on SQLite and on PostgreSQL (see `harness`).
#![expect(clippy::unwrap_used, reason = "a story that cannot go on has failed")]

mod confidential;
mod deal;
mod harness;
mod introduction;
mod licence_request;
mod waiting;
