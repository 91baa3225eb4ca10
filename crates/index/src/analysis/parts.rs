//! Parts: what a text is made of below its words; the second chance of a query.

use super::latin;
use super::runs::{Run, Runs};
use super::token::Token;

pub(super) fn parts(text: &str) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 3);
    for run in Runs::of(text) {
        match run {
            Run::Han { start, end } => pairs(text, start, end, &mut tokens),
            Run::Latin { start, end } => {
                let run = &text[start..end];
                if run.contains(['-', '_', '/', ' ']) && run.len() <= 256 {
                    latin::pieces(run, start, |from, to| tokens.push(Token::plain(from, to)));
                }
            }
        }
    }
    tokens
}

/// Every character with the one after it; the last one alone, so that every character begins some part.
fn pairs(text: &str, start: usize, end: usize, tokens: &mut Vec<Token>) {
    let width = |at: usize| text[at..].chars().next().map_or(1, char::len_utf8);
    let mut at = start;
    while at < end {
        let next = at + width(at);
        let pair_end = if next < end { next + width(next) } else { next };
        tokens.push(Token::plain(at, pair_end));
        at = next;
    }
}
