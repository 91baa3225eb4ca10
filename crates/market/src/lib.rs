//! Use cases: who may do what, one transaction each, one event each; and the readers of the log.
//!
//! What it is not: it knows no HTTP and no page, and it holds no SQL.

pub mod achievement;
pub mod attachment;
pub mod audit;
pub mod error;
pub mod organisation;
pub mod permission;
pub mod session;
pub mod user;
pub mod work;

mod password;

use std::path::Path;
use std::sync::Arc;

use domain::id::{Id, Kind};
use store::Db;
use store::file::FileStore;
use tokio::sync::watch;

pub use error::{Error, Result};
pub use work::Work;

/// The market: everything that use cases need, cheap to clone.
#[derive(Clone)]
pub struct Market {
    inner: Arc<Inner>,
}

struct Inner {
    db: Db,
    files: FileStore,
    /// Place of the newest event that this process committed: wakes the readers of the log.
    appended: watch::Sender<i64>,
    /// Place up to which the index is searchable.
    indexed: watch::Sender<i64>,
    throttle: session::Throttle,
    dummy_hash: String,
}

impl Market {
    /// Opens the market in a data directory: the database at an address (the directory's own when none is given),
    /// the files and the index beside it.
    ///
    /// # Errors
    /// When the directory, the database or the index cannot be opened.
    pub async fn open(data: &Path, database: Option<&str>) -> Result<Self> {
        std::fs::create_dir_all(data).map_err(store::Error::from)?;
        let address = database.map_or_else(|| format!("sqlite://{}", data.join("jiqiao.sqlite").display()), str::to_owned);
        let db = Db::open(&address).await?;
        let files = FileStore::open(data.join("files"))?;
        let dummy_hash = password::hash("a password that nobody has".to_owned()).await?;
        let market = Self {
            inner: Arc::new(Inner {
                db,
                files,
                indexed: watch::Sender::new(0),
                appended: watch::Sender::new(0),
                throttle: session::Throttle::default(),
                dummy_hash,
            }),
        };
        let mut tx = market.read().await?;
        market.inner.appended.send_replace(store::event::last_seq(&mut tx).await?);
        Ok(market)
    }

    /// Whether the database answers.
    pub async fn is_ready(&self) -> bool {
        match self.read().await {
            Ok(mut tx) => store::event::last_seq(&mut tx).await.is_ok(),
            Err(_) => false,
        }
    }

    /// Closes the database.
    pub async fn close(&self) {
        self.inner.db.close().await;
    }

    pub(crate) async fn read(&self) -> Result<store::Tx> {
        Ok(self.inner.db.read().await?)
    }

    pub(crate) fn files(&self) -> FileStore {
        self.inner.files.clone()
    }

}

/// A fresh identifier: sorts after every earlier one of this process.
pub(crate) fn new_id<K: Kind>() -> Id<K> {
    Id::from_uuid(uuid::Uuid::now_v7())
}
