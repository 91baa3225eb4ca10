//! Errors on their way out: RFC 9457 problem documents, one match from the market's errors to HTTP.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::FieldError;
use market::Error;
use serde::Serialize;
use utoipa::ToSchema;

/// The type of a problem document.
pub const PROBLEM_JSON: &str = "application/problem+json";

/// A problem document (RFC 9457), with a stable code and the wrong fields.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Problem {
    /// `about:blank`: what kind of problem it is, `code` says.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// What kind of problem, in Chinese.
    pub title: &'static str,
    /// HTTP status.
    pub status: u16,
    /// A stable word for programs.
    pub code: &'static str,
    /// What is wrong and what to do, in Chinese.
    pub detail: String,
    /// The wrong fields, with JSON pointers into the request.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<Wrong>,
    /// Seconds after which to try again.
    #[serde(skip)]
    pub retry_after: Option<u64>,
}

/// One wrong field.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Wrong {
    /// JSON pointer into the request: `/patents/0/number`.
    pub pointer: String,
    /// A stable word for programs.
    pub code: String,
    /// What is wrong and what is right, in Chinese.
    pub detail: String,
}

impl Problem {
    /// A problem with its status, code, title and sentence.
    pub fn new(
        status: StatusCode,
        code: &'static str,
        title: &'static str,
        detail: impl Into<String>,
    ) -> Self {
        Self {
            kind: "about:blank",
            title,
            status: status.as_u16(),
            code,
            detail: detail.into(),
            errors: Vec::new(),
            retry_after: None,
        }
    }

    /// 400: the request cannot be read.
    pub fn bad_request(detail: impl Into<String>) -> Self {
        Self::new(
            StatusCode::BAD_REQUEST,
            "bad_request",
            "请求无法识别",
            detail,
        )
    }

    /// 404.
    pub fn not_found() -> Self {
        Error::NotFound.into()
    }

    /// 422: one wrong field.
    pub fn field(pointer: impl Into<String>, code: &str, detail: impl Into<String>) -> Self {
        let mut problem = Self::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "invalid",
            "填写有误",
            "有 1 处需要修改",
        );
        problem.errors.push(Wrong {
            pointer: pointer.into(),
            code: code.to_owned(),
            detail: detail.into(),
        });
        problem
    }
}

impl From<FieldError> for Wrong {
    fn from(error: FieldError) -> Self {
        Self {
            pointer: format!("/{}", error.field),
            code: error.code.to_owned(),
            detail: error.message,
        }
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        let detail = error.to_string();
        match error {
            Error::NotFound => Self::new(StatusCode::NOT_FOUND, "not_found", "没有找到", detail),
            Error::SignedOut => {
                Self::new(StatusCode::UNAUTHORIZED, "signed_out", "需要登录", detail)
            }
            Error::Forbidden(_) => {
                Self::new(StatusCode::FORBIDDEN, "forbidden", "没有权限", detail)
            }
            Error::Stale | Error::Overtaken(_) => Self::new(
                StatusCode::PRECONDITION_FAILED,
                "stale",
                "内容已被更新",
                detail,
            ),
            Error::Refused(_) => {
                Self::new(StatusCode::CONFLICT, "refused", "现在不能这样做", detail)
            }
            Error::Invalid(errors) => Self {
                errors: errors.into_iter().map(Wrong::from).collect(),
                ..Self::new(
                    StatusCode::UNPROCESSABLE_ENTITY,
                    "invalid",
                    "填写有误",
                    detail,
                )
            },
            Error::TooMany { seconds } => Self {
                retry_after: Some(seconds),
                ..Self::new(
                    StatusCode::TOO_MANY_REQUESTS,
                    "too_many",
                    "尝试过多",
                    detail,
                )
            },
            Error::Busy { seconds, .. } | Error::Full { seconds } => Self {
                retry_after: Some(seconds),
                ..Self::new(StatusCode::SERVICE_UNAVAILABLE, "busy", "系统正忙", detail)
            },
            Error::Store(inner) => {
                tracing::error!(error = %inner, "the store failed");
                Self::new(
                    StatusCode::INTERNAL_SERVER_ERROR,
                    "internal",
                    "系统故障",
                    detail,
                )
            }
            Error::IndexInUse => Self::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "search_unavailable",
                "搜索不可用",
                detail,
            ),
            Error::Index(inner) => {
                tracing::error!(error = %inner, "the index failed");
                Self::new(
                    StatusCode::SERVICE_UNAVAILABLE,
                    "search_unavailable",
                    "搜索不可用",
                    detail,
                )
            }
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = serde_json::to_string(&self).unwrap_or_default();
        let mut response = (
            status,
            [(
                header::CONTENT_TYPE,
                "application/problem+json; charset=utf-8",
            )],
            body,
        )
            .into_response();
        if let Some(seconds) = self.retry_after {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, seconds.into());
        }
        // For whoever tells it to a browser instead.
        response.extensions_mut().insert(self);
        response
    }
}
