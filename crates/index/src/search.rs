//! A search from the query to the page.

use std::cmp::Reverse;

use domain::time::Timestamp;
use tantivy::query::{AllQuery, EmptyQuery, Query as EngineQuery};
use tantivy::schema::Value;
use tantivy::{DocAddress, TantivyDocument};

use crate::analysis::is_han;
use crate::answer::{Hit, Matching, Page, Strictness};
use crate::asking::Minus;
use crate::clauses::Phrases;
use crate::collect::{
    best_by_score, count_all, count_total, count_up_to, first_by_column, nearest,
};
use crate::document::Card;
use crate::error::IndexError;
use crate::filter::SegmentFilter;
use crate::highlight::Highlighter;
use crate::kind::Kind;
use crate::plan::Plan;
use crate::query::{DEEPEST, ENOUGH, Facets, LIMIT_AT_MOST, Neighbours, Query, Sort, Weaker};
use crate::rank::{Evidence, examine};
use crate::schema::SearchField;
use crate::snapshot::Snapshot;
use crate::writing::SearchIndex;

/// So many gathered documents are looked at again, and so many more for every word: the more words, the less sure is the
/// order in which documents are gathered. More change nothing that can be measured (docs/search.md).
const EXAMINED: usize = 10;
const EXAMINED_FOR_WORD: usize = 10;
const EXAMINED_AT_MOST: usize = 100;
/// The same for a question in sentences.
const EXAMINED_FOR_QUESTION: usize = 200;
/// So many achievements with none of the words are ranked where they are wanted.
const NEIGHBOURS: usize = 100;
/// So many results with fewer of the words are shown apart.
const RELATED: usize = 10;
/// Characters of a snippet.
const SNIPPET_WIDTH: usize = 120;

/// A query that was read: what it looks for, and how strictly.
struct Asked {
    plan: Plan,
    matching: Matching,
    wanted: Box<dyn EngineQuery>,
    /// What has fewer of the words, and how strictly it matches, where it stands apart.
    weaker: Option<Fewer>,
}

/// What has fewer of the words, and how strictly it matches.
type Fewer = (Strictness, Box<dyn EngineQuery>);
/// How a text was matched, what answers it, and what has fewer of its words.
type Matched = (Matching, Box<dyn EngineQuery>, Option<Fewer>);

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

    /// Reads the query and decides what is looked for.
    fn ask(
        &self,
        snapshot: &Snapshot,
        filters: &[SegmentFilter<'_>],
        query: &Query,
    ) -> Result<Asked, IndexError> {
        let asked = |before_number| -> Result<Asked, IndexError> {
            let mut plan = Plan::read(self, snapshot, query, before_number)?;
            let (matching, wanted, weaker) =
                self.match_text(snapshot, filters, &mut plan, query)?;
            Ok(Asked {
                plan,
                matching,
                wanted,
                weaker,
            })
        };
        let signed = asked(Minus::Sign)?;
        if !signed.plan.asking.signed.is_empty() && signed.matching.with_all_words == 0 {
            let unwanted = asked(Minus::Unwanted)?;
            if unwanted.matching.with_all_words > 0 {
                return Ok(unwanted);
            }
        }
        Ok(signed)
    }

    /// Decides how strictly the text is matched. Filters have no say: choosing one must never change what matches.
    fn match_text(
        &self,
        snapshot: &Snapshot,
        filters: &[SegmentFilter<'_>],
        plan: &mut Plan,
        query: &Query,
    ) -> Result<Matched, IndexError> {
        let single = plan
            .unknown
            .iter()
            .filter(|_| plan.is_single_character)
            .cloned();
        let known = plan
            .words
            .iter()
            .map(|word| word.text.clone())
            .chain(plan.alike.iter().flat_map(|one| one.typed.clone()));
        let words = known
            .chain(plan.spelled.iter().map(|(word, _)| word.clone()))
            .chain(single)
            .collect();
        let mut matching = Matching {
            strictness: Strictness::Everything,
            words,
            unknown: unknown(plan),
            other_names: plan.other_names(),
            with_all_words: 0,
            identifiers: plan
                .identifiers
                .iter()
                .map(|(form, _)| form.clone())
                .collect(),
            conditions: plan.conditions(),
            phrases_dropped: false,
        };
        let mut phrases = Phrases::Demanded;
        if !plan.asking.phrases.is_empty() {
            let with_phrases = self.narrowed(plan, Box::new(AllQuery), phrases);
            matching.phrases_dropped =
                count_up_to(snapshot, filters, with_phrases.as_ref(), 1)? == 0;
            phrases = if matching.phrases_dropped {
                Phrases::Dropped
            } else {
                phrases
            };
        }
        if plan.asking.text.trim().is_empty() && query.details.trim().is_empty() {
            return Ok((
                matching,
                self.narrowed(plan, Box::new(AllQuery), phrases),
                None,
            ));
        }
        let all_words = if plan.is_single_character {
            plan.look_for_parts(snapshot, &self.fields, &self.analyser, &self.ranking)?;
            plan.some_words_or_parts(&snapshot.searcher, &self.fields)?
        } else {
            plan.all_words(&self.fields)
        };
        let all_words = self.narrowed(plan, all_words, phrases);
        // Where all words are never enough, how many have them is only told.
        let counted = if query.enough == usize::MAX {
            ENOUGH
        } else {
            query.enough
        };
        matching.with_all_words = count_up_to(snapshot, filters, all_words.as_ref(), counted)?;
        // Who quotes a phrase wants it and nothing else.
        let is_decided = plan.count_of_things() <= 1
            || !plan.identifiers.is_empty()
            || !plan.asking.phrases.is_empty();
        // What lacks a word that nobody has is no answer by itself; a single character may stand inside of words.
        let lacks_words = query.weaker == Weaker::Apart
            && matching
                .unknown
                .iter()
                .any(|word| word.chars().nth(1).is_some());
        let has_all_words = matching.with_all_words > 0 && !lacks_words;
        if has_all_words && (matching.with_all_words >= query.enough || is_decided) {
            matching.strictness = Strictness::AllWords;
            return Ok((matching, all_words, None));
        }
        if query.weaker == Weaker::Apart {
            let weaker = self.fewer_words(
                snapshot,
                filters,
                plan,
                query,
                phrases,
                !matching.words.is_empty(),
            )?;
            if has_all_words {
                matching.strictness = Strictness::AllWords;
                return Ok((matching, all_words, Some(weaker)));
            }
            if let Some(most_words) = plan
                .most_words(&self.fields)
                .map(|most| self.narrowed(plan, most, phrases))
                && count_up_to(snapshot, filters, most_words.as_ref(), 1)? > 0
            {
                matching.strictness = Strictness::MostWords;
                return Ok((matching, most_words, Some(weaker)));
            }
            matching.strictness = weaker.0;
            return Ok((matching, Box::new(EmptyQuery), Some(weaker)));
        }
        let (strictness, fewer) = self.fewer_words(
            snapshot,
            filters,
            plan,
            query,
            phrases,
            !matching.words.is_empty(),
        )?;
        matching.strictness = strictness;
        Ok((matching, fewer, None))
    }

    /// What has some of the words, or parts of them where that is nothing.
    fn fewer_words(
        &self,
        snapshot: &Snapshot,
        filters: &[SegmentFilter<'_>],
        plan: &mut Plan,
        query: &Query,
        phrases: Phrases,
        has_words: bool,
    ) -> Result<(Strictness, Box<dyn EngineQuery>), IndexError> {
        if has_words {
            let some_words = self.narrowed(plan, plan.some_words(&self.fields), phrases);
            // A question in sentences says the same thing in many ways: it looks at parts of words as long as words find little.
            let wanted = if plan.kind == Kind::Demand {
                query.enough
            } else {
                1
            };
            if count_up_to(snapshot, filters, some_words.as_ref(), wanted)? >= wanted {
                return Ok((Strictness::SomeWords, some_words));
            }
        }
        plan.look_for_parts(snapshot, &self.fields, &self.analyser, &self.ranking)?;
        Ok((
            Strictness::Parts,
            self.narrowed(
                plan,
                plan.some_words_or_parts(&snapshot.searcher, &self.fields)?,
                phrases,
            ),
        ))
    }

    fn narrowed(
        &self,
        plan: &Plan,
        wanted: Box<dyn EngineQuery>,
        phrases: Phrases,
    ) -> Box<dyn EngineQuery> {
        plan.narrowed(wanted, &self.fields, &self.analyser, phrases)
    }

    /// The documents of the page, in order.
    fn ranked(
        &self,
        snapshot: &Snapshot,
        filters: &[SegmentFilter<'_>],
        plan: &Plan,
        wanted: &dyn EngineQuery,
        strictness: Strictness,
        query: &Query,
    ) -> Result<Vec<Evidence>, IndexError> {
        let limit = query.limit.min(LIMIT_AT_MOST);
        let end = query.offset.saturating_add(limit);
        if limit == 0 || end > DEEPEST {
            return Ok(Vec::new());
        }
        if query.sort != Sort::Relevance || strictness == Strictness::Everything {
            let first = first_by_column(snapshot, filters, wanted, query.sort, end)?;
            let page: Vec<DocAddress> = first.into_iter().skip(query.offset).collect();
            return examine(
                snapshot,
                &self.fields,
                &self.ranking,
                plan,
                &page,
                query.now,
                query.explain,
            );
        }
        let most = examined(plan);
        let gathered = best_by_score(snapshot, filters, wanted, end.max(most))?;
        let addresses: Vec<DocAddress> = gathered.iter().map(|scored| scored.address).collect();
        let (near, far) = addresses.split_at(addresses.len().min(most));
        let mut near = near.to_vec();
        if let (Neighbours::Ranked, Some(direction)) = (query.neighbours, &plan.direction) {
            let others = nearest(snapshot, filters, direction, NEIGHBOURS);
            near.extend(
                others
                    .into_iter()
                    .filter(|other| !addresses.contains(other)),
            );
        }
        let mut examined = examine(
            snapshot,
            &self.fields,
            &self.ranking,
            plan,
            &near,
            query.now,
            query.explain,
        )?;
        let by_score = |a: &Evidence, b: &Evidence| b.tally.score.total_cmp(&a.tally.score);
        examined.sort_unstable_by(by_score);
        for equal in examined.chunk_by_mut(|a, b| by_score(a, b).is_eq()) {
            if equal.len() > 1 {
                equal.sort_by_cached_key(|one| Reverse(snapshot.tie(one.address)));
            }
        }
        let mut page: Vec<Evidence> = examined
            .into_iter()
            .skip(query.offset)
            .take(limit)
            .collect();
        if page.len() < limit {
            let skipped = query.offset.saturating_sub(most);
            let rest: Vec<DocAddress> = far
                .iter()
                .skip(skipped)
                .take(limit - page.len())
                .copied()
                .collect();
            page.extend(examine(
                snapshot,
                &self.fields,
                &self.ranking,
                plan,
                &rest,
                query.now,
                query.explain,
            )?);
        }
        Ok(page)
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

/// The words that stand in no achievement. Of a text that names one by its number, the number is none of them; and a single
/// character is looked for inside of words.
fn unknown(plan: &Plan) -> Vec<String> {
    let is_number = |word: &str| !plan.identifiers.is_empty() && !word.contains(is_han);
    plan.unknown
        .iter()
        .filter(|word| !plan.is_single_character && !is_number(word))
        .cloned()
        .collect()
}

/// How many gathered documents are looked at again.
fn examined(plan: &Plan) -> usize {
    if plan.kind != Kind::Words {
        EXAMINED_FOR_QUESTION
    } else {
        (EXAMINED + EXAMINED_FOR_WORD * plan.count_of_words()).min(EXAMINED_AT_MOST)
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
