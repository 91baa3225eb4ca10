//! The formula: what an occurrence counts, and what a query can score at most.

use crate::meaning::Direction;
use crate::plan::{Neighbours, Plan, Wanted};
use crate::ranking::{Manner, Ranking};

/// What one occurrence in a text of this length counts.
pub(super) fn worth(weight: f32, length: f32, mean: f32, b: f32) -> f32 {
    weight / (1.0 - b + b * length / mean)
}

/// BM25's saturation.
pub(super) fn saturated(weighted: f32, k1: f32) -> f32 {
    weighted * (k1 + 1.0) / (k1 + weighted)
}

/// What a document keeps of its score by the worth of the words it has, of all words of the query.
#[expect(
    clippy::cast_precision_loss,
    reason = "a query has at most a few dozen words"
)]
pub(crate) fn coverage_factor(
    ranking: &Ranking,
    manner: &Manner,
    words: usize,
    covered: f32,
    all: f32,
) -> f32 {
    let stress = manner.coverage * (ranking.few_words / (words as f32).max(ranking.few_words));
    if all > 0.0 {
        1.0 - stress * (1.0 - covered / all)
    } else {
        1.0
    }
}

/// How much a document points the same way as a query, from 0 to 1, by how alike title with keywords and the body are to
/// it, each where it has a direction: the first as far as they tell, the body otherwise, and both for many words.
#[expect(
    clippy::cast_precision_loss,
    reason = "a query has at most a few dozen words"
)]
pub(crate) fn pointing(
    manner: &Manner,
    words: usize,
    told: f32,
    [title, body]: [Option<f32>; 2],
) -> f32 {
    let of_body = manner.meaning_of_body * (1.0 - 1.0 / words.max(1) as f32);
    let share = 1.0 - told * (1.0 - of_body);
    let title = title.unwrap_or(0.0).max(0.0);
    body.map_or(title, |body| share * body.max(0.0) + (1.0 - share) * title)
}

/// What pointing the same way adds to the score of a question with this highest score.
pub(crate) fn meaning_value(
    ranking: &Ranking,
    words: usize,
    told: f32,
    question: Option<&Direction>,
    document: [Option<&Direction>; 2],
    highest: f32,
) -> f32 {
    let likeness = document.map(|its| Some(question?.likeness(its?)));
    ranking.of_demand.meaning * highest * pointing(&ranking.of_demand, words, told, likeness)
}

/// What two words of a question side by side are worth.
pub(crate) fn near_value(ranking: &Ranking, pair: &Neighbours) -> f32 {
    ranking.of_demand.near * pair.value
}

/// What a part of a question is worth.
pub(crate) fn part_value(ranking: &Ranking, part: &Wanted) -> f32 {
    ranking.of_demand.part * part.value()
}

/// What no document can score more than by words and parts: every word, all side by side, and every part, as often as one
/// likes. Where it points, identifiers and priors come on top.
pub(crate) fn highest_score(plan: &Plan, ranking: &Ranking) -> f32 {
    let words = plan.value_of_words();
    let parts: f32 = plan.parts.iter().map(Wanted::value).sum();
    let weights = ranking.manner(plan.kind);
    let near: f32 = plan.neighbours.iter().map(|pair| pair.value).sum();
    words * (ranking.k1 + 1.0)
        + (weights.part * parts + weights.near * near) * (weights.pair_k1 + 1.0)
}

#[expect(
    clippy::cast_precision_loss,
    reason = "frequencies and lengths are far below 2^24"
)]
pub(super) fn count(n: u32) -> f32 {
    n as f32
}
