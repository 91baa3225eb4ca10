//! Text as people send it: folded and bounded before anything else looks at it.

use unicode_normalization::UnicodeNormalization as _;
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory as _};

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
    let unified = text
        .replace("\r\n", "\n")
        .replace(['\r', '\u{85}', '\u{2028}', '\u{2029}'], "\n");
    let kept: String = unified
        .chars()
        .filter(|c| matches!(c, '\n' | '\t') || !(c.is_control() || is_invisible(*c)))
        .collect();
    kept.trim().to_owned()
}

/// The first control character that is no white space: nobody types one, and what it stands for nobody knows.
pub fn control_character(text: &str) -> Option<char> {
    text.chars().find(|c| c.is_control() && !c.is_whitespace())
}

/// Counts up whenever [`folded`] gives something else for any text: keys that are kept are then made anew.
pub const FOLDING: i64 = 1;

/// What stays of a number, name or address however it was typed: compatibility forms (full width and the like) unified, lower
/// case, without spaces, dashes of any kind and characters that nobody sees. Two texts that fold alike are one and the same.
pub fn folded(text: &str) -> String {
    text.nfkc()
        .flat_map(char::to_lowercase)
        .filter(|c| !folds_away(*c))
        .collect()
}

fn folds_away(c: char) -> bool {
    use GeneralCategory::{Control, DashPunctuation, Format};
    let unseen = matches!(
        c,
        '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'
            ..='\u{180f}' | '\u{3164}'
    ) || matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{ffa0}' | '\u{e0100}'..='\u{e01ef}');
    // Minus signs, a bullet, a rule and the long mark of kana pass for dashes and are none by their category.
    let dash = matches!(
        c,
        '\u{2212}' | '\u{2043}' | '\u{2500}' | '\u{2501}' | '\u{30fc}' | '\u{2796}'
    );
    unseen
        || dash
        || c.is_whitespace()
        || matches!(c.general_category(), Control | DashPunctuation | Format)
}

/// Longest name of a file, in characters.
const FILE_NAME_AT_MOST: usize = 120;

/// The name of a file as it may be shown and saved: without the path that some programs send along, without control and
/// invisible characters (a turn of direction makes `fdp.exe` look like `exe.pdf`), and without what a system forbids in
/// names. A long name is shortened before its ending.
pub fn file_name(text: &str) -> String {
    let visible: String = one_line(text)
        .chars()
        .filter(|c| !is_invisible(*c))
        .collect();
    let last = visible
        .rsplit(['/', '\\'])
        .find(|part| !part.trim().is_empty())
        .unwrap_or_default();
    let allowed: String = last
        .chars()
        .map(|c| {
            if matches!(c, ':' | '*' | '?' | '"' | '<' | '>' | '|') {
                '_'
            } else {
                c
            }
        })
        .collect();
    let name = allowed.trim_matches(|c: char| c == '.' || c.is_whitespace());
    if name.is_empty() {
        return "未命名文件".into();
    }
    let length = name.chars().count();
    if length <= FILE_NAME_AT_MOST {
        return name.to_owned();
    }
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let ending = if (1..=10).contains(&ending.chars().count()) {
        format!(".{ending}")
    } else {
        String::new()
    };
    let stem: String = name
        .chars()
        .take(FILE_NAME_AT_MOST - ending.chars().count())
        .collect();
    stem + &ending
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_the_same_however_it_was_typed() {
        for typed in [
            "HD-2026-001",
            "ｈｄ－２０２６－００１",
            "HD—2026–001",
            "HD\u{2010}2026\u{2212}001",
            "hd\u{200b}2026\u{202e}001\u{ad}",
            "H D\u{3000}2026\u{a0}001",
            "HD\u{fe0f}2026\u{3164}001",
            "HD\u{2011}2026\u{fe58}001",
            "ＨＤ\u{2060}\u{feff}2026ー001",
        ] {
            assert_eq!(folded(typed), "hd2026001", "{typed:?}");
        }
        assert_ne!(folded("HD/2026/1"), folded("HD/20261"));
    }

    #[test]
    fn full_width_forms_are_folded() {
        assert_eq!(half_width("ＺＬ２０１７　（１）"), "ZL2017 (1)");
    }

    #[test]
    fn what_nobody_can_see_is_not_there() {
        for hidden in [
            '\u{200b}',
            '\u{200e}',
            '\u{202a}',
            '\u{2066}',
            '\u{ad}',
            '\u{fe0f}',
            '\u{3164}',
            '\u{feff}',
            '\u{e0101}',
        ] {
            assert_eq!(
                one_line(&format!("{hidden}石墨{hidden}烯 膜{hidden}")),
                "石墨烯 膜",
                "{hidden:?}"
            );
            assert_eq!(
                paragraphs(&format!("石墨{hidden}烯\n{hidden}膜")),
                "石墨烯\n膜",
                "{hidden:?}"
            );
            assert_eq!(
                visible(&format!("{hidden}石墨{hidden}烯")),
                "石墨烯",
                "{hidden:?}"
            );
        }
    }

    #[test]
    fn line_breaks_and_control_characters_do_not_survive_in_one_line() {
        assert_eq!(
            one_line("  石墨烯\r\n\u{0}导热\u{3000}膜 "),
            "石墨烯 导热 膜"
        );
        assert_eq!(paragraphs(" 一\r\n二\u{7}\r三\n"), "一\n二\n三");
    }

    #[test]
    fn the_name_of_a_file_looks_like_what_it_is() {
        for (sent, kept) in [
            ("工艺参数.pdf", "工艺参数.pdf"),
            ("发票\u{202e}fdp.exe", "发票fdp.exe"),
            ("\u{200b}回单\u{2066}\u{2069}.pdf\u{feff}", "回单.pdf"),
            ("C:\\Users\\示例\\回单.pdf", "回单.pdf"),
            ("../../etc/passwd", "passwd"),
            ("..\\..\\", "未命名文件"),
            ("a\u{0}b\r\nc.png", "a b c.png"),
            ("甲<乙>:丙.pdf", "甲_乙__丙.pdf"),
            (" .htaccess ", "htaccess"),
            ("...", "未命名文件"),
            ("", "未命名文件"),
        ] {
            assert_eq!(file_name(sent), kept, "{sent:?}");
        }
        let long = file_name(&format!("{}.pdf", "长".repeat(300)));
        assert_eq!(
            (long.chars().count(), long.ends_with("长.pdf")),
            (120, true)
        );
    }
}
