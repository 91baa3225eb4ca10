//! The parts of an OFD, unpacked one by one within a bound for all of them together.

use std::collections::HashMap;
use std::io::{Cursor, Read as _};

use zip::ZipArchive;
use zip::result::ZipError;

use super::super::error::VoucherError;
use super::super::limits;
use super::super::tree::{self, Node};

/// An open OFD.
pub(super) struct Package {
    archive: ZipArchive<Cursor<Vec<u8>>>,
    /// Places in the archive by their names: no `\`, no `/` in front, lower case, because writers do not agree on it.
    places: HashMap<String, usize>,
    left: u64,
}

impl Package {
    pub(super) fn open(bytes: Vec<u8>) -> Result<Self, VoucherError> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
        if archive.len() > limits::PARTS {
            return Err(VoucherError::TooMuch(format!(
                "压缩包有 {} 个部件",
                archive.len()
            )));
        }
        let mut places = HashMap::new();
        for index in 0..archive.len() {
            let part = archive
                .by_index_raw(index)
                .map_err(|error| broken(&error))?;
            if part.encrypted() {
                return Err(VoucherError::Encrypted);
            }
            let Ok(name) = part.name() else { continue };
            let name = normal(&name);
            if places.insert(name.clone(), index).is_some() {
                return Err(VoucherError::Broken(format!(
                    "压缩包中有两个“{}”",
                    super::super::error::shown(&name)
                )));
            }
        }
        Ok(Self {
            archive,
            places,
            left: limits::UNPACKED_BYTES,
        })
    }

    /// The content of a part; nothing when there is none of that name.
    pub(super) fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, VoucherError> {
        let Some(index) = self.places.get(&normal(name)) else {
            return Ok(None);
        };
        let part = self
            .archive
            .by_index(*index)
            .map_err(|error| broken(&error))?;
        let most = self.left.min(limits::PART_BYTES);
        let mut bytes = Vec::new();
        part.take(most + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| VoucherError::Broken(error.to_string()))?;
        let size = bytes.len() as u64;
        if size > most {
            return Err(VoucherError::TooMuch(format!(
                "解压后超过 {} MiB",
                most >> 20
            )));
        }
        self.left -= size;
        Ok(Some(bytes))
    }

    /// A part as XML; nothing when there is none of that name.
    pub(super) fn xml(&mut self, name: &str) -> Result<Option<Node>, VoucherError> {
        let bytes = self.bytes(name)?;
        bytes.map(|bytes| tree::parse(&bytes, name)).transpose()
    }

    /// What an archive without `OFD.xml` is.
    pub(super) fn looks_like(&self) -> &'static str {
        let starts = |start: &str| self.places.keys().any(|name| name.starts_with(start));
        let ends = |end: &str| self.places.keys().any(|name| name.ends_with(end));
        if starts("xl/") {
            "这是 Excel 工作簿"
        } else if starts("word/") {
            "这是 Word 文档"
        } else if ends(".xml") || ends(".ofd") || ends(".pdf") {
            "这是压缩包，不是 OFD。请解压后上传其中的发票或回单文件"
        } else {
            "这是压缩包，不是 OFD"
        }
    }
}

fn broken(error: &ZipError) -> VoucherError {
    match error {
        ZipError::UnsupportedArchive(reason) if *reason == ZipError::PASSWORD_REQUIRED => {
            VoucherError::Encrypted
        }
        other => VoucherError::Broken(other.to_string()),
    }
}

fn normal(name: &str) -> String {
    name.replace('\\', "/")
        .trim_start_matches('/')
        .trim_start_matches("./")
        .to_lowercase()
}

/// Where a place that a part names lies: from the root when it begins with `/`, else beside the part.
pub(super) fn resolved(beside: &str, place: &str) -> String {
    let place = place.trim().replace('\\', "/");
    let whole = match place.strip_prefix('/') {
        Some(rest) => rest.to_owned(),
        None => format!("{}/{place}", folder_of(beside)),
    };
    let mut steps: Vec<&str> = Vec::new();
    for step in whole.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.join("/")
}

/// The folder of a part, without a slash at its end.
pub(super) fn folder_of(part: &str) -> &str {
    part.rsplit_once('/').map_or("", |(folder, _)| folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_beside_the_part_that_names_them_or_from_the_root() {
        for (beside, place, whole) in [
            ("OFD.xml", "Doc_0/Document.xml", "Doc_0/Document.xml"),
            (
                "Doc_0/Document.xml",
                "Pages/Page_0/Content.xml",
                "Doc_0/Pages/Page_0/Content.xml",
            ),
            (
                "Doc_0/Document.xml",
                "/Doc_0/Tags/T.xml",
                "Doc_0/Tags/T.xml",
            ),
            (
                "Doc_0/Tags/CustomTags.xml",
                "./CustomTag.xml",
                "Doc_0/Tags/CustomTag.xml",
            ),
            ("Doc_0/a.xml", "../../../etc/passwd", "etc/passwd"),
        ] {
            assert_eq!(resolved(beside, place), whole);
        }
    }
}
