//! Files 附件 with their size and the hash of their content.

use askama::Template;
use askama::filters::HtmlSafe;
use domain::Timestamp;

use super::notice::PostButton;

/// One file.
#[derive(Clone, Debug)]
pub struct FileView {
    /// Name as uploaded.
    pub name: String,
    /// Where it is downloaded; empty when the reader may not.
    pub href: String,
    /// What it is, such as `发票`, or empty.
    pub kind: String,
    /// Bytes.
    pub size: u64,
    /// SHA-256 of its content, in hexadecimal.
    pub sha256: String,
    /// Who uploaded it.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// Where the reader takes it off again; nothing when the reader may not.
    pub remove: Option<PostButton>,
}

impl FileView {
    /// The size for people: `12.3 KB`.
    pub fn shown_size(&self) -> String {
        size_for_people(self.size)
    }

    /// The first characters of the hash: enough to compare by eye; the whole stands in the title.
    pub fn short_hash(&self) -> &str {
        self.sha256.get(..12).unwrap_or(&self.sha256)
    }
}

/// Bytes as people read them: `12.3 KB`.
pub(crate) fn size_for_people(bytes: u64) -> String {
    match bytes {
        0..1_024 => format!("{bytes} 字节"),
        1_024..1_048_576 => tenths(bytes, 1_024, "KB"),
        _ => tenths(bytes, 1_048_576, "MB"),
    }
}

fn tenths(bytes: u64, unit: u64, name: &str) -> String {
    let tenths = bytes.saturating_mul(10) / unit;
    format!("{}.{} {name}", tenths / 10, tenths % 10)
}

/// Several files.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "ui/parts/file_list.html")]
pub struct FileList {
    /// The files.
    pub files: Vec<FileView>,
    /// What is said when there are none.
    pub none: String,
}

impl HtmlSafe for FileList {}

/// A file that arrived with a form that was not carried out, and waits for it to be sent again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentFile {
    /// The control that it was chosen with.
    pub control: String,
    /// By which the form names it.
    pub id: String,
    /// Name as uploaded.
    pub name: String,
    /// Bytes.
    pub size: u64,
}

impl SentFile {
    /// `回单.pdf（1.5 KB）`.
    pub fn words(&self) -> String {
        format!("{}（{}）", self.name, size_for_people(self.size))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_written_for_people() {
        assert_eq!(
            [900, 1_536, 5_347_738].map(size_for_people),
            ["900 字节", "1.5 KB", "5.1 MB"]
        );
    }
}
