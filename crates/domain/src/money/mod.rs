//! Money 资金: amounts, payments and their vouchers.

pub mod fen;
pub mod payment;
pub mod voucher;
