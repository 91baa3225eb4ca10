//! How fast search is, next to others on the same documents, queries and machine, in one run; ratios are printed.
//!
//! `cargo run --release -p bench -- DOCUMENTS.jsonl [--postgres URL] [--server ADDRESS --process ID] [--only-index]`:
//! documents in the import format.
//! The first 10,000 and 100,000 of them are measured where there are more, then all. Figures are CPU time, so that a busy
//! machine changes them little; only ratios carry over to another machine.

mod bare;
mod documents;
mod fts5;
mod highlights;
mod http;
mod market;
mod measure;
mod postgres;
mod segmentation;
mod standing;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use documents::Documents;

type Outcome<T = ()> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

const USAGE: &str = "usage: bench DOCUMENTS.jsonl [--postgres URL] [--server ADDRESS --process ID] [--only-index]
  --postgres URL    compare with PostgreSQL full text on this server
  --server ADDRESS  measure over HTTP a running server (http://127.0.0.1:8080, `--requests-per-second 0`) that holds the same documents
  --process ID      the process of that server, whose CPU time is compared with a page in this process
  --only-index      index all documents, one after the other, and nothing else: how much memory that takes";

struct Asked {
    documents: PathBuf,
    postgres: Option<String>,
    server: Option<http::Server>,
    only_index: bool,
}

fn arguments() -> Option<Asked> {
    let mut words = std::env::args().skip(1);
    let mut asked = Asked {
        documents: words.next()?.into(),
        postgres: None,
        server: None,
        only_index: false,
    };
    let (mut address, mut process) = (None, None);
    while let Some(word) = words.next() {
        match word.as_str() {
            "--postgres" => asked.postgres = Some(words.next()?),
            "--server" => address = Some(words.next()?),
            "--process" => process = Some(words.next()?.parse().ok()?),
            "--only-index" => asked.only_index = true,
            _ => return None,
        }
    }
    asked.server = match (address, process) {
        (Some(address), Some(process)) => Some(http::Server { address, process }),
        (None, None) => None,
        // One without the other would measure something else than was asked for.
        _ => return None,
    };
    Some(asked)
}

fn main() -> ExitCode {
    let Some(asked) = arguments() else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    match run(&asked) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run(asked: &Asked) -> Outcome {
    let all = documents::count(&asked.documents)?;
    if asked.only_index {
        return market::only_index(&asked.documents, all);
    }
    if let Some(server) = &asked.server {
        return http::measure(
            server,
            &Documents::read(&asked.documents, all)?,
            &asked.documents,
        );
    }
    segmentation::measure(&asked.documents)?;
    let mut before: Option<f64> = None;
    for size in [10_000, 100_000, all]
        .into_iter()
        .filter(|size| *size <= all)
    {
        let mixed = one_size(asked, size)?;
        if let Some(smaller) = before.replace(mixed) {
            println!(
                "  mixed queries cost {:.1} times those of the size before",
                mixed / smaller
            );
        }
        if size == all {
            break;
        }
    }
    Ok(())
}

/// Measures everything on the first `size` documents; the mean CPU microseconds of a mixed query.
fn one_size(asked: &Asked, size: usize) -> Outcome<f64> {
    println!("\n{size} documents");
    let documents = Documents::read(&asked.documents, size)?;
    println!(
        "  {:.1} MB of text, {} queries; their words match {:.1} % of the documents",
        documents.megabytes(),
        documents.queries.len(),
        documents.matched_percent
    );
    let directory = tempfile::tempdir()?;
    let bare = bare::measure(&documents, &directory.path().join("bare"))?;
    let ours = market::measure(
        &documents,
        &asked.documents,
        &directory.path().join("market"),
        &bare,
    )?;
    let fts5 = fts5::measure(&documents, directory.path())?;
    fts5.compare("SQLite FTS5", &ours);
    if let Some(url) = &asked.postgres {
        postgres::measure(&documents, url)?.compare("PostgreSQL", &ours);
    }
    Ok(ours.mixed())
}

/// Bytes of the files directly in a directory.
fn bytes_in(directory: &Path) -> Outcome<u64> {
    let mut bytes = 0;
    for entry in std::fs::read_dir(directory)? {
        bytes += entry?.metadata()?.len();
    }
    Ok(bytes)
}
