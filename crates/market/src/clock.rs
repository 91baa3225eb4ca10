//! What time it is in the market: the system's, unless a demonstration is telling its past.

use std::sync::atomic::{AtomicI64, Ordering};

use domain::Timestamp;

use crate::Market;

/// The moment that was set, in microseconds; 0 when the system's clock counts.
#[derive(Default)]
pub(crate) struct Clock(AtomicI64);

impl Market {
    /// Lets everything from here on happen at this moment, or at the system's time again. Only for building a
    /// demonstration, before anyone else uses the market.
    pub fn set_clock(&self, moment: Option<Timestamp>) {
        self.inner
            .clock
            .0
            .store(moment.map_or(0, |moment| moment.0), Ordering::Relaxed);
    }

    pub(crate) fn now(&self) -> Timestamp {
        match self.inner.clock.0.load(Ordering::Relaxed) {
            0 => Timestamp::now(),
            set => Timestamp(set),
        }
    }
}
