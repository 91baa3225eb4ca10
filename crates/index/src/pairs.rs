//! Pairs of characters of a question in the stored texts of the documents that were gathered: they find what a question says
//! in other words than its answer. Texts are read, not an index: pairs of all texts would be a third of it, and are asked for
//! by the few documents of a question only.

use tantivy::DocAddress;

use crate::analysis::{fold, is_han};
use crate::error::IndexError;
use crate::plan::Plan;
use crate::ranking::Ranking;
use crate::rarity::rarity;
use crate::schema::FieldHandles;
use crate::snapshot::Snapshot;
use crate::stored;

/// What the pairs score in each of these documents; nothing when the plan has none.
pub(crate) fn text_pairs(
    snapshot: &Snapshot,
    fields: &FieldHandles,
    ranking: &Ranking,
    plan: &Plan,
    documents: &[DocAddress],
) -> Result<Vec<f32>, IndexError> {
    let manner = ranking.manner(plan.kind);
    if plan.text_pairs.is_empty() || manner.text_part == 0.0 {
        return Ok(Vec::new());
    }
    // A few dozen, asked for at every character: searched for faster than hashed.
    let mut places: Vec<((char, char), usize)> = Vec::with_capacity(plan.text_pairs.len());
    for (at, (pair, _)) in plan.text_pairs.iter().enumerate() {
        let mut characters = pair.chars();
        if let (Some(first), Some(second)) = (characters.next(), characters.next()) {
            places.push(((first, second), at));
        }
    }
    places.sort_unstable();
    let mut found: Vec<(Vec<f32>, f32)> = Vec::with_capacity(documents.len());
    let mut having = vec![0_u64; plan.text_pairs.len()];
    for address in documents {
        let mut times = vec![0.0; plan.text_pairs.len()];
        let mut length = 0.0;
        stored::read(snapshot, fields, *address, |texts| {
            for text in texts.body() {
                let mut before = ' ';
                for c in fold(text).text.chars() {
                    if is_han(c) {
                        length += 1.0;
                        if let Ok(found) =
                            places.binary_search_by_key(&(before, c), |(pair, _)| *pair)
                        {
                            times[places[found].1] += 1.0;
                        }
                    }
                    before = c;
                }
            }
        })?;
        for (having, times) in having.iter_mut().zip(&times) {
            *having += u64::from(*times > 0.0);
        }
        found.push((times, length));
    }
    #[expect(clippy::cast_precision_loss, reason = "a few hundred")]
    let mean = found.iter().map(|(_, length)| length).sum::<f32>() / found.len().max(1) as f32;
    let value: Vec<f32> = plan
        .text_pairs
        .iter()
        .zip(&having)
        .map(|((_, weight), having)| weight * rarity(*having, documents.len() as u64))
        .collect();
    let k1 = manner.pair_k1;
    let score = |(times, length): &(Vec<f32>, f32)| {
        let worth = 1.0 / (1.0 - ranking.b + ranking.b * length / mean.max(1.0));
        let all: f32 = times
            .iter()
            .zip(&value)
            .filter(|(times, _)| **times > 0.0)
            .map(|(times, value)| value * times * worth * (k1 + 1.0) / (k1 + times * worth))
            .sum();
        manner.text_part * all
    };
    Ok(found.iter().map(score).collect())
}
