//! What is known of a gathered document, and how its score is finished.

use domain::catalogue::achievement::CONFIRM_EVERY_DAYS;
use domain::time::{DAY_US, Timestamp};
use tantivy::DocAddress;

use crate::answer::Reason;
use crate::places::Places;
use crate::plan::Plan;
use crate::query::Explain;
use crate::rank::formula::{coverage_factor, pointing};
use crate::ranking::Ranking;
use crate::snapshot::Columns;

/// The most that completeness adds.
const COMPLETENESS: f32 = 0.03;

/// The most that a late confirmation takes away: a listing sinks gently after one period, leaves after two.
const STALENESS: f32 = 0.10;

/// What is known of one gathered document after the second look.
#[derive(Clone, Debug)]
pub(crate) struct Evidence {
    pub(crate) address: DocAddress,
    pub(crate) tally: Tally,
    /// Which of [`SearchField::TEXTS`] matched; the fifth is the identifier.
    pub(crate) matched: [bool; 5],
    /// Where its texts lie.
    pub(super) places: Places,
    /// What an occurrence in each of [`SearchField::TEXTS`] counts: the weight of the field, less in a long text.
    pub(super) worth: [f32; 4],
    /// How much title and keywords say of what it is about, from 0 to 1.
    pub(super) told: f32,
    /// What an occurrence of a part counts.
    pub(super) part_worth: f32,
}

/// What was counted for a document.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tally {
    pub(crate) score: f32,
    /// The worth of the words it has, and how many they are.
    pub(super) covered: f32,
    pub(super) words: usize,
    pub(crate) reasons: Vec<Reason>,
}

impl Evidence {
    pub(super) fn of(address: DocAddress) -> Self {
        Self {
            address,
            tally: Tally::default(),
            matched: [false; 5],
            places: Places::default(),
            worth: [0.0; 4],
            told: 1.0,
            part_worth: 0.0,
        }
    }

    /// How many of these places lie in each of its texts.
    pub(super) fn times(&self, places: &[u32]) -> [f32; 4] {
        let mut times = [0.0; 4];
        for place in places {
            times[self.places.text_of(*place)] += 1.0;
        }
        times
    }

    /// Occurrences in its texts, weighted by text and length.
    pub(super) fn weighted(&self, places: &[u32]) -> f32 {
        self.times(places)
            .iter()
            .zip(self.worth)
            .map(|(times, worth)| times * worth)
            .sum()
    }

    pub(super) fn finish(
        &mut self,
        ranking: &Ranking,
        plan: &Plan,
        highest: f32,
        columns: &Columns,
        now: Timestamp,
        explain: Explain,
    ) {
        let coverage = coverage_factor(
            ranking,
            ranking.manner(plan.kind),
            plan.count_of_words(),
            self.tally.covered,
            plan.value_of_words(),
        );
        let doc = self.address.doc_id;
        let priors = priors(columns, doc, now);
        if explain == Explain::Given {
            let factor = |what: &str, factor: f32, score: f32| Reason {
                what: what.into(),
                fields: Vec::new(),
                score: score * (factor - 1.0),
            };
            self.tally
                .reasons
                .push(factor("词语齐全程度", coverage, self.tally.score));
            self.tally.reasons.push(factor(
                "完整与新鲜程度",
                priors,
                self.tally.score * coverage,
            ));
        }
        self.tally.score *= coverage;
        let manner = ranking.manner(plan.kind);
        let points =
            plan.direction
                .as_ref()
                .zip(columns.directions(doc))
                .map_or(0.0, |(query, its)| {
                    let likeness = [its.title_like(query), its.body_like(query)];
                    pointing(manner, plan.count_of_words(), self.told, likeness)
                });
        let alike = manner.meaning * highest * points;
        if explain == Explain::Given {
            self.tally.reasons.push(Reason {
                what: "意思相近".into(),
                fields: Vec::new(),
                score: alike * priors,
            });
        }
        self.tally.score = (self.tally.score + alike) * priors;
    }
}

/// What a listing gains by being complete and loses by not being confirmed.
fn priors(columns: &Columns, doc: u32, now: Timestamp) -> f32 {
    let percent = columns
        .completeness
        .of(doc)
        .and_then(|percent| u8::try_from(percent).ok())
        .unwrap_or(0);
    let complete = 1.0 + COMPLETENESS * f32::from(percent) / 100.0;
    let period_us = CONFIRM_EVERY_DAYS * DAY_US;
    let late_us = now
        .0
        .saturating_sub(columns.confirmed_at[doc as usize])
        .saturating_sub(period_us)
        .clamp(0, period_us);
    // In thousandths of a period, so that it fits a small number exactly.
    let late = u16::try_from(late_us / (period_us / 1000)).unwrap_or(1000);
    complete * (1.0 - STALENESS * f32::from(late) / 1000.0)
}
