//! What one document scores in any query, before the query is known.

use std::collections::HashMap;

use crate::analysis::Analyser;
use crate::kind::Kind;
use crate::rank::formula::{saturated, worth};
use crate::ranking::Ranking;
use crate::snapshot::MeanLengths;
use crate::tells::Tells;
use crate::texts::Texts;

/// What the words of one document, those side by side, and its parts score in any query, before what the query stresses: for
/// matching a document that may not be in the index yet.
pub(crate) struct DocumentScores {
    pub(crate) words: Vec<(String, f32)>,
    /// Words side by side.
    pub(crate) near: Vec<((String, String), f32)>,
    pub(crate) parts: Vec<(String, f32)>,
}

impl DocumentScores {
    /// Counts the words and parts of a document, as indexing it would.
    pub(crate) fn of(
        texts: &Texts,
        tells: Tells,
        analyser: &Analyser,
        mean: &MeanLengths,
        ranking: &Ranking,
    ) -> Self {
        let mut words: HashMap<&str, [f32; 4]> = HashMap::new();
        let mut near: HashMap<(&str, &str), [f32; 4]> = HashMap::new();
        let mut parts: HashMap<String, f32> = HashMap::new();
        let mut before: Option<(&str, u32)> = None;
        texts.each_word(|at, word, place| {
            words.entry(word).or_default()[at] += 1.0;
            if let Some((first, _)) = before.filter(|(_, its)| its + 1 == place) {
                near.entry((first, word)).or_default()[at] += 1.0;
            }
            before = Some((word, place));
        });
        let mut parts_length = 0.0;
        texts.each_part(analyser, |part, times| {
            *parts.entry(part.to_owned()).or_default() += f32::from(times);
            parts_length += f32::from(times);
        });
        let lengths = texts.words().1.lengths();
        let weights = ranking.weights(
            Kind::Demand,
            tells.title_of(lengths[0]),
            mean.keywords_tell * (1.0 - tells.keywords()),
        );
        let worths =
            [0, 1, 2, 3].map(|at| worth(weights[at], lengths[at], mean.words[at], ranking.b));
        let part_worth = worth(1.0, parts_length, mean.parts, ranking.part_b);
        let weighted = |times: [f32; 4]| {
            times
                .iter()
                .zip(worths)
                .map(|(times, worth)| times * worth)
                .sum()
        };
        let pair = |(first, second): (&str, &str)| (first.to_owned(), second.to_owned());
        Self {
            words: words
                .into_iter()
                .map(|(word, times)| (word.to_owned(), saturated(weighted(times), ranking.k1)))
                .collect(),
            near: near
                .into_iter()
                .map(|(words, times)| {
                    (
                        pair(words),
                        saturated(weighted(times), ranking.of_demand.pair_k1),
                    )
                })
                .collect(),
            parts: parts
                .into_iter()
                .map(|(part, times)| {
                    (
                        part,
                        saturated(times * part_worth, ranking.of_demand.pair_k1),
                    )
                })
                .collect(),
        }
    }
}
