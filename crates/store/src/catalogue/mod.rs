//! Rows of the catalogue 成果与需求.

pub mod achievement;
pub mod alert;
pub mod attachment;
pub mod demand;
pub mod import;
pub mod saved_search;
pub mod search_log;
