//! The ledger as it is written: organisations, achievements, contracts, payments, disbursements.

use domain::Fen;
use domain::money::payment::PaymentKind;
use domain::people::organisation::OrganisationKind;
use jiff::civil::Date;
use serde::Serialize;

/// What the shares of a contract's achievements add up to.
pub const WHOLE_PPM: i64 = 1_000_000;

/// A ledger as it is written. Amounts in fen, days in Asia/Shanghai.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = Ledger))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Document {
    /// The day for which it is computed; later payments do not count.
    pub as_of: Date,
    /// Everyone who buys or sells.
    pub organisations: Vec<Organisation>,
    /// Everything that is bought.
    pub achievements: Vec<Achievement>,
    /// Contracts 技术合同.
    pub contracts: Vec<Contract>,
    /// Payments and refunds 支付与退款.
    pub payments: Vec<Payment>,
    /// Subsidies paid out 拨付 and taken back 追回 (negative).
    pub disbursements: Vec<Disbursement>,
    /// All the money there is for this computation 资金总额; nothing when there is no limit.
    pub pool_fen: Option<Fen>,
}

/// An organisation 单位.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = LedgerOrganisation))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Organisation {
    /// Identifier.
    pub id: String,
    /// Registered name.
    pub name: String,
    /// What it is.
    pub kind: OrganisationKind,
    /// Where it is registered: six digits (GB/T 2260).
    pub division_code: String,
}

/// An achievement 科技成果.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = LedgerAchievement))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Achievement {
    /// Identifier.
    pub id: String,
    /// Title.
    pub title: String,
}

/// A contract 技术合同.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = LedgerContract))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Contract {
    /// Identifier.
    pub id: String,
    /// Its kind by the Civil Code.
    pub kind: ContractKind,
    /// Identifier of the buyer 受让方.
    pub buyer: String,
    /// Identifier of the seller 出让方.
    pub seller: String,
    /// Day of signing.
    pub signed_on: Date,
    /// Day of registration 认定登记; nothing when it is not registered.
    pub registered_on: Option<Date>,
    /// How it stands.
    pub status: ContractStatus,
    /// 合同成交额.
    pub contract_value_fen: Fen,
    /// 技术交易额.
    pub technology_amount_fen: Fen,
    /// Its achievements and what part of the price each carries.
    pub achievements: Vec<Share>,
    /// What the buyer was when the contract was signed; only where the entry of the organisation says something else.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub buyer_as_signed: Option<AsSigned>,
    /// The same of the seller.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seller_as_signed: Option<AsSigned>,
}

/// What a party was on the day a contract was signed: whoever moves to another place afterwards earns neither more nor
/// less by the contracts signed before.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AsSigned {
    /// What it was.
    pub kind: OrganisationKind,
    /// Where it was registered.
    pub division_code: String,
}

/// What part of a contract's price an achievement carries.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = LedgerShare))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Share {
    /// Identifier of the achievement.
    pub id: String,
    /// Parts of a million; the shares of a contract add up to [`WHOLE_PPM`].
    pub share_ppm: i64,
}

/// A payment or a refund.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = LedgerPayment))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Payment {
    /// Identifier.
    pub id: String,
    /// Identifier of the contract.
    pub contract: String,
    /// Which way the money went.
    pub kind: PaymentKind,
    /// The day on which it went.
    pub paid_on: Date,
    /// How much, above 0 in both directions.
    pub amount_fen: Fen,
    /// Whether the bureau verified it against its vouchers.
    pub verified: bool,
}

/// A subsidy paid out or taken back.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = LedgerDisbursement))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Disbursement {
    /// Identifier.
    pub id: String,
    /// Identifier of the contract.
    pub contract: String,
    /// Identifier of one of the contract's achievements.
    pub achievement: String,
    /// The day on which it was paid.
    pub paid_on: Date,
    /// How much; negative when it was taken back.
    pub amount_fen: Fen,
}

/// Kinds of technology contract since the Civil Code.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = LedgerContractKind))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ContractKind {
    /// 技术开发.
    Development,
    /// 技术转让.
    Assignment,
    /// 技术许可.
    Licence,
    /// 技术咨询.
    Consulting,
    /// 技术服务.
    Service,
}

impl ContractKind {
    /// Every kind.
    pub const ALL: [Self; 5] = [
        Self::Development,
        Self::Assignment,
        Self::Licence,
        Self::Consulting,
        Self::Service,
    ];

    /// The Chinese word.
    pub fn label(self) -> &'static str {
        match self {
            Self::Development => "技术开发",
            Self::Assignment => "技术转让",
            Self::Licence => "技术许可",
            Self::Consulting => "技术咨询",
            Self::Service => "技术服务",
        }
    }
}

impl From<domain::deals::contract::kind::ContractKind> for ContractKind {
    /// Both kinds of development are one here.
    fn from(kind: domain::deals::contract::kind::ContractKind) -> Self {
        use domain::deals::contract::kind::ContractKind as Kind;
        match kind {
            Kind::CommissionedDevelopment | Kind::CooperativeDevelopment => Self::Development,
            Kind::Assignment => Self::Assignment,
            Kind::Licence => Self::Licence,
            Kind::Consulting => Self::Consulting,
            Kind::Service => Self::Service,
        }
    }
}

/// How a contract stands.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = LedgerContractStatus))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ContractStatus {
    /// 履行中.
    InForce,
    /// 已履行完毕.
    Completed,
    /// 已撤销.
    Cancelled,
}
