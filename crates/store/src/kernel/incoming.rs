//! Files while they arrive: written to the disk piece by piece, hashed on the way, and gone when nobody wants them.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};
use tempfile::NamedTempFile;

use crate::kernel::error::Result;
use crate::kernel::file::{FileStore, sync_folder};

/// First bytes of a file that tell its type.
const HEAD: usize = 16;

/// A file that is not kept yet. Dropped, nothing of it remains.
pub struct Incoming {
    file: NamedTempFile,
    hash: Sha256,
    size: u64,
    head: Vec<u8>,
}

impl Incoming {
    /// Adds a piece. Blocks: call it off the async threads.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn write(&mut self, piece: &[u8]) -> Result<()> {
        self.file.write_all(piece)?;
        self.hash.update(piece);
        self.size += piece.len() as u64;
        let missing = HEAD.saturating_sub(self.head.len()).min(piece.len());
        self.head.extend_from_slice(&piece[..missing]);
        Ok(())
    }

    /// SHA-256 of what has come so far.
    pub fn sha256(&self) -> String {
        domain::event::hex(&self.hash.clone().finalize())
    }

    /// Bytes that have come so far.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The first bytes.
    pub fn head(&self) -> &[u8] {
        &self.head
    }

    /// Where it lies meanwhile.
    pub fn path(&self) -> &Path {
        self.file.path()
    }
}

impl FileStore {
    /// Begins a file that arrives. Blocks: call it off the async threads.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn begin(&self) -> Result<Incoming> {
        let folder = self.incoming();
        std::fs::create_dir_all(&folder)?;
        Ok(Incoming {
            file: NamedTempFile::new_in(folder)?,
            hash: Sha256::new(),
            size: 0,
            head: Vec::new(),
        })
    }

    /// Keeps a file that has arrived; its SHA-256. Blocks: call it off the async threads.
    ///
    /// # Errors
    /// When the disk refuses; then nothing lies under the hash.
    pub fn keep(&self, incoming: Incoming) -> Result<String> {
        let sha256 = incoming.sha256();
        self.take(incoming.file, &sha256)?;
        Ok(sha256)
    }

    /// Removes what was arriving when a process was killed. Only for the one process that serves: what arrives at another
    /// would be removed as well.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn forget_incoming(&self) -> Result<()> {
        match std::fs::remove_dir_all(self.incoming()) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }

    /// Beside the files, so that keeping one is giving it another name.
    fn incoming(&self) -> PathBuf {
        self.root().join("incoming")
    }

    /// Gives a written file the name of its content. It is durable before it has that name: a crash leaves no half file
    /// under a hash.
    pub(crate) fn take(&self, file: NamedTempFile, sha256: &str) -> Result<()> {
        let path = self.path(sha256);
        if path.exists() {
            return Ok(());
        }
        let folder = path.parent().unwrap_or(self.root());
        std::fs::create_dir_all(folder)?;
        file.as_file().sync_all()?;
        file.persist(&path).map_err(|error| error.error)?;
        sync_folder(folder)?;
        sync_folder(self.root())?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lying(folder: &Path) -> usize {
        std::fs::read_dir(folder).map_or(0, Iterator::count)
    }

    #[test]
    fn what_arrived_in_pieces_lies_under_its_hash_and_what_was_given_up_lies_nowhere() {
        let folder = tempfile::tempdir().expect("a folder");
        let files = FileStore::open(folder.path()).expect("opens");
        let mut whole = files.begin().expect("begins");
        let mut left = files.begin().expect("begins");
        for piece in [b"%PD".as_slice(), b"F-1.7 ", b"a long text behind the head"] {
            whole.write(piece).expect("written");
            left.write(piece).expect("written");
        }
        assert_eq!(
            (whole.head(), whole.size()),
            (b"%PDF-1.7 a long ".as_slice(), 36)
        );
        assert_eq!(lying(&files.incoming()), 2);
        drop(left);
        let hash = files.keep(whole).expect("kept");
        assert_eq!(
            hash,
            domain::event::sha256_hex(b"%PDF-1.7 a long text behind the head")
        );
        assert_eq!(files.get(&hash).expect("read").len(), 36);
        assert_eq!(lying(&files.incoming()), 0);
    }

    #[test]
    fn what_a_killed_process_left_is_removed() {
        let folder = tempfile::tempdir().expect("a folder");
        let files = FileStore::open(folder.path()).expect("opens");
        files.forget_incoming().expect("nothing is there yet");
        // As after kill -9: nobody is there to drop it.
        std::mem::forget(files.begin().expect("begins"));
        let kept = files.put(b"kept").expect("kept");
        files.forget_incoming().expect("removed");
        assert_eq!(lying(&files.incoming()), 0);
        assert!(files.get(&kept).is_ok() && files.begin().is_ok());
    }
}
