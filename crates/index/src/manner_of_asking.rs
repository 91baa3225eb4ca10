//! Whether a text asks or wishes (煤矸石怎么利用, 想找能做石墨烯导热膜的团队), and which of its words only say so. Lists of words
//! are data.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::analysis::data_words;

/// How a text asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Asks {
    /// It names what it looks for.
    Nothing,
    /// A question.
    Question,
    /// Somebody wants something done.
    Wish,
}

static QUESTION: LazyLock<HashSet<&str>> =
    LazyLock::new(|| data_words(include_str!("../data/question_words.txt")).collect());
static WISH: LazyLock<HashSet<&str>> =
    LazyLock::new(|| data_words(include_str!("../data/wish_words.txt")).collect());
static WANTED: LazyLock<HashSet<&str>> =
    LazyLock::new(|| data_words(include_str!("../data/wanted_words.txt")).collect());

/// How a folded text with these words asks. (A word that begins a text wishes; inside of one it may be part of a name.)
pub(crate) fn asks(text: &str, words: &[&str]) -> Asks {
    if words.first().is_some_and(|word| WISH.contains(word)) && words.len() > 1 {
        Asks::Wish
    } else if text.contains(['?', '？']) || words.iter().any(|word| QUESTION.contains(word)) {
        Asks::Question
    } else {
        Asks::Nothing
    }
}

impl Asks {
    /// Whether a word only belongs to the asking.
    pub(crate) fn drops(self, word: &str) -> bool {
        match self {
            Self::Nothing => false,
            Self::Question => QUESTION.contains(word),
            Self::Wish => QUESTION.contains(word) || WISH.contains(word) || WANTED.contains(word),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::word_texts;

    fn kept(text: &str) -> (Asks, Vec<String>) {
        let words = word_texts(text);
        let typed: Vec<&str> = words.iter().map(String::as_str).collect();
        let asks = asks(text, &typed);
        let kept = words
            .iter()
            .filter(|word| !asks.drops(word) && !crate::analysis::is_function_word(word))
            .cloned()
            .collect();
        (asks, kept)
    }

    #[test]
    fn who_asks_or_wishes_is_understood_and_the_words_that_only_say_so_are_left_out() {
        assert_eq!(
            kept("煤矸石怎么利用"),
            (Asks::Question, vec!["煤矸石".into(), "利用".into()])
        );
        assert_eq!(
            kept("想找能做石墨烯导热膜的团队"),
            (Asks::Wish, vec!["石墨烯".into(), "导热膜".into()])
        );
        assert_eq!(kept("污水处理 成本低").0, Asks::Nothing);
        assert_eq!(kept("团队协作机器人").0, Asks::Nothing);
    }
}
