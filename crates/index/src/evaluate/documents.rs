//! Documents of an evaluation: the import format, without the limits of a listing.

use std::collections::BTreeMap;

use domain::catalogue::achievement::{Listing, Patent, PatentStatus, Price};
use domain::catalogue::patent::PatentNumber;
use serde_json::{Map, Value};

/// Reads a line: its name and its listing.
pub(super) fn read(line: &str) -> Result<(String, Listing), String> {
    let value: Value = serde_json::from_str(line).map_err(|error| error.to_string())?;
    let Value::Object(keys) = value else {
        return Err("应为 JSON 对象".into());
    };
    let name = text(&keys, "id");
    if name.is_empty() {
        return Err("缺少 id".into());
    }
    if !keys.contains_key("title") && !keys.contains_key("abstract") {
        return Err("title 和 abstract 至少要有一个".into());
    }
    let patents = texts(&keys, "patent_numbers")
        .into_iter()
        .filter_map(|number| PatentNumber::parse(&number).ok());
    let listing = Listing {
        title: text(&keys, "title"),
        summary: text(&keys, "summary"),
        abstract_text: text(&keys, "abstract"),
        problem: text(&keys, "problem"),
        improvements: Vec::new(),
        field: text(&keys, "field"),
        industry: text(&keys, "industry"),
        subject: text(&keys, "subject"),
        ipc: Vec::new(),
        keywords: texts(&keys, "keywords"),
        maturity: None,
        co_owners: Vec::new(),
        co_owners_agreed: false,
        completers: texts(&keys, "completers"),
        patents: patents
            .map(|number| Patent {
                number,
                status: PatentStatus::Pending,
                filed_on: None,
            })
            .collect(),
        other_rights: String::new(),
        modes: Vec::new(),
        price: Price::Negotiable,
        trial_offered: false,
        service_achievement: false,
        contact_name: String::new(),
        contact: String::new(),
        county: String::new(),
        year: keys.get("year").and_then(Value::as_i64),
        institutions: texts(&keys, "institutions"),
        notes: BTreeMap::new(),
    };
    Ok((name, listing))
}

/// Empties a text of a listing by its key in the import format; a key of another kind holds no text that is searched.
pub(super) fn blank(listing: &mut Listing, key: &str) {
    match key {
        "title" => listing.title.clear(),
        "summary" => listing.summary.clear(),
        "abstract" => listing.abstract_text.clear(),
        "problem" => listing.problem.clear(),
        "keywords" => listing.keywords.clear(),
        "field" => listing.field.clear(),
        "industry" => listing.industry.clear(),
        "subject" => listing.subject.clear(),
        "institutions" => listing.institutions.clear(),
        "completers" => listing.completers.clear(),
        "co_owners" => listing.co_owners.clear(),
        "patent_numbers" => listing.patents.clear(),
        _ => {}
    }
}

fn text(keys: &Map<String, Value>, key: &str) -> String {
    match keys.get(key) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_)) | None => {
            String::new()
        }
    }
}

fn texts(keys: &Map<String, Value>, key: &str) -> Vec<String> {
    match keys.get(key) {
        Some(Value::Array(values)) => values
            .iter()
            .filter_map(|value| value.as_str().map(str::to_owned))
            .collect(),
        Some(Value::String(text)) => text
            .split([';', '；', ',', '，', '、'])
            .map(|one| one.trim().to_owned())
            .filter(|one| !one.is_empty())
            .collect(),
        Some(Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_)) | None => {
            Vec::new()
        }
    }
}
