//! Work that takes seconds or much memory: few at a time, the rest waits in a line that can be looked at, and what
//! nobody waits for any more is not begun.

use std::sync::Mutex;
use std::time::Duration;

use tokio::sync::{Semaphore, SemaphorePermit};

use crate::kernel::error::{Error, Result};

/// Files that are read or written as a whole: imports, reports, exports. Each may take some hundred MiB.
pub(crate) static FILES: Budget = Budget::new(2, 100, PATIENCE);
/// Password hashes: each takes 19 MiB and some ten milliseconds, and must not wait behind a file.
pub(crate) static PASSWORDS: Budget = Budget::new(4, 200, PATIENCE);

/// So long somebody waits before an answer says how long the line is: well before a request is given up.
const PATIENCE: Duration = Duration::from_secs(20);
/// Seconds after which to come again when the line is long.
const COME_AGAIN: u64 = 10;

/// So many at a time, and so many that may wait.
pub(crate) struct Budget {
    turns: Semaphore,
    /// Who waits, by a name that may be empty, in the order of their coming.
    line: Mutex<Vec<Waiting>>,
    longest: usize,
    patience: Duration,
}

struct Waiting {
    number: u64,
    name: String,
}

/// One's turn; the next one's begins when it is dropped. It goes with the work onto whatever thread does it: a request
/// that ends in the middle must not let another begin while its own work still goes on.
pub(crate) type Turn = SemaphorePermit<'static>;

impl Budget {
    const fn new(at_a_time: usize, longest: usize, patience: Duration) -> Self {
        Self {
            turns: Semaphore::const_new(at_a_time),
            line: Mutex::new(Vec::new()),
            longest,
            patience,
        }
    }

    /// Waits for one's turn while somebody waits for the answer.
    ///
    /// # Errors
    /// [`Error::Busy`], with how many come before, when too many wait already or the turn does not come in good time.
    pub(crate) async fn turn(&'static self) -> Result<Turn> {
        let place = self.place("", self.longest)?;
        match tokio::time::timeout(self.patience, self.acquire()).await {
            Ok(turn) => turn,
            Err(_) => Err(busy(place.before())),
        }
    }

    /// As [`Budget::turn`], under a name that others can ask for, for what was begun already and must come to its end
    /// however long the line is.
    pub(crate) async fn turn_of_begun(&'static self, name: &str) -> Result<Turn> {
        let _place = self.place(name, usize::MAX)?;
        self.acquire().await
    }

    async fn acquire(&'static self) -> Result<Turn> {
        self.turns.acquire().await.map_err(|_| busy(0))
    }

    /// How many come before whoever waits under a name; nothing when nobody does.
    pub(crate) fn before(&self, name: &str) -> Option<usize> {
        self.line
            .lock()
            .expect("nothing panics while it holds the lock")
            .iter()
            .position(|waiting| waiting.name == name)
    }

    /// Does work off the async threads in its turn.
    ///
    /// # Errors
    /// As [`Budget::turn`], and when the work panics.
    pub(crate) async fn run<T: Send + 'static>(
        &'static self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T> {
        let turn = self.turn().await?;
        let done = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            work()
        });
        done.await
            .map_err(|error| store::Error::File(std::io::Error::other(error)).into())
    }

    fn place(&'static self, name: &str, longest: usize) -> Result<Place> {
        let mut line = self
            .line
            .lock()
            .expect("nothing panics while it holds the lock");
        if line.len() >= longest {
            return Err(busy(line.len()));
        }
        let number = line.last().map_or(0, |last| last.number + 1);
        line.push(Waiting {
            number,
            name: name.to_owned(),
        });
        Ok(Place { of: self, number })
    }
}

/// A place in the line, given up when the wait is over or nobody waits any more.
struct Place {
    of: &'static Budget,
    number: u64,
}

impl Place {
    /// How many stand before it.
    fn before(&self) -> usize {
        self.of
            .line
            .lock()
            .expect("nothing panics while it holds the lock")
            .iter()
            .filter(|waiting| waiting.number < self.number)
            .count()
    }
}

fn busy(before: usize) -> Error {
    Error::Busy {
        seconds: COME_AGAIN,
        before,
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.of
            .line
            .lock()
            .expect("nothing panics while it holds the lock")
            .retain(|waiting| waiting.number != self.number);
    }
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;
    use std::pin::pin;
    use std::task::Poll;

    use super::*;

    const LONG: Duration = Duration::from_secs(3600);

    /// Asks a wait once whether it is over.
    async fn is_over<T>(wait: std::pin::Pin<&mut impl Future<Output = T>>) -> bool {
        let mut wait = wait;
        poll_fn(|context| Poll::Ready(wait.as_mut().poll(context).is_ready())).await
    }

    #[tokio::test]
    async fn few_work_and_the_rest_stand_in_a_line_that_ends_somewhere() {
        static ONE: Budget = Budget::new(1, 2, LONG);
        let first = ONE.turn_of_begun("a").await.expect("its turn");
        let (mut b, mut c) = (pin!(ONE.turn_of_begun("b")), pin!(ONE.turn_of_begun("c")));
        assert!(!is_over(b.as_mut()).await && !is_over(c.as_mut()).await);
        assert_eq!(
            (ONE.before("a"), ONE.before("b"), ONE.before("c")),
            (None, Some(0), Some(1))
        );
        assert!(matches!(
            ONE.turn().await,
            Err(Error::Busy { before: 2, .. })
        ));
        drop(first);
        assert!(is_over(b).await);
        assert_eq!(ONE.before("c"), Some(0));
    }

    #[tokio::test]
    async fn who_leaves_gives_up_the_place() {
        static ONE: Budget = Budget::new(1, 2, LONG);
        let _first = ONE.turn().await.expect("its turn");
        {
            let mut left = Box::pin(ONE.turn_of_begun("b"));
            assert!(!is_over(left.as_mut()).await);
        }
        assert_eq!(ONE.before("b"), None);
    }

    #[tokio::test]
    async fn who_waits_too_long_is_told_how_many_come_before() {
        static ONE: Budget = Budget::new(1, 5, Duration::ZERO);
        let _working = ONE.turn_of_begun("a").await.expect("its turn");
        let mut before = pin!(ONE.turn_of_begun("b"));
        assert!(!is_over(before.as_mut()).await);
        let told = ONE.turn().await.expect_err("not its turn");
        assert_eq!(
            told.to_string(),
            "系统正忙，前面还有 1 项工作在等候，请在 10 秒后再试"
        );
        assert_eq!(ONE.line.lock().expect("free").len(), 1);
    }
}
