//! Which format a file has, told from its first bytes; a wrong or missing extension does not matter.

use encoding_rs::{BIG5, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use crate::error::FileError;

/// A format that can be imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Workbook of Excel 2007 and later, and of WPS: a zip archive.
    Xlsx,
    /// Workbook of Excel 97 to 2003, and `.et` of WPS: a compound file.
    Xls,
    /// Text with commas, semicolons or tabs.
    Csv,
    /// One JSON object a line.
    Jsonl,
}

impl Format {
    /// For people: `Excel 工作簿（.xlsx）`.
    pub fn label(self) -> &'static str {
        match self {
            Self::Xlsx => "Excel 工作簿（.xlsx）",
            Self::Xls => "Excel 97-2003 工作簿（.xls）",
            Self::Csv => "文本表格（.csv）",
            Self::Jsonl => "JSON 行（.jsonl）",
        }
    }

    /// Tells the format from the first bytes (64 KiB are plenty) and, between the two text formats only, from the name.
    ///
    /// # Errors
    /// When it is empty or none of the formats; the message says what it looks like.
    pub fn sniff(head: &[u8], name: &str) -> Result<Self, FileError> {
        if head.is_empty() {
            return Err(FileError::Empty);
        }
        if head.starts_with(b"PK\x03\x04") {
            return Ok(Self::Xlsx);
        }
        if head.starts_with(&COMPOUND_FILE) {
            return Ok(Self::Xls);
        }
        for (magic, what) in OTHERS {
            if head.starts_with(magic) {
                return Err(FileError::Format(what));
            }
        }
        sniff_text(head, name)
    }
}

/// First bytes of a compound file: `.xls`, and workbooks with a password.
const COMPOUND_FILE: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// What people send by mistake.
const OTHERS: [(&[u8], &str); 11] = [
    (b"\x09\x08", "这是很旧的 Excel 文件（95 版以前）"),
    (b"%PDF", "这是 PDF 文件"),
    (b"PK\x05\x06", "这是空的压缩包"),
    (b"Rar!", "这是 RAR 压缩包"),
    (b"7z\xbc\xaf", "这是 7z 压缩包"),
    (b"\x1f\x8b", "这是 gzip 压缩包"),
    (b"\x28\xb5\x2f\xfd", "这是 zstd 压缩包"),
    (b"\x89PNG", "这是图片"),
    (b"\xff\xd8\xff", "这是图片"),
    (b"GIF8", "这是图片"),
    (b"\x7fELF", "这是程序文件"),
];

fn sniff_text(head: &[u8], name: &str) -> Result<Format, FileError> {
    let unmarked = || unmarked_utf_16(head).unwrap_or(UTF_8);
    let (encoding, mark) = Encoding::for_bom(head).unwrap_or_else(|| (unmarked(), 0));
    let wide = encoding == UTF_16LE || encoding == UTF_16BE;
    // A text has hardly any zero bytes (UTF-16 aside) and control characters.
    let zeros = head.iter().filter(|b| **b == 0).count();
    let controls = head
        .iter()
        .filter(|b| matches!(b, 1..=8 | 14..=26 | 28..=31))
        .count();
    if !wide && (zeros * 50 > head.len() || controls * 50 > head.len()) {
        return Err(FileError::Format("文件不是文本，也不是 Excel 工作簿"));
    }
    let text = encoding.decode_without_bom_handling(&head[mark..]).0;
    let start = text.trim_start();
    if start.is_empty() && head.len() < HEAD_BYTES {
        return Err(FileError::Empty);
    }
    let lower = start.to_lowercase();
    // Many office systems save a web page or an XML sheet under the name `.xls`.
    let page = ["<table", "<html", "<!doctype", "<meta", "<div", "<body"]
        .iter()
        .any(|tag| lower.contains(tag));
    if lower.starts_with("<?xml") || (lower.starts_with('<') && page) {
        return Err(FileError::Format(
            "这是网页或 XML 格式的表格（扩展名可能是 .xls），请用 Excel 或 WPS 打开",
        ));
    }
    if lower.starts_with("mime-version:")
        || (lower.contains("content-type: multipart/related") && lower.contains("\nmime-version:"))
    {
        return Err(FileError::Format(
            "这是单个文件网页（MHT，扩展名可能是 .xls），请用 Excel 或 WPS 打开",
        ));
    }
    if lower.starts_with("{\\rtf") {
        return Err(FileError::Format("这是 RTF 文档"));
    }
    if start.starts_with('{') && !wide {
        return Ok(Format::Jsonl);
    }
    let array = start
        .strip_prefix('[')
        .is_some_and(|rest| rest.trim_start().starts_with(['{', ']']));
    if array {
        return Err(FileError::Format(
            "这是一个 JSON 数组；JSON 行格式（.jsonl）应为每行一个对象，例如 {\"id\":\"1\",\"title\":\"石墨烯导热膜\"}",
        ));
    }
    if name.to_lowercase().ends_with(".jsonl") {
        Ok(Format::Jsonl)
    } else {
        Ok(Format::Csv)
    }
}

/// UTF-16 without its mark: the zero halves of its delimiters and line ends stand mostly on one side (一 and 㐀 have theirs
/// on the other), and read so all of it is text in lines and columns.
pub(crate) fn unmarked_utf_16(head: &[u8]) -> Option<&'static Encoding> {
    let zeros = |side: usize| {
        let halves = head.iter().skip(side).step_by(2);
        halves.filter(|b| **b == 0).count()
    };
    let encoding = match (zeros(0), zeros(1)) {
        (0, 0) => return None,
        (high, low) if high > low => UTF_16BE,
        _ => UTF_16LE,
    };
    let text = encoding
        .decode_without_bom_handling(&head[..head.len() & !1])
        .0;
    // The last character of what was looked at may be cut in two.
    let inner = text.trim_end_matches('\u{fffd}');
    let is_text = |c: char| c != '\u{fffd}' && (!c.is_control() || "\r\n\t".contains(c));
    let is_table = inner.contains(['\r', '\n']) && inner.contains(['\t', ',', ';', '|']);
    (is_table && inner.chars().all(is_text)).then_some(encoding)
}

/// How much of a file is looked at to tell its format, encoding and delimiter.
pub(crate) const HEAD_BYTES: usize = 64 << 10;

/// Name of an encoding, for people.
pub(crate) fn encoding_label(encoding: &'static Encoding) -> &'static str {
    if encoding == GB18030 {
        "GB18030"
    } else if encoding == BIG5 {
        "Big5"
    } else if encoding == UTF_16LE || encoding == UTF_16BE {
        "UTF-16"
    } else {
        "UTF-8"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_content_decides_and_the_name_does_not() {
        assert_eq!(
            Format::sniff(b"PK\x03\x04....", "a.csv").ok(),
            Some(Format::Xlsx)
        );
        assert_eq!(
            Format::sniff(&COMPOUND_FILE, "a.xlsx").ok(),
            Some(Format::Xls)
        );
        assert_eq!(
            Format::sniff("\u{feff}{\"id\":1}".as_bytes(), "a.txt").ok(),
            Some(Format::Jsonl)
        );
        assert_eq!(
            Format::sniff("成果名称,摘要".as_bytes(), "a.xls").ok(),
            Some(Format::Csv)
        );
        assert_eq!(
            Format::sniff(b"\xff\xfe\x10\x62\tx", "a").ok(),
            Some(Format::Csv)
        );
        for unmarked in [b"a\x00,\x00b\x00\n\x00", b"\x00a\x00,\x00b\x00\n"] {
            assert_eq!(Format::sniff(unmarked, "a").ok(), Some(Format::Csv));
        }
    }

    #[test]
    fn what_cannot_be_imported_says_what_it_looks_like() {
        for (bytes, word) in [
            (&b"%PDF-1.7"[..], "PDF"),
            (b"<html><table>", "网页"),
            (b"\xef\xbb\xbf<meta charset=utf-8><table>", "网页"),
            (b"<!--[if gte mso 9]><xml></xml><![endif]--><table>", "网页"),
            (b"<style>td{}</style><table><tr>", "网页"),
            (b"MIME-Version: 1.0\nContent-Type: multipart/related", "MHT"),
            (b"[{\"id\":1}]", "JSON 数组"),
            (b"\x00\x01\x02\x03binary", "不是文本"),
            (b"  \n ", "空"),
        ] {
            let message = Format::sniff(bytes, "a.csv")
                .expect_err("no format")
                .to_string();
            assert!(message.contains(word), "{message}");
        }
    }
}
