//! What the subsidy ledger 台账 is made of: the few columns of every contract and payment that money depends on.
//!
//! What it is not: the ledger itself, that is `policy::ledger`; it is read here without the texts and the people.

use domain::Fen;
use domain::deals::contract::State;
use domain::deals::contract::kind::ContractKind;
use domain::deals::registration::{Application, Registration};
use domain::deals::terms::Terms;
use domain::id::{AchievementId, ContractId, OrganisationId, PaymentId};
use domain::money::payment::PaymentKind;
use domain::people::organisation::OrganisationKind;
use jiff::civil::Date;

use crate::deals::contract::registration;
use crate::kernel::connection::Tx;
use crate::kernel::error::Result;
use crate::kernel::row::{Count, Record, Row};

/// A signed contract.
pub struct LedgerContract {
    /// Identifier.
    pub id: ContractId,
    /// What it is about.
    pub achievement: AchievementId,
    /// Title of that.
    pub achievement_title: String,
    /// 卖方.
    pub seller: OrganisationId,
    /// 买方.
    pub buyer: OrganisationId,
    /// 技术经纪机构.
    pub broker: Option<OrganisationId>,
    /// Kind by the agreed terms.
    pub kind: ContractKind,
    /// Where it stands.
    pub state: State,
    /// Day of signing.
    pub signed_on: Date,
    /// What the agency decided.
    pub registration: Option<Registration>,
    /// What the seller applied for.
    pub application: Option<Application>,
    /// What was agreed.
    pub terms: Terms,
    /// What the seller was when it signed.
    pub seller_as_signed: PartyAsSigned,
    /// What the buyer was when it signed.
    pub buyer_as_signed: PartyAsSigned,
}

/// What subsidies ask of a party: as it was on the day of signing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartyAsSigned {
    /// What it was.
    pub kind: OrganisationKind,
    /// Where it was registered.
    pub division_code: String,
}

impl Record for LedgerContract {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.parse("id")?,
            achievement: row.parse("achievement_id")?,
            achievement_title: row.text("achievement_title")?,
            seller: row.parse("seller_id")?,
            buyer: row.parse("buyer_id")?,
            broker: row.parse_or_null("broker_id")?,
            kind: row.parse("kind")?,
            state: row.parse("state")?,
            signed_on: row.day("signed_on")?,
            registration: registration(row)?,
            application: row.json_or_null("application")?,
            terms: row.json("terms")?,
            seller_as_signed: PartyAsSigned {
                kind: row.parse("seller_kind")?,
                division_code: row.text("seller_division_code")?,
            },
            buyer_as_signed: PartyAsSigned {
                kind: row.parse("buyer_kind")?,
                division_code: row.text("buyer_division_code")?,
            },
        })
    }
}

const CONTRACTS: &str =
    "select c.id, c.achievement_id, a.title as achievement_title, c.seller_id, c.buyer_id, c.broker_id, c.kind, c.state,
        c.signed_on, c.registered_kind, c.contract_value_fen, c.technology_amount_fen, c.registration_number, c.certified_on,
        c.application, c.terms, s.kind as seller_kind, s.division_code as seller_division_code,
        b.kind as buyer_kind, b.division_code as buyer_division_code
    from contract c join achievement a on a.id = c.achievement_id
        -- Written with the signature: a contract without them is damage, and told as such.
        left join signed_party s on s.contract_id = c.id and s.side = 'seller'
        left join signed_party b on b.contract_id = c.id and b.side = 'buyer'
    where c.signed_on is not null";

/// Every contract that both sides signed.
///
/// # Errors
/// When the database refuses.
pub async fn contracts(tx: &mut Tx) -> Result<Vec<LedgerContract>> {
    tx.q(CONTRACTS).all().await
}

/// A payment or refund.
pub struct LedgerPayment {
    /// Identifier.
    pub id: PaymentId,
    /// For which contract.
    pub contract: ContractId,
    /// Payment or refund.
    pub kind: PaymentKind,
    /// When.
    pub paid_on: Date,
    /// How much.
    pub amount_fen: Fen,
    /// Whether the bureau verified it.
    pub verified: bool,
}

impl Record for LedgerPayment {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.parse("id")?,
            contract: row.parse("contract_id")?,
            kind: row.parse("kind")?,
            paid_on: row.day("paid_on")?,
            amount_fen: row.fen("amount_fen")?,
            verified: row.flag("verified")?,
        })
    }
}

const PAYMENTS: &str = "select p.id, p.contract_id, p.kind, p.paid_on, p.amount_fen, 
        cast(case when p.state = 'verified' then 1 else 0 end as bigint) as verified
    from payment p join contract c on c.id = p.contract_id
    where p.state in ('recorded', 'verified') and c.signed_on is not null";

/// Every payment of a signed contract that waits or was verified.
///
/// # Errors
/// When the database refuses.
pub async fn payments(tx: &mut Tx) -> Result<Vec<LedgerPayment>> {
    tx.q(PAYMENTS).all().await
}

/// Who buys or sells.
pub struct LedgerOrganisation {
    /// Identifier.
    pub id: OrganisationId,
    /// Registered name.
    pub name: String,
}

impl Record for LedgerOrganisation {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.parse("id")?,
            name: row.text("name")?,
        })
    }
}

const ORGANISATIONS: &str = "select id, name from organisation
    where id in (select seller_id from contract where signed_on is not null)
        or id in (select buyer_id from contract where signed_on is not null)";

/// Everyone who buys or sells under a signed contract.
///
/// # Errors
/// When the database refuses.
pub async fn organisations(tx: &mut Tx) -> Result<Vec<LedgerOrganisation>> {
    tx.q(ORGANISATIONS).all().await
}

const CHANGES: &str = "select count(*) as n from event
    where seq > $1 and noun in ('contract', 'payment', 'organisation', 'achievement') and kind not in ('file_seen', 'file_added')";

/// How many events after a place can have changed the ledger.
///
/// # Errors
/// When the database refuses.
pub async fn changes_after(tx: &mut Tx, seq: i64) -> Result<i64> {
    Ok(tx.q(CHANGES).bind(seq).one::<Count>().await?.0)
}
