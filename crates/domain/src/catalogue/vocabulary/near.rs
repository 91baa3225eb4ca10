//! Entries near a text: while it is typed, and when it turned out to be none.

use super::entry::{Entry, NoEntry};
use super::table::{self, Listed, folded};
use super::which::{TEXT_AT_MOST, Vocabulary};

/// How many near entries an error names.
const NEAR_AT_MOST: usize = 3;

/// The entries that a text being typed may mean: what it says already, codes that begin with it, names that begin with it
/// or have it, everyday words.
pub(crate) fn suggest(
    vocabulary: Vocabulary,
    typed: &str,
    said: Option<Entry>,
    most: usize,
) -> Vec<Entry> {
    let entries = &table::of(vocabulary).entries;
    let wanted = folded(typed);
    let mut ranked: Vec<(u8, &'static Listed)> = entries
        .iter()
        .filter_map(|listed| Some((nearness(vocabulary, listed, &wanted)?, listed)))
        .collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    let mut found: Vec<Entry> = said.into_iter().collect();
    for (_, listed) in ranked {
        let entry = Entry::of(vocabulary, listed);
        if !found.contains(&entry) {
            found.push(entry);
        }
    }
    found.truncate(most);
    found
}

/// How near an entry is to a folded text, less is nearer; nothing when it is not.
fn nearness(vocabulary: Vocabulary, listed: &Listed, wanted: &str) -> Option<u8> {
    let code = if vocabulary == Vocabulary::Field {
        String::new()
    } else {
        listed.code.to_lowercase()
    };
    let digits = code.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    if wanted.is_empty() {
        return Some(0);
    }
    let names: Vec<String> = listed.names().map(folded).collect();
    if code.starts_with(wanted) || (!digits.is_empty() && digits.starts_with(wanted)) {
        Some(0)
    } else if names.iter().any(|name| name.starts_with(wanted)) {
        Some(1)
    } else if names.iter().any(|name| name.contains(wanted)) {
        Some(2)
    } else if listed
        .words
        .iter()
        .any(|word| folded(word).contains(wanted))
    {
        Some(3)
    } else {
        None
    }
}

/// The refusal of a text, with the entries that share most with it.
pub(crate) fn unknown(vocabulary: Vocabulary, typed: &str) -> NoEntry {
    let shown: String = typed.chars().take(30).collect();
    let near: Vec<String> = like(vocabulary, typed)
        .into_iter()
        .map(|listed| Entry::of(vocabulary, listed).label())
        .collect();
    let label = vocabulary.label();
    let message = if near.is_empty() {
        format!(
            "“{shown}”不在{label}列表中，请从列表中选择，例如：{}；也可留空",
            vocabulary.example()
        )
    } else {
        format!(
            "“{shown}”不在{label}列表中，相近的有：{}。请从列表中选择，也可留空",
            near.join("、")
        )
    };
    NoEntry {
        code: "unknown",
        message,
    }
}

/// The entries that share the most pairs of characters with a text, by one of their names or words.
fn like(vocabulary: Vocabulary, typed: &str) -> Vec<&'static Listed> {
    let cut: String = typed.chars().take(TEXT_AT_MOST).collect();
    let wanted = pairs(&folded(&cut));
    let mut ranked: Vec<(usize, usize, &'static Listed)> = Vec::new();
    for listed in &table::of(vocabulary).entries {
        let texts = listed.names().chain(listed.words.iter().copied());
        let best = texts
            .map(|text| {
                let own = pairs(&folded(text));
                let shared = own.iter().filter(|pair| wanted.contains(pair)).count();
                // Of those that share as much, the one that has least besides.
                (shared, own.len() - shared)
            })
            .max_by_key(|(shared, besides)| (*shared, std::cmp::Reverse(*besides)));
        if let Some((shared, besides)) = best.filter(|(shared, _)| *shared > 0) {
            ranked.push((shared, besides, listed));
        }
    }
    ranked.sort_by_key(|(shared, besides, _)| (std::cmp::Reverse(*shared), *besides));
    ranked
        .into_iter()
        .take(NEAR_AT_MOST)
        .map(|(_, _, listed)| listed)
        .collect()
}

fn pairs(text: &str) -> Vec<[char; 2]> {
    let letters: Vec<char> = text.chars().collect();
    letters.windows(2).map(|two| [two[0], two[1]]).collect()
}
