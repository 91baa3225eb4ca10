//! Times operations by the CPU time they take, and says how it is spread.

use std::time::{Duration, Instant};

use cpu_time::{ProcessTime, ThreadTime};

use crate::Outcome;

/// So often everything is asked.
const ROUNDS: usize = 3;

/// What one kind of operation costs.
pub(crate) struct Cost {
    /// Mean CPU time, in microseconds.
    pub(crate) mean_us: f64,
    sorted: Vec<Duration>,
    wall: Duration,
}

impl Cost {
    /// Runs the operation for each input after some that are not counted, on this thread; of three rounds the one that
    /// other programs disturbed least.
    pub(crate) fn of<T>(inputs: &[T], mut one: impl FnMut(&T) -> Outcome) -> Outcome<Self> {
        for input in inputs.iter().take(inputs.len() / 10) {
            one(input)?;
        }
        let mut best = Self::round(inputs, &mut one)?;
        for _ in 1..ROUNDS {
            let again = Self::round(inputs, &mut one)?;
            if again.mean_us < best.mean_us {
                best = again;
            }
        }
        Ok(best)
    }

    /// Runs two operations in turn for each input, so that what disturbs one disturbs the other; of three rounds the one
    /// that took the least together.
    pub(crate) fn side_by_side<T>(
        inputs: &[T],
        mut one: impl FnMut(&T) -> Outcome,
        mut other: impl FnMut(&T) -> Outcome,
    ) -> Outcome<[Self; 2]> {
        let mut best: Option<[Self; 2]> = None;
        for _ in 0..ROUNDS {
            let mut times = [
                Vec::with_capacity(inputs.len()),
                Vec::with_capacity(inputs.len()),
            ];
            let started = Instant::now();
            for input in inputs {
                let from = ThreadTime::now();
                one(input)?;
                let between = ThreadTime::now();
                other(input)?;
                times[0].push(between.duration_since(from));
                times[1].push(between.elapsed());
            }
            let again = times.map(|times| Self::of_times(times, started.elapsed()));
            let together = |both: &[Self; 2]| both[0].mean_us + both[1].mean_us;
            if best
                .as_ref()
                .is_none_or(|best| together(&again) < together(best))
            {
                best = Some(again);
            }
        }
        best.ok_or_else(|| "no round".into())
    }

    fn of_times(mut sorted: Vec<Duration>, wall: Duration) -> Self {
        sorted.sort_unstable();
        Self {
            mean_us: microseconds(sorted.iter().sum::<Duration>()) / count(sorted.len()),
            sorted,
            wall,
        }
    }

    fn round<T>(inputs: &[T], one: &mut impl FnMut(&T) -> Outcome) -> Outcome<Self> {
        let mut sorted = Vec::with_capacity(inputs.len());
        let started = Instant::now();
        for input in inputs {
            let from = ThreadTime::now();
            one(input)?;
            sorted.push(from.elapsed());
        }
        Ok(Self::of_times(sorted, started.elapsed()))
    }

    /// The time that `percent` of the operations do not exceed, in microseconds.
    pub(crate) fn percentile_us(&self, percent: usize) -> f64 {
        self.sorted
            .get(self.sorted.len().saturating_sub(1) * percent / 100)
            .map_or(0.0, |time| microseconds(*time))
    }

    /// One line.
    pub(crate) fn print(&self, name: &str) {
        println!(
            "  {name:<34} mean {:>9.1}  p50 {:>9.1}  p95 {:>9.1}  p99 {:>9.1} us  {:>8.0}/s",
            self.mean_us,
            self.percentile_us(50),
            self.percentile_us(95),
            self.percentile_us(99),
            count(self.sorted.len()) / self.wall.as_secs_f64(),
        );
    }
}

/// CPU time of all threads of this process that `work` takes, in seconds.
pub(crate) fn process_seconds<T>(work: impl FnOnce() -> Outcome<T>) -> Outcome<(T, f64)> {
    let from = ProcessTime::now();
    let done = work()?;
    Ok((done, from.elapsed().as_secs_f64()))
}

/// CPU time of another process since its start, in seconds; the system counts it in hundredths.
pub(crate) fn seconds_of(process: i64) -> Outcome<f64> {
    let text = std::fs::read_to_string(format!("/proc/{process}/stat"))?;
    let after_name = text.rsplit_once(')').map_or("", |(_, rest)| rest);
    let columns: Vec<f64> = after_name
        .split_whitespace()
        .filter_map(|column| column.parse().ok())
        .collect();
    // User and system time are the 12th and 13th after the name, whose state letter is no number.
    let (user, system) = (
        columns.get(10).ok_or("no user time")?,
        columns.get(11).ok_or("no system time")?,
    );
    Ok((user + system) / 100.0)
}

/// The most memory that this process held at once, in MiB.
pub(crate) fn peak_mebibytes() -> Outcome<f64> {
    let text = std::fs::read_to_string("/proc/self/status")?;
    let line = text
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .ok_or("no peak memory")?;
    let kibibytes: f64 = line.trim().trim_end_matches("kB").trim().parse()?;
    Ok(kibibytes / 1024.0)
}

pub(crate) fn microseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}

/// A count as a number to divide by.
#[expect(clippy::cast_precision_loss, reason = "figures for people")]
pub(crate) fn count(n: usize) -> f64 {
    n as f64
}
