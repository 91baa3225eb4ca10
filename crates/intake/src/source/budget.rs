//! A reader that stops a single record from pulling the rest of a file into memory: an opening quote without its end, a
//! text of a gigabyte in one cell.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

use crate::limits;

/// How many bytes may still be read for the record that is being read.
#[derive(Clone)]
pub(super) struct Budget(Rc<Cell<usize>>);

impl Budget {
    pub(super) fn new() -> Self {
        Self(Rc::new(Cell::new(limits::RECORD_BYTES)))
    }

    /// The next record begins.
    pub(super) fn renew(&self) {
        self.0.set(limits::RECORD_BYTES);
    }

    /// The record was too long, and reading it has failed.
    pub(super) fn is_spent(&self) -> bool {
        self.0.get() == 0
    }

    /// A reader that fails when the budget is spent.
    pub(super) fn over<R: Read>(&self, input: R) -> Budgeted<R> {
        Budgeted {
            input,
            budget: self.clone(),
        }
    }
}

pub(super) struct Budgeted<R> {
    input: R,
    budget: Budget,
}

impl<R: Read> Read for Budgeted<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.budget.is_spent() {
            return Err(io::Error::other("a record is too long"));
        }
        let read = self.input.read(out)?;
        self.budget.0.set(self.budget.0.get().saturating_sub(read));
        Ok(read)
    }
}
