//! Electronic vouchers. Every document is built here, in code, with fictional names; numbers that look real are not.

mod hostile;
mod invoices;
mod ofd;
mod pdf;
mod receipts;
mod support;
