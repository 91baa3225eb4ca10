//! `.xlsx` read cell by cell: the sheet is never in memory as a whole, only its shared strings are, end to end in one
//! piece (bounded by `limits`). Formulas are not evaluated: the result that was saved is used. Read here and not by the
//! workbook library, because that keeps every string by itself, and tells neither number formats nor hidden rows.

mod package;
mod sheet;
mod strings;
mod styles;

use super::{Event, Flow, Listener, SheetStart, archive};
use crate::error::FileError;
use crate::file::File;
use package::Package;
use strings::Strings;
use styles::Styles;

/// Reads every worksheet.
pub(crate) fn stream(file: &File, listener: &mut Listener<'_>) -> Result<(), FileError> {
    archive::check(file)?;
    let mut package = Package::open(file)?;
    let workbook = package.workbook()?;
    let strings = Strings::read(&mut package)?;
    let styles = Styles::read(&mut package)?;
    for about in &workbook.sheets {
        let marks = sheet::Marks::read(&mut package, &about.part)?;
        let start = SheetStart {
            name: about.name.clone(),
            hidden: about.hidden,
            merges: marks.merges,
            encoding: "",
        };
        match listener(Event::Sheet(start)) {
            Flow::Continue => {}
            Flow::NextSheet => continue,
            Flow::Stop => return Ok(()),
        }
        let context = sheet::Context {
            strings: &strings,
            styles: &styles,
            from_1904: workbook.from_1904,
        };
        if sheet::stream(&mut package, &about.part, &context, listener)? == Flow::Stop {
            return Ok(());
        }
    }
    Ok(())
}
