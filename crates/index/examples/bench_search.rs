//! Measures the index on a file of documents: how fast it is built, how fast queries and whole result pages are.
//!
//! `cargo run --release -p index --example bench_search -- DOCUMENTS.jsonl`

use std::error::Error;
use std::fs::File;
use std::io::BufReader;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let documents =
        arguments.next().ok_or("usage: bench_search DOCUMENTS.jsonl [QUERIES.jsonl JUDGMENTS.tsv [--judged-only] [--relevant-from N]]")?;
    let directory = tempfile::tempdir()?;
    let started = std::time::Instant::now();
    let corpus = index::evaluate::Corpus::index(directory.path(), BufReader::new(File::open(documents)?))?;
    eprintln!("indexed {} in {:?}", corpus.len(), started.elapsed());
    let queries = index::evaluate::read_queries(BufReader::new(File::open(arguments.next().ok_or("queries")?)?))?;
    let judgments = index::evaluate::read_judgments(BufReader::new(File::open(arguments.next().ok_or("judgments")?)?))?;
    let rest: Vec<String> = arguments.collect();
    let ranked = if rest.iter().any(|a| a == "--judged-only") { index::evaluate::Ranked::JudgedOnly } else { index::evaluate::Ranked::All };
    let from = if rest.iter().any(|a| a == "--two") { 2 } else { 1 };
    let started = std::time::Instant::now();
    let (report, _) = index::evaluate::evaluate(&corpus, &queries, &judgments, ranked, from)?;
    eprintln!("answered {} in {:?}", report.all.queries, started.elapsed());
    for (name, m) in report.slices.iter().chain([(&"all".to_owned(), &report.all)]) {
        println!("{name} {} {:.4} {:.4} {:.4} {:.4}", m.queries, m.ndcg_at_10, m.mrr_at_10, m.recall_at_10, m.recall_at_100);
    }
    Ok(())
}
