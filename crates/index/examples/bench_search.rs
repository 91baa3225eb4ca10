//! Measures the index on a file of documents: how fast it is built, how fast queries and whole result pages are.
//!
//! `cargo run --release -p index --example bench_search -- DOCUMENTS.jsonl [ROUNDS]`
//!
//! The queries are made from the documents themselves: two to four neighbouring words of random titles, from a fixed
//! seed. The time of a query is the best of five, on one thread, so that a busy machine changes it little.

use std::error::Error;
use std::fs::File;
use std::hint::black_box;
use std::io::{BufRead, BufReader};
use std::time::{Duration, Instant};

use domain::Timestamp;
use index::analysis::Analyser;
use index::evaluate::Corpus;
use index::{Facets, Query, SearchIndex};

/// Documents are dated by the evaluation that reads them; this is its moment.
const NOW: Timestamp = Timestamp(1_767_225_600_000_000);

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or("usage: bench_search DOCUMENTS.jsonl [ROUNDS]")?;
    let rounds: usize = arguments.next().map_or(Ok(500), |text| text.parse())?;
    let started = Instant::now();
    black_box(Analyser::shared());
    println!("dictionary     {:>9.1} ms", milliseconds(started.elapsed()));

    let directory = tempfile::tempdir()?;
    let started = Instant::now();
    let corpus = Corpus::index(directory.path(), BufReader::new(File::open(&path)?))?;
    let seconds = started.elapsed().as_secs_f64();
    println!("index          {:>9} documents in {seconds:.2} s, {:.0}/s on two threads", corpus.len(), corpus.len() as f64 / seconds);
    if let Some(busy) = process_seconds() {
        println!("               {:>9.0} documents per second of CPU time", corpus.len() as f64 / busy);
    }
    println!("on disk        {:>9.1} MB of {:.1} MB of text", megabytes(directory.path())?, std::fs::metadata(&path)?.len() as f64 / 1e6);

    let texts = queries(&path, rounds)?;
    let index = corpus.search_index();
    let any_word = |text: &str| Query { enough: usize::MAX, ..Query::new(text, NOW) };
    let page = |text: &str| Query { facets: Facets::Counted, ..any_word(text) };
    let strict = |text: &str| Query { facets: Facets::Counted, ..Query::new(text, NOW) };
    measure("any word, ten hits", &texts, |text| ask(index, any_word(text)));
    measure("page, any word, facets", &texts, |text| ask(index, page(text)));
    measure("page as served", &texts, |text| ask(index, strict(text)));
    measure("suggest", &texts, |text| index.suggest(&text.chars().take(2).collect::<String>(), 10).map_or(0, |found| found.len()));
    Ok(())
}

fn ask(index: &SearchIndex, query: Query) -> usize {
    index.search(&query).map_or(0, |page| serde_json::to_vec(&page).map_or(0, |bytes| bytes.len()))
}

fn measure(name: &str, texts: &[String], mut one: impl FnMut(&str) -> usize) {
    for text in texts.iter().take(50) {
        black_box(one(text));
    }
    let mut times: Vec<Duration> = Vec::with_capacity(texts.len());
    for text in texts {
        let mut best = Duration::MAX;
        for _ in 0..5 {
            let started = Instant::now();
            black_box(one(text));
            best = best.min(started.elapsed());
        }
        times.push(best);
    }
    times.sort_unstable();
    let at = |percent: usize| milliseconds(times[(times.len() - 1) * percent / 100]);
    let mean = milliseconds(times.iter().sum::<Duration>()) / times.len() as f64;
    println!("{name:<24} p50 {:>7.3} ms  p99 {:>7.3} ms  mean {mean:>7.3} ms", at(50), at(99));
}

fn queries(path: &str, rounds: usize) -> Result<Vec<String>, Box<dyn Error>> {
    let mut titles = Vec::new();
    for line in BufReader::new(File::open(path)?).lines() {
        let value: serde_json::Value = serde_json::from_str(&line?)?;
        titles.extend(value["title"].as_str().map(str::to_owned));
    }
    let mut state: u64 = 20_261_122;
    let mut random = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below.max(1)
    };
    let mut texts = Vec::with_capacity(rounds);
    while texts.len() < rounds {
        let words = index::analysis::word_texts(&titles[random(titles.len())]);
        let words: Vec<&String> = words.iter().filter(|word| word.chars().count() > 1).collect();
        let length = 2 + random(3);
        if words.len() >= length {
            let from = random(words.len() - length + 1);
            texts.push(words[from..from + length].iter().map(|word| word.as_str()).collect::<Vec<_>>().join(" "));
        }
    }
    Ok(texts)
}

/// CPU time of the process in seconds; the system counts it in hundredths.
fn process_seconds() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/self/stat").ok()?;
    let columns: Vec<f64> = text.rsplit_once(')')?.1.split_whitespace().filter_map(|column| column.parse().ok()).collect();
    // User and system time are the 12th and 13th after the name, whose state letter is no number.
    Some((columns.get(10)? + columns.get(11)?) / 100.0)
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn megabytes(directory: &std::path::Path) -> Result<f64, Box<dyn Error>> {
    let mut bytes = 0;
    for entry in std::fs::read_dir(directory)? {
        bytes += entry?.metadata()?.len();
    }
    Ok(bytes as f64 / 1e6)
}
