//! Money 资金: paid, verified, and what it earns.

pub mod ledger;
pub mod payment;
pub mod subsidy;
pub mod voucher_keys;
