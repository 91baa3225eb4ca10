//! What the stories share: the real program as a process of its own, a database for it, and people who use it over HTTP.
//!
//! What it is not: a second way into the market. Everything goes through the program's flags and its addresses.

pub mod browser;
pub mod database;
pub mod person;
pub mod server;
pub mod town;
