//! The demonstration: a fictional city, its catalogue and the chains that are walked in it.

mod catalogue;
mod city;
mod random;
mod run;
mod script;
mod walk;

pub(crate) use run::run;
