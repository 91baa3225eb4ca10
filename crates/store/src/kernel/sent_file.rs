//! Files that came with a form that was refused 待重新提交的文件: they wait for the form to be sent again, in a folder of the
//! person who sent them.
//!
//! Nothing in the database names them, so there is nothing that could disagree with it, and nobody but the person who
//! knows the identifier is led to one. They need not survive a power cut: whoever loses one chooses it again.

use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use domain::Timestamp;
use domain::id::UserId;
use serde::{Deserialize, Serialize};

use crate::kernel::error::Result;

/// Most files that wait for one person.
pub const FILES_AT_MOST: usize = 10;
/// Most bytes that wait for one person: one file to import, or the files of a few forms.
pub const BYTES_AT_MOST: u64 = 128 * 1024 * 1024;

const ABOUT: &str = "about.json";
const CONTENT: &str = "content";

/// What is known of a file that waits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentFile {
    /// By which the form names it: 32 hexadecimal digits.
    pub id: String,
    /// Path to which the form is sent.
    pub form: String,
    /// The control that it was chosen with.
    pub control: String,
    /// Name as uploaded.
    pub name: String,
    /// Bytes.
    pub size: u64,
}

/// The directory of the files that wait.
#[derive(Clone, Debug)]
pub struct SentFileStore {
    root: PathBuf,
}

impl SentFileStore {
    /// Opens the directory, making it where there is none.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn open(root: impl Into<PathBuf>) -> Result<Self> {
        let root = root.into();
        std::fs::create_dir_all(&root)?;
        Ok(Self { root })
    }

    fn folder_of(&self, person: &UserId) -> PathBuf {
        self.root.join(person.as_str())
    }

    /// Keeps a file, which `write` writes to a path; the oldest of the same person go where there is no room. Blocks.
    ///
    /// # Errors
    /// When the disk refuses; then it does not wait.
    pub fn put(
        &self,
        person: &UserId,
        file: &SentFile,
        write: impl FnOnce(&Path) -> std::io::Result<()>,
    ) -> Result<()> {
        let folder = self.folder_of(person);
        std::fs::create_dir_all(&folder)?;
        make_room(&folder, file.size)?;
        // Written beside and renamed: what is there under an identifier is whole.
        let beside = tempfile::TempDir::with_prefix_in(".", &folder)?;
        write(&beside.path().join(CONTENT))?;
        let mut about = File::create(beside.path().join(ABOUT))?;
        about.write_all(&serde_json::to_vec(file).unwrap_or_default())?;
        std::fs::rename(beside.path(), folder.join(&file.id))?;
        Ok(())
    }

    /// A file that waits for a person, open to be read; nothing when there is none under that identifier. Blocks.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn get(&self, person: &UserId, id: &str) -> Result<Option<(SentFile, File)>> {
        if !is_id(id) {
            return Ok(None);
        }
        let folder = self.folder_of(person).join(id);
        let read = || -> std::io::Result<_> {
            Ok((
                std::fs::read(folder.join(ABOUT))?,
                File::open(folder.join(CONTENT))?,
            ))
        };
        match read() {
            Ok((about, content)) => {
                let about = serde_json::from_slice(&about).ok();
                Ok(about.map(|about| (about, content)))
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Forgets a file; nothing happens when it is gone already. Blocks.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn remove(&self, person: &UserId, id: &str) -> Result<()> {
        if is_id(id) {
            gone(std::fs::remove_dir_all(self.folder_of(person).join(id)))?;
        }
        Ok(())
    }

    /// Forgets what came before a moment, and what a stop left half written; how many. Blocks.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn forget(&self, before: Timestamp) -> Result<u64> {
        let mut forgotten = 0;
        for person in std::fs::read_dir(&self.root)? {
            let person = person?.path();
            for waiting in waiting(&person)? {
                if waiting.at < before {
                    gone(std::fs::remove_dir_all(waiting.path))?;
                    forgotten += 1;
                }
            }
            // Stays where something still waits, or arrives at this moment.
            drop(std::fs::remove_dir(person));
        }
        Ok(forgotten)
    }
}

/// Nothing but digits is ever joined to a path.
fn is_id(id: &str) -> bool {
    id.len() == 32 && id.bytes().all(|b| b.is_ascii_hexdigit())
}

fn gone(removed: std::io::Result<()>) -> std::io::Result<()> {
    match removed {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

struct Waiting {
    path: PathBuf,
    at: Timestamp,
    size: u64,
}

/// What waits in the folder of a person, the oldest first.
fn waiting(folder: &Path) -> std::io::Result<Vec<Waiting>> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        // Another request may take one away meanwhile.
        let Ok(kept) = std::fs::metadata(&path) else {
            continue;
        };
        let since = kept.modified()?.duration_since(UNIX_EPOCH);
        let at = since.map_or(0, |since| {
            i64::try_from(since.as_micros()).unwrap_or(i64::MAX)
        });
        let size = std::fs::metadata(path.join(CONTENT)).map_or(0, |content| content.len());
        all.push(Waiting {
            path,
            at: Timestamp(at),
            size,
        });
    }
    all.sort_by_key(|waiting| waiting.at);
    Ok(all)
}

fn make_room(folder: &Path, size: u64) -> std::io::Result<()> {
    let waiting = waiting(folder)?;
    let mut files = waiting.len();
    let mut bytes: u64 = waiting.iter().map(|waiting| waiting.size).sum();
    for oldest in waiting {
        if files < FILES_AT_MOST && bytes.saturating_add(size) <= BYTES_AT_MOST {
            break;
        }
        gone(std::fs::remove_dir_all(oldest.path))?;
        files -= 1;
        bytes -= oldest.size;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What was found, with its content.
    fn content_of(found: Result<Option<(SentFile, File)>>) -> Option<(SentFile, Vec<u8>)> {
        found.expect("a disk").map(|(about, mut file)| {
            let mut content = Vec::new();
            std::io::Read::read_to_end(&mut file, &mut content).expect("read");
            (about, content)
        })
    }

    fn file(number: usize) -> SentFile {
        SentFile {
            id: format!("{number:032x}"),
            form: "/contracts/x/payments".into(),
            control: "receipt_file".into(),
            name: "回单.pdf".into(),
            size: 4,
        }
    }

    fn person(number: u8) -> UserId {
        let text = format!("usr_{number:026}");
        text.parse().expect("an identifier")
    }

    #[test]
    fn a_file_waits_for_whoever_sent_it_and_for_nobody_else() {
        let folder = tempfile::tempdir().expect("a directory");
        let store = SentFileStore::open(folder.path()).expect("a store");
        let (owner, other) = (person(1), person(2));
        store
            .put(&owner, &file(1), |path| std::fs::write(path, b"%PDF"))
            .expect("room");
        let found = content_of(store.get(&owner, &file(1).id));
        assert_eq!(found, Some((file(1), b"%PDF".to_vec())));
        assert_eq!(content_of(store.get(&other, &file(1).id)), None);
        for id in [
            "",
            "..",
            "../../jiqiao.sqlite",
            &format!("../{owner}/{}", file(1).id),
        ] {
            assert_eq!(content_of(store.get(&other, id)), None, "{id}");
        }
        store.remove(&other, &file(1).id).expect("nothing");
        store.remove(&owner, &file(1).id).expect("one");
        assert_eq!(content_of(store.get(&owner, &file(1).id)), None);
    }

    #[test]
    fn the_oldest_make_room_so_that_one_person_never_keeps_more_than_allowed() {
        let folder = tempfile::tempdir().expect("a directory");
        let store = SentFileStore::open(folder.path()).expect("a store");
        for number in 0..FILES_AT_MOST + 3 {
            store
                .put(&person(1), &file(number), |path| {
                    std::fs::write(path, b"%PDF")
                })
                .expect("room");
        }
        let kept = waiting(&store.folder_of(&person(1))).expect("a disk");
        assert_eq!(kept.len(), FILES_AT_MOST);
        let large = SentFile {
            size: BYTES_AT_MOST,
            ..file(99)
        };
        store
            .put(&person(1), &large, |path| std::fs::write(path, b"%PDF"))
            .expect("room");
        let kept = waiting(&store.folder_of(&person(1))).expect("a disk");
        assert_eq!(kept.len(), 1, "all others went for one that needs it all");
    }

    #[test]
    fn what_is_old_or_half_written_is_forgotten() {
        let folder = tempfile::tempdir().expect("a directory");
        let store = SentFileStore::open(folder.path()).expect("a store");
        store
            .put(&person(1), &file(1), |path| std::fs::write(path, b"%PDF"))
            .expect("room");
        // A stop in the middle of writing leaves this.
        let half = store.folder_of(&person(1)).join(".half");
        std::fs::create_dir(&half).expect("a directory");
        assert_eq!(store.forget(Timestamp(0)).expect("a disk"), 0);
        assert_eq!(store.forget(Timestamp(i64::MAX)).expect("a disk"), 2);
        assert!(
            !half.exists()
                && store
                    .get(&person(1), &file(1).id)
                    .expect("a disk")
                    .is_none()
        );
    }
}
