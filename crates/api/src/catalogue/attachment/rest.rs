//! Attachments of achievements 成果附件: what may be known of them, to whom.

use axum::Json;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::Timestamp;
use domain::id::kind;
use market::catalogue::attachment::{Attachment, FILE_AT_MOST, Tier};
use market::kernel::upload::Purpose;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::App;
use crate::http::arrival;
use crate::http::arrival::Cut;
use crate::http::caller::{Caller, SignedIn};
use crate::http::extract::{IdempotencyKey, MultipartBody, OfPath};
use crate::http::file::{FileBytes, FileOut, OfFile};
use crate::http::problem::Problem;
use crate::http::view::{Created, created};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(add_achievement_attachment))
        .layer(DefaultBodyLimit::max(FILE_AT_MOST + 1024 * 1024))
        .routes(routes!(list_achievement_attachments))
        .routes(routes!(
            get_achievement_attachment,
            remove_achievement_attachment
        ))
}

/// A file of an achievement.
#[derive(Serialize, ToSchema)]
struct AttachmentOut {
    #[serde(flatten)]
    file: FileOut,
    /// `public`, or `parties`: seen by the parties of a deal once it is open.
    tier: String,
    /// By content.
    media_type: String,
    added_at: Timestamp,
    /// Added to what is published and not reviewed yet: only its owner and the bureau know of it.
    unreviewed: bool,
}

impl From<Attachment> for AttachmentOut {
    fn from(file: Attachment) -> Self {
        Self {
            tier: file.tier.clone(),
            media_type: file.media_type.clone(),
            added_at: file.added_at,
            unreviewed: file.unreviewed,
            file: file.into(),
        }
    }
}

/// The files of an achievement, all of them: there are twenty at most.
#[derive(Serialize, ToSchema)]
struct AttachmentsOut {
    /// In the order in which they were added.
    items: Vec<AttachmentOut>,
}

/// The parts of a new file.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the parts, which are read one by one")]
struct AttachmentParts {
    /// `public` or `parties`; `parties` when not said.
    tier: Option<String>,
    /// PDF、PNG、JPG、Word、Excel、OFD 或 XML.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// The files of an achievement that I may know of.
#[utoipa::path(get, path = "/achievements/{id}/attachments", tag = "科技成果", security((), ("token" = [])), params(("id" = String, Path)),
    responses((status = 200, body = AttachmentsOut), (status = 404, body = Problem)))]
async fn list_achievement_attachments(
    State(app): State<App>,
    caller: Caller,
    OfPath(id): OfPath<kind::Achievement>,
) -> Result<Json<AttachmentsOut>, Problem> {
    let files = app
        .market
        .achievement_files(caller.actor.as_ref(), &id)
        .await?;
    Ok(Json(AttachmentsOut {
        items: files.into_iter().map(AttachmentOut::from).collect(),
    }))
}

/// Add a file (its owner): text `tier` and file `file`. To what is published it comes with an edit that is reviewed first.
#[utoipa::path(post, path = "/achievements/{id}/attachments", tag = "科技成果", params(("Idempotency-Key" = Option<String>, Header), ("id" = String, Path)),
    request_body(content = AttachmentParts, content_type = "multipart/form-data", description = "tier：public（公开）或 parties（仅交易双方）；file：文件"),
    responses((status = 201, body = Created), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn add_achievement_attachment(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfPath(id): OfPath<kind::Achievement>,
    key: IdempotencyKey,
    MultipartBody(mut multipart): MultipartBody,
) -> Result<Response, Problem> {
    app.market
        .may_send_file(&actor, Purpose::Achievement(&id))
        .await?;
    let (mut tier, mut file) = (Tier::Parties, None);
    while let Some(part) = multipart.next_field().await.map_err(Cut::from)? {
        match part.name().unwrap_or_default() {
            "tier" => tier = tier_of(&arrival::text(part).await?)?,
            "file" => file = Some(arrival::file(&app.market, part).await?),
            _ => return Err(Problem::bad_request("只接受 tier、file 两个部分")),
        }
    }
    let file = file.ok_or_else(|| Problem::field("/file", "required", "请上传文件"))?;
    let once = key.of(&(tier.as_str(), &file.name, file.content.sha256()));
    let added = app
        .market
        .attach_to_achievement(&actor, &id, tier, file, &once)
        .await?;
    Ok(created(&format!("achievements/{id}/attachments"), added))
}

/// The content of a file. Looking at one that is for the parties is itself an event.
#[utoipa::path(get, path = "/achievements/{id}/attachments/{attachment}", tag = "科技成果", security((), ("token" = [])), params(("id" = String, Path), ("attachment" = String, Path)),
    responses((status = 200, description = "文件", body = FileBytes, content_type = "application/octet-stream"), (status = 404, body = Problem)))]
async fn get_achievement_attachment(
    State(app): State<App>,
    caller: Caller,
    OfFile(id, attachment): OfFile<kind::Achievement>,
) -> Result<Response, Problem> {
    Ok(crate::ui::download::download(
        app.market
            .achievement_file(caller.actor.as_ref(), &id, &attachment)
            .await?,
    ))
}

/// Take a wrong file off (its owner); what a signed contract may rest on stays.
#[utoipa::path(delete, path = "/achievements/{id}/attachments/{attachment}", tag = "科技成果", params(("id" = String, Path), ("attachment" = String, Path)),
    responses((status = 204), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem)))]
async fn remove_achievement_attachment(
    State(app): State<App>,
    SignedIn { actor, .. }: SignedIn,
    OfFile(id, attachment): OfFile<kind::Achievement>,
) -> Result<StatusCode, Problem> {
    app.market
        .detach_from_achievement(&actor, &id, &attachment)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Who may see a new file. A slip must not make it public, nor hide what shall be.
fn tier_of(text: &str) -> Result<Tier, Problem> {
    [Tier::Public, Tier::Parties]
        .into_iter()
        .find(|tier| tier.as_str() == text)
        .ok_or_else(|| {
            Problem::field(
                "/tier",
                "unknown",
                "可见范围应为 public（公开）或 parties（仅交易双方）",
            )
        })
}
