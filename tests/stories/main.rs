//! Stories: the real program, used over HTTP and in a browser by the people it is for.

mod accessible;
mod browser;
mod chain;
mod crash;
mod dealing;
mod demand;
mod demonstration;
mod disk;
mod edge;
mod links;
mod listing;
mod nothing_lost;
mod people;
mod pipe;
mod saved_search;
mod search;
