//! Phrases that are suggested, as their field keeps them: the form by which they are found, and as they are shown.

use crate::analysis::fold;

/// Separates the folded form of a phrase from the form that is shown; in no phrase, because it is one line.
const PHRASE_SEPARATOR: char = '\u{1}';

/// A phrase as its field keeps it: folded, and as it is shown where that differs.
pub(crate) fn phrase_term(shown: &str) -> String {
    let form = fold(shown).text;
    if form == shown {
        form
    } else {
        format!("{form}{PHRASE_SEPARATOR}{shown}")
    }
}

/// The folded form of a kept phrase, and as it is shown.
pub(crate) fn read_phrase(term: &str) -> (&str, &str) {
    term.split_once(PHRASE_SEPARATOR).unwrap_or((term, term))
}
