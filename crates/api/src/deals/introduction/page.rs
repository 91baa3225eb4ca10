//! Introductions 引荐: the broker's desk, and the page where the two sides acknowledge.

use askama::Template;
use domain::Timestamp;

use crate::ui::parts::{Due, Facts, Link, Pagination, PostButton, Tag};
use crate::ui::{Form, Layout};

/// One introduction in a list.
#[derive(Clone, Debug)]
pub struct IntroductionRow {
    /// The achievement, with the page of the introduction.
    pub subject: Link,
    /// 卖方.
    pub seller: String,
    /// 买方.
    pub buyer: String,
    /// How it stands.
    pub tag: Tag,
    /// Recorded at.
    pub at: Timestamp,
    /// Until when it is protected.
    pub protected_until: Option<Due>,
    /// The deal that came of it.
    pub deal: Option<Link>,
}

/// `GET /my/introductions`. `POST /my/introductions` records one; read as `IntroductionInput`.
#[derive(Clone, Debug, Template)]
#[template(path = "deals/introduction/list.html")]
pub struct IntroductionsPage {
    /// Around the page.
    pub layout: Layout,
    /// Controls `achievement`, `buyer` (identifiers or addresses of their pages), `note`; nothing for the two sides.
    pub form: Option<Form>,
    /// Introductions, the latest first.
    pub rows: Vec<IntroductionRow>,
    /// The way on.
    pub pagination: Pagination,
}

/// `GET /introductions/{id}`.
#[derive(Clone, Debug, Template)]
#[template(path = "deals/introduction/introduction.html")]
pub struct IntroductionPage {
    /// Around the page.
    pub layout: Layout,
    /// How it stands.
    pub tag: Tag,
    /// Who introduced whom to what, when, and who acknowledged.
    pub facts: Facts,
    /// Why the two fit.
    pub note: String,
    /// 确认引荐, when the reader may.
    pub acknowledge: Option<PostButton>,
    /// Control `reason` of a refusal, when the reader may.
    pub refuse_form: Option<Form>,
    /// Where the refusal is sent.
    pub refuse_action: String,
    /// 撤回引荐, when the reader may.
    pub withdraw: Option<PostButton>,
}
