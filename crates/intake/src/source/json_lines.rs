//! JSON lines: one object a line, in UTF-8.

use std::io::{self, BufRead, BufReader, Read};

use serde_json::{Map, Value};

use super::{Event, Flow, Listener, Record, SheetStart, cut};
use crate::cell::Cell;
use crate::error::FileError;
use crate::file::File;
use crate::limits;

/// Reads every line; one that is no object is told as such and the next one read.
pub(crate) fn stream(file: &File, listener: &mut Listener<'_>) -> Result<(), FileError> {
    let start = SheetStart {
        name: String::new(),
        hidden: false,
        merges: Vec::new(),
        encoding: "UTF-8",
    };
    if listener(Event::Sheet(start)) != Flow::Continue {
        return Ok(());
    }
    let mut input = BufReader::new(file.open()?);
    let mut bytes = Vec::new();
    for line in 1.. {
        bytes.clear();
        let read = input
            .by_ref()
            .take(limits::RECORD_BYTES as u64 + 1)
            .read_until(b'\n', &mut bytes)?;
        if read == 0 {
            break;
        }
        let too_long = bytes.len() > limits::RECORD_BYTES;
        if too_long && !bytes.ends_with(b"\n") {
            skip_line(&mut input)?;
        }
        let text = if line == 1 {
            bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes)
        } else {
            &bytes
        };
        if text.trim_ascii().is_empty() {
            continue;
        }
        let content = if too_long {
            Err(format!("一行超过 {} MiB", limits::RECORD_BYTES >> 20))
        } else {
            understand(text)
        };
        if listener(Event::Record(Record { line, content })) != Flow::Continue {
            break;
        }
    }
    Ok(())
}

fn skip_line(input: &mut impl BufRead) -> io::Result<()> {
    loop {
        let piece = input.fill_buf()?;
        if piece.is_empty() {
            return Ok(());
        }
        let end = piece.iter().position(|b| *b == b'\n');
        let used = end.map_or(piece.len(), |at| at + 1);
        input.consume(used);
        if end.is_some() {
            return Ok(());
        }
    }
}

fn understand(line: &[u8]) -> Result<Vec<(String, Cell)>, String> {
    let text =
        std::str::from_utf8(line).map_err(|_| "不是 UTF-8 文字，请用 UTF-8 编码保存".to_owned())?;
    let object: Map<String, Value> =
        serde_json::from_str(text).map_err(|error| match error.classify() {
            serde_json::error::Category::Data => {
                "不是 JSON 对象；每行应是一个对象，例如 {\"id\":\"1\",\"title\":\"石墨烯导热膜\"}"
                    .to_owned()
            }
            serde_json::error::Category::Io
            | serde_json::error::Category::Syntax
            | serde_json::error::Category::Eof => {
                format!("不是完整的 JSON（第 {} 列附近有错）", error.column())
            }
        })?;
    if object.len() > limits::COLUMNS {
        return Err(format!(
            "一个对象有 {} 个键，最多 {} 个",
            object.len(),
            limits::COLUMNS
        ));
    }
    Ok(object
        .into_iter()
        .flat_map(|(key, value)| flatten(key, value))
        .collect())
}

/// A key with its value; the notes of an exported listing become keys of their own again.
fn flatten(key: String, value: Value) -> Vec<(String, Cell)> {
    match value {
        Value::Object(notes) if key == "notes" => notes
            .into_iter()
            .map(|(name, note)| (name, cell(note)))
            .collect(),
        other => vec![(key, cell(other))],
    }
}

fn cell(value: Value) -> Cell {
    match value {
        Value::Null => Cell::Empty,
        Value::Bool(yes) => Cell::Bool(yes),
        Value::Number(number) => number.as_i64().map_or_else(
            || number.as_f64().map_or(Cell::Empty, Cell::from_number),
            whole,
        ),
        Value::String(text) => Cell::from_text(&text),
        Value::Array(items) if items.is_empty() => Cell::Empty,
        Value::Array(items) => match items.iter().map(scalar).collect() {
            Some(texts) => Cell::List(texts),
            None => Cell::Json(Value::Array(items)),
        },
        Value::Object(_) => Cell::Json(value),
    }
}

/// A whole number is exact in JSON, however long it is.
fn whole(number: i64) -> Cell {
    Cell::from_text(&number.to_string())
}

fn scalar(item: &Value) -> Option<String> {
    match item {
        Value::String(text) => Some(domain::text::visible(cut(text))),
        Value::Number(number) => Some(number.to_string()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}
