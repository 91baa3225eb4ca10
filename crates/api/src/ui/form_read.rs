//! Reads a form into an input of the domain: the way back from the names that [`form`](super::form) describes.
//!
//! It builds the JSON that the API would have been sent, so a form and a machine are checked by the same types. What is
//! empty is left out. It judges nothing but what cannot be written as JSON: sums, shares and whole numbers.

use domain::Fen;
use domain::catalogue::achievement::AchievementInput;
use domain::catalogue::demand::DemandInput;
use domain::field::FieldError;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::http::bounds::{PATH_AT_MOST, no_form_of_ours};

/// Rows of a repeated group that are read; what lies beyond is refused as too many by the domain, never silently cut.
const ROWS_AT_MOST: usize = 200;

/// Which controls of a form are no plain text.
#[derive(Clone, Copy, Debug, Default)]
pub struct Shape {
    /// Lists of words typed into one control.
    pub words: &'static [&'static str],
    /// Controls that are sent once for each value picked.
    pub several: &'static [&'static str],
    /// Ticks.
    pub ticks: &'static [&'static str],
    /// Whole numbers.
    pub numbers: &'static [&'static str],
    /// Controls that are not part of the input, beside `version`.
    pub beside: &'static [&'static str],
}

/// Reads a form into an input.
///
/// # Errors
/// Sums, shares and numbers that are none, each at its field; a form that no page of ours sends, at no field.
pub fn read<T: DeserializeOwned>(
    values: &[(String, String)],
    shape: &Shape,
) -> Result<T, Vec<FieldError>> {
    from_json(to_json(values, shape)?)
}

/// Reads the form of an achievement, whose price and maturity are asked in their own way.
///
/// # Errors
/// As [`read`]; also a price that is wanted but not given.
pub fn read_achievement(values: &[(String, String)]) -> Result<AchievementInput, Vec<FieldError>> {
    const SHAPE: Shape = Shape {
        words: &["ipc", "keywords", "co_owners", "completers", "institutions"],
        several: &["modes"],
        ticks: &["co_owners_agreed", "trial_offered", "service_achievement"],
        numbers: &["year", "maturity"],
        beside: &["then"],
    };
    let mut json = to_json(values, &SHAPE)?;
    if let Some(level) = json.remove("maturity") {
        json.insert(
            "maturity".into(),
            serde_json::json!({ "scale": "trl", "level": level }),
        );
    }
    if let Some(Value::Array(rows)) = json.remove("notes") {
        let text = |row: &Value, key: &str| {
            row.get(key)
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned()
        };
        let notes: Map<String, Value> = rows
            .iter()
            .map(|row| (text(row, "name"), Value::String(text(row, "value"))))
            .collect();
        json.insert("notes".into(), Value::Object(notes));
    }
    if let Some(Value::Object(price)) = json.remove("price") {
        json.insert("price".into(), Value::Object(price_of(&price)?));
    }
    from_json(json)
}

/// Reads the form of a demand.
///
/// # Errors
/// As [`read`].
pub fn read_demand(values: &[(String, String)]) -> Result<DemandInput, Vec<FieldError>> {
    read(
        values,
        &Shape {
            several: &["modes"],
            numbers: &["maturity_min"],
            beside: &["then"],
            ..Shape::default()
        },
    )
}

/// Only what belongs to the kind of price that was picked: what else was typed does not count.
fn price_of(typed: &Map<String, Value>) -> Result<Map<String, Value>, Vec<FieldError>> {
    let kind = typed
        .get("kind")
        .and_then(Value::as_str)
        .unwrap_or("negotiable");
    let wanted: &[&str] = match kind {
        "fixed" => &["amount_fen"],
        "range" => &["min_fen", "max_fen"],
        _ => &[],
    };
    let mut price = Map::from_iter([("kind".to_owned(), Value::from(kind))]);
    let mut errors = Vec::new();
    for name in wanted {
        match typed.get(*name) {
            Some(fen) => {
                price.insert((*name).to_owned(), fen.clone());
            }
            None => errors.push(wrong(
                &format!("price/{name}"),
                "required",
                "请填写价格，例如 200000；不定价请选“面议”",
            )),
        }
    }
    if errors.is_empty() {
        Ok(price)
    } else {
        Err(errors)
    }
}

fn from_json<T: DeserializeOwned>(json: Map<String, Value>) -> Result<T, Vec<FieldError>> {
    serde_json::from_value(Value::Object(json)).map_err(|_| vec![no_form_of_ours()])
}

fn wrong(field: &str, code: &'static str, message: &str) -> FieldError {
    FieldError {
        field: field.to_owned(),
        code,
        message: message.to_owned(),
    }
}

fn to_json(
    values: &[(String, String)],
    shape: &Shape,
) -> Result<Map<String, Value>, Vec<FieldError>> {
    let mut root = Value::Object(Map::new());
    let mut errors = Vec::new();
    for (name, typed) in values {
        if name == "version" || shape.beside.contains(&name.as_str()) || typed.trim().is_empty() {
            continue;
        }
        if name.split('.').count() > PATH_AT_MOST {
            return Err(vec![no_form_of_ours()]);
        }
        match value_of(name, typed, shape) {
            Ok((path, value)) => {
                let several = shape.several.contains(&name.as_str());
                put(&mut root, &path, value, several);
            }
            Err(error) => errors.push(error),
        }
    }
    match root {
        Value::Object(fields) if errors.is_empty() => Ok(fields),
        _ => Err(errors),
    }
}

/// Path and value of one control in JSON.
fn value_of(name: &str, typed: &str, shape: &Shape) -> Result<(String, Value), FieldError> {
    let path = name.replace('.', "/");
    if let Some(stem) = path.strip_suffix("_yuan") {
        let field = format!("{stem}_fen");
        let fen =
            Fen::parse_yuan(typed).map_err(|error| wrong(&field, "money", &error.to_string()))?;
        return Ok((field, Value::from(fen.0)));
    }
    if let Some(stem) = path.strip_suffix("_percent") {
        let field = format!("{stem}_ppm");
        // A percent has as many ppm as ten thousand: four decimals, read exactly as a sum of money would be.
        let ppm = percent_to_ppm(typed).ok_or_else(|| {
            wrong(
                &field,
                "percent",
                "比例应为百分数，最多四位小数，例如 3 或 3.5",
            )
        })?;
        return Ok((field, Value::from(ppm)));
    }
    if shape.words.contains(&name) {
        let words = typed
            .split(['、', ',', '，', ';', '；', '\n'])
            .map(str::trim)
            .filter(|word| !word.is_empty());
        return Ok((path, words.map(Value::from).collect()));
    }
    if shape.ticks.contains(&name) {
        return Ok((path, Value::Bool(typed == "true")));
    }
    if shape.numbers.contains(&name) {
        let folded = domain::text::half_width(typed.trim());
        let number: i64 = folded
            .parse()
            .map_err(|_| wrong(&path, "number", "应为整数，例如 2025"))?;
        return Ok((path, Value::from(number)));
    }
    Ok((path, Value::from(typed)))
}

/// `3.5` is 35,000 ppm.
fn percent_to_ppm(typed: &str) -> Option<i64> {
    let folded = domain::text::half_width(typed.trim());
    let text = folded.strip_suffix('%').unwrap_or(&folded).trim();
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty()
        || whole.len() > 9
        || fraction.len() > 4
        || !digits(whole)
        || !digits(fraction)
    {
        return None;
    }
    format!("{whole}{fraction:0<4}").parse().ok()
}

/// Puts a value where its path leads; a part of digits is a position in a list. Rows left empty before it are empty
/// objects, so that positions in errors are positions on the page.
fn put(root: &mut Value, path: &str, value: Value, several: bool) {
    let mut at = root;
    for part in path.split('/') {
        at = match part.parse::<usize>() {
            Ok(position) if position < ROWS_AT_MOST => {
                if !at.is_array() {
                    *at = Value::Array(Vec::new());
                }
                let Value::Array(rows) = at else { return };
                while rows.len() <= position {
                    rows.push(Value::Object(Map::new()));
                }
                &mut rows[position]
            }
            Ok(_) | Err(_) => {
                if !at.is_object() {
                    *at = Value::Object(Map::new());
                }
                let Value::Object(fields) = at else { return };
                fields.entry(part).or_insert(Value::Null)
            }
        };
    }
    match (several, at) {
        (true, Value::Array(values)) => values.push(value),
        (true, at) => *at = Value::Array(vec![value]),
        (false, at) => *at = value,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::catalogue::achievement::{Price, TransferMode};
    use domain::deals::terms::input::TermsInput;

    fn pairs(values: &[(&str, &str)]) -> Vec<(String, String)> {
        values
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect()
    }

    #[test]
    fn a_form_becomes_the_same_input_as_the_api_would_be_sent() {
        let input = read_achievement(&pairs(&[
            ("version", "3"),
            ("then", "submit"),
            ("title", "示例成果"),
            ("keywords", "碳化硅、衬底，射频"),
            ("modes", "licence"),
            ("modes", "assignment"),
            ("maturity", "6"),
            ("price.kind", "fixed"),
            ("price.amount_yuan", "60万"),
            ("price.min_yuan", ""),
            ("patents.1.number", "201710601862.3"),
            ("trial_offered", "true"),
            ("year", "２０２５"),
            ("notes.0.name", "获奖"),
            ("notes.0.value", "二等奖"),
        ]))
        .expect("a form");
        assert_eq!(input.keywords, ["碳化硅", "衬底", "射频"]);
        assert_eq!(
            input.modes,
            [TransferMode::Licence, TransferMode::Assignment]
        );
        assert_eq!(
            input.price,
            Price::Fixed {
                amount_fen: Fen(60_000_000)
            }
        );
        assert_eq!(
            (input.patents.len(), input.patents[1].number.as_str()),
            (2, "201710601862.3")
        );
        assert_eq!(
            (
                input.maturity.map(|m| m.level),
                input.year,
                input.trial_offered
            ),
            (Some(6), Some(2025), true)
        );
        assert_eq!(input.notes["获奖"], "二等奖");
    }

    #[test]
    fn what_is_no_sum_is_told_at_its_field() {
        let errors = read_achievement(&pairs(&[
            ("price.kind", "range"),
            ("price.min_yuan", "很多"),
        ]))
        .expect_err("no sum");
        assert_eq!(errors[0].field, "price/min_fen");
        let errors = read_achievement(&pairs(&[("price.kind", "fixed")])).expect_err("no sum");
        assert_eq!(errors[0].field, "price/amount_fen");
    }

    #[test]
    fn a_share_is_read_exactly() {
        let terms: TermsInput = read(
            &pairs(&[("royalty_rate_percent", "3.5％")]),
            &Shape::default(),
        )
        .expect("terms");
        assert_eq!(terms.royalty_rate_ppm, Some(35_000));
        for text in ["三", "3.00001", "-1", ""] {
            assert_eq!(percent_to_ppm(text), None, "{text}");
        }
    }

    #[test]
    fn a_name_of_many_parts_ends_nothing() {
        let name = vec!["a"; 200_000].join(".");
        let errors = read::<TermsInput>(&pairs(&[(&name, "x")]), &Shape::default())
            .expect_err("no form of ours");
        assert_eq!((errors.len(), errors[0].code), (1, "form"));
    }

    #[test]
    fn a_form_of_another_page_is_refused() {
        let errors = read::<TermsInput>(&pairs(&[("unknown", "x")]), &Shape::default())
            .expect_err("unknown");
        assert_eq!((errors.len(), errors[0].code), (1, "form"));
    }
}
