//! What people choose from 选项: every value of a kind, in the words of the interface.

use domain::catalogue::achievement::{Maturity, PatentStatus, State, TransferMode};
use domain::deals::contract::kind::ContractKind;
use domain::deals::deal::CloseReason;
use domain::deals::licence::LicenceKind;
use domain::deals::licence_request::DeclineReason;
use domain::deals::terms::{ImprovementsOwner, PaymentMode};
use domain::money::payment::PaymentKind;
use domain::people::county::COUNTIES;
use domain::people::organisation::OrganisationKind;
use domain::people::user::Role;

use super::parts::Choice;

/// Every transfer mode.
pub fn modes() -> Vec<Choice> {
    TransferMode::ALL
        .map(|mode| Choice::new(mode.as_str(), mode.label()))
        .into()
}

/// The modes that a listing offers; every one where it names none.
pub fn modes_of(offered: &[TransferMode]) -> Vec<Choice> {
    if offered.is_empty() {
        modes()
    } else {
        offered
            .iter()
            .map(|mode| Choice::new(mode.as_str(), mode.label()))
            .collect()
    }
}

/// Every level of maturity on the default scale, with its plain word.
pub fn maturity_levels() -> Vec<Choice> {
    (1..=9)
        .map(|level| {
            Choice::new(
                level.to_string(),
                format!("{level} 级（{}）", Maturity::trl(level).word()),
            )
        })
        .collect()
}

/// Who may see an attached file.
pub fn tiers() -> Vec<Choice> {
    vec![
        Choice::new("public", "公开"),
        Choice::new("parties", "仅交易双方"),
    ]
}

/// Every status of a patent.
pub fn patent_statuses() -> Vec<Choice> {
    [
        PatentStatus::Pending,
        PatentStatus::Granted,
        PatentStatus::Lapsed,
    ]
    .map(|status| Choice::new(patent_status_word(status), status.label()))
    .into()
}

/// A status of a patent as in the API.
pub(crate) fn patent_status_word(status: PatentStatus) -> &'static str {
    match status {
        PatentStatus::Pending => "pending",
        PatentStatus::Granted => "granted",
        PatentStatus::Lapsed => "lapsed",
    }
}

/// Every county of the city.
pub fn counties() -> Vec<Choice> {
    COUNTIES
        .map(|county| Choice::new(county.code, county.name))
        .into()
}

/// Every kind of organisation.
pub fn organisation_kinds() -> Vec<Choice> {
    OrganisationKind::ALL
        .map(|kind| Choice::new(kind.as_str(), kind.label()))
        .into()
}

/// Every role of a member.
pub fn roles() -> Vec<Choice> {
    [Role::Member, Role::Manager]
        .map(|role| Choice::new(role.as_str(), role.label()))
        .into()
}

/// Every kind of licence, with what it means.
pub fn licence_kinds() -> Vec<Choice> {
    LicenceKind::ALL
        .map(|kind| Choice::new(kind.as_str(), kind.label()).noted(kind.meaning()))
        .into()
}

/// Every kind of contract that an agency may decide.
pub fn contract_kinds() -> Vec<Choice> {
    ContractKind::ALL
        .map(|kind| Choice::new(kind.as_str(), kind.label()))
        .into()
}

/// Every kind of contract as the subsidy knows it: both kinds of development are one there.
pub fn ledger_contract_kinds() -> Vec<Choice> {
    let mut choices: Vec<Choice> = Vec::new();
    for kind in ContractKind::ALL {
        let label = kind.label().replace("（委托）", "").replace("（合作）", "");
        let choice = Choice::new(kind.ledger_kind(), label);
        if !choices.contains(&choice) {
            choices.push(choice);
        }
    }
    choices
}

/// The four ways to pay.
pub fn payment_modes() -> Vec<Choice> {
    PaymentMode::ALL
        .map(|mode| Choice::new(mode.as_str(), mode.label()))
        .into()
}

/// Whose later improvements may be.
pub fn improvement_owners() -> Vec<Choice> {
    ImprovementsOwner::ALL
        .map(|owner| Choice::new(owner.as_str(), owner.label()))
        .into()
}

/// Why a seller declines.
pub fn decline_reasons() -> Vec<Choice> {
    DeclineReason::ALL
        .map(|reason| Choice::new(reason.as_str(), reason.label()))
        .into()
}

/// Why a deal came to nothing.
pub fn close_reasons() -> Vec<Choice> {
    CloseReason::ALL
        .map(|reason| Choice::new(reason.as_str(), reason.label()))
        .into()
}

/// What an import does with the listings.
pub fn import_states() -> Vec<Choice> {
    [
        (State::Draft, "保存为草稿，逐项核对后再提交"),
        (State::Submitted, "直接提交审核"),
    ]
    .map(|(state, label)| Choice::new(state.as_str(), label))
    .into()
}

/// Payment or refund.
pub fn payment_kinds() -> Vec<Choice> {
    PaymentKind::ALL
        .map(|kind| Choice::new(kind.as_str(), kind.label()))
        .into()
}

/// Ways to ask a price.
pub fn price_kinds() -> Vec<Choice> {
    vec![
        Choice::new("negotiable", "面议"),
        Choice::new("fixed", "一口价"),
        Choice::new("range", "价格区间"),
    ]
}
