//! Files while they arrive. A small one is held in memory; a larger one lies on the disk from its first quarter of a
//! mebibyte on, so that what many people send at once costs room there and no memory here. Dropped, nothing of it
//! remains.

use std::fs::File;
use std::io::{Cursor, Read, Seek};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use domain::event::sha256_hex;
use store::kernel::file::FileStore;
use store::kernel::incoming::Incoming;

use crate::Market;
use crate::kernel::error::{Error, Result};

/// So much of a file is gathered before it is written, in bytes; what is smaller as a whole stays in memory.
const IN_MEMORY_AT_MOST: usize = 256 * 1024;
/// Seconds after which to come again when too much is arriving.
const COME_AGAIN: u64 = 30;

/// What lies on the disk and is not kept yet, all senders together.
static ARRIVING: Room = Room::new(2 * 1024 * 1024 * 1024);

/// Room for so many bytes.
struct Room {
    taken: AtomicU64,
    most: u64,
}

/// A part of a room, given back when it is dropped.
struct Taken {
    of: &'static Room,
    bytes: u64,
}

impl Room {
    const fn new(most: u64) -> Self {
        Self {
            taken: AtomicU64::new(0),
            most,
        }
    }

    fn take(&'static self) -> Taken {
        Taken { of: self, bytes: 0 }
    }
}

impl Taken {
    fn grow(&mut self, bytes: u64) -> Result<()> {
        let fits = |taken: u64| Some(taken + bytes).filter(|then| *then <= self.of.most);
        self.of
            .taken
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, fits)
            .map_err(|_| Error::Full {
                seconds: COME_AGAIN,
            })?;
        self.bytes += bytes;
        Ok(())
    }
}

impl Drop for Taken {
    fn drop(&mut self) {
        self.of.taken.fetch_sub(self.bytes, Ordering::Relaxed);
    }
}

/// A file of which more is to come.
pub struct Arriving {
    files: FileStore,
    gathered: Vec<u8>,
    /// On the disk, once there is more than may be held.
    written: Option<Incoming>,
    taken: Taken,
}

impl Market {
    /// Begins to receive a file.
    pub fn receive(&self) -> Arriving {
        Arriving {
            files: self.files(),
            gathered: Vec::new(),
            written: None,
            taken: ARRIVING.take(),
        }
    }
}

impl Arriving {
    /// Takes the next piece.
    ///
    /// # Errors
    /// When too much is arriving at the same time, or the disk refuses.
    pub async fn push(&mut self, piece: &[u8]) -> Result<()> {
        self.gathered.extend_from_slice(piece);
        if self.gathered.len() > IN_MEMORY_AT_MOST {
            self.write().await?;
        }
        Ok(())
    }

    /// The file, now that all of it has come.
    ///
    /// # Errors
    /// As [`Arriving::push`].
    pub async fn end(mut self) -> Result<Content> {
        if self.written.is_some() && !self.gathered.is_empty() {
            self.write().await?;
        }
        Ok(match self.written {
            Some(written) => Content(Held::OnDisk(written, self.taken)),
            None => Content(Held::InMemory(self.gathered)),
        })
    }

    async fn write(&mut self) -> Result<()> {
        let pieces = std::mem::take(&mut self.gathered);
        self.taken.grow(pieces.len() as u64)?;
        let (files, written) = (self.files.clone(), self.written.take());
        let done = off_thread(move || {
            let mut incoming = written.map_or_else(|| files.begin(), Ok)?;
            incoming.write(&pieces)?;
            Ok::<_, store::Error>((incoming, pieces))
        });
        let (incoming, mut pieces) = done.await??;
        pieces.clear();
        self.written = Some(incoming);
        self.gathered = pieces;
        Ok(())
    }
}

/// What can be read from any place in it.
pub(crate) trait ReadAt: Read + Seek {}
impl<T: Read + Seek> ReadAt for T {}

/// The content of a file that has arrived and is not kept yet.
pub struct Content(Held);

enum Held {
    InMemory(Vec<u8>),
    OnDisk(Incoming, Taken),
}

impl From<Vec<u8>> for Content {
    fn from(bytes: Vec<u8>) -> Self {
        Self(Held::InMemory(bytes))
    }
}

impl Content {
    /// Bytes.
    pub fn size(&self) -> u64 {
        match &self.0 {
            Held::InMemory(bytes) => bytes.len() as u64,
            Held::OnDisk(incoming, _) => incoming.size(),
        }
    }

    /// SHA-256, in lower-case hexadecimal.
    pub fn sha256(&self) -> String {
        match &self.0 {
            Held::InMemory(bytes) => sha256_hex(bytes),
            Held::OnDisk(incoming, _) => incoming.sha256(),
        }
    }

    /// The first bytes: enough to tell the type.
    pub(crate) fn head(&self) -> &[u8] {
        match &self.0 {
            Held::InMemory(bytes) => bytes,
            Held::OnDisk(incoming, _) => incoming.head(),
        }
    }

    /// Where it lies, unless it is held in memory.
    pub fn path(&self) -> Option<&Path> {
        match &self.0 {
            Held::InMemory(_) => None,
            Held::OnDisk(incoming, _) => Some(incoming.path()),
        }
    }

    /// The file for a reader of tables. Read it before it is kept.
    pub(crate) fn table(&self, name: &str) -> intake::File {
        match &self.0 {
            Held::InMemory(bytes) => intake::File::in_memory(name, bytes.clone()),
            Held::OnDisk(incoming, _) => intake::File::at(incoming.path()).named(name),
        }
    }

    /// It from its beginning. Blocks.
    pub(crate) fn reader(&self) -> std::io::Result<Box<dyn ReadAt + '_>> {
        Ok(match &self.0 {
            Held::InMemory(bytes) => Box::new(Cursor::new(bytes)),
            Held::OnDisk(incoming, _) => Box::new(File::open(incoming.path())?),
        })
    }

    /// Writes it to a path where nothing is yet, or names it there as well. Blocks.
    pub(crate) fn copy_to(&self, path: &Path) -> std::io::Result<()> {
        match &self.0 {
            Held::InMemory(bytes) => std::fs::write(path, bytes),
            // Another name costs nothing; where the file system has no such names, a copy.
            Held::OnDisk(incoming, _) => std::fs::hard_link(incoming.path(), path)
                .or_else(|_| std::fs::copy(incoming.path(), path).map(drop)),
        }
    }

    /// Keeps it in the file store, off the async threads; its SHA-256.
    pub(crate) async fn keep(self, files: FileStore) -> Result<String> {
        let kept = off_thread(move || match self.0 {
            Held::InMemory(bytes) => files.put(&bytes),
            Held::OnDisk(incoming, _taken) => files.keep(incoming),
        });
        Ok(kept.await??)
    }
}

/// Does blocking work off the async threads.
pub(crate) async fn off_thread<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|error| store::Error::File(std::io::Error::other(error)).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arriving(folder: &Path) -> Arriving {
        Arriving {
            files: FileStore::open(folder).expect("opens"),
            gathered: Vec::new(),
            written: None,
            taken: ARRIVING.take(),
        }
    }

    #[tokio::test]
    async fn a_large_file_lies_on_the_disk_while_it_arrives_and_only_its_last_piece_in_memory() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut file = arriving(folder.path());
        let piece = vec![b'x'; 64 * 1024];
        for _ in 0..160 {
            file.push(&piece).await.expect("taken");
            let held = file.gathered.capacity();
            assert!(held <= 3 * IN_MEMORY_AT_MOST, "{held} bytes in memory");
        }
        let content = file.end().await.expect("whole");
        let path = content.path().expect("on the disk").to_owned();
        let long = std::fs::metadata(&path).expect("a file").len();
        assert_eq!((content.size(), long), (160 * 64 * 1024, 160 * 64 * 1024));
        assert_eq!(content.sha256(), sha256_hex(&piece.repeat(160)));
        drop(content);
        assert!(!path.exists(), "dropped, nothing of it remains");
    }

    #[tokio::test]
    async fn a_file_that_breaks_off_leaves_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut file = arriving(folder.path());
        file.push(&vec![0; IN_MEMORY_AT_MOST + 1])
            .await
            .expect("taken");
        let path = file
            .written
            .as_ref()
            .expect("on the disk")
            .path()
            .to_owned();
        assert!(path.exists());
        drop(file);
        assert!(!path.exists());
    }

    #[tokio::test]
    async fn a_small_file_stays_in_memory() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut file = arriving(folder.path());
        file.push(b"%PDF-").await.expect("taken");
        let content = file.end().await.expect("whole");
        assert_eq!((content.size(), content.path()), (5, None));
    }

    #[test]
    fn what_arrives_at_once_has_only_so_much_room() {
        static SMALL: Room = Room::new(10);
        let (mut one, mut two) = (SMALL.take(), SMALL.take());
        one.grow(6).expect("room");
        assert!(matches!(two.grow(5), Err(Error::Full { .. })));
        two.grow(4).expect("room");
        drop(one);
        two.grow(6).expect("given back");
        assert!(two.grow(1).is_err());
    }
}
