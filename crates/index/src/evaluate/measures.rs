//! nDCG, reciprocal rank and recall of answers.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::Serialize;

use super::judged::JudgedQuery;

/// Means over queries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Measures {
    /// How many queries.
    pub queries: usize,
    /// Normalised discounted cumulative gain, gain 2^grade - 1, of the first ten.
    pub ndcg_at_10: f64,
    /// The standard error of that mean.
    pub ndcg_standard_error: f64,
    /// Reciprocal rank of the first relevant one among the first ten.
    pub mrr_at_10: f64,
    /// Share of the relevant ones among the first ten.
    pub recall_at_10: f64,
    /// Share of the relevant ones among the first hundred.
    pub recall_at_100: f64,
}

/// Means over all queries and over each slice.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Report {
    /// All queries.
    pub all: Measures,
    /// By type of query.
    pub slices: BTreeMap<String, Measures>,
    /// nDCG@10 of every query, by its name: for comparing two rankings query by query.
    #[serde(skip)]
    pub of_queries: BTreeMap<String, f64>,
}

/// Sums in the making.
#[derive(Default)]
pub(super) struct Sums {
    all: Sum,
    slices: BTreeMap<String, Sum>,
    of_queries: BTreeMap<String, f64>,
}

#[derive(Clone, Copy, Default)]
struct Sum {
    queries: usize,
    ndcg: f64,
    ndcg_squared: f64,
    /// Queries with a document that is relevant enough for the other measures.
    with_relevant: usize,
    mrr: f64,
    recall_10: f64,
    recall_100: f64,
}

impl Sums {
    /// Adds the answer to one query that has a positive grade.
    pub(super) fn add(
        &mut self,
        query: &JudgedQuery,
        answer: &[&str],
        grades: &HashMap<String, u32>,
        relevant_from: u32,
    ) {
        let one = measure(answer, grades, relevant_from);
        self.all.plus(one);
        self.slices
            .entry(query.slice.clone())
            .or_default()
            .plus(one);
        self.of_queries.insert(query.qid.clone(), one.ndcg);
    }

    pub(super) fn finish(self) -> Report {
        Report {
            all: self.all.mean(),
            slices: self
                .slices
                .into_iter()
                .map(|(name, sum)| (name, sum.mean()))
                .collect(),
            of_queries: self.of_queries,
        }
    }
}

fn measure(answer: &[&str], grades: &HashMap<String, u32>, relevant_from: u32) -> Sum {
    let gains = answer
        .iter()
        .take(10)
        .map(|document| grades.get(*document).copied().unwrap_or(0));
    let mut best: Vec<u32> = grades.values().copied().collect();
    best.sort_unstable_by(|a, b| b.cmp(a));
    let ideal = discounted(best.into_iter().take(10));
    let ndcg = if ideal > 0.0 {
        discounted(gains) / ideal
    } else {
        0.0
    };
    let relevant: HashSet<&str> = grades
        .iter()
        .filter(|(_, grade)| **grade >= relevant_from)
        .map(|(document, _)| document.as_str())
        .collect();
    let mut sum = Sum {
        queries: 1,
        ndcg,
        ndcg_squared: ndcg * ndcg,
        ..Sum::default()
    };
    if !relevant.is_empty() {
        let share = |depth: usize| {
            ratio(
                answer
                    .iter()
                    .take(depth)
                    .filter(|document| relevant.contains(**document))
                    .count(),
                relevant.len(),
            )
        };
        let first = answer
            .iter()
            .take(10)
            .position(|document| relevant.contains(document));
        sum.with_relevant = 1;
        sum.mrr = first.map_or(0.0, |at| ratio(1, at + 1));
        sum.recall_10 = share(10);
        sum.recall_100 = share(100);
    }
    sum
}

fn discounted(grades: impl Iterator<Item = u32>) -> f64 {
    let mut sum = 0.0;
    for (place, grade) in (2_u32..).zip(grades) {
        sum += (f64::from(grade).exp2() - 1.0) / f64::from(place).log2();
    }
    sum
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts of documents and queries are far below 2^52"
)]
fn ratio(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

impl Sum {
    fn plus(&mut self, other: Self) {
        self.queries += other.queries;
        self.ndcg += other.ndcg;
        self.ndcg_squared += other.ndcg_squared;
        self.with_relevant += other.with_relevant;
        self.mrr += other.mrr;
        self.recall_10 += other.recall_10;
        self.recall_100 += other.recall_100;
    }

    fn mean(self) -> Measures {
        let relevant = ratio(1, self.with_relevant);
        let each = ratio(1, self.queries);
        let variance = (self.ndcg_squared * each - (self.ndcg * each).powi(2)).max(0.0);
        Measures {
            queries: self.queries,
            ndcg_at_10: self.ndcg * each,
            ndcg_standard_error: (variance * each).sqrt(),
            mrr_at_10: self.mrr * relevant,
            recall_at_10: self.recall_10 * relevant,
            recall_at_100: self.recall_100 * relevant,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(slice: &str) -> JudgedQuery {
        JudgedQuery {
            qid: "q".into(),
            slice: slice.into(),
            query: String::new(),
            text: String::new(),
            mask: Vec::new(),
            exclude: None,
        }
    }

    #[test]
    fn measures_are_those_of_the_textbook() {
        let grades: HashMap<String, u32> = [("a", 2), ("b", 1), ("c", 0)]
            .map(|(name, grade)| (name.to_owned(), grade))
            .into();
        let mut sums = Sums::default();
        sums.add(&query("keywords"), &["c", "a", "x"], &grades, 1);
        let all = sums.finish().all;
        let ideal = 3.0 + 1.0 / 3_f64.log2();
        assert!((all.ndcg_at_10 - 3.0 / 3_f64.log2() / ideal).abs() < 1e-12);
        assert!((all.mrr_at_10 - 0.5).abs() < 1e-12 && (all.recall_at_10 - 0.5).abs() < 1e-12);
        assert_eq!(all.queries, 1);
    }

    #[test]
    fn a_query_without_a_relevant_document_counts_for_the_gain_only() {
        let grades: HashMap<String, u32> = [("a".to_owned(), 1)].into();
        let mut sums = Sums::default();
        sums.add(&query("demand"), &["a"], &grades, 2);
        let all = sums.finish().all;
        assert!((all.ndcg_at_10 - 1.0).abs() < 1e-12 && all.mrr_at_10 == 0.0);
    }
}
