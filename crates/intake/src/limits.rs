//! How large a file may be. Every bound is checked while reading, so that a hostile file costs a message, not the
//! server's memory. These are safety bounds; what a listing may hold, `domain::catalogue::achievement` says.

/// Largest file, in bytes.
pub const FILE_BYTES: u64 = 512 << 20;
/// Most rows of one file, without empty ones.
pub const ROWS: u64 = 200_000;
/// Columns that are read; what stands further right is reported.
pub const COLUMNS: usize = 256;
/// Columns without a field that are kept as notes; more are reported (a listing holds at most 50 notes).
pub const NOTE_COLUMNS: usize = 45;
/// Longest text of one cell, in bytes: more than any field takes (10,000 characters of 4 bytes).
pub const CELL_BYTES: usize = 64 << 10;
/// Longest line of a JSON lines file and longest record of a delimited one, in bytes.
pub const RECORD_BYTES: usize = 4 << 20;
/// Rows within which the heading row must stand.
pub const HEADING_WITHIN: usize = 40;
/// Most worksheets of a workbook.
pub const SHEETS: usize = 255;

/// Most parts in a workbook.
pub const PARTS: usize = 10_000;
/// Largest part of a workbook and all of them together, unpacked, in bytes.
pub const PARTS_BYTES: u64 = 512 << 20;
/// Largest table of shared strings, unpacked, in bytes.
pub const STRINGS_BYTES: u64 = 256 << 20;
/// Most text of all shared strings together, in bytes, and most strings: they are held in memory.
pub const STRINGS_TEXT_BYTES: usize = 128 << 20;
/// Most shared strings.
pub const STRINGS: usize = 2_000_000;
/// Most cell styles, and most number formats.
pub const STYLES: usize = 65_536;
/// Most merged areas of one sheet: they are held in memory.
pub const MERGES: usize = 100_000;
/// Most cells of one sheet, blank ones with a style counted.
pub const CELLS: u64 = 20_000_000;
/// Most text of all rows of a file together, in bytes: one long text that a thousand cells refer to counts a thousand times.
pub const TEXT_BYTES: u64 = 1 << 30;
/// Largest ratio of unpacked to packed size of a part; spreadsheets have 5 to 50, bombs have 1000.
pub const PART_RATIO: u64 = 250;
/// Parts below this size are not worth a bomb: their ratio is not looked at.
pub const PART_RATIO_FROM: u64 = 16 << 20;
/// Most cells of one sheet of an `.xls` file, counted as a rectangle: it is held in memory.
pub const XLS_CELLS: u64 = 4_000_000;
