//! From the bytes of a file that a university sends to checked achievements, row by row.
//!
//! [`inspect`] shows what is in a file and which column it takes for what; [`read`] yields its rows, each either an
//! achievement that passed `domain`'s checks, or problems with column, value and reason, or skipped with a reason: no
//! row that is not blank is lost. [`template_xlsx`] and [`template_csv`] are what people fill in, [`report_csv`] and
//! [`report_xlsx`] what they get back.
//!
//! [`read_voucher`] reads what has nothing to do with a list: an electronic invoice or bank receipt.
//!
//! What it is not: it knows no database, no network and no organisation. Whether a row was imported before, its caller
//! decides by the external number (or the title). Reading blocks: in a server, call it on a blocking thread.
//!
//! Files are hostile until read: sizes are bounded by [`limits`], archives are unpacked into nothing before they are
//! believed, formulas are never evaluated, and what a report repeats cannot become a formula again.

mod cell;
mod convert;
mod csv_file;
mod error;
mod file;
mod format;
mod headings;
mod inspect;
mod keys;
mod layout;
pub mod limits;
mod mapping;
mod merges;
mod no_achievement;
mod number_format;
mod proposal;
mod reading;
mod report;
mod row;
mod source;
mod target;
mod template;
mod value;
pub mod voucher;

pub use csv_file::{csv_file, csv_rows};
pub use error::FileError;
pub use file::File;
pub use format::Format;
pub use inspect::inspect;
pub use mapping::{
    ColumnMapping, ColumnPreview, Mapped, Mapping, Preview, PreviewRow, SheetMapping, SheetPreview,
};
pub use proposal::{CERTAIN, Proposal};
pub use reading::{Rows, read};
pub use report::{report_csv, report_xlsx};
pub use row::{Outcome, Problem, ReportKind, ReportLine, Row, VALUE_SHOWN};
pub use target::{Field, Target};
pub use template::{template_csv, template_xlsx};
pub use voucher::{Voucher, VoucherError, read_voucher};
