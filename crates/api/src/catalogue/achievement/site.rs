//! The page of an achievement 成果页, and its files.

use axum::extract::{Path, State};
use axum::response::Response;
use domain::catalogue::achievement::{self, Achievement, CONFIRM_EVERY_DAYS};
use domain::id::{AchievementId, kind};
use domain::people::organisation::{Organisation, OrganisationKind};
use domain::time::DAY_US;
use market::catalogue::attachment::Attachment;

use super::verbs::verbs;
use crate::App;
use crate::catalogue::achievement::page::{AchievementPage, Cost, NextStep, RevisionShown};
use crate::catalogue::matching::site::row_of_demand;
use crate::catalogue::search::site::plain_card;
use crate::ui::address::OfPath;
use crate::ui::download::download;
use crate::ui::parts::{FileList, FileView, Link, PostButton, ResultCard, Timeline, Weight};
use crate::ui::routing::{Router, get};
use crate::ui::visitor::Visitor;
use crate::ui::{Form, Section, Sent, respond};

/// Achievements shown as similar.
const SIMILAR: usize = 5;
/// Demands shown that it answers.
const WANTED: usize = 5;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/achievements/{id}", get(show_achievement))
        .route("/achievements/{id}/files/{attachment}", get(get_file))
}

async fn show_achievement(
    State(app): State<App>,
    visitor: Visitor,
    OfPath(id): OfPath<kind::Achievement>,
) -> Response {
    page_of(&app, visitor, &id, Sent::default()).await
}

/// The page of an achievement, with what was sent from it in vain.
pub(crate) async fn page_of(
    app: &App,
    visitor: Visitor,
    id: &AchievementId,
    mut sent: Sent,
) -> Response {
    let found = async {
        let achievement = app.market.achievement(visitor.actor.as_ref(), id).await?;
        let owner = app.market.organisation(&achievement.organisation).await?;
        let files = app
            .market
            .achievement_files(visitor.actor.as_ref(), id)
            .await?;
        let similar = app.market.similar(id, SIMILAR).await?;
        let wanted = app
            .market
            .demands_for(visitor.actor.as_ref(), id, WANTED)
            .await?;
        let wanted = wanted.into_iter().map(row_of_demand).collect();
        Ok::<_, market::Error>((achievement, owner, files, similar, wanted))
    };
    match found.await {
        Ok((achievement, owner, files, similar, wanted)) => {
            let mut page = fill(
                app,
                &visitor,
                achievement,
                owner,
                files,
                similar.iter().map(plain_card).collect(),
                &mut sent,
            );
            page.wanted = wanted;
            page.layout = sent.tell(page.layout);
            respond(sent.status(), &page)
        }
        Err(error) => visitor.fail(error),
    }
}

fn fill(
    app: &App,
    visitor: &Visitor,
    achievement: Achievement,
    owner: Organisation,
    files: Vec<Attachment>,
    similar: Vec<ResultCard>,
    sent: &mut Sent,
) -> AchievementPage {
    let stale = achievement
        .confirmed_at
        .is_some_and(|at| visitor.now.0 - at.0 > CONFIRM_EVERY_DAYS * DAY_US);
    let own = visitor
        .actor
        .as_ref()
        .is_some_and(|actor| actor.organisation == achievement.organisation);
    let listing = &achievement.listing;
    AchievementPage {
        layout: visitor
            .layout(listing.title.clone(), Section::Achievements)
            .below("找成果", "/achievements"),
        next: next_step(visitor, &achievement, own, sent),
        cost: cost(app, visitor, &achievement),
        county: if listing.county.is_empty() {
            String::new()
        } else {
            domain::people::county::name_of(&listing.county)
        },
        contact: (!listing.contact.is_empty())
            .then(|| (listing.contact_name.clone(), listing.contact.clone())),
        external_number: achievement.external_number.clone(),
        files: file_list(&achievement.id, &files, own),
        revision: RevisionShown::of(&achievement),
        id: achievement.id.to_string(),
        state: achievement.state,
        reason: achievement.reason.clone(),
        organisation: Link::new(owner.described.name, format!("/organisations/{}", owner.id)),
        organisation_kind: owner.described.kind.label().into(),
        confirmed_at: achievement.confirmed_at,
        stale,
        answer_days: None,
        chain: None,
        history: Timeline::default(),
        similar,
        wanted: Vec::new(),
        listing: achievement.listing,
        today: visitor.now.day(),
    }
}

fn next_step(visitor: &Visitor, achievement: &Achievement, own: bool, sent: &mut Sent) -> NextStep {
    let path = format!("/achievements/{}", achievement.id);
    let Some(actor) = &visitor.actor else {
        return NextStep::SignIn(visitor.layout("", Section::Achievements).sign_in_href());
    };
    if own {
        let edit_href = format!("/my/achievements/{}/edit", achievement.id);
        return NextStep::Own {
            edit_href,
            verbs: verbs(achievement),
            file_form: sent.show("file", Form::new().with("tier", "public")),
        };
    }
    if actor.organisation_kind == OrganisationKind::Bureau && achievement.standing().awaits_review()
    {
        let at = format!("/desk/achievements/{}", achievement.id);
        let publish = PostButton::new("发布", format!("{at}/publish"), Some(achievement.version))
            .weighing(Weight::Primary);
        return NextStep::Review {
            publish,
            return_action: format!("{at}/return"),
            return_form: Form::new().of_version(achievement.version),
        };
    }
    if achievement.state == achievement::State::Withdrawn {
        return NextStep::Cannot(
            "这项成果已撤回，不再接受新的许可意向；已经开始的办理不受影响".into(),
        );
    }
    if actor.organisation_kind != OrganisationKind::Enterprise {
        return NextStep::Cannot("许可意向由企业提出".into());
    }
    NextStep::Request(format!("{path}/licence-requests"))
}

/// What it would cost an enterprise of the city after the subsidy.
fn cost(app: &App, visitor: &Visitor, achievement: &Achievement) -> Option<Cost> {
    let price = achievement.listing.price.least()?;
    let mode = *achievement.listing.modes.first()?;
    let outcome = crate::money::calculator::site::forecast(app, price, mode, "", visitor.now)?;
    let subsidy = crate::money::subsidy::sum::due(&outcome);
    let policy = app.market.policy();
    Some(Cost {
        price,
        subsidy,
        net: price.minus(subsidy)?,
        href: format!("/calculator?paid_yuan={}", price.in_yuan().replace(',', "")),
        policy: Link::new(policy.title.clone(), format!("/policies/{}", policy.id)),
    })
}

fn file_list(id: &AchievementId, files: &[Attachment], own: bool) -> FileList {
    let file = |file: &Attachment| FileView {
        name: file.name.clone(),
        href: format!("/achievements/{id}/files/{}", file.id),
        kind: format!(
            "{}{}",
            if file.tier == "public" {
                "公开"
            } else {
                "仅交易双方"
            },
            if file.unreviewed {
                "（审核后可见）"
            } else {
                ""
            }
        ),
        size: u64::try_from(file.size).unwrap_or_default(),
        sha256: file.sha256.clone(),
        by: String::new(),
        at: file.added_at,
        remove: own.then(|| {
            PostButton::new(
                "移除",
                format!("/my/achievements/{id}/files/{}/remove", file.id),
                None,
            )
        }),
    };
    FileList {
        files: files.iter().map(file).collect(),
        none: String::new(),
    }
}

async fn get_file(
    State(app): State<App>,
    visitor: Visitor,
    Path(path): Path<(String, String)>,
) -> Response {
    let (Ok(id), Ok(attachment)) = (path.0.parse(), path.1.parse()) else {
        return visitor.fail(market::Error::NotFound);
    };
    match app
        .market
        .achievement_file(visitor.actor.as_ref(), &id, &attachment)
        .await
    {
        Ok(found) => download(found),
        Err(error) => visitor.fail(error),
    }
}
