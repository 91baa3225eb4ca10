//! The second look: the gathered documents ranked by what is too dear to ask of every document.
//!
//! Words are scored over all texts together (BM25F: frequencies are weighted by text and length before they saturate), so
//! that a word in title and abstract is not counted as two words; which text a word stands in its places tell. Words that
//! stand side by side as they do in the query gain; in a question, pairs of characters find what it says in other words.
//! Documents with more of the words gain; freshness and completeness decide among equals.

mod document;
mod evidence;
mod formula;

use domain::time::Timestamp;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocAddress, DocId, DocSet, SegmentReader, Term};

use crate::answer::Reason;
use crate::error::IndexError;
use crate::kind::Kind;
use crate::pairs::text_pairs;
use crate::plan::{Alike, Neighbours, Plan, Wanted};
use crate::query::Explain;
use crate::rank::formula::{count, saturated, worth};
use crate::ranking::{Manner, Ranking};
use crate::schema::{FieldHandles, SearchField};
use crate::signs::signed;
use crate::snapshot::{Columns, MeanLengths, Snapshot};

pub(crate) use document::DocumentScores;
pub(crate) use evidence::{Evidence, Tally};
pub(crate) use formula::{coverage_factor, highest_score, meaning_value, near_value, part_value};

/// An exact identifier comes before everything else.
const IDENTIFIER: f32 = 1.0e6;

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
