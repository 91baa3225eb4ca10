//! How many statements a piece of work runs: so that a page does not grow dear unseen.
//!
//! What it is not: a measure of time. Each statement of a transaction counts one, its beginning and its commit too; a
//! rollback does not, since nobody waits for it.

use std::cell::Cell;

tokio::task_local! {
    static STATEMENTS: Cell<u64>;
}

/// Does something, and tells how many statements it ran itself; what it leaves to others is not among them.
pub async fn counting<T>(work: impl Future<Output = T>) -> (T, u64) {
    let counted = async {
        let done = work.await;
        (done, STATEMENTS.with(Cell::get))
    };
    STATEMENTS.scope(Cell::new(0), counted).await
}

/// One more statement; nothing outside of [`counting`].
pub(crate) fn one_more() {
    // Outside of it nobody counts, which is no error.
    let _ = STATEMENTS.try_with(|statements| statements.set(statements.get() + 1));
}
