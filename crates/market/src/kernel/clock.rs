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

    /// The moment that counts: the only clock there is.
    pub fn now(&self) -> Timestamp {
        match self.inner.clock.0.load(Ordering::Relaxed) {
            0 => Timestamp::now(),
            set => Timestamp(set),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    /// Where the system's clock may be read: the noun of time, this clock, the pace of requests (which no demonstration
    /// tells) and the demonstration itself.
    const MAY: [&str; 5] = [
        "api/src/http/client.rs",
        "domain/src/time.rs",
        "jiqiao/src/demo/run.rs",
        "jiqiao/src/demo/walk.rs",
        "market/src/kernel/clock.rs",
    ];

    fn readers_of_the_clock(folder: &Path, root: &Path, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).expect("a folder of source") {
            let path = entry.expect("an entry").path();
            let name = path
                .strip_prefix(root)
                .expect("below")
                .display()
                .to_string();
            if path.is_dir() {
                // What tests read is their own affair.
                if !name.ends_with("/tests") && !name.ends_with("/examples") {
                    readers_of_the_clock(&path, root, found);
                }
            } else if name.ends_with(".rs") {
                let source = std::fs::read_to_string(&path).expect("source is text");
                let reads = ["Timestamp", "Zoned", "SystemTime"]
                    .iter()
                    .any(|clock| source.contains(&format!("{clock}::now(")));
                if reads {
                    found.push(name);
                }
            }
        }
    }

    #[test]
    fn nobody_but_the_clock_of_the_market_asks_what_time_it_is() {
        let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
        let mut found = Vec::new();
        readers_of_the_clock(root, root, &mut found);
        found.sort();
        assert_eq!(found, MAY);
    }
}
