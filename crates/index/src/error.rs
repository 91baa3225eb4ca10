//! What can go wrong in the index. A query never can: it is answered whatever it says.

/// An error of the index.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// Another process writes to this index.
    #[error("another process is using the index directory")]
    InUse,
    /// The engine failed: a disk that is full, a damaged file.
    #[error("the search engine failed: {0}")]
    Engine(#[from] tantivy::TantivyError),
    /// The directory cannot be used.
    #[error("the index directory cannot be used: {0}")]
    Directory(#[from] std::io::Error),
    /// A stored card cannot be read or written.
    #[error("a stored card cannot be read or written: {0}")]
    Card(#[from] serde_json::Error),
    /// The writer was lost, in a panic or a failure, together with what was taken in and not committed.
    #[error("the index writer stopped after an internal error; what it had not committed is gone")]
    WriterStopped,
}
