//! How much the title and the keywords of a document tell: what their words are worth together, by how rare each is among
//! titles (or keywords). A running number, or a title whose words stand in nearly every title, tells little; a listing that
//! has no more than that is ranked by its text.

use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocSet, Searcher, SegmentReader, TERMINATED, Term};

use crate::analysis::is_function_word;
use crate::error::IndexError;
use crate::rarity::rarity;
use crate::schema::FieldHandles;
use crate::texts::Texts;

/// Fewer documents count as so many: of three titles every word stands in a third of all.
const DOCUMENTS_AT_LEAST: u64 = 100;
/// A nat in the unit that is kept.
const NAT: f32 = 8.0;

/// A title tells in full whose words are worth so much together, in nats.
const TITLE_IN_FULL: f32 = 12.0;
/// The same for keywords.
const KEYWORDS_IN_FULL: f32 = 8.0;

/// What title and keywords of a document tell, in eighths of nats.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tells {
    title: u8,
    keywords: u8,
}

impl Tells {
    /// The share that a title of so many places tells of what tells in full, from 0 to 1. No title at all is no title that
    /// says nothing: there is nothing else to go by.
    pub(crate) fn title_of(self, places: f32) -> f32 {
        if places > 1.0 {
            (f32::from(self.title) / NAT / TITLE_IN_FULL).min(1.0)
        } else {
            1.0
        }
    }

    /// The same for the keywords.
    pub(crate) fn keywords(self) -> f32 {
        (f32::from(self.keywords) / NAT / KEYWORDS_IN_FULL).min(1.0)
    }

    /// How much title and keywords say together of what a document is about, from 0 to 1.
    pub(crate) fn told(self, places: f32) -> f32 {
        1.0 - (1.0 - self.title_of(places)) * (1.0 - self.keywords())
    }
}

/// What title and keywords of a document tell that may not be in the index, as of this state of it.
pub(crate) fn tells_of(
    texts: &Texts,
    searcher: &Searcher,
    fields: &FieldHandles,
) -> Result<Tells, IndexError> {
    let documents = documents(searcher).max(DOCUMENTS_AT_LEAST);
    let [title, keywords, _] = fields.narrow;
    let mut sums = [0_u8; 2];
    for ((sum, field), words) in sums
        .iter_mut()
        .zip([title, keywords])
        .zip(texts.words_of_title_and_keywords())
    {
        for word in words.into_iter().filter(|word| is_telling(word)) {
            // It will be one of them.
            let frequency = searcher
                .doc_freq(&Term::from_field_text(field, word))?
                .max(1);
            *sum = sum.saturating_add(eighths(frequency, documents));
        }
    }
    let [title, keywords] = sums;
    Ok(Tells { title, keywords })
}

/// Sums up what the words tell of every document of a segment.
pub(crate) fn tells(
    reader: &SegmentReader,
    searcher: &Searcher,
    fields: &FieldHandles,
) -> Result<Vec<Tells>, IndexError> {
    let [title, keywords, _] = fields.narrow;
    let [title, keywords] = [
        sums(reader, searcher, title)?,
        sums(reader, searcher, keywords)?,
    ];
    Ok(title
        .into_iter()
        .zip(keywords)
        .map(|(title, keywords)| Tells { title, keywords })
        .collect())
}

/// Documents in the index, replaced ones included, as its statistics count them.
fn documents(searcher: &Searcher) -> u64 {
    let segments = searcher.segment_readers().iter();
    segments.map(|segment| u64::from(segment.max_doc())).sum()
}

fn sums(reader: &SegmentReader, searcher: &Searcher, field: Field) -> Result<Vec<u8>, IndexError> {
    let documents = documents(searcher);
    let mut sums = vec![0_u8; reader.max_doc() as usize];
    let inverted = reader.inverted_index(field)?;
    let mut words = inverted.terms().stream()?;
    while let Some((bytes, list)) = words.next() {
        let word = String::from_utf8_lossy(bytes);
        if !is_telling(&word) {
            continue;
        }
        let frequency = searcher.doc_freq(&Term::from_field_text(field, &word))?;
        let eighths = eighths(frequency, documents.max(DOCUMENTS_AT_LEAST));
        let mut documents = inverted.read_postings_from_terminfo(list, IndexRecordOption::Basic)?;
        let mut doc = documents.doc();
        while doc != TERMINATED {
            let sum = &mut sums[doc as usize];
            *sum = sum.saturating_add(eighths);
            doc = documents.advance();
        }
    }
    Ok(sums)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a logarithm of counts, times eight, is below 256"
)]
fn eighths(frequency: u64, documents: u64) -> u8 {
    (NAT * rarity(frequency, documents)) as u8
}

/// Numbers, in whatever digits, single characters (第, 号) and function words say nothing by themselves.
fn is_telling(word: &str) -> bool {
    let is_digit = |c: char| {
        c.is_numeric()
            || matches!(
                c,
                '一' | '二'
                    | '三'
                    | '四'
                    | '五'
                    | '六'
                    | '七'
                    | '八'
                    | '九'
                    | '十'
                    | '百'
                    | '千'
                    | '万'
                    | '零'
                    | '两'
            )
    };
    word.chars().nth(1).is_some() && !word.chars().all(is_digit) && !is_function_word(word)
}
