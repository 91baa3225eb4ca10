//! TOML as a tree that remembers the line of every value.

use std::borrow::Cow;

use ::toml::Spanned;
use ::toml::de::{DeTable, DeValue};

use super::tree::{Fault, Node, Value};

/// Reads one TOML document.
pub(crate) fn read_toml(text: &str) -> Result<Node<'_>, Vec<Fault>> {
    let lines = Lines::of(text);
    match DeTable::parse(text) {
        Ok(table) => Ok(Node {
            line: Some(1),
            value: table_value(table.into_inner(), &lines),
        }),
        Err(error) => {
            let line = error.span().map(|span| lines.at(span.start));
            Err(vec![Fault {
                line,
                pointer: String::new(),
                message: format!("不是合法的 TOML（{}）", error.message()),
            }])
        }
    }
}

/// Where the lines of a text begin.
struct Lines(Vec<usize>);

impl Lines {
    fn of(text: &str) -> Self {
        Self(
            std::iter::once(0)
                .chain(text.match_indices('\n').map(|(at, _)| at + 1))
                .collect(),
        )
    }

    /// The line of a byte, counted from one.
    fn at(&self, byte: usize) -> usize {
        self.0.partition_point(|start| *start <= byte)
    }
}

fn table_value<'d>(table: DeTable<'d>, lines: &Lines) -> Value<'d> {
    let entries = table.into_iter().map(|(key, value)| {
        let line = lines.at(key.span().start);
        (
            key.into_inner(),
            Node {
                line: Some(line),
                ..node(value, lines)
            },
        )
    });
    Value::Table(entries.collect())
}

fn node<'d>(value: Spanned<DeValue<'d>>, lines: &Lines) -> Node<'d> {
    let line = Some(lines.at(value.span().start));
    let value = match value.into_inner() {
        DeValue::String(text) => Value::Text(text),
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix())
            .map_or(Value::OtherNumber, Value::Integer),
        DeValue::Float(_) => Value::OtherNumber,
        DeValue::Boolean(truth) => Value::Truth(truth),
        // A day without quotes reads like one with them.
        DeValue::Datetime(moment) => Value::Text(Cow::Owned(moment.to_string())),
        DeValue::Array(items) => {
            Value::List(items.into_iter().map(|item| node(item, lines)).collect())
        }
        DeValue::Table(table) => table_value(table, lines),
    };
    Node { line, value }
}
