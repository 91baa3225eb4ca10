//! Changes of what decides money and rights of an organisation 单位登记信息变更: asked for by its manager, decided by the
//! bureau.
//!
//! What it is not: address, telephone and introduction, which an organisation changes itself.

use serde::{Deserialize, Serialize};

use crate::field::{FieldError, Fields};
use crate::id::{OrganisationChangeId, OrganisationId, UserId};
use crate::people::county;
use crate::people::organisation::{NewOrganisation, OrganisationInput, OrganisationKind};
use crate::time::Timestamp;

/// What an organisation is registered as 登记信息: subsidies, contracts and rights depend on it.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// Registered name.
    pub name: String,
    /// What it is.
    pub kind: OrganisationKind,
    /// Unified social credit code.
    pub credit_code: String,
    /// Where it is registered: six digits (GB/T 2260).
    pub division_code: String,
    /// Legal representative 法定代表人.
    pub legal_representative: String,
}

/// One part of an identity that is to change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Name of the field as in the API.
    pub field: &'static str,
    /// The Chinese word.
    pub label: &'static str,
    /// What it was, for people.
    pub before: String,
    /// What it is to be, for people.
    pub after: String,
}

impl Identity {
    /// What an organisation is registered as.
    pub fn of(described: &NewOrganisation) -> Self {
        Self {
            name: described.name.clone(),
            kind: described.kind,
            credit_code: described.credit_code.as_str().to_owned(),
            division_code: described.division_code.clone(),
            legal_representative: described.legal_representative.clone(),
        }
    }

    /// Where another identity differs from this one.
    pub fn differences(&self, after: &Identity) -> Vec<Difference> {
        let told = |identity: &Identity| {
            [
                ("name", "单位名称", identity.name.clone()),
                ("kind", "单位类型", identity.kind.label().to_owned()),
                (
                    "credit_code",
                    "统一社会信用代码",
                    identity.credit_code.clone(),
                ),
                (
                    "division_code",
                    "所在地",
                    format!(
                        "{} {}",
                        identity.division_code,
                        county::name_of(&identity.division_code)
                    ),
                ),
                (
                    "legal_representative",
                    "法定代表人",
                    identity.legal_representative.clone(),
                ),
            ]
        };
        let pairs = told(self).into_iter().zip(told(after));
        let differing = pairs.filter(|((_, _, before), (_, _, after))| before != after);
        differing
            .map(|((field, label, before), (_, _, after))| Difference {
                field,
                label,
                before,
                after,
            })
            .collect()
    }
}

/// A change as typed; what is left out stays as it is.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OrganisationChangeInput {
    /// Registered name.
    pub name: Option<String>,
    /// What it is.
    pub kind: Option<OrganisationKind>,
    /// Unified social credit code.
    pub credit_code: Option<String>,
    /// A person looked at a code whose check character does not fit and says that it is right as it is.
    pub credit_code_confirmed: bool,
    /// Where it is registered: six digits (GB/T 2260).
    pub division_code: Option<String>,
    /// Legal representative 法定代表人.
    pub legal_representative: Option<String>,
    /// Why it is to change.
    pub reason: String,
    /// What proves it: the number of a licence, an address where it can be looked up.
    pub evidence: String,
}

/// A checked change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewOrganisationChange {
    /// The organisation as it is to be.
    pub described: NewOrganisation,
    /// Why.
    pub reason: String,
    /// What proves it.
    pub evidence: String,
}

impl OrganisationChangeInput {
    /// Checks every field against the organisation that is to change.
    ///
    /// # Errors
    /// Every field that is wrong, at once; also when nothing is to change.
    pub fn check(self, held: &NewOrganisation) -> Result<NewOrganisationChange, Vec<FieldError>> {
        let mut fields = Fields::new();
        let reason = fields.paragraphs("reason", "变更原因", &self.reason, 500);
        if reason.is_empty() {
            fields.wrong(
                "reason",
                "required",
                "请写明变更原因，例如：2026年3月迁至忻府区，营业执照已换发",
            );
        }
        let evidence = fields.paragraphs("evidence", "证明材料说明", &self.evidence, 2000);
        let stays = Identity::of(held);
        let credit_code = self
            .credit_code
            .unwrap_or_else(|| stays.credit_code.clone());
        let input = OrganisationInput {
            name: self.name.unwrap_or_else(|| stays.name.clone()),
            kind: self.kind.unwrap_or(stays.kind),
            // A code that stays was looked at when it came.
            credit_code_confirmed: self.credit_code_confirmed
                || credit_code.trim() == stays.credit_code,
            credit_code,
            division_code: self
                .division_code
                .unwrap_or_else(|| stays.division_code.clone()),
            legal_representative: self
                .legal_representative
                .unwrap_or_else(|| stays.legal_representative.clone()),
            address: held.address.clone(),
            phone: held.phone.clone(),
            introduction: held.introduction.clone(),
        };
        match (input.check(), fields.finish(())) {
            (Ok(described), Ok(())) if Identity::of(&described) == stays => {
                let message = "没有要变更的内容：所填信息与现有登记信息相同";
                Err(vec![FieldError {
                    field: String::new(),
                    code: "unchanged",
                    message: message.into(),
                }])
            }
            (Ok(described), Ok(())) => Ok(NewOrganisationChange {
                described,
                reason,
                evidence,
            }),
            (described, others) => Err(described
                .err()
                .into_iter()
                .chain(others.err())
                .flatten()
                .collect()),
        }
    }
}

/// Where a change stands.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = OrganisationChangeState))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// 待科技局审核.
    Open,
    /// 已同意.
    Approved,
    /// 未同意.
    Refused,
    /// 已撤回.
    Withdrawn,
}

impl State {
    /// Every state.
    pub const ALL: [Self; 4] = [Self::Open, Self::Approved, Self::Refused, Self::Withdrawn];

    /// As stored and as in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Approved => "approved",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The Chinese word.
    pub fn label(self) -> &'static str {
        match self {
            Self::Open => "待科技局审核",
            Self::Approved => "已同意",
            Self::Refused => "未同意",
            Self::Withdrawn => "已撤回",
        }
    }
}

impl TryFrom<String> for State {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|state| state.as_str() == text)
            .ok_or_else(|| format!("没有“{text}”这种变更状态"))
    }
}

/// What can be done with a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// The bureau makes it so.
    Approve,
    /// The bureau says no, and why.
    Refuse,
    /// The organisation takes it back.
    Withdraw,
}

/// The change is decided already.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("这项变更申请{}，不能再次处理", .0.label())]
pub struct Refused(pub State);

/// The state after an action: an open change is decided once.
///
/// # Errors
/// When it is decided already.
pub fn next(state: State, action: Action) -> Result<State, Refused> {
    match (state, action) {
        (State::Open, Action::Approve) => Ok(State::Approved),
        (State::Open, Action::Refuse) => Ok(State::Refused),
        (State::Open, Action::Withdraw) => Ok(State::Withdrawn),
        (
            State::Approved | State::Refused | State::Withdrawn,
            Action::Approve | Action::Refuse | Action::Withdraw,
        ) => Err(Refused(state)),
    }
}

/// A change of an organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrganisationChange {
    /// Identifier.
    pub id: OrganisationChangeId,
    /// Counts its changes, from 1.
    pub version: i64,
    /// Whose.
    pub organisation: OrganisationId,
    /// Where it stands.
    pub state: State,
    /// What the organisation was registered as when it was asked for.
    pub held: Identity,
    /// What it is to be.
    pub wanted: Identity,
    /// Why.
    pub reason: String,
    /// What proves it.
    pub evidence: String,
    /// What the bureau said, or empty.
    pub answer: String,
    /// Who asked.
    pub asked_by: UserId,
    /// When.
    pub asked_at: Timestamp,
    /// Who decided.
    pub decided_by: Option<UserId>,
    /// When.
    pub decided_at: Option<Timestamp>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held() -> NewOrganisation {
        let input = OrganisationInput {
            name: "示例外地有限公司".into(),
            // Its check character does not fit; a person said that it is right.
            credit_code: "91140902MA00003651".into(),
            credit_code_confirmed: true,
            division_code: "140105".into(),
            phone: "0351-5550000".into(),
            ..OrganisationInput::default()
        };
        input.check().expect("right")
    }

    #[test]
    fn what_is_left_out_of_a_change_stays() {
        let input = OrganisationChangeInput {
            division_code: Some("140902".into()),
            reason: "迁址".into(),
            ..Default::default()
        };
        let change = input.check(&held()).expect("right");
        assert_eq!(
            change.described,
            NewOrganisation {
                division_code: "140902".into(),
                ..held()
            }
        );
        let differences = Identity::of(&held()).differences(&Identity::of(&change.described));
        assert_eq!(
            differences
                .iter()
                .map(|one| (one.field, one.label))
                .collect::<Vec<_>>(),
            [("division_code", "所在地")]
        );
    }

    #[test]
    fn everything_wrong_with_a_change_is_told_at_once_and_nothing_to_change_is_wrong() {
        let wrong = OrganisationChangeInput {
            division_code: Some("忻府区".into()),
            ..Default::default()
        };
        let errors = wrong.check(&held()).expect_err("two errors");
        assert_eq!(
            errors
                .iter()
                .map(|error| error.field.as_str())
                .collect::<Vec<_>>(),
            ["division_code", "reason"]
        );
        let same = OrganisationChangeInput {
            name: Some(" 示例外地有限公司 ".into()),
            reason: "无".into(),
            ..Default::default()
        };
        assert_eq!(
            same.check(&held()).expect_err("nothing changes")[0].code,
            "unchanged"
        );
    }

    #[test]
    fn a_change_is_decided_once() {
        for action in [Action::Approve, Action::Refuse, Action::Withdraw] {
            let decided = next(State::Open, action).expect("it is open");
            for again in [Action::Approve, Action::Refuse, Action::Withdraw] {
                assert_eq!(next(decided, again), Err(Refused(decided)));
            }
        }
    }
}
