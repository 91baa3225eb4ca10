//! The demonstration: a fictional city, its catalogue and the chains that are walked in it.

#![cfg_attr(not(test), expect(dead_code, reason = "the command that walks the script is not written yet"))]

mod catalogue;
mod city;
mod random;
mod script;
