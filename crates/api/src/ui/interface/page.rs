//! The page of the API 数据接口: every operation as the OpenAPI document describes it, readable without a script.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use askama::Template;
use askama::filters::HtmlSafe;
use serde_json::Value;

use crate::http::words::who_may;
use crate::ui::Layout;

/// What a value is.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "ui/parts/kind.html")]
pub struct Kind {
    /// `文字`, `整数`, `列表，每项为`, `固定取值：draft、published`.
    pub words: String,
    /// Name of the structure, or empty.
    pub shape: String,
}

/// A parameter, or a field of a structure.
#[derive(Clone, Debug)]
pub struct Item {
    /// Its name.
    pub name: String,
    /// `路径`, `查询`, `标头`; empty for a field.
    pub place: &'static str,
    /// Whether it must be there.
    pub needed: bool,
    /// What it is.
    pub kind: Kind,
    /// The remark of the document, or empty.
    pub note: String,
}

/// A body, or an answer.
#[derive(Clone, Debug)]
pub struct Said {
    /// Status and its meaning, or the media type of what is sent.
    pub name: String,
    /// What it holds.
    pub kind: Kind,
}

/// One operation.
#[derive(Clone, Debug)]
pub struct Operation {
    /// Its name in the document.
    pub id: String,
    /// `GET` …
    pub method: String,
    /// Its address.
    pub path: String,
    /// What it does.
    pub summary: String,
    /// Who may.
    pub who: &'static str,
    /// What goes into the address and the headers.
    pub parameters: Vec<Item>,
    /// What is sent.
    pub bodies: Vec<Said>,
    /// What comes when it succeeds.
    pub answers: Vec<Said>,
    /// Status codes of its refusals.
    pub refusals: String,
}

/// The operations about one thing.
#[derive(Clone, Debug)]
pub struct Group {
    /// `科技成果`.
    pub name: String,
    /// In the order of their addresses.
    pub operations: Vec<Operation>,
}

/// A structure that bodies and answers are made of.
#[derive(Clone, Debug)]
pub struct Shape {
    /// Its name.
    pub name: String,
    /// What it is, when it has no fields.
    pub kind: Kind,
    /// Its fields.
    pub fields: Vec<Item>,
}

/// What the document says, arranged for reading.
#[derive(Debug)]
pub struct Interface {
    groups: Vec<Group>,
    shapes: Vec<Shape>,
}

static INTERFACE: LazyLock<Interface> = LazyLock::new(|| {
    let document = serde_json::to_value(crate::document()).unwrap_or_default();
    Interface::of(&document)
});

/// `GET /api`.
#[derive(Clone, Debug, Template)]
#[template(path = "ui/interface.html")]
pub struct InterfacePage {
    /// Around the page.
    pub layout: Layout,
    /// Operations by what they are about.
    pub groups: &'static [Group],
    /// Structures by name.
    pub shapes: &'static [Shape],
}

impl InterfacePage {
    /// The page about this program's API.
    pub fn new(layout: Layout) -> Self {
        Self {
            layout,
            groups: &INTERFACE.groups,
            shapes: &INTERFACE.shapes,
        }
    }
}

impl Interface {
    fn of(document: &Value) -> Self {
        let mut groups: BTreeMap<String, Vec<Operation>> = BTreeMap::new();
        for (path, item) in entries(&document["paths"]) {
            for (method, operation) in entries(item) {
                let group = text(&operation["tags"][0]);
                groups
                    .entry(group)
                    .or_default()
                    .push(Operation::of(path, method, operation));
            }
        }
        let shapes = entries(&document["components"]["schemas"]).map(|(name, schema)| Shape {
            name: name.clone(),
            kind: Kind::of(schema),
            fields: fields(schema),
        });
        Self {
            groups: groups
                .into_iter()
                .map(|(name, operations)| Group { name, operations })
                .collect(),
            shapes: shapes.collect(),
        }
    }
}

impl Operation {
    fn of(path: &str, method: &str, operation: &Value) -> Self {
        let id = text(&operation["operationId"]);
        let (mut answers, mut refusals) = (Vec::new(), Vec::new());
        for (status, answer) in entries(&operation["responses"]) {
            if status.starts_with(['4', '5']) {
                refusals.push(status.as_str());
                continue;
            }
            let meaning = match status.as_str() {
                "200" => "200 成功",
                "201" => "201 已新建，地址见 Location",
                "204" => "204 已完成，没有内容",
                other => other,
            };
            let content = entries(&answer["content"]).next();
            answers.push(Said {
                name: meaning.to_owned(),
                kind: content
                    .map(|(_, body)| Kind::of(&body["schema"]))
                    .unwrap_or_default(),
            });
        }
        Self {
            who: who_may(&id),
            id,
            method: method.to_uppercase(),
            path: path.to_owned(),
            summary: text(&operation["summary"]),
            parameters: list(&operation["parameters"])
                .map(|parameter| Item {
                    name: text(&parameter["name"]),
                    place: match parameter["in"].as_str() {
                        Some("path") => "路径",
                        Some("header") => "标头",
                        _ => "查询",
                    },
                    needed: parameter["required"] == true,
                    kind: Kind::of(&parameter["schema"]),
                    note: text(&parameter["description"]),
                })
                .collect(),
            bodies: entries(&operation["requestBody"]["content"])
                .map(|(media, body)| Said {
                    name: media.clone(),
                    kind: Kind::of(&body["schema"]),
                })
                .collect(),
            answers,
            refusals: refusals.join("、"),
        }
    }
}

impl HtmlSafe for Kind {}

impl Kind {
    fn plain(words: impl Into<String>) -> Self {
        Self {
            words: words.into(),
            shape: String::new(),
        }
    }

    /// What a schema allows, in words; a structure by its name.
    fn of(schema: &Value) -> Self {
        if let Some(name) = schema["$ref"].as_str() {
            return Self {
                words: String::new(),
                shape: name.rsplit('/').next().unwrap_or_default().to_owned(),
            };
        }
        let choices = ["oneOf", "anyOf", "allOf"]
            .iter()
            .flat_map(|key| list(&schema[*key]))
            .find(|choice| choice["type"] != "null");
        if let Some(choice) = choices {
            let inner = Self::of(choice);
            let is_one_of_several = ["oneOf", "anyOf"].iter().any(|key| {
                list(&schema[*key])
                    .filter(|choice| choice["type"] != "null")
                    .count()
                    > 1
            });
            return match (is_one_of_several, inner.shape.is_empty()) {
                (false, _) => inner,
                (true, _) => Self::plain("几种结构之一，见 openapi.json"),
            };
        }
        let values: Vec<String> = list(&schema["enum"])
            .filter(|value| !value.is_null())
            .map(|value| value.as_str().map_or(value.to_string(), str::to_owned))
            .collect();
        if !values.is_empty() {
            return Self::plain(format!("固定取值：{}", values.join("、")));
        }
        let kind = schema["type"].as_str().or_else(|| {
            list(&schema["type"])
                .filter_map(Value::as_str)
                .find(|kind| *kind != "null")
        });
        match kind {
            Some("array") => {
                let inner = Self::of(&schema["items"]);
                Self {
                    words: format!("列表，每项为{}", inner.words),
                    shape: inner.shape,
                }
            }
            Some("string") => Self::plain(match schema["format"].as_str() {
                Some("date") => "日期",
                Some("date-time") => "时间",
                Some("binary") => "文件",
                _ => "文字",
            }),
            Some("integer") => Self::plain("整数"),
            Some("number") => Self::plain("数"),
            Some("boolean") => Self::plain("是或否"),
            Some("object") => Self::plain("对象"),
            _ => Self::plain("任意内容"),
        }
    }
}

fn fields(schema: &Value) -> Vec<Item> {
    let needed: Vec<&str> = list(&schema["required"])
        .filter_map(Value::as_str)
        .collect();
    entries(&schema["properties"])
        .map(|(name, field)| Item {
            name: name.clone(),
            place: "",
            needed: needed.contains(&name.as_str()),
            kind: Kind::of(field),
            note: text(&field["description"]),
        })
        .collect()
}

fn entries(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_has_every_operation_of_the_document_and_says_who_may() {
        let document = serde_json::to_value(crate::document()).expect("the document is JSON");
        let documented: usize = entries(&document["paths"])
            .map(|(_, item)| entries(item).count())
            .sum();
        let shown: Vec<&Operation> = INTERFACE
            .groups
            .iter()
            .flat_map(|group| &group.operations)
            .collect();
        assert_eq!(shown.len(), documented);
        for operation in shown {
            assert!(
                !operation.who.is_empty() && !operation.summary.is_empty(),
                "{}",
                operation.id
            );
        }
    }

    #[test]
    fn what_a_value_may_be_is_said_in_words() {
        let words = |schema: Value| {
            let kind = Kind::of(&schema);
            (kind.words, kind.shape)
        };
        let said = |text: &str| (text.to_owned(), String::new());
        assert_eq!(
            words(serde_json::json!({ "type": ["string", "null"], "format": "date" })),
            said("日期")
        );
        assert_eq!(
            words(serde_json::json!({ "type": "string", "enum": ["draft", "published"] })),
            said("固定取值：draft、published")
        );
        assert_eq!(
            words(
                serde_json::json!({ "type": "array", "items": { "$ref": "#/components/schemas/Fen" } })
            ),
            ("列表，每项为".to_owned(), "Fen".to_owned())
        );
        assert_eq!(
            words(
                serde_json::json!({ "oneOf": [{ "type": "null" }, { "$ref": "#/components/schemas/Fen" }] })
            ),
            (String::new(), "Fen".to_owned())
        );
    }
}
