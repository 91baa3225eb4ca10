//! Marks what matched in the text that is shown, and cuts the stretch that matches best.
//!
//! It marks the tokens of the query wherever they stand in the folded text, one automaton a query; it needs no
//! positions from the index and cannot leave character boundaries.

use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};
use serde::{Deserialize, Serialize};

use crate::analysis::fold;

/// A stretch of text, marked or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Segment {
    /// The text as stored.
    pub text: String,
    /// Whether it matched.
    pub marked: bool,
}

/// Finds the tokens of one query in texts.
pub struct Highlighter {
    automaton: Option<AhoCorasick>,
}

impl Highlighter {
    /// For these tokens, as they are in the index. Longer ones win over shorter ones at the same place.
    pub fn new<'a>(tokens: impl IntoIterator<Item = &'a str>) -> Self {
        let tokens: Vec<&str> = tokens.into_iter().filter(|token| !token.is_empty()).collect();
        // Building fails only beyond billions of patterns; without an automaton nothing is marked.
        let automaton =
            (!tokens.is_empty()).then(|| AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&tokens).ok()).flatten();
        Self { automaton }
    }

    /// Where the tokens stand in a text: byte ranges in order, none touching another's inside; neighbours are joined.
    pub fn ranges(&self, text: &str) -> Vec<Range<usize>> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        let folded = fold(text);
        let mut ranges: Vec<Range<usize>> = Vec::new();
        for found in automaton.find_iter(&folded.text) {
            if cuts_a_word(&folded.text, found.start(), found.end()) {
                continue;
            }
            let range = folded.original(found.start())..folded.original(found.end());
            match ranges.last_mut() {
                Some(last) if last.end == range.start => last.end = range.end,
                _ => ranges.push(range),
            }
        }
        ranges
    }

    /// The whole text in segments.
    pub fn mark(&self, text: &str) -> Vec<Segment> {
        segments(text, 0..text.len(), &self.ranges(text))
    }

    /// About `width` characters of the text around the densest matches; the beginning when nothing matches.
    pub fn snippet(&self, text: &str, width: usize) -> Vec<Segment> {
        let ranges = self.ranges(text);
        let window = best_window(text, &ranges, width);
        let mut cut = segments(text, window.clone(), &ranges);
        if window.start > 0 {
            cut.insert(0, Segment { text: "…".into(), marked: false });
        }
        if window.end < text.len() {
            cut.push(Segment { text: "…".into(), marked: false });
        }
        cut
    }
}

/// Whether a match begins or ends inside a Latin word or a number: `ai` in `brain`.
fn cuts_a_word(text: &str, start: usize, end: usize) -> bool {
    let narrow = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && (c as u32) < 0x2e80);
    let inside = |at: usize| narrow(text[..at].chars().next_back()) && narrow(text[at..].chars().next());
    inside(start) || inside(end)
}

fn segments(text: &str, window: Range<usize>, ranges: &[Range<usize>]) -> Vec<Segment> {
    let mut cut = Vec::new();
    let mut at = window.start;
    let mut push = |range: Range<usize>, marked: bool| {
        if let Some(piece) = text.get(range)
            && !piece.is_empty()
        {
            cut.push(Segment { text: piece.to_owned(), marked });
        }
    };
    for range in ranges {
        let (start, end) = (range.start.max(at), range.end.min(window.end));
        if start < end {
            push(at..start, false);
            push(start..end, true);
            at = end;
        }
    }
    push(at..window.end, false);
    cut
}

/// The window of `width` characters with the most marked text, moved back to the beginning of its sentence if near.
fn best_window(text: &str, ranges: &[Range<usize>], width: usize) -> Range<usize> {
    let bytes_wide = width * 3;
    let mut best = (0, 0);
    let (mut from, mut marked) = (0, 0);
    for (to, range) in ranges.iter().enumerate() {
        marked += range.len();
        while range.end - ranges[from].start > bytes_wide && from < to {
            marked -= ranges[from].len();
            from += 1;
        }
        if marked > best.0 {
            best = (marked, ranges[from].start);
        }
    }
    let start = sentence_start(text, best.1, width / 3);
    let end = text[start..].char_indices().nth(width).map_or(text.len(), |(at, _)| start + at);
    start..end
}

/// The beginning of the sentence, when it is at most `near` characters before; so many characters before otherwise.
fn sentence_start(text: &str, at: usize, near: usize) -> usize {
    let mut start = at;
    for (place, c) in text[..at].char_indices().rev().take(near) {
        if matches!(c, '。' | '！' | '？' | '；' | '\n') {
            return start;
        }
        start = place;
    }
    if start == 0 || text[..start].chars().count() < 3 { 0 } else { start }
}
