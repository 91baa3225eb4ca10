//! Makes `crates/index/data/meanings.bin`: for the most frequent words of many Chinese texts, a direction in a space of 64
//! dimensions, alike for words that are used alike, and how much each word tells about the text it stands in; the same for
//! the characters of these words, which stand for all other words. Nothing but texts goes in: no query and no judgment.
//!
//! `cargo run --release -p bench --bin train_meanings -- OUT FILE…`: each file has one JSON object a line, whose `text`,
//! `title` and `abstract` are read; texts with the same `doc` are parts of one work and not told apart. The same texts give
//! the same file on the same kind of processor (sums are rounded in the order that suits it).
//!
//! How: words that stand near each other begin with directions alike ([`nearness`]); then directions and lengths are
//! turned until a few words taken out of a text point where the rest of it points, and not where other texts do
//! ([`telling`]).

mod nearness;
mod telling;

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Write};

use index::analysis::{is_function_word, word_texts};
use nalgebra::DMatrix;

type Outcome<T = ()> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// As `index` reads them.
const DIMENSIONS: usize = 64;
/// Words that get a direction, the most frequent of those that stand at least `SEEN` times.
const WORDS: usize = 30_000;
const SEEN: u32 = 15;
/// The middle one of all words tells this much.
const MIDDLE: f32 = 100.0;

/// A text, and the work that it is a part of, if it says so.
struct Text {
    work: Option<String>,
    words: Vec<String>,
}

/// What is learnt: a column for each of the words, then for each of the characters.
struct Meanings {
    words: Vec<String>,
    characters: Vec<char>,
    columns: DMatrix<f32>,
}

const USAGE: &str = "usage: train_meanings OUT FILE…";

fn main() -> Outcome {
    let mut arguments = std::env::args().skip(1);
    let out = arguments.next().ok_or(USAGE)?;
    let files: Vec<String> = arguments.collect();
    if files.is_empty() {
        return Err(USAGE.into());
    }
    let mut texts = Vec::new();
    for path in &files {
        for line in BufReader::new(File::open(path)?).lines() {
            texts.push(text(&serde_json::from_str(&line?)?)?);
        }
    }
    let words = frequent(&texts);
    eprintln!("{} texts, {} words", texts.len(), words.len());
    if words.len() < WORDS / 10 {
        return Err(format!(
            "only {} words stand {SEEN} times and more: far too few texts to learn from",
            words.len()
        )
        .into());
    }
    let directions = nearness::directions(&texts, &words);
    write(&out, &telling::learn(&texts, words, &directions)?)
}

fn text(line: &serde_json::Value) -> Outcome<Text> {
    let parts = ["title", "abstract", "text"].map(|key| line[key].as_str().unwrap_or_default());
    let work = match &line["doc"] {
        serde_json::Value::Null => None,
        serde_json::Value::String(work) => Some(work.clone()),
        other => return Err(format!("`doc` is {other}, a string is wanted").into()),
    };
    let words = word_texts(&parts.join("\n"));
    Ok(Text { work, words })
}

/// The most frequent words that say something, in that order; of equals the one that is first in its alphabet.
fn frequent(texts: &[Text]) -> Vec<String> {
    let mut seen: HashMap<&str, u32> = HashMap::new();
    for word in texts
        .iter()
        .flat_map(|text| &text.words)
        .filter(|word| !is_function_word(word))
    {
        *seen.entry(word).or_default() += 1;
    }
    let is_number = |word: &str| word.chars().all(|c| c.is_ascii_digit());
    let mut words: Vec<(&str, u32)> = seen
        .into_iter()
        .filter(|(word, times)| *times >= SEEN && !is_number(word))
        .collect();
    words.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    words
        .into_iter()
        .take(WORDS)
        .map(|(word, _)| word.to_owned())
        .collect()
}

/// The words, one a line; an empty line; the characters on one line; an empty line; then for every word and every
/// character a byte that says how much it tells, and a signed byte for every dimension, its largest at 127.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "between 1 and 255, and between -127 and 127"
)]
fn write(out: &str, meanings: &Meanings) -> Outcome {
    let mut lengths: Vec<f32> = meanings
        .columns
        .column_iter()
        .take(meanings.words.len())
        .map(|column| column.norm())
        .collect();
    let half = lengths.len() / 2;
    let middle = *lengths.select_nth_unstable_by(half, f32::total_cmp).1;
    let mut file = File::create(out)?;
    file.write_all(meanings.words.join("\n").as_bytes())?;
    file.write_all(b"\n\n")?;
    file.write_all(meanings.characters.iter().collect::<String>().as_bytes())?;
    file.write_all(b"\n\n")?;
    for column in meanings.columns.column_iter() {
        file.write_all(&[(column.norm() / middle * MIDDLE).round().clamp(1.0, 255.0) as u8])?;
        let largest = column.amax().max(f32::MIN_POSITIVE);
        let bytes: Vec<u8> = column
            .iter()
            .map(|value| ((value / largest * 127.0).round() as i8).cast_unsigned())
            .collect();
        file.write_all(&bytes)?;
    }
    Ok(file.flush()?)
}
