//! From text to what is looked for: weighted words and which of them touch, parts, and exact identifiers. Built from
//! tokens only, so no text can be a syntax error.

use std::collections::HashMap;
use std::sync::Arc;

use tantivy::postings::TermInfo;
use tantivy::schema::Field;
use tantivy::{InvertedIndexReader, Term};

use crate::analysis::{Analyser, Folded, Token, fold, is_function_word, is_han};
use crate::answer::{Condition, ConditionKind};
use crate::asking::{Asking, Minus};
use crate::error::IndexError;
use crate::identifier;
use crate::kind::Kind;
use crate::manner_of_asking::{Asks, asks};
use crate::meaning::{self, Direction};
use crate::query::{Operators, Query, TEXT_AT_MOST};
use crate::ranking::Ranking;
use crate::rarity::rarity;
use crate::schema::FieldHandles;
use crate::snapshot::Snapshot;
use crate::synonym::Synonyms;
use crate::writing::SearchIndex;

/// The most words that a query looks for: those that tell most.
const WORDS_AT_MOST: usize = 48;
/// The most parts that ranking looks at.
const PARTS_AT_MOST: usize = 64;
/// How much more a word of the text weighs than one of the details.
const TEXT_WEIGHT: f32 = 8.0;
/// How much a word tells that papers hardly use: it names something particular.
const PARTICULAR: f32 = 1.6;
/// How much more a word of three characters weighs than a shorter one, and a longer one.
const LONGER: f32 = 1.15;
const MUCH_LONGER: f32 = 1.3;
/// What another name of a thing is worth beside the one that was typed.
const OTHER_NAME: f32 = 0.9;
/// No word of the dictionary is longer, in bytes.
const LONGEST_WORD: usize = 48;
/// A longer text is no list of words nor a title, in characters.
const SENTENCE: usize = 60;

/// A word or part that is looked for.
#[derive(Clone, Debug)]
pub(crate) struct Wanted {
    /// As in the index.
    pub(crate) text: String,
    /// How much the query stresses it.
    pub(crate) weight: f32,
    /// How rare it is: the logarithmic inverse document frequency.
    pub(crate) rarity: f32,
    /// Where its list of documents lies in each segment that has it.
    pub(crate) lists: Vec<Option<TermInfo>>,
}

impl Wanted {
    fn is_known(&self) -> bool {
        self.lists.iter().any(Option::is_some)
    }

    /// What it is worth: stress by rarity.
    pub(crate) fn value(&self) -> f32 {
        self.weight * self.rarity
    }
}

/// A thing that has several names: a document has it that has all words of one of them.
#[derive(Clone, Debug)]
pub(crate) struct Alike {
    /// The words of the name that was typed.
    pub(crate) typed: Vec<String>,
    /// Each name that stands in some document, as its words; the typed one first, where it does.
    pub(crate) names: Vec<Vec<Wanted>>,
}

impl Alike {
    fn is_typed(&self, name: &[Wanted]) -> bool {
        name.iter().map(|word| &word.text).eq(&self.typed)
    }

    /// The words of the name that was typed, where they are known.
    pub(crate) fn typed_words(&self) -> impl Iterator<Item = &Wanted> {
        self.names
            .iter()
            .filter(|name| self.is_typed(name))
            .flatten()
    }

    /// The names that were not typed.
    pub(crate) fn other_names(&self) -> impl Iterator<Item = &[Wanted]> {
        self.names
            .iter()
            .filter(|name| !self.is_typed(name))
            .map(Vec::as_slice)
    }

    /// How many words of a name a document must have for it to count.
    pub(crate) fn needed(&self, name: &[Wanted]) -> usize {
        if self.is_typed(name) { 1 } else { name.len() }
    }

    /// What having it is worth.
    pub(crate) fn value(&self) -> f32 {
        self.names
            .first()
            .map_or(0.0, |words| words.iter().map(Wanted::value).sum())
    }
}

/// Two words that touch each other in the query.
#[derive(Clone, Debug)]
pub(crate) struct Neighbours {
    /// Place of the first in [`Plan::words`].
    pub(crate) first: usize,
    /// Place of the second.
    pub(crate) second: usize,
    /// What it is worth to stand side by side.
    pub(crate) value: f32,
}

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

/// Weighs words so that together they are worth as much.
fn make_worth(words: &mut [Wanted], worth: f32) {
    let now: f32 = words.iter().map(Wanted::value).sum();
    for word in words {
        word.weight *= worth / now.max(f32::MIN_POSITIVE);
    }
}

/// Looks words or parts up in all segments.
struct Counting {
    field: Field,
    segments: Vec<Arc<InvertedIndexReader>>,
    documents: u64,
}

impl Counting {
    fn of(snapshot: &Snapshot, field: Field) -> Result<Self, IndexError> {
        let readers = snapshot.searcher.segment_readers().iter();
        let segments = readers
            .map(|reader| reader.inverted_index(field))
            .collect::<Result<_, _>>()?;
        Ok(Self {
            field,
            segments,
            documents: snapshot.documents(),
        })
    }

    fn wanted(&self, text: String, weight: f32) -> Result<Wanted, IndexError> {
        let term = Term::from_field_text(self.field, &text);
        let lists: Vec<Option<TermInfo>> = self
            .segments
            .iter()
            .map(|segment| segment.get_term_info(&term))
            .collect::<Result<_, _>>()?;
        let frequency = lists
            .iter()
            .flatten()
            .map(|list| u64::from(list.doc_freq))
            .sum();
        Ok(Wanted {
            text,
            weight,
            rarity: rarity(frequency, self.documents),
            lists,
        })
    }
}

fn is_han_character(word: &str) -> bool {
    word.starts_with(is_han) && word.chars().nth(1).is_none()
}

/// Whether nothing but white space is between two tokens: 电解 水 is typed for 电解水.
fn are_neighbours(text: &Folded, first: &Token, second: &Token) -> bool {
    text.text[first.end..second.start]
        .chars()
        .all(char::is_whitespace)
}

/// A text in which what is one word is written as one: 电解 水 as 电解水, where the dictionary has that.
fn joined(text: &str, analyser: &Analyser) -> String {
    let mut pieces: Vec<String> = Vec::new();
    for piece in text.split_whitespace() {
        let is_chinese = |piece: &str| piece.chars().all(is_han);
        if let Some(before) = pieces
            .last_mut()
            .filter(|before| is_chinese(before) && is_chinese(piece))
        {
            let together = fold(&format!("{before}{piece}"));
            if together.text.len() <= LONGEST_WORD && analyser.words(&together).len() == 1 {
                before.push_str(piece);
                continue;
            }
        }
        pieces.push(piece.to_owned());
    }
    pieces.join(" ")
}

fn bounded(text: &str) -> String {
    text.chars().take(TEXT_AT_MOST).collect()
}

/// Tokens once each, in the order of their first appearance, with the stress the query puts on them.
fn weighed(
    text: &Folded,
    of_text: &[Token],
    details: &Folded,
    of_details: &[Token],
) -> Vec<(String, f32)> {
    // Without details the stress is relative anyway.
    let text_weight = if of_details.is_empty() {
        1.0
    } else {
        TEXT_WEIGHT
    };
    let mut weights: Vec<(String, f32)> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    let all = of_text
        .iter()
        .map(|token| (token.text(text), text_weight))
        .chain(of_details.iter().map(|token| (token.text(details), 1.0)));
    for (token, weight) in all {
        if let Some(at) = places.get(token) {
            weights[*at].1 += weight;
        } else {
            places.insert(token.to_owned(), weights.len());
            weights.push((token.to_owned(), weight));
        }
    }
    weights
}

/// Leaves function words out, unless there is nothing else.
fn without_function_words(words: Vec<(String, f32)>) -> Vec<(String, f32)> {
    without(words, is_function_word)
}

/// Leaves some words out, unless there is nothing else.
fn without(words: Vec<(String, f32)>, is_left_out: impl Fn(&str) -> bool) -> Vec<(String, f32)> {
    let (left_out, kept): (Vec<_>, Vec<_>) =
        words.into_iter().partition(|(word, _)| is_left_out(word));
    if kept.is_empty() { left_out } else { kept }
}

/// Keeps the `most` that tell most, in their order.
fn keep_most_telling(wanted: &mut Vec<Wanted>, most: usize) {
    if wanted.len() <= most {
        return;
    }
    let mut values: Vec<f32> = wanted.iter().map(Wanted::value).collect();
    values.sort_by(|a, b| b.total_cmp(a));
    let least = values[most - 1];
    wanted.retain(|one| one.value() >= least);
    wanted.truncate(most);
}
