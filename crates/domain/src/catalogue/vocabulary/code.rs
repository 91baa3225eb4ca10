//! Codes by their form: which entry of a list a code is, or stands under.

use super::table::{self, Listed};
use super::which::Vocabulary;

/// A code at the beginning of a text.
pub(crate) struct Found<'a> {
    /// In normal form.
    pub code: String,
    /// The entry that has it, or under which it stands.
    pub listed: &'static Listed,
    /// Whether the entry has it.
    pub is_listed: bool,
    /// What follows it: a name, or nothing.
    pub rest: &'a str,
}

/// Reads the code with which a text (in half width, on one line) begins.
pub(crate) fn read(vocabulary: Vocabulary, text: &str) -> Option<Found<'_>> {
    let (code, above, rest) = match vocabulary {
        Vocabulary::Field => return None,
        Vocabulary::Industry => industry(text)?,
        Vocabulary::Subject => subject(text)?,
        Vocabulary::Ipc => ipc(text)?,
    };
    let listed = table::of(vocabulary).coded(&above)?;
    Some(Found {
        is_listed: code == above,
        code,
        listed,
        rest: rest.trim_start_matches(|c: char| !c.is_alphanumeric()),
    })
}

/// `C`, `C26`, `26`, `C261`, `3985`: the letter of a section, and two to four digits. Digits alone are enough, and a letter
/// that does not belong to them is no code.
fn industry(text: &str) -> Option<(String, String, &str)> {
    let letter = text.chars().next().filter(char::is_ascii_alphabetic);
    let after = &text[letter.map_or(0, char::len_utf8)..];
    let after = if letter.is_some() {
        after.trim_start()
    } else {
        after
    };
    let (digits, rest) = digits(after);
    let letter = letter.map(|c| c.to_ascii_uppercase());
    if digits.is_empty() {
        // A letter that begins a word is no section.
        let is_alone = !after.starts_with(|c: char| c.is_ascii_alphanumeric());
        let section = letter.filter(|_| is_alone)?.to_string();
        return Some((section.clone(), section, rest));
    }
    if !(2..=4).contains(&digits.len()) {
        return None;
    }
    let division = &digits[..2];
    let above = table::of(Vocabulary::Industry)
        .entries
        .iter()
        .find(|listed| listed.code.get(1..) == Some(division))?
        .code;
    if letter.is_some_and(|letter| !above.starts_with(letter)) {
        return None;
    }
    let code = format!("{}{digits}", &above[..1]);
    Some((code, above.to_owned(), rest))
}

/// `430`, `43045`, `430.45`, `430.4510`: three, five or seven digits.
fn subject(text: &str) -> Option<(String, String, &str)> {
    let end = text
        .find(|c: char| !(c.is_ascii_digit() || c == '.'))
        .unwrap_or(text.len());
    let (code, rest) = text.split_at(end);
    let digits: String = code.chars().filter(char::is_ascii_digit).collect();
    if !matches!(digits.len(), 3 | 5 | 7) {
        return None;
    }
    let above = digits[..3].to_owned();
    Some((digits, above, rest))
}

/// `C`, `C30`, `C30B`, `C30B 29/36`: section, class, subclass, group. The year of the edition behind it is left out.
fn ipc(text: &str) -> Option<(String, String, &str)> {
    let section = text.chars().next().filter(char::is_ascii_alphabetic)?;
    let section = section.to_ascii_uppercase().to_string();
    let (class, rest) = digits(&text[1..]);
    if class.is_empty() {
        let is_alone = !rest.starts_with(|c: char| c.is_ascii_alphanumeric());
        return is_alone.then(|| (section.clone(), section, rest));
    }
    if class.len() != 2 {
        return None;
    }
    let above = format!("{section}{class}");
    let Some(subclass) = rest.chars().next().filter(char::is_ascii_alphabetic) else {
        return Some((above.clone(), above, rest));
    };
    let mut code = format!("{above}{}", subclass.to_ascii_uppercase());
    let rest = &rest[1..];
    let (group, after) = digits(rest.trim_start());
    if group.is_empty() {
        let is_alone = !rest.starts_with(|c: char| c.is_ascii_alphabetic());
        return is_alone.then_some((code, above, rest));
    }
    let (subgroup, after) = digits(after.trim_start().strip_prefix('/')?.trim_start());
    if group.len() > 4 || !(2..=6).contains(&subgroup.len()) {
        return None;
    }
    code.push_str(&format!(" {}/{subgroup}", group.trim_start_matches('0')));
    Some((code, above, without_edition(after)))
}

/// `(2006.01)I` behind a symbol says of which edition it is, and that it is the invention's.
fn without_edition(text: &str) -> &str {
    let text = text.trim_start();
    let Some((edition, after)) = text.strip_prefix('(').and_then(|rest| rest.split_once(')'))
    else {
        return text;
    };
    let is_edition = edition.len() == 7 && edition.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    if is_edition {
        after.trim_start().trim_start_matches(['I', 'N', 'i', 'n'])
    } else {
        text
    }
}

fn digits(text: &str) -> (&str, &str) {
    let end = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    text.split_at(end)
}
