//! What every document becomes before it is understood: a tree of values, each with its place, and the faults found.

use std::borrow::Cow;
use std::fmt;

/// More faults than a person reads at once are not kept.
const MOST_FAULTS: usize = 50;

/// One thing wrong in a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The line, counted from one; only in languages whose values keep it (TOML).
    pub line: Option<usize>,
    /// Where the value stands, as a JSON pointer (RFC 6901); empty for the whole document.
    pub pointer: String,
    /// What is wrong and what is right, in Chinese.
    pub message: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(line) = self.line {
            write!(out, "第 {line} 行，")?;
        }
        if self.pointer.is_empty() {
            write!(out, "整个文件：{}", self.message)
        } else {
            write!(out, "{}：{}", self.pointer, self.message)
        }
    }
}

/// Where a value stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) line: Option<usize>,
    pub(crate) pointer: String,
}

impl Place {
    pub(crate) fn root() -> Self {
        Self {
            line: None,
            pointer: String::new(),
        }
    }

    /// The place of a part of this value.
    pub(crate) fn part(&self, name: impl fmt::Display, line: Option<usize>) -> Self {
        let escaped = name.to_string().replace('~', "~0").replace('/', "~1");
        Self {
            line,
            pointer: format!("{}/{escaped}", self.pointer),
        }
    }
}

/// Collects faults, so that a person mends them all at once.
#[derive(Debug, Default)]
pub(crate) struct Faults(Vec<Fault>);

impl Faults {
    pub(crate) fn note(&mut self, place: &Place, message: impl Into<String>) {
        if self.0.len() < MOST_FAULTS {
            self.0.push(Fault {
                line: place.line,
                pointer: place.pointer.clone(),
                message: message.into(),
            });
        }
    }

    /// The value, when it is there and nothing was wrong.
    pub(crate) fn finish<T>(self, value: Option<T>) -> Result<T, Vec<Fault>> {
        match value {
            Some(value) if self.0.is_empty() => Ok(value),
            Some(_) | None => Err(self.0),
        }
    }
}

/// A value of a document and the line on which it stands, if the language keeps lines.
#[derive(Debug)]
pub(crate) struct Node<'d> {
    pub(crate) line: Option<usize>,
    pub(crate) value: Value<'d>,
}

#[derive(Debug)]
pub(crate) enum Value<'d> {
    Null,
    Truth(bool),
    Integer(i64),
    /// A number that is no integer of 64 bits: no field of ours takes it, so its digits are not kept.
    OtherNumber,
    Text(Cow<'d, str>),
    List(Vec<Node<'d>>),
    Table(Vec<(Cow<'d, str>, Node<'d>)>),
}

impl Value<'_> {
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Value::Null => "空值 null",
            Value::Truth(_) => "真假值",
            Value::Integer(_) => "整数",
            Value::OtherNumber => "小数或过大的数",
            Value::Text(_) => "文字",
            Value::List(_) => "列表",
            Value::Table(_) => "对象",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pointers_escape_what_pointers_are_made_of() {
        assert_eq!(
            Place::root().part("a/b~c", None).part(3, None).pointer,
            "/a~1b~0c/3"
        );
    }
}
