//! A search from the query to the page.

mod page;
mod strictness;

use domain::time::Timestamp;
use tantivy::query::Query as EngineQuery;
use tantivy::schema::Value;
use tantivy::{DocAddress, TantivyDocument};

use crate::analysis::is_han;
use crate::answer::{Hit, Matching, Page, Strictness};
use crate::collect::{count_all, count_total};
use crate::document::Card;
use crate::error::IndexError;
use crate::filter::SegmentFilter;
use crate::highlight::Highlighter;
use crate::kind::Kind;
use crate::plan::Plan;
use crate::query::{Facets, Query, Sort};
use crate::rank::Evidence;
use crate::schema::SearchField;
use crate::search::strictness::Asked;
use crate::snapshot::Snapshot;
use crate::writing::SearchIndex;

/// So many results with fewer of the words are shown apart.
const RELATED: usize = 10;

/// Characters of a snippet.
const SNIPPET_WIDTH: usize = 120;

impl SearchIndex {
    /// Answers a query. No text is an error; a page beyond the deepest is empty.
    ///
    /// # Errors
    /// When the engine cannot read its files.
    pub fn search(&self, query: &Query) -> Result<Page, IndexError> {
        let snapshot = self.snapshot();
        let filters = SegmentFilter::for_segments(&snapshot, &self.fields, query)?;
        let Asked {
            plan,
            matching,
            wanted,
            weaker,
        } = self.ask(&snapshot, &filters, query)?;
        let (total, facets) = match query.facets {
            Facets::Counted => {
                let counts = count_all(&snapshot, &filters, wanted.as_ref())?;
                (counts.total, counts.facets(&query.filters))
            }
            Facets::Omitted => (
                count_total(&snapshot, &filters, wanted.as_ref())?,
                Vec::new(),
            ),
        };
        let evidence = self.ranked(
            &snapshot,
            &filters,
            &plan,
            wanted.as_ref(),
            matching.strictness,
            query,
        )?;
        let is_whole_answer = query.offset == 0 && evidence.len() == total;
        let related = match &weaker {
            Some((strictness, weaker)) if is_whole_answer => {
                let answer: Vec<DocAddress> = evidence.iter().map(|one| one.address).collect();
                self.related(
                    &snapshot,
                    &filters,
                    &plan,
                    weaker.as_ref(),
                    *strictness,
                    &answer,
                    query,
                )?
            }
            Some(_) | None => Vec::new(),
        };
        let highlighter = highlighter(&plan, matching.strictness);
        let hits = evidence
            .into_iter()
            .map(|evidence| self.hit(&snapshot, evidence, &highlighter))
            .collect::<Result<_, _>>()?;
        let did_you_mean = self.did_you_mean(&snapshot, &plan, &matching);
        Ok(Page {
            total,
            hits,
            related,
            facets,
            matching,
            did_you_mean,
        })
    }

    /// The best of those that have fewer of the words, without those that answer.
    #[expect(clippy::too_many_arguments, reason = "a search is all of these")]
    fn related(
        &self,
        snapshot: &Snapshot,
        filters: &[SegmentFilter<'_>],
        plan: &Plan,
        weaker: &dyn EngineQuery,
        strictness: Strictness,
        answer: &[DocAddress],
        query: &Query,
    ) -> Result<Vec<Hit>, IndexError> {
        let more = Query {
            sort: Sort::Relevance,
            limit: RELATED + answer.len(),
            ..query.clone()
        };
        let evidence = self.ranked(snapshot, filters, plan, weaker, strictness, &more)?;
        let highlighter = highlighter(plan, strictness);
        let others = evidence
            .into_iter()
            .filter(|one| !answer.contains(&one.address))
            .take(RELATED);
        others
            .map(|evidence| self.hit(snapshot, evidence, &highlighter))
            .collect()
    }

    /// The scores of the documents of the page, in order, without counting what else matches nor reading any card.
    ///
    /// # Errors
    /// When the engine cannot read its files.
    pub fn scores(&self, query: &Query) -> Result<Vec<f32>, IndexError> {
        let snapshot = self.snapshot();
        let filters = SegmentFilter::for_segments(&snapshot, &self.fields, query)?;
        let Asked {
            plan,
            matching,
            wanted,
            ..
        } = self.ask(&snapshot, &filters, query)?;
        let evidence = self.ranked(
            &snapshot,
            &filters,
            &plan,
            wanted.as_ref(),
            matching.strictness,
            query,
        )?;
        Ok(evidence
            .into_iter()
            .map(|evidence| evidence.tally.score)
            .collect())
    }

    /// Whether a listing has all words of a text.
    pub(crate) fn answers(&self, text: &str) -> Result<bool, IndexError> {
        let snapshot = self.snapshot();
        // At the beginning of time every listing is fresh: what is no longer confirmed is still published.
        let query = Query::new(text, Timestamp(0));
        let filters = SegmentFilter::for_segments(&snapshot, &self.fields, &query)?;
        let Asked { matching, .. } = self.ask(&snapshot, &filters, &query)?;
        Ok(matching.with_all_words > 0 && matching.unknown.is_empty())
    }

    /// What was probably meant, when no achievement has all words of a short text.
    fn did_you_mean(
        &self,
        snapshot: &Snapshot,
        plan: &Plan,
        matching: &Matching,
    ) -> Option<String> {
        let is_found = matching.with_all_words > 0 && matching.unknown.is_empty();
        if is_found
            || plan.kind != Kind::Words
            || matching.strictness == Strictness::Everything
            || !matching.identifiers.is_empty()
        {
            return None;
        }
        let is_known = |text: &str| {
            let words = Plan::words_of(text, &self.analyser);
            let stands = |word: &String| {
                let term = tantivy::Term::from_field_text(self.fields.words, word);
                snapshot
                    .searcher
                    .doc_freq(&term)
                    .is_ok_and(|documents| documents > 0)
            };
            // Single characters are what a word falls into that is written wrong.
            words.iter().all(|word| {
                stands(word) && (!word.starts_with(is_han) || word.chars().nth(1).is_some())
            })
        };
        self.suggestions
            .table()
            .correct(plan.asking.text.trim(), is_known)
    }

    fn hit(
        &self,
        snapshot: &Snapshot,
        evidence: Evidence,
        highlighter: &Highlighter,
    ) -> Result<Hit, IndexError> {
        let (id, card) = self.card(snapshot, evidence.address)?;
        let texts = [card.summary.as_str(), &card.abstract_text, &card.problem];
        let matched = SearchField::TEXTS
            .into_iter()
            .chain([SearchField::Identifier])
            .zip(evidence.matched);
        Ok(Hit {
            id,
            score: evidence.tally.score,
            title: highlighter.mark(&card.title),
            snippet: highlighter.snippet(&texts, SNIPPET_WIDTH),
            matched: matched
                .filter(|(_, matched)| *matched)
                .map(|(field, _)| field)
                .collect(),
            reasons: evidence.tally.reasons,
            card,
        })
    }

    /// The identifier and the card of a document.
    pub(crate) fn card(
        &self,
        snapshot: &Snapshot,
        address: DocAddress,
    ) -> Result<(domain::id::AchievementId, Card), IndexError> {
        let stored: TantivyDocument = snapshot.searcher.doc(address)?;
        let text = |field| {
            stored
                .get_first(field)
                .and_then(|value| value.as_str())
                .unwrap_or_default()
        };
        let id = text(self.fields.id)
            .parse()
            .map_err(serde::de::Error::custom)
            .map_err(IndexError::Card)?;
        Ok((id, serde_json::from_str(text(self.fields.card))?))
    }
}

/// Marks the words that were looked for, and parts only where they had to stand for words.
fn highlighter(plan: &Plan, strictness: Strictness) -> Highlighter {
    let words = plan.all_wanted().map(|word| word.text.as_str());
    let spelled = plan
        .spelled
        .iter()
        .flat_map(|(_, pairs)| pairs)
        .map(|pair| pair.text.as_str());
    let parts = plan
        .parts
        .iter()
        .map(|part| part.text.as_str())
        .chain(plan.beginnings.iter().map(String::as_str));
    match strictness {
        Strictness::Everything => Highlighter::new([], []),
        _ if plan.is_single_character => {
            Highlighter::new([], words.chain(plan.unknown.iter().map(String::as_str)))
        }
        Strictness::AllWords | Strictness::MostWords | Strictness::SomeWords => {
            Highlighter::new(words, spelled)
        }
        Strictness::Parts => Highlighter::new(words, spelled.chain(parts)),
    }
}
