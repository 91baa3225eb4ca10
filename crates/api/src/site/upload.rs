//! Files in forms: the parts of a `multipart/form-data` body, typed values and uploads.

use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::response::Response;
use market::Error;
use market::attachment::Upload;

use super::visitor::{Typed, Visitor};
use crate::App;
use crate::extract::file_name_of;

/// The body of a form with files; another kind of body is no form of ours.
pub(super) struct Multipart(axum::extract::Multipart);

impl FromRequest<App> for Multipart {
    type Rejection = Response;

    async fn from_request(request: Request, app: &App) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let Ok(visitor) = Visitor::from_request_parts(&mut parts, app).await;
        let read = axum::extract::Multipart::from_request(Request::from_parts(parts, body), app).await;
        read.map(Self).map_err(|_| visitor.fail(Error::field("", "form", "表单内容不完整，请返回重新填写")))
    }
}

/// What a form with files holds.
#[derive(Default)]
pub(super) struct Parts {
    /// The plain controls.
    pub(super) typed: Typed,
    /// The files, by the name of their control; controls without a chosen file are left out.
    pub(super) files: Vec<(String, Upload)>,
}

impl Parts {
    /// The file of a control.
    pub(super) fn take(&mut self, name: &str) -> Option<Upload> {
        let at = self.files.iter().position(|(known, _)| known == name)?;
        Some(self.files.swap_remove(at).1)
    }
}

/// Reads every part.
///
/// # Errors
/// When the transmission is broken off or larger than the route allows.
pub(super) async fn read_parts(Multipart(mut multipart): Multipart) -> market::Result<Parts> {
    let broken = |_| {
        Error::field("file", "too_large", format!("文件过大或传输中断；单个文件最大 {} MB", market::attachment::FILE_AT_MOST / 1024 / 1024))
    };
    let mut parts = Parts::default();
    while let Some(part) = multipart.next_field().await.map_err(broken)? {
        let name = part.name().unwrap_or_default().to_owned();
        match file_name_of(&part) {
            Some(file_name) => {
                let bytes = part.bytes().await.map_err(broken)?;
                if !file_name.is_empty() || !bytes.is_empty() {
                    parts.files.push((name, Upload { name: file_name, bytes: bytes.into() }));
                }
            }
            None => parts.typed.0.push((name, part.text().await.map_err(broken)?)),
        }
    }
    Ok(parts)
}

/// Reads the one file of a form.
///
/// # Errors
/// When it is missing, or the transmission is broken off.
pub(super) async fn read_upload(multipart: Multipart, name: &str) -> market::Result<Upload> {
    read_parts(multipart).await?.take(name).ok_or_else(|| Error::field(name, "required", "请选择文件"))
}
