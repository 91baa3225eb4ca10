//! The whole way over HTTP: what it adds to a page, and how it holds under eight clients.

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use crate::Outcome;
use crate::documents::Documents;
use crate::market::page_us;
use crate::measure::{count, microseconds, seconds_of};

const CLIENTS: usize = 8;

/// A server that holds the same documents.
pub(crate) struct Server {
    pub(crate) address: String,
    pub(crate) process: i64,
}

pub(crate) fn measure(server: &Server, documents: &Documents, path: &Path) -> Outcome {
    println!("over HTTP, {}", server.address);
    let in_process = page_us(documents, path)?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        for clients in [1, CLIENTS] {
            let (started, from) = (Instant::now(), seconds_of(server.process)?);
            let mut tasks = Vec::with_capacity(clients);
            for client in 0..clients {
                let texts: Vec<String> =
                    documents.queries.iter().skip(client).step_by(clients).map(crate::documents::Asked::text).collect();
                tasks.push(tokio::spawn(ask(server.address.clone(), texts)));
            }
            let mut times: Vec<Duration> = Vec::new();
            for task in tasks {
                times.extend(task.await??);
            }
            let wall = started.elapsed().as_secs_f64();
            let each = 1e6 * (seconds_of(server.process)? - from) / count(times.len());
            times.sort_unstable();
            let at = |percent: usize| microseconds(times[(times.len() - 1) * percent / 100]) / 1e3;
            println!(
                "  {clients} clients: p50 {:.2} ms, p95 {:.2} ms, p99 {:.2} ms (p99 is {:.1} times p50), {:.0}/s, {each:.0} us of CPU each: {:+.0} % beside {in_process:.0} in this process",
                at(50),
                at(95),
                at(99),
                at(99) / at(50),
                count(times.len()) / wall,
                100.0 * (each / in_process - 1.0),
            );
        }
        Ok(())
    })
}

async fn ask(server: String, texts: Vec<String>) -> Outcome<Vec<Duration>> {
    let client = reqwest::Client::new();
    let mut times = Vec::with_capacity(texts.len());
    for text in texts {
        let started = Instant::now();
        let answer = client
            .get(format!("{server}/api/v1/achievements"))
            .query(&[("q", text.as_str()), ("limit", "10")])
            .send()
            .await?;
        black_box(answer.error_for_status()?.bytes().await?.len());
        times.push(started.elapsed());
    }
    Ok(times)
}
