//! What people can say in the search box beside words: a phrase in quotes, a minus before what is not wanted, and the
//! name of a field before what must stand there (`单位:示例大学`). A minus before a number is a sign (`电源 -40℃`), unless
//! nothing is found so. What is not well formed is text like any other, so
//! nothing typed is an error.

use crate::schema::SearchField;

/// A longer text is prose, in characters: its quotes and colons are its own.
const LONGEST: usize = 40;

/// A typed text, taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Asking {
    /// The words that are looked for, those of phrases included.
    pub(crate) text: String,
    /// Texts that must stand in an achievement as they are.
    pub(crate) phrases: Vec<String>,
    /// Texts that must not.
    pub(crate) without: Vec<String>,
    /// Texts whose words must all stand in one field.
    pub(crate) within: Vec<(SearchField, String)>,
    /// What followed each minus that was taken for a sign.
    pub(crate) signed: Vec<String>,
}

/// What a minus before a number means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Minus {
    /// A number below zero.
    Sign,
    /// What follows is not wanted.
    Unwanted,
}

impl Asking {
    /// Text as it is, without any operator.
    pub(crate) fn plainly(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            ..Self::default()
        }
    }

    /// Takes a typed text apart.
    pub(crate) fn read(typed: &str, before_number: Minus) -> Self {
        if typed.chars().nth(LONGEST).is_some() {
            return Self::plainly(typed);
        }
        let mut asking = Self::default();
        let mut rest = typed;
        let mut at_word_start = true;
        while let Some(c) = rest.chars().next() {
            if let Some((inside, after)) = quoted(rest) {
                asking.phrases.push(inside.to_owned());
                asking.push_text(inside);
                rest = after;
            } else if let Some((unwanted, after)) =
                minus(rest, before_number).filter(|_| at_word_start)
            {
                asking.without.push(unwanted.to_owned());
                rest = after;
            } else if let Some((field, value, after)) = in_field(rest).filter(|_| at_word_start) {
                asking.within.push((field, value.to_owned()));
                rest = after;
            } else {
                if at_word_start && let Some((number, _)) = minus(rest, Minus::Unwanted) {
                    asking.signed.push(number.to_owned());
                }
                asking.text.push(c);
                rest = &rest[c.len_utf8()..];
            }
            at_word_start = c.is_whitespace();
        }
        // A minus takes away from something: alone it is a list item.
        if asking.text.trim().is_empty() && asking.within.is_empty() {
            Self::plainly(typed)
        } else {
            asking
        }
    }

    fn push_text(&mut self, text: &str) {
        self.text.push(' ');
        self.text.push_str(text);
        self.text.push(' ');
    }
}

/// The text between the quotes at the beginning, and what follows them; nothing when they hold nothing or do not close.
fn quoted(text: &str) -> Option<(&str, &str)> {
    let open = text.chars().next()?;
    let close = match open {
        '"' | '＂' => open,
        '“' | '”' => '”',
        '「' => '」',
        '『' => '』',
        _ => return None,
    };
    let (inside, after) = text[open.len_utf8()..].split_once(close)?;
    (!inside.trim().is_empty()).then_some((inside.trim(), after))
}

/// A quoted text or everything up to the next white space.
fn value(text: &str) -> Option<(&str, &str)> {
    if let Some(quoted) = quoted(text) {
        return Some(quoted);
    }
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    text[..end]
        .chars()
        .any(char::is_alphanumeric)
        .then(|| text.split_at(end))
}

fn minus(text: &str, before_number: Minus) -> Option<(&str, &str)> {
    let unwanted = text.strip_prefix(['-', '－', '−'])?;
    let is_number = unwanted.starts_with(|c: char| c.is_numeric() || c == '.');
    if is_number && before_number == Minus::Sign {
        None
    } else {
        value(unwanted)
    }
}

/// The field that a text names and what must stand in it: what a minus takes away may be of one field.
pub(crate) fn of_field(text: &str) -> Option<(SearchField, &str)> {
    in_field(text).and_then(|(field, value, after)| after.is_empty().then_some((field, value)))
}

fn in_field(text: &str) -> Option<(SearchField, &str, &str)> {
    let (name, after) = text.split_once([':', '：'])?;
    let field = SearchField::named(name)?;
    let (value, after) = value(after)?;
    Some((field, value, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).to_owned()).collect()
    }

    #[test]
    fn quotes_of_any_kind_make_a_phrase_whose_words_count() {
        for typed in [
            "\"导热 薄膜\" 石墨烯",
            "“导热 薄膜” 石墨烯",
            "「导热 薄膜」石墨烯",
            "＂导热 薄膜＂石墨烯",
        ] {
            let asking = Asking::read(typed, Minus::Sign);
            assert_eq!(asking.phrases, texts(&["导热 薄膜"]), "{typed}");
            assert_eq!(
                asking.text.split_whitespace().collect::<Vec<_>>(),
                ["导热", "薄膜", "石墨烯"],
                "{typed}"
            );
        }
    }

    #[test]
    fn a_minus_before_a_word_leaves_it_out_and_one_inside_a_word_does_not() {
        let asking = Asking::read("电池 -铅酸 －\"梯次 利用\"", Minus::Sign);
        assert_eq!(asking.without, texts(&["铅酸", "梯次 利用"]));
        assert_eq!(asking.text.trim(), "电池");
        for typed in ["COVID-19", "a - b", "-", "电池 - ", "-电池"] {
            assert_eq!(
                Asking::read(typed, Minus::Sign),
                Asking::plainly(typed),
                "{typed}"
            );
        }
    }

    #[test]
    fn a_minus_before_a_number_is_a_sign_unless_asked_otherwise() {
        for typed in ["通信电源 -40~85℃", "冷阱 －80℃", "输出 −.5V"] {
            let asking = Asking::read(typed, Minus::Sign);
            assert!(
                !asking.signed.is_empty() && asking.without.is_empty() && asking.text == typed,
                "{typed}"
            );
        }
        assert_eq!(
            Asking::read("电池 -18650", Minus::Unwanted).without,
            texts(&["18650"])
        );
        assert!(Asking::read("电池 -铅酸", Minus::Sign).signed.is_empty());
    }

    #[test]
    fn the_name_of_a_field_says_where_a_text_must_stand() {
        let asking = Asking::read("水泥 单位:示例大学 名称：\"低碳 水泥\"", Minus::Sign);
        assert_eq!(
            asking.within,
            [
                (SearchField::Attributes, "示例大学".into()),
                (SearchField::Title, "低碳 水泥".into())
            ]
        );
        assert_eq!(asking.text.trim(), "水泥");
        for typed in [
            "电池:材料",
            "单位:",
            "：",
            "单位: 示例大学",
            "http://example.com",
        ] {
            assert_eq!(
                Asking::read(typed, Minus::Sign),
                Asking::plainly(typed),
                "{typed}"
            );
        }
    }

    #[test]
    fn what_is_not_well_formed_is_text() {
        for typed in [
            "\"",
            "\"\"",
            "“没有关上",
            "((((",
            "' OR 1=1 --",
            "<b>",
            "*",
            "\u{202e}",
            "🦀 \u{0}",
        ] {
            assert_eq!(
                Asking::read(typed, Minus::Sign),
                Asking::plainly(typed),
                "{typed}"
            );
        }
    }

    #[test]
    fn the_quotes_and_colons_of_prose_are_its_own() {
        let prose = "我公司希望与高校合作，开发一种\"高导热\"的薄膜材料，单位：瓦每米开尔文，要求耐高温、可弯折、成本低，并且能够在半年之内完成中试。";
        assert_eq!(Asking::read(prose, Minus::Sign), Asking::plainly(prose));
    }
}
