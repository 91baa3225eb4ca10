//! From a plan to queries of the engine: which documents are gathered, and which of them an operator leaves.

use tantivy::query::{
    BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, Occur, PhraseQuery,
    Query as EngineQuery, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Searcher, Term};

use crate::analysis::Analyser;
use crate::asking::of_field;
use crate::error::IndexError;
use crate::plan::{Alike, Plan, Wanted};
use crate::schema::{FieldHandles, SearchField};

impl Plan {
    /// Narrows a query to what the operators demand. They score nothing.
    pub(crate) fn narrowed(
        &self,
        wanted: Box<dyn EngineQuery>,
        fields: &FieldHandles,
        analyser: &Analyser,
        phrases: Phrases,
    ) -> Box<dyn EngineQuery> {
        let mut clauses: Vec<(Occur, Box<dyn EngineQuery>)> = Vec::new();
        if phrases == Phrases::Demanded {
            let phrases = self
                .asking
                .phrases
                .iter()
                .filter_map(|text| phrase_query(fields.words, text, analyser));
            clauses.extend(phrases.map(|phrase| (Occur::Must, phrase)));
        }
        for (field, text) in &self.asking.within {
            clauses
                .extend(in_field(fields, *field, text, analyser).map(|there| (Occur::Must, there)));
        }
        for text in &self.asking.without {
            let unwanted = match of_field(text) {
                Some((field, text)) => in_field(fields, field, text, analyser),
                None => phrase_query(fields.words, text, analyser),
            };
            clauses.extend(unwanted.map(|unwanted| (Occur::MustNot, unwanted)));
        }
        if clauses.is_empty() {
            return wanted;
        }
        for (occur, clause) in &mut clauses {
            if *occur == Occur::Must {
                *clause = Box::new(ConstScoreQuery::new(clause.box_clone(), 0.0));
            }
        }
        clauses.push((Occur::Must, wanted));
        Box::new(BooleanQuery::new(clauses))
    }

    /// Documents with every word (a spelled one by all its pairs), or with an identifier.
    pub(crate) fn all_words(&self, fields: &FieldHandles) -> Box<dyn EngineQuery> {
        let words = self
            .words
            .iter()
            .filter(|word| !self.is_strung(&word.text))
            .map(|word| term_query(fields.words, &word.text));
        let strings = self
            .strung
            .iter()
            .map(|characters| string_query(fields.words, characters));
        let pairs = self
            .spelled
            .iter()
            .flat_map(|(_, pairs)| pairs)
            .map(|pair| term_query(fields.parts, &pair.text));
        let mut required: Vec<Box<dyn EngineQuery>> = words.chain(strings).chain(pairs).collect();
        required.extend(self.alike.iter().map(|one| {
            any_of(
                one.names
                    .iter()
                    .map(|name| (Occur::Should, every(fields, name)))
                    .collect(),
            )
        }));
        let text: Box<dyn EngineQuery> = match required.len() {
            0 => Box::new(EmptyQuery),
            1 => required.remove(0),
            _ => Box::new(BooleanQuery::intersection(required)),
        };
        self.or_identifiers(vec![(Occur::Should, text)])
    }

    /// Documents with most of the things that are looked for, of three and more.
    pub(crate) fn most_words(&self, fields: &FieldHandles) -> Option<Box<dyn EngineQuery>> {
        let words = self
            .words
            .iter()
            .filter(|word| !self.is_strung(&word.text))
            .map(|word| weighted(fields.words, word));
        let strings = self
            .strung
            .iter()
            .map(|characters| (Occur::Should, string_query(fields.words, characters)));
        let named = self.alike.iter().map(|one| {
            let names = one
                .names
                .iter()
                .map(|name| (Occur::Should, every(fields, name)))
                .collect();
            (Occur::Should, any_of(names))
        });
        let spelled = self.spelled.iter().map(|(_, pairs)| {
            let pairs = pairs
                .iter()
                .map(|pair| term_query(fields.parts, &pair.text))
                .collect();
            (
                Occur::Should,
                Box::new(BooleanQuery::intersection(pairs)) as Box<dyn EngineQuery>,
            )
        });
        let things: Vec<(Occur, Box<dyn EngineQuery>)> =
            words.chain(strings).chain(named).chain(spelled).collect();
        // Words that nobody has count as well: who has the other two of three has most.
        let looked_for = things.len() + self.unknown.len();
        let most = if looked_for <= FEW_THINGS {
            (2 * looked_for).div_ceil(3)
        } else {
            looked_for / 2
        };
        let is_possible = looked_for >= 3 && (2..=things.len()).contains(&most);
        is_possible.then(|| {
            Box::new(BooleanQuery::with_minimum_required_clauses(things, most))
                as Box<dyn EngineQuery>
        })
    }

    /// Documents with some word. One flat list: nesting would switch pruning off.
    pub(crate) fn some_words(&self, fields: &FieldHandles) -> Box<dyn EngineQuery> {
        self.or_identifiers(self.some_words_clauses(fields))
    }

    /// Documents with some word or some part.
    pub(crate) fn some_words_or_parts(
        &self,
        searcher: &Searcher,
        fields: &FieldHandles,
    ) -> Result<Box<dyn EngineQuery>, IndexError> {
        let mut clauses = self.some_words_clauses(fields);
        clauses.extend(self.parts.iter().map(|part| weighted(fields.parts, part)));
        for beginning in &self.beginnings {
            for text in parts_beginning_with(searcher, fields.parts, beginning)? {
                clauses.push((Occur::Should, term_query(fields.parts, &text)));
            }
        }
        Ok(any_of(clauses))
    }

    fn some_words_clauses(&self, fields: &FieldHandles) -> Vec<(Occur, Box<dyn EngineQuery>)> {
        // Another name counts as a whole: 控制器 alone is no PLC. What was typed may stand there in part.
        let other_names = self.alike.iter().flat_map(Alike::other_names);
        let (single, several): (Vec<_>, Vec<_>) = other_names.partition(|name| name.len() == 1);
        let typed = self.alike.iter().flat_map(Alike::typed_words);
        let words = self.words.iter().filter(|word| !self.is_strung(&word.text));
        let words = words
            .chain(typed)
            .chain(single.into_iter().flatten())
            .map(|word| weighted(fields.words, word));
        let strings = self
            .strung
            .iter()
            .map(|characters| (Occur::Should, string_query(fields.words, characters)));
        let several = several
            .into_iter()
            .map(|name| (Occur::Should, every(fields, name)));
        let pairs = self
            .spelled
            .iter()
            .flat_map(|(_, pairs)| pairs)
            .map(|pair| weighted(fields.parts, pair));
        words.chain(strings).chain(pairs).chain(several).collect()
    }

    fn or_identifiers(
        &self,
        mut clauses: Vec<(Occur, Box<dyn EngineQuery>)>,
    ) -> Box<dyn EngineQuery> {
        for (form, field) in &self.identifiers {
            let exact = BoostQuery::new(term_query(*field, form), 1000.0);
            clauses.push((Occur::Should, Box::new(exact)));
        }
        any_of(clauses)
    }
}

/// Of so many things two thirds are most; of more, in sentences, half.
const FEW_THINGS: usize = 8;

/// Whether the phrases of a text are demanded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Phrases {
    /// They must stand there as they are.
    Demanded,
    /// Their words are enough.
    Dropped,
}

/// Documents in which the words of a text follow each other; nothing when it has no words.
fn phrase_query(field: Field, text: &str, analyser: &Analyser) -> Option<Box<dyn EngineQuery>> {
    let words = Plan::words_of(text, analyser);
    match words.as_slice() {
        [] => None,
        [word] => Some(term_query(field, word)),
        _ => Some(string_query(field, &words)),
    }
}

/// Documents in which these words follow each other.
fn string_query(field: Field, words: &[String]) -> Box<dyn EngineQuery> {
    Box::new(PhraseQuery::new(
        words
            .iter()
            .map(|word| Term::from_field_text(field, word))
            .collect(),
    ))
}

/// Documents in one field of which all words of a text stand; nothing when it has no words.
fn in_field(
    fields: &FieldHandles,
    field: SearchField,
    text: &str,
    analyser: &Analyser,
) -> Option<Box<dyn EngineQuery>> {
    let handle = fields.of_text(field)?;
    let words = Plan::words_of(text, analyser);
    match words.as_slice() {
        [] => None,
        [word] => Some(term_query(handle, word)),
        _ => Some(Box::new(BooleanQuery::intersection(
            words.iter().map(|word| term_query(handle, word)).collect(),
        ))),
    }
}

fn weighted(field: Field, wanted: &Wanted) -> (Occur, Box<dyn EngineQuery>) {
    (
        Occur::Should,
        Box::new(BoostQuery::new(
            term_query(field, &wanted.text),
            wanted.weight,
        )),
    )
}

fn term_query(field: Field, text: &str) -> Box<dyn EngineQuery> {
    Box::new(TermQuery::new(
        Term::from_field_text(field, text),
        IndexRecordOption::WithFreqs,
    ))
}

/// A character begins at most so many parts that are looked up.
const BEGINNINGS_AT_MOST: usize = 200;

fn parts_beginning_with(
    searcher: &Searcher,
    field: Field,
    beginning: &str,
) -> Result<Vec<String>, IndexError> {
    let mut texts: Vec<String> = Vec::new();
    for reader in searcher.segment_readers() {
        let inverted = reader.inverted_index(field)?;
        let mut stream = inverted.terms().range().ge(beginning).into_stream()?;
        while let Some((bytes, _)) = stream.next() {
            let text = String::from_utf8_lossy(bytes);
            if !text.starts_with(beginning) || texts.len() >= BEGINNINGS_AT_MOST {
                break;
            }
            texts.push(text.into_owned());
        }
    }
    texts.sort_unstable();
    texts.dedup();
    Ok(texts)
}

fn any_of(mut clauses: Vec<(Occur, Box<dyn EngineQuery>)>) -> Box<dyn EngineQuery> {
    match clauses.len() {
        0 => Box::new(EmptyQuery),
        1 => clauses.remove(0).1,
        _ => Box::new(BooleanQuery::new(clauses)),
    }
}

/// Documents with every word of a name.
fn every(fields: &FieldHandles, name: &[Wanted]) -> Box<dyn EngineQuery> {
    match name {
        [word] => term_query(fields.words, &word.text),
        words => Box::new(BooleanQuery::intersection(
            words
                .iter()
                .map(|word| term_query(fields.words, &word.text))
                .collect(),
        )),
    }
}
