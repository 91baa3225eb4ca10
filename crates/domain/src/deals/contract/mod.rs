//! Technology contracts 技术合同: who confirmed which text, and where the contract stands.
//!
//! What it is not: its kind (`contract_kind`), the text (`contract_text`), the checks against the law (`contract_check`) or what the agency
//! decides (`registration`).

pub mod basis;
pub mod check;
pub mod kind;
pub mod text;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::deals::contract::check::{Finding, Severity};
use crate::deals::contract::kind::ContractKind;
use crate::deals::contract::text::ContractText;
use crate::deals::party::Side;
use crate::deals::registration::{Application, Registration};
use crate::deals::terms::Terms;
use crate::id::{AchievementId, ContractId, DealId, OrganisationId, UserId};
use crate::time::Timestamp;

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

/// That a person confirmed a text for a side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confirmation {
    /// Who.
    pub user: UserId,
    /// SHA-256 of the text that was shown.
    pub text_hash: String,
    /// When.
    pub at: Timestamp,
}

/// A confirmation as sent: the hash of the text that the person saw.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConfirmationInput {
    /// SHA-256 in hexadecimal.
    pub text_hash: String,
}

/// Why a confirmation is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotConfirmed {
    /// It does not fit the state.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// The text is another by now.
    #[error("合同正文在您阅读之后已被修改，请重新阅读后再确认")]
    OtherText,
    /// The law stands against it.
    #[error("合同还不能确认：{0}")]
    Barred(String),
}

/// A contract of the market.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contract {
    /// Identifier.
    pub id: ContractId,
    /// Counts its changes, from 1.
    pub version: i64,
    /// The deal that it ends.
    pub deal: DealId,
    /// What it is about: one achievement, so its share of the contract is the whole.
    pub achievement: AchievementId,
    /// 卖方.
    pub seller: OrganisationId,
    /// 买方.
    pub buyer: OrganisationId,
    /// 技术经纪机构.
    pub broker: Option<OrganisationId>,
    /// Kind that the agreed terms make it; the agency's decision stands in the registration.
    pub kind: ContractKind,
    /// The accepted terms.
    pub terms: Terms,
    /// The text.
    pub text: ContractText,
    /// Where it stands.
    pub state: State,
    /// Why it was refused or cancelled, or empty.
    pub reason: String,
    /// The seller's confirmation of the text as it is.
    pub seller_confirmed: Option<Confirmation>,
    /// The buyer's confirmation of the text as it is.
    pub buyer_confirmed: Option<Confirmation>,
    /// What the seller applied for.
    pub application: Option<Application>,
    /// What the agency decided.
    pub registration: Option<Registration>,
    /// Drafted at.
    pub created_at: Timestamp,
    /// Last changed at.
    pub updated_at: Timestamp,
}

impl Contract {
    /// The day on which the second side confirmed.
    pub fn signed_on(&self) -> Option<Date> {
        let seller = self.seller_confirmed.as_ref()?;
        let buyer = self.buyer_confirmed.as_ref()?;
        Some(seller.at.max(buyer.at).day())
    }

    /// Whether both sides were ever bound by it: then neither ends it alone, even while its text is open again.
    pub fn was_signed(&self) -> bool {
        self.application.is_some() || self.signed_on().is_some()
    }

    /// The kind that counts: the agency's when it has decided.
    pub fn decided_kind(&self) -> ContractKind {
        self.registration
            .as_ref()
            .map_or(self.kind, |registration| registration.kind)
    }

    /// The contract after a side confirmed the text whose hash it saw.
    ///
    /// # Errors
    /// When the state does not allow it, the text is another by now, or a finding bars it.
    pub fn confirm(
        self,
        side: Side,
        confirmation: Confirmation,
        findings: &[Finding],
    ) -> Result<Contract, NotConfirmed> {
        let state = next(self.state, Action::Confirm, By::Side(side))?;
        if confirmation.text_hash != self.text.hash() {
            return Err(NotConfirmed::OtherText);
        }
        if let Some(bar) = findings
            .iter()
            .find(|finding| finding.severity == Severity::Bar)
        {
            return Err(NotConfirmed::Barred(bar.text.clone()));
        }
        let updated_at = confirmation.at;
        let mut confirmed = Contract {
            state,
            updated_at,
            ..self
        };
        match side {
            Side::Seller => confirmed.seller_confirmed = Some(confirmation),
            Side::Buyer => confirmed.buyer_confirmed = Some(confirmation),
        }
        Ok(confirmed)
    }

    /// The contract with another text: nobody has confirmed that one yet.
    ///
    /// # Errors
    /// When the state does not allow it.
    pub fn edit(self, side: Side, text: ContractText, at: Timestamp) -> Result<Contract, Refused> {
        let state = next(self.state, Action::Edit, By::Side(side))?;
        Ok(Contract {
            state,
            text,
            seller_confirmed: None,
            buyer_confirmed: None,
            updated_at: at,
            ..self
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::achievement::TransferMode;
    use crate::deals::contract::text::Clause;
    use crate::deals::terms::PaymentMode;
    use crate::deals::terms::input::TermsInput;
    use crate::{Fen, Id};

    #[test]
    fn the_states_of_a_contract() {
        let mut table = String::new();
        for state in State::ALL {
            for action in Action::ALL {
                for by in By::ALL {
                    // What nobody may do is left out: the table would be four times as long.
                    if let Ok(then) = next(state, action, by) {
                        table += &format!(
                            "{} / {}{}: {}\n",
                            state.label(),
                            by.label(),
                            action.label(),
                            then.label()
                        );
                    }
                }
            }
        }
        insta::assert_snapshot!(table, @"
        草案 / 卖方修改正文: 草案
        草案 / 买方修改正文: 草案
        草案 / 卖方确认合同: 卖方已确认，待买方确认
        草案 / 买方确认合同: 买方已确认，待卖方确认
        草案 / 卖方单方放弃: 已解除
        草案 / 买方单方放弃: 已解除
        草案 / 卖方协议解除: 已解除
        草案 / 买方协议解除: 已解除
        卖方已确认，待买方确认 / 卖方修改正文: 草案
        卖方已确认，待买方确认 / 买方修改正文: 草案
        卖方已确认，待买方确认 / 买方确认合同: 已签订
        卖方已确认，待买方确认 / 卖方单方放弃: 已解除
        卖方已确认，待买方确认 / 买方单方放弃: 已解除
        卖方已确认，待买方确认 / 卖方协议解除: 已解除
        卖方已确认，待买方确认 / 买方协议解除: 已解除
        买方已确认，待卖方确认 / 卖方修改正文: 草案
        买方已确认，待卖方确认 / 买方修改正文: 草案
        买方已确认，待卖方确认 / 卖方确认合同: 已签订
        买方已确认，待卖方确认 / 卖方单方放弃: 已解除
        买方已确认，待卖方确认 / 买方单方放弃: 已解除
        买方已确认，待卖方确认 / 卖方协议解除: 已解除
        买方已确认，待卖方确认 / 买方协议解除: 已解除
        已签订 / 卖方申请认定登记: 已申请认定登记
        已签订 / 卖方协议解除: 已解除
        已签订 / 买方协议解除: 已解除
        已申请认定登记 / 登记机构予以登记: 已认定登记
        已申请认定登记 / 登记机构不予登记: 未予登记
        已申请认定登记 / 登记机构退回补正: 退回补正
        已申请认定登记 / 卖方协议解除: 已解除
        已申请认定登记 / 买方协议解除: 已解除
        已认定登记 / 买方确认履行完毕: 已履行完毕
        已认定登记 / 登记机构登记解除: 已解除
        未予登记 / 卖方修改正文: 草案
        未予登记 / 买方修改正文: 草案
        未予登记 / 卖方申请认定登记: 已申请认定登记
        未予登记 / 卖方协议解除: 已解除
        未予登记 / 买方协议解除: 已解除
        退回补正 / 卖方修改正文: 草案
        退回补正 / 买方修改正文: 草案
        退回补正 / 卖方申请认定登记: 已申请认定登记
        退回补正 / 卖方协议解除: 已解除
        退回补正 / 买方协议解除: 已解除
        已履行完毕 / 登记机构登记解除: 已解除
        ");
    }

    fn contract() -> Contract {
        fn id<K: crate::id::Kind>() -> Id<K> {
            Id::from_uuid(uuid::Uuid::from_u128(1))
        }
        let terms = TermsInput {
            mode: Some(TransferMode::Licence),
            payment_mode: Some(PaymentMode::LumpSum),
            price_fen: Some(Fen(100)),
            ..TermsInput::default()
        };
        let clause = Clause {
            heading: "标的".into(),
            body: "示例".into(),
        };
        Contract {
            id: id(),
            version: 1,
            deal: id(),
            achievement: id(),
            seller: id(),
            buyer: id(),
            broker: None,
            kind: ContractKind::Licence,
            terms: terms.check().expect("right"),
            text: ContractText {
                title: "技术许可合同".into(),
                clauses: vec![clause],
            },
            state: State::Draft,
            reason: String::new(),
            seller_confirmed: None,
            buyer_confirmed: None,
            application: None,
            registration: None,
            created_at: Timestamp(0),
            updated_at: Timestamp(0),
        }
    }

    fn saw(contract: &Contract, day: i64) -> Confirmation {
        Confirmation {
            user: Id::from_uuid(uuid::Uuid::from_u128(1)),
            text_hash: contract.text.hash(),
            at: Timestamp(0).plus_days(day),
        }
    }

    #[test]
    fn a_contract_is_signed_when_both_sides_confirmed_the_same_text() {
        let draft = contract();
        let (first, second) = (saw(&draft, 1), saw(&draft, 2));
        let half = draft.confirm(Side::Buyer, first, &[]).expect("a draft");
        assert_eq!((half.state, half.signed_on()), (State::SignedByBuyer, None));
        let signed = half
            .confirm(Side::Seller, second, &[])
            .expect("the same text");
        assert_eq!(
            (signed.state, signed.signed_on()),
            (State::Signed, Some(Date::constant(1970, 1, 3)))
        );
    }

    #[test]
    fn an_edit_clears_what_was_confirmed_and_an_old_hash_confirms_nothing() {
        let draft = contract();
        let (old, again) = (saw(&draft, 1), saw(&draft, 1));
        let half = draft.confirm(Side::Seller, old, &[]).expect("a draft");
        let text = ContractText {
            title: "技术许可合同（修改）".into(),
            ..half.text.clone()
        };
        let edited = half
            .edit(Side::Buyer, text, Timestamp(1))
            .expect("not signed yet");
        assert_eq!(
            (edited.state, &edited.seller_confirmed),
            (State::Draft, &None)
        );
        assert_eq!(
            edited.confirm(Side::Seller, again, &[]),
            Err(NotConfirmed::OtherText)
        );
    }

    #[test]
    fn what_the_law_bars_cannot_be_confirmed_and_a_warning_can() {
        let finding = |severity| Finding {
            code: "x",
            article: "某条",
            severity,
            text: "不行".into(),
            field: "terms",
        };
        let seen = saw(&contract(), 1);
        assert!(
            contract()
                .confirm(Side::Seller, seen.clone(), &[finding(Severity::Warn)])
                .is_ok()
        );
        let barred = contract().confirm(Side::Seller, seen, &[finding(Severity::Bar)]);
        assert_eq!(barred, Err(NotConfirmed::Barred("不行".into())));
    }
}
