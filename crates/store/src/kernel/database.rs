//! What is asked of an open database: a transaction that reads or writes, a copy.

use crate::kernel::connection::Tx;
use crate::kernel::dialect;
use crate::kernel::error::{Error, Result};
use crate::kernel::pool::Db;

impl Db {
    /// Opens the database at an address (`sqlite:///path/file.db` or `postgres://…`) and brings its schema up to date.
    ///
    /// # Errors
    /// When the address is none, the database cannot be reached or a migration fails.
    pub async fn open(address: &str) -> Result<Self> {
        if address.starts_with("postgres://") || address.starts_with("postgresql://") {
            dialect::open_postgres(address).await
        } else if let Some(path) = address.strip_prefix("sqlite://") {
            dialect::open_sqlite(path).await
        } else {
            // Never the address itself: it may hold a password.
            Err(Error::Address(
                "it should begin with sqlite:// or postgres://".into(),
            ))
        }
    }

    /// Begins a transaction that writes.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn write(&self) -> Result<Tx> {
        dialect::begin_write(self).await
    }

    /// Begins a transaction that only reads: everything in it sees one state.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn read(&self) -> Result<Tx> {
        dialect::begin_read(self).await
    }

    /// Writes a consistent copy of an embedded database to a file that is not there yet, while others go on writing.
    ///
    /// # Errors
    /// When the disk refuses, or the database is a server's (which has its own tools for that).
    pub async fn copy_to(&self, file: &std::path::Path) -> Result<()> {
        dialect::copy_to(self, file).await
    }
}
