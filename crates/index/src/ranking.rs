//! What counts how much when gathered documents are ranked: one configuration for every corpus and every query.
//!
//! The numbers were chosen by cross-validation over the queries of several corpora (docs/search.md); the program that
//! measures ranking may try others.

use serde::{Deserialize, Serialize};

use crate::kind::Kind;

/// Weights of the second look ([`crate::rank`]).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ranking {
    /// What each of [`crate::SearchField::TEXTS`] weighs.
    pub texts: [f32; 4],
    /// How fast more of the same word stops counting.
    pub k1: f32,
    /// How much a long text is held against a document.
    pub b: f32,
    /// How much many parts are held against a document.
    pub part_b: f32,
    /// Up to so many words count in full for coverage: who types few words means each of them, a sentence has spare ones.
    pub few_words: f32,
    /// How a few words are ranked.
    pub of_words: Manner,
    /// How a question in one sentence is ranked.
    pub of_question: Manner,
    /// How a description in sentences is ranked.
    pub of_demand: Manner,
}

/// What counts how much beside words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manner {
    /// So much more the body weighs where the title tells nothing ([`crate::tells`]).
    pub for_title: f32,
    /// So much more the body weighs where there are no keywords, and all others have some.
    pub for_keywords: f32,
    /// What a pair of characters of title, keywords and attributes weighs beside a word.
    pub part: f32,
    /// What a pair of characters of the stored text weighs ([`crate::pairs`]).
    pub text_part: f32,
    /// What it is worth that two words stand side by side as in the query: as much as a word as rare as that.
    pub near: f32,
    /// How fast more of the same pair, of characters or of words, stops counting.
    pub pair_k1: f32,
    /// The most that pointing the same way adds, as a share of the highest score of everything else.
    pub meaning: f32,
    /// The share of where the body points in where a document points whose title and keywords tell in full, asked for by
    /// many words; less by few. Where title and keywords tell nothing, only the body counts.
    pub meaning_of_body: f32,
    /// How much more a document with all words is worth than one with almost none.
    pub coverage: f32,
    /// To which power words are stressed by how much they tell, in papers and in everyday Chinese.
    pub stress: f32,
}

impl Ranking {
    /// How what is asked is ranked.
    pub(crate) fn manner(&self, kind: Kind) -> &Manner {
        match kind {
            Kind::Words => &self.of_words,
            Kind::Question => &self.of_question,
            Kind::Demand => &self.of_demand,
        }
    }

    /// What each of [`crate::SearchField::TEXTS`] weighs in a document: what a title does not tell that tells only a share, and
    /// what keywords are missing, the body stands for.
    pub(crate) fn weights(&self, kind: Kind, title: f32, missing_keywords: f32) -> [f32; 4] {
        let [of_title, of_keywords, of_body, of_attributes] = self.texts;
        let manner = self.manner(kind);
        [
            of_title,
            of_keywords,
            of_body + manner.for_title * (1.0 - title) + manner.for_keywords * missing_keywords,
            of_attributes,
        ]
    }
}

impl Default for Ranking {
    fn default() -> Self {
        Self {
            texts: [5.0, 3.0, 1.0, 0.5],
            k1: 2.0,
            b: 0.75,
            part_b: 0.5,
            few_words: 4.0,
            of_words: Manner {
                for_title: 0.4,
                for_keywords: 2.5,
                part: 0.6,
                text_part: 0.0,
                near: 4.2,
                pair_k1: 1.2,
                meaning: 0.16,
                meaning_of_body: 0.4,
                coverage: 0.7,
                stress: 0.0,
            },
            // The answer hardly has the words of a question: pieces of them, and where it points as a whole.
            of_question: Manner {
                for_title: 3.0,
                for_keywords: 2.0,
                part: 0.0,
                text_part: 1.5,
                near: 2.0,
                pair_k1: 1.2,
                meaning: 0.14,
                meaning_of_body: 1.0,
                coverage: 0.9,
                stress: 0.5,
            },
            // It speaks of more than what it asks for, so that where all its words point together says less.
            of_demand: Manner {
                for_title: 0.7,
                for_keywords: 2.0,
                part: 1.0,
                text_part: 0.0,
                near: 3.5,
                pair_k1: 2.4,
                meaning: 0.1,
                meaning_of_body: 0.0,
                coverage: 0.7,
                stress: 1.0,
            },
        }
    }
}
