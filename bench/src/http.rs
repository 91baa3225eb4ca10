//! The whole way over HTTP: what it adds to a page, and how it holds under eight clients.

use std::hint::black_box;
use std::time::{Duration, Instant};

use crate::Outcome;
use crate::documents::Documents;
use crate::measure::{count, microseconds};

const CLIENTS: usize = 8;

pub(crate) fn measure(server: &str, documents: &Documents) -> Outcome {
    println!("\nover HTTP, {server}");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        for clients in [1, CLIENTS] {
            let started = Instant::now();
            let mut tasks = Vec::with_capacity(clients);
            for client in 0..clients {
                let texts: Vec<String> =
                    documents.queries.iter().skip(client).step_by(clients).map(crate::documents::Asked::text).collect();
                tasks.push(tokio::spawn(ask(server.to_owned(), texts)));
            }
            let mut times: Vec<Duration> = Vec::new();
            for task in tasks {
                times.extend(task.await??);
            }
            let wall = started.elapsed().as_secs_f64();
            times.sort_unstable();
            let at = |percent: usize| microseconds(times[(times.len() - 1) * percent / 100]) / 1e3;
            println!(
                "  {clients} clients: p50 {:.2} ms, p95 {:.2} ms, p99 {:.2} ms (p99 is {:.1} times p50), {:.0}/s",
                at(50),
                at(95),
                at(99),
                at(99) / at(50),
                count(times.len()) / wall,
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
        let answer = client.get(format!("{server}/api/v1/achievements")).query(&[("q", text.as_str()), ("limit", "10")]).send().await?;
        black_box(answer.error_for_status()?.bytes().await?.len());
        times.push(started.elapsed());
    }
    Ok(times)
}
