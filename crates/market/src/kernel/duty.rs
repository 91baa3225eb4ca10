//! What runs as long as the server: each duty is begun again when it fails or panics, later each time, and `/readyz` tells
//! while one is down.

use std::convert::Infallible;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::Poll;
use std::time::Duration;

use domain::Timestamp;

use crate::Market;
use crate::kernel::error::Result;

/// After the first failure a duty is begun again so soon; after each further one twice as late.
const AGAIN_AFTER: Duration = Duration::from_millis(500);
/// But never later than this.
const AGAIN_AT_MOST: Duration = Duration::from_secs(30);
/// Doublings after which that is reached.
const DOUBLINGS: u32 = 6;
/// How often what is no longer needed is cleared away.
const CLEAR_EVERY: Duration = Duration::from_secs(600);

/// Something that runs as long as the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Duty {
    /// Keeps the index in step with the log.
    Indexer,
    /// Tells those who look for something of new listings.
    Alerts,
    /// Writes down what was searched.
    SearchLog,
    /// Ends the imports that a stop left in the middle.
    Imports,
    /// Clears away what is no longer needed.
    Clearing,
}

impl Duty {
    /// Every duty.
    pub const ALL: [Self; 5] = [
        Self::Indexer,
        Self::Alerts,
        Self::SearchLog,
        Self::Imports,
        Self::Clearing,
    ];

    /// A stable word for programs.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Indexer => "indexer",
            Self::Alerts => "alerts",
            Self::SearchLog => "search_log",
            Self::Imports => "imports",
            Self::Clearing => "clearing",
        }
    }
}

/// A duty that is down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Down {
    /// Which.
    pub duty: Duty,
    /// Since its first failure.
    pub since: Timestamp,
}

/// Whether requests can be answered, and what does not run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Readiness {
    /// The database answers.
    pub database: bool,
    /// What does not run.
    pub down: Vec<Down>,
}

impl Readiness {
    /// Whether nothing is wrong.
    pub fn is_ready(&self) -> bool {
        self.database && self.down.is_empty()
    }
}

/// How the duties do.
#[derive(Default)]
pub(crate) struct Duties(Mutex<[Failing; Duty::ALL.len()]>);

/// Failures of a duty since it last did something.
#[derive(Clone, Copy, Default)]
struct Failing {
    times: u32,
    since: Option<Timestamp>,
}

impl Duties {
    fn all(&self) -> MutexGuard<'_, [Failing; Duty::ALL.len()]> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How often it has failed by now.
    fn failed(&self, duty: Duty, now: Timestamp) -> u32 {
        let failing = &mut self.all()[duty as usize];
        failing.times = failing.times.saturating_add(1);
        failing.since = failing.since.or(Some(now));
        failing.times
    }

    fn down(&self) -> Vec<Down> {
        let all = *self.all();
        Duty::ALL
            .into_iter()
            .zip(all)
            .filter_map(|(duty, failing)| failing.since.map(|since| Down { duty, since }))
            .collect()
    }
}

impl Market {
    /// Does a duty until the future is dropped.
    pub async fn keep(&self, duty: Duty) {
        loop {
            let reason = match until_panic(self.run(duty)).await {
                Some(Ok(never)) => match never {},
                Some(Err(error)) => format!("{error:?}"),
                None => "a panic".to_owned(),
            };
            let times = self.inner.duties.failed(duty, self.now());
            tracing::error!(
                duty = duty.as_str(),
                times,
                reason,
                "a duty failed and is begun again"
            );
            tokio::time::sleep(again_after(times)).await;
        }
    }

    async fn run(&self, duty: Duty) -> Result<Infallible> {
        match duty {
            Duty::Indexer => self.run_indexer().await,
            Duty::Alerts => self.run_alerts().await,
            Duty::SearchLog => self.run_search_log().await,
            Duty::Imports => self.resume_imports().await,
            Duty::Clearing => self.run_clearing().await,
        }
    }

    async fn run_clearing(&self) -> Result<Infallible> {
        loop {
            self.forget_requests().await?;
            self.forget_sent_files().await?;
            self.did(Duty::Clearing);
            tokio::time::sleep(CLEAR_EVERY).await;
        }
    }

    /// Notes that a duty has done what there was to do.
    pub(crate) fn did(&self, duty: Duty) {
        self.inner.duties.all()[duty as usize] = Failing::default();
    }

    /// Whether requests can be answered: the database answers, and every duty runs.
    pub async fn readiness(&self) -> Readiness {
        let database = match self.read().await {
            Ok(mut tx) => store::kernel::event::last_seq(&mut tx).await.is_ok(),
            Err(_) => false,
        };
        Readiness {
            database,
            down: self.inner.duties.down(),
        }
    }
}

fn again_after(times: u32) -> Duration {
    (AGAIN_AFTER * 2_u32.pow(times.saturating_sub(1).min(DOUBLINGS))).min(AGAIN_AT_MOST)
}

/// What a future comes to; nothing when it panics, which the runtime's own hook has told by then.
pub(crate) async fn until_panic<T>(future: impl Future<Output = T>) -> Option<T> {
    let mut future = pin!(future);
    std::future::poll_fn(|context| {
        // Whatever the panic left half done is dropped with the future and begun anew.
        match catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(context))) {
            Ok(Poll::Ready(done)) => Poll::Ready(Some(done)),
            Ok(Poll::Pending) => Poll::Pending,
            Err(_) => Poll::Ready(None),
        }
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duty_that_fails_again_and_again_is_begun_later_each_time_but_never_given_up() {
        let waits: Vec<u128> = [1, 2, 3, 7, 8, 1000]
            .into_iter()
            .map(|times| again_after(times).as_millis())
            .collect();
        assert_eq!(waits, [500, 1000, 2000, 30_000, 30_000, 30_000]);
    }

    #[test]
    fn a_duty_is_down_from_its_first_failure_until_it_has_done_something() {
        let duties = Duties::default();
        assert_eq!(duties.failed(Duty::Alerts, Timestamp(5)), 1);
        assert_eq!(duties.failed(Duty::Alerts, Timestamp(9)), 2);
        assert_eq!(
            duties.down(),
            [Down {
                duty: Duty::Alerts,
                since: Timestamp(5)
            }]
        );
        duties.all()[Duty::Alerts as usize] = Failing::default();
        assert_eq!(duties.down(), []);
    }

    #[tokio::test]
    async fn a_panic_is_the_end_of_a_future_and_not_of_whoever_waits_for_it() {
        assert_eq!(until_panic(async { 1 }).await, Some(1));
        let panics = async {
            tokio::task::yield_now().await;
            assert_eq!(1, 2, "on purpose");
        };
        assert_eq!(until_panic(panics).await, None);
    }
}
