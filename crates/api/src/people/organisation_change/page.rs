//! Changes of what an organisation is registered as 单位登记信息变更: one change as a part, the bureau's queue, and the
//! bureau's page of one organisation.

use askama::Template;
use askama::filters::HtmlSafe;
use domain::people::organisation_change::Difference;

use crate::ui::parts::{Facts, Link, Pagination, PostButton, Tag};
use crate::ui::{Form, Layout};

/// One change with what was and what is to be.
#[derive(Clone, Debug, Template)]
#[template(path = "people/organisation_change/change.html")]
pub struct ChangePart {
    /// Whose, with its page.
    pub organisation: Link,
    /// Where it stands.
    pub state: Tag,
    /// What is to change.
    pub differences: Vec<Difference>,
    /// Why.
    pub reason: String,
    /// What proves it, or empty.
    pub evidence: String,
    /// Who asked, and when.
    pub asked: String,
    /// Who decided, and when; empty before.
    pub decided: String,
    /// What the bureau said, or empty.
    pub answer: String,
}

impl HtmlSafe for ChangePart {}

/// A change that waits for the bureau.
#[derive(Clone, Debug)]
pub struct ChangeRow {
    /// Identifier, for the verbs.
    pub id: String,
    /// Version, for the verbs.
    pub version: i64,
    /// What is to change.
    pub change: ChangePart,
}

/// `GET /desk/changes`.
#[derive(Clone, Debug, Template)]
#[template(path = "people/organisation_change/desk_list.html")]
pub struct DeskChangesPage {
    /// Around the page.
    pub layout: Layout,
    /// The oldest first.
    pub rows: Vec<ChangeRow>,
    /// The way on.
    pub pagination: Pagination,
    /// The change whose refusal lacked its reason, and what is wrong: kept open.
    pub failed: Option<(String, Form)>,
}

impl DeskChangesPage {
    /// The form to refuse one change, as it was sent or empty; its scope is the change's identifier.
    pub fn refuse_form(&self, row: &ChangeRow) -> Form {
        let form = match &self.failed {
            Some((id, form)) if *id == row.id => form.clone(),
            Some(_) | None => Form::new().of_version(row.version),
        };
        form.scoped(row.id.clone())
    }
}

/// `GET /desk/organisations/{id}`.
#[derive(Clone, Debug, Template)]
#[template(path = "people/organisation/desk.html")]
pub struct DeskOrganisationPage {
    /// Around the page; its title is the name.
    pub layout: Layout,
    /// Path of this page: verbs are sent below it.
    pub path: String,
    /// What is recorded.
    pub facts: Facts,
    /// Its public page.
    pub public: Link,
    /// Controls `name`, `login`, `password`; scope `first`; sent to `{path}/members`; only while nobody has an account.
    pub first_form: Option<Form>,
    /// Controls of `OrganisationChangeInput`; scope `change`; sent to `{path}/correct`.
    pub correct_form: Form,
    /// What was asked and decided, the newest first.
    pub changes: Vec<ChangePart>,
}

/// What the page of one's own organisation says of changes.
#[derive(Clone, Debug, Default)]
pub struct OwnChanges {
    /// The one that waits, and the button that takes it back.
    pub open: Option<(ChangePart, PostButton)>,
    /// Controls of `OrganisationChangeInput`; scope `change`; sent to `/my/organisation/changes`; for a manager while
    /// none waits.
    pub form: Option<Form>,
    /// What was decided, the newest first.
    pub decided: Vec<ChangePart>,
}
