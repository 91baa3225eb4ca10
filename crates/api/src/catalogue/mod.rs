//! The catalogue 成果与需求, a folder a noun: `rest` for programs, `site` for browsers, `page` what they see.

pub mod achievement;
pub mod attachment;
pub mod demand;
pub mod home;
pub mod import;
pub mod matching;
pub mod saved_search;
pub mod search;
pub mod search_log;
pub mod vocabulary;
