//! From text to what is looked for: weighted words and which of them touch, parts, and exact identifiers. Built from
//! tokens only, so no text can be a syntax error.

mod says;
mod text;
mod wanted;

use tantivy::Term;
use tantivy::schema::Field;

use crate::analysis::{Analyser, Folded, Token, fold, is_function_word, is_han};
use crate::asking::{Asking, Minus};
use crate::error::IndexError;
use crate::kind::Kind;
use crate::manner_of_asking::{Asks, asks};
use crate::meaning::Direction;
use crate::plan::text::{
    are_neighbours, bounded, is_han_character, joined, weighed, without, without_function_words,
};
use crate::plan::wanted::{Counting, keep_most_telling, make_worth};
use crate::query::{Operators, Query};
use crate::ranking::Ranking;
use crate::schema::FieldHandles;
use crate::snapshot::Snapshot;
use crate::synonym::Synonyms;
use crate::writing::SearchIndex;
use crate::{identifier, meaning};

pub(crate) use wanted::{Alike, Neighbours, Wanted};

/// The most words that a query looks for: those that tell most.
const WORDS_AT_MOST: usize = 48;

/// The most parts that ranking looks at.
const PARTS_AT_MOST: usize = 64;

/// How much a word tells that papers hardly use: it names something particular.
const PARTICULAR: f32 = 1.6;

/// How much more a word of three characters weighs than a shorter one, and a longer one.
const LONGER: f32 = 1.15;

const MUCH_LONGER: f32 = 1.3;

/// What another name of a thing is worth beside the one that was typed.
const OTHER_NAME: f32 = 0.9;

/// A longer text is no list of words nor a title, in characters.
const SENTENCE: usize = 60;

/// What a query looks for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Plan {
    /// Words that stand in some document and have no other name, in the order of the text.
    pub(crate) words: Vec<Wanted>,
    /// Those of them that touch each other.
    pub(crate) neighbours: Vec<Neighbours>,
    /// Single characters that touch each other in the text, where each is a word: a person's name, as a rule. They are
    /// looked for as they stand there, not one by one.
    pub(crate) strung: Vec<Vec<String>>,
    /// Things with several names.
    pub(crate) alike: Vec<Alike>,
    /// Words that stand in no document, each with the pairs of characters that stand for it when all of them are known.
    pub(crate) spelled: Vec<(String, Vec<Wanted>)>,
    /// Words that stand in no document and cannot be spelled either.
    pub(crate) unknown: Vec<String>,
    /// Parts of the text with the stress on each, until they are looked for.
    pieces: Vec<(String, f32)>,
    /// Parts that stand in some document, where they are looked for: in a question, and where words are unknown or find nothing.
    pub(crate) parts: Vec<Wanted>,
    /// Single characters that begin some part; only a query of one character has them.
    pub(crate) beginnings: Vec<String>,
    /// Identifiers in the text that name an achievement, each in its normal form and in the field that has it.
    pub(crate) identifiers: Vec<(String, Field)>,
    /// Where its words point together.
    pub(crate) direction: Option<Direction>,
    /// What it is.
    pub(crate) kind: Kind,
    /// Pairs of characters of a question in one sentence, with the stress on each.
    pub(crate) text_pairs: Vec<(String, f32)>,
    /// Whether one Chinese character is all that is looked for: it stands inside of many words.
    pub(crate) is_single_character: bool,
    /// What operators demand beside words.
    pub(crate) asking: Asking,
}

impl Plan {
    /// How much more or less than it stands there a word or part counts. Sentences are full of everyday words that are
    /// rare among achievements (公司, 希望): what is common in the language weighs less in them, and so does what tells
    /// little in papers (提高, 方面). The few words of a search are meant as they stand; a longer one says more exactly
    /// what is meant.
    fn stress(&self, token: &str, analyser: &Analyser, ranking: &Ranking) -> f32 {
        let characters = token.chars().count();
        if self.kind != Kind::Words {
            let tells =
                meaning::telling(token).unwrap_or(if characters < 2 { 1.0 } else { PARTICULAR });
            return (tells * analyser.distinctness(token)).powf(ranking.manner(self.kind).stress);
        }
        match characters {
            0..=2 => 1.0,
            3 => LONGER,
            _ => MUCH_LONGER,
        }
    }

    /// Reads a query; a minus before a number is a sign.
    pub(crate) fn build(
        index: &SearchIndex,
        snapshot: &Snapshot,
        query: &Query,
    ) -> Result<Self, IndexError> {
        Self::read(index, snapshot, query, Minus::Sign)
    }

    /// Reads a query.
    pub(crate) fn read(
        index: &SearchIndex,
        snapshot: &Snapshot,
        query: &Query,
        before_number: Minus,
    ) -> Result<Self, IndexError> {
        let SearchIndex {
            fields,
            analyser,
            ranking,
            ..
        } = index;
        let asking = match query.operators {
            Operators::Read => Asking::read(&query.text, before_number),
            Operators::Ignored => Asking::plainly(&query.text),
        };
        let text = fold(&joined(&bounded(&asking.text), analyser));
        let details = fold(&bounded(&query.details));
        let searcher = &snapshot.searcher;
        let words = Counting::of(snapshot, fields.words)?;
        let parts = Counting::of(snapshot, fields.parts)?;

        let words_of_text = analyser.words(&text);
        let typed: Vec<&str> = words_of_text
            .iter()
            .map(|token| token.text(&text))
            .collect();
        let asks = asks(&text.text, &typed);
        let kind = match asks {
            _ if !details.text.is_empty() || text.text.chars().count() > SENTENCE => Kind::Demand,
            Asks::Nothing => Kind::Words,
            Asks::Question | Asks::Wish => Kind::Question,
        };
        let mut plan = Self {
            kind,
            ..Self::default()
        };
        let words_of_details = analyser.words(&details);
        let mut stressed =
            without_function_words(weighed(&text, &words_of_text, &details, &words_of_details));
        if kind == Kind::Question {
            stressed = without(stressed, |word| asks.drops(word));
        }
        for (word, weight) in &mut stressed {
            *weight *= plan.stress(word, analyser, ranking);
        }
        plan.name_otherwise(&typed, &mut stressed, &words)?;
        let mut meant: Vec<(String, f32)> = plan
            .all_wanted()
            .map(|word| (word.text.clone(), word.value()))
            .collect();
        for (word, weight) in stressed {
            let wanted = words.wanted(word, weight)?;
            meant.push((wanted.text.clone(), wanted.value()));
            if wanted.is_known() {
                plan.words.push(wanted);
            } else {
                plan.spell(wanted, analyser, &parts)?;
            }
        }
        keep_most_telling(&mut plan.words, WORDS_AT_MOST);
        plan.neighbours =
            plan.side_by_side([(&text, &words_of_text), (&details, &words_of_details)]);

        if plan.kind == Kind::Words {
            plan.strung = plan.strings(&text, &words_of_text);
            plan.is_single_character = matches!(typed.as_slice(), [word] if is_han_character(word));
        }

        if kind == Kind::Question {
            plan.text_pairs = weighed(&text, &analyser.parts(&text), &details, &[]);
            plan.text_pairs.retain(|(pair, _)| {
                pair.chars().count() == 2 && pair.chars().all(is_han) && !is_function_word(pair)
            });
            let stress: Vec<f32> = plan
                .text_pairs
                .iter()
                .map(|(pair, _)| analyser.distinctness(pair).powf(ranking.of_question.stress))
                .collect();
            for ((_, weight), stress) in plan.text_pairs.iter_mut().zip(stress) {
                *weight *= stress;
            }
        }
        plan.pieces = weighed(
            &text,
            &analyser.parts(&text),
            &details,
            &analyser.parts(&details),
        );
        // Parts stand for words that are unknown, and find what a question says in other words.
        if plan.kind != Kind::Words || plan.count_of_words() == 0 || !plan.spelled.is_empty() {
            plan.look_for_parts(snapshot, fields, analyser, ranking)?;
        }

        // Words that no achievement has mean something all the same; of many words those that tell most.
        meant.sort_by(|a, b| b.1.total_cmp(&a.1));
        plan.direction = Direction::of(
            meant
                .iter()
                .take(WORDS_AT_MOST)
                .map(|(word, value)| (word.as_str(), *value)),
        );
        for form in identifier::in_query(&asking.text.chars().take(1000).collect::<String>()) {
            for field in [fields.identifier, fields.id] {
                if searcher.doc_freq(&Term::from_field_text(field, &form))? > 0 {
                    plan.identifiers.push((form.clone(), field));
                }
            }
        }
        plan.asking = asking;
        Ok(plan)
    }

    /// Looks for the parts of the text, if that was not done before.
    pub(crate) fn look_for_parts(
        &mut self,
        snapshot: &Snapshot,
        fields: &FieldHandles,
        analyser: &Analyser,
        ranking: &Ranking,
    ) -> Result<(), IndexError> {
        let parts = Counting::of(snapshot, fields.parts)?;
        for (part, weight) in std::mem::take(&mut self.pieces) {
            if self.kind != Kind::Words && is_function_word(&part) {
                continue;
            }
            if part.chars().count() > 1 {
                let weight = weight * self.stress(&part, analyser, ranking);
                let wanted = parts.wanted(part, weight)?;
                if wanted.is_known() {
                    self.parts.push(wanted);
                }
            } else if self.count_of_words() == 0 || self.is_single_character {
                self.beginnings.push(part);
            }
        }
        keep_most_telling(&mut self.parts, PARTS_AT_MOST);
        self.beginnings.truncate(4);
        Ok(())
    }

    /// The words that touch each other in some of these texts, once each pair.
    fn side_by_side(&self, texts: [(&Folded, &Vec<Token>); 2]) -> Vec<Neighbours> {
        let place = |text: &str| self.words.iter().position(|word| word.text == text);
        let mut found: Vec<Neighbours> = Vec::new();
        let touching = texts.into_iter().flat_map(|(text, tokens)| {
            tokens
                .windows(2)
                .filter(|two| are_neighbours(text, &two[0], &two[1]))
                .map(move |two| (text, two))
        });
        for (text, two) in touching {
            let (Some(first), Some(second)) = (place(two[0].text(text)), place(two[1].text(text)))
            else {
                continue;
            };
            if first != second
                && !found
                    .iter()
                    .any(|known| (known.first, known.second) == (first, second))
            {
                let (a, b) = (&self.words[first], &self.words[second]);
                found.push(Neighbours {
                    first,
                    second,
                    value: a.weight.min(b.weight),
                });
            }
        }
        found
    }

    /// Two and more words of one Chinese character each that touch each other in a text, all of them known.
    fn strings(&self, text: &Folded, tokens: &[Token]) -> Vec<Vec<String>> {
        let is_single = |token: &Token| {
            let word = token.text(text);
            is_han_character(word) && self.words.iter().any(|known| known.text == word)
        };
        let touching = tokens
            .chunk_by(|a, b| a.end == b.start && is_single(a) && is_single(b))
            .filter(|run| run.len() > 1);
        touching
            .map(|run| {
                run.iter()
                    .map(|token| token.text(text).to_owned())
                    .collect()
            })
            .collect()
    }

    /// Takes the names that have other names, with which some document is found, out of the words.
    fn name_otherwise(
        &mut self,
        typed: &[&str],
        stressed: &mut Vec<(String, f32)>,
        counting: &Counting,
    ) -> Result<(), IndexError> {
        for named in Synonyms::shared().in_words(typed) {
            let typed = &typed[named.words];
            let content = typed.iter().filter(|word| !is_function_word(word));
            let weights: Vec<Option<f32>> = content
                .map(|word| {
                    stressed
                        .iter()
                        .find(|(known, _)| known == word)
                        .map(|(_, weight)| *weight)
                })
                .collect();
            // Without all its words the name was seen before in the same text.
            let Some(weight) = weights
                .iter()
                .copied()
                .reduce(|a, b| Some(a?.min(b?)))
                .flatten()
            else {
                continue;
            };
            let wanted = |words: &[String]| {
                words
                    .iter()
                    .map(|word| counting.wanted(word.clone(), weight))
                    .collect::<Result<Vec<_>, _>>()
            };
            let typed: Vec<String> = typed.iter().map(|word| (*word).to_owned()).collect();
            let own = wanted(&typed)?;
            let mut others = Vec::new();
            for words in named.others {
                let other = wanted(words)?;
                if other.iter().all(Wanted::is_known) {
                    others.push(other);
                }
            }
            if others.is_empty() {
                continue;
            }
            stressed.retain(|(word, _)| !typed.contains(word));
            let mut names = Vec::new();
            if own.iter().all(Wanted::is_known) {
                let worth: f32 = own.iter().map(Wanted::value).sum();
                others
                    .iter_mut()
                    .for_each(|other| make_worth(other, OTHER_NAME * worth));
                names.push(own);
            }
            names.extend(others);
            self.alike.push(Alike { typed, names });
        }
        Ok(())
    }

    fn spell(
        &mut self,
        word: Wanted,
        analyser: &Analyser,
        parts: &Counting,
    ) -> Result<(), IndexError> {
        let folded = fold(&word.text);
        let mut pairs = Vec::new();
        for token in analyser.parts(&folded) {
            let part = token.text(&folded);
            if part.chars().count() > 1 {
                pairs.push(parts.wanted(part.to_owned(), word.weight)?);
            }
        }
        if !pairs.is_empty() && pairs.iter().all(Wanted::is_known) {
            self.spelled.push((word.text, pairs));
        } else {
            self.unknown.push(word.text);
        }
        Ok(())
    }
}
