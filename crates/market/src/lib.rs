//! Use cases: who may do what, one transaction each, one event each; and the readers of the log.
//!
//! What it is not: it knows no HTTP and no page, and it holds no SQL.

pub mod catalogue;
pub mod deals;
pub mod desk;
pub mod kernel;
pub mod money;
pub mod people;
pub mod readers;

use domain::working_days::WorkingDays;
use std::path::Path;
use std::sync::Arc;

use domain::id::{Id, Kind};
use store::Db;
use store::kernel::file::FileStore;
use store::kernel::sent_file::SentFileStore;
use tokio::sync::watch;

pub use kernel::error::{Error, Result};
pub use kernel::work::Work;

/// The market: everything that use cases need, cheap to clone.
#[derive(Clone)]
pub struct Market {
    inner: Arc<Inner>,
}

struct Inner {
    db: Db,
    files: FileStore,
    sent_files: SentFileStore,
    index: Option<Arc<index::SearchIndex>>,
    policy: Arc<policy::Policy>,
    working_days: WorkingDays,
    /// Place of the newest event that this process committed: wakes the readers of the log.
    appended: watch::Sender<i64>,
    /// Place up to which the index is searchable.
    indexed: watch::Sender<i64>,
    clock: kernel::clock::Clock,
    /// Passwords that may be wrong.
    guesses: people::throttle::Throttle,
    refusals: people::refusal::Refusals,
    entitlements: money::subsidy::Cache,
    /// Demands and saved searches that new listings are matched against.
    standings: catalogue::matching::Standings,
    /// What was searched since it was last written down.
    search_log: catalogue::search_log::SearchLog,
    /// Imports that this process is carrying out.
    importing: std::sync::Mutex<std::collections::HashSet<domain::id::ImportId>>,
    /// How what runs beside the server does.
    duties: kernel::duty::Duties,
    dummy_hash: String,
}

/// What the city and the country say, as data.
pub struct Rules {
    /// The policy of subsidies.
    pub policy: policy::Policy,
    /// The years whose holidays are known.
    pub working_days: WorkingDays,
}

/// Where a market lives.
pub struct Place<'a> {
    /// Directory of the files, the index and the embedded database.
    pub data: &'a Path,
    /// Address of the database; the embedded one in the directory when there is none.
    pub database: Option<&'a str>,
}

/// Whether a process searches: only one process at a time may hold the index of a directory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Searching {
    /// It opens the index and keeps it in step.
    Here,
    /// It leaves the index to the process that holds it, which reads the log.
    Elsewhere,
}

impl Market {
    /// Opens the market at a place under its rules.
    ///
    /// # Errors
    /// When the directory, the database or the index cannot be opened; [`Error::IndexInUse`] when another process
    /// holds the index.
    pub async fn open(place: Place<'_>, rules: Rules, searching: Searching) -> Result<Self> {
        std::fs::create_dir_all(place.data).map_err(store::Error::from)?;
        let embedded = || format!("sqlite://{}", place.data.join("jiqiao.sqlite").display());
        let db = Db::open(&place.database.map_or_else(embedded, str::to_owned)).await?;
        let files = FileStore::open(place.data.join("files"))?;
        let sent_files = SentFileStore::open(place.data.join("sent"))?;
        let index = match searching {
            Searching::Here => {
                let index = readers::indexer::open(&place.data.join("index")).await?;
                // Whoever holds the index is the only one to whom files are sent.
                files.forget_incoming()?;
                Some(Arc::new(index))
            }
            Searching::Elsewhere => None,
        };
        let dummy_hash = people::password::hash("a password that nobody has".to_owned()).await?;
        let cursor = index.as_ref().map_or(0, |index| index.cursor());
        let newest = store::kernel::event::last_seq(&mut db.read().await?).await?;
        let market = Self {
            inner: Arc::new(Inner {
                db,
                files,
                sent_files,
                index,
                policy: Arc::new(rules.policy),
                working_days: rules.working_days,
                appended: watch::Sender::new(newest),
                indexed: watch::Sender::new(cursor),
                clock: kernel::clock::Clock::default(),
                guesses: people::throttle::Throttle::default(),
                refusals: people::refusal::Refusals::default(),
                entitlements: money::subsidy::Cache::default(),
                standings: catalogue::matching::Standings::default(),
                search_log: catalogue::search_log::SearchLog::default(),
                importing: std::sync::Mutex::default(),
                duties: kernel::duty::Duties::default(),
                dummy_hash,
            }),
        };
        if searching == Searching::Here {
            // Before anything is verified: old and new keys would not meet.
            market.renew_voucher_keys().await?;
        }
        Ok(market)
    }

    /// The subsidy policy in force.
    pub fn policy(&self) -> Arc<policy::Policy> {
        self.inner.policy.clone()
    }

    /// The years whose holidays are known.
    pub fn working_days(&self) -> &WorkingDays {
        &self.inner.working_days
    }

    /// Writes down what is only counted yet, and closes the database.
    pub async fn close(&self) {
        if let Err(error) = self.write_refusals().await {
            tracing::warn!(%error, "the last refusals could not be written down");
        }
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
