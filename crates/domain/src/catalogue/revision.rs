//! Revisions 修改稿: how a listing that was published is edited. What was approved stays as it is and is what everyone
//! else sees, until the edit is reviewed; returned, it leaves the approved version as it was.
//!
//! What it is not: the rules of the fields, those are `achievement`'s.

use serde::{Deserialize, Serialize};

use crate::catalogue::achievement::{
    Achievement, Action, Improvement, Listing, Patent, Refused, State,
};
use crate::people::county;
use crate::time::{Timestamp, chinese_day};

/// Where the edit of a listing that was published stands.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RevisionState {
    /// 修改草稿.
    Draft,
    /// 修改待审核.
    Submitted,
    /// 修改已退回.
    Returned,
}

impl RevisionState {
    /// Every state.
    pub const ALL: [Self; 3] = [Self::Draft, Self::Submitted, Self::Returned];

    /// As stored and as in the API: the same words as of a listing that was never published.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => State::Draft.as_str(),
            Self::Submitted => State::Submitted.as_str(),
            Self::Returned => State::Returned.as_str(),
        }
    }

    /// The Chinese words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Draft => "修改草稿",
            Self::Submitted => "修改待审核",
            Self::Returned => "修改已退回",
        }
    }
}

impl TryFrom<String> for RevisionState {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|state| state.as_str() == text)
            .ok_or_else(|| format!("没有“{text}”这种修改状态"))
    }
}

/// An edit of a listing that was published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// Where it stands.
    pub state: RevisionState,
    /// Why it was returned, or empty.
    pub reason: String,
    /// The seller's own number, as it shall be, or empty.
    pub external_number: String,
    /// The listing, as it shall be.
    pub listing: Listing,
    /// Last changed at.
    pub at: Timestamp,
}

/// Where a listing stands together with its edit. Only what was published or withdrawn has an edit beside it; before
/// that nobody else has seen it, and it is edited in place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The listing.
    pub state: State,
    /// Its edit, when there is one.
    pub revision: Option<RevisionState>,
}

impl Standing {
    /// Whether it waits for a review.
    pub fn awaits_review(self) -> bool {
        self.state == State::Submitted || self.revision == Some(RevisionState::Submitted)
    }
}

/// Where an action leads to. An edit of a published listing is handed in at once; withdrawing a listing takes its edit
/// out of the review as well.
///
/// # Errors
/// When the action does not fit.
pub fn next(standing: Standing, action: Action) -> Result<Standing, Refused> {
    use RevisionState as Edit;
    use State::{Draft, Published, Returned, Submitted, Withdrawn};
    let Standing { state, revision } = standing;
    let alone = |state| {
        Ok(Standing {
            state,
            revision: None,
        })
    };
    let beside = |revision| {
        Ok(Standing {
            state,
            revision: Some(revision),
        })
    };
    match (action, state, revision) {
        (Action::Edit, Draft | Returned, _) => alone(Draft),
        (Action::Edit, Submitted, _) | (Action::Submit, Draft | Returned, _) => alone(Submitted),
        (Action::Return, Submitted, _) => alone(Returned),
        (Action::Publish, Submitted, _)
        | (Action::Publish, Published | Withdrawn, Some(Edit::Submitted)) => alone(Published),
        (Action::Withdraw, Submitted | Returned, _) => alone(Withdrawn),

        (Action::Edit, Published, _) | (Action::Edit, Withdrawn, Some(Edit::Submitted)) => {
            beside(Edit::Submitted)
        }
        (Action::Edit, Withdrawn, None | Some(Edit::Draft | Edit::Returned)) => beside(Edit::Draft),
        (Action::Submit, Published | Withdrawn, Some(Edit::Draft | Edit::Returned)) => {
            beside(Edit::Submitted)
        }
        (Action::Return, Published | Withdrawn, Some(Edit::Submitted)) => beside(Edit::Returned),
        (Action::Discard, Published | Withdrawn, Some(_)) => alone(state),
        (Action::Confirm, Published, _) => Ok(standing),
        (Action::Withdraw, Published, _) | (Action::Withdraw, Withdrawn, Some(Edit::Submitted)) => {
            let revision = revision.map(|edit| {
                if edit == Edit::Submitted {
                    Edit::Draft
                } else {
                    edit
                }
            });
            Ok(Standing {
                state: Withdrawn,
                revision,
            })
        }

        (Action::Submit, Submitted, _)
        | (Action::Submit, Published | Withdrawn, None | Some(Edit::Submitted))
        | (Action::Return | Action::Publish, Draft | Returned, _)
        | (
            Action::Return | Action::Publish,
            Published | Withdrawn,
            None | Some(Edit::Draft | Edit::Returned),
        )
        | (Action::Confirm, Draft | Submitted | Returned | Withdrawn, _)
        | (Action::Withdraw, Draft, _)
        | (Action::Withdraw, Withdrawn, None | Some(Edit::Draft | Edit::Returned))
        | (Action::Discard, Draft | Submitted | Returned, _)
        | (Action::Discard, Published | Withdrawn, None) => Err(Refused { state, action }),
    }
}

impl Achievement {
    /// Where it stands together with its edit.
    pub fn standing(&self) -> Standing {
        Standing {
            state: self.state,
            revision: self.revision.as_ref().map(|revision| revision.state),
        }
    }

    /// The listing as its owner works on it: the edit, when there is one.
    pub fn working(&self) -> &Listing {
        self.revision
            .as_ref()
            .map_or(&self.listing, |revision| &revision.listing)
    }

    /// The seller's own number as its owner works on it, or empty.
    pub fn working_number(&self) -> &str {
        self.revision
            .as_ref()
            .map_or(&self.external_number, |revision| &revision.external_number)
    }

    /// What the edit changes; nothing without an edit.
    pub fn changes(&self) -> Vec<FieldChange> {
        let Some(revision) = &self.revision else {
            return Vec::new();
        };
        let mut changes = changes(&self.listing, &revision.listing);
        if self.external_number != revision.external_number {
            changes.push(FieldChange {
                field: "external_number",
                label: "单位内部编号",
                old: self.external_number.clone(),
                new: revision.external_number.clone(),
            });
        }
        changes
    }
}

/// One field of a listing, before and after.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FieldChange {
    /// Name of the field.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub field: &'static str,
    /// The Chinese word for it.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub label: &'static str,
    /// As it is, for people; empty when it was not filled in.
    pub old: String,
    /// As it shall be; empty when it is taken away.
    pub new: String,
}

/// What differs between two versions of a listing, in the order of the form.
pub fn changes(old: &Listing, new: &Listing) -> Vec<FieldChange> {
    let pairs = every_field(old).into_iter().zip(every_field(new));
    let differing = pairs.filter(|(before, after)| before.2 != after.2);
    differing
        .map(|((field, label, before), (_, _, after))| FieldChange {
            field,
            label,
            old: before,
            new: after,
        })
        .collect()
}

/// Every field of a listing in words. Taken apart without a rest: a field that is added later cannot be forgotten here.
fn every_field(listing: &Listing) -> Vec<(&'static str, &'static str, String)> {
    let Listing {
        title,
        summary,
        abstract_text,
        problem,
        improvements,
        field,
        industry,
        subject,
        ipc,
        keywords,
        maturity,
        co_owners,
        co_owners_agreed,
        completers,
        patents,
        other_rights,
        modes,
        price,
        trial_offered,
        service_achievement,
        contact_name,
        contact,
        county,
        year,
        institutions,
        notes,
    } = listing;
    let yes = |is: bool| {
        if is {
            "是".to_owned()
        } else {
            "否".to_owned()
        }
    };
    let lines = |lines: Vec<String>| lines.join("；");
    let notes = notes.iter().map(|(name, text)| format!("{name}：{text}"));
    vec![
        ("title", "成果名称", title.clone()),
        ("summary", "一句话简介", summary.clone()),
        ("abstract", "成果摘要", abstract_text.clone()),
        ("problem", "解决的问题", problem.clone()),
        (
            "improvements",
            "与现有水平对比",
            lines(improvements.iter().map(compared).collect()),
        ),
        ("field", "应用领域", field.clone()),
        ("keywords", "关键词", keywords.join("、")),
        ("industry", "国民经济行业", industry.clone()),
        ("subject", "学科", subject.clone()),
        ("ipc", "IPC 分类号", ipc.join("、")),
        (
            "maturity",
            "技术成熟度",
            maturity
                .as_ref()
                .map(|is| format!("{} 级（{}）", is.level, is.word()))
                .unwrap_or_default(),
        ),
        (
            "patents",
            "专利",
            lines(patents.iter().map(patent_words).collect()),
        ),
        ("other_rights", "其他知识产权", other_rights.clone()),
        ("co_owners", "共有权利人", co_owners.join("、")),
        (
            "co_owners_agreed",
            "共有权利人已约定权利行使方式",
            yes(*co_owners_agreed),
        ),
        ("completers", "完成人", completers.join("、")),
        (
            "service_achievement",
            "职务科技成果",
            yes(*service_achievement),
        ),
        (
            "modes",
            "转化方式",
            modes
                .iter()
                .map(|mode| mode.label())
                .collect::<Vec<_>>()
                .join("、"),
        ),
        ("price", "价格", price.label()),
        ("trial_offered", "可先使用后付费", yes(*trial_offered)),
        ("contact_name", "联系人", contact_name.clone()),
        ("contact", "联系方式", contact.clone()),
        (
            "county",
            "来源地",
            if county.is_empty() {
                String::new()
            } else {
                county::name_of(county)
            },
        ),
        (
            "year",
            "完成年份",
            year.map(|year| year.to_string()).unwrap_or_default(),
        ),
        ("institutions", "来源机构", institutions.join("、")),
        ("notes", "附加信息", lines(notes.collect())),
    ]
}

fn compared(row: &Improvement) -> String {
    let incumbent = if row.incumbent.is_empty() {
        "—"
    } else {
        &row.incumbent
    };
    format!(
        "{} {}（现有 {incumbent}）{}",
        row.indicator, row.ours, row.unit
    )
}

fn patent_words(patent: &Patent) -> String {
    let filed = patent
        .filed_on
        .map(|day| format!("，{}申请", chinese_day(day)))
        .unwrap_or_default();
    format!("{} {}{filed}", patent.number, patent.status.label())
}

#[cfg(test)]
mod tests {
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
}
