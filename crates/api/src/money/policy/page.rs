//! The page of a policy 政策: every parameter with its clause, and what is not known.

use askama::Template;

use crate::ui::Layout;
use crate::ui::parts::{Facts, Link, Notice};

/// One parameter.
#[derive(Clone, Debug)]
pub struct ParameterRow {
    /// What it is: `补助比例`.
    pub name: String,
    /// Its value, for people.
    pub value: String,
    /// The clause that it cites.
    pub clause: String,
    /// What is still to be confirmed about it, or empty.
    pub question: String,
}

/// One programme of a policy.
#[derive(Clone, Debug)]
pub struct ProgrammeView {
    /// Its name.
    pub name: String,
    /// The clause.
    pub clause: String,
    /// What the clause says, in short.
    pub summary: String,
    /// The parameters.
    pub parameters: Vec<ParameterRow>,
}

/// `GET /policies/{id}`.
#[derive(Clone, Debug, Template)]
#[template(path = "money/policy/policy.html")]
pub struct PolicyPage {
    /// Around the page; its title is the policy's.
    pub layout: Layout,
    /// That it is a draft, or expired; nothing when in force.
    pub remark: Option<Notice>,
    /// Issuer, document, in force from and to.
    pub facts: Facts,
    /// Its programmes.
    pub programmes: Vec<ProgrammeView>,
    /// What is not known: subject and remark.
    pub unknown: Vec<(String, String)>,
    /// The other policies.
    pub others: Vec<Link>,
    /// Address of the policy file, or empty.
    pub file_href: String,
}
