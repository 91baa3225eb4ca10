//! Files read from beginning to end, row by row, without understanding them: each format in one module below, all of
//! them speaking in [`Event`]s. Memory stays bounded by `limits` whatever the file says about itself.

mod archive;
mod biff;
mod budget;
mod compound;
mod decode;
mod delimited;
mod json_lines;
mod mixed;
pub(crate) mod serial;
mod xls;
mod xlsx;

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::cell::{Cell, RawRow};
use crate::error::FileError;
use crate::file::File;
use crate::format::{Format, HEAD_BYTES};
use crate::merges::Merge;

/// What a file says next.
pub(crate) enum Event {
    /// A sheet begins (a delimited file is one sheet without a name).
    Sheet(SheetStart),
    /// The next row of the sheet, in ascending order; blank rows may be missing.
    Row(RawRow),
    /// The next object of a JSON lines file.
    Record(Record),
}

/// A sheet.
pub(crate) struct SheetStart {
    pub name: String,
    pub hidden: bool,
    pub merges: Vec<Merge>,
    /// How bytes became text, for people; empty for workbooks.
    pub encoding: &'static str,
}

/// One line of a JSON lines file.
pub(crate) struct Record {
    pub line: u64,
    /// Keys and values, or why the line is no object.
    pub content: Result<Vec<(String, Cell)>, String>,
}

/// What the listener wants next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Flow {
    /// Go on.
    Continue,
    /// Enough of this sheet.
    NextSheet,
    /// Enough of the file.
    Stop,
}

/// Who listens.
pub(crate) type Listener<'a> = dyn FnMut(Event) -> Flow + 'a;

/// Tells the format and reads the file.
///
/// # Errors
/// When the file cannot be read, or not further; what was read before has been told already.
pub(crate) fn stream(file: &File, listener: &mut Listener<'_>) -> Result<(), FileError> {
    match format(file)? {
        Format::Csv => delimited::stream(file, listener),
        Format::Jsonl => json_lines::stream(file, listener),
        Format::Xlsx => guarded(|| xlsx::stream(file, listener)),
        Format::Xls => guarded(|| xls::stream(file, listener)),
    }
}

/// Format of a file of acceptable size.
pub(crate) fn format(file: &File) -> Result<Format, FileError> {
    file.size()?;
    Format::sniff(&file.head(HEAD_BYTES)?, &file.name)
}

/// The workbook library panics on some damaged files (it indexes into what the file promised to be there): for whoever
/// sent the file that is a broken file like any other.
fn guarded(read: impl FnOnce() -> Result<(), FileError>) -> Result<(), FileError> {
    catch_unwind(AssertUnwindSafe(read))
        .unwrap_or_else(|_| Err(FileError::Broken("内部结构异常".into())))
}

/// A text cut to what a cell may hold, at a character's border. What is cut here is too long for every field, so the
/// row is reported all the same.
pub(crate) fn cut(text: &str) -> &str {
    let mut end = text.len().min(crate::limits::CELL_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// [`cut`], as a text of its own.
pub(crate) fn bounded(text: &str) -> String {
    cut(text).to_owned()
}

/// A picture inside a cell is saved as a formula that only its own program knows.
pub(crate) fn is_picture(formula: &str) -> bool {
    let name: String = formula
        .trim_start_matches('=')
        .trim_start_matches("_xlfn.")
        .chars()
        .take(8)
        .collect::<String>()
        .to_uppercase();
    name == "DISPIMG(" || name.starts_with("IMAGE(")
}
