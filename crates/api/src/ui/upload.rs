//! Files in forms: the parts of a `multipart/form-data` body, typed values and uploads.

use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::response::Response;
use market::Error;
use market::catalogue::attachment::Upload;
use market::kernel::upload::Purpose;

use super::member::Member;
use super::typed::Typed;
use super::visitor::Visitor;
use crate::App;
use crate::http::arrival;
use crate::http::arrival::Cut;
use crate::http::bounds;

/// The body of a form with files; another kind of body is no form of ours.
pub(crate) struct Multipart(axum::extract::Multipart);

impl FromRequest<App> for Multipart {
    type Rejection = Response;

    async fn from_request(request: Request, app: &App) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let Ok(visitor) = Visitor::from_request_parts(&mut parts, app).await;
        let read =
            axum::extract::Multipart::from_request(Request::from_parts(parts, body), app).await;
        read.map(Self)
            .map_err(|_| visitor.fail(Error::field("", "form", "表单内容不完整，请返回重新填写")))
    }
}

/// What a form with files holds.
#[derive(Default)]
pub(crate) struct Parts {
    /// The plain controls.
    pub(crate) typed: Typed,
    /// The files, by the name of their control; controls without a chosen file are left out.
    pub(crate) files: Vec<(String, Upload)>,
    /// Why there is no more: the transmission broke off or was larger than the route allows.
    pub(crate) broken: Option<Error>,
}

/// Reads every part, once it is known that the person may send files here.
///
/// # Errors
/// When the person may not, or it is no form of ours.
pub(crate) async fn read_parts(
    app: &App,
    member: &Member,
    purpose: Purpose<'_>,
    multipart: Multipart,
) -> market::Result<Parts> {
    let Multipart(mut multipart) = multipart;
    app.market.may_send_file(&member.actor, purpose).await?;
    let mut parts = Parts::default();
    let mut reading = "file".to_owned();
    loop {
        match read_part(app, &mut multipart, &mut parts, &mut reading).await {
            Ok(true) => {}
            Ok(false) => return Ok(parts),
            Err(Cut::Market(error)) => return Err(error),
            Err(Cut::Broken(_) | Cut::Long) => {
                let most = market::catalogue::attachment::FILE_AT_MOST / 1024 / 1024;
                let said = format!("文件过大或传输中断；单个文件最大 {most} MB");
                parts.broken = Some(Error::field(&reading, "too_large", said));
                return Ok(parts);
            }
        }
    }
}

/// Reads one more part; whether there was one. `reading` is the control that is being read.
async fn read_part(
    app: &App,
    multipart: &mut axum::extract::Multipart,
    parts: &mut Parts,
    reading: &mut String,
) -> Result<bool, Cut> {
    let Some(part) = multipart.next_field().await? else {
        return Ok(false);
    };
    let name = part.name().unwrap_or_default().to_owned();
    if !bounds::is_room_for_another(parts.typed.0.len() + parts.files.len(), &name) {
        return Err(market::Error::from(vec![bounds::no_form_of_ours()]).into());
    }
    reading.clone_from(&name);
    if arrival::file_name_of(&part).is_some() {
        let upload = arrival::file(&app.market, part).await?;
        if !upload.name.is_empty() || upload.content.size() > 0 {
            parts.files.push((name, upload));
        }
    } else {
        parts.typed.0.push((name, arrival::text(part).await?));
    }
    Ok(true)
}
