//! The form of an achievement 成果填报, new or changed, and the list of an organisation's own achievements.

use askama::Template;
use domain::Timestamp;
use domain::catalogue::achievement::{Listing, Price, State};
use domain::catalogue::revision::RevisionState;
use domain::catalogue::vocabulary::Vocabulary;

use crate::ui::parts::{Link, Pagination, PostButton, Tag, VocabularyList};
use crate::ui::{Form, Layout};

/// `GET /my/achievements/new`, `GET /my/achievements/{id}/edit`, and the answer to a try that failed.
///
/// Sent to the same address; `then` is `submit` when it shall go to review at once. Read by
/// [`read_achievement`](crate::ui::form_read::read_achievement).
#[derive(Clone, Debug, Template)]
#[template(path = "catalogue/achievement/form.html")]
pub struct AchievementFormPage {
    /// Around the page.
    pub layout: Layout,
    /// Where it is sent.
    pub action: String,
    /// Where the listing stands; nothing for a new one.
    pub state: Option<State>,
    /// Where the edit of a published listing stands.
    pub revision: Option<RevisionState>,
    /// Why it was returned, or empty.
    pub reason: String,
    /// The values: [`values_of`] a listing, or as typed.
    pub form: Form,
}

/// The values of the form for a stored listing.
pub fn values_of(listing: &Listing, external_number: &str) -> Vec<(String, String)> {
    let mut form = Form::new()
        .with("title", &listing.title)
        .with("summary", &listing.summary)
        .with("abstract", &listing.abstract_text)
        .with("problem", &listing.problem)
        .with("field", &listing.field)
        .with("industry", &listing.industry)
        .with("subject", &listing.subject)
        .with("keywords", listing.keywords.join("、"))
        .with("co_owners", listing.co_owners.join("、"))
        .with("completers", listing.completers.join("、"))
        .with("institutions", listing.institutions.join("、"))
        .with("other_rights", &listing.other_rights)
        .with("contact_name", &listing.contact_name)
        .with("contact", &listing.contact)
        .with("county", &listing.county)
        .with(
            "year",
            listing
                .year
                .map_or_else(String::new, |year| year.to_string()),
        )
        .with(
            "maturity",
            listing
                .maturity
                .as_ref()
                .map_or_else(String::new, |maturity| maturity.level.to_string()),
        )
        .with("external_number", external_number);
    for (name, set) in [
        ("co_owners_agreed", listing.co_owners_agreed),
        ("trial_offered", listing.trial_offered),
        ("service_achievement", listing.service_achievement),
    ] {
        form = form.with(name, if set { "true" } else { "" });
    }
    for (at, symbol) in listing.ipc.iter().enumerate() {
        form = form.with(&format!("ipc.{at}"), symbol);
    }
    for mode in &listing.modes {
        form = form.with("modes", mode.as_str());
    }
    form = match listing.price {
        Price::Negotiable => form.with("price.kind", "negotiable"),
        Price::Fixed { amount_fen } => form
            .with("price.kind", "fixed")
            .with("price.amount_yuan", amount_fen.in_yuan()),
        Price::Range { min_fen, max_fen } => form
            .with("price.kind", "range")
            .with("price.min_yuan", min_fen.in_yuan())
            .with("price.max_yuan", max_fen.in_yuan()),
    };
    for (at, row) in listing.improvements.iter().enumerate() {
        for (name, text) in [
            ("indicator", &row.indicator),
            ("ours", &row.ours),
            ("incumbent", &row.incumbent),
            ("unit", &row.unit),
        ] {
            form = form.with(&format!("improvements.{at}.{name}"), text);
        }
    }
    for (at, patent) in listing.patents.iter().enumerate() {
        let filed_on = patent
            .filed_on
            .map_or_else(String::new, |day| day.to_string());
        let status = crate::ui::choices::patent_status_word(patent.status);
        for (name, text) in [
            ("number", patent.number.to_string()),
            ("status", status.to_owned()),
            ("filed_on", filed_on),
        ] {
            form = form.with(&format!("patents.{at}.{name}"), text);
        }
    }
    for (at, (name, value)) in listing.notes.iter().enumerate() {
        form = form
            .with(&format!("notes.{at}.name"), name)
            .with(&format!("notes.{at}.value"), value);
    }
    form.values
}

/// One of an organisation's own achievements.
#[derive(Clone, Debug)]
pub struct OwnAchievement {
    /// Its title, with its page.
    pub title: Link,
    /// The organisation's own number, or empty.
    pub external_number: String,
    /// Where it stands.
    pub state: State,
    /// Where the edit of a published listing stands.
    pub revision: Option<RevisionState>,
    /// Why it was returned or withdrawn, or empty.
    pub reason: String,
    /// How complete it is, in percent.
    pub completeness: u8,
    /// Last confirmed at.
    pub confirmed_at: Option<Timestamp>,
    /// Whether it should be confirmed again.
    pub stale: bool,
    /// Address of the edit form, or empty.
    pub edit_href: String,
    /// The verbs that fit its state.
    pub verbs: Vec<PostButton>,
}

impl OwnAchievement {
    /// Where it stands, as a tag.
    pub fn tag(&self) -> Tag {
        Tag::from(self.state)
    }

    /// Where its edit stands, as a tag.
    pub fn revision_tag(&self) -> Option<Tag> {
        self.revision.map(Tag::from)
    }
}

/// A tab above a list.
#[derive(Clone, Debug)]
pub struct Tab {
    /// What it shows.
    pub label: String,
    /// How many there are.
    pub count: u64,
    /// Its address.
    pub href: String,
    /// Whether it is shown now.
    pub here: bool,
}

/// `GET /my/achievements`.
#[derive(Clone, Debug, Template)]
#[template(path = "catalogue/achievement/own_list.html")]
pub struct MyAchievementsPage {
    /// Around the page.
    pub layout: Layout,
    /// All, and one for each state that occurs.
    pub tabs: Vec<Tab>,
    /// Of the tab shown, the last changed first.
    pub rows: Vec<OwnAchievement>,
    /// The way on.
    pub pagination: Pagination,
}
