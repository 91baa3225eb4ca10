//! The desk 业务管理: what the bureau does. Queues with counts and age, decisions with a written reason.

use askama::Template;
use domain::{Fen, Timestamp};

use crate::catalogue::achievement::form_page::Tab;
use crate::deals::contract::page::{PaymentView, SubsidyView};
use crate::ui::parts::{BarChart, Due, Link, Pagination, TaskList};
use crate::ui::{Form, Layout};

/// One queue.
#[derive(Clone, Debug)]
pub struct Queue {
    /// What waits, with its page.
    pub name: Link,
    /// How many.
    pub count: u64,
    /// Since when the oldest waits.
    pub oldest: Option<Timestamp>,
    /// How many are overdue.
    pub overdue: u64,
}

/// `GET /desk`.
#[derive(Clone, Debug, Template)]
#[template(path = "desk/queues/desk.html")]
pub struct DeskPage {
    /// Around the page.
    pub layout: Layout,
    /// The queues.
    pub queues: Vec<Queue>,
    /// The most urgent things of all queues.
    pub urgent: TaskList,
    /// Contracts or sums by county, or whatever the bureau watches.
    pub charts: Vec<BarChart>,
}

/// A listing that waits for review.
#[derive(Clone, Debug)]
pub struct ReviewRow {
    /// Identifier, for the verbs.
    pub id: String,
    /// Version, for the verbs.
    pub version: i64,
    /// Its title, with its page.
    pub title: Link,
    /// Who lists it.
    pub organisation: Link,
    /// Application field.
    pub field: String,
    /// How complete it is, in percent.
    pub completeness: u8,
    /// Submitted at.
    pub submitted_at: Timestamp,
    /// Until when it should be reviewed.
    pub due: Option<Due>,
    /// What a reviewer should look at: a near-duplicate, a lapsed patent.
    pub remarks: Vec<String>,
}

/// `GET /desk/achievements`.
#[derive(Clone, Debug, Template)]
#[template(path = "catalogue/achievement/desk_list.html")]
pub struct DeskAchievementsPage {
    /// Around the page.
    pub layout: Layout,
    /// The oldest first.
    pub rows: Vec<ReviewRow>,
    /// The way on.
    pub pagination: Pagination,
    /// The listing whose return lacked its reason, and what is wrong: kept open.
    pub failed: Option<(String, Form)>,
}

impl DeskAchievementsPage {
    /// The form to return one listing, as it was sent or empty; its scope is the listing's identifier.
    pub fn return_form(&self, row: &ReviewRow) -> Form {
        let form = match &self.failed {
            Some((id, form)) if *id == row.id => form.clone(),
            Some(_) | None => Form::new().of_version(row.version),
        };
        form.scoped(row.id.clone())
    }
}

/// `GET /desk/payments`.
#[derive(Clone, Debug, Template)]
#[template(path = "money/payment/desk_list.html")]
pub struct DeskPaymentsPage {
    /// Around the page.
    pub layout: Layout,
    /// Waiting, verified, rejected.
    pub tabs: Vec<Tab>,
    /// The oldest first.
    pub payments: Vec<PaymentView>,
    /// The way on.
    pub pagination: Pagination,
}

/// `GET /desk/subsidies`.
#[derive(Clone, Debug, Template)]
#[template(path = "money/subsidy/desk_list.html")]
pub struct DeskSubsidiesPage {
    /// Around the page.
    pub layout: Layout,
    /// The policy that was used, with its page.
    pub policy: Link,
    /// Every line, by contract.
    pub lines: Vec<SubsidyView>,
    /// What all lines are entitled to.
    pub total_entitled: Fen,
    /// What was paid out.
    pub total_disbursed: Fen,
    /// What is to be paid less what is to be taken back.
    pub total_due: Fen,
    /// Address of the ledger as a file, so that everything can be computed again; or empty.
    pub ledger_href: String,
}

/// An organisation in a list.
#[derive(Clone, Debug)]
pub struct OrganisationRow {
    /// Its name, with its page.
    pub name: Link,
    /// What it is.
    pub kind: String,
    /// Unified social credit code.
    pub credit_code: String,
    /// Whether the check character does not fit and a person confirmed it.
    pub code_confirmed: bool,
    /// Where it is registered.
    pub county: String,
    /// People with an account.
    pub members: u64,
}

/// `GET /desk/organisations`. `POST /desk/organisations` adds one; read as `OrganisationInput`, with `manager.login`,
/// `manager.name`, `manager.password` for its first manager.
#[derive(Clone, Debug, Template)]
#[template(path = "people/organisation/desk_list.html")]
pub struct DeskOrganisationsPage {
    /// Around the page.
    pub layout: Layout,
    /// Text looked for.
    pub query: String,
    /// By name.
    pub rows: Vec<OrganisationRow>,
    /// The way on.
    pub pagination: Pagination,
    /// The form for a new one.
    pub form: Form,
}
