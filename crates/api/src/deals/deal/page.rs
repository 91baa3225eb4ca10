//! The page of a deal 交易: the chain, whose turn it is, terms with the difference to the last offer, messages, files.

use askama::Template;
use domain::Timestamp;
use domain::deals::party::Party;

use crate::ui::parts::{Chain, Due, Explanation, FileList, Finding, Link, PostButton, Tag};
use crate::ui::{Form, Layout};

/// One who takes part.
#[derive(Clone, Debug)]
pub struct PartyView {
    /// As what.
    pub party: Party,
    /// The organisation.
    pub organisation: Link,
    /// Who acts for it, and how to reach them.
    pub people: Vec<String>,
}

/// One term of the offer, beside the same term of the offer before it.
#[derive(Clone, Debug)]
pub struct TermRow {
    /// What is agreed on: `价款`.
    pub label: String,
    /// What this offer says.
    pub value: String,
    /// What the offer before said, when it is another.
    pub before: Option<String>,
}

/// An offer.
#[derive(Clone, Debug)]
pub struct OfferView {
    /// `第 3 次报价`.
    pub title: String,
    /// Who made it.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// How it stands.
    pub tag: Tag,
    /// Its terms.
    pub terms: Vec<TermRow>,
    /// Whether there was an offer before it, to which it is compared.
    pub has_earlier: bool,
    /// 接受报价, 撤回报价: what the reader may.
    pub verbs: Vec<PostButton>,
    /// Of the other side, and new to the reader's organisation.
    pub unread: bool,
}

/// A message.
#[derive(Clone, Debug)]
pub struct MessageView {
    /// As what its author takes part.
    pub party: Party,
    /// Who wrote it.
    pub author: String,
    /// When.
    pub at: Timestamp,
    /// What it says.
    pub text: String,
    /// Whether the reader's own side wrote it.
    pub own: bool,
    /// Of another party, and new to the reader's organisation.
    pub unread: bool,
}

impl MessageView {
    /// The text, one string a paragraph.
    pub fn paragraphs(&self) -> Vec<&str> {
        crate::catalogue::achievement::page::paragraphs(&self.text)
    }
}

/// `GET /deals/{id}`. Forms are there when the reader may use them.
#[derive(Clone, Debug, Template)]
#[template(path = "deals/deal/deal.html")]
pub struct DealPage {
    /// Around the page.
    pub layout: Layout,
    /// Identifier, as it is quoted.
    pub id: String,
    /// Path of this deal: verbs are sent below it.
    pub path: String,
    /// The whole chain.
    pub chain: Chain,
    /// How it stands.
    pub tag: Tag,
    /// What should be done next, and by whom; empty when nothing waits.
    pub turn: String,
    /// Whether it is the reader's turn.
    pub my_turn: bool,
    /// Until when.
    pub due: Option<Due>,
    /// Why it came to nothing, or empty.
    pub closing: String,
    /// The achievement.
    pub achievement: Link,
    /// Who takes part.
    pub parties: Vec<PartyView>,
    /// The offer on the table or the one that was accepted.
    pub offer: Option<OfferView>,
    /// Offers before it, the latest first.
    pub earlier: Vec<OfferView>,
    /// What the law will say to a contract of the offer on the table.
    pub findings: Vec<Finding>,
    /// The contract that came of it.
    pub contract: Option<Link>,
    /// 起草合同.
    pub draft: Option<PostButton>,
    /// Messages, the oldest first.
    pub messages: Vec<MessageView>,
    /// Control `text`; scope `message`.
    pub message_form: Option<Form>,
    /// Controls of `TermsInput`; scope `offer`. Filled with the last offer.
    pub offer_form: Option<Form>,
    /// Controls `reason`, `text`; scope `close`.
    pub close_form: Option<Form>,
    /// Files.
    pub files: FileList,
    /// Control `file`; scope `file`.
    pub file_form: Option<Form>,
    /// What the buyer would get, if the offer were paid.
    pub forecast: Option<Explanation>,
}
