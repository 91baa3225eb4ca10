//! An input of the domain as the controls of its form hold it: the way there; `form_read` is the way back.

use serde::Serialize;
use serde_json::Value;

/// Names and values of the controls.
pub(crate) fn values_of(input: &impl Serialize) -> Vec<(String, String)> {
    let mut values = Vec::new();
    put(
        &mut values,
        String::new(),
        &serde_json::to_value(input).unwrap_or_default(),
    );
    values
}

fn put(values: &mut Vec<(String, String)>, name: String, value: &Value) {
    let below = |part: &str| {
        if name.is_empty() {
            part.to_owned()
        } else {
            format!("{name}.{part}")
        }
    };
    match value {
        Value::Null | Value::Bool(_) => {}
        Value::String(text) if text.is_empty() => {}
        Value::String(text) => values.push((name, text.clone())),
        Value::Number(number) => values.push(in_units_of_people(
            &name,
            number.as_i64().unwrap_or_default(),
        )),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .for_each(|(at, item)| put(values, below(&at.to_string()), item)),
        Value::Object(fields) => fields
            .iter()
            .for_each(|(part, field)| put(values, below(part), field)),
    }
}

/// Fen are typed in yuan, parts per million in percent (`pages::form`).
fn in_units_of_people(name: &str, number: i64) -> (String, String) {
    if let Some(stem) = name.strip_suffix("_fen") {
        return (
            format!("{stem}_yuan"),
            domain::Fen(number).in_yuan().replace(',', ""),
        );
    }
    if let Some(stem) = name.strip_suffix("_ppm") {
        let percent = format!("{}.{:04}", number / 10_000, number % 10_000);
        return (
            format!("{stem}_percent"),
            percent
                .trim_end_matches('0')
                .trim_end_matches('.')
                .to_owned(),
        );
    }
    (name.to_owned(), number.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::form_read::{Shape, read};
    use domain::Fen;
    use domain::deals::terms::input::{InstalmentInput, TermsInput};

    #[test]
    fn terms_go_into_a_form_and_come_back_the_same() {
        let terms = TermsInput {
            price_fen: Some(Fen(120_000_050)),
            royalty_rate_ppm: Some(35_000),
            territory: "中华人民共和国境内".into(),
            instalments: vec![InstalmentInput {
                due_on: "2026-03-05".into(),
                amount_fen: Some(Fen(1)),
            }],
            ..TermsInput::default()
        };
        let back: TermsInput = read(&values_of(&terms), &Shape::default()).expect("the same terms");
        assert_eq!(
            serde_json::to_value(back).expect("JSON"),
            serde_json::to_value(terms).expect("JSON")
        );
    }
}
