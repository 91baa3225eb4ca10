//! One cell and one row as a file holds them, whatever its format; nothing is understood yet.

use std::borrow::Cow;

use crate::limits;
use crate::number_format::{Shown, plain};

/// What a cell holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// Text, also the cached text of a formula: what it begins with is never evaluated.
    Text(String),
    /// A number.
    Number {
        /// In digits without exponent.
        exact: String,
        /// As its cell shows it, with unit, sign of currency or leading zeros.
        shown: String,
        /// It is shown in thousands or millions, whether or not a unit says so.
        scaled: bool,
    },
    /// A day, `2026-03-19`, with its time when it has one.
    Day(String),
    /// A yes or no.
    Bool(bool),
    /// The result of a broken formula: `#REF!`.
    Error(String),
    /// A picture inside a cell: nothing to read.
    Picture,
    /// A formula whose result the file does not hold.
    Formula(String),
    /// Several texts, of a JSON array.
    List(Vec<String>),
    /// Any other JSON value.
    Json(serde_json::Value),
    /// The value of a merged cell that begins in a row above.
    Carried {
        /// The value.
        value: Box<Cell>,
        /// Row where it stands, from 1.
        line: u64,
    },
}

impl Cell {
    /// Whether nothing was written here (white space is nothing; what is carried over was not written here).
    pub(crate) fn is_blank(&self) -> bool {
        match self {
            Self::Empty | Self::Carried { .. } => true,
            Self::Text(text) => text.chars().all(char::is_whitespace),
            Self::List(texts) => texts.iter().all(|text| text.trim().is_empty()),
            Self::Json(value) => value.is_null(),
            Self::Number { .. }
            | Self::Day(_)
            | Self::Bool(_)
            | Self::Error(_)
            | Self::Picture
            | Self::Formula(_) => false,
        }
    }

    /// As text.
    pub(crate) fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Empty | Self::Picture => Cow::Borrowed(""),
            Self::Text(text)
            | Self::Number { shown: text, .. }
            | Self::Day(text)
            | Self::Error(text) => Cow::Borrowed(text),
            Self::Bool(true) => Cow::Borrowed("是"),
            Self::Bool(false) => Cow::Borrowed("否"),
            Self::Formula(formula) => Cow::Owned(format!("={formula}")),
            Self::List(texts) => Cow::Owned(texts.join("；")),
            Self::Json(value) => Cow::Owned(value.to_string()),
            Self::Carried { value, .. } => value.text(),
        }
    }

    /// The value itself, also when it is carried over from a row above.
    pub(crate) fn value(&self) -> &Cell {
        match self {
            Self::Carried { value, .. } => value,
            Self::Empty
            | Self::Text(_)
            | Self::Number { .. }
            | Self::Day(_)
            | Self::Bool(_)
            | Self::Error(_)
            | Self::Picture
            | Self::Formula(_)
            | Self::List(_)
            | Self::Json(_) => self,
        }
    }

    /// A text that was typed or is the saved result of a formula; nothing when there is none. What cannot be seen and what
    /// only keeps a spreadsheet from changing the text (`'0350`, `="0350"`) is no part of it.
    pub(crate) fn from_text(text: &str) -> Self {
        let seen = domain::text::visible(crate::source::cut(text));
        let plain = unguarded(&seen);
        if crate::source::is_picture(plain) {
            Self::Picture
        } else if plain.is_empty() {
            Self::Empty
        } else {
            Self::Text(plain.to_owned())
        }
    }

    /// A number as a spreadsheet keeps it: 15 significant digits, no exponent.
    pub(crate) fn from_number(number: f64) -> Self {
        Self::from_shown(number, None)
    }

    /// A number that its format shows in its own way.
    pub(crate) fn from_shown(number: f64, shown: Option<Shown>) -> Self {
        let exact = plain(number);
        let scaled = shown.as_ref().is_some_and(|shown| shown.scaled);
        Self::Number {
            shown: shown.map_or_else(|| exact.clone(), |shown| shown.text),
            exact,
            scaled,
        }
    }
}

/// The text behind what guards it.
fn unguarded(text: &str) -> &str {
    let trimmed = text.trim();
    if let Some(inner) = trimmed
        .strip_prefix("=\"")
        .and_then(|rest| rest.strip_suffix('"'))
        && !inner.contains('"')
    {
        return inner;
    }
    match trimmed.strip_prefix('\'') {
        Some(rest) if !rest.contains('\'') => rest,
        _ => text,
    }
}

/// One row of a sheet or of a delimited file.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct RawRow {
    /// Row or line in the file, from 1.
    pub line: u64,
    /// Cells from the first column on, at most `limits::COLUMNS`.
    pub cells: Vec<Cell>,
    /// Cells that were not read because they stand beyond the last column that is.
    pub beyond: usize,
    /// Bytes of this row could not be decoded.
    pub undecodable: bool,
    /// The row is hidden, mostly by a filter.
    pub hidden: bool,
}

impl RawRow {
    pub(crate) fn is_blank(&self) -> bool {
        self.beyond == 0 && self.cells.iter().all(Cell::is_blank)
    }

    pub(crate) fn cell(&self, column: usize) -> &Cell {
        const NOTHING: &Cell = &Cell::Empty;
        self.cells.get(column).unwrap_or(NOTHING)
    }
}

/// Puts a cell at its place, or counts it when that is too far right.
pub(crate) fn put(row: &mut RawRow, column: usize, cell: Cell) {
    if column >= limits::COLUMNS {
        row.beyond += usize::from(!cell.is_blank());
        return;
    }
    if row.cells.len() <= column {
        row.cells.resize(column + 1, Cell::Empty);
    }
    row.cells[column] = cell;
}

/// Letter of a column as spreadsheets show it: 0 is `A`, 27 is `AB`.
pub(crate) fn column_letter(column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        letters.push(char::from(
            b'A' + u8::try_from((rest - 1) % 26).unwrap_or(0),
        ));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_a_spreadsheet_shows_them() {
        for (number, text) in [
            (20.0, "20"),
            (120.5, "120.5"),
            (0.1 + 0.2, "0.3"),
            (2_018_205_575_263.0, "2018205575263"),
            (201_710_601_862.3, "201710601862.3"),
        ] {
            assert_eq!(Cell::from_number(number).text(), text);
        }
    }

    #[test]
    fn what_guards_a_text_is_no_part_of_it() {
        for (typed, text) in [
            ("=\"0350-1234567\"", "0350-1234567"),
            ("'0350", "0350"),
            ("\t0350", "\t0350"),
            ("'甲'和'乙'", "'甲'和'乙'"),
            ("=1+1", "=1+1"),
            ("\u{200b}石墨\u{feff}烯", "石墨烯"),
        ] {
            assert_eq!(Cell::from_text(typed).text(), text, "{typed}");
        }
        assert_eq!(Cell::from_text("=DISPIMG(\"ID_1\",1)"), Cell::Picture);
    }

    #[test]
    fn columns_have_letters() {
        assert_eq!(
            [0, 25, 26, 27, 701, 702].map(column_letter),
            ["A", "Z", "AA", "AB", "ZZ", "AAA"]
        );
    }
}
