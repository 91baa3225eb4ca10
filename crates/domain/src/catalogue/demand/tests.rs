use super::*;
use crate::id::Id;

fn input() -> DemandInput {
    DemandInput {
        title: "寻求煤泥干化技术".into(),
        description: "含水率由 30% 降到 12% 以下。".into(),
        ..DemandInput::default()
    }
}

#[test]
fn the_states_of_a_demand() {
    let mut table = String::new();
    for state in State::ALL {
        for action in Action::ALL {
            let then = next(state, action).map_or("-", State::label);
            table += &format!("{} {} {then}\n", state.label(), action.label());
        }
    }
    insta::assert_snapshot!(table, @"
    草稿 修改 草稿
    草稿 发布 已发布
    草稿 撤回 -
    已发布 修改 已发布
    已发布 发布 -
    已发布 撤回 已撤回
    已撤回 修改 草稿
    已撤回 发布 已发布
    已撤回 撤回 -
    ");
}

#[test]
fn every_wrong_field_is_reported_at_once_with_one_error_each() {
    let wrong = DemandInput {
        title: "长".repeat(TITLE_AT_MOST + 1),
        description: " \n".into(),
        field: "域".repeat(51),
        maturity_min: Some(10),
        budget_fen: Some(Fen(-1)),
        county: "太原市".into(),
        deadline: Some("明年".into()),
        ..DemandInput::default()
    };
    let errors = wrong.check().expect_err("seven errors");
    let places: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
    assert_eq!(
        places,
        [
            "title",
            "description",
            "field",
            "maturity_min",
            "budget_fen",
            "county",
            "deadline"
        ]
    );
}

#[test]
fn a_title_and_a_description_are_enough_and_both_are_needed() {
    assert!(input().check().is_ok());
    let errors = DemandInput::default().check().expect_err("two errors");
    assert!(
        errors
            .iter()
            .map(|error| (error.field.as_str(), error.code))
            .eq([("title", "required"), ("description", "required")])
    );
    let longest = DemandInput {
        description: "字".repeat(DESCRIPTION_AT_MOST),
        ..input()
    };
    assert!(longest.check().is_ok());
    let longer = DemandInput {
        description: "字".repeat(DESCRIPTION_AT_MOST + 1),
        ..input()
    };
    assert_eq!(longer.check().expect_err("too long")[0].code, "too_long");
}

#[test]
fn a_county_is_kept_by_its_code_and_a_mode_once() {
    let modes = vec![
        TransferMode::Licence,
        TransferMode::Assignment,
        TransferMode::Licence,
    ];
    let text = DemandInput {
        county: "忻府区".into(),
        budget_fen: Some(Fen::ZERO),
        modes,
        ..input()
    }
    .check()
    .expect("right");
    assert_eq!(
        (text.county.as_str(), text.modes.as_slice()),
        (
            "140902",
            &[TransferMode::Assignment, TransferMode::Licence][..]
        )
    );
}

#[test]
fn a_published_demand_is_open_until_its_deadline_has_passed() {
    let (before, last, after) = (
        Date::constant(2026, 3, 4),
        Date::constant(2026, 3, 5),
        Date::constant(2026, 3, 6),
    );
    let text = DemandInput {
        deadline: Some("2026年3月5日".into()),
        ..input()
    }
    .check()
    .expect("right");
    assert_eq!((text.overdue(before), text.overdue(last)), (None, None));
    assert_eq!(
        text.overdue(after).expect("it has passed").field,
        "deadline"
    );
    let demand = Demand {
        id: Id::from_uuid(uuid::Uuid::nil()),
        version: 1,
        organisation: Id::from_uuid(uuid::Uuid::nil()),
        state: State::Published,
        text,
        created_at: Timestamp(0),
        updated_at: Timestamp(0),
        published_at: Some(Timestamp(0)),
    };
    assert!(demand.is_open(before) && demand.is_open(last) && !demand.is_open(after));
    let lasting = Demand {
        text: input().check().expect("right"),
        ..demand.clone()
    };
    assert!(lasting.is_open(after), "without a deadline it stays open");
    for state in [State::Draft, State::Withdrawn] {
        assert!(
            !Demand {
                state,
                ..lasting.clone()
            }
            .is_open(before)
        );
    }
}

#[test]
fn what_is_read_can_be_sent_back_and_unknown_keys_are_refused() {
    let text = DemandInput {
        maturity_min: Some(6),
        deadline: Some("2026-03-05".into()),
        ..input()
    }
    .check()
    .expect("right");
    for text in [text, input().check().expect("right")] {
        let sent: DemandInput = serde_json::from_value(serde_json::to_value(&text).expect("JSON"))
            .expect("the same names");
        assert_eq!(sent.check(), Ok(text));
    }
    assert!(serde_json::from_str::<DemandInput>(r#"{"title":"x","titel":"y"}"#).is_err());
}
