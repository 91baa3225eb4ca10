//! Changes of what an organisation is registered as 单位登记信息变更, as the pages of its manager and of the bureau show
//! and read them.

use domain::people::organisation::{Organisation, OrganisationKind};
use domain::people::organisation_change::{OrganisationChangeInput, State};
use market::people::organisation_change::ChangeView;

use crate::people::organisation_change::page::ChangePart;
use crate::ui::Form;
use crate::ui::parts::{Link, Tag, Tone};
use crate::ui::typed::Typed;

/// A change as a part of a page.
pub(crate) fn change_part(view: ChangeView) -> ChangePart {
    let change = view.change;
    let tone = match change.state {
        State::Open => Tone::Action,
        State::Approved => Tone::Good,
        State::Refused => Tone::Danger,
        State::Withdrawn => Tone::Neutral,
    };
    let decided = match (view.decided_by_name, change.decided_at) {
        (Some(who), Some(at)) => format!("{who}于 {} 审核", at.chinese_minute()),
        _ => String::new(),
    };
    ChangePart {
        organisation: Link::new(
            view.organisation_name,
            format!("/organisations/{}", change.organisation),
        ),
        state: Tag::new(tone, change.state.label()),
        differences: change.held.differences(&change.wanted),
        reason: change.reason,
        evidence: change.evidence,
        asked: format!(
            "{}于 {} 提出",
            view.asked_by_name,
            change.asked_at.chinese_minute()
        ),
        decided,
        answer: change.answer,
    }
}

/// The form of a change, filled with what stands.
pub(crate) fn identity_of(organisation: &Organisation) -> Form {
    let described = &organisation.described;
    Form::new()
        .with("name", described.name.clone())
        .with("kind", described.kind.as_str())
        .with("credit_code", described.credit_code.to_string())
        .with("division_code", described.division_code.clone())
        .with(
            "legal_representative",
            described.legal_representative.clone(),
        )
}

/// A change as typed: every control is sent, so an emptied one is a change too.
///
/// # Errors
/// When no kind is chosen.
pub(crate) fn change_input(typed: &Typed) -> market::Result<OrganisationChangeInput> {
    let kind = OrganisationKind::try_from(typed.value("kind").to_owned());
    let text = |name: &str| Some(typed.value(name).to_owned());
    Ok(OrganisationChangeInput {
        name: text("name"),
        kind: Some(kind.map_err(|_| market::Error::field("kind", "required", "请选择单位类型"))?),
        credit_code: text("credit_code"),
        credit_code_confirmed: typed.value("credit_code_confirmed") == "true",
        division_code: text("division_code"),
        legal_representative: text("legal_representative"),
        reason: typed.value("reason").to_owned(),
        evidence: typed.value("evidence").to_owned(),
    })
}
