//! What every operation may answer beside what its own description names: it follows from what the operation takes.
//!
//! An operation names its success, and refusals that are its own (409 where something is made). All others are the work of
//! the extractors and the guard, the same for all, and are added here: a new operation cannot forget them.

use utoipa::openapi::path::{Operation, ParameterIn};
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{Content, Header, OpenApi, Ref, RefOr, Required, Response};

use crate::http::problem::PROBLEM_JSON;

/// Completes every operation of the document.
pub(crate) fn complete(document: &mut OpenApi) {
    for (path, item) in &mut document.paths.paths {
        if !crate::http::refused::is_api(path) {
            continue;
        }
        for (changes, operation) in [
            (false, &mut item.get),
            (true, &mut item.put),
            (true, &mut item.post),
            (false, &mut item.delete),
        ] {
            if let Some(operation) = operation {
                complete_one(path, changes, operation);
            }
        }
    }
}

fn complete_one(path: &str, changes: bool, operation: &mut Operation) {
    // What says nothing of security needs a token: so does the document.
    let is_public = operation.security.is_some();
    let body_kinds: Vec<String> = match &operation.request_body {
        Some(RefOr::T(body)) => body.content.keys().cloned().collect(),
        Some(RefOr::Ref(_)) | None => Vec::new(),
    };
    let takes = |wanted: ParameterIn, name: &str| {
        operation
            .parameters
            .iter()
            .flatten()
            .any(|parameter| match parameter {
                RefOr::T(known) => {
                    known.parameter_in == wanted && (name.is_empty() || known.name == name)
                }
                RefOr::Ref(_) => false,
            })
    };
    let versioned = takes(ParameterIn::Header, "If-Match");
    let reads_text =
        takes(ParameterIn::Query, "") || takes(ParameterIn::Header, "") || !body_kinds.is_empty();
    let mut add = |status: &str, may: bool, why: &str| {
        if may && !operation.responses.responses.contains_key(status) {
            operation
                .responses
                .responses
                .insert(status.to_owned(), Response::new(why).into());
        }
    };
    add("400", reads_text, "请求无法识别：参数、标头或内容不完整");
    add("401", !is_public, "没有登录，或令牌已失效");
    add("403", !is_public || changes, "没有权限，或请求来自其他网站");
    add("404", path.contains('{'), "没有，或不能让您知道");
    add(
        "409",
        changes && path.contains('{'),
        "以它现在的状态不能这样做",
    );
    add("412", versioned, "If-Match 之后已有新的版本");
    add("413", !body_kinds.is_empty(), "请求内容过大");
    add("414", true, "网址过长");
    add("415", !body_kinds.is_empty(), "请求内容的格式不支持");
    add("422", !body_kinds.is_empty(), "填写有误：每一处都指明位置");
    add("428", versioned, "缺少 If-Match");
    add("429", true, "请求过于频繁");
    add("500", true, "系统故障，没有保存");
    add("503", true, "暂时无法完成，没有保存");
    for (status, response) in &mut operation.responses.responses {
        let RefOr::T(response) = response else {
            continue;
        };
        if status.starts_with(['4', '5']) {
            response.content.clear();
            response.content.insert(
                PROBLEM_JSON.to_owned(),
                RefOr::T(Content::new(Some(Ref::from_schema_name("Problem")))),
            );
        }
        match status.as_str() {
            "201" => response.headers.insert(
                "Location".to_owned(),
                header(Type::String, "新建内容的地址"),
            ),
            "429" => response.headers.insert(
                "Retry-After".to_owned(),
                header(Type::Integer, "多少秒之后可以再试"),
            ),
            _ => None,
        };
    }
    if let Some(RefOr::T(body)) = &mut operation.request_body {
        body.required = Some(Required::True);
    }
}

fn header(kind: Type, told: &str) -> RefOr<Header> {
    let mut header = Header::new(ObjectBuilder::new().schema_type(kind).build());
    header.description = Some(told.to_owned());
    RefOr::T(header)
}
