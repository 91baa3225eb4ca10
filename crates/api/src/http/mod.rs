//! What every request passes: bounds, callers, guards, problem documents, and what all answers share.

pub(crate) mod answers;
pub(crate) mod arrival;
pub(crate) mod bounds;
pub mod caller;
pub mod client;
pub mod extract;
pub(crate) mod file;
pub mod guard;
pub mod health;
pub(crate) mod json;
pub mod problem;
pub mod refused;
pub(crate) mod searcher;
pub mod view;
pub(crate) mod words;
