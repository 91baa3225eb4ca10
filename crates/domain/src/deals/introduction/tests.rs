use super::*;
use crate::deals::party::Party;

#[test]
fn the_states_of_an_introduction() {
    let mut table = String::new();
    for state in State::ALL {
        for action in Action::ALL {
            for party in Party::ALL {
                let then = next(state, action, party).map_or("-", State::label);
                table += &format!(
                    "{} / {}{}: {then}\n",
                    state.label(),
                    party.label(),
                    action.label()
                );
            }
        }
    }
    insta::assert_snapshot!(table, @"
    待双方确认 / 卖方确认引荐: 卖方已确认，待买方确认
    待双方确认 / 买方确认引荐: 买方已确认，待卖方确认
    待双方确认 / 技术经纪人确认引荐: -
    待双方确认 / 卖方不予确认: 未获确认
    待双方确认 / 买方不予确认: 未获确认
    待双方确认 / 技术经纪人不予确认: -
    待双方确认 / 卖方撤回引荐: -
    待双方确认 / 买方撤回引荐: -
    待双方确认 / 技术经纪人撤回引荐: 已撤回
    卖方已确认，待买方确认 / 卖方确认引荐: -
    卖方已确认，待买方确认 / 买方确认引荐: 双方已确认
    卖方已确认，待买方确认 / 技术经纪人确认引荐: -
    卖方已确认，待买方确认 / 卖方不予确认: -
    卖方已确认，待买方确认 / 买方不予确认: 未获确认
    卖方已确认，待买方确认 / 技术经纪人不予确认: -
    卖方已确认，待买方确认 / 卖方撤回引荐: -
    卖方已确认，待买方确认 / 买方撤回引荐: -
    卖方已确认，待买方确认 / 技术经纪人撤回引荐: 已撤回
    买方已确认，待卖方确认 / 卖方确认引荐: 双方已确认
    买方已确认，待卖方确认 / 买方确认引荐: -
    买方已确认，待卖方确认 / 技术经纪人确认引荐: -
    买方已确认，待卖方确认 / 卖方不予确认: 未获确认
    买方已确认，待卖方确认 / 买方不予确认: -
    买方已确认，待卖方确认 / 技术经纪人不予确认: -
    买方已确认，待卖方确认 / 卖方撤回引荐: -
    买方已确认，待卖方确认 / 买方撤回引荐: -
    买方已确认，待卖方确认 / 技术经纪人撤回引荐: 已撤回
    双方已确认 / 卖方确认引荐: -
    双方已确认 / 买方确认引荐: -
    双方已确认 / 技术经纪人确认引荐: -
    双方已确认 / 卖方不予确认: -
    双方已确认 / 买方不予确认: -
    双方已确认 / 技术经纪人不予确认: -
    双方已确认 / 卖方撤回引荐: -
    双方已确认 / 买方撤回引荐: -
    双方已确认 / 技术经纪人撤回引荐: -
    未获确认 / 卖方确认引荐: -
    未获确认 / 买方确认引荐: -
    未获确认 / 技术经纪人确认引荐: -
    未获确认 / 卖方不予确认: -
    未获确认 / 买方不予确认: -
    未获确认 / 技术经纪人不予确认: -
    未获确认 / 卖方撤回引荐: -
    未获确认 / 买方撤回引荐: -
    未获确认 / 技术经纪人撤回引荐: -
    已撤回 / 卖方确认引荐: -
    已撤回 / 买方确认引荐: -
    已撤回 / 技术经纪人确认引荐: -
    已撤回 / 卖方不予确认: -
    已撤回 / 买方不予确认: -
    已撤回 / 技术经纪人不予确认: -
    已撤回 / 卖方撤回引荐: -
    已撤回 / 买方撤回引荐: -
    已撤回 / 技术经纪人撤回引荐: -
    ");
}

#[test]
fn an_introduction_names_its_pair_and_its_reason() {
    let errors = IntroductionInput {
        buyer: "ach_1".into(),
        ..IntroductionInput::default()
    }
    .check()
    .expect_err("three errors");
    let names: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
    assert_eq!(names, ["achievement", "buyer", "note"]);
    assert!(RefusalInput::default().check().is_err());
}

#[test]
fn protection_starts_when_the_second_side_acknowledges_and_ends_after_its_months() {
    let id = uuid::Uuid::from_u128(1);
    let (seller, buyer) = (
        OrganisationId::from_uuid(id),
        OrganisationId::from_uuid(uuid::Uuid::from_u128(2)),
    );
    let at = |text: &str| -> Option<Timestamp> {
        serde_json::from_str(&format!("\"{text}T02:00:00Z\"")).ok()
    };
    let introduction = Introduction {
        id: IntroductionId::from_uuid(id),
        version: 3,
        broker: OrganisationId::from_uuid(uuid::Uuid::from_u128(3)),
        recorded_by: UserId::from_uuid(id),
        achievement: AchievementId::from_uuid(id),
        seller: seller.clone(),
        buyer: buyer.clone(),
        note: "示例".into(),
        state: State::Acknowledged,
        reason: String::new(),
        created_at: at("2026-01-01").expect("a moment"),
        seller_acknowledged_at: at("2026-01-31"),
        buyer_acknowledged_at: at("2026-01-10"),
    };
    assert_eq!(
        introduction.protected_until(1),
        Some(Date::constant(2026, 2, 28))
    );
    let protects = |seller: &OrganisationId, day| {
        introduction.protects(seller, &buyer, &introduction.achievement, day, 12)
    };
    assert!(protects(&seller, Date::constant(2027, 1, 31)));
    assert!(!protects(&seller, Date::constant(2027, 2, 1)));
    assert!(
        !protects(&buyer, Date::constant(2026, 2, 1)),
        "another pair"
    );
    let half = Introduction {
        buyer_acknowledged_at: None,
        ..introduction.clone()
    };
    assert_eq!(half.protected_until(12), None);
}
