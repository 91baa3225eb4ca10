//! What happened, in order 办理经过.

use askama::Template;
use askama::filters::HtmlSafe;
use domain::Timestamp;

use super::tag::Link;

/// One thing that happened.
#[derive(Clone, Debug)]
pub struct Moment {
    /// When.
    pub at: Timestamp,
    /// Who: a person with their organisation, or the system.
    pub who: String,
    /// What happened, perhaps with a page.
    pub what: Link,
    /// A reason or a remark, or empty.
    pub note: String,
}

/// What happened, the latest first.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "ui/parts/timeline.html")]
pub struct Timeline {
    /// In the order in which they are shown.
    pub moments: Vec<Moment>,
}

impl HtmlSafe for Timeline {}
