//! The workspace 工作台: what waits for me, what I wait for, and the rest.

use askama::Template;
use domain::Timestamp;

use crate::ui::Layout;
use crate::ui::parts::{Link, Tag, TaskList};

/// One row of what is neither urgent nor awaited.
#[derive(Clone, Debug)]
pub struct WorkRow {
    /// What it is, with its page.
    pub subject: Link,
    /// The other side, or empty.
    pub counterpart: String,
    /// How it stands.
    pub tag: Tag,
    /// Last changed at.
    pub at: Timestamp,
}

/// One kind of work: achievements, deals, contracts.
#[derive(Clone, Debug)]
pub struct WorkGroup {
    /// Its name.
    pub name: String,
    /// The latest rows.
    pub rows: Vec<WorkRow>,
    /// All of them, or empty.
    pub more_href: String,
    /// What to do when there are none.
    pub none: String,
}

/// `GET /my`.
#[derive(Clone, Debug, Template)]
#[template(path = "desk/workspace/workspace.html")]
pub struct WorkspacePage {
    /// Around the page.
    pub layout: Layout,
    /// What waits for the reader, the most urgent first.
    pub waits_for_me: TaskList,
    /// What the reader waits for, the longest first.
    pub i_wait_for: TaskList,
    /// The rest, in the words of the role.
    pub groups: Vec<WorkGroup>,
    /// What can be begun, such as `发布科技成果`.
    pub begin: Vec<Link>,
}
