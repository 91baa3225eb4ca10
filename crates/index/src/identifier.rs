//! Identifiers in their normal form: what names exactly one achievement, however people write it.
//!
//! It does not check them (a number with a wrong check digit may still be what someone looks for).

use crate::analysis::fold;

/// Shorter ones are words, not identifiers.
const SHORTEST: usize = 4;
/// Longer ones are no identifiers.
const LONGEST: usize = 128;

/// The normal form: folded, without white space, dots and hyphens; nothing when the text cannot be an identifier.
pub(crate) fn normal(text: &str) -> Option<String> {
    if text.len() > 4 * LONGEST {
        return None;
    }
    let folded = fold(text.trim());
    let kept: String = folded
        .text
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '.' | '。' | '·' | '-'))
        .collect();
    let length = kept.chars().count();
    let has_digit = kept.chars().any(|c| c.is_ascii_digit());
    ((SHORTEST..=LONGEST).contains(&length) && has_digit).then_some(kept)
}

/// The forms under which a patent number is found: with its check digit, and without.
pub(crate) fn patent_forms(number: &str) -> [String; 2] {
    let lower = number.to_ascii_lowercase();
    let body = lower[..lower.len().saturating_sub(1)].to_owned();
    [lower, body]
}

/// The identifiers that a query may name: the whole text, and each piece between white space, without `ZL` and `CN`.
pub(crate) fn in_query(text: &str) -> Vec<String> {
    let pieces = text
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '，' | '、' | ';' | '；'))
        .take(32);
    let mut forms: Vec<String> = Vec::new();
    for piece in pieces.chain([text]) {
        let Some(form) = normal(piece) else { continue };
        let bare = form
            .trim_start_matches("专利号")
            .trim_start_matches([':', '：']);
        let bare = bare
            .trim_start_matches("zl")
            .trim_start_matches("cn")
            .trim_start_matches("zl")
            .to_owned();
        for candidate in [form, bare] {
            if candidate.len() >= SHORTEST && !forms.contains(&candidate) {
                forms.push(candidate);
            }
        }
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_patent_number_has_one_form_however_it_is_written() {
        for text in [
            "ZL201710601862.3",
            "ＺＬ ２０１７１０６０１８６２．３",
            "CN2017106018623",
            "专利号：201710601862.3",
            "2017 1060 1862 3",
        ] {
            assert!(
                in_query(text).contains(&"2017106018623".to_owned()),
                "{text}: {:?}",
                in_query(text)
            );
        }
    }

    #[test]
    fn words_are_no_identifiers() {
        assert_eq!(in_query("石墨烯 导热膜"), Vec::<String>::new());
        assert_eq!(
            in_query("5G 膜 ((( *").len(),
            1,
            "only the whole text is long enough"
        );
    }
}
