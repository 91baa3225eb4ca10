//! From the typed text to weighted tokens.

use std::collections::HashMap;

use crate::analysis::{Analyser, Folded, Token, fold, is_function_word, is_han};
use crate::query::TEXT_AT_MOST;

/// How much more a word of the text weighs than one of the details.
const TEXT_WEIGHT: f32 = 8.0;

/// No word of the dictionary is longer, in bytes.
const LONGEST_WORD: usize = 48;

pub(super) fn is_han_character(word: &str) -> bool {
    word.starts_with(is_han) && word.chars().nth(1).is_none()
}

/// Whether nothing but white space is between two tokens: 电解 水 is typed for 电解水.
pub(super) fn are_neighbours(text: &Folded, first: &Token, second: &Token) -> bool {
    text.text[first.end..second.start]
        .chars()
        .all(char::is_whitespace)
}

/// A text in which what is one word is written as one: 电解 水 as 电解水, where the dictionary has that.
pub(super) fn joined(text: &str, analyser: &Analyser) -> String {
    let mut pieces: Vec<String> = Vec::new();
    for piece in text.split_whitespace() {
        let is_chinese = |piece: &str| piece.chars().all(is_han);
        if let Some(before) = pieces
            .last_mut()
            .filter(|before| is_chinese(before) && is_chinese(piece))
        {
            let together = fold(&format!("{before}{piece}"));
            if together.text.len() <= LONGEST_WORD && analyser.words(&together).len() == 1 {
                before.push_str(piece);
                continue;
            }
        }
        pieces.push(piece.to_owned());
    }
    pieces.join(" ")
}

pub(super) fn bounded(text: &str) -> String {
    text.chars().take(TEXT_AT_MOST).collect()
}

/// Tokens once each, in the order of their first appearance, with the stress the query puts on them.
pub(super) fn weighed(
    text: &Folded,
    of_text: &[Token],
    details: &Folded,
    of_details: &[Token],
) -> Vec<(String, f32)> {
    // Without details the stress is relative anyway.
    let text_weight = if of_details.is_empty() {
        1.0
    } else {
        TEXT_WEIGHT
    };
    let mut weights: Vec<(String, f32)> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    let all = of_text
        .iter()
        .map(|token| (token.text(text), text_weight))
        .chain(of_details.iter().map(|token| (token.text(details), 1.0)));
    for (token, weight) in all {
        if let Some(at) = places.get(token) {
            weights[*at].1 += weight;
        } else {
            places.insert(token.to_owned(), weights.len());
            weights.push((token.to_owned(), weight));
        }
    }
    weights
}

/// Leaves function words out, unless there is nothing else.
pub(super) fn without_function_words(words: Vec<(String, f32)>) -> Vec<(String, f32)> {
    without(words, is_function_word)
}

/// Leaves some words out, unless there is nothing else.
pub(super) fn without(
    words: Vec<(String, f32)>,
    is_left_out: impl Fn(&str) -> bool,
) -> Vec<(String, f32)> {
    let (left_out, kept): (Vec<_>, Vec<_>) =
        words.into_iter().partition(|(word, _)| is_left_out(word));
    if kept.is_empty() { left_out } else { kept }
}
