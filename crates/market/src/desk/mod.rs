//! The desk 工作台: what waits, the chain of a deal, numbers, the log.

pub mod audit;
pub mod chain;
pub mod statistics;
pub mod waiting;
