//! Shows what an import would make of files, row by row: `cargo run -p intake --example inspect -- FILE…`.

use std::path::Path;
use std::process::ExitCode;

use domain::catalogue::achievement::NewAchievement;
use intake::{File, Outcome, inspect, read};

fn main() -> ExitCode {
    let paths: Vec<String> = std::env::args().skip(1).collect();
    if paths.is_empty() {
        eprintln!("usage: inspect FILE…");
        return ExitCode::from(2);
    }
    for path in paths {
        println!("== {path}");
        if let Err(error) = show(&File::at(Path::new(&path))) {
            println!("! {error}");
        }
    }
    ExitCode::SUCCESS
}

fn show(file: &File) -> Result<(), intake::FileError> {
    let preview = inspect(file)?;
    println!("{} {}", preview.format.label(), preview.encoding);
    for sheet in &preview.sheets {
        println!(
            "工作表“{}” 表头行 {} 导入 {}",
            sheet.sheet, sheet.heading_line, sheet.imported
        );
        for column in &sheet.columns {
            println!(
                "  {:3} {} -> {}",
                column.letter,
                column.heading,
                column.target.label()
            );
        }
    }
    let started = std::time::Instant::now();
    let (mut imported, mut rejected, mut skipped) = (0, 0, 0);
    for row in read(file, None)? {
        match &row.outcome {
            Outcome::Achievement(achievement) => {
                imported += 1;
                println!("{}#{} {}", row.sheet, row.line, brief(achievement));
            }
            Outcome::Problems(_) => rejected += 1,
            Outcome::Skipped { .. } => skipped += 1,
        }
        for line in row.report() {
            println!(
                "{}!{} {} [{}] “{}” {}",
                line.sheet,
                line.line,
                line.kind.label(),
                line.column,
                line.value,
                line.reason
            );
        }
    }
    println!(
        "导入 {imported}，未导入 {rejected}，跳过 {skipped}，{:.2?}",
        started.elapsed()
    );
    Ok(())
}

/// What was read into the fields that have values, as far as it fits on a line.
fn brief(achievement: &NewAchievement) -> String {
    let value = serde_json::to_value(&achievement.listing).unwrap_or_default();
    let mut text = format!("《{}》", achievement.listing.title);
    if !achievement.external_number.is_empty() {
        text += &format!(" external_number={}", achievement.external_number);
    }
    for (key, value) in value.as_object().into_iter().flatten() {
        let shown = value.to_string();
        if key != "title"
            && !matches!(
                shown.as_str(),
                "\"\"" | "[]" | "{}" | "null" | "false" | "{\"kind\":\"negotiable\"}"
            )
        {
            text += &format!(" {key}={}", shown.chars().take(300).collect::<String>());
        }
    }
    text
}
