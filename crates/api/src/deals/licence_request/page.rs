//! Licence requests 许可意向: the form, and the page where it is answered.

use askama::Template;
use domain::Timestamp;

use crate::catalogue::achievement::form_page::Tab;
use crate::ui::parts::{Chain, Choice, Due, Facts, Link, Pagination, PostButton, Tag};
use crate::ui::{Form, Layout};

/// `GET /achievements/{id}/licence-requests`, and the answer to a try that failed. Read as `LicenceRequestInput`.
#[derive(Clone, Debug, Template)]
#[template(path = "deals/licence_request/form.html")]
pub struct RequestFormPage {
    /// Around the page.
    pub layout: Layout,
    /// Where it is sent.
    pub action: String,
    /// The modes that the listing offers.
    pub modes: Vec<Choice>,
    /// The achievement.
    pub achievement: Link,
    /// What is known of it that matters here: modes, price, who answers within how many days.
    pub facts: Facts,
    /// Controls `mode`, `licence_kind`, `purpose`, `proposed_price_yuan`, `proposed_terms`, `county`, `contact_name`, `contact`.
    pub form: Form,
}

/// One request in a list.
#[derive(Clone, Debug)]
pub struct RequestRow {
    /// The achievement, with the page of the request.
    pub subject: Link,
    /// The other side.
    pub counterpart: String,
    /// How it stands.
    pub tag: Tag,
    /// Why it was declined, or empty.
    pub reason: String,
    /// What can be done next.
    pub way_on: &'static str,
    /// Asked at.
    pub asked_at: Timestamp,
    /// Answered or withdrawn at.
    pub answered_at: Option<Timestamp>,
}

/// `GET /my/licence-requests`: those of the reader's organisation and those to it, whatever became of them.
#[derive(Clone, Debug, Template)]
#[template(path = "deals/licence_request/list.html")]
pub struct RequestsPage {
    /// Around the page.
    pub layout: Layout,
    /// Received and sent, each in every state.
    pub tabs: Vec<Tab>,
    /// What waits for an answer first, the longest waiting first.
    pub rows: Vec<RequestRow>,
    /// The way on.
    pub pagination: Pagination,
}

/// `GET /licence-requests/{id}`.
#[derive(Clone, Debug, Template)]
#[template(path = "deals/licence_request/request.html")]
pub struct RequestPage {
    /// Around the page.
    pub layout: Layout,
    /// Identifier, as it is quoted.
    pub id: String,
    /// The whole chain.
    pub chain: Chain,
    /// How it stands.
    pub tag: Tag,
    /// The achievement.
    pub achievement: Link,
    /// What was asked, by whom.
    pub asked: Facts,
    /// What the buyer wants it for.
    pub purpose: String,
    /// Terms that the buyer proposes, or empty.
    pub proposed_terms: String,
    /// Asked at.
    pub asked_at: Timestamp,
    /// Until when an answer is due; nothing once answered.
    pub due: Option<Due>,
    /// The answer: why it was declined, or that it was accepted and when.
    pub answer: Facts,
    /// What the reader's side can do next, or empty.
    pub way_on: String,
    /// 重新提出, for a buyer whose request came to nothing while the achievement is on offer.
    pub ask_again: Option<Link>,
    /// The deal that it opened.
    pub deal: Option<Link>,
    /// 接受, when the reader may.
    pub accept: Option<PostButton>,
    /// Controls `reason`, `text` of a refusal, when the reader may.
    pub decline_form: Option<Form>,
    /// Where the refusal is sent.
    pub decline_action: String,
    /// 撤回, when the reader may.
    pub withdraw: Option<PostButton>,
}
