//! Search quality on a folder of judged queries, next to the best plain BM25 and to the targets, as a table.
//!
//! `cargo run --release -p bench --bin evaluate -- FOLDER [--keep DIR] [--only SET] [--try NAME=WEIGHTS]…`: the folder holds
//! `A_corpus.jsonl`, `A_thin.jsonl` (what its `thin.py` prints), `B_corpus.jsonl`, `C_corpus.jsonl` and, in `public/`, the
//! queries and judgments of A, B and C. Ranking is the server's (`index::evaluate`). With `--keep`, indexes stay for the
//! next run. Each `--try` measures other weights (JSON of what differs in [`index::Ranking`]) on the same queries, and the last table says
//! which of all would be chosen by the queries of nine tenths, and what that choice gives on the tenth that had no say.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use index::Ranking;
use serde_json::Value;

use index::evaluate::{Corpus, Evaluation, Ranked, Report, read_judgments, read_queries};

type Outcome<T = ()> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// Judged queries over one corpus.
struct Set {
    name: &'static str,
    corpus: &'static str,
    judged: &'static str,
    ranked: Ranked,
    relevant_from: u32,
    rows: &'static [Row],
}

/// A row of the table: the slice, and nDCG@10 of the best plain BM25 on the public half and of the target.
struct Row {
    slice: &'static str,
    label: &'static str,
    baseline: f64,
    target: f64,
}

const fn row(slice: &'static str, label: &'static str, baseline: f64, target: f64) -> Row {
    Row {
        slice,
        label,
        baseline,
        target,
    }
}

#[expect(
    clippy::approx_constant,
    reason = "a target that happens to be near 1/pi"
)]
const SETS: [Set; 5] = [
    Set {
        name: "A",
        corpus: "A_corpus.jsonl",
        judged: "A",
        ranked: Ranked::All,
        relevant_from: 1,
        rows: &[
            row("keywords", "A1 author keywords -> paper", 0.922, 0.925),
            row("title", "A2 title -> abstract", 0.982, 0.980),
            row("topic", "A3 topic", 0.477, 0.530),
            row("citation", "A4 citation", 0.289, 0.318),
        ],
    },
    Set {
        name: "A thin",
        corpus: "A_thin.jsonl",
        judged: "A",
        ranked: Ranked::All,
        relevant_from: 1,
        rows: &[
            row("keywords", "A1, thin listings", 0.912, 0.915),
            row("title", "A2, thin listings", 0.977, 0.976),
            row("topic", "A3, thin listings", 0.463, 0.510),
            row("citation", "A4, thin listings", 0.283, 0.298),
        ],
    },
    Set {
        name: "B pool",
        corpus: "B_corpus.jsonl",
        judged: "B",
        ranked: Ranked::JudgedOnly,
        relevant_from: 2,
        rows: &[row("demand", "B demand -> achievement, pool", 0.625, 0.650)],
    },
    Set {
        name: "B full",
        corpus: "B_corpus.jsonl",
        judged: "B",
        ranked: Ranked::All,
        relevant_from: 2,
        rows: &[row("demand", "B demand -> achievement, full", 0.179, 0.200)],
    },
    Set {
        name: "C",
        corpus: "C_corpus.jsonl",
        judged: "C",
        ranked: Ranked::All,
        relevant_from: 1,
        rows: &[row("question", "C question -> provision", 0.499, 0.505)],
    },
];

/// So many parts the queries are divided into: each is measured with what the others choose.
const FOLDS: u64 = 10;

struct Arguments {
    folder: PathBuf,
    keep: Option<PathBuf>,
    only: Option<String>,
    tried: Vec<(String, Ranking)>,
}

fn main() -> ExitCode {
    let outcome = arguments().and_then(|arguments| run(&arguments));
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn arguments() -> Outcome<Arguments> {
    const USAGE: &str = "usage: evaluate FOLDER [--keep DIR] [--only SET] [--try NAME=WEIGHTS]...";
    let mut given = std::env::args().skip(1);
    let mut arguments = Arguments {
        folder: given.next().ok_or(USAGE)?.into(),
        keep: None,
        only: None,
        tried: vec![("shipped".into(), Ranking::default())],
    };
    while let Some(flag) = given.next() {
        let value = given.next().ok_or(USAGE)?;
        match flag.as_str() {
            "--keep" => arguments.keep = Some(value.into()),
            "--only" => arguments.only = Some(value),
            "--try" => {
                let (name, weights) = value.split_once('=').ok_or(USAGE)?;
                let mut all = serde_json::to_value(Ranking::default())?;
                merge(&mut all, serde_json::from_str(weights)?);
                arguments
                    .tried
                    .push((name.to_owned(), serde_json::from_value(all)?));
            }
            _ => return Err(USAGE.into()),
        }
    }
    Ok(arguments)
}

/// Replaces what the second names in the first.
fn merge(all: &mut Value, new: Value) {
    match (all, new) {
        (Value::Object(all), Value::Object(new)) => {
            for (key, value) in new {
                merge(all.entry(key).or_insert(Value::Null), value);
            }
        }
        (all, new) => *all = new,
    }
}

fn run(arguments: &Arguments) -> Outcome {
    let temporary = tempfile::tempdir()?;
    let directory = arguments.keep.as_deref().unwrap_or(temporary.path());
    let mut reports: Vec<Vec<Report>> = arguments.tried.iter().map(|_| Vec::new()).collect();
    let sets: Vec<&Set> = SETS
        .iter()
        .filter(|set| arguments.only.as_ref().is_none_or(|only| only == set.name))
        .collect();
    for set in &sets {
        for (reports, report) in reports.iter_mut().zip(measure(
            set,
            &arguments.folder,
            directory,
            &arguments.tried,
        )?) {
            reports.push(report);
        }
    }
    for ((name, _), reports) in arguments.tried.iter().zip(&reports) {
        println!("{name}");
        print(&sets, reports);
    }
    if reports.len() > 1 {
        print_choice(&sets, &arguments.tried, &reports);
    }
    Ok(())
}

/// One report for each of the tried weights.
fn measure(
    set: &Set,
    folder: &Path,
    directory: &Path,
    tried: &[(String, Ranking)],
) -> Outcome<Vec<Report>> {
    let open = |name: &str| -> Outcome<BufReader<File>> {
        let path = folder.join(name);
        Ok(BufReader::new(
            File::open(&path).map_err(|error| format!("{}: {error}", path.display()))?,
        ))
    };
    let corpus = Corpus::read(open(set.corpus)?)?;
    let queries = read_queries(open(&format!("public/{}_queries.jsonl", set.judged))?)?;
    let judgments = read_judgments(open(&format!("public/{}_qrels.tsv", set.judged))?)?;
    let mut evaluation =
        Evaluation::new(&corpus, &directory.join(set.corpus), &queries, &judgments)?;
    let mut reports = Vec::with_capacity(tried.len());
    for (_, ranking) in tried {
        evaluation.rank_by(ranking);
        reports.push(evaluation.measure(set.ranked, set.relevant_from)?.0);
    }
    Ok(reports)
}

fn print(sets: &[&Set], reports: &[Report]) {
    println!(
        "  {:<32} {:>8} {:>8} {:>8} {:>8} {:>8} {:>8} {:>8} {:>8}",
        "slice", "queries", "BM25", "target", "nDCG@10", "+/-", "MRR@10", "R@10", "R@100"
    );
    for (set, report) in sets.iter().zip(reports) {
        for row in set.rows {
            let Some(measures) = report.slices.get(row.slice) else {
                continue;
            };
            println!(
                "  {:<32} {:>8} {:>8.3} {:>8.3} {:>8.4} {:>8.4} {:>8.4} {:>8.4} {:>8.4}{}",
                row.label,
                measures.queries,
                row.baseline,
                row.target,
                measures.ndcg_at_10,
                measures.ndcg_standard_error,
                measures.mrr_at_10,
                measures.recall_at_10,
                measures.recall_at_100,
                if measures.ndcg_at_10 < row.target {
                    "  missed"
                } else {
                    ""
                }
            );
        }
    }
}

/// Which part a query belongs to: by its name, so that the same query is in the same part over every corpus.
fn fold_of(qid: &str) -> u64 {
    qid.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    }) % FOLDS
}

/// Mean over the sets of the mean over the queries that pass: each set counts alike, whatever the number of its queries.
fn mean(reports: &[Report], passes: impl Fn(&str) -> bool) -> f64 {
    let mut means = Vec::new();
    for report in reports {
        let values: Vec<f64> = report
            .of_queries
            .iter()
            .filter(|(qid, _)| passes(qid))
            .map(|(_, value)| *value)
            .collect();
        means.push(average(&values));
    }
    average(&means)
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts of queries are far below 2^52"
)]
fn average(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len().max(1) as f64
}

fn print_choice(sets: &[&Set], tried: &[(String, Ranking)], reports: &[Vec<Report>]) {
    println!("mean of the sets, and gain over the first with its standard error, query by query");
    for ((name, _), its) in tried.iter().zip(reports) {
        print!("  {name:<24} {:.4}", mean(its, |_| true));
        for ((set, its), first) in sets.iter().zip(its).zip(&reports[0]) {
            let gains: Vec<f64> = its
                .of_queries
                .iter()
                .filter_map(|(qid, value)| Some(value - first.of_queries.get(qid)?))
                .collect();
            let gain = average(&gains);
            let squares: Vec<f64> = gains.iter().map(|one| (one - gain).powi(2)).collect();
            #[expect(
                clippy::cast_precision_loss,
                reason = "counts of queries are far below 2^52"
            )]
            let error = (average(&squares) / gains.len().max(1) as f64).sqrt();
            print!("  {} {gain:+.4} ({error:.4})", set.name);
        }
        println!();
    }
    let mut chosen: BTreeMap<&str, usize> = BTreeMap::new();
    let mut held_out = Vec::new();
    let folds: BTreeSet<u64> = (0..FOLDS).collect();
    for fold in folds {
        let of_others = |its: &Vec<Report>| mean(its, |qid| fold_of(qid) != fold);
        let best = (0..reports.len())
            .max_by(|a, b| of_others(&reports[*a]).total_cmp(&of_others(&reports[*b])))
            .unwrap_or(0);
        *chosen.entry(&tried[best].0).or_default() += 1;
        held_out.push(
            mean(&reports[best], |qid| fold_of(qid) == fold)
                - mean(&reports[0], |qid| fold_of(qid) == fold),
        );
    }
    println!(
        "chosen by nine tenths of the queries: {chosen:?}; gain on the tenth that had no say: {:+.4}",
        average(&held_out)
    );
}
