//! The second look: the gathered documents ranked by what is too dear to ask of every document.
//!
//! Words are scored over all texts together (BM25F: frequencies are weighted by text and length before they saturate), so
//! that a word in title and abstract is not counted as two words; which text a word stands in its places tell. Words that
//! stand side by side as they do in the query gain; in a question, pairs of characters find what it says in other words.
//! Documents with more of the words gain; freshness and completeness decide among equals.

use std::collections::HashMap;

use domain::catalogue::achievement::CONFIRM_EVERY_DAYS;
use domain::time::{DAY_US, Timestamp};
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocAddress, DocId, DocSet, SegmentReader, Term};

use crate::analysis::Analyser;
use crate::answer::Reason;
use crate::error::IndexError;
use crate::kind::Kind;
use crate::meaning::Direction;
use crate::pairs::text_pairs;
use crate::places::Places;
use crate::plan::{Alike, Neighbours, Plan, Wanted};
use crate::query::Explain;
use crate::ranking::{Manner, Ranking};
use crate::schema::{FieldHandles, SearchField};
use crate::signs::signed;
use crate::snapshot::{Columns, MeanLengths, Snapshot};
use crate::tells::Tells;
use crate::texts::Texts;

/// The most that completeness adds.
const COMPLETENESS: f32 = 0.03;
/// The most that a late confirmation takes away: a listing sinks gently after one period, leaves after two.
const STALENESS: f32 = 0.10;
/// An exact identifier comes before everything else.
const IDENTIFIER: f32 = 1.0e6;

/// What is known of one gathered document after the second look.
#[derive(Clone, Debug)]
pub(crate) struct Evidence {
    pub(crate) address: DocAddress,
    pub(crate) tally: Tally,
    /// Which of [`SearchField::TEXTS`] matched; the fifth is the identifier.
    pub(crate) matched: [bool; 5],
    /// Where its texts lie.
    places: Places,
    /// What an occurrence in each of [`SearchField::TEXTS`] counts: the weight of the field, less in a long text.
    worth: [f32; 4],
    /// How much title and keywords say of what it is about, from 0 to 1.
    told: f32,
    /// What an occurrence of a part counts.
    part_worth: f32,
}

/// What was counted for a document.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tally {
    pub(crate) score: f32,
    /// The worth of the words it has, and how many they are.
    covered: f32,
    words: usize,
    pub(crate) reasons: Vec<Reason>,
}

/// Looks at the gathered documents again. The order of the answer is that of the documents given.
pub(crate) fn examine(
    snapshot: &Snapshot,
    fields: &FieldHandles,
    ranking: &Ranking,
    plan: &Plan,
    documents: &[DocAddress],
    now: Timestamp,
    explain: Explain,
) -> Result<Vec<Evidence>, IndexError> {
    let mut all: Vec<Evidence> = documents
        .iter()
        .map(|address| Evidence::of(*address))
        .collect();
    let highest = highest_score(plan, ranking);
    let pairs = text_pairs(snapshot, fields, ranking, plan, documents)?;
    let signed = signed(snapshot, fields, &plan.asking.signed, highest, documents)?;
    let mut order: Vec<usize> = (0..documents.len()).collect();
    order.sort_unstable_by_key(|at| documents[*at]);
    for places in order.chunk_by(|a, b| documents[*a].segment_ord == documents[*b].segment_ord) {
        let ordinal = documents[places[0]].segment_ord;
        let look = Look {
            ordinal: ordinal as usize,
            reader: snapshot.searcher.segment_reader(ordinal),
            fields,
            places,
            explain,
            ranking,
            kind: plan.kind,
        };
        let columns = snapshot.columns[ordinal as usize].as_ref();
        look.lengths(plan, &snapshot.mean_lengths, columns, &mut all)?;
        let mut stands = Vec::with_capacity(plan.words.len());
        for word in &plan.words {
            stands.push(look.word(word, &mut all)?);
        }
        for pair in &plan.neighbours {
            look.neighbours(
                plan,
                pair,
                [&stands[pair.first], &stands[pair.second]],
                &mut all,
            );
        }
        for one in &plan.alike {
            look.alike(one, &mut all)?;
        }
        for part in &plan.parts {
            look.part(part, ranking.manner(plan.kind), &mut all)?;
        }
        for at in places {
            for gains in [&pairs, &signed] {
                all[*at].tally.score += gains.get(*at).copied().unwrap_or(0.0);
            }
        }
        for at in places {
            all[*at].finish(ranking, plan, highest, columns, now, explain);
        }
        look.identifiers(plan, &mut all)?;
    }
    Ok(all)
}

/// The second look at the gathered documents of one segment.
struct Look<'a> {
    ordinal: usize,
    reader: &'a SegmentReader,
    fields: &'a FieldHandles,
    /// Places in the list of evidence of the documents of this segment, by document.
    places: &'a [usize],
    explain: Explain,
    ranking: &'a Ranking,
    kind: Kind,
}

impl Look<'_> {
    /// Reads where the texts of the documents lie and how long they are.
    fn lengths(
        &self,
        plan: &Plan,
        mean: &MeanLengths,
        columns: &Columns,
        all: &mut [Evidence],
    ) -> Result<(), IndexError> {
        let parts = if plan.parts.is_empty() {
            None
        } else {
            Some(self.reader.get_fieldnorms_reader(self.fields.parts)?)
        };
        for place in self.places {
            let evidence = &mut all[*place];
            let doc = evidence.address.doc_id;
            evidence.places = columns.places(doc);
            let lengths = evidence.places.lengths();
            if let Some(parts) = &parts {
                let length = count(parts.fieldnorm(doc));
                evidence.part_worth = worth(1.0, length, mean.parts, self.ranking.part_b);
            }
            let tells = columns.tells(doc);
            let (title, keywords) = (tells.title_of(lengths[0]), tells.keywords());
            let weights =
                self.ranking
                    .weights(self.kind, title, mean.keywords_tell * (1.0 - keywords));
            evidence.worth = [0, 1, 2, 3]
                .map(|at| worth(weights[at], lengths[at], mean.words[at], self.ranking.b));
            evidence.told = tells.told(lengths[0]);
        }
        Ok(())
    }

    /// Scores a word over all texts together, and says where it stands.
    fn word(&self, word: &Wanted, all: &mut [Evidence]) -> Result<Stands, IndexError> {
        let mut stands = Stands::default();
        let Some(mut list) = self.list(
            word,
            self.fields.words,
            IndexRecordOption::WithFreqsAndPositions,
        )?
        else {
            return Ok(stands);
        };
        let mut there = Vec::new();
        for place in self.places {
            let evidence = &mut all[*place];
            if times_in(&mut list, evidence.address.doc_id) == 0 {
                stands.none();
                continue;
            }
            list.positions(&mut there);
            // Once a place, however often it counts.
            there.dedup();
            stands.some(&there);
            let found = evidence.times(&there);
            let score = word.value() * saturated(evidence.weighted(&there), self.ranking.k1);
            evidence.tally.score += score;
            evidence.tally.covered += word.value();
            evidence.tally.words += 1;
            for (matched, times) in evidence.matched.iter_mut().zip(found) {
                *matched |= times > 0.0;
            }
            if self.explain == Explain::Given {
                let fields = SearchField::TEXTS
                    .into_iter()
                    .zip(found)
                    .filter(|(_, times)| *times > 0.0)
                    .map(|(field, _)| field)
                    .collect();
                evidence.tally.reasons.push(Reason {
                    what: word.text.clone(),
                    fields,
                    score,
                });
            }
        }
        Ok(stands)
    }

    /// Scores two words that stand side by side as they do in the query, over all texts together.
    fn neighbours(
        &self,
        plan: &Plan,
        pair: &Neighbours,
        stands: [&Stands; 2],
        all: &mut [Evidence],
    ) {
        let weights = self.ranking.manner(plan.kind);
        for (at, place) in self.places.iter().enumerate() {
            let [first, second] = stands.map(|stands| stands.of(at));
            let together: Vec<u32> = first
                .iter()
                .filter(|place| second.binary_search(&(*place + 1)).is_ok())
                .copied()
                .collect();
            if together.is_empty() {
                continue;
            }
            let evidence = &mut all[*place];
            let score = weights.near
                * pair.value
                * saturated(evidence.weighted(&together), weights.pair_k1);
            evidence.tally.score += score;
            if self.explain == Explain::Given {
                let what = format!(
                    "{}{}",
                    plan.words[pair.first].text, plan.words[pair.second].text
                );
                evidence.tally.reasons.push(Reason {
                    what,
                    fields: Vec::new(),
                    score,
                });
            }
        }
    }

    /// Scores a thing with several names: by the name that scores most in a document.
    fn alike(&self, alike: &Alike, all: &mut [Evidence]) -> Result<(), IndexError> {
        let before: Vec<Tally> = self
            .places
            .iter()
            .map(|place| std::mem::take(&mut all[*place].tally))
            .collect();
        let mut best = vec![Tally::default(); self.places.len()];
        for name in &alike.names {
            for word in name {
                self.word(word, all)?;
            }
            for (place, best) in self.places.iter().zip(&mut best) {
                let tally = std::mem::take(&mut all[*place].tally);
                if tally.words >= alike.needed(name) && tally.score > best.score {
                    *best = tally;
                }
            }
        }
        for ((place, mut tally), best) in self.places.iter().zip(before).zip(best) {
            tally.score += best.score;
            tally.covered += best.covered;
            tally.reasons.extend(best.reasons);
            all[*place].tally = tally;
        }
        Ok(())
    }

    /// Scores a part over all texts together.
    fn part(
        &self,
        part: &Wanted,
        weights: &Manner,
        all: &mut [Evidence],
    ) -> Result<(), IndexError> {
        let Some(mut everywhere) =
            self.list(part, self.fields.parts, IndexRecordOption::WithFreqs)?
        else {
            return Ok(());
        };
        for place in self.places {
            let evidence = &mut all[*place];
            let times = times_in(&mut everywhere, evidence.address.doc_id);
            if times == 0 {
                continue;
            }
            let score = weights.part
                * part.value()
                * saturated(count(times) * evidence.part_worth, weights.pair_k1);
            evidence.tally.score += score;
            if self.explain == Explain::Given {
                evidence.tally.reasons.push(Reason {
                    what: part.text.clone(),
                    fields: Vec::new(),
                    score,
                });
            }
        }
        Ok(())
    }

    fn list(
        &self,
        wanted: &Wanted,
        field: Field,
        option: IndexRecordOption,
    ) -> Result<Option<SegmentPostings>, IndexError> {
        let Some(Some(list)) = wanted.lists.get(self.ordinal) else {
            return Ok(None);
        };
        Ok(Some(
            self.reader
                .inverted_index(field)?
                .read_postings_from_terminfo(list, option)?,
        ))
    }

    fn identifiers(&self, plan: &Plan, all: &mut [Evidence]) -> Result<(), IndexError> {
        for (form, field) in &plan.identifiers {
            let term = Term::from_field_text(*field, form);
            let Some(mut postings) = self
                .reader
                .inverted_index(*field)?
                .read_postings(&term, IndexRecordOption::Basic)?
            else {
                continue;
            };
            for place in self.places {
                let evidence = &mut all[*place];
                let doc = evidence.address.doc_id;
                if postings.doc() < doc {
                    postings.seek(doc);
                }
                if postings.doc() == doc {
                    evidence.matched[4] = true;
                    evidence.tally.score += IDENTIFIER;
                    if self.explain == Explain::Given {
                        evidence.tally.reasons.push(Reason {
                            what: form.clone(),
                            fields: vec![SearchField::Identifier],
                            score: IDENTIFIER,
                        });
                    }
                }
            }
        }
        Ok(())
    }
}

/// Where a word stands in each of the documents of a segment that are looked at.
#[derive(Default)]
struct Stands {
    places: Vec<u32>,
    /// Where in `places` those of each document end.
    ends: Vec<usize>,
}

impl Stands {
    fn none(&mut self) {
        self.ends.push(self.places.len());
    }

    fn some(&mut self, places: &[u32]) {
        self.places.extend_from_slice(places);
        self.none();
    }

    /// Where it stands in the document with this number; nowhere when the segment does not have the word.
    fn of(&self, at: usize) -> &[u32] {
        let begin = at
            .checked_sub(1)
            .and_then(|before| self.ends.get(before))
            .copied()
            .unwrap_or(0);
        self.ends
            .get(at)
            .and_then(|end| self.places.get(begin..*end))
            .unwrap_or_default()
    }
}

/// How often the document has it; documents are asked for in order.
fn times_in(list: &mut SegmentPostings, doc: DocId) -> u32 {
    if list.doc() < doc {
        list.seek(doc);
    }
    if list.doc() == doc {
        list.term_freq()
    } else {
        0
    }
}

/// What one occurrence in a text of this length counts.
fn worth(weight: f32, length: f32, mean: f32, b: f32) -> f32 {
    weight / (1.0 - b + b * length / mean)
}

/// BM25's saturation.
fn saturated(weighted: f32, k1: f32) -> f32 {
    weighted * (k1 + 1.0) / (k1 + weighted)
}

impl Evidence {
    fn of(address: DocAddress) -> Self {
        Self {
            address,
            tally: Tally::default(),
            matched: [false; 5],
            places: Places::default(),
            worth: [0.0; 4],
            told: 1.0,
            part_worth: 0.0,
        }
    }

    /// How many of these places lie in each of its texts.
    fn times(&self, places: &[u32]) -> [f32; 4] {
        let mut times = [0.0; 4];
        for place in places {
            times[self.places.text_of(*place)] += 1.0;
        }
        times
    }

    /// Occurrences in its texts, weighted by text and length.
    fn weighted(&self, places: &[u32]) -> f32 {
        self.times(places)
            .iter()
            .zip(self.worth)
            .map(|(times, worth)| times * worth)
            .sum()
    }

    fn finish(
        &mut self,
        ranking: &Ranking,
        plan: &Plan,
        highest: f32,
        columns: &Columns,
        now: Timestamp,
        explain: Explain,
    ) {
        let coverage = coverage_factor(
            ranking,
            ranking.manner(plan.kind),
            plan.count_of_words(),
            self.tally.covered,
            plan.value_of_words(),
        );
        let doc = self.address.doc_id;
        let priors = priors(columns, doc, now);
        if explain == Explain::Given {
            let factor = |what: &str, factor: f32, score: f32| Reason {
                what: what.into(),
                fields: Vec::new(),
                score: score * (factor - 1.0),
            };
            self.tally
                .reasons
                .push(factor("词语齐全程度", coverage, self.tally.score));
            self.tally.reasons.push(factor(
                "完整与新鲜程度",
                priors,
                self.tally.score * coverage,
            ));
        }
        self.tally.score *= coverage;
        let manner = ranking.manner(plan.kind);
        let points =
            plan.direction
                .as_ref()
                .zip(columns.directions(doc))
                .map_or(0.0, |(query, its)| {
                    let likeness = [its.title_like(query), its.body_like(query)];
                    pointing(manner, plan.count_of_words(), self.told, likeness)
                });
        let alike = manner.meaning * highest * points;
        if explain == Explain::Given {
            self.tally.reasons.push(Reason {
                what: "意思相近".into(),
                fields: Vec::new(),
                score: alike * priors,
            });
        }
        self.tally.score = (self.tally.score + alike) * priors;
    }
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

/// What a listing gains by being complete and loses by not being confirmed.
fn priors(columns: &Columns, doc: u32, now: Timestamp) -> f32 {
    let percent = columns
        .completeness
        .of(doc)
        .and_then(|percent| u8::try_from(percent).ok())
        .unwrap_or(0);
    let complete = 1.0 + COMPLETENESS * f32::from(percent) / 100.0;
    let period_us = CONFIRM_EVERY_DAYS * DAY_US;
    let late_us = now
        .0
        .saturating_sub(columns.confirmed_at[doc as usize])
        .saturating_sub(period_us)
        .clamp(0, period_us);
    // In thousandths of a period, so that it fits a small number exactly.
    let late = u16::try_from(late_us / (period_us / 1000)).unwrap_or(1000);
    complete * (1.0 - STALENESS * f32::from(late) / 1000.0)
}

#[expect(
    clippy::cast_precision_loss,
    reason = "frequencies and lengths are far below 2^24"
)]
fn count(n: u32) -> f32 {
    n as f32
}
