//! Suggestions while typing: keywords, words of titles and what was searched with success, by how they are written, by
//! pinyin, by its initials, and by pinyin with one letter wrong; then whole titles that begin so.

mod correct;
pub(crate) mod refresh;
mod sorted;
mod spoken;
mod table;

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use sorted::Sorted;
use spoken::{slips, spoken};
use table::{Phrase, Table};

use crate::analysis::{fold, is_han};
use crate::error::IndexError;
use crate::phrase::read_phrase;
use crate::schema::WHOLE_TITLE;
use crate::snapshot::Snapshot;
use crate::writing::SearchIndex;

/// A suggestion.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    /// As some achievement writes it.
    pub text: String,
    /// How many achievements have it, and how often it was searched.
    pub achievements: u64,
}

/// Longer texts are not completed, in characters.
const TYPED_AT_MOST: usize = 40;
/// Fewer letters are too few to be a slip of something.
const SLIP_FROM: usize = 4;
/// Phrases that are looked at for Chinese followed by letters.
const MIXED_LOOKED_AT: usize = 500;
/// Searched texts that are held against the listings for one answer.
const CHECKED_AT_MOST: usize = 10;
/// Titles that are looked at in each segment.
const TITLES_LOOKED_AT: usize = 10;

impl SearchIndex {
    /// What may be meant by the beginning of a text, the likeliest first.
    ///
    /// # Errors
    /// When the engine cannot read its files.
    pub fn suggest(&self, typed: &str, limit: usize) -> Result<Vec<Suggestion>, IndexError> {
        let typed: String = domain::text::one_line(typed)
            .chars()
            .take(TYPED_AT_MOST)
            .collect();
        let folded = fold(&typed).text;
        if folded.is_empty() {
            return Ok(Vec::new());
        }
        let table = self.suggestions.table();
        let mut listed = Listed {
            index: self,
            limit,
            seen: HashSet::new(),
            suggestions: Vec::new(),
            checks_left: CHECKED_AT_MOST,
        };
        listed.take_in(
            &table,
            table.written.best(table.written.beginning_with(&folded)),
        );
        let letters: String = folded.chars().filter(char::is_ascii_alphanumeric).collect();
        let has_only_letters = folded
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == ' ' || c == '\'');
        if has_only_letters && !letters.is_empty() {
            listed.take_in_spoken(&table, &letters);
        } else if let Some((chinese, letters)) = mixed(&folded) {
            listed.take_in_mixed(&table, chinese, letters);
        }
        if listed.suggestions.len() < limit {
            self.titles(&self.snapshot(), &folded, &mut listed)?;
        }
        Ok(listed.suggestions)
    }

    /// What past searches with results were, and how often: they are suggested as well, from the next time on that the
    /// suggestions are renewed.
    pub fn suggest_asked(&self, asked: Vec<(String, u32)>) {
        self.suggestions.set_asked(asked);
        self.suggestions.renew(self.snapshot(), &self.fields);
    }

    fn titles(
        &self,
        snapshot: &Snapshot,
        folded: &str,
        listed: &mut Listed,
    ) -> Result<(), IndexError> {
        for reader in snapshot.searcher.segment_readers() {
            let Some(titles) = reader.fast_fields().str(WHOLE_TITLE)? else {
                continue;
            };
            let mut stream = titles.dictionary().prefix_range(folded).into_stream()?;
            let mut found: Vec<(u64, String)> = Vec::new();
            while found.len() < TITLES_LOOKED_AT && stream.advance() {
                found.push((
                    stream.term_ord(),
                    String::from_utf8_lossy(stream.key()).into_owned(),
                ));
            }
            let (Some((first, _)), Some((last, _))) = (found.first(), found.last()) else {
                continue;
            };
            // One walk through the column counts all of them.
            let mut documents = Vec::new();
            titles.ords().get_docids_for_value_range(
                *first..=*last,
                0..reader.max_doc(),
                &mut documents,
            );
            let mut counts: HashMap<u64, u32> = HashMap::new();
            let alive = reader.alive_bitset();
            let published = documents
                .iter()
                .filter(|doc| alive.is_none_or(|alive| alive.is_alive(**doc)));
            for place in published.filter_map(|doc| titles.ords().first(*doc)) {
                *counts.entry(place).or_default() += 1;
            }
            for (place, term) in found {
                let (form, shown) = read_phrase(&term);
                if let Some(count) = counts.get(&place) {
                    listed.add(&Phrase {
                        form: form.into(),
                        shown: shown.into(),
                        count: *count,
                        is_listed: true,
                    });
                }
            }
        }
        Ok(())
    }
}

/// Suggestions in the making.
struct Listed<'a> {
    index: &'a SearchIndex,
    limit: usize,
    seen: HashSet<Box<str>>,
    suggestions: Vec<Suggestion>,
    /// So many searched texts may still be held against the listings.
    checks_left: usize,
}

impl Listed<'_> {
    fn add(&mut self, phrase: &Phrase) {
        if self.suggestions.len() < self.limit
            && self.seen.insert(phrase.form.clone())
            && self.leads_somewhere(phrase)
        {
            self.suggestions.push(Suggestion {
                text: phrase.shown.to_string(),
                achievements: u64::from(phrase.count),
            });
        }
    }

    /// What was only searched is suggested as long as a published listing answers it: it may have been withdrawn since.
    fn leads_somewhere(&mut self, phrase: &Phrase) -> bool {
        if phrase.is_listed {
            return true;
        }
        let Some(left) = self.checks_left.checked_sub(1) else {
            return false;
        };
        self.checks_left = left;
        self.index.answers(&phrase.shown).unwrap_or(false)
    }

    fn take_in(&mut self, table: &Table, places: impl Iterator<Item = u32>) {
        for phrase in places.filter_map(|at| table.phrase(at)) {
            if self.suggestions.len() >= self.limit {
                break;
            }
            self.add(phrase);
        }
    }

    /// By pinyin, by initials, and, when neither is anything, by pinyin with one letter wrong.
    fn take_in_spoken(&mut self, table: &Table, letters: &str) {
        let best = |sorted: &Sorted, prefix: &str| -> Vec<u32> {
            sorted
                .best(sorted.beginning_with(prefix))
                .take(self.limit)
                .collect()
        };
        let (full, initials) = (best(&table.spoken, letters), best(&table.initials, letters));
        // Few letters are rather initials than the beginning of a syllable; many are rather pinyin.
        let both = full.iter().chain(&initials).copied();
        let mut phrases: Vec<&Phrase> = both.filter_map(|at| table.phrase(at)).collect();
        let is_empty = phrases.is_empty();
        if is_empty && letters.chars().count() >= SLIP_FROM {
            let meant = slips(letters).into_iter().flat_map(|slip| {
                table
                    .spoken
                    .best(table.spoken.beginning_with(&slip))
                    .take(self.limit)
                    .collect::<Vec<u32>>()
            });
            phrases = meant.filter_map(|at| table.phrase(at)).collect();
        }
        phrases.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.form.cmp(&b.form)));
        for phrase in phrases {
            self.add(phrase);
        }
    }

    /// Phrases that begin with the Chinese and go on as the letters sound.
    fn take_in_mixed(&mut self, table: &Table, chinese: &str, letters: &str) {
        let goes_on = |phrase: &Phrase| {
            let rest = phrase
                .form
                .strip_prefix(chinese)
                .map(spoken)
                .unwrap_or_default();
            rest.iter()
                .any(|rest| rest.full.starts_with(letters) || rest.initials.starts_with(letters))
        };
        let places = table
            .written
            .best(table.written.beginning_with(chinese))
            .take(MIXED_LOOKED_AT);
        let fitting: Vec<u32> = places
            .filter(|at| table.phrase(*at).is_some_and(goes_on))
            .collect();
        self.take_in(table, fitting.into_iter());
    }
}

/// Chinese followed by letters, as an input method leaves it half way.
fn mixed(folded: &str) -> Option<(&str, &str)> {
    let at = folded.find(|c: char| !is_han(c))?;
    let (chinese, letters) = folded.split_at(at);
    (!chinese.is_empty() && letters.chars().all(|c| c.is_ascii_lowercase()))
        .then_some((chinese, letters))
}
