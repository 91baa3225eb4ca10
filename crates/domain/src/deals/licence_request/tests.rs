use super::*;
use crate::catalogue::achievement::TransferMode;
use crate::deals::licence::LicenceKind;
use crate::deals::party::Side;
use crate::money::fen::Fen;

fn input() -> LicenceRequestInput {
    LicenceRequestInput {
        mode: Some(TransferMode::Licence),
        purpose: "用于示例生产线".into(),
        contact_name: "示例联系人".into(),
        contact: "0350-1234567".into(),
        ..LicenceRequestInput::default()
    }
}

#[test]
fn the_states_of_a_request() {
    let mut table = String::new();
    for state in State::ALL {
        for action in Action::ALL {
            for side in Side::ALL {
                let then = next(state, action, side)
                    .map_or_else(|refused| refused.to_string(), |then| then.label().into());
                table += &format!(
                    "{} {}{}: {then}\n",
                    state.label(),
                    side.label(),
                    action.label()
                );
            }
        }
    }
    insta::assert_snapshot!(table, @"
    待答复 卖方接受: 已接受
    待答复 买方接受: 许可意向只能由卖方接受
    待答复 卖方婉拒: 已婉拒
    待答复 买方婉拒: 许可意向只能由卖方婉拒
    待答复 卖方撤回: 许可意向只能由买方撤回
    待答复 买方撤回: 已撤回
    已接受 卖方接受: 这条许可意向已接受，不能再接受
    已接受 买方接受: 许可意向只能由卖方接受
    已接受 卖方婉拒: 这条许可意向已接受，不能再婉拒
    已接受 买方婉拒: 许可意向只能由卖方婉拒
    已接受 卖方撤回: 许可意向只能由买方撤回
    已接受 买方撤回: 这条许可意向已接受，不能再撤回
    已婉拒 卖方接受: 这条许可意向已婉拒，不能再接受
    已婉拒 买方接受: 许可意向只能由卖方接受
    已婉拒 卖方婉拒: 这条许可意向已婉拒，不能再婉拒
    已婉拒 买方婉拒: 许可意向只能由卖方婉拒
    已婉拒 卖方撤回: 许可意向只能由买方撤回
    已婉拒 买方撤回: 这条许可意向已婉拒，不能再撤回
    已撤回 卖方接受: 这条许可意向已撤回，不能再接受
    已撤回 买方接受: 许可意向只能由卖方接受
    已撤回 卖方婉拒: 这条许可意向已撤回，不能再婉拒
    已撤回 买方婉拒: 许可意向只能由卖方婉拒
    已撤回 卖方撤回: 许可意向只能由买方撤回
    已撤回 买方撤回: 这条许可意向已撤回，不能再撤回
    ");
}

#[test]
fn a_licence_is_non_exclusive_unless_something_else_is_said() {
    assert_eq!(
        input().check().expect("complete").licence_kind,
        Some(LicenceKind::NonExclusive)
    );
    let assignment = LicenceRequestInput {
        mode: Some(TransferMode::Assignment),
        ..input()
    };
    assert_eq!(
        assignment.clone().check().expect("complete").licence_kind,
        None
    );
    let both = LicenceRequestInput {
        licence_kind: Some(LicenceKind::Sole),
        ..assignment
    };
    assert_eq!(
        both.check().expect_err("no licence")[0].code,
        "not_for_mode"
    );
}

#[test]
fn every_wrong_field_of_a_request_is_named_at_once() {
    let wrong = LicenceRequestInput {
        proposed_price_fen: Some(Fen::ZERO),
        county: "太原市".into(),
        ..LicenceRequestInput::default()
    };
    let errors = wrong.check().expect_err("many errors");
    let names: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
    assert_eq!(
        names,
        [
            "mode",
            "purpose",
            "proposed_price_fen",
            "county",
            "contact_name",
            "contact"
        ]
    );
}

#[test]
fn another_reason_to_decline_needs_words() {
    let silent = DeclineInput {
        reason: Some(DeclineReason::Other),
        text: " ".into(),
    };
    assert_eq!(
        silent.check().expect_err("words are missing")[0].field,
        "text"
    );
    assert!(
        DeclineInput {
            reason: Some(DeclineReason::Price),
            text: String::new()
        }
        .check()
        .is_ok()
    );
    assert_eq!(
        DeclineInput::default()
            .check()
            .expect_err("a reason is missing")[0]
            .field,
        "reason"
    );
}

#[test]
fn an_answer_is_overdue_on_the_day_after_its_last_day() {
    let id = uuid::Uuid::from_u128(1);
    let request = LicenceRequest {
        id: LicenceRequestId::from_uuid(id),
        version: 1,
        achievement: AchievementId::from_uuid(id),
        seller: OrganisationId::from_uuid(id),
        buyer: OrganisationId::from_uuid(id),
        asked_by: UserId::from_uuid(id),
        state: State::Open,
        asked: input().check().expect("complete"),
        decline: None,
        deal: None,
        created_at: serde_json::from_str("\"2026-03-01T02:00:00Z\"").expect("a moment"),
        answered_at: None,
    };
    assert_eq!(request.answer_due(10), Date::constant(2026, 3, 11));
    assert!(!request.is_overdue(10, Date::constant(2026, 3, 11)));
    assert!(request.is_overdue(10, Date::constant(2026, 3, 12)));
}
