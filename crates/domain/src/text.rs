//! Text as people send it: folded and bounded before anything else looks at it.

/// Full-width forms of ASCII, and the ideographic space, as their half-width selves; everything else as it is.
pub fn half_width(text: &str) -> String {
    text.chars().map(half_width_char).collect()
}

/// One character of [`half_width`].
pub fn half_width_char(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

/// Whether a character takes no place and says nothing in Chinese text: zero width spaces and joiners, marks of
/// direction, soft hyphens, variation selectors, fillers. They come with text copied from web pages and chats; two texts
/// that differ only in them look the same and must compare the same.
pub fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{115f}'
            | '\u{1160}'
            | '\u{17b4}'
            | '\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{2800}'
            | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

/// The text without what nobody can see ([`is_invisible`]).
pub fn visible(text: &str) -> String {
    text.chars().filter(|c| !is_invisible(*c)).collect()
}

/// One line: white space and control characters become single spaces, none at the ends; what is invisible is dropped.
pub fn one_line(text: &str) -> String {
    let seen = text.chars().filter(|c| !is_invisible(*c));
    let spaced: String = seen.map(|c| if c.is_control() { ' ' } else { c }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Several lines: control characters other than line breaks and tabs are dropped, and what is invisible; line ends are
/// `\n`, none at the ends.
pub fn paragraphs(text: &str) -> String {
    let unified = text.replace("\r\n", "\n").replace(['\r', '\u{85}', '\u{2028}', '\u{2029}'], "\n");
    let kept: String = unified.chars().filter(|c| matches!(c, '\n' | '\t') || !(c.is_control() || is_invisible(*c))).collect();
    kept.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_forms_are_folded() {
        assert_eq!(half_width("ＺＬ２０１７　（１）"), "ZL2017 (1)");
    }

    #[test]
    fn what_nobody_can_see_is_not_there() {
        for hidden in ['\u{200b}', '\u{200e}', '\u{202a}', '\u{2066}', '\u{ad}', '\u{fe0f}', '\u{3164}', '\u{feff}', '\u{e0101}'] {
            assert_eq!(one_line(&format!("{hidden}石墨{hidden}烯 膜{hidden}")), "石墨烯 膜", "{hidden:?}");
            assert_eq!(paragraphs(&format!("石墨{hidden}烯\n{hidden}膜")), "石墨烯\n膜", "{hidden:?}");
            assert_eq!(visible(&format!("{hidden}石墨{hidden}烯")), "石墨烯", "{hidden:?}");
        }
    }

    #[test]
    fn line_breaks_and_control_characters_do_not_survive_in_one_line() {
        assert_eq!(one_line("  石墨烯\r\n\u{0}导热\u{3000}膜 "), "石墨烯 导热 膜");
        assert_eq!(paragraphs(" 一\r\n二\u{7}\r三\n"), "一\n二\n三");
    }
}
