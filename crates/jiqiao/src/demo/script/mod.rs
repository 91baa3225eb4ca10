//! The chains of the fictional city, from request to subsidy: who asks whom for what, on which terms, and how far it goes.
//!
//! What it is not: the walk. This is plain data; whoever walks it does so through the market's own use cases.

use domain::catalogue::achievement::TransferMode;
use domain::deals::deal::CloseReason;
use domain::deals::licence::LicenceKind;
use domain::deals::licence_request::DeclineReason;
use domain::deals::party::{Party, Side};
use domain::money::fen::Fen;
use domain::money::payment::PaymentKind;
use domain::people::organisation::OrganisationKind;

use super::catalogue::{Listed, Standing};
use super::city::CityOrganisation;

mod agreed;
mod asked;
mod inputs;
mod paid;
mod signed;

pub(super) use inputs::days_before;

/// How far a chain goes. Each stage has all before it behind it, up to the parting of the ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    /// The buyer asked, the seller has not answered and need not yet.
    Requested,
    /// The buyer asked, and the seller should have answered by now.
    Overdue,
    /// The buyer took the request back.
    Retracted,
    /// The seller declined.
    Declined(DeclineReason, &'static str),
    /// A deal is open; offers may be on the table.
    Negotiating,
    /// The deal came to nothing.
    Lost(CloseReason, &'static str),
    /// The last offer was accepted.
    Agreed,
    /// There is a draft contract.
    Drafted,
    /// One side confirmed the contract.
    SignedByOne(Side),
    /// Both sides confirmed it.
    Signed,
    /// The seller applied for registration.
    Applied,
    /// The agency refused.
    RegistrationRefused(&'static str),
    /// The agency registered; payments follow as written.
    Registered,
    /// Registered, paid and completed.
    Completed,
}

impl Stage {
    /// The place in the order of the chain: what is greater has happened later.
    pub(super) fn rank(self) -> u8 {
        match self {
            Self::Requested | Self::Overdue | Self::Retracted | Self::Declined(..) => 0,
            Self::Negotiating | Self::Lost(..) => 1,
            Self::Agreed => 2,
            Self::Drafted => 3,
            Self::SignedByOne(_) => 4,
            Self::Signed => 5,
            Self::Applied => 6,
            Self::RegistrationRefused(_) | Self::Registered => 7,
            Self::Completed => 8,
        }
    }
}

/// What the bureau does with a payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Decision {
    /// Nothing yet.
    Waiting,
    /// Verified.
    Verified,
    /// Rejected, for this reason.
    Rejected(&'static str),
}

/// A payment or refund of a chain.
#[derive(Clone, Copy, Debug)]
pub(super) struct Paid {
    /// Which way the money goes.
    pub(super) kind: PaymentKind,
    /// On the bank receipt.
    pub(super) amount_fen: Fen,
    /// On the invoice; differs from the receipt only where the bureau is to notice it.
    pub(super) invoice_fen: Fen,
    /// How long ago.
    pub(super) days_ago: i64,
    /// What the bureau does.
    pub(super) decision: Decision,
}

/// How the price is paid.
#[derive(Clone, Copy, Debug)]
pub(super) enum Plan {
    /// At once, so many days after signing.
    LumpSum {
        /// Days after signing.
        due_after_days: i64,
    },
    /// In parts: percent of the price, and days after signing.
    Instalments(&'static [(i64, i64)]),
    /// The price is the initial fee, and a royalty follows.
    InitialFeeAndRoyalty {
        /// Parts per million.
        rate_ppm: i64,
        /// What it is a share of.
        base: &'static str,
    },
}

/// A broker who brings the two together before the request; both acknowledge.
#[derive(Clone, Copy, Debug)]
pub(super) struct Introduced {
    /// The broker, by key.
    pub(super) by: &'static str,
    /// Why the two fit.
    pub(super) note: &'static str,
}

/// One chain.
#[derive(Clone, Copy, Debug)]
pub(super) struct Chain {
    /// Names the chain.
    pub(super) key: &'static str,
    /// Who buys, by key.
    pub(super) buyer: &'static str,
    /// Who sells, by key: the one that lists the achievement.
    pub(super) seller: &'static str,
    /// The achievement, by its external number.
    pub(super) achievement: &'static str,
    /// Who introduced the two.
    pub(super) introduced: Option<Introduced>,
    /// 转化方式.
    pub(super) mode: TransferMode,
    /// 许可方式, exactly for a licence.
    pub(super) licence_kind: Option<LicenceKind>,
    /// What it is wanted for.
    pub(super) purpose: &'static str,
    /// Terms that the buyer proposes, or empty.
    pub(super) proposed_terms: &'static str,
    /// Where it may be used 使用领域.
    pub(super) field_of_use: &'static str,
    /// How it is accepted, or empty for the usual words.
    pub(super) acceptance: &'static str,
    /// Who offers which price, in 10,000 yuan, one after the other; the last one is accepted.
    pub(super) offers_wan: &'static [(Side, i64)],
    /// How it is paid.
    pub(super) plan: Plan,
    /// Parts of the price that are no technology, in 10,000 yuan.
    pub(super) non_technical_wan: &'static [(&'static str, i64)],
    /// Days of trial before anything is due 先使用后付费; 0 for none.
    pub(super) trial_days: i64,
    /// What is said in the deal.
    pub(super) messages: &'static [(Party, &'static str)],
    /// How long ago the buyer asked.
    pub(super) asked_days_ago: i64,
    /// How far it goes.
    pub(super) until: Stage,
    /// Payments, in order.
    pub(super) payments: &'static [Paid],
}

/// Ten thousand yuan 万元, in fen.
const WAN: i64 = 1_000_000;

impl Chain {
    /// What a chain has when nothing else is said: a non-exclusive licence paid at once.
    const USUAL: Self = Self {
        key: "",
        buyer: "",
        seller: "",
        achievement: "",
        introduced: None,
        mode: TransferMode::Licence,
        licence_kind: Some(LicenceKind::NonExclusive),
        purpose: "",
        proposed_terms: "",
        field_of_use: "",
        acceptance: "",
        offers_wan: &[],
        plan: Plan::LumpSum { due_after_days: 30 },
        non_technical_wan: &[],
        trial_days: 0,
        messages: &[],
        asked_days_ago: 0,
        until: Stage::Requested,
        payments: &[],
    };

    /// Whether a city has a part for it: its parties, and its achievement on offer in its mode. A city of other files
    /// than the program's need not.
    pub(super) fn fits(&self, city: &[CityOrganisation], listings: &[Listed]) -> bool {
        let is = |key: &str, kind: OrganisationKind| {
            city.iter()
                .any(|one| one.key == key && one.input.kind == kind)
        };
        let listing = listings
            .iter()
            .find(|one| one.input.external_number == self.achievement);
        let on_offer = listing.is_some_and(|one| {
            matches!(one.standing, Standing::Published { .. })
                && one.seller == self.seller
                && one.input.modes.contains(&self.mode)
                && (self.trial_days == 0 || one.input.trial_offered)
        });
        on_offer
            && is(self.buyer, OrganisationKind::Enterprise)
            && self
                .introduced
                .is_none_or(|one| is(one.by, OrganisationKind::TransferInstitution))
    }

    /// The price of the last offer; nothing when none was made.
    pub(super) fn price_fen(&self) -> Option<Fen> {
        self.offers_wan.last().map(|(_, wan)| Fen(wan * WAN))
    }

    /// How long ago the seller accepted the request.
    pub(super) fn accepted_days_ago(&self) -> i64 {
        self.asked_days_ago - 3
    }

    /// How long ago the last offer was accepted.
    pub(super) fn agreed_days_ago(&self) -> i64 {
        self.asked_days_ago - 12
    }

    /// How long ago both had confirmed the contract.
    pub(super) fn signed_days_ago(&self) -> i64 {
        self.asked_days_ago - 18
    }

    /// How long ago the seller applied for registration.
    pub(super) fn applied_days_ago(&self) -> i64 {
        self.asked_days_ago - 21
    }

    /// How long ago the agency decided.
    pub(super) fn decided_days_ago(&self) -> i64 {
        self.asked_days_ago - 32
    }
}

/// A payment whose invoice agrees with its receipt.
const fn payment(yuan: i64, days_ago: i64, decision: Decision) -> Paid {
    let amount_fen = Fen(yuan * 100);
    Paid {
        kind: PaymentKind::Payment,
        amount_fen,
        invoice_fen: amount_fen,
        days_ago,
        decision,
    }
}

/// Every chain.
pub(super) fn chains() -> impl Iterator<Item = &'static Chain> {
    asked::CHAINS
        .iter()
        .chain(&agreed::CHAINS)
        .chain(&signed::CHAINS)
        .chain(&paid::CHAINS)
}

#[cfg(test)]
mod tests;
