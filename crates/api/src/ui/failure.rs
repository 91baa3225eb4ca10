//! What a page says when something went wrong.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use market::Error;

use super::layout::Section;
use super::message::ErrorPage;
use super::parts::{Link, Notice, Tone};
use super::respond;
use super::sent::typed_words;
use super::visitor::Visitor;

impl Visitor {
    /// The page for what went wrong. A form that was refused is better shown again: see [`Visitor::again`].
    pub fn fail(&self, error: Error) -> Response {
        self.fail_keeping(error, &[])
    }

    /// The same for a form whose page cannot be shown: what was typed can be copied from there.
    pub fn fail_keeping(&self, error: Error, typed: &[(String, String)]) -> Response {
        let layout = self.layout("出错了", Section::Elsewhere);
        let sentence = error.to_string();
        let again = error.seconds();
        let (status, mut page) = match error {
            Error::NotFound => (StatusCode::NOT_FOUND, ErrorPage::not_found(layout)),
            Error::SignedOut => return Redirect::to(&layout.sign_in_href()).into_response(),
            Error::Forbidden(_) => (
                StatusCode::FORBIDDEN,
                ErrorPage::forbidden(
                    layout,
                    format!("{sentence}。如需办理，请联系本单位管理员或市科技局。"),
                ),
            ),
            Error::Stale | Error::Overtaken(_) => {
                let path = self.address.split('?').next().unwrap_or("/");
                let current = path.rsplit_once('/').map_or("/", |(above, _)| above);
                (
                    StatusCode::CONFLICT,
                    ErrorPage::stale(layout, sentence, Link::new("查看最新内容", current)),
                )
            }
            Error::Refused(_) => (
                StatusCode::CONFLICT,
                self.sentence("现在不能这样做", sentence),
            ),
            Error::Invalid(errors) => {
                let said: Vec<String> = errors.into_iter().map(|error| error.message).collect();
                (
                    StatusCode::UNPROCESSABLE_ENTITY,
                    self.sentence("填写有误", said.join("；")),
                )
            }
            Error::TooMany { .. } => (
                StatusCode::TOO_MANY_REQUESTS,
                self.sentence("尝试次数过多", sentence),
            ),
            Error::Busy { .. } | Error::Full { .. } => (
                StatusCode::SERVICE_UNAVAILABLE,
                self.sentence("系统正忙", sentence),
            ),
            Error::IndexInUse | Error::Index(_) | Error::Store(_) => {
                let reference = uuid::Uuid::new_v4().simple().to_string();
                tracing::error!(error = ?error, reference, "a page failed");
                (
                    StatusCode::INTERNAL_SERVER_ERROR,
                    ErrorPage::broken(layout, reference),
                )
            }
        };
        let typed = typed_words(typed);
        if !typed.is_empty() {
            page.layout.notice = Some(Notice {
                typed,
                ..Notice::new(Tone::Attention, "没有办成")
            });
        }
        let mut response = respond(status, &page);
        if let Some(seconds) = again {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, seconds.into());
        }
        response
    }

    fn sentence(&self, title: &str, text: String) -> ErrorPage {
        let mut page = ErrorPage::forbidden(self.layout(title, Section::Elsewhere), text);
        page.layout.title = title.to_owned();
        page
    }
}

/// For every address that leads nowhere.
pub(crate) async fn show_not_found(visitor: Visitor) -> Response {
    if crate::http::refused::is_api(visitor.address.split('?').next().unwrap_or_default()) {
        return crate::http::problem::Problem::not_found().into_response();
    }
    visitor.fail(Error::NotFound)
}
