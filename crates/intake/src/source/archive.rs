//! Whether a zip archive is a workbook that is safe to open: parts are unpacked once into nothing and counted, because
//! sizes that an archive declares may lie.

use std::io::Read;

use zip::ZipArchive;
use zip::result::ZipError;

use crate::error::FileError;
use crate::file::{File, Input};
use crate::limits;

/// Looks at every part that would be read.
///
/// # Errors
/// When the archive is no workbook, is protected, damaged, or would not stay within `limits`.
pub(crate) fn check(file: &File) -> Result<(), FileError> {
    let mut archive = ZipArchive::new(file.open()?).map_err(|error| broken(&error))?;
    if archive.len() > limits::PARTS {
        return Err(FileError::Bomb(format!("有 {} 个部件", archive.len())));
    }
    is_workbook(&archive)?;
    let mut total = 0;
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).map_err(|error| broken(&error))?;
        let name = part.name().map_err(|error| broken(&error))?.to_lowercase();
        if !name.ends_with(".xml") && !name.ends_with(".rels") {
            continue;
        }
        let packed = part.compressed_size();
        let strings = name.ends_with("sharedstrings.xml");
        let most = if strings {
            limits::STRINGS_BYTES
        } else {
            limits::PARTS_BYTES
        };
        let mut counted = Counted::default();
        let found = unpack(&mut part, most, packed, strings.then_some(&mut counted))?;
        // A file that announces more than it holds was not written by a spreadsheet program.
        if counted.announced > found {
            return Err(FileError::Bomb("字符串数量与内容不符".into()));
        }
        total += found;
        if total > limits::PARTS_BYTES {
            return Err(FileError::Bomb(format!(
                "超过 {} MiB",
                limits::PARTS_BYTES >> 20
            )));
        }
    }
    Ok(())
}

fn is_workbook(archive: &ZipArchive<Box<dyn Input>>) -> Result<(), FileError> {
    // A name that cannot be read is no part of a workbook.
    let names: Vec<String> = archive
        .file_names()
        .flatten()
        .map(|name| name.to_lowercase())
        .collect();
    let starts = |start: &str| names.iter().any(|name| name.starts_with(start));
    let ends = |end: &str| names.iter().any(|name| name.ends_with(end));
    if starts("xl/workbook.bin") {
        return Err(FileError::Format("这是 Excel 二进制工作簿（.xlsb）"));
    }
    if starts("xl/") || (starts("[content_types].xml") && ends("workbook.xml")) {
        return Ok(());
    }
    Err(FileError::Format(if starts("word/") {
        "这是 Word 文档"
    } else if starts("ppt/") {
        "这是 PowerPoint 文档"
    } else if starts("content.xml") {
        "这是 OpenDocument 文档"
    } else if ends(".xlsx") || ends(".xls") {
        "这是压缩包，里面才是表格：请先解压"
    } else {
        "这是压缩包，不是 Excel 工作簿"
    }))
}

/// What a table of strings announces about itself.
#[derive(Default)]
struct Counted {
    announced: u64,
    tail: Vec<u8>,
}

impl Counted {
    /// Looks for `uniqueCount="…"` in what comes next; the end of one piece is kept, as the word may lie across two.
    fn see(&mut self, piece: &[u8]) {
        const WORD: &[u8] = b"uniqueCount";
        self.tail.extend_from_slice(piece);
        for at in self
            .tail
            .windows(WORD.len())
            .enumerate()
            .filter(|(_, window)| *window == WORD)
            .map(|(at, _)| at)
        {
            let after = &self.tail[at + WORD.len()..];
            let digits = after
                .iter()
                .skip_while(|b| matches!(b, b' ' | b'=' | b'"' | b'\'' | b'\t' | b'\r' | b'\n'))
                .take_while(|b| b.is_ascii_digit());
            let number = digits.take(20).fold(0_u64, |sum, digit| {
                sum.saturating_mul(10)
                    .saturating_add(u64::from(digit - b'0'))
            });
            self.announced = self.announced.max(number);
        }
        let keep = self.tail.len().saturating_sub(64);
        self.tail.drain(..keep);
    }
}

/// Unpacks a part into nothing; its size, or the reason why it is no part of a spreadsheet.
fn unpack(
    part: &mut impl Read,
    most: u64,
    packed: u64,
    mut counted: Option<&mut Counted>,
) -> Result<u64, FileError> {
    let mut piece = vec![0; 64 << 10];
    let mut size = 0_u64;
    loop {
        let read = part
            .read(&mut piece)
            .map_err(|error| FileError::Broken(error.to_string()))?;
        if read == 0 {
            return Ok(size);
        }
        size += read as u64;
        if size > most {
            return Err(FileError::Bomb(format!("超过 {} MiB", most >> 20)));
        }
        if size > limits::PART_RATIO_FROM && size / packed.max(1) > limits::PART_RATIO {
            return Err(FileError::Bomb(format!(
                "压缩比超过 {} 倍",
                limits::PART_RATIO
            )));
        }
        if let Some(counted) = counted.as_deref_mut() {
            counted.see(&piece[..read]);
        }
    }
}

pub(super) fn broken(error: &ZipError) -> FileError {
    match error {
        ZipError::UnsupportedArchive(reason) if *reason == ZipError::PASSWORD_REQUIRED => {
            FileError::Encrypted
        }
        other => FileError::Broken(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_announced_number_of_strings_is_found_wherever_it_stands() {
        let mut counted = Counted::default();
        for piece in [
            &b"<?xml version='1.0'?><!-- long -->"[..],
            b"<sst uniq",
            b"ueCount = '12345'>",
            b"<si/>",
        ] {
            counted.see(piece);
        }
        assert_eq!(counted.announced, 12345);
    }
}
