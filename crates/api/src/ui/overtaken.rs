//! What somebody else saved while a form was filled in, to stand beside what was typed.

use super::parts::{Choice, Control};

/// What somebody else saved while a form was filled in.
#[derive(Clone, Debug)]
pub struct Overtaken {
    /// Who, when and what; or empty.
    pub happened: String,
    /// What is stored now.
    pub values: Vec<(String, String)>,
    /// Whether that is all: what is not among it is empty there.
    pub whole: bool,
}

impl Overtaken {
    /// What is stored of a control, where it is not what was typed.
    pub(crate) fn beside(&self, name: &str, typed: &[String], control: &Control) -> Option<String> {
        let stored: Vec<&str> = self
            .values
            .iter()
            .filter(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
            .collect();
        // What the stored form does not hold is empty there, or no part of what is stored at all.
        if stored.is_empty() && !self.whole {
            return None;
        }
        let told = |values: &[&str]| {
            let mut told: Vec<String> = values
                .iter()
                .map(|value| folded(name, value))
                .filter(|value| !value.is_empty())
                .collect();
            told.sort();
            told
        };
        let typed: Vec<&str> = typed.iter().map(String::as_str).collect();
        (told(&stored) != told(&typed)).then(|| words_of(&stored, control))
    }
}

/// Values that are the same are equal: line ends, spaces around, ways to write a sum and to part words do not count.
fn folded(name: &str, value: &str) -> String {
    let text = value.replace("\r\n", "\n");
    let text = text.trim();
    if name.ends_with("_yuan")
        && let Ok(fen) = domain::Fen::parse_yuan(text)
    {
        return fen.0.to_string();
    }
    text.replace(['，', ','], "、")
}

/// A stored value as a person reads it.
fn words_of(stored: &[&str], control: &Control) -> String {
    let label = |choices: &[Choice], value: &str| {
        choices
            .iter()
            .find(|choice| choice.value == value)
            .map_or_else(|| value.to_owned(), |choice| choice.label.clone())
    };
    let told: Vec<String> = match control {
        Control::Select(choices) | Control::Radios(choices) | Control::Checks(choices) => {
            stored.iter().map(|value| label(choices, value)).collect()
        }
        Control::Tick => vec![
            if stored.contains(&"true") {
                "是"
            } else {
                "否"
            }
            .into(),
        ],
        Control::Line(_) | Control::Area(_) => {
            stored.iter().map(|value| (*value).to_owned()).collect()
        }
    };
    let told = told.join("、");
    if told.trim().is_empty() {
        "（空）".into()
    } else {
        told
    }
}
