//! Files of achievements 附件: `rest` for programs.

pub(crate) mod rest;
