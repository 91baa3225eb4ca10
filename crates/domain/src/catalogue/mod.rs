//! The catalogue 成果与需求: what is offered, what is wanted, and what was searched.

pub mod achievement;
pub mod demand;
pub mod patent;
pub mod revision;
pub mod saved_search;
pub mod search_log;
pub mod vocabulary;
