//! What every engine is given: the same documents, cut into the same tokens, and the same queries.

use std::collections::HashSet;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use crate::Outcome;
use crate::measure::count as number;

/// So many queries of each kind.
const QUERIES: usize = 1000;

/// A document as the other engines take it in.
pub(crate) struct Cut {
    /// The words of title, abstract, keywords, institutions and field, separated by spaces.
    pub(crate) tokens: String,
    /// The year, by which is filtered.
    pub(crate) year: i64,
}

/// A query in words.
pub(crate) struct Asked {
    /// Two to four neighbouring words of some title.
    pub(crate) words: Vec<String>,
    /// Two neighbouring words of some abstract.
    pub(crate) phrase: [String; 2],
    /// A year that is filtered by.
    pub(crate) year: i64,
}

impl Asked {
    /// As typed.
    pub(crate) fn text(&self) -> String {
        self.words.join(" ")
    }
}

/// Documents and queries.
pub(crate) struct Documents {
    pub(crate) cut: Vec<Cut>,
    pub(crate) queries: Vec<Asked>,
    /// Documents that have some word of a query, on average over queries.
    pub(crate) matched_percent: f64,
    bytes: usize,
}

/// How many documents a file has.
pub(crate) fn count(path: &Path) -> Outcome<usize> {
    Ok(BufReader::new(File::open(path)?).lines().count())
}

/// A generator of numbers with a fixed seed.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new() -> Self {
        Self(20_261_125)
    }

    /// Below `limit`.
    pub(crate) fn roll(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % limit.max(1)
    }
}

impl Documents {
    /// Reads the first `size` documents and makes the queries from them.
    pub(crate) fn read(path: &Path, size: usize) -> Outcome<Self> {
        let (mut cut, mut titles, mut pairs, mut bytes) =
            (Vec::with_capacity(size), Vec::new(), Vec::new(), 0);
        let mut dice = Dice::new();
        for line in BufReader::new(File::open(path)?).lines().take(size) {
            let line = line?;
            let value: serde_json::Value = serde_json::from_str(&line)?;
            let texts = texts_of(&value);
            bytes += texts.iter().map(String::len).sum::<usize>();
            let words: Vec<Vec<String>> = texts
                .iter()
                .map(|text| index::analysis::word_texts(text))
                .collect();
            let year = value["year"].as_i64().unwrap_or(0);
            // Titles and pairs of a sample: every document would be twice the memory for nothing.
            if dice.roll(size) < 20 * QUERIES {
                titles.push((words[0].clone(), year));
                pairs.extend(
                    words[1]
                        .windows(2)
                        .nth(dice.roll(words[1].len()))
                        .map(|pair| [pair[0].clone(), pair[1].clone()]),
                );
            }
            cut.push(Cut {
                tokens: words.concat().join(" "),
                year,
            });
        }
        let queries = queries(&titles, &pairs, &mut dice);
        let matched_percent = matched(&cut, &queries);
        Ok(Self {
            cut,
            queries,
            matched_percent,
            bytes,
        })
    }

    pub(crate) fn megabytes(&self) -> f64 {
        number(self.bytes) / 1e6
    }
}

/// The texts of a document: title, abstract, field, keywords, institutions.
pub(crate) fn texts_of(value: &serde_json::Value) -> Vec<String> {
    let text = |key: &str| value[key].as_str().unwrap_or_default().to_owned();
    let list = |key: &str| -> Vec<String> {
        value[key]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|one| one.as_str())
            .map(str::to_owned)
            .collect()
    };
    let mut texts = vec![text("title"), text("abstract"), text("field")];
    texts.extend(list("keywords"));
    texts.extend(list("institutions"));
    texts
}

fn queries(titles: &[(Vec<String>, i64)], pairs: &[[String; 2]], dice: &mut Dice) -> Vec<Asked> {
    let mut queries = Vec::with_capacity(QUERIES);
    while queries.len() < QUERIES && !titles.is_empty() && !pairs.is_empty() {
        let (title, year) = &titles[dice.roll(titles.len())];
        let words: Vec<&String> = title
            .iter()
            .filter(|word| word.chars().count() > 1)
            .collect();
        let length = 2 + dice.roll(3);
        let phrase = pairs[dice.roll(pairs.len())].clone();
        if words.len() >= length {
            let from = dice.roll(words.len() - length + 1);
            let words = words[from..from + length]
                .iter()
                .map(|word| (*word).clone())
                .collect();
            queries.push(Asked {
                words,
                phrase,
                year: *year,
            });
        }
    }
    queries
}

/// The share of documents that have some word of a query, from a sample of both.
fn matched(cut: &[Cut], queries: &[Asked]) -> f64 {
    let sample: Vec<HashSet<&str>> = cut
        .iter()
        .step_by((cut.len() / 1000).max(1))
        .map(|one| one.tokens.split(' ').collect())
        .collect();
    let few = &queries[..queries.len().min(200)];
    let hits: usize = few
        .iter()
        .map(|query| {
            sample
                .iter()
                .filter(|document| {
                    query
                        .words
                        .iter()
                        .any(|word| document.contains(word.as_str()))
                })
                .count()
        })
        .sum();
    100.0 * number(hits) / number((few.len() * sample.len()).max(1))
}
