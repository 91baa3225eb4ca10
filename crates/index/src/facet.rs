//! Facets: how many achievements each further choice would leave.
//!
//! A facet's own filter does not apply to its own counts (otherwise a second value of it could never be chosen);
//! the query and every other filter do.

use std::collections::{BTreeMap, HashMap};

use domain::catalogue::achievement::{Maturity, TransferMode};
use domain::people::county;
use serde::{Deserialize, Serialize};
use tantivy::DocId;

use crate::filter::{SegmentFilter, bit};
use crate::price_band::{NEGOTIABLE, OVER, PRICE_UP_TO};
use crate::query::Filters;
use crate::snapshot::Columns;

/// By what achievements are counted.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dimension {
    /// 应用领域.
    Field,
    /// 所在县（市、区）.
    County,
    /// 单位.
    Organisation,
    /// 转化方式.
    Mode,
    /// 成熟度.
    Maturity,
    /// 价格.
    Price,
    /// 完成年份.
    Year,
    /// 专利授权有效.
    Patent,
    /// 可先使用后付费.
    Trial,
}

impl Dimension {
    /// Every dimension, in the order of the page.
    pub const ALL: [Self; 9] = [
        Self::Field,
        Self::County,
        Self::Organisation,
        Self::Mode,
        Self::Maturity,
        Self::Price,
        Self::Year,
        Self::Patent,
        Self::Trial,
    ];

    /// For people.
    pub fn label(self) -> &'static str {
        match self {
            Self::Field => "应用领域",
            Self::County => "县（市、区）",
            Self::Organisation => "单位",
            Self::Mode => "转化方式",
            Self::Maturity => "成熟度",
            Self::Price => "价格",
            Self::Year => "完成年份",
            Self::Patent => "专利",
            Self::Trial => "先使用后付费",
        }
    }
}

/// One value of a facet.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FacetValue {
    /// The value as the filter takes it: a field, a division code, an organisation's identifier, a mode, the lowest
    /// level of a maturity word, the upper end of a price band in fen (`over` above the last, `negotiable`), a year, [`YES`].
    pub value: String,
    /// For people.
    pub label: String,
    /// How many achievements have it.
    pub count: u64,
}

/// The values of one dimension, the most frequent first (maturity and price in their own order, years newest first).
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Facet {
    /// By what.
    pub dimension: Dimension,
    /// For people.
    pub label: &'static str,
    /// At most [`VALUES_AT_MOST`] values; those that are chosen are always among them.
    pub values: Vec<FacetValue>,
}

/// The value of a property that a listing has or has not.
pub const YES: &str = "true";

/// The most values that a facet shows.
pub const VALUES_AT_MOST: usize = 50;

/// The maturity words with the lowest level of each 概念、小试、中试、量产.
const MATURITY_FROM: [i64; 4] = [1, 4, 6, 8];

/// Counts in the making, over all segments.
#[derive(Default)]
pub(crate) struct Counts {
    /// Documents inside every filter.
    pub(crate) total: usize,
    words: [HashMap<String, u64>; 4],
    maturity: [u64; 4],
    price: [u64; PRICE_UP_TO.len() + 2],
    years: BTreeMap<i64, u64>,
    patent_in_force: u64,
    trial_offered: u64,
}

/// Counts of one segment, by the place of each value in its column.
pub(crate) struct SegmentCounts<'a> {
    columns: &'a Columns,
    filter: &'a SegmentFilter<'a>,
    total: usize,
    fields: Vec<u64>,
    counties: Vec<u64>,
    organisations: Vec<u64>,
    modes: [u64; 8],
    levels: [u64; 16],
    price: [u64; PRICE_UP_TO.len() + 2],
    years: Vec<u64>,
    patent_in_force: u64,
    trial_offered: u64,
}

impl<'a> SegmentCounts<'a> {
    /// Nothing counted yet.
    pub(crate) fn new(columns: &'a Columns, filter: &'a SegmentFilter<'a>) -> Self {
        Self {
            columns,
            filter,
            total: 0,
            fields: vec![0; columns.fields.len()],
            counties: vec![0; columns.counties.len()],
            organisations: vec![0; columns.organisations.len()],
            modes: [0; 8],
            levels: [0; 16],
            price: [0; PRICE_UP_TO.len() + 2],
            years: vec![0; columns.years.len()],
            patent_in_force: 0,
            trial_offered: 0,
        }
    }

    /// Counts a document that matches the text.
    pub(crate) fn count(&mut self, doc: DocId) {
        if !self.filter.admits(doc) {
            return;
        }
        let failing = self.filter.failing(doc);
        if failing == 0 {
            self.total += 1;
        }
        // It counts for a dimension when it fails no filter but, at most, that dimension's own.
        let counts_for = |its_bit: u16| failing & !its_bit == 0;
        let row = self.columns.rows[doc as usize];
        if counts_for(bit::FIELD) {
            add_one(&mut self.fields, usize::from(row.field));
        }
        if counts_for(bit::COUNTY) {
            add_one(&mut self.counties, usize::from(row.county));
        }
        if counts_for(bit::ORGANISATION) {
            add_one(&mut self.organisations, row.organisation as usize);
        }
        if counts_for(bit::MODE) {
            let mut modes = row.modes;
            while modes != 0 {
                self.modes[modes.trailing_zeros() as usize] += 1;
                modes &= modes - 1;
            }
        }
        if counts_for(bit::MATURITY) {
            self.levels[usize::from(row.maturity())] += 1;
        }
        if counts_for(bit::PRICE) {
            add_one(&mut self.price, usize::from(row.price_band()));
        }
        if counts_for(bit::YEAR) {
            add_one(&mut self.years, usize::from(row.year));
        }
        if counts_for(bit::PATENT) {
            self.patent_in_force += u64::from(self.filter.has_patent_in_force(doc));
        }
        if counts_for(bit::TRIAL) {
            self.trial_offered += u64::from(row.trial_offered);
        }
    }
}

/// A document without a value has a place beyond the end.
fn add_one(counts: &mut [u64], at: usize) {
    if let Some(count) = counts.get_mut(at) {
        *count += 1;
    }
}

impl Counts {
    /// Adds what one segment counted.
    pub(crate) fn add(&mut self, segment: SegmentCounts<'_>) {
        self.total += segment.total;
        let columns = segment.columns;
        let words: [(&[String], &[u64]); 4] = [
            (&columns.fields, &segment.fields),
            (&columns.counties, &segment.counties),
            (&columns.organisations, &segment.organisations),
            (&columns.modes, &segment.modes),
        ];
        for ((words, counts), sums) in words.into_iter().zip(&mut self.words) {
            for (word, count) in words.iter().zip(counts).filter(|(_, count)| **count > 0) {
                *sums.entry(word.clone()).or_default() += count;
            }
        }
        // Without a level is no value.
        for (level, count) in (0..)
            .zip(segment.levels)
            .skip(1)
            .filter(|(_, count)| *count > 0)
        {
            let band = MATURITY_FROM
                .iter()
                .rposition(|from| level >= *from)
                .unwrap_or(0);
            self.maturity[band] += count;
        }
        for (sum, count) in self.price.iter_mut().zip(segment.price) {
            *sum += count;
        }
        self.patent_in_force += segment.patent_in_force;
        self.trial_offered += segment.trial_offered;
        for (year, count) in columns
            .years
            .iter()
            .zip(segment.years)
            .filter(|(_, count)| *count > 0)
        {
            *self.years.entry(*year).or_default() += count;
        }
    }

    /// The facets as the page shows them.
    pub(crate) fn facets(self, filters: &Filters) -> Vec<Facet> {
        let [fields, counties, organisations, modes] = self.words;
        let plain = |(word, count): (String, u64)| FacetValue {
            label: word.clone(),
            value: word,
            count,
        };
        let county = |(code, count): (String, u64)| FacetValue {
            label: county::name_of(&code),
            value: code,
            count,
        };
        let mode = |(word, count): (String, u64)| FacetValue {
            label: TransferMode::find(&word)
                .map_or_else(|| word.clone(), |mode| mode.label().into()),
            value: word,
            count,
        };
        let maturity = MATURITY_FROM
            .iter()
            .zip(self.maturity)
            .map(|(from, count)| FacetValue {
                value: from.to_string(),
                label: Maturity::trl(*from).word().into(),
                count,
            });
        let price_names = PRICE_UP_TO
            .iter()
            .map(|(up_to, label)| (up_to.to_string(), *label));
        let price_names =
            price_names.chain([OVER, NEGOTIABLE].map(|(value, label)| (value.to_owned(), label)));
        let price = price_names
            .zip(self.price)
            .map(|((value, label), count)| FacetValue {
                value,
                label: label.into(),
                count,
            });
        let years = self.years.iter().rev().map(|(year, count)| FacetValue {
            value: year.to_string(),
            label: format!("{year}年"),
            count: *count,
        });
        let chosen_organisations: Vec<String> = filters
            .organisation
            .iter()
            .map(ToString::to_string)
            .collect();
        let chosen_modes: Vec<String> = filters
            .mode
            .iter()
            .map(|mode| mode.as_str().to_owned())
            .collect();
        let chosen_years: Vec<String> = filters.year.iter().map(ToString::to_string).collect();
        let there = |value: &FacetValue| value.count > 0;
        vec![
            facet(
                Dimension::Field,
                by_count(fields.into_iter().map(plain)),
                &filters.field,
            ),
            facet(
                Dimension::County,
                by_count(counties.into_iter().map(county)),
                &filters.county,
            ),
            facet(
                Dimension::Organisation,
                by_count(named(organisations).into_iter()),
                &chosen_organisations,
            ),
            facet(
                Dimension::Mode,
                by_count(modes.into_iter().map(mode)),
                &chosen_modes,
            ),
            facet(Dimension::Maturity, maturity.filter(there).collect(), &[]),
            facet(Dimension::Price, price.filter(there).collect(), &[]),
            facet(Dimension::Year, years.collect(), &chosen_years),
            facet(
                Dimension::Patent,
                yes("有授权有效的专利", self.patent_in_force),
                &[],
            ),
            facet(
                Dimension::Trial,
                yes("可先使用后付费", self.trial_offered),
                &[],
            ),
        ]
    }
}

/// The one value of a property that a listing has or has not.
fn yes(label: &str, count: u64) -> Vec<FacetValue> {
    if count == 0 {
        Vec::new()
    } else {
        vec![FacetValue {
            value: YES.into(),
            label: label.into(),
            count,
        }]
    }
}

/// Organisations by identifier; one that was renamed is counted once, under the name that most documents have.
fn named(organisations: HashMap<String, u64>) -> Vec<FacetValue> {
    let mut by_id: BTreeMap<String, Vec<(u64, String)>> = BTreeMap::new();
    for (word, count) in organisations {
        let (id, name) = word.split_once(' ').unwrap_or((&word, &word));
        by_id
            .entry(id.to_owned())
            .or_default()
            .push((count, name.to_owned()));
    }
    let mut values = Vec::with_capacity(by_id.len());
    for (value, names) in by_id {
        let count = names.iter().map(|(count, _)| count).sum();
        let label = names
            .into_iter()
            .max()
            .map_or_else(String::new, |(_, name)| name);
        values.push(FacetValue {
            value,
            label,
            count,
        });
    }
    values
}

fn by_count(values: impl Iterator<Item = FacetValue>) -> Vec<FacetValue> {
    let mut sorted: Vec<FacetValue> = values.collect();
    sorted.sort_by(|a, b| {
        b.count
            .cmp(&a.count)
            .then_with(|| a.label.cmp(&b.label))
            .then_with(|| a.value.cmp(&b.value))
    });
    sorted
}

/// Bounds the values, but keeps those that are chosen: they must be seen to be taken back.
fn facet(dimension: Dimension, values: Vec<FacetValue>, chosen: &[String]) -> Facet {
    let kept = values
        .into_iter()
        .enumerate()
        .filter(|(at, value)| *at < VALUES_AT_MOST || chosen.contains(&value.value));
    Facet {
        dimension,
        label: dimension.label(),
        values: kept.map(|(_, value)| value).collect(),
    }
}
