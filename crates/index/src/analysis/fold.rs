//! Folding: what is written differently and meant alike becomes alike, character by character.
//!
//! Compatibility forms (Kangxi radicals, ㎡, Ⅲ, ﬁ, half-width kana) become what they are compatible with (NFKC), and Latin
//! letters lose their accents, composed or not. What NFKC would spoil stays: ℃, ‰, fractions (1½ is not 11/2), signs that
//! would stick to words (™), and Å, which is no A. Every place in the folded text has its place in the original.

use std::collections::HashMap;
use std::sync::LazyLock;

use domain::text::{half_width_char, is_invisible};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{compose, decompose_canonical};

use super::han::is_han;

/// Traditional characters with their simplified ones.
pub(super) const TRADITIONAL: &str = include_str!("../../data/traditional.txt");
/// Radicals with the characters that they are; NFKC knows those of the Kangxi block only.
pub(super) const RADICALS: &str = include_str!("../../data/radicals.txt");

/// A stretch whose folded form is not as long as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Shift {
    /// Where its folded form begins and ends.
    folded: (usize, usize),
    /// Where it ends in the original.
    original_end: usize,
}

/// A folded text, and the way back to the original.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folded {
    /// The folded text.
    pub text: String,
    /// In order.
    shifts: Vec<Shift>,
}

impl Folded {
    /// Where a place of the folded text lies in the original, in bytes. Both lie on character boundaries; inside of what one
    /// character became it is the end of that character.
    pub fn original(&self, at: usize) -> usize {
        let begun = self.shifts.partition_point(|shift| shift.folded.0 < at);
        let Some(last) = begun.checked_sub(1).and_then(|last| self.shifts.get(last)) else {
            return at;
        };
        last.original_end + at.saturating_sub(last.folded.1)
    }
}

/// Folds full-width and compatibility forms, case, accents, traditional characters, and raised or lowered digits.
pub fn fold(text: &str) -> Folded {
    let simplified = SIMPLIFIED.as_slice();
    let mut folded = String::with_capacity(text.len());
    let mut shifts = Vec::new();
    // What stays as it is is copied in one go.
    let mut copied = 0;
    for (at, c) in text.char_indices() {
        let other = fold_char(c, simplified);
        if other == Form::One(c) {
            continue;
        }
        folded.push_str(&text[copied..at]);
        copied = at + c.len_utf8();
        let begin = match other {
            Form::One(other) => {
                folded.push(other);
                folded.len() - other.len_utf8()
            }
            Form::Several => push_compatible(c, simplified, &mut folded),
            Form::Mark => push_mark(c, &mut folded),
            Form::Nothing => folded.len(),
        };
        if folded.len() - begin != c.len_utf8() || !matches!(other, Form::One(_)) {
            shifts.push(Shift {
                folded: (begin, folded.len()),
                original_end: copied,
            });
        }
    }
    folded.push_str(&text[copied..]);
    Folded {
        text: folded,
        shifts,
    }
}

/// What becomes of a character.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// One character.
    One(char),
    /// What it is compatible with.
    Several,
    /// Nothing, or another letter before it.
    Mark,
    /// Nothing: nobody sees it.
    Nothing,
}

fn fold_char(c: char, simplified: &[char]) -> Form {
    if c.is_ascii() {
        return Form::One(c.to_ascii_lowercase());
    }
    if let Some(simplified) = simplified.get(han_place(c)) {
        return Form::One(*simplified);
    }
    match c {
        // Neither wide nor upper case, and as frequent as sentences. A Chinese comma stands between numbers, never inside.
        '、' | '。' | '《' | '》' | '“' | '”' | '，' => Form::One(c),
        '⁰' => Form::One('0'),
        '¹' => Form::One('1'),
        '²' => Form::One('2'),
        '³' => Form::One('3'),
        '⁴'..='⁹' => Form::One(ascii_digit(c, '⁴', 4)),
        '₀'..='₉' => Form::One(ascii_digit(c, '₀', 0)),
        // The micro sign is the Greek letter, the hyphens and dashes inside words are one.
        'µ' => Form::One('μ'),
        '‐' | '‑' | '‒' | '–' | '−' | '⁻' => Form::One('-'),
        '\u{c5}' | '\u{212b}' => Form::One('å'),
        '\u{3000}' | '\u{ff01}'..='\u{ff5e}' => Form::One(lower(half_width_char(c))),
        // Accents and sound marks of kana; half-width kana have them behind them.
        '\u{300}'..='\u{36f}' | '\u{3099}' | '\u{309a}' | 'ﾞ' | 'ﾟ' => Form::Mark,
        _ if is_invisible(c) => Form::Nothing,
        _ if compatible(c).is_some() => Form::Several,
        _ => Form::One(unaccented(lower(c))),
    }
}

/// What a character is compatible with, where that is one word or part of one: letters and digits of one script, or one Chinese
/// character. (㎧ and ㋀ would become two words in one place.) Most characters are asked by a comparison only.
fn compatible(c: char) -> Option<String> {
    let stays =
        matches!(c, '℃' | '℉' | '‰' | '‱' | '™' | '℠' | '¼'..='¾' | '⅐'..='⅟' | '↉' | 'ª' | 'º');
    let may = matches!(c, '\u{2e80}'..='\u{2fdf}' | '\u{f900}'..='\u{fb06}' | '\u{2070}'..='\u{214f}' | '\u{2160}'..='\u{217f}'
        | '\u{2460}'..='\u{24ff}' | '\u{3200}'..='\u{33ff}' | '\u{ff5f}'..='\u{ffef}' | '\u{1d400}'..='\u{1d7ff}'
        | '\u{1f100}'..='\u{1f2ff}' | '\u{2f800}'..='\u{2fa1f}' | 'Ĳ' | 'ĳ' | 'Ŀ' | 'ŀ' | 'ŉ' | 'ſ' | 'Ǆ'..='ǌ' | 'Ǳ'..='ǳ');
    if !may || stays {
        return None;
    }
    if let Some(character) = radical(c) {
        return Some(character.into());
    }
    let form: String = c.nfkc().collect();
    // Brackets and points around it are no part: ⑴ is 1.
    let form = form.trim_matches(|c: char| !c.is_alphanumeric());
    let is_one = form.chars().all(|c| c.is_alphanumeric() && !is_han(c))
        || (form.starts_with(is_han) && form.chars().nth(1).is_none());
    (is_one && !form.is_empty() && !form.chars().eq([c])).then(|| form.to_owned())
}

/// Writes what a character is compatible with, itself folded, and says where it begins.
fn push_compatible(c: char, simplified: &[char], folded: &mut String) -> usize {
    let begin = folded.len();
    for part in compatible(c).unwrap_or_default().chars() {
        match fold_char(part, simplified) {
            Form::One(one) => folded.push(one),
            Form::Several | Form::Mark | Form::Nothing => folded.push(part),
        }
    }
    begin
}

/// Lets a mark alter the letter before it, and says where that begins: a Latin letter loses it, another one is written with it.
fn push_mark(mark: char, folded: &mut String) -> usize {
    let Some(before) = folded.pop() else {
        return folded.len();
    };
    let begin = folded.len();
    let mark = match mark {
        'ﾞ' => '\u{3099}',
        'ﾟ' => '\u{309a}',
        other => other,
    };
    match compose(before, mark) {
        Some(composed) => folded.push(unaccented(composed)),
        None => folded.push(before),
    }
    begin
}

/// A Latin letter without its accent; other letters and å as they are.
fn unaccented(c: char) -> char {
    if !matches!(c, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}') || c == 'å' {
        return c;
    }
    let mut first = None;
    decompose_canonical(c, |part| first = first.or(Some(part)));
    first.filter(char::is_ascii_alphabetic).unwrap_or(c)
}

fn lower(c: char) -> char {
    let mut lower = c.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(one), None) => one,
        _ => c,
    }
}

fn ascii_digit(c: char, first: char, value: u32) -> char {
    char::from_digit(c as u32 - first as u32 + value, 10).unwrap_or(c)
}

/// The character that a radical of the supplement is.
fn radical(c: char) -> Option<char> {
    static KNOWN: LazyLock<HashMap<char, char>> = LazyLock::new(|| pairs(RADICALS).collect());
    matches!(c, '\u{2e80}'..='\u{2eff}')
        .then(|| KNOWN.get(&c).copied())
        .flatten()
}

/// The pairs of characters of a data file.
fn pairs(file: &str) -> impl Iterator<Item = (char, char)> {
    file.lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(|line| line.chars().zip(line.chars().skip(1)).step_by(2))
}

/// For every character of the basic Chinese block its simplified form, as a table: folding is asked for every character
/// of every document and every result.
static SIMPLIFIED: LazyLock<Vec<char>> = LazyLock::new(|| {
    let mut table: Vec<char> = (FIRST_HAN..=LAST_HAN).collect();
    for (traditional, simplified) in pairs(TRADITIONAL) {
        if let Some(place) = table.get_mut(han_place(traditional)) {
            *place = simplified;
        }
    }
    table
});

const FIRST_HAN: char = '\u{4e00}';
const LAST_HAN: char = '\u{9fff}';

fn han_place(c: char) -> usize {
    (c as usize).wrapping_sub(FIRST_HAN as usize)
}
