//! A file to import: on disk or in memory, opened as often as needed. It knows nothing of what is in it.

use std::fs;
use std::io::{self, Cursor, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Weak};

use crate::error::FileError;
use crate::limits;

/// A file as it was sent.
#[derive(Clone, Debug)]
pub struct File {
    /// Its name, for messages and hints; the format is told from the content.
    pub name: String,
    content: Content,
    /// Alive as long as somebody waits for what is read; nothing when it is read in any case.
    waits: Option<Weak<()>>,
}

#[derive(Clone, Debug)]
enum Content {
    Path(PathBuf),
    Bytes(Arc<[u8]>),
}

/// What the readers read from.
pub(crate) trait Input: Read + Seek + Send {}
impl<T: Read + Seek + Send> Input for T {}

impl File {
    /// A file on disk. It is opened when it is read.
    pub fn at(path: &Path) -> Self {
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        Self {
            name,
            content: Content::Path(path.to_owned()),
            waits: None,
        }
    }

    /// A file in memory, as a form sends it.
    pub fn in_memory(name: &str, bytes: Vec<u8>) -> Self {
        Self {
            name: name.to_owned(),
            content: Content::Bytes(bytes.into()),
            waits: None,
        }
    }

    /// The same file under the name that its sender gave it.
    #[must_use]
    pub fn named(mut self, name: &str) -> Self {
        self.name = name.to_owned();
        self
    }

    /// The same file, which can be read only as long as somebody holds the token: reading ends with an error when nobody
    /// waits for it any more.
    #[must_use]
    pub fn while_held(mut self, token: &Arc<()>) -> Self {
        self.waits = Some(Arc::downgrade(token));
        self
    }

    pub(crate) fn open(&self) -> io::Result<Box<dyn Input>> {
        let input: Box<dyn Input> = match &self.content {
            Content::Path(path) => Box::new(fs::File::open(path)?),
            Content::Bytes(bytes) => Box::new(Cursor::new(Arc::clone(bytes))),
        };
        Ok(match &self.waits {
            Some(waits) => Box::new(Awaited {
                input,
                waits: Weak::clone(waits),
            }),
            None => input,
        })
    }

    /// Size in bytes.
    ///
    /// # Errors
    /// When the file cannot be opened, is empty or too large.
    pub fn size(&self) -> Result<u64, FileError> {
        let size = match &self.content {
            Content::Path(path) => fs::metadata(path)?.len(),
            Content::Bytes(bytes) => bytes.len() as u64,
        };
        match size {
            0 => Err(FileError::Empty),
            _ if size > limits::FILE_BYTES => Err(FileError::TooLarge {
                found_mib: size >> 20,
                most_mib: limits::FILE_BYTES >> 20,
            }),
            _ => Ok(size),
        }
    }

    /// The first bytes, at most `most`.
    pub(crate) fn head(&self, most: usize) -> io::Result<Vec<u8>> {
        let mut head = Vec::with_capacity(most.min(64 << 10));
        self.open()?.take(most as u64).read_to_end(&mut head)?;
        Ok(head)
    }
}

/// What is read as long as somebody waits for it.
struct Awaited {
    input: Box<dyn Input>,
    waits: Weak<()>,
}

impl Read for Awaited {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.waits.strong_count() == 0 {
            return Err(io::Error::new(
                io::ErrorKind::ConnectionAborted,
                "没有人再等待结果",
            ));
        }
        self.input.read(into)
    }
}

impl Seek for Awaited {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.input.seek(to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reading_ends_when_nobody_waits_for_it_any_more() {
        let token = Arc::new(());
        let file = File::in_memory("a.csv", "成果名称\n示例\n".into()).while_held(&token);
        let mut input = file.open().expect("opens");
        assert_eq!(input.read(&mut [0; 4]).expect("read"), 4);
        drop(token);
        assert!(input.read(&mut [0; 4]).is_err());
        assert!(crate::inspect(&file).is_err());
    }
}
