//! The catalogue 成果与需求: listed, imported, searched, matched.

pub mod achievement;
pub mod attachment;
pub mod demand;
pub mod import;
pub mod matching;
pub mod saved_search;
pub mod search;
pub mod search_log;
pub(crate) mod searchers;
