//! Work of the search index, which waits for a disk and a processor, beside the threads that serve.

use index::IndexError;

use crate::kernel::error::{Error, Result};

/// Runs work of the index off the async threads.
pub(crate) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> std::result::Result<T, IndexError> + Send + 'static,
) -> Result<T> {
    let done = tokio::task::spawn_blocking(work)
        .await
        .map_err(|error| Error::Index(error.to_string()))?;
    done.map_err(|error| match error {
        IndexError::InUse => Error::IndexInUse,
        other => Error::Index(other.to_string()),
    })
}
