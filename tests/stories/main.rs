//! Stories: the real program, used over HTTP and in a browser by the people it is for.

mod browser;
mod chain;
mod crash;
mod demand;
mod disk;
mod listing;
mod pipe;
mod saved_search;
