//! Makes `crates/index/data/meanings.bin`: for the most frequent words of many Chinese texts, a direction in a space of 64
//! dimensions, alike for words that are used alike. Nothing but texts goes in: no query and no judgment.
//!
//! `cargo run --release -p bench --bin train_meanings -- OUT FILE…`: each file has one JSON object a line, whose `text`,
//! `title` and `abstract` are read. The same texts give the same file.
//!
//! How: words that stand near each other are counted (nearer ones more), made into positive pointwise mutual information,
//! and the matrix is cut down to its strongest dimensions by randomised subspace iteration.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Write};

use index::analysis::word_texts;
use nalgebra::DMatrix;

type Outcome<T = ()> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// As `index` reads them.
const DIMENSIONS: usize = 64;
/// Words that get a direction, the most frequent of those that stand at least `SEEN` times.
const WORDS: usize = 30_000;
const SEEN: u32 = 15;
/// Words so far apart are near each other.
const WINDOW: usize = 8;
/// Frequent neighbours count less than in proportion.
const SMOOTHING: f64 = 0.75;
/// How much the strongest dimensions weigh more than the weaker ones.
const STRENGTH: f64 = 0.25;
/// Dimensions more than wanted, and rounds of iteration: for exactness.
const SPARE: usize = 16;
const ROUNDS: usize = 8;

fn main() -> Outcome {
    let mut arguments = std::env::args().skip(1);
    let out = arguments.next().ok_or("usage: train_meanings OUT FILE…")?;
    let mut texts: Vec<Vec<String>> = Vec::new();
    for path in arguments {
        for line in BufReader::new(File::open(path)?).lines() {
            let value: serde_json::Value = serde_json::from_str(&line?)?;
            let parts = ["title", "abstract", "text"].map(|key| value[key].as_str().unwrap_or_default());
            texts.push(word_texts(&parts.join("\n")));
        }
    }
    let words = frequent(&texts);
    eprintln!("{} texts, {} words", texts.len(), words.len());
    let near = neighbours(&texts, &words);
    drop(texts);
    let matrix = information(&near);
    eprintln!("{} pairs", matrix.iter().map(Vec::len).sum::<usize>());
    let directions = strongest(&matrix);
    write(&out, &words, &directions)
}

/// The most frequent words, in that order; of equals the one that is first in its text.
fn frequent(texts: &[Vec<String>]) -> Vec<String> {
    let mut seen: HashMap<&str, u32> = HashMap::new();
    for word in texts.iter().flatten() {
        *seen.entry(word).or_default() += 1;
    }
    let is_number = |word: &str| word.chars().all(|c| c.is_ascii_digit());
    let mut words: Vec<(&str, u32)> = seen.into_iter().filter(|(word, times)| *times >= SEEN && !is_number(word)).collect();
    words.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    words.into_iter().take(WORDS).map(|(word, _)| word.to_owned()).collect()
}

/// How much each word stands near each other one: rows of (word, weight), symmetric.
fn neighbours(texts: &[Vec<String>], words: &[String]) -> Vec<HashMap<u32, f32>> {
    let places: HashMap<&str, u32> = words.iter().zip(0..).map(|(word, at)| (word.as_str(), at)).collect();
    let mut near: Vec<HashMap<u32, f32>> = vec![HashMap::new(); words.len()];
    for text in texts {
        let known: Vec<Option<u32>> = text.iter().map(|word| places.get(word.as_str()).copied()).collect();
        for (at, one) in known.iter().enumerate() {
            for (distance, other) in (1_u8..).zip(known[at + 1..].iter().take(WINDOW)) {
                if let (Some(one), Some(other)) = (*one, *other)
                    && one != other
                {
                    let weight = 1.0 / f32::from(distance).sqrt();
                    *near[one as usize].entry(other).or_default() += weight;
                    *near[other as usize].entry(one).or_default() += weight;
                }
            }
        }
    }
    near
}

/// Positive pointwise mutual information of the pairs that stand together more than by accident.
fn information(near: &[HashMap<u32, f32>]) -> Vec<Vec<(u32, f64)>> {
    // Sums in the order of words: a map has no order, and sums of rounded numbers depend on theirs.
    let rows: Vec<Vec<(u32, f64)>> = near
        .iter()
        .map(|row| {
            let mut row: Vec<(u32, f64)> =
                row.iter().filter(|(_, weight)| **weight >= 1.0).map(|(at, weight)| (*at, f64::from(*weight))).collect();
            row.sort_unstable_by_key(|(at, _)| *at);
            row
        })
        .collect();
    let sums: Vec<f64> = rows.iter().map(|row| row.iter().map(|(_, weight)| weight).sum()).collect();
    let all: f64 = sums.iter().map(|sum| sum.powf(SMOOTHING)).sum();
    let chance: Vec<f64> = sums.iter().map(|sum| sum.powf(SMOOTHING) / all).collect();
    let told = |(row, sum): (Vec<(u32, f64)>, f64)| {
        let pairs = row.into_iter().map(|(at, weight)| (at, (weight / (sum * chance[at as usize])).ln()));
        pairs.filter(|(_, information)| *information > 0.0).collect()
    };
    rows.into_iter().zip(sums.iter().copied()).map(told).collect()
}

/// A direction for each word: the strongest dimensions of the matrix, centred and of length one.
fn strongest(matrix: &[Vec<(u32, f64)>]) -> Vec<Vec<f64>> {
    let (size, wide) = (matrix.len(), DIMENSIONS + SPARE);
    let mut state: u64 = 1;
    let mut space = DMatrix::from_fn(size, wide, |_, _| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        f64::from(u32::try_from(state >> 33).unwrap_or(0)) / f64::from(1_u32 << 31) - 0.5
    });
    for round in 0..ROUNDS {
        space = times(matrix, &space).qr().q();
        eprintln!("round {} of {ROUNDS}", round + 1);
    }
    let small = space.transpose() * times(matrix, &space);
    let eigen = ((&small + small.transpose()) * 0.5).symmetric_eigen();
    let mut order: Vec<usize> = (0..wide).collect();
    order.sort_by(|a, b| eigen.eigenvalues[*b].abs().total_cmp(&eigen.eigenvalues[*a].abs()));
    let turned = space * &eigen.eigenvectors;
    let mut directions: Vec<Vec<f64>> = (0..size)
        .map(|word| order.iter().take(DIMENSIONS).map(|at| turned[(word, *at)] * eigen.eigenvalues[*at].abs().powf(STRENGTH)).collect())
        .collect();
    directions.iter_mut().for_each(|direction| to_length_one(direction));
    let mut mean = vec![0.0; DIMENSIONS];
    for direction in &directions {
        for (sum, value) in mean.iter_mut().zip(direction) {
            *sum += value / f64::from(u32::try_from(size).unwrap_or(u32::MAX));
        }
    }
    for direction in &mut directions {
        direction.iter_mut().zip(&mean).for_each(|(value, mean)| *value -= mean);
        to_length_one(direction);
    }
    directions
}

fn times(matrix: &[Vec<(u32, f64)>], space: &DMatrix<f64>) -> DMatrix<f64> {
    // Rows side by side in memory: a sparse row asks for many of them.
    let rows = space.transpose();
    let mut out = DMatrix::zeros(space.ncols(), space.nrows());
    for (at, row) in matrix.iter().enumerate() {
        let mut sum = out.column_mut(at);
        for (other, value) in row {
            sum.axpy(*value, &rows.column(*other as usize), 1.0);
        }
    }
    out.transpose()
}

fn to_length_one(direction: &mut [f64]) {
    let length = direction.iter().map(|value| value * value).sum::<f64>().sqrt().max(f64::MIN_POSITIVE);
    direction.iter_mut().for_each(|value| *value /= length);
}

/// The words, one a line; an empty line; then a signed byte for every dimension of every word, its largest at 127.
fn write(out: &str, words: &[String], directions: &[Vec<f64>]) -> Outcome {
    let mut file = File::create(out)?;
    file.write_all(words.join("\n").as_bytes())?;
    file.write_all(b"\n\n")?;
    for direction in directions {
        let largest = direction.iter().fold(0.0_f64, |largest, value| largest.max(value.abs())).max(f64::MIN_POSITIVE);
        #[expect(clippy::cast_possible_truncation, reason = "between -127 and 127")]
        let bytes: Vec<u8> = direction.iter().map(|value| ((value / largest * 127.0).round() as i8).cast_unsigned()).collect();
        file.write_all(&bytes)?;
    }
    Ok(file.flush()?)
}
