//! A worksheet: its marks (merged cells stand behind the cells, so they are looked for first), then row by row.

use std::io::Read;

use quick_xml::events::{BytesStart, Event as Xml};

use super::package::{Package, Xml as Part, add_text, attribute, next, unescaped};
use super::strings::{Strings, trimmed};
use super::styles::Styles;
use crate::cell::{Cell, RawRow, put};
use crate::error::FileError;
use crate::limits;
use crate::merges::Merge;
use crate::source::{Event, Flow, Listener, bounded, is_picture, serial};

/// Largest row and column of a sheet (`XFD1048576`).
const LAST_ROW: u64 = 1_048_576;
const LAST_COLUMN: usize = 16_384;

/// What cells are understood with.
pub(super) struct Context<'a> {
    pub strings: &'a Strings,
    pub styles: &'a Styles,
    pub from_1904: bool,
}

/// What stands behind the cells of a sheet.
#[derive(Default)]
pub(super) struct Marks {
    pub merges: Vec<Merge>,
}

impl Marks {
    pub(super) fn read(package: &mut Package, part: &str) -> Result<Self, FileError> {
        let mut marks = Self::default();
        let Some(mut xml) = package.part(part)? else {
            return Ok(marks);
        };
        let mut buffer = Vec::new();
        loop {
            // Damage is told when the rows before it have been read.
            let Ok(event) = next(&mut xml, &mut buffer) else {
                return Ok(marks);
            };
            match event {
                Xml::Eof => return Ok(marks),
                Xml::Start(tag) if tag.local_name().as_ref() == "mergeCell" => {
                    let area = attribute(&tag, "ref").unwrap_or_default();
                    let (from, to) = area.split_once(':').unwrap_or((&area, &area));
                    if let (Some(from), Some(to)) = (place(from), place(to)) {
                        marks.merges.push(Merge {
                            top: from.0,
                            bottom: to.0,
                            left: from.1,
                            right: to.1,
                        });
                    }
                    if marks.merges.len() > limits::MERGES {
                        return Err(FileError::Bomb(format!(
                            "一张表有超过 {} 处合并单元格",
                            limits::MERGES
                        )));
                    }
                }
                _ => {}
            }
        }
    }
}

/// Reads the rows.
pub(super) fn stream(
    package: &mut Package,
    part: &str,
    context: &Context<'_>,
    listener: &mut Listener<'_>,
) -> Result<Flow, FileError> {
    let Some(mut xml) = package.part(part)? else {
        return Err(FileError::Broken(format!("缺少 {part}")));
    };
    let mut buffer = Vec::new();
    let mut row = RawRow::default();
    // The row and column that come next where the file does not say.
    let (mut line, mut column) = (0, 0);
    let mut cells = 0_u64;
    loop {
        let event = next(&mut xml, &mut buffer)?;
        match event {
            Xml::Eof => return Err(FileError::Broken("工作表不完整".into())),
            Xml::Start(tag) if tag.local_name().as_ref() == "row" => {
                line = attribute(&tag, "r")
                    .and_then(|r| r.parse().ok())
                    .unwrap_or(line + 1);
                column = 0;
                let hidden =
                    attribute(&tag, "hidden").is_some_and(|value| value == "1" || value == "true");
                if let Some(flow) = begin(&mut row, line, listener)? {
                    return Ok(flow);
                }
                row.hidden = hidden;
            }
            Xml::Start(tag) if tag.local_name().as_ref() == "c" => {
                if let Some((at, its_column)) = attribute(&tag, "r").as_deref().and_then(place) {
                    column = its_column;
                    if at != line {
                        line = at;
                        if let Some(flow) = begin(&mut row, line, listener)? {
                            return Ok(flow);
                        }
                    }
                }
                cells += 1;
                if cells > limits::CELLS {
                    return Err(FileError::Bomb(format!(
                        "一张表超过 {} 个单元格",
                        limits::CELLS
                    )));
                }
                let about = About::of(&tag);
                let cell = about.read(&mut xml, context)?;
                put(&mut row, column, cell);
                column += 1;
            }
            Xml::End(tag) if tag.local_name().as_ref() == "sheetData" => break,
            _ => {}
        }
    }
    if row.line > 0 && !row.is_blank() {
        Ok(listener(Event::Row(row)))
    } else {
        Ok(Flow::Continue)
    }
}

/// Tells the row that ends and begins another; what the listener wants when it does not want to go on.
fn begin(
    row: &mut RawRow,
    line: u64,
    listener: &mut Listener<'_>,
) -> Result<Option<Flow>, FileError> {
    if line < row.line {
        return Err(FileError::Broken(format!(
            "第 {line} 行排在第 {} 行之后",
            row.line
        )));
    }
    if line > LAST_ROW {
        return Err(FileError::Broken(format!("行号 {line} 超出工作表")));
    }
    if line == row.line {
        return Ok(None);
    }
    let done = std::mem::replace(
        row,
        RawRow {
            line,
            ..RawRow::default()
        },
    );
    if done.line == 0 || done.is_blank() {
        return Ok(None);
    }
    Ok(Some(listener(Event::Row(done))).filter(|flow| *flow != Flow::Continue))
}

/// What a cell says of itself before its value.
struct About {
    kind: String,
    style: usize,
}

impl About {
    fn of(tag: &BytesStart<'_>) -> Self {
        Self {
            kind: attribute(tag, "t").unwrap_or_default(),
            style: attribute(tag, "s")
                .and_then(|style| style.parse().ok())
                .unwrap_or(0),
        }
    }

    /// Reads to the end of the cell.
    fn read(&self, xml: &mut Part<impl Read>, context: &Context<'_>) -> Result<Cell, FileError> {
        let mut buffer = Vec::new();
        let (mut value, mut formula, mut inline, mut piece) =
            (String::new(), None, None, String::new());
        let (mut phonetic, mut preserved, mut inside) = (false, false, "");
        loop {
            match next(xml, &mut buffer)? {
                Xml::Eof => return Err(FileError::Broken("单元格不完整".into())),
                Xml::Start(tag) => match tag.local_name().as_ref() {
                    "v" => inside = "v",
                    "f" => {
                        inside = "f";
                        formula = Some(String::new());
                    }
                    "is" => inline = Some(String::new()),
                    "rPh" => phonetic = true,
                    "t" if !phonetic => {
                        inside = "t";
                        preserved =
                            attribute(&tag, "space").is_some_and(|space| space == "preserve");
                        piece.clear();
                    }
                    _ => {}
                },
                Xml::End(tag) => match tag.local_name().as_ref() {
                    "c" => break,
                    "rPh" => phonetic = false,
                    "t" if inside == "t" => {
                        inside = "";
                        let text = inline.get_or_insert_default();
                        if text.len() <= limits::CELL_BYTES {
                            text.push_str(trimmed(&piece, preserved));
                        }
                    }
                    "v" | "f" => inside = "",
                    _ => {}
                },
                event => match inside {
                    "v" => add_text(&event, &mut value),
                    "f" => add_text(&event, formula.get_or_insert_default()),
                    "t" => add_text(&event, &mut piece),
                    _ => {}
                },
            }
        }
        self.understand(&value, formula, inline, context)
    }

    fn understand(
        &self,
        value: &str,
        formula: Option<String>,
        inline: Option<String>,
        context: &Context<'_>,
    ) -> Result<Cell, FileError> {
        if let Some(formula) = &formula
            && is_picture(formula)
        {
            return Ok(Cell::Picture);
        }
        if value.is_empty() && inline.is_none() {
            return Ok(match (formula, self.kind.as_str()) {
                // A formula whose result is the empty text.
                (Some(_), "str") | (None, _) => Cell::Empty,
                (Some(formula), _) => {
                    Cell::Formula(bounded(if formula.is_empty() { "…" } else { &formula }))
                }
            });
        }
        Ok(match self.kind.as_str() {
            "s" => {
                let text = value
                    .trim()
                    .parse()
                    .ok()
                    .and_then(|place| context.strings.at(place));
                text.map(Cell::from_text)
                    .ok_or_else(|| FileError::Broken(format!("没有第 {} 条文字", value.trim())))?
            }
            "inlineStr" => Cell::from_text(&unescaped(&inline.unwrap_or_default())),
            "str" => Cell::from_text(&unescaped(value)),
            "b" => Cell::Bool(matches!(value.trim(), "1" | "true")),
            "e" => Cell::Error(value.to_owned()),
            "d" => Cell::Day(serial::iso(value).unwrap_or_else(|| value.to_owned())),
            _ => match value.trim().parse::<f64>() {
                Ok(number) if number.is_finite() => {
                    serial::numeric(number, context.styles.of(self.style), context.from_1904)
                }
                _ => Cell::from_text(&inline.unwrap_or_else(|| value.to_owned())),
            },
        })
    }
}

/// Row (from 1) and column (from 0) of `B7`, also with dollar signs.
fn place(reference: &str) -> Option<(u64, usize)> {
    let plain: String = reference.chars().filter(|c| *c != '$').collect();
    let digits = plain.find(|c: char| c.is_ascii_digit())?;
    let (letters, row) = plain.split_at(digits);
    let mut column = 0_usize;
    for letter in letters.bytes() {
        let value = usize::from(
            letter
                .to_ascii_uppercase()
                .checked_sub(b'A')
                .filter(|value| *value < 26)?,
        ) + 1;
        column = column.checked_mul(26)?.checked_add(value)?;
    }
    let row: u64 = row.parse().ok()?;
    (row >= 1 && (1..=LAST_COLUMN).contains(&column)).then(|| (row, column - 1))
}
