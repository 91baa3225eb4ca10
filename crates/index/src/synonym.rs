//! Other names of the same thing (锂电池, 锂离子电池), from a data file: a query for one finds them all.
//!
//! Synonyms widen queries, never documents: what a listing says stays what it says, and who types a name finds the
//! listings that use it before those that use another.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use crate::analysis::{Analyser, added, word_texts};

/// Each line of the file: names separated by white space, then `|` and where they come from.
const BUILT_IN: &str = include_str!("../data/synonyms.txt");

/// Groups of names, found by their words.
pub(crate) struct Synonyms {
    /// Every group: its names, each as its words.
    groups: Vec<Vec<Vec<String>>>,
    /// Group and name by the first word of the name.
    by_first_word: HashMap<String, Vec<(usize, usize)>>,
}

/// A name that stands in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Named<'a> {
    /// Which of the words of the text.
    pub(crate) words: Range<usize>,
    /// The other names, each as its words.
    pub(crate) others: Vec<&'a [String]>,
}

impl Synonyms {
    /// The names of the built-in file and those that an operator added; made once in a process.
    pub(crate) fn shared() -> &'static Self {
        static SHARED: LazyLock<Synonyms> = LazyLock::new(|| {
            // The dictionary is loaded before: cutting needs it.
            drop(Analyser::shared());
            Synonyms::read(BUILT_IN.lines().chain(added().synonyms.lines()))
        });
        &SHARED
    }

    fn read<'a>(lines: impl Iterator<Item = &'a str>) -> Self {
        let lines = lines.filter(|line| !line.starts_with('#'));
        let names = |line: &str| {
            line.split('|')
                .next()
                .unwrap_or_default()
                .split_whitespace()
                .map(word_texts)
                .collect::<Vec<_>>()
        };
        let groups: Vec<Vec<Vec<String>>> =
            lines.map(names).filter(|names| names.len() > 1).collect();
        let mut by_first_word: HashMap<String, Vec<(usize, usize)>> = HashMap::new();
        for (group, names) in groups.iter().enumerate() {
            for (name, words) in names.iter().enumerate() {
                if let Some(first) = words.first() {
                    by_first_word
                        .entry(first.clone())
                        .or_default()
                        .push((group, name));
                }
            }
        }
        Self {
            groups,
            by_first_word,
        }
    }

    /// The names that stand in a text, none overlapping another, the longest first where several begin.
    pub(crate) fn in_words<'a>(&'a self, words: &[&str]) -> Vec<Named<'a>> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < words.len() {
            match self.longest_at(words, at) {
                Some((group, name)) => {
                    let length = self.groups[group][name].len();
                    let others = self.groups[group]
                        .iter()
                        .enumerate()
                        .filter(|(other, _)| *other != name);
                    found.push(Named {
                        words: at..at + length,
                        others: others.map(|(_, words)| words.as_slice()).collect(),
                    });
                    at += length;
                }
                None => at += 1,
            }
        }
        found
    }

    fn longest_at(&self, words: &[&str], at: usize) -> Option<(usize, usize)> {
        let stands = |name: &[String]| {
            words[at..].len() >= name.len() && name.iter().zip(&words[at..]).all(|(a, b)| a == b)
        };
        let beginning = self
            .by_first_word
            .get(words[at])
            .into_iter()
            .flatten()
            .copied();
        beginning
            .filter(|(group, name)| stands(&self.groups[*group][*name]))
            .max_by_key(|(group, name)| self.groups[*group][*name].len())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn others(text: &str) -> Vec<String> {
        let words = word_texts(text);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let named = Synonyms::shared().in_words(&words);
        named
            .iter()
            .flat_map(|one| one.others.iter().map(|words| words.concat()))
            .collect()
    }

    #[test]
    fn a_name_in_a_text_brings_its_other_names() {
        assert_eq!(others("锂电池回收"), ["锂离子电池", "锂电"]);
        assert_eq!(
            others("基于PLC的控制"),
            ["可编程逻辑控制器", "可编程控制器"]
        );
        assert_eq!(others("小麦"), Vec::<String>::new());
    }

    #[test]
    fn every_name_stands_in_one_group_only_and_every_group_says_where_it_is_from() {
        let mut seen = HashSet::new();
        for name in Synonyms::shared().groups.iter().flatten() {
            assert!(!name.is_empty() && seen.insert(name), "{name:?}");
        }
        for line in BUILT_IN.lines().filter(|line| !line.starts_with('#')) {
            assert!(
                line.split_once('|')
                    .is_some_and(|(_, source)| !source.trim().is_empty()),
                "{line}"
            );
        }
    }
}
