//! What an import would make of every file of a folder, a line each: `cargo run -p intake --example tally -- FOLDER`.
//! Made to be held against a list of what is right.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use domain::catalogue::achievement::{NewAchievement, Price};
use intake::{File, Outcome, Row, read};

/// Rows whose values are told.
const ROWS_TOLD: usize = 100;

fn main() -> ExitCode {
    let Some(folder) = std::env::args().nth(1) else {
        eprintln!("usage: tally FOLDER");
        return ExitCode::from(2);
    };
    let mut paths: Vec<PathBuf> = match std::fs::read_dir(&folder) {
        Ok(entries) => entries.flatten().map(|entry| entry.path()).collect(),
        Err(error) => {
            eprintln!("{folder}: {error}");
            return ExitCode::FAILURE;
        }
    };
    paths.retain(|path| path.is_file());
    paths.sort();
    for path in paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        println!("{name}\t{}", tally(&path));
    }
    ExitCode::SUCCESS
}

fn tally(path: &Path) -> String {
    let rows = match read(&File::at(path), None) {
        Ok(rows) => rows,
        Err(error) => return format!("! {error}"),
    };
    let (mut all, mut accepted, mut refused, mut notices) = (0, 0, 0, 0);
    let mut values = Vec::new();
    for row in rows {
        match &row.outcome {
            Outcome::Achievement(_) => accepted += 1,
            Outcome::Problems(_) => refused += 1,
            Outcome::Skipped { .. } => continue,
        }
        all += 1;
        notices += row.notices.len();
        if all <= ROWS_TOLD {
            values.push(told(&row));
        }
    }
    format!(
        "{all} rows, {accepted} accepted, {refused} refused, {notices} notices\t{}",
        values.join(" ‖ ")
    )
}

fn told(row: &Row) -> String {
    let what = match &row.outcome {
        Outcome::Achievement(achievement) => brief(achievement),
        Outcome::Problems(problems) => problems
            .iter()
            .map(|problem| format!("✗{}“{}”{}", problem.field, problem.value, problem.code))
            .collect::<Vec<_>>()
            .join(" "),
        Outcome::Skipped { reason } => reason.clone(),
    };
    let noticed: String = row
        .notices
        .iter()
        .map(|notice| format!(" !{}", notice.code))
        .collect();
    format!("{} {what}{noticed}", row.line)
}

/// The values that are read out of words: those that could be silently others.
fn brief(achievement: &NewAchievement) -> String {
    let listing = &achievement.listing;
    let mut parts = Vec::new();
    match &listing.price {
        Price::Negotiable => {}
        Price::Fixed { amount_fen } => parts.push(amount_fen.to_string()),
        Price::Range { min_fen, max_fen } => parts.push(format!("{min_fen} - {max_fen}")),
    }
    parts.extend(listing.year.map(|year| format!("{year}年")));
    let maturity = listing.maturity.as_ref();
    parts.extend(maturity.map(|maturity| format!("TRL{}", maturity.level)));
    parts.extend(listing.patents.iter().map(|patent| {
        let filed = patent.filed_on.map(|day| format!("@{day}"));
        format!(
            "{}{}{}",
            patent.number,
            patent.status.label(),
            filed.unwrap_or_default()
        )
    }));
    parts.extend(listing.modes.iter().map(|mode| mode.label().to_owned()));
    parts.extend((!listing.county.is_empty()).then(|| listing.county.clone()));
    let number = &achievement.external_number;
    parts.extend((!number.is_empty()).then(|| format!("№{number}")));
    parts.extend(
        listing
            .notes
            .iter()
            .map(|(key, note)| format!("{key}:{note}")),
    );
    if parts.is_empty() {
        parts.push(format!("《{}》", listing.title));
    }
    parts.join(" ")
}
