//! Parts of a `multipart/form-data` body as they arrive: files piece by piece, so that a large one is never held whole.

use axum::extract::multipart::{Field, MultipartError};
use axum::http::{StatusCode, header};
use market::Market;
use market::catalogue::attachment::Upload;

use crate::http::problem::Problem;

/// Largest part that is no file, in bytes.
const TEXT_AT_MOST: usize = 1024 * 1024;

/// Why a part did not arrive.
pub(crate) enum Cut {
    /// The transmission was broken off, or the body is larger than the route allows.
    Broken(MultipartError),
    /// A part that is no file is larger than any that we draw.
    Long,
    /// The market cannot take it.
    Market(market::Error),
}

impl From<MultipartError> for Cut {
    fn from(error: MultipartError) -> Self {
        Self::Broken(error)
    }
}

impl From<market::Error> for Cut {
    fn from(error: market::Error) -> Self {
        Self::Market(error)
    }
}

impl From<Cut> for Problem {
    fn from(cut: Cut) -> Self {
        match cut {
            Cut::Broken(error) if error.status() != StatusCode::PAYLOAD_TOO_LARGE => {
                Self::bad_request("multipart/form-data 不完整，请重新提交")
            }
            Cut::Broken(_) | Cut::Long => Self::new(
                StatusCode::PAYLOAD_TOO_LARGE,
                "body",
                "请求内容无法接收",
                "文件过大，请缩小后重试",
            ),
            Cut::Market(error) => error.into(),
        }
    }
}

/// The file of a part.
///
/// # Errors
/// When it does not arrive whole.
pub(crate) async fn file(market: &Market, mut part: Field<'_>) -> Result<Upload, Cut> {
    let name = file_name_of(&part).unwrap_or_default();
    let mut arriving = market.receive();
    while let Some(piece) = part.chunk().await? {
        arriving.push(&piece).await?;
    }
    Ok(Upload {
        name,
        content: arriving.end().await?,
    })
}

/// The text of a part that is no file; what is no UTF-8 is replaced.
///
/// # Errors
/// When it does not arrive whole, or is longer than any text of ours.
pub(crate) async fn text(mut part: Field<'_>) -> Result<String, Cut> {
    let mut bytes = Vec::new();
    while let Some(piece) = part.chunk().await? {
        if bytes.len() + piece.len() > TEXT_AT_MOST {
            return Err(Cut::Long);
        }
        bytes.extend_from_slice(&piece);
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The name of the file in a part. A name that is given as `filename*` alone (RFC 5987, as many programs write Chinese
/// names) is a name as well.
pub(crate) fn file_name_of(part: &Field<'_>) -> Option<String> {
    let plain = part.file_name().map(str::to_owned);
    plain.or_else(|| {
        part.headers()
            .get(header::CONTENT_DISPOSITION)
            .and_then(|value| extended_name(value.as_bytes()))
    })
}

/// The value of `filename*=UTF-8''…`.
fn extended_name(disposition: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(disposition);
    let named = text.split(';').map(str::trim).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim()
            .eq_ignore_ascii_case("filename*")
            .then(|| value.trim().trim_matches('"'))
    })?;
    let (charset, rest) = named.split_once('\'')?;
    let (_, encoded) = rest.split_once('\'')?;
    if !charset.eq_ignore_ascii_case("utf-8") {
        return None;
    }
    // A plus sign is itself here, not a space.
    let encoded = format!("n={}", encoded.replace('+', "%2B").replace('&', "%26"));
    form_urlencoded::parse(encoded.as_bytes())
        .next()
        .map(|(_, name)| name.into_owned())
}

#[cfg(test)]
mod tests {
    use axum::extract::{FromRequest as _, Request};

    use super::*;
    use crate::http::extract::MultipartBody;

    #[test]
    fn a_file_name_may_come_in_its_extended_form_alone() {
        let name = |text: &str| extended_name(text.as_bytes());
        assert_eq!(
            name("form-data; name=\"file\"; filename*=UTF-8''%E6%88%90%E6%9E%9C%201+2.xlsx")
                .as_deref(),
            Some("成果 1+2.xlsx")
        );
        assert_eq!(
            name("form-data; name=\"file\"; FileName*=utf-8'zh-CN'a%26b.csv").as_deref(),
            Some("a&b.csv")
        );
        for without in [
            "form-data; name=\"file\"",
            "form-data; filename*=UTF-8",
            "form-data; filename*=GBK''%B3%C9",
        ] {
            assert_eq!(name(without), None, "{without}");
        }
    }

    #[tokio::test]
    async fn a_part_with_only_an_extended_name_is_a_file() {
        let body = "--b\r\ncontent-disposition: form-data; name=\"file\"; filename*=UTF-8''%E6%88%90%E6%9E%9C.csv\r\n\r\nx\r\n--b--\r\n";
        let request = Request::builder()
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=b")
            .body(body.into())
            .expect("a request");
        let MultipartBody(mut parts) = MultipartBody::from_request(request, &())
            .await
            .expect("parts");
        let part = parts.next_field().await.expect("whole").expect("one part");
        assert_eq!(
            (part.name(), file_name_of(&part).as_deref()),
            (Some("file"), Some("成果.csv"))
        );
    }
}
