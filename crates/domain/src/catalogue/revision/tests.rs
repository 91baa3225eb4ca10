use super::*;
use crate::catalogue::achievement::{AchievementInput, Price};
use crate::money::fen::Fen;

fn standings() -> Vec<Standing> {
    let mut all: Vec<Standing> = State::ALL
        .map(|state| Standing {
            state,
            revision: None,
        })
        .into();
    for state in [State::Published, State::Withdrawn] {
        all.extend(RevisionState::ALL.map(|edit| Standing {
            state,
            revision: Some(edit),
        }));
    }
    all
}

fn words(standing: Standing) -> String {
    let edit = standing
        .revision
        .map(|edit| format!("+{}", edit.label()))
        .unwrap_or_default();
    format!("{}{edit}", standing.state.label())
}

#[test]
fn the_states_of_a_listing_and_of_its_edit() {
    let mut table = String::new();
    for standing in standings() {
        for action in Action::ALL {
            let then = next(standing, action).map_or("-".to_owned(), words);
            table += &format!("{} {} {then}\n", words(standing), action.label());
        }
    }
    insta::assert_snapshot!(table, @"
    草稿 修改 草稿
    草稿 提交审核 待审核
    草稿 退回 -
    草稿 发布 -
    草稿 确认仍然有效 -
    草稿 撤回 -
    草稿 放弃修改 -
    待审核 修改 待审核
    待审核 提交审核 -
    待审核 退回 已退回
    待审核 发布 已发布
    待审核 确认仍然有效 -
    待审核 撤回 已撤回
    待审核 放弃修改 -
    已退回 修改 草稿
    已退回 提交审核 待审核
    已退回 退回 -
    已退回 发布 -
    已退回 确认仍然有效 -
    已退回 撤回 已撤回
    已退回 放弃修改 -
    已发布 修改 已发布+修改待审核
    已发布 提交审核 -
    已发布 退回 -
    已发布 发布 -
    已发布 确认仍然有效 已发布
    已发布 撤回 已撤回
    已发布 放弃修改 -
    已撤回 修改 已撤回+修改草稿
    已撤回 提交审核 -
    已撤回 退回 -
    已撤回 发布 -
    已撤回 确认仍然有效 -
    已撤回 撤回 -
    已撤回 放弃修改 -
    已发布+修改草稿 修改 已发布+修改待审核
    已发布+修改草稿 提交审核 已发布+修改待审核
    已发布+修改草稿 退回 -
    已发布+修改草稿 发布 -
    已发布+修改草稿 确认仍然有效 已发布+修改草稿
    已发布+修改草稿 撤回 已撤回+修改草稿
    已发布+修改草稿 放弃修改 已发布
    已发布+修改待审核 修改 已发布+修改待审核
    已发布+修改待审核 提交审核 -
    已发布+修改待审核 退回 已发布+修改已退回
    已发布+修改待审核 发布 已发布
    已发布+修改待审核 确认仍然有效 已发布+修改待审核
    已发布+修改待审核 撤回 已撤回+修改草稿
    已发布+修改待审核 放弃修改 已发布
    已发布+修改已退回 修改 已发布+修改待审核
    已发布+修改已退回 提交审核 已发布+修改待审核
    已发布+修改已退回 退回 -
    已发布+修改已退回 发布 -
    已发布+修改已退回 确认仍然有效 已发布+修改已退回
    已发布+修改已退回 撤回 已撤回+修改已退回
    已发布+修改已退回 放弃修改 已发布
    已撤回+修改草稿 修改 已撤回+修改草稿
    已撤回+修改草稿 提交审核 已撤回+修改待审核
    已撤回+修改草稿 退回 -
    已撤回+修改草稿 发布 -
    已撤回+修改草稿 确认仍然有效 -
    已撤回+修改草稿 撤回 -
    已撤回+修改草稿 放弃修改 已撤回
    已撤回+修改待审核 修改 已撤回+修改待审核
    已撤回+修改待审核 提交审核 -
    已撤回+修改待审核 退回 已撤回+修改已退回
    已撤回+修改待审核 发布 已发布
    已撤回+修改待审核 确认仍然有效 -
    已撤回+修改待审核 撤回 已撤回+修改草稿
    已撤回+修改待审核 放弃修改 已撤回
    已撤回+修改已退回 修改 已撤回+修改草稿
    已撤回+修改已退回 提交审核 已撤回+修改待审核
    已撤回+修改已退回 退回 -
    已撤回+修改已退回 发布 -
    已撤回+修改已退回 确认仍然有效 -
    已撤回+修改已退回 撤回 -
    已撤回+修改已退回 放弃修改 已撤回
    ");
}

#[test]
fn what_is_published_changes_only_by_publication_and_withdrawal() {
    for standing in standings() {
        for action in Action::ALL {
            let Ok(then) = next(standing, action) else {
                continue;
            };
            let stays = standing.state == then.state;
            let may_change = matches!(action, Action::Publish | Action::Withdraw);
            assert!(
                stays
                    || may_change
                    || !matches!(standing.state, State::Published | State::Withdrawn),
                "{standing:?} {action:?}"
            );
        }
    }
}

#[test]
fn a_change_is_told_field_by_field_in_words() {
    let draft = |input: AchievementInput| input.check().expect("a title is enough").listing;
    let old = draft(AchievementInput {
        title: "余热回收".into(),
        year: Some(2024),
        ..AchievementInput::default()
    });
    let new = draft(AchievementInput {
        title: "余热深度回收".into(),
        price: Price::Fixed {
            amount_fen: Fen(2_000_000),
        },
        trial_offered: true,
        ..AchievementInput::default()
    });
    let told: Vec<(&str, String, String)> = changes(&old, &new)
        .into_iter()
        .map(|one| (one.label, one.old, one.new))
        .collect();
    let row = |label, old: &str, new: &str| (label, old.to_owned(), new.to_owned());
    assert_eq!(
        told,
        [
            row("成果名称", "余热回收", "余热深度回收"),
            row("价格", "面议", "2万元"),
            row("可先使用后付费", "否", "是"),
            row("完成年份", "2024", "")
        ]
    );
    assert_eq!(changes(&old, &old), []);
}
