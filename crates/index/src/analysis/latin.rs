//! Latin letters and numbers: kept whole with their units (`5g`, `200mpa`, `1000℃`), formulas (`lifepo4`), model
//! numbers (`gpt-4`).

use std::collections::HashSet;
use std::sync::LazyLock;

use super::han::is_han;
use super::token::{Token, data_words};

/// No word is longer, in characters; what is longer is cut (a line of a thousand letters is no word).
const LONGEST: usize = 64;

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() && !is_han(c)
}

/// How many bytes of the text, which begins with a letter or digit, belong together.
pub(super) fn run_length(text: &str) -> usize {
    let mut end = 0;
    let mut rest = text.chars().peekable();
    let mut numeric = true;
    let mut last = ' ';
    while let Some(c) = rest.next() {
        let next = rest.peek().copied();
        let joins = match c {
            '-' | '_' => next.is_some_and(is_letter),
            '.' => last.is_numeric() && next.is_some_and(char::is_numeric),
            // A unit may be a quotient: `100mg/l`; words may not: `TNF/IL`.
            '/' => {
                last.is_alphabetic()
                    && text.starts_with(char::is_numeric)
                    && next.is_some_and(char::is_alphabetic)
            }
            ',' => parts_thousands(text, end),
            '%' | '℃' | '‰' | '°' => numeric,
            '#' => end == 1 && !next.is_some_and(is_letter),
            // `c++`, and nothing else.
            '+' => (end == 1 && text[1..].starts_with("++")) || (end == 2 && last == '+'),
            _ => is_letter(c),
        };
        if !joins {
            break;
        }
        numeric &=
            c.is_numeric() || matches!(c, '.' | ',') || c == '°' || (c == 'c' && last == '°');
        end += c.len_utf8();
        last = c;
        if matches!(c, '%' | '℃' | '‰') {
            break;
        }
    }
    if numeric && last.is_numeric() {
        end + unit_after(&text[end..])
    } else {
        end
    }
}

/// Whether the comma at this place parts the thousands of a number: `1,000` is 1000.
fn parts_thousands(text: &str, at: usize) -> bool {
    let (before, after) = (&text[..at], &text[at + 1..]);
    let is_group =
        |group: &str| group.len() == 3 && group.bytes().all(|byte| byte.is_ascii_digit());
    let (first, rest) = before
        .split_once(',')
        .map_or((before, None), |(first, rest)| (first, Some(rest)));
    let begins = (1..=3).contains(&first.len()) && first.bytes().all(|byte| byte.is_ascii_digit());
    let digits = after.bytes().take_while(u8::is_ascii_digit).count();
    begins && rest.is_none_or(|rest| rest.split(',').all(is_group)) && digits == 3
}

/// The length of one space and a unit at the beginning of the text, or zero.
fn unit_after(text: &str) -> usize {
    let Some(rest) = text.strip_prefix(' ') else {
        return 0;
    };
    let length = rest
        .find(|c: char| !(is_letter(c) || matches!(c, '/' | '%' | '℃' | '‰' | '°')))
        .unwrap_or(rest.len());
    if UNITS.contains(&rest[..length]) {
        1 + length
    } else {
        0
    }
}

/// Units that may follow a number.
pub(super) const UNIT_WORDS: &str = include_str!("../../data/units.txt");

static UNITS: LazyLock<HashSet<&str>> = LazyLock::new(|| data_words(UNIT_WORDS).collect());

/// The words of a run: its parts between hyphens when they are words of their own, one word otherwise.
pub(super) fn words(text: &str, start: usize, end: usize, tokens: &mut Vec<Token>) {
    let run = &text[start..end];
    if run.chars().count() > LONGEST {
        pieces(run, start, |from, to| {
            cut_to_bounds(&text[from..to], from, tokens)
        });
    } else if run.contains('-') && !is_model_number(run) {
        pieces(run, start, |from, to| tokens.push(Token::plain(from, to)));
    } else if run.contains(['-', '_', ' ', '°', ',']) {
        let normal: String = run
            .replace("°c", "℃")
            .chars()
            .filter(|c| !matches!(c, '-' | '_' | ' ' | ','))
            .collect();
        tokens.push(Token {
            start,
            end,
            normal: Some(normal.into()),
        });
    } else {
        tokens.push(Token::plain(start, end));
    }
}

/// Whether hyphens only ornament it: `covid-19`, `ti-6al-4v`, `x-ray`, but not `deep-learning` nor `2017-2018`.
fn is_model_number(run: &str) -> bool {
    let is_word = |piece: &str| piece.chars().count() > 2 && piece.chars().all(char::is_alphabetic);
    let is_number = |piece: &str| piece.chars().all(|c| c.is_numeric() || c == '.');
    !run.split('-').all(is_word) && !run.split('-').all(is_number)
}

/// The pieces of a run that stand between its joints, as byte ranges of the whole text.
pub(super) fn pieces(run: &str, offset: usize, mut emit: impl FnMut(usize, usize)) {
    let mut start = 0;
    for (at, c) in run.char_indices().chain([(run.len(), '-')]) {
        if matches!(c, '-' | '_' | '/' | ' ') {
            if at > start {
                emit(offset + start, offset + at);
            }
            start = at + c.len_utf8();
        }
    }
}

fn cut_to_bounds(run: &str, offset: usize, tokens: &mut Vec<Token>) {
    let mut start = 0;
    for (count, (at, _)) in run.char_indices().enumerate() {
        if count > 0 && count.is_multiple_of(LONGEST) {
            tokens.push(Token::plain(offset + start, offset + at));
            start = at;
        }
    }
    tokens.push(Token::plain(offset + start, offset + run.len()));
}
