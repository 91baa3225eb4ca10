//! Standing queries (demands and saved searches) held in memory, inverted: which of them a new listing answers is found
//! by walking the words of the listing once, however many queries stand.
//!
//! A demand is scored as the search would score it (the same formula over the same statistics; only a listing that uses
//! several names of one thing scores a little more). A saved search is answered by a listing that has all its words, or
//! another name of the same thing, and passes its filters.

mod search;

use std::collections::{HashMap, HashSet};

use crate::analysis::Analyser;
use crate::asking::{Asking, Minus};
use crate::document::Document;
use crate::error::IndexError;
use crate::matching::{Offered, Verdict, Wish, judge, most_telling};
use crate::meaning::Direction;
use crate::plan::Plan;
use crate::query::{Filters, Operators, Query};
use crate::rank::{
    DocumentScores, coverage_factor, highest_score, meaning_value, near_value, part_value,
};
use crate::standing::search::{Names, distinct, holds, pairs_of, passes, things_of, words_of};
use crate::tells::tells_of;
use crate::texts::Texts;
use crate::writing::SearchIndex;

/// A query that stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StandingQuery {
    /// A demand: the better a listing answers it, the higher it scores.
    Demand(Wish),
    /// A saved search: a listing answers it or does not.
    Search {
        /// What was typed.
        text: String,
        /// What was chosen.
        filters: Filters,
    },
}

/// A standing query that a listing answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Answered {
    /// The key under which the query stands.
    pub key: String,
    /// How well, for a demand.
    pub verdict: Option<Verdict>,
}

/// A list of the queries that have a word, with what the word is worth in each.
type Lists<K = String> = HashMap<K, Vec<(u32, f32)>>;

/// All standing queries.
#[derive(Default)]
pub struct Standing {
    /// By place; nothing where one was taken out.
    queries: Vec<Option<Held>>,
    places: HashMap<String, u32>,
    words: Lists,
    near: Lists<(String, String)>,
    parts: Lists,
    /// Saved searches without any word: only their filters decide.
    wordless: Vec<u32>,
}

struct Held {
    key: String,
    kind: Kind,
}

enum Kind {
    Demand {
        wish: Box<Wish>,
        direction: Option<Box<Direction>>,
        highest: f32,
        all_words: f32,
        words: usize,
    },
    Search {
        filters: Box<Filters>,
        wanted: Vec<Names>,
        asking: Asking,
    },
}

/// What the walk over the words of a listing adds up for one query.
#[derive(Clone, Copy, Default)]
struct Sum {
    score: f32,
    covered: f32,
    words: usize,
}

impl Standing {
    /// How many queries stand.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether none stands.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// Adds a query or replaces the one under this key. Statistics (how rare a word is) are those of this moment.
    ///
    /// # Errors
    /// When the index cannot read its files.
    pub fn put(
        &mut self,
        key: &str,
        query: StandingQuery,
        index: &SearchIndex,
    ) -> Result<(), IndexError> {
        self.remove(key);
        let place = u32::try_from(self.queries.len()).unwrap_or(u32::MAX);
        let kind = match query {
            StandingQuery::Demand(wish) => self.take_demand(place, wish, index)?,
            StandingQuery::Search { text, filters } => {
                self.take_search(place, &text, filters, &index.analyser)
            }
        };
        self.queries.push(Some(Held {
            key: key.to_owned(),
            kind,
        }));
        self.places.insert(key.to_owned(), place);
        Ok(())
    }

    fn take_demand(
        &mut self,
        place: u32,
        wish: Wish,
        index: &SearchIndex,
    ) -> Result<Kind, IndexError> {
        let query = Query {
            details: wish.description.clone(),
            operators: Operators::Ignored,
            ..Query::new(wish.title.clone(), domain::Timestamp(0))
        };
        let plan = Plan::build(index, &index.snapshot(), &query)?;
        for word in plan.all_wanted() {
            self.words
                .entry(word.text.clone())
                .or_default()
                .push((place, word.value()));
        }
        for pair in &plan.neighbours {
            let words = [pair.first, pair.second].map(|at| plan.words[at].text.clone());
            self.near
                .entry(words.into())
                .or_default()
                .push((place, near_value(&index.ranking, pair)));
        }
        for part in &plan.parts {
            self.parts
                .entry(part.text.clone())
                .or_default()
                .push((place, part_value(&index.ranking, part)));
        }
        Ok(Kind::Demand {
            wish: Box::new(wish),
            direction: plan.direction.map(Box::new),
            highest: highest_score(&plan, &index.ranking),
            all_words: plan.value_of_words(),
            words: plan.count_of_words(),
        })
    }

    fn take_search(
        &mut self,
        place: u32,
        text: &str,
        filters: Filters,
        analyser: &Analyser,
    ) -> Kind {
        let asking = Asking::read(text, Minus::Sign);
        let wanted = things_of(&Plan::words_of(&asking.text, analyser));
        for word in distinct(wanted.iter().flatten().flatten().cloned().collect()) {
            self.words.entry(word).or_default().push((place, 0.0));
        }
        if wanted.is_empty() {
            self.wordless.push(place);
        }
        Kind::Search {
            filters: Box::new(filters),
            wanted,
            asking,
        }
    }

    /// Takes a query out; nothing happens when there is none.
    pub fn remove(&mut self, key: &str) {
        let Some(place) = self.places.remove(key) else {
            return;
        };
        self.queries[place as usize] = None;
        self.wordless.retain(|one| *one != place);
        if self.queries.len() > 64 && self.places.len() < self.queries.len() / 2 {
            self.close_gaps();
        }
    }

    /// Renumbers what is left, once most places are empty.
    fn close_gaps(&mut self) {
        let mut renumbered: Vec<Option<u32>> = Vec::with_capacity(self.queries.len());
        let mut kept = 0;
        for query in &self.queries {
            renumbered.push(query.is_some().then_some(kept));
            kept += u32::from(query.is_some());
        }
        let renumber = |place: u32| renumbered.get(place as usize).copied().flatten();
        let renumber_list = |list: &mut Vec<(u32, f32)>| {
            *list = list
                .iter()
                .filter_map(|(place, value)| Some((renumber(*place)?, *value)))
                .collect();
            !list.is_empty()
        };
        self.words.retain(|_, list| renumber_list(list));
        self.near.retain(|_, list| renumber_list(list));
        self.parts.retain(|_, list| renumber_list(list));
        self.wordless = self
            .wordless
            .iter()
            .filter_map(|place| renumber(*place))
            .collect();
        for place in self.places.values_mut() {
            *place = renumber(*place).unwrap_or(*place);
        }
        self.queries.retain(Option::is_some);
    }

    /// The standing queries that a listing answers: saved searches, and demands with at least this score, best first.
    pub fn answered(
        &self,
        document: &Document,
        index: &SearchIndex,
        least_score: f32,
    ) -> Vec<Answered> {
        let texts = Texts::of(document, &index.analyser);
        let snapshot = index.snapshot();
        // What cannot be read tells nothing: such an index answers no search either.
        let tells = tells_of(&texts, &snapshot.searcher, &index.fields).unwrap_or_default();
        let told = tells.told(texts.words().1.lengths()[0]);
        let scores = DocumentScores::of(
            &texts,
            tells,
            &index.analyser,
            &snapshot.mean_lengths,
            &index.ranking,
        );
        let (direction, of_body) = (texts.direction(), texts.direction_of_body());
        let mut sums = vec![Sum::default(); self.queries.len()];
        for (word, saturated) in &scores.words {
            for (place, value) in self.words.get(word).into_iter().flatten() {
                let sum = &mut sums[*place as usize];
                sum.score += value * saturated;
                sum.covered += value;
                sum.words += 1;
            }
        }
        let near = scores
            .near
            .iter()
            .filter_map(|(words, saturated)| Some((self.near.get(words)?, saturated)));
        let parts = scores
            .parts
            .iter()
            .filter_map(|(part, saturated)| Some((self.parts.get(part)?, saturated)));
        for (list, saturated) in near.chain(parts) {
            for (place, value) in list {
                sums[*place as usize].score += value * saturated;
            }
        }
        let there: HashSet<&str> = scores.words.iter().map(|(word, _)| word.as_str()).collect();
        let has_one = |names: &Names| {
            names
                .iter()
                .any(|words| words.iter().all(|word| there.contains(word.as_str())))
        };
        let mut answered: Vec<Answered> = Vec::new();
        for (place, (held, sum)) in (0..).zip(self.queries.iter().zip(&sums)) {
            let Some(held) = held else { continue };
            match &held.kind {
                Kind::Demand {
                    wish,
                    direction: wanted,
                    highest,
                    all_words,
                    words,
                } if sum.words > 0 => {
                    let score = sum.score
                        * coverage_factor(
                            &index.ranking,
                            &index.ranking.of_demand,
                            *words,
                            sum.covered.min(*all_words),
                            *all_words,
                        )
                        + meaning_value(
                            &index.ranking,
                            *words,
                            told,
                            wanted.as_deref(),
                            [direction.as_ref(), of_body.as_ref()],
                            *highest,
                        );
                    let verdict = |terms| {
                        judge(
                            wish,
                            Offered::from(&document.listing),
                            score,
                            *highest,
                            terms,
                        )
                    };
                    if verdict(Vec::new()).score >= least_score {
                        answered.push(Answered {
                            key: held.key.clone(),
                            verdict: Some(verdict(self.terms(place, &scores))),
                        });
                    }
                }
                Kind::Search {
                    filters,
                    wanted,
                    asking,
                } if (sum.words > 0 || wanted.is_empty())
                    && wanted.iter().all(has_one)
                    && passes(filters, document)
                    && holds(asking, &texts, &index.analyser) =>
                {
                    answered.push(Answered {
                        key: held.key.clone(),
                        verdict: None,
                    });
                }
                Kind::Demand { .. } | Kind::Search { .. } => {}
            }
        }
        let score = |one: &Answered| {
            one.verdict
                .as_ref()
                .map_or(f32::MAX, |verdict| verdict.score)
        };
        answered.sort_by(|a, b| {
            score(b)
                .total_cmp(&score(a))
                .then_with(|| a.key.cmp(&b.key))
        });
        answered
    }

    /// The words of a listing that tell most for the query at this place.
    fn terms(&self, place: u32, scores: &DocumentScores) -> Vec<String> {
        let mut told: Vec<(&str, f32)> = Vec::new();
        for (word, saturated) in &scores.words {
            let its = self
                .words
                .get(word)
                .into_iter()
                .flatten()
                .find(|(at, _)| *at == place);
            told.extend(its.map(|(_, value)| (word.as_str(), value * saturated)));
        }
        most_telling(told)
    }

    /// The keys of the demands whose text has words of this text, best first: how demands are searched.
    pub fn search(&self, text: &str, analyser: &Analyser) -> Vec<String> {
        let mut sums = vec![Sum::default(); self.queries.len()];
        for (words, lists) in [
            (words_of(text, analyser), &self.words),
            (pairs_of(text, analyser), &self.parts),
        ] {
            for word in words {
                for (place, value) in lists.get(&word).into_iter().flatten() {
                    let sum = &mut sums[*place as usize];
                    sum.score += value;
                    sum.words += 1;
                }
            }
        }
        let mut found: Vec<(f32, &Held)> = Vec::new();
        for (held, sum) in self.queries.iter().zip(&sums) {
            if let Some(held) = held
                && let Kind::Demand { .. } = held.kind
                && sum.words > 0
            {
                found.push((sum.score, held));
            }
        }
        found.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.key.cmp(&b.1.key)));
        found
            .into_iter()
            .map(|(_, held)| held.key.clone())
            .collect()
    }
}
