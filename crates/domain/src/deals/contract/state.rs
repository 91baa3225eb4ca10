//! The states of a contract: what each side and the agency can do, and where it leads.

use serde::{Deserialize, Serialize};

use crate::deals::party::Side;

/// Where a contract stands.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = ContractState))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// 草案.
    Draft,
    /// 卖方已确认.
    SignedBySeller,
    /// 买方已确认.
    SignedByBuyer,
    /// 已签订: both confirmed the same text.
    Signed,
    /// 已申请认定登记.
    Applied,
    /// 已认定登记.
    Registered,
    /// 未予登记.
    RegistrationRefused,
    /// 退回补正: the agency needs more before it decides.
    Returned,
    /// 已履行完毕.
    Completed,
    /// 已解除.
    Cancelled,
}

impl State {
    /// Every state.
    pub const ALL: [Self; 10] = [
        Self::Draft,
        Self::SignedBySeller,
        Self::SignedByBuyer,
        Self::Signed,
        Self::Applied,
        Self::Registered,
        Self::RegistrationRefused,
        Self::Returned,
        Self::Completed,
        Self::Cancelled,
    ];

    /// As stored and as in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::SignedBySeller => "signed_by_seller",
            Self::SignedByBuyer => "signed_by_buyer",
            Self::Signed => "signed",
            Self::Applied => "applied",
            Self::Registered => "registered",
            Self::RegistrationRefused => "registration_refused",
            Self::Returned => "returned",
            Self::Completed => "completed",
            Self::Cancelled => "cancelled",
        }
    }

    /// The Chinese words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Draft => "草案",
            Self::SignedBySeller => "卖方已确认，待买方确认",
            Self::SignedByBuyer => "买方已确认，待卖方确认",
            Self::Signed => "已签订",
            Self::Applied => "已申请认定登记",
            Self::Registered => "已认定登记",
            Self::RegistrationRefused => "未予登记",
            Self::Returned => "退回补正",
            Self::Completed => "已履行完毕",
            Self::Cancelled => "已解除",
        }
    }

    /// The status as the subsidy ledger writes it; nothing for what never became a contract.
    pub fn ledger_status(self) -> Option<&'static str> {
        match self {
            Self::Draft | Self::SignedBySeller | Self::SignedByBuyer => None,
            Self::Signed
            | Self::Applied
            | Self::Registered
            | Self::RegistrationRefused
            | Self::Returned => Some("in_force"),
            Self::Completed => Some("completed"),
            Self::Cancelled => Some("cancelled"),
        }
    }

    /// Whether the buyer may record payments: both sides are bound.
    pub fn takes_payments(self) -> bool {
        match self {
            // After a cancellation what is paid back is still to be recorded, as a refund.
            Self::Signed
            | Self::Applied
            | Self::Registered
            | Self::RegistrationRefused
            | Self::Returned
            | Self::Completed
            | Self::Cancelled => true,
            Self::Draft | Self::SignedBySeller | Self::SignedByBuyer => false,
        }
    }
}

impl TryFrom<String> for State {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|state| state.as_str() == text)
            .ok_or_else(|| format!("没有“{text}”这种合同状态"))
    }
}

/// Who acts on a contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum By {
    /// One of the two sides.
    Side(Side),
    /// 技术合同登记机构.
    Agency,
}

impl By {
    /// Everyone.
    pub const ALL: [Self; 3] = [
        Self::Side(Side::Seller),
        Self::Side(Side::Buyer),
        Self::Agency,
    ];

    /// The Chinese word.
    pub fn label(self) -> &'static str {
        match self {
            Self::Side(side) => side.label(),
            Self::Agency => "登记机构",
        }
    }
}

/// What can be done with a contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// 修改正文: clears what was confirmed.
    Edit,
    /// 确认.
    Confirm,
    /// 申请认定登记, by the seller.
    Apply,
    /// 予以登记, by the agency.
    Register,
    /// 不予登记, by the agency.
    Refuse,
    /// 退回补正, by the agency.
    Return,
    /// 确认履行完毕, by the buyer.
    Complete,
    /// 放弃: a side gives up what was never signed.
    Cancel,
    /// 协议解除: both sides agreed to end it before it was registered.
    End,
    /// 登记解除: the agency records the end of what it registered, because subsidies rest on it.
    RecordEnding,
}

impl Action {
    /// Every action.
    pub const ALL: [Self; 10] = [
        Self::Edit,
        Self::Confirm,
        Self::Apply,
        Self::Register,
        Self::Refuse,
        Self::Return,
        Self::Complete,
        Self::Cancel,
        Self::End,
        Self::RecordEnding,
    ];

    /// The verb on the button.
    pub fn label(self) -> &'static str {
        match self {
            Self::Edit => "修改正文",
            Self::Confirm => "确认合同",
            Self::Apply => "申请认定登记",
            Self::Register => "予以登记",
            Self::Refuse => "不予登记",
            Self::Return => "退回补正",
            Self::Complete => "确认履行完毕",
            Self::Cancel => "单方放弃",
            Self::End => "协议解除",
            Self::RecordEnding => "登记解除",
        }
    }
}

/// The action does not fit the state or the one who acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("这份合同现在是“{}”，{}不能{}", state.label(), by.label(), action.label())]
pub struct Refused {
    /// Where the contract stands.
    pub state: State,
    /// What was wanted.
    pub action: Action,
    /// Who wanted it.
    pub by: By,
}

/// The state after an action.
///
/// # Errors
/// When the action does not fit the state or is not theirs.
pub fn next(state: State, action: Action, by: By) -> Result<State, Refused> {
    use State::{
        Applied, Cancelled, Completed, Draft, Registered, RegistrationRefused, Returned, Signed,
        SignedByBuyer, SignedBySeller,
    };
    const SELLER: By = By::Side(Side::Seller);
    const BUYER: By = By::Side(Side::Buyer);
    let refused = Err(Refused { state, action, by });
    match (action, by) {
        (Action::Edit, By::Side(_)) => match state {
            Draft | SignedBySeller | SignedByBuyer | RegistrationRefused | Returned => Ok(Draft),
            Signed | Applied | Registered | Completed | Cancelled => refused,
        },
        (Action::Confirm, SELLER) => match state {
            Draft => Ok(SignedBySeller),
            SignedByBuyer => Ok(Signed),
            SignedBySeller | Signed | Applied | Registered | RegistrationRefused | Returned
            | Completed | Cancelled => refused,
        },
        (Action::Confirm, BUYER) => match state {
            Draft => Ok(SignedByBuyer),
            SignedBySeller => Ok(Signed),
            SignedByBuyer | Signed | Applied | Registered | RegistrationRefused | Returned
            | Completed | Cancelled => refused,
        },
        (Action::Apply, SELLER) => match state {
            Signed | RegistrationRefused | Returned => Ok(Applied),
            Draft | SignedBySeller | SignedByBuyer | Applied | Registered | Completed
            | Cancelled => refused,
        },
        (Action::Register | Action::Refuse | Action::Return, By::Agency) => match state {
            Applied if action == Action::Register => Ok(Registered),
            Applied if action == Action::Return => Ok(Returned),
            Applied => Ok(RegistrationRefused),
            Draft | SignedBySeller | SignedByBuyer | Signed | Registered | RegistrationRefused
            | Returned | Completed | Cancelled => refused,
        },
        (Action::Complete, BUYER) => match state {
            Registered => Ok(Completed),
            Draft | SignedBySeller | SignedByBuyer | Signed | Applied | RegistrationRefused
            | Returned | Completed | Cancelled => refused,
        },
        (Action::Cancel, By::Side(_)) => match state {
            Draft | SignedBySeller | SignedByBuyer => Ok(Cancelled),
            Signed | Applied | RegistrationRefused | Returned | Registered | Completed
            | Cancelled => refused,
        },
        (Action::End, By::Side(_)) => match state {
            Draft | SignedBySeller | SignedByBuyer | Signed | Applied | RegistrationRefused
            | Returned => Ok(Cancelled),
            Registered | Completed | Cancelled => refused,
        },
        (Action::RecordEnding, By::Agency) => match state {
            Registered | Completed => Ok(Cancelled),
            Draft | SignedBySeller | SignedByBuyer | Signed | Applied | RegistrationRefused
            | Returned | Cancelled => refused,
        },
        (
            Action::Edit
            | Action::Confirm
            | Action::Apply
            | Action::Complete
            | Action::Cancel
            | Action::End,
            By::Agency,
        )
        | (Action::Apply, BUYER)
        | (Action::Complete, SELLER)
        | (
            Action::Register | Action::Refuse | Action::Return | Action::RecordEnding,
            By::Side(_),
        ) => refused,
    }
}
