//! The desk 工作台: what waits for whom, the bureau's queues, the chain of a deal.

pub(crate) mod chain;
pub mod log;
pub mod queues;
pub mod workspace;
