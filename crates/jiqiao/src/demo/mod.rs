//! The demonstration: a fictional city, its catalogue, its demands and the chains that are walked in it.

mod catalogue;
mod city;
mod random;
mod run;
mod script;
mod walk;
mod wanted;
mod written;

pub(crate) use run::run;
