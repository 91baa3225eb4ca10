//! What a plan says of itself: how much it looks for, and in which words.

use crate::analysis::{Analyser, fold};
use crate::answer::{Condition, ConditionKind};
use crate::plan::Plan;
use crate::plan::wanted::{Alike, Wanted};

impl Plan {
    /// Whether a word is only looked for among others.
    pub(crate) fn is_strung(&self, word: &str) -> bool {
        self.strung.iter().flatten().any(|one| one == word)
    }

    /// How many things are looked for, each by itself.
    pub(crate) fn count_of_things(&self) -> usize {
        let alone = self
            .words
            .iter()
            .filter(|word| !self.is_strung(&word.text))
            .count();
        alone + self.strung.len() + self.alike.len() + self.spelled.len()
    }

    /// What all words together are worth.
    pub(crate) fn value_of_words(&self) -> f32 {
        let words: f32 = self.words.iter().map(Wanted::value).sum();
        words + self.alike.iter().map(Alike::value).sum::<f32>()
    }

    /// How many words and things with several names it looks for.
    pub(crate) fn count_of_words(&self) -> usize {
        self.words.len() + self.alike.len()
    }

    /// Every word that it looks for, those of all names included.
    pub(crate) fn all_wanted(&self) -> impl Iterator<Item = &Wanted> {
        self.words
            .iter()
            .chain(self.alike.iter().flat_map(|one| one.names.iter().flatten()))
    }

    /// The other names that are looked for, for people.
    pub(crate) fn other_names(&self) -> Vec<String> {
        let names = self.alike.iter().flat_map(Alike::other_names);
        names
            .map(|name| name.iter().map(|word| word.text.as_str()).collect())
            .collect()
    }

    /// The words of a text, in order.
    pub(crate) fn words_of(text: &str, analyser: &Analyser) -> Vec<String> {
        let folded = fold(text);
        analyser
            .words(&folded)
            .iter()
            .map(|token| token.text(&folded).to_owned())
            .collect()
    }

    /// What the operators demand, in the order of kinds.
    pub(crate) fn conditions(&self) -> Vec<Condition> {
        let condition = |kind, text: &String| Condition {
            kind,
            text: text.clone(),
        };
        let phrases = self
            .asking
            .phrases
            .iter()
            .map(|text| condition(ConditionKind::Phrase, text));
        let within = self
            .asking
            .within
            .iter()
            .map(|(field, text)| condition(ConditionKind::Within(*field), text));
        let without = self
            .asking
            .without
            .iter()
            .map(|text| condition(ConditionKind::Without, text));
        phrases.chain(within).chain(without).collect()
    }
}
