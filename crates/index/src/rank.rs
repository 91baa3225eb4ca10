//! The second look: the gathered documents ranked by what is too dear to ask of every document.
//!
//! Words and pairs of characters are scored over all fields together (BM25F: frequencies are weighted by field and
//! length before they saturate), so that a word in title and abstract is not counted as two words. Pairs reward words
//! that stand close together. Documents with more of the words gain; freshness and completeness decide among equals.

use domain::achievement::CONFIRM_EVERY_DAYS;
use domain::time::{DAY_US, Timestamp};
use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocAddress, DocSet, SegmentReader, Term};

use crate::error::IndexError;
use crate::plan::{Plan, Wanted};
use crate::query::{Explain, Reason};
use crate::schema::{FieldHandles, SearchField};
use crate::snapshot::{Columns, Snapshot};

/// How fast more of the same word stops counting.
const K1: f32 = 2.0;
/// How much a long text is held against a document.
const B: f32 = 0.75;
/// What each of [`SearchField::TEXTS`] weighs.
const FIELD_WEIGHTS: [f32; 4] = [6.0, 3.0, 1.0, 0.3];
/// What a pair of characters weighs beside a word.
const PART_WEIGHT: f32 = 0.6;
/// How much more a document with all words is worth than one with almost none.
const COVERAGE: f32 = 0.5;
/// Up to so many words count in full for coverage: who types few words means each of them, a sentence has spare ones.
const FEW_WORDS: f32 = 4.0;
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
    pub(crate) score: f32,
    /// Which of [`SearchField::TEXTS`] matched; the fifth is the identifier.
    pub(crate) matched: [bool; 5],
    pub(crate) reasons: Vec<Reason>,
    /// Decides between equal scores: when it was published, then its place in a fixed order.
    pub(crate) tie: (i64, u64),
    /// The rarity of the words it has.
    covered: f32,
}

/// Looks at the gathered documents again. The order of the answer is that of the documents given.
pub(crate) fn examine(
    snapshot: &Snapshot,
    fields: &FieldHandles,
    plan: &Plan,
    documents: &[DocAddress],
    now: Timestamp,
    explain: Explain,
) -> Result<Vec<Evidence>, IndexError> {
    let mut all: Vec<Evidence> = Vec::with_capacity(documents.len());
    for address in documents {
        all.push(Evidence { address: *address, score: 0.0, matched: [false; 5], reasons: Vec::new(), tie: (0, 0), covered: 0.0 });
    }
    let mut order: Vec<usize> = (0..documents.len()).collect();
    order.sort_unstable_by_key(|at| documents[*at]);
    for same_segment in order.chunk_by(|a, b| documents[*a].segment_ord == documents[*b].segment_ord) {
        let ordinal = documents[same_segment[0]].segment_ord;
        let look = Look { reader: snapshot.searcher.segment_reader(ordinal), places: same_segment, explain };
        for word in &plan.words {
            look.score(word, &fields.words, &snapshot.mean_lengths.words, 1.0, &mut all, Evidence::cover)?;
        }
        for part in &plan.parts {
            look.score(part, &fields.parts, &snapshot.mean_lengths.parts, PART_WEIGHT, &mut all, Evidence::leave)?;
        }
        let columns = snapshot.columns[ordinal as usize].as_ref();
        for at in same_segment {
            all[*at].finish(plan, columns, now, explain);
        }
        look.identifiers(plan, fields.identifier, &mut all)?;
    }
    Ok(all)
}

struct Look<'a> {
    reader: &'a SegmentReader,
    /// Places in the list of evidence of the documents of this segment, by document.
    places: &'a [usize],
    explain: Explain,
}

/// What is open of one field while a word is scored.
struct Open {
    at: usize,
    postings: SegmentPostings,
    lengths: FieldNormReader,
}

impl Look<'_> {
    fn score(
        &self,
        wanted: &Wanted,
        handles: &[Field; 4],
        mean_lengths: &[f32; 4],
        kind_weight: f32,
        all: &mut [Evidence],
        note: fn(&mut Evidence, &Wanted),
    ) -> Result<(), IndexError> {
        let mut open = self.open(wanted, handles)?;
        if open.is_empty() {
            return Ok(());
        }
        for place in self.places {
            let evidence = &mut all[*place];
            let doc = evidence.address.doc_id;
            let mut weighted = 0.0;
            let mut found = [false; 4];
            for field in &mut open {
                if field.postings.doc() < doc {
                    field.postings.seek(doc);
                }
                if field.postings.doc() != doc {
                    continue;
                }
                let length = count(field.lengths.fieldnorm(doc)) / mean_lengths[field.at];
                weighted += FIELD_WEIGHTS[field.at] * count(field.postings.term_freq()) / (1.0 - B + B * length);
                found[field.at] = true;
            }
            if weighted == 0.0 {
                continue;
            }
            let score = kind_weight * wanted.weight * wanted.rarity * weighted * (K1 + 1.0) / (K1 + weighted);
            evidence.score += score;
            for (matched, found) in evidence.matched.iter_mut().zip(found) {
                *matched |= found;
            }
            note(evidence, wanted);
            if self.explain == Explain::Given {
                let fields = SearchField::TEXTS.into_iter().zip(found).filter(|(_, found)| *found).map(|(field, _)| field).collect();
                evidence.reasons.push(Reason { what: wanted.text.clone(), fields, score });
            }
        }
        Ok(())
    }

    fn open(&self, wanted: &Wanted, handles: &[Field; 4]) -> Result<Vec<Open>, IndexError> {
        let mut open = Vec::with_capacity(handles.len());
        for (at, field) in handles.iter().enumerate() {
            if wanted.frequencies[at] == 0 {
                continue;
            }
            let term = Term::from_field_text(*field, &wanted.text);
            if let Some(postings) = self.reader.inverted_index(*field)?.read_postings(&term, IndexRecordOption::WithFreqs)? {
                open.push(Open { at, postings, lengths: self.reader.get_fieldnorms_reader(*field)? });
            }
        }
        Ok(open)
    }

    fn identifiers(&self, plan: &Plan, field: Field, all: &mut [Evidence]) -> Result<(), IndexError> {
        for form in &plan.identifiers {
            let term = Term::from_field_text(field, form);
            let Some(mut postings) = self.reader.inverted_index(field)?.read_postings(&term, IndexRecordOption::Basic)? else { continue };
            for place in self.places {
                let evidence = &mut all[*place];
                let doc = evidence.address.doc_id;
                if postings.doc() < doc {
                    postings.seek(doc);
                }
                if postings.doc() == doc {
                    evidence.matched[4] = true;
                    evidence.score += IDENTIFIER;
                    if self.explain == Explain::Given {
                        evidence.reasons.push(Reason { what: form.clone(), fields: vec![SearchField::Identifier], score: IDENTIFIER });
                    }
                }
            }
        }
        Ok(())
    }
}

impl Evidence {
    fn cover(&mut self, word: &Wanted) {
        self.covered += word.weight * word.rarity;
    }

    /// Parts say nothing of how many words there are.
    fn leave(&mut self, _: &Wanted) {}

    fn finish(&mut self, plan: &Plan, columns: &Columns, now: Timestamp, explain: Explain) {
        let all: f32 = plan.words.iter().map(|word| word.weight * word.rarity).sum();
        let coverage = if all > 0.0 { 1.0 - coverage_stress(plan) * (1.0 - self.covered / all) } else { 1.0 };
        let doc = self.address.doc_id;
        self.tie = (columns.published_at.of(doc).unwrap_or(i64::MIN), columns.order.of(doc).unwrap_or(0));
        let priors = priors(columns, doc, now);
        if explain == Explain::Given {
            let factor =
                |what: &str, factor: f32, score: f32| Reason { what: what.into(), fields: Vec::new(), score: score * (factor - 1.0) };
            self.reasons.push(factor("词语齐全程度", coverage, self.score));
            self.reasons.push(factor("完整与新鲜程度", priors, self.score * coverage));
        }
        self.score *= coverage * priors;
    }
}

/// How much coverage counts for this query.
fn coverage_stress(plan: &Plan) -> f32 {
    let words = plan.words.iter().fold(0.0, |count, _| count + 1.0_f32);
    COVERAGE * (FEW_WORDS / words.max(FEW_WORDS))
}

/// What a listing gains by being complete and loses by not being confirmed.
fn priors(columns: &Columns, doc: u32, now: Timestamp) -> f32 {
    let percent = columns.completeness.of(doc).and_then(|percent| u8::try_from(percent).ok()).unwrap_or(0);
    let complete = 1.0 + COMPLETENESS * f32::from(percent) / 100.0;
    let period_us = CONFIRM_EVERY_DAYS * DAY_US;
    let late_us = now.0.saturating_sub(columns.confirmed_at.of(doc).unwrap_or(now.0)).saturating_sub(period_us).clamp(0, period_us);
    // In thousandths of a period, so that it fits a small number exactly.
    let late = u16::try_from(late_us / (period_us / 1000)).unwrap_or(1000);
    complete * (1.0 - STALENESS * f32::from(late) / 1000.0)
}

#[expect(clippy::cast_precision_loss, reason = "frequencies and lengths are far below 2^24")]
fn count(n: u32) -> f32 {
    n as f32
}
