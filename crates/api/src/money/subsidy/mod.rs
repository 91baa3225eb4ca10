//! Subsidies 补助: `rest` for programs, `site` for browsers, `sum` how a sum came about.

pub(crate) mod rest;
pub(crate) mod site;
pub(crate) mod sum;
