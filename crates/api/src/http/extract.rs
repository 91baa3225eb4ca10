//! Reading requests of the API: every rejection is a problem document in Chinese that says where.

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Multipart, Path, Query, Request};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use domain::Id;
use domain::id::Kind;
use market::kernel::work::{ANY_VERSION, Once};
use serde::de::DeserializeOwned;
use serde::{Deserialize as _, Serialize};
use serde_path_to_error::Segment;

use crate::http::bounds;
use crate::http::json::Json;
use crate::http::problem::Problem;

/// A JSON body.
pub struct Body<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let kind = request
            .headers()
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default();
        if !kind.starts_with("application/json") {
            let detail = "请以 JSON 提交，并注明 Content-Type: application/json";
            return Err(Problem::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "media_type",
                "格式不支持",
                detail,
            ));
        }
        let bytes = Bytes::from_request(request, state)
            .await
            .map_err(|rejection| {
                let status = axum::response::IntoResponse::into_response(rejection).status();
                Problem::new(
                    status,
                    "body",
                    "请求内容无法接收",
                    "请求内容过大或传输中断，请缩小后重试",
                )
            })?;
        read_json(&bytes).map(Self)
    }
}

/// Reads JSON; what is wrong is told with the place where.
///
/// # Errors
/// 400 when it is no JSON, 422 when a value is of the wrong type or a key is unknown.
pub fn read_json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    bounds::json(bytes)?;
    let mut input = serde_json::Deserializer::from_slice(bytes);
    let json = Json::deserialize(&mut input).map_err(|error| {
        Problem::bad_request(format!(
            "请求内容不是完整的 JSON（第 {} 行第 {} 列附近）",
            error.line(),
            error.column()
        ))
    })?;
    input
        .end()
        .map_err(|_| Problem::bad_request("JSON 之后还有多余内容"))?;
    serde_path_to_error::deserialize(json).map_err(|error| {
        Problem::field(
            pointer_of(error.path()),
            "type",
            in_chinese(&error.inner().to_string()),
        )
    })
}

/// The parts of a `multipart/form-data` body.
pub struct MultipartBody(pub Multipart);

impl<S: Send + Sync> FromRequest<S> for MultipartBody {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let detail = "请以 multipart/form-data 提交，并注明 boundary";
        let wrong = |_| {
            Problem::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "media_type",
                "格式不支持",
                detail,
            )
        };
        Multipart::from_request(request, state)
            .await
            .map(Self)
            .map_err(wrong)
    }
}

/// A JSON pointer to where serde stopped.
fn pointer_of(path: &serde_path_to_error::Path) -> String {
    let mut pointer = String::new();
    for segment in path {
        match segment {
            Segment::Seq { index } => pointer += &format!("/{index}"),
            Segment::Map { key } => {
                pointer += &format!("/{}", key.replace('~', "~0").replace('/', "~1"))
            }
            Segment::Enum { .. } | Segment::Unknown => {}
        }
    }
    pointer
}

/// What serde says of a wrong value, for people.
fn in_chinese(message: &str) -> String {
    let told = message.split(" at line ").next().unwrap_or(message);
    let told = told
        .strip_prefix("Failed to deserialize query string: ")
        .unwrap_or(told);
    // What was sent may be a megabyte long.
    let between = |text: &str| {
        text.split('`')
            .nth(1)
            .unwrap_or_default()
            .chars()
            .take(60)
            .collect::<String>()
    };
    if told.starts_with("unknown field") {
        format!("不认识的字段“{}”，请对照接口文档核对名称", between(told))
    } else if told.starts_with("missing field") {
        format!("缺少字段“{}”", between(told))
    } else if told.starts_with("duplicate field") {
        format!("字段“{}”出现了不止一次", between(told))
    } else if let Some((_, rest)) = told.split_once("unknown variant") {
        let allowed = rest
            .split("expected")
            .nth(1)
            .unwrap_or_default()
            .replace("one of", "")
            .replace(" or ", ", ");
        format!(
            "“{}”不是可用的值，可用的值为：{}",
            between(rest),
            allowed.trim()
        )
    } else if let Some((_, kind)) = told.split_once("expected ") {
        format!("值的类型不对，应为{}", kind_in_chinese(kind))
    } else if let Some((name, _)) = told.split_once(": ") {
        format!(
            "“{}”的值不对，请对照接口文档核对",
            name.chars().take(60).collect::<String>()
        )
    } else {
        "值不对，请对照接口文档核对".to_owned()
    }
}

/// What serde expected, for people.
fn kind_in_chinese(kind: &str) -> &'static str {
    const KINDS: [(&str, &str); 11] = [
        ("a string", "文字"),
        ("a borrowed string", "文字"),
        ("a boolean", "true 或 false"),
        ("a sequence", "列表"),
        ("i64", "整数"),
        ("i32", "整数"),
        ("integer", "整数"),
        ("u64", "非负整数"),
        ("u32", "非负整数"),
        ("usize", "非负整数"),
        ("f64", "数字"),
    ];
    KINDS
        .into_iter()
        .find(|(begins, _)| kind.starts_with(begins))
        .map_or("接口文档所说的结构", |(_, word)| word)
}

/// The parameters of a query string.
pub struct Params<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Params<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let query = parts.uri.query().unwrap_or_default();
        if query.split('&').count() > bounds::PARAMETERS_AT_MOST {
            return Err(Problem::bad_request(format!(
                "网址参数过多，最多 {} 个",
                bounds::PARAMETERS_AT_MOST
            )));
        }
        refuse_controls(parts.uri.query().unwrap_or_default())?;
        match Query::<T>::from_request_parts(parts, state).await {
            Ok(Query(value)) => Ok(Self(value)),
            Err(rejection) => Err(Problem::bad_request(format!(
                "网址参数有误：{}",
                in_chinese(&rejection.body_text())
            ))),
        }
    }
}

/// Refuses parameters with control characters; in a text that is searched for they are nothing to look for, and no error.
fn refuse_controls(query: &str) -> Result<(), Problem> {
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        if name != "q" && domain::text::control_character(&value).is_some() {
            let name: String = name.chars().take(60).filter(|c| !c.is_control()).collect();
            return Err(Problem::bad_request(format!(
                "网址参数有误：“{name}”中有看不见的控制字符"
            )));
        }
    }
    Ok(())
}

/// An identifier in the path; one that cannot be is simply not found.
pub struct OfPath<K: Kind>(pub Id<K>);

impl<K: Kind, S: Send + Sync> FromRequestParts<S> for OfPath<K> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let Path(text) = Path::<String>::from_request_parts(parts, state)
            .await
            .map_err(|_| Problem::not_found())?;
        text.parse().map(Self).map_err(|_| Problem::not_found())
    }
}

/// The version that the caller read, from `If-Match: "3"`; any that there is, from `If-Match: *` (RFC 9110, 13.1.1).
pub struct IfMatch(pub i64);

impl<S: Send + Sync> FromRequestParts<S> for IfMatch {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let Some(value) = parts.headers.get(header::IF_MATCH) else {
            let detail = "请先读取当前内容，并用 If-Match 带上它的 ETag，例如 If-Match: \"3\"";
            return Err(Problem::new(
                StatusCode::PRECONDITION_REQUIRED,
                "if_match_required",
                "缺少版本",
                detail,
            ));
        };
        let text = value.to_str().unwrap_or_default().trim();
        version_of(text).map(Self).ok_or_else(|| {
            Problem::bad_request("If-Match 应为读取时得到的一个 ETag，例如 \"3\"；不论版本时为 *")
        })
    }
}

/// The version that an `ETag` of ours names. A proxy that compresses makes it a weak one (`W/"3"`); the version is meant
/// all the same.
fn version_of(tag: &str) -> Option<i64> {
    if tag == "*" {
        return Some(ANY_VERSION);
    }
    let digits = tag.strip_prefix("W/").unwrap_or(tag).trim_matches('"');
    digits
        .bytes()
        .all(|byte| byte.is_ascii_digit())
        .then(|| digits.parse().ok())?
}

/// The `Idempotency-Key` of a creating request, with its method and path: the same key with another body or at another
/// address is another request.
pub struct IdempotencyKey {
    key: Option<String>,
    method: String,
    path: String,
}

impl IdempotencyKey {
    /// The request under this key.
    pub fn of(self, body: &impl Serialize) -> Once {
        Once::new(self.key, &(self.method, self.path, body))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for IdempotencyKey {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let (method, path) = (parts.method.to_string(), parts.uri.path().to_owned());
        let Some(value) = parts.headers.get("idempotency-key") else {
            return Ok(Self {
                key: None,
                method,
                path,
            });
        };
        match value.to_str() {
            Ok(key) if (8..=100).contains(&key.len()) => Ok(Self {
                key: Some(key.to_owned()),
                method,
                path,
            }),
            _ => Err(Problem::bad_request(
                "Idempotency-Key 应为 8 至 100 位 ASCII 字符，例如一个 UUID",
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_read_from_a_strong_tag_and_from_one_that_a_proxy_made_weak() {
        for (tag, version) in [
            ("\"3\"", Some(3)),
            ("3", Some(3)),
            ("W/\"3\"", Some(3)),
            ("*", Some(ANY_VERSION)),
        ] {
            assert_eq!(version_of(tag), version, "{tag}");
        }
        for tag in [
            "",
            "\"\"",
            "W/",
            "\"-1\"",
            "\"1\", \"2\"",
            "\"3-gzip\"",
            "\"99999999999999999999\"",
            "\"*\"",
            "W/*",
        ] {
            assert_eq!(version_of(tag), None, "{tag}");
        }
    }

    #[test]
    fn a_control_character_in_a_parameter_is_refused_and_in_a_search_it_is_none() {
        assert!(refuse_controls("name=%E7%A4%BA%E4%BE%8B&after=x%00").is_err());
        assert!(refuse_controls("name=%E7%A4%BA%E4%BE%8B%0A&q=%00%7F").is_ok());
    }

    #[test]
    fn the_same_key_at_another_address_or_with_another_method_is_another_request() {
        let once = |method: &str, path: &str, body: &str| {
            IdempotencyKey {
                key: Some("12345678".into()),
                method: method.into(),
                path: path.into(),
            }
            .of(&body)
        };
        let first = format!("{:?}", once("POST", "/api/v1/demands", "a"));
        assert_eq!(first, format!("{:?}", once("POST", "/api/v1/demands", "a")));
        for other in [
            once("PUT", "/api/v1/demands", "a"),
            once("POST", "/api/v1/achievements", "a"),
            once("POST", "/api/v1/demands", "b"),
        ] {
            assert_ne!(first, format!("{other:?}"));
        }
    }

    #[test]
    fn a_list_is_refused_where_an_object_is_due() {
        let refused =
            read_json::<domain::deals::deal::MessageInput>(b"[\"x\"]").expect_err("a list");
        assert_eq!(
            (refused.status, refused.errors[0].detail.as_str()),
            (422, "值的类型不对，应为接口文档所说的结构")
        );
    }

    #[test]
    fn what_serde_says_is_told_in_chinese_and_never_at_length() {
        for (said, told) in [
            (
                "duplicate field `login` at line 1 column 20",
                "字段“login”出现了不止一次",
            ),
            (
                "invalid type: null, expected struct AchievementInput at line 1 column 4",
                "值的类型不对，应为接口文档所说的结构",
            ),
            (
                "invalid type: string \"a\", expected i64",
                "值的类型不对，应为整数",
            ),
            (
                "invalid type: map, expected a sequence",
                "值的类型不对，应为列表",
            ),
            (
                "Failed to deserialize query string: limit: invalid digit found in string",
                "“limit”的值不对，请对照接口文档核对",
            ),
            (
                "unknown variant `x`, expected `a` or `b`",
                "“x”不是可用的值，可用的值为：`a`, `b`",
            ),
        ] {
            assert_eq!(in_chinese(said), told, "{said}");
        }
        let long = format!("unknown field `{}`, expected `a`", "字".repeat(100_000));
        assert!(in_chinese(&long).chars().count() < 100);
    }
}
