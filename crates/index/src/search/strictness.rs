//! How strictly a text is matched: all of its words, most, some, or only parts of them.

use tantivy::query::{AllQuery, EmptyQuery, Query as EngineQuery};

use crate::analysis::is_han;
use crate::answer::{Matching, Strictness};
use crate::asking::Minus;
use crate::clauses::Phrases;
use crate::collect::count_up_to;
use crate::error::IndexError;
use crate::filter::SegmentFilter;
use crate::kind::Kind;
use crate::plan::Plan;
use crate::query::{ENOUGH, Query, Weaker};
use crate::snapshot::Snapshot;
use crate::writing::SearchIndex;

/// A query that was read: what it looks for, and how strictly.
pub(super) struct Asked {
    pub(super) plan: Plan,
    pub(super) matching: Matching,
    pub(super) wanted: Box<dyn EngineQuery>,
    /// What has fewer of the words, and how strictly it matches, where it stands apart.
    pub(super) weaker: Option<Fewer>,
}

/// What has fewer of the words, and how strictly it matches.
type Fewer = (Strictness, Box<dyn EngineQuery>);

/// How a text was matched, what answers it, and what has fewer of its words.
type Matched = (Matching, Box<dyn EngineQuery>, Option<Fewer>);

impl SearchIndex {
    /// Reads the query and decides what is looked for.
    pub(super) fn ask(
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
}

/// The words that stand in no achievement. Of a text that names one by its number, the number is none of them; and a single
/// character is looked for inside of words.
pub(super) fn unknown(plan: &Plan) -> Vec<String> {
    let is_number = |word: &str| !plan.identifiers.is_empty() && !word.contains(is_han);
    plan.unknown
        .iter()
        .filter(|word| !plan.is_single_character && !is_number(word))
        .cloned()
        .collect()
}
