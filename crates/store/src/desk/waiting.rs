//! What waits, for one organisation or for one office: everything in one statement, because every page tells it.
//!
//! Each noun keeps its own part of the statement beside its other SQL (`WAITS`). Its columns are those of [`Waits`], in
//! their order; `$1` is the organisation, `$2` the person, `$3` the moment since which a listing should have been
//! confirmed, `$4` how many of a kind are named one by one.

use std::sync::LazyLock;

use domain::Timestamp;
use domain::deals::registration::Application;
use domain::people::organisation::OrganisationKind;
use domain::people::user::Actor;

use crate::kernel::connection::Tx;
use crate::kernel::error::Result;
use crate::kernel::row::{Record, Row};
use crate::{catalogue, deals, money, people};

/// In which list a thing waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Queue {
    /// Licence requests to the organisation.
    RequestReceived,
    /// Licence requests of the organisation.
    RequestSent,
    /// Introductions.
    Introduction,
    /// Deals.
    Deal,
    /// What is unread in deals.
    Unread,
    /// New listings that answer what somebody looks for: one row for all.
    Match,
    /// Listings in review or returned.
    Listing,
    /// Listings that were not confirmed for long.
    Unconfirmed,
    /// All listings in review: one row for all.
    Review,
    /// The change that the organisation asked for.
    OwnChange,
    /// All changes of organisations: one row for all.
    Change,
    /// Contracts of the organisation.
    Contract,
    /// Registered contracts without a payment.
    Unpaid,
    /// All contracts whose registration was applied for.
    Application,
    /// Proposals to end a contract of the organisation.
    Proposal,
    /// All contracts whose sides agreed to end them.
    Ending,
    /// Payments of the organisation.
    Payment,
    /// All payments to be verified: one row for all.
    Verification,
}

impl Queue {
    const ALL: [Self; 18] = [
        Self::RequestReceived,
        Self::RequestSent,
        Self::Introduction,
        Self::Deal,
        Self::Unread,
        Self::Match,
        Self::Listing,
        Self::Unconfirmed,
        Self::Review,
        Self::OwnChange,
        Self::Change,
        Self::Contract,
        Self::Unpaid,
        Self::Application,
        Self::Proposal,
        Self::Ending,
        Self::Payment,
        Self::Verification,
    ];

    /// As the statements call it.
    fn as_str(self) -> &'static str {
        match self {
            Self::RequestReceived => "request_received",
            Self::RequestSent => "request_sent",
            Self::Introduction => "introduction",
            Self::Deal => "deal",
            Self::Unread => "unread",
            Self::Match => "match",
            Self::Listing => "listing",
            Self::Unconfirmed => "unconfirmed",
            Self::Review => "review",
            Self::OwnChange => "own_change",
            Self::Change => "change",
            Self::Contract => "contract",
            Self::Unpaid => "unpaid",
            Self::Application => "application",
            Self::Proposal => "proposal",
            Self::Ending => "ending",
            Self::Payment => "payment",
            Self::Verification => "verification",
        }
    }
}

impl TryFrom<String> for Queue {
    type Error = String;

    fn try_from(text: String) -> std::result::Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|queue| queue.as_str() == text)
            .ok_or_else(|| format!("{text} is no queue"))
    }
}

/// One thing that waits. Texts that a queue does not have are empty, numbers are 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waits {
    /// In which list.
    pub queue: Queue,
    /// Identifier.
    pub id: String,
    /// What it is about.
    pub title: String,
    /// Its state.
    pub state: String,
    /// `seller`, `buyer` or `broker`: what the organisation is in it.
    pub party: String,
    /// Name of the seller.
    pub seller: String,
    /// Name of the buyer.
    pub buyer: String,
    /// Name of the broker.
    pub broker: String,
    /// Identifier of its deal.
    pub deal: String,
    /// The side that made the open offer or the proposal.
    pub side: String,
    /// What kind of payment it is; of a proposal, why its contract is in its state.
    pub detail: String,
    /// Why it is in its state, or why it is proposed.
    pub reason: String,
    /// The application for registration, where one was made.
    pub application: Option<Application>,
    /// Since when it waits.
    pub since: Timestamp,
    /// A payment's amount in fen; unread messages of a deal.
    pub amount: i64,
    /// Unread offers of a deal.
    pub offers: i64,
    /// How many there are of the queue in this state, those that are not named included.
    pub total: i64,
}

impl Record for Waits {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            queue: row.parse("queue")?,
            id: row.text("id")?,
            title: row.text("title")?,
            state: row.text("state")?,
            party: row.text("party")?,
            seller: row.text("seller")?,
            buyer: row.text("buyer")?,
            broker: row.text("broker")?,
            deal: row.text("deal")?,
            side: row.text("side")?,
            detail: row.text("detail")?,
            reason: row.text("reason")?,
            application: row.json_or_null("application")?,
            since: row.moment("since")?,
            amount: row.int("amount")?,
            offers: row.int("offers")?,
            total: row.int("total")?,
        })
    }
}

/// Everything that waits, a queue and a state after the other, the longest waiting first.
#[derive(Clone, Debug, Default)]
pub struct AllWaiting(Vec<Waits>);

impl AllWaiting {
    /// What waits in a queue, one slice a state.
    pub fn by_state(&self, queue: Queue) -> impl Iterator<Item = &[Waits]> {
        self.0
            .chunk_by(|one, next| one.queue == next.queue && one.state == next.state)
            .filter(move |group| group[0].queue == queue)
    }

    /// What waits in a queue.
    pub fn of(&self, queue: Queue) -> impl Iterator<Item = &Waits> {
        self.by_state(queue).flatten()
    }
}

/// What may wait for anybody.
const COMMON: [&str; 7] = [
    deals::licence_request::RECEIVED_WAITS,
    deals::licence_request::SENT_WAITS,
    deals::introduction::WAITS,
    deals::deal::WAITS,
    deals::unread::WAITS,
    catalogue::alert::WAITS,
    people::organisation_change::OWN_WAITS,
];

fn statement(own: &[&str]) -> String {
    let parts: Vec<&str> = COMMON.iter().chain(own).copied().collect();
    format!(
        "select * from ({}) w where total > 0 order by queue, state, place, id",
        parts.join(" union all ")
    )
}

static ANYONE: LazyLock<String> = LazyLock::new(|| statement(&[]));

static SIDE: LazyLock<String> = LazyLock::new(|| {
    statement(&[
        catalogue::achievement::WAITS,
        catalogue::achievement::UNCONFIRMED_WAITS,
        deals::contract::WAITS,
        deals::contract::UNPAID_WAITS,
        deals::ending::PROPOSAL_WAITS,
        money::payment::WAITS,
    ])
});

static BUREAU: LazyLock<String> = LazyLock::new(|| {
    statement(&[
        catalogue::achievement::REVIEW_WAITS,
        people::organisation_change::WAITS,
        money::payment::VERIFICATION_WAITS,
    ])
});

static AGENCY: LazyLock<String> = LazyLock::new(|| {
    statement(&[
        deals::contract::APPLICATION_WAITS,
        deals::ending::AGREED_WAITS,
    ])
});

/// What waits for an actor, and what the actor waits for.
///
/// # Errors
/// When the database refuses.
pub async fn all(
    tx: &mut Tx,
    actor: &Actor,
    confirmed_before: Timestamp,
    most: i64,
) -> Result<AllWaiting> {
    let sql = match actor.organisation_kind {
        OrganisationKind::University
        | OrganisationKind::ResearchInstitute
        | OrganisationKind::Enterprise => &SIDE,
        OrganisationKind::Bureau => &BUREAU,
        OrganisationKind::RegistrationAgency => &AGENCY,
        OrganisationKind::TransferInstitution | OrganisationKind::CountyGovernment => &ANYONE,
    };
    let rows = tx
        .q(sql)
        .bind(&actor.organisation)
        .bind(&actor.user)
        .bind(confirmed_before)
        .bind(most)
        .all()
        .await?;
    Ok(AllWaiting(rows))
}
