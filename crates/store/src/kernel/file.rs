//! Files by content: the bytes of a file lie under the name of their SHA-256, written once, durable before they are
//! named in the database.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use domain::Timestamp;
use domain::event::sha256_hex;

use crate::kernel::connection::Tx;
use crate::kernel::error::Result;

/// The directory of the files.
#[derive(Clone, Debug)]
pub struct FileStore {
    root: PathBuf,
}

impl FileStore {
    /// Opens the directory, making it where there is none.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn open(root: impl Into<PathBuf>) -> Result<Self> {
        let root = root.into();
        std::fs::create_dir_all(&root)?;
        Ok(Self { root })
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// Where the file with a hash lies.
    pub fn path(&self, sha256: &str) -> PathBuf {
        // Two levels keep any one folder small.
        self.root.join(sha256.get(..2).unwrap_or("__")).join(sha256)
    }

    /// Stores bytes; their SHA-256. Blocks: call it off the async threads.
    ///
    /// # Errors
    /// When the disk refuses; then nothing lies under the hash.
    pub fn put(&self, bytes: &[u8]) -> Result<String> {
        let sha256 = sha256_hex(bytes);
        if !self.path(&sha256).exists() {
            let mut file = tempfile::NamedTempFile::new_in(&self.root)?;
            file.write_all(bytes)?;
            self.take(file, &sha256)?;
        }
        Ok(sha256)
    }

    /// The bytes under a hash. Blocks: call it off the async threads.
    ///
    /// # Errors
    /// When there is no such file or the disk refuses.
    pub fn get(&self, sha256: &str) -> Result<Vec<u8>> {
        Ok(std::fs::read(self.path(sha256))?)
    }
}

/// Makes names in a folder durable, not only the bytes they stand for.
pub(crate) fn sync_folder(folder: &Path) -> std::io::Result<()> {
    std::fs::File::open(folder)?.sync_all()
}

const INSERT: &str = "insert into file (sha256, size, media_type, created_at) values ($1, $2, $3, $4) on conflict (sha256) do nothing";

/// Names a stored file in the database.
///
/// # Errors
/// When the database refuses.
pub async fn insert(
    tx: &mut Tx,
    sha256: &str,
    size: i64,
    media_type: &str,
    at: Timestamp,
) -> Result<()> {
    tx.q(INSERT)
        .bind(sha256)
        .bind(size)
        .bind(media_type)
        .bind(at)
        .run()
        .await?;
    Ok(())
}
