//! Checks of a contract against the law, as far as the terms, the listing and the text alone can tell.
//!
//! What it is not: a judgement. A bar is something the law forbids outright or wants stated; a warning is for the two
//! sides to think about. What needs outside data (pledges, annual fees, other licences) is not judged here.

mod finding;
mod money;
mod rights;
#[cfg(test)]
mod tests;
mod words;

use jiff::civil::Date;

use crate::catalogue::achievement::Listing;
use crate::deals::contract::check::money::check_payment;
use crate::deals::contract::check::rights::{check_patents, check_period, check_right_to_dispose};
use crate::deals::contract::check::words::{check_name, check_restraints};
use crate::deals::contract::text::ContractText;
use crate::deals::terms::Terms;

pub use finding::{Finding, Severity};

/// Every finding about a contract of these terms about this listing with this text, made on a day; bars first.
pub fn check(terms: &Terms, listing: &Listing, text: &ContractText, today: Date) -> Vec<Finding> {
    let mut findings = Vec::new();
    check_patents(&mut findings, terms, listing, today);
    check_period(&mut findings, terms, listing);
    check_right_to_dispose(&mut findings, terms, listing);
    check_payment(&mut findings, terms, text);
    check_restraints(&mut findings, terms, text);
    check_name(&mut findings, terms, text);
    findings.sort_by_key(|finding| finding.severity);
    findings
}
