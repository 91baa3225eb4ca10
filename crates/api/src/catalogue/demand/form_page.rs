//! The form of a demand 需求填报, new or changed, and the list of an organisation's own demands.

use askama::Template;
use domain::Timestamp;
use domain::catalogue::demand::{DemandText, State};
use domain::catalogue::vocabulary::Vocabulary;

use crate::catalogue::achievement::form_page::Tab;
use crate::ui::parts::{Due, Link, Pagination, PostButton, Tag, VocabularyList};
use crate::ui::{Form, Layout};

/// `GET /my/demands/new`, `GET /my/demands/{id}`, and the answer to a try that failed.
///
/// Sent to the same address; `then` is `publish` when it shall be public at once. Read by
/// [`read_demand`](crate::ui::form_read::read_demand).
#[derive(Clone, Debug, Template)]
#[template(path = "catalogue/demand/form.html")]
pub struct DemandFormPage {
    /// Around the page.
    pub layout: Layout,
    /// Where it is sent.
    pub action: String,
    /// Where the demand stands; nothing for a new one.
    pub state: Option<State>,
    /// The values: [`values_of`] a demand, or as typed.
    pub form: Form,
}

impl DemandFormPage {
    /// Whether what is saved is public at once, because the demand is.
    pub fn is_public(&self) -> bool {
        self.state == Some(State::Published)
    }
}

/// The values of the form for a stored demand.
pub fn values_of(text: &DemandText) -> Vec<(String, String)> {
    let mut form = Form::new()
        .with("title", &text.title)
        .with("description", &text.description)
        .with("field", &text.field)
        .with(
            "maturity_min",
            text.maturity_min
                .map_or_else(String::new, |level| level.to_string()),
        )
        .with(
            "budget_yuan",
            text.budget_fen
                .map_or_else(String::new, domain::Fen::in_yuan),
        )
        .with("county", &text.county)
        .with(
            "deadline",
            text.deadline
                .map_or_else(String::new, |day| day.to_string()),
        );
    for mode in &text.modes {
        form = form.with("modes", mode.as_str());
    }
    form.values
}

/// One of an organisation's own demands.
#[derive(Clone, Debug)]
pub struct OwnDemand {
    /// Its title, with its page.
    pub title: Link,
    /// How it stands; a published one past its deadline is closed.
    pub tag: Tag,
    /// Until when it is open.
    pub deadline: Option<Due>,
    /// Last published at.
    pub published_at: Option<Timestamp>,
    /// Address of the form.
    pub edit_href: String,
    /// The verbs that fit its state.
    pub verbs: Vec<PostButton>,
}

/// `GET /my/demands`.
#[derive(Clone, Debug, Template)]
#[template(path = "catalogue/demand/own_list.html")]
pub struct MyDemandsPage {
    /// Around the page.
    pub layout: Layout,
    /// All, and one for each state that occurs.
    pub tabs: Vec<Tab>,
    /// Of the tab shown, the newest first.
    pub rows: Vec<OwnDemand>,
    /// The way on.
    pub pagination: Pagination,
}
