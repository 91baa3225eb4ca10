//! Search quality on a folder of judged queries, next to the best plain BM25 and to the targets, as a table.
//!
//! `cargo run --release -p bench --bin evaluate -- FOLDER`: the folder holds `A_corpus.jsonl`, `B_corpus.jsonl` and, in
//! `public/`, `A_queries.jsonl`, `A_qrels.tsv` and the same for B. Ranking is the server's (`index::evaluate`).

use std::fs::File;
use std::io::BufReader;
use std::path::Path;
use std::process::ExitCode;

use index::evaluate::{Corpus, Ranked, Report, evaluate, read_judgments, read_queries};

type Outcome<T = ()> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// A row of the table: the slice, and nDCG@10 of the best plain BM25 on the public half and of the target.
struct Row {
    slice: &'static str,
    label: &'static str,
    baseline: f64,
    target: f64,
}

const A: [Row; 4] = [
    Row { slice: "keywords", label: "A1 author keywords -> paper", baseline: 0.922, target: 0.930 },
    Row { slice: "title", label: "A2 title -> abstract", baseline: 0.982, target: 0.978 },
    Row { slice: "topic", label: "A3 topic", baseline: 0.477, target: 0.520 },
    Row { slice: "citation", label: "A4 citation", baseline: 0.289, target: 0.310 },
];
const B_POOL: [Row; 1] = [Row { slice: "demand", label: "B demand -> achievement, pool", baseline: 0.625, target: 0.670 }];
const B_FULL: [Row; 1] = [Row { slice: "demand", label: "B demand -> achievement, full", baseline: 0.179, target: 0.205 }];

fn main() -> ExitCode {
    let Some(folder) = std::env::args().nth(1) else {
        eprintln!("usage: evaluate FOLDER");
        return ExitCode::from(2);
    };
    match run(Path::new(&folder)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run(folder: &Path) -> Outcome {
    println!(
        "{:<32} {:>8} {:>8} {:>8} {:>8} {:>8} {:>8} {:>8}",
        "slice", "queries", "BM25", "target", "nDCG@10", "MRR@10", "R@10", "R@100"
    );
    print(&measure(folder, "A", Ranked::All, 1)?, &A);
    print(&measure(folder, "B", Ranked::JudgedOnly, 2)?, &B_POOL);
    print(&measure(folder, "B", Ranked::All, 2)?, &B_FULL);
    Ok(())
}

fn measure(folder: &Path, set: &str, ranked: Ranked, relevant_from: u32) -> Outcome<Report> {
    let open = |name: String| -> Outcome<BufReader<File>> {
        let path = folder.join(name);
        Ok(BufReader::new(File::open(&path).map_err(|error| format!("{}: {error}", path.display()))?))
    };
    let corpus = Corpus::read(open(format!("{set}_corpus.jsonl"))?)?;
    let queries = read_queries(open(format!("public/{set}_queries.jsonl"))?)?;
    let judgments = read_judgments(open(format!("public/{set}_qrels.tsv"))?)?;
    let directory = tempfile::tempdir()?;
    Ok(evaluate(&corpus, directory.path(), &queries, &judgments, ranked, relevant_from)?.0)
}

fn print(report: &Report, rows: &[Row]) {
    for row in rows {
        let Some(measures) = report.slices.get(row.slice) else { continue };
        println!(
            "{:<32} {:>8} {:>8.3} {:>8.3} {:>8.4} {:>8.4} {:>8.4} {:>8.4}",
            row.label,
            measures.queries,
            row.baseline,
            row.target,
            measures.ndcg_at_10,
            measures.mrr_at_10,
            measures.recall_at_10,
            measures.recall_at_100
        );
    }
}
