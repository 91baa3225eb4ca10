//! What a contract was drafted from, and what changed since: text and data cannot disagree unseen.
//!
//! What it is not: the changes that the sides wrote into the text themselves; those are theirs.

use jiff::civil::Date;

use crate::catalogue::achievement::Listing;
use crate::deals::contract::check::{Finding, check};
use crate::deals::contract::text::ContractText;
use crate::deals::terms::Terms;
use crate::time::Timestamp;

/// What a text was drafted from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Basis {
    /// The listing as it was.
    pub listing: Listing,
    /// The text as it was drafted.
    pub drafted: ContractText,
    /// When.
    pub drafted_at: Timestamp,
}

/// A clause that would be drafted otherwise today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Heading of the clause.
    pub heading: String,
    /// Its lines of then that are no longer.
    pub before: Vec<String>,
    /// Its lines of today that were not.
    pub now: Vec<String>,
}

/// Every clause that the same terms give otherwise today than when the text was drafted.
pub fn differences(drafted: &ContractText, today: &ContractText) -> Vec<Difference> {
    let body = |text: &ContractText, heading: &str| {
        text.clauses
            .iter()
            .find(|clause| clause.heading == heading)
            .map(|clause| clause.body.clone())
            .unwrap_or_default()
    };
    let mut headings: Vec<&str> = drafted
        .clauses
        .iter()
        .chain(&today.clauses)
        .map(|clause| clause.heading.as_str())
        .collect();
    headings.sort_by_key(|heading| {
        today
            .clauses
            .iter()
            .position(|clause| clause.heading == *heading)
            .unwrap_or(usize::MAX)
    });
    headings.dedup();
    let mut found = Vec::new();
    for heading in headings {
        let (old, new) = (body(drafted, heading), body(today, heading));
        let missing_in = |lines: &str, other: &str| {
            let gone = |line: &&str| !other.lines().any(|known| known == *line);
            lines
                .lines()
                .filter(gone)
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        let difference = Difference {
            heading: heading.to_owned(),
            before: missing_in(&old, &new),
            now: missing_in(&new, &old),
        };
        if !(difference.before.is_empty() && difference.now.is_empty()) {
            found.push(difference);
        }
    }
    found
}

/// Findings about a contract: judged by what its text was drafted from, and while it can still be drafted anew also by what
/// the listing says today. Mending the listing alone mends no text.
pub fn findings(
    terms: &Terms,
    text: &ContractText,
    basis: Option<&Basis>,
    now: Option<&Listing>,
    today: Date,
) -> Vec<Finding> {
    let mut found = basis
        .map(|basis| check(terms, &basis.listing, text, today))
        .unwrap_or_default();
    if let Some(listing) = now {
        for finding in check(terms, listing, text, today) {
            if !found.contains(&finding) {
                found.push(finding);
            }
        }
    }
    found.sort_by_key(|finding| finding.severity);
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deals::contract::text::Clause;

    fn text(clauses: &[(&str, &str)]) -> ContractText {
        let clause = |(heading, body): &(&str, &str)| Clause {
            heading: (*heading).into(),
            body: (*body).into(),
        };
        ContractText {
            title: "技术许可合同".into(),
            clauses: clauses.iter().map(clause).collect(),
        }
    }

    #[test]
    fn a_difference_names_its_clause_and_the_lines_that_changed() {
        let drafted = text(&[("当事人", "卖方：示例大学\n地址：旧址"), ("标的", "示例膜")]);
        let today = text(&[
            ("当事人", "卖方：示例大学\n地址：新址"),
            ("标的", "示例膜"),
            ("保密", "三年"),
        ]);
        let expected = |heading: &str, before: &[&str], now: &[&str]| Difference {
            heading: heading.into(),
            before: before.iter().map(ToString::to_string).collect(),
            now: now.iter().map(ToString::to_string).collect(),
        };
        let found = differences(&drafted, &today);
        assert_eq!(
            found,
            [
                expected("当事人", &["地址：旧址"], &["地址：新址"]),
                expected("保密", &[], &["三年"])
            ]
        );
        assert_eq!(differences(&today, &today), []);
    }
}
