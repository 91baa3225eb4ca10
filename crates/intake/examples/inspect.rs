//! Shows what an import would make of a file: `cargo run -p intake --example inspect -- FILE [--all]`.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;

use intake::{File, Outcome, inspect, read};

fn main() -> ExitCode {
    let Some(path) = std::env::args().nth(1) else {
        eprintln!("usage: inspect FILE [--all]");
        return ExitCode::from(2);
    };
    let all = std::env::args().any(|argument| argument == "--all");
    match show(&File::at(Path::new(&path)), all) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn show(file: &File, all: bool) -> Result<(), intake::FileError> {
    let preview = inspect(file)?;
    println!("{} {}", preview.format.label(), preview.encoding);
    for sheet in &preview.sheets {
        println!("工作表“{}” 表头行 {} 导入 {}", sheet.sheet, sheet.heading_line, sheet.imported);
        for column in &sheet.columns {
            println!("  {:3} {} -> {}", column.letter, column.heading, column.target.label());
        }
    }
    let started = std::time::Instant::now();
    let (mut imported, mut rejected, mut skipped) = (0, 0, 0);
    let mut codes: BTreeMap<String, u64> = BTreeMap::new();
    for row in read(file, None)? {
        match &row.outcome {
            Outcome::Achievement(achievement) => {
                imported += 1;
                if all {
                    println!("{} {:?}", row.line, achievement);
                }
            }
            Outcome::Problems(problems) => {
                rejected += 1;
                for problem in problems {
                    *codes.entry(format!("{} {}", problem.field, problem.code)).or_default() += 1;
                }
            }
            Outcome::Skipped { .. } => skipped += 1,
        }
        for line in row.report().into_iter().filter(|_| all || rejected + skipped < 200) {
            println!("{}!{} {} [{}] “{}” {}", line.sheet, line.line, line.kind.label(), line.column, line.value, line.reason);
        }
    }
    println!("导入 {imported}，未导入 {rejected}，跳过 {skipped}，{:.2?}", started.elapsed());
    for (code, count) in codes {
        println!("  {count} {code}");
    }
    Ok(())
}
