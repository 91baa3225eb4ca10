//! How large a voucher may be. Real ones have some ten to some hundred kilobytes; a hostile one costs a message.

/// Largest file, in bytes.
pub const FILE_BYTES: u64 = 20 << 20;
/// Largest part of a container when unpacked, in bytes.
pub const PART_BYTES: u64 = 16 << 20;
/// Everything that is unpacked of one file together, in bytes; a part that is looked at twice counts twice.
pub const UNPACKED_BYTES: u64 = 64 << 20;
/// Most parts of an OFD.
pub const PARTS: usize = 2_000;
/// Most pages of an OFD of which the text is looked at.
pub const PAGES: usize = 200;
/// Most attachments that are looked at.
pub const ATTACHMENTS: usize = 50;
/// Most signatures of an OFD, and most digests of all of them.
pub const SIGNATURES: usize = 20;
/// Most digests.
pub const DIGESTS: usize = 5_000;
/// How deep elements of XML, and objects of PDF, may lie in each other.
pub const DEPTH: usize = 64;
/// Most elements of one XML document.
pub const ELEMENTS: usize = 100_000;
/// Most attributes of one element.
pub const ATTRIBUTES: usize = 64;
/// Most items of one invoice.
pub const ITEMS: usize = 10_000;
/// Most pairs of a document's own information.
pub const PAIRS: usize = 500;
/// Longest text that is kept of a voucher, in characters.
pub const TEXT_CHARS: usize = 4_000;
/// Most objects of a PDF that are parsed.
pub const PDF_OBJECTS: usize = 50_000;
/// Most parts of one object of a PDF.
pub const PDF_PARSED: usize = 500_000;
/// Most entries of all cross-reference sections of a PDF, and most sections.
pub const PDF_ENTRIES: usize = 200_000;
/// Most cross-reference sections.
pub const PDF_SECTIONS: usize = 100;
