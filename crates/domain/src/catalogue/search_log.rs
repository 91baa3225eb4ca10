//! The search log 检索记录: what was searched, never by whom. Here is decided which texts may be kept, and in which form.
//!
//! A text that looks like personal data is not kept at all. Names of persons cannot be told from other words; that is
//! why a text is told to anybody only once enough different people have searched it.

use crate::text::{half_width, one_line};

/// Longer texts are pasted paragraphs, not searches; in characters.
pub const TEXT_AT_MOST: usize = 60;

/// The form in which a text is counted: on one line, half-width, lower case. Nothing when it must not or need not be
/// kept: empty, too long, or with what looks like a telephone number, an identity card or an address of electronic mail.
pub fn counted_form(text: &str) -> Option<String> {
    let folded = folded(text);
    let fits = folded.chars().count() <= TEXT_AT_MOST && folded.chars().any(char::is_alphanumeric);
    (fits && !holds_personal_data(&folded)).then_some(folded)
}

/// A text on one line, half-width and in lower case.
pub fn folded(text: &str) -> String {
    one_line(&half_width(text)).to_lowercase()
}

fn holds_personal_data(text: &str) -> bool {
    holds_mail_address(text) || holds_personal_number(text) || holds_personal_number(&joined(text))
}

fn holds_mail_address(text: &str) -> bool {
    let mut around = text.match_indices('@').map(|(at, _)| {
        (
            text[..at].chars().next_back(),
            text[at + 1..].chars().next(),
        )
    });
    around.any(|(before, after)| {
        before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric)
    })
}

/// Numbers are also written in groups: `138 0013 8000`, `0350-1234567`.
fn joined(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let is_digit = |at: Option<usize>| {
        at.and_then(|at| characters.get(at))
            .is_some_and(char::is_ascii_digit)
    };
    let parts = |at: usize| {
        matches!(characters[at], ' ' | '-') && is_digit(at.checked_sub(1)) && is_digit(Some(at + 1))
    };
    (0..characters.len())
        .filter(|at| !parts(*at))
        .map(|at| characters[at])
        .collect()
}

/// A run of 11 digits (telephone), of 13 that begins with 86 (telephone), or of 18 of which the last may be an x
/// (identity card, GB 11643). Patent numbers have 9, 12 or 13 digits and begin otherwise.
fn holds_personal_number(text: &str) -> bool {
    let is_personal =
        |run: &str| matches!(run.len(), 11 | 18) || (run.len() == 13 && run.starts_with("86"));
    let digits_before = |at: usize| {
        text[..at]
            .bytes()
            .rev()
            .take_while(u8::is_ascii_digit)
            .count()
    };
    text.split(|c: char| !c.is_ascii_digit()).any(is_personal)
        || text
            .match_indices('x')
            .any(|(at, _)| digits_before(at) == 17)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_differently_and_meant_alike_is_counted_as_one() {
        for text in ["SiC 衬底", " ＳｉＣ\u{3000}衬底 ", "sic\t 衬底"] {
            assert_eq!(counted_form(text).as_deref(), Some("sic 衬底"), "{text}");
        }
    }

    #[test]
    fn what_looks_like_personal_data_is_not_kept() {
        let personal = [
            "13800138000",
            "张三13800138000",
            "电话 138 0013 8000",
            "138-0013-8000",
            "１３８００１３８０００",
            "+86 13800138000",
            "x13800138000",
            "0350-1234567",
            "140902199001011234",
            "14090219900101123X",
            "身份证14090219900101123x号",
            "140902 19900101 1234",
            "zhang@example.com",
            "张@示例.中国",
        ];
        for text in personal {
            assert_eq!(counted_form(text), None, "{text}");
        }
    }

    #[test]
    fn patents_years_and_measures_are_kept() {
        for text in [
            "201710601862.3",
            "zl201710601862.3",
            "2017106018623",
            "98100012.x",
            "304不锈钢",
            "2200摄氏度 5×10",
            "3 x 12 mm",
            "@",
        ] {
            let kept = counted_form(text);
            assert_eq!(kept.is_some(), text != "@", "{text}: {kept:?}");
        }
    }

    #[test]
    fn a_paragraph_and_a_mark_are_no_searches() {
        assert!(counted_form(&"字".repeat(TEXT_AT_MOST)).is_some());
        assert_eq!(counted_form(&"字".repeat(TEXT_AT_MOST + 1)), None);
        for text in ["", " \n", "？"] {
            assert_eq!(counted_form(text), None);
        }
    }
}
