//! `jiqiao evaluate`: measures search on judged queries, in an index of its own that is thrown away.
//!
//! It knows no ranking: analyser, query builder and ranking are those of `index`, as the server uses them.

use std::fs::File;
use std::io::{BufReader, BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;

use index::evaluate::{
    Corpus, Ranked, RunLine, evaluate, read_judgments, read_queries, unanswered,
};

use crate::Outcome;
use crate::cli::EvaluateArgs;
use crate::say::{complain, say};

/// Prints the measures as one JSON document; progress and remarks go to standard error.
pub(crate) fn run(args: &EvaluateArgs) -> Outcome<ExitCode> {
    if let Some(folder) = &args.dictionary {
        index::analysis::add_dictionary(folder)?;
    }
    let queries = read_queries(open(&args.queries)?)?;
    let judgments = read_judgments(open(&args.judgments)?)?;
    let left_out = unanswered(&queries, &judgments).len();
    if left_out > 0 {
        complain!("提示：{left_out} 个有评判的查询不在查询文件中，不计入结果");
    }
    let ranked = if args.judged_only {
        Ranked::JudgedOnly
    } else {
        Ranked::All
    };
    let relevant_from =
        u32::try_from(args.relevant_from).map_err(|_| "--relevant-from 应为不小于 0 的整数")?;

    let directory = tempfile::tempdir()?;
    let corpus = Corpus::read(open(&args.documents)?)?;
    complain!(
        "正在为 {} 篇文档建立临时索引，并回答 {} 个查询……",
        corpus.len(),
        queries.len()
    );
    let (report, lines) = evaluate(
        &corpus,
        directory.path(),
        &queries,
        &judgments,
        ranked,
        relevant_from,
    )?;
    if let Some(path) = &args.run {
        write_run(path, &lines).map_err(|error| format!("{} 无法写入：{error}", path.display()))?;
    }
    say!("{}", serde_json::to_string_pretty(&report)?);
    Ok(ExitCode::SUCCESS)
}

fn open(path: &Path) -> Outcome<BufReader<File>> {
    Ok(BufReader::new(File::open(path).map_err(|error| {
        format!("{} 无法打开：{error}", path.display())
    })?))
}

fn write_run(path: &Path, lines: &[RunLine]) -> std::io::Result<()> {
    let mut out = BufWriter::new(File::create(path)?);
    for line in lines {
        writeln!(out, "{line}")?;
    }
    out.flush()
}
