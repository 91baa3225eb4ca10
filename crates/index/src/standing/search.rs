//! What a saved search wants, and whether a listing has it.

use std::collections::HashSet;

use domain::catalogue::achievement::Listing;

use crate::analysis::{Analyser, fold, is_function_word};
use crate::asking::Asking;
use crate::document::{Document, day_number, protected_until};
use crate::plan::Plan;
use crate::query::Filters;
use crate::schema::SearchField;
use crate::synonym::Synonyms;
use crate::texts::Texts;

/// A thing that a saved search wants: its names, each as its words.
pub(super) type Names = Vec<Vec<String>>;

/// The different things that words name, each with its other names. Function words only count when there is nothing else,
/// and a word not beside a name that has it: as in a search.
pub(super) fn things_of(words: &[String]) -> Vec<Names> {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let owned = |words: &[&str]| {
        words
            .iter()
            .map(|word| (*word).to_owned())
            .collect::<Vec<_>>()
    };
    let named = Synonyms::shared().in_words(&words);
    let in_names: HashSet<&str> = named
        .iter()
        .flat_map(|one| words[one.words.clone()].iter().copied())
        .collect();
    let only_function_words = words.iter().all(|word| is_function_word(word));
    let tells = |word: &str| only_function_words || !is_function_word(word);
    let unnamed = words
        .iter()
        .filter(|word| !in_names.contains(*word) && tells(word));
    let others = named.iter().map(|one| {
        let others = one.others.iter().map(|words| words.to_vec());
        others.chain([owned(&words[one.words.clone()])]).collect()
    });
    let mut things: Vec<Names> = unnamed
        .map(|word| vec![owned(&[*word])])
        .chain(others)
        .collect();
    things.sort_unstable();
    things.dedup();
    things
}

/// Different words of a text.
pub(super) fn words_of(text: &str, analyser: &Analyser) -> Vec<String> {
    let folded = fold(text);
    distinct(
        analyser
            .words(&folded)
            .iter()
            .map(|token| token.text(&folded).to_owned())
            .collect(),
    )
}

pub(super) fn pairs_of(text: &str, analyser: &Analyser) -> Vec<String> {
    let folded = fold(text);
    let parts = analyser.parts(&folded);
    distinct(
        parts
            .iter()
            .map(|token| token.text(&folded).to_owned())
            .filter(|part| part.chars().count() > 1)
            .collect(),
    )
}

pub(super) fn distinct(mut words: Vec<String>) -> Vec<String> {
    words.sort_unstable();
    words.dedup();
    words
}

/// Whether a listing is inside every filter.
pub(super) fn passes(filters: &Filters, document: &Document) -> bool {
    let listing: &Listing = &document.listing;
    let level = listing.maturity.as_ref().map(|maturity| maturity.level);
    (filters.field.is_empty() || filters.field.contains(&listing.field))
        && (filters.county.is_empty() || filters.county.contains(&listing.county))
        && (filters.organisation.is_empty()
            || filters.organisation.contains(&document.organisation_id))
        && (filters.mode.is_empty() || filters.mode.iter().any(|mode| listing.modes.contains(mode)))
        && filters
            .maturity_min
            .is_none_or(|least| level.is_some_and(|level| level >= least))
        && filters
            .price_max_fen
            .is_none_or(|most| listing.price.least().is_some_and(|fen| fen <= most))
        && (!filters.trial_offered || listing.trial_offered)
        && (!filters.patent_in_force
            || protected_until(document)
                .is_some_and(|day| day >= day_number(document.confirmed_at.day())))
        && (filters.year.is_empty()
            || listing
                .year
                .is_some_and(|year| filters.year.contains(&year)))
}

/// Whether a listing meets what the operators of a saved search demand.
pub(super) fn holds(asking: &Asking, texts: &Texts, analyser: &Analyser) -> bool {
    let mut there: Vec<(usize, &str, u32)> = Vec::new();
    texts.each_word(|text, word, place| there.push((text, word, place)));
    let has_phrase = |phrase: &String| {
        let words = Plan::words_of(phrase, analyser);
        let follow = |run: &[(usize, &str, u32)]| {
            run.iter()
                .zip(&words)
                .zip(0..)
                .all(|(((_, word, place), wanted), at)| word == wanted && *place == run[0].2 + at)
        };
        words.is_empty() || there.windows(words.len()).any(follow)
    };
    let has_words = |field: SearchField, text: &str| {
        let stands = |wanted: &String| {
            there
                .iter()
                .any(|(text, word, _)| SearchField::TEXTS[*text] == field && word == wanted)
        };
        words_of(text, analyser).iter().all(stands)
    };
    asking.phrases.iter().all(has_phrase)
        && !asking
            .without
            .iter()
            .any(|text| has_phrase(text) && !words_of(text, analyser).is_empty())
        && asking
            .within
            .iter()
            .all(|(field, text)| has_words(*field, text))
}
