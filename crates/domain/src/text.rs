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

/// One line: white space and control characters become single spaces, none at the ends.
pub fn one_line(text: &str) -> String {
    let spaced: String = text.chars().map(|c| if c.is_control() || c == '\u{feff}' { ' ' } else { c }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Several lines: control characters other than line breaks and tabs are dropped, line ends are `\n`, none at the ends.
pub fn paragraphs(text: &str) -> String {
    let unified = text.replace("\r\n", "\n").replace('\r', "\n");
    let kept: String = unified.chars().filter(|c| matches!(c, '\n' | '\t') || !(c.is_control() || *c == '\u{feff}')).collect();
    kept.trim().to_owned()
}

/// The first control character that is no white space: nobody types one, and what it stands for nobody knows.
pub fn control_character(text: &str) -> Option<char> {
    text.chars().find(|c| c.is_control() && !c.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_forms_are_folded() {
        assert_eq!(half_width("ＺＬ２０１７　（１）"), "ZL2017 (1)");
    }

    #[test]
    fn line_breaks_and_control_characters_do_not_survive_in_one_line() {
        assert_eq!(one_line("  石墨烯\r\n\u{0}导热\u{3000}膜 "), "石墨烯 导热 膜");
        assert_eq!(paragraphs(" 一\r\n二\u{7}\r三\n"), "一\n二\n三");
    }
}
