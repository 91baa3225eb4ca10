//! Marks random queries in random texts: nothing may be lost, and every mark must be whole characters of the text.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use index::Highlighter;
use index::analysis::word_texts;

use crate::Outcome;
use crate::documents::{Dice, Documents};
use crate::measure::process_seconds;

/// Calls at each size; with three sizes a million and more.
const CALLS: usize = 400_000;
const TEXTS: usize = 5_000;

pub(crate) fn measure(documents: &Documents, path: &Path) -> Outcome {
    let mut texts = Vec::with_capacity(TEXTS);
    for line in BufReader::new(File::open(path)?).lines().take(TEXTS) {
        let value: serde_json::Value = serde_json::from_str(&line?)?;
        texts.extend(value["abstract"].as_str().map(str::to_owned));
    }
    let mut dice = Dice::new();
    let (wrong, seconds) = process_seconds(|| {
        let mut wrong = 0;
        for _ in 0..CALLS / 20 {
            let query = &documents.queries[dice.roll(documents.queries.len())];
            let words = word_texts(&query.text());
            let highlighter = Highlighter::new(words.iter().map(String::as_str), []);
            for _ in 0..20 {
                let text = &texts[dice.roll(texts.len())];
                let marked = highlighter.mark(text);
                let is_whole = marked.iter().map(|piece| piece.text.len()).sum::<usize>()
                    == text.len()
                    && marked
                        .iter()
                        .fold(text.as_str(), |rest, piece| {
                            rest.strip_prefix(piece.text.as_str()).unwrap_or("")
                        })
                        .is_empty();
                wrong += usize::from(!is_whole);
            }
        }
        Ok(wrong)
    })?;
    println!("  {CALLS} texts marked in {seconds:.1} CPU-seconds, {wrong} wrong");
    Ok(())
}
