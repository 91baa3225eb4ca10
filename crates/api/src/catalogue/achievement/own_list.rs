//! The list of one's own achievements 本单位成果.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::catalogue::achievement::{self, Achievement, CONFIRM_EVERY_DAYS};
use domain::time::DAY_US;
use serde::Deserialize;

use super::form_page::{MyAchievementsPage, OwnAchievement, Tab};
use super::verbs::verbs;
use crate::App;
use crate::ui::address::Lenient;
use crate::ui::member::Member;
use crate::ui::parts::{Link, Pagination};
use crate::ui::{Section, respond};

/// Listings on one page.
const PER_PAGE: i64 = 50;

#[derive(Default, Deserialize)]
pub(crate) struct Which {
    #[serde(default)]
    state: String,
    #[serde(default)]
    after: String,
}

pub(crate) async fn show_own(
    State(app): State<App>,
    member: Member,
    Lenient(which): Lenient<Which>,
) -> Response {
    let wanted = achievement::State::try_from(which.state).ok();
    let found = app
        .market
        .my_achievements(&member.actor, wanted, &which.after, PER_PAGE + 1)
        .await;
    let (mut rows, counts) = match found {
        Ok(found) => found,
        Err(error) => return member.visitor.fail(error),
    };
    let in_state = achievement::State::ALL
        .into_iter()
        .map(|state| (state.label(), Some(state)))
        .filter(|(_, state)| counts.of(*state) > 0);
    let tabs = std::iter::once(("全部", None))
        .chain(in_state)
        .map(|(label, state)| tab(label, state, counts.of(state), wanted))
        .collect();
    let count = counts.of(wanted);
    let most = usize::try_from(PER_PAGE).unwrap_or_default();
    let more = rows.len() > most;
    rows.truncate(most);
    let state = wanted.map_or("", achievement::State::as_str);
    let onwards = rows
        .last()
        .filter(|_| more)
        .map(|last| format!("/my/achievements?state={state}&after={}", last.id))
        .unwrap_or_default();
    let page = MyAchievementsPage {
        layout: member.visitor.layout("本单位成果", Section::My),
        tabs,
        rows: rows
            .into_iter()
            .map(|achievement| own(&member, achievement))
            .collect(),
        pagination: Pagination {
            showing: format!("共 {count} 项"),
            previous: String::new(),
            next: onwards,
        },
    };
    respond(StatusCode::OK, &page)
}

fn tab(
    label: &str,
    state: Option<achievement::State>,
    count: i64,
    here: Option<achievement::State>,
) -> Tab {
    let href = state.map_or("/my/achievements".to_owned(), |state| {
        format!("/my/achievements?state={}", state.as_str())
    });
    Tab {
        label: label.into(),
        count: u64::try_from(count).unwrap_or_default(),
        href,
        here: state == here,
    }
}

fn own(member: &Member, achievement: Achievement) -> OwnAchievement {
    let now = member.visitor.now;
    OwnAchievement {
        title: Link::new(
            achievement.working().title.clone(),
            format!("/achievements/{}", achievement.id),
        ),
        external_number: achievement.working_number().to_owned(),
        state: achievement.state,
        revision: achievement.standing().revision,
        reason: reason_of(&achievement),
        completeness: achievement.working().completeness(),
        confirmed_at: achievement.confirmed_at,
        stale: achievement.state == achievement::State::Published
            && achievement
                .confirmed_at
                .is_some_and(|at| now.0 - at.0 > CONFIRM_EVERY_DAYS * DAY_US),
        edit_href: format!("/my/achievements/{}/edit", achievement.id),
        verbs: verbs(&achievement),
    }
}

/// Why the listing, or its edit, was returned or withdrawn.
pub(crate) fn reason_of(achievement: &Achievement) -> String {
    achievement
        .revision
        .as_ref()
        .map_or(&achievement.reason, |revision| &revision.reason)
        .clone()
}
