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

/// Longest name of a file, in characters.
const FILE_NAME_AT_MOST: usize = 120;

/// The name of a file as it may be shown and saved: without the path that some programs send along, without control and
/// invisible characters (a turn of direction makes `fdp.exe` look like `exe.pdf`), and without what a system forbids in
/// names. A long name is shortened before its ending.
pub fn file_name(text: &str) -> String {
    let visible: String = one_line(text).chars().filter(|c| !is_invisible(*c)).collect();
    let last = visible.rsplit(['/', '\\']).find(|part| !part.trim().is_empty()).unwrap_or_default();
    let allowed: String = last.chars().map(|c| if matches!(c, ':' | '*' | '?' | '"' | '<' | '>' | '|') { '_' } else { c }).collect();
    let name = allowed.trim_matches(|c: char| c == '.' || c.is_whitespace());
    if name.is_empty() {
        return "未命名文件".into();
    }
    let length = name.chars().count();
    if length <= FILE_NAME_AT_MOST {
        return name.to_owned();
    }
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let ending = if (1..=10).contains(&ending.chars().count()) { format!(".{ending}") } else { String::new() };
    let stem: String = name.chars().take(FILE_NAME_AT_MOST - ending.chars().count()).collect();
    stem + &ending
}

/// Characters that show nothing, or turn what stands around them: joiners, marks and overrides of direction, the soft
/// hyphen, selectors of variants, fillers.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
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
        assert_eq!((long.chars().count(), long.ends_with("长.pdf")), (120, true));
    }
}
