//! Folding: what is written differently and meant alike becomes alike, character by character.
//!
//! One character always becomes one character, so that a place in the folded text has its place in the original.

use std::sync::LazyLock;

use domain::text::half_width_char;

/// Traditional characters with their simplified ones.
pub(super) const TRADITIONAL: &str = include_str!("../../data/traditional.txt");

/// A folded text, and the way back to the original.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folded {
    /// The folded text.
    pub text: String,
    /// The ends of the characters that became longer or shorter: in the folded text, and in the original.
    shifts: Vec<(usize, usize)>,
}

impl Folded {
    /// Where a place of the folded text lies in the original, in bytes. Both lie on character boundaries.
    pub fn original(&self, at: usize) -> usize {
        let before = self.shifts.partition_point(|(folded, _)| *folded <= at);
        let (folded, original) = before.checked_sub(1).and_then(|last| self.shifts.get(last)).copied().unwrap_or_default();
        original + (at - folded)
    }
}

/// Folds full-width forms, case, traditional characters, and raised or lowered digits.
pub fn fold(text: &str) -> Folded {
    let simplified = SIMPLIFIED.as_slice();
    let mut folded = String::with_capacity(text.len());
    let mut shifts = Vec::new();
    // What stays as it is is copied in one go.
    let mut copied = 0;
    for (at, c) in text.char_indices() {
        let other = fold_char(c, simplified);
        if other != c {
            folded.push_str(&text[copied..at]);
            folded.push(other);
            copied = at + c.len_utf8();
            if other.len_utf8() != c.len_utf8() {
                shifts.push((folded.len(), copied));
            }
        }
    }
    folded.push_str(&text[copied..]);
    Folded { text: folded, shifts }
}

fn fold_char(c: char, simplified: &[char]) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    if let Some(simplified) = simplified.get(han_place(c)) {
        return *simplified;
    }
    match c {
        // Neither wide nor upper case, and as frequent as sentences.
        '、' | '。' | '《' | '》' | '“' | '”' => c,
        '⁰' => '0',
        '¹' => '1',
        '²' => '2',
        '³' => '3',
        '⁴'..='⁹' => ascii_digit(c, '⁴', 4),
        '₀'..='₉' => ascii_digit(c, '₀', 0),
        // The micro sign is the Greek letter, the hyphens and dashes inside words are one.
        'µ' => 'μ',
        '‐' | '‑' | '‒' | '–' | '−' => '-',
        _ => {
            let narrow = half_width_char(c);
            let mut lower = narrow.to_lowercase();
            match (lower.next(), lower.next()) {
                (Some(one), None) => one,
                _ => narrow,
            }
        }
    }
}

fn ascii_digit(c: char, first: char, value: u32) -> char {
    char::from_digit(c as u32 - first as u32 + value, 10).unwrap_or(c)
}

/// For every character of the basic Chinese block its simplified form, as a table: folding is asked for every character
/// of every document and every result.
static SIMPLIFIED: LazyLock<Vec<char>> = LazyLock::new(|| {
    let mut table: Vec<char> = (FIRST_HAN..=LAST_HAN).collect();
    let file = TRADITIONAL;
    for line in file.lines().filter(|line| !line.starts_with('#')) {
        let mut characters = line.chars();
        while let (Some(traditional), Some(simplified)) = (characters.next(), characters.next()) {
            if let Some(place) = table.get_mut(han_place(traditional)) {
                *place = simplified;
            }
        }
    }
    table
});

const FIRST_HAN: char = '\u{4e00}';
const LAST_HAN: char = '\u{9fff}';

fn han_place(c: char) -> usize {
    (c as usize).wrapping_sub(FIRST_HAN as usize)
}
