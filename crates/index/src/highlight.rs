//! Marks what matched in the text that is shown, and cuts the stretch that matches best.
//!
//! It marks the tokens of the query wherever they stand in the folded text: Chinese ones with one automaton a query,
//! Latin ones as whole words, as the analyser cuts them. A single character stands inside of many words (水 in 水泥) and is
//! marked only where the analyser cuts it as a word; cutting all that is shown would make a result page a tenth slower.
//! It needs no positions from the index.

use std::collections::HashSet;
use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};
use serde::{Deserialize, Serialize};

use crate::analysis::{Analyser, fold, is_han, latin_tokens};

/// A stretch of text, marked or not.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Segment {
    /// The text as stored.
    pub text: String,
    /// Whether it matched.
    pub marked: bool,
}

/// Finds the tokens of one query in texts.
pub struct Highlighter {
    analyser: Analyser,
    /// Finds the Chinese tokens: first those that are marked wherever they stand, then single characters.
    automaton: Option<AhoCorasick>,
    /// How many of its tokens are marked wherever they stand.
    anywhere_count: usize,
    /// The words of a single Chinese character.
    single: HashSet<String>,
    latin: HashSet<String>,
}

impl Highlighter {
    /// For these words, as they are in the index, and these pieces of words; of Chinese ones at the same place the longer
    /// wins.
    pub fn new<'a>(
        words: impl IntoIterator<Item = &'a str>,
        pieces: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        let (chinese, latin): (Vec<&str>, Vec<&str>) =
            words.into_iter().partition(|word| word.starts_with(is_han));
        let (pieces, latin_pieces): (Vec<&str>, Vec<&str>) = pieces
            .into_iter()
            .partition(|piece| piece.starts_with(is_han));
        let (single, longer): (Vec<&str>, Vec<&str>) = chinese
            .into_iter()
            .partition(|word| word.chars().nth(1).is_none());
        let anywhere_count = longer.len() + pieces.len();
        let patterns: Vec<&str> = longer
            .into_iter()
            .chain(pieces)
            .chain(single.iter().copied())
            .collect();
        // Building fails only beyond billions of patterns; without an automaton nothing is marked.
        let build = || {
            AhoCorasick::builder()
                .match_kind(MatchKind::LeftmostLongest)
                .build(&patterns)
                .ok()
        };
        Self {
            analyser: Analyser::shared(),
            automaton: if patterns.is_empty() { None } else { build() },
            anywhere_count,
            single: single.into_iter().map(str::to_owned).collect(),
            latin: latin
                .into_iter()
                .chain(latin_pieces)
                .filter(|token| !token.is_empty())
                .map(str::to_owned)
                .collect(),
        }
    }

    /// Where the tokens stand in a text: byte ranges in order, none touching another's inside; neighbours are joined.
    pub fn ranges(&self, text: &str) -> Vec<Range<usize>> {
        let folded = fold(text);
        let mut found: Vec<Range<usize>> = Vec::new();
        let mut cut_to = 0;
        for place in self
            .automaton
            .iter()
            .flat_map(|automaton| automaton.find_iter(&folded.text))
        {
            if place.pattern().as_usize() < self.anywhere_count {
                found.push(place.range());
            } else if place.start() >= cut_to {
                let run = run_around(&folded.text, place.start());
                cut_to = run.end;
                self.analyser
                    .words_of_run(&folded.text[run.clone()], |from, to| {
                        let word = run.start + from..run.start + to;
                        if self.single.contains(&folded.text[word.clone()]) {
                            found.push(word);
                        }
                    });
            }
        }
        if !self.latin.is_empty() {
            let wanted = latin_tokens(&folded)
                .into_iter()
                .filter(|token| self.latin.contains(token.text(&folded)));
            found.extend(wanted.map(|token| token.start..token.end));
        }
        // A word may come with its pieces: the longer first, so that the shorter adds nothing.
        found.sort_by(|a, b| a.start.cmp(&b.start).then_with(|| b.end.cmp(&a.end)));
        let mut ranges: Vec<Range<usize>> = Vec::new();
        for place in found {
            let range = folded.original(place.start)..folded.original(place.end);
            match ranges.last_mut() {
                Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
                _ => ranges.push(range),
            }
        }
        ranges
    }

    /// The whole text in segments.
    pub fn mark(&self, text: &str) -> Vec<Segment> {
        segments(text, 0..text.len(), &self.ranges(text))
    }

    /// About `width` characters around the densest matches of the text in which most matches; the beginning of the
    /// first text that is not empty when nothing matches.
    pub fn snippet(&self, texts: &[&str], width: usize) -> Vec<Segment> {
        let (mut most, mut ranges) = (0, Vec::new());
        let mut text = texts
            .iter()
            .find(|text| !text.is_empty())
            .copied()
            .unwrap_or("");
        for candidate in texts {
            let found = self.ranges(candidate);
            let marked = found.iter().map(ExactSizeIterator::len).sum();
            if marked > most {
                (most, ranges, text) = (marked, found, *candidate);
            }
        }
        let window = best_window(text, &ranges, width);
        let mut cut = segments(text, window.clone(), &ranges);
        if window.start > 0 {
            cut.insert(
                0,
                Segment {
                    text: "…".into(),
                    marked: false,
                },
            );
        }
        if window.end < text.len() {
            cut.push(Segment {
                text: "…".into(),
                marked: false,
            });
        }
        cut
    }
}

/// The Chinese characters around a place, from the first that is none before it to the first that is none after it.
fn run_around(text: &str, at: usize) -> Range<usize> {
    let start = text[..at]
        .char_indices()
        .rev()
        .take_while(|(_, c)| is_han(*c))
        .last()
        .map_or(at, |(start, _)| start);
    let end = text[at..]
        .find(|c| !is_han(c))
        .map_or(text.len(), |length| at + length);
    start..end
}

fn segments(text: &str, window: Range<usize>, ranges: &[Range<usize>]) -> Vec<Segment> {
    let mut cut = Vec::new();
    let mut at = window.start;
    let mut push = |range: Range<usize>, marked: bool| {
        if let Some(piece) = text.get(range)
            && !piece.is_empty()
        {
            cut.push(Segment {
                text: piece.to_owned(),
                marked,
            });
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
    let end = text[start..]
        .char_indices()
        .nth(width)
        .map_or(text.len(), |(at, _)| start + at);
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
    if start == 0 || text[..start].chars().count() < 3 {
        0
    } else {
        start
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(tokens: &[&str], text: &str) -> Vec<String> {
        let segments = Highlighter::new(tokens.iter().copied(), []).mark(text);
        assert_eq!(
            segments
                .iter()
                .map(|segment| segment.text.as_str())
                .collect::<String>(),
            text
        );
        segments
            .into_iter()
            .filter(|segment| segment.marked)
            .map(|segment| segment.text)
            .collect()
    }

    #[test]
    fn tokens_are_marked_as_the_text_writes_them() {
        let text = "鋰離子電池，LiFePO₄；COVID-19，ＡＩ，200 MPa";
        assert_eq!(
            marked(&["电池", "lifepo4", "covid19", "200mpa"], text),
            ["電池", "LiFePO₄", "COVID-19", "200 MPa"]
        );
        assert_eq!(marked(&["ai"], "brain AI ＡＩ"), ["AI", "ＡＩ"]);
        assert_eq!(marked(&["石墨", "石墨烯", "烯膜"], "石墨烯膜"), ["石墨烯"]);
        assert!(marked(&[], "石墨烯").is_empty());
    }

    #[test]
    fn a_single_character_is_marked_where_it_is_a_word_and_a_piece_wherever_it_stands() {
        assert_eq!(
            marked(&["水", "处理"], "水处理，水泥含水分，污水处理"),
            ["水处理", "处理"]
        );
        let segments = Highlighter::new(["水泥"], ["烯"]).mark("石墨烯水泥");
        assert_eq!(
            segments
                .iter()
                .filter(|one| one.marked)
                .map(|one| one.text.as_str())
                .collect::<Vec<_>>(),
            ["烯水泥"]
        );
    }

    #[test]
    fn a_snippet_shows_the_densest_stretch_of_the_best_text() {
        let text = format!(
            "{}。石墨烯导热膜。{}",
            "前文".repeat(200),
            "后文".repeat(200)
        );
        let snippet = Highlighter::new(["石墨烯", "导热"], []).snippet(&["别的文字", &text], 40);
        let shown: String = snippet
            .iter()
            .map(|segment| segment.text.as_str())
            .collect();
        assert!(
            shown.contains("石墨烯导热膜") && shown.chars().count() <= 42,
            "{shown}"
        );
        let nothing = Highlighter::new([], []).snippet(&["", "开头"], 40);
        assert_eq!(
            nothing,
            [Segment {
                text: "开头".into(),
                marked: false
            }]
        );
    }
}
