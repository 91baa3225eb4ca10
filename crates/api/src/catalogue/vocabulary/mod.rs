//! Vocabularies 词表: `rest` for programs.

pub(crate) mod rest;
