//! What a search asks, as the query string of an address says it: the same names for pages and for the API.
//!
//! No address is an error: what cannot be understood is left out.

use domain::catalogue::achievement::TransferMode;
use domain::catalogue::saved_search::{Chosen, SavedSearchInput, Wanted};
use domain::catalogue::vocabulary::Vocabulary;
use domain::id::OrganisationId;
use domain::{Fen, Timestamp};
use index::{Dimension, Filters, Page, Query, Sort, Weaker, YES};
use market::catalogue::saved_search::chosen_of;

use crate::ui::layout::in_query;

/// A search, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// The text.
    pub text: String,
    /// In which order.
    pub sort: Sort,
    /// Which page, from 1.
    pub page: usize,
    /// Filters, name and value, in the order typed.
    filters: Vec<(&'static str, String)>,
}

/// Names of the filters.
const FILTERS: [&str; 9] = [
    "field",
    "county",
    "organisation",
    "mode",
    "maturity_min",
    "price_max_fen",
    "year",
    "patent_in_force",
    "trial_offered",
];
/// Filters that hold one value only.
const SINGLE: [&str; 4] = [
    "maturity_min",
    "price_max_fen",
    "patent_in_force",
    "trial_offered",
];
/// Filters of one search at most: bounds what an address can ask for.
const FILTERS_AT_MOST: usize = 40;
/// Longest value of a filter, in characters.
const VALUE_AT_MOST: usize = 100;

/// Every order with its word in addresses and for people.
pub fn sorts() -> impl Iterator<Item = (Sort, &'static str)> {
    [
        (Sort::Relevance, "最相关"),
        (Sort::Newest, "最新发布"),
        (Sort::Confirmed, "最近确认"),
        (Sort::PriceLow, "价格从低到高"),
    ]
    .into_iter()
}

fn sort_word(sort: Sort) -> &'static str {
    match sort {
        Sort::Relevance => "relevance",
        Sort::Newest => "newest",
        Sort::Confirmed => "confirmed",
        Sort::PriceLow => "price_low",
    }
}

/// The name of the filter for a dimension.
pub fn parameter_of(dimension: Dimension) -> &'static str {
    match dimension {
        Dimension::Field => "field",
        Dimension::County => "county",
        Dimension::Organisation => "organisation",
        Dimension::Mode => "mode",
        Dimension::Maturity => "maturity_min",
        Dimension::Price => "price_max_fen",
        Dimension::Year => "year",
        Dimension::Patent => "patent_in_force",
        Dimension::Trial => "trial_offered",
    }
}

/// Whether the values of a dimension are thresholds: of maturity "at least" is chosen, of a price "at most".
pub fn is_threshold(dimension: Dimension) -> bool {
    matches!(dimension, Dimension::Maturity | Dimension::Price)
}

/// Whether a filter can have the value. (That nothing has it is no matter: then nothing is found.)
fn is_understood(name: &str, value: &str) -> bool {
    match name {
        "organisation" => value.parse::<OrganisationId>().is_ok(),
        "mode" => TransferMode::find(value).is_some(),
        "maturity_min" | "price_max_fen" | "year" => value.parse::<i64>().is_ok(),
        "patent_in_force" | "trial_offered" => value == YES,
        _ => true,
    }
}

/// A text without controls: they are neither looked for nor shown again.
fn plain(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}

impl Asked {
    /// A search for a text.
    pub fn of_text(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            page: 1,
            ..Self::default()
        }
    }

    /// Reads a query string; what cannot be understood is left out.
    pub fn read(raw: &str) -> Self {
        let mut asked = Self {
            page: 1,
            ..Self::default()
        };
        // Half a UTF-8 character in an address becomes a replacement character: still a search.
        for (name, value) in form_urlencoded::parse(raw.as_bytes()) {
            match name.as_ref() {
                "q" => {
                    asked.text = plain(&value)
                        .trim()
                        .chars()
                        .take(index::TEXT_AT_MOST)
                        .collect()
                }
                "sort" => {
                    asked.sort = sorts()
                        .map(|(sort, _)| sort)
                        .find(|sort| sort_word(*sort) == value)
                        .unwrap_or_default()
                }
                "page" => asked.page = value.parse().unwrap_or(1).clamp(1, index::DEEPEST),
                _ => asked.take_filter(&name, &value),
            }
        }
        asked
    }

    fn take_filter(&mut self, name: &str, value: &str) {
        let Some(known) = FILTERS.into_iter().find(|known| *known == name) else {
            return;
        };
        let value: String = domain::text::one_line(value)
            .chars()
            .take(VALUE_AT_MOST)
            .collect();
        let value = if known == "field" {
            Vocabulary::Field.canonical(&value)
        } else {
            value
        };
        if !value.is_empty()
            && is_understood(known, &value)
            && self.filters.len() < FILTERS_AT_MOST
            && !self.has(known, &value)
        {
            self.filters.push((known, value));
        }
    }

    /// Whether a value is chosen.
    pub fn has(&self, name: &str, value: &str) -> bool {
        self.filters
            .iter()
            .any(|(known, chosen)| *known == name && chosen == value)
    }

    /// The filters in force.
    pub fn chosen(&self) -> Vec<(&'static str, String)> {
        self.filters.clone()
    }

    /// Filters and order as names and values, so that a new text keeps them.
    pub fn kept(&self) -> Vec<(String, String)> {
        let mut kept: Vec<(String, String)> = self
            .filters
            .iter()
            .map(|(name, value)| ((*name).to_owned(), value.clone()))
            .collect();
        if self.sort != Sort::Relevance {
            kept.push(("sort".into(), sort_word(self.sort).into()));
        }
        kept
    }

    /// The same search with a value chosen, or no longer; on the first page.
    #[must_use]
    pub fn toggled(&self, name: &'static str, value: &str) -> Self {
        let mut other = self.with_page(1);
        if self.has(name, value) {
            other
                .filters
                .retain(|(known, chosen)| *known != name || chosen != value);
        } else {
            if SINGLE.contains(&name) {
                other.filters.retain(|(known, _)| *known != name);
            }
            other.filters.push((name, value.to_owned()));
        }
        other
    }

    /// The same search in another order; on the first page.
    #[must_use]
    pub fn sorted(&self, sort: Sort) -> Self {
        Self {
            sort,
            ..self.with_page(1)
        }
    }

    /// Another page of the same search.
    #[must_use]
    pub fn with_page(&self, page: usize) -> Self {
        Self {
            page,
            ..self.clone()
        }
    }

    /// The address of its result page.
    pub fn address(&self) -> String {
        let query = self.query_string();
        if query.is_empty() {
            "/achievements".into()
        } else {
            format!("/achievements?{query}")
        }
    }

    /// The query string of its address.
    pub fn query_string(&self) -> String {
        let mut parts = Vec::new();
        if !self.text.is_empty() {
            parts.push(format!("q={}", in_query(&self.text)));
        }
        parts.extend(
            self.kept()
                .iter()
                .map(|(name, value)| format!("{name}={}", in_query(value))),
        );
        if self.page > 1 {
            parts.push(format!("page={}", self.page));
        }
        parts.join("&")
    }

    /// The search as it is saved, under a name; without its order and page.
    pub fn to_save(&self, name: &str) -> SavedSearchInput {
        let filters = chosen_of(self.query(Timestamp(0)).filters);
        SavedSearchInput {
            name: name.to_owned(),
            text: self.text.clone(),
            filters,
        }
    }

    /// The search that was saved.
    pub fn of_saved(wanted: &Wanted) -> Self {
        let Chosen {
            field,
            county,
            organisation,
            mode,
            maturity_min,
            price_max_fen,
            year,
            patent_in_force,
            trial_offered,
        } = &wanted.filters;
        let mut asked = Self::of_text(&wanted.text);
        let mut add = |name: &'static str, value: String| asked.filters.push((name, value));
        field
            .iter()
            .for_each(|value| add("field", Vocabulary::Field.canonical(value)));
        county.iter().for_each(|code| add("county", code.clone()));
        organisation
            .iter()
            .for_each(|id| add("organisation", id.to_string()));
        mode.iter()
            .for_each(|mode| add("mode", mode.as_str().to_owned()));
        maturity_min
            .iter()
            .for_each(|level| add("maturity_min", level.to_string()));
        price_max_fen
            .iter()
            .for_each(|fen| add("price_max_fen", fen.0.to_string()));
        year.iter().for_each(|year| add("year", year.to_string()));
        for (name, chosen) in [
            ("patent_in_force", patent_in_force),
            ("trial_offered", trial_offered),
        ] {
            if *chosen {
                add(name, YES.to_owned());
            }
        }
        asked
    }

    /// The question for the index.
    pub fn query(&self, now: Timestamp) -> Query {
        let mut filters = Filters::default();
        for (name, value) in &self.filters {
            match *name {
                "field" => filters.field.push(value.clone()),
                "county" => filters.county.push(value.clone()),
                "organisation" => filters.organisation.extend(value.parse()),
                "mode" => filters.mode.extend(TransferMode::find(value)),
                "maturity_min" => filters.maturity_min = value.parse().ok(),
                "price_max_fen" => filters.price_max_fen = value.parse().ok().map(Fen),
                "patent_in_force" => filters.patent_in_force = true,
                "trial_offered" => filters.trial_offered = true,
                _ => filters.year.extend(value.parse::<i64>()),
            }
        }
        Query {
            filters,
            sort: self.sort,
            weaker: Weaker::Apart,
            ..Query::new(self.text.clone(), now)
        }
    }
}

/// An upper end of prices in fen, for people.
pub fn price_at_most(fen: &str) -> String {
    fen.parse().map_or_else(
        |_| fen.to_owned(),
        |fen| format!("价格不超过{}", Fen(fen).in_prose()),
    )
}

/// What a value of a filter is called: as the facet calls it, else by its own meaning.
pub fn label_of(name: &str, value: &str, page: &Page) -> String {
    let named = page
        .facets
        .iter()
        .filter(|facet| parameter_of(facet.dimension) == name && !is_threshold(facet.dimension));
    if let Some(found) = named
        .flat_map(|facet| &facet.values)
        .find(|known| known.value == value)
    {
        return found.label.clone();
    }
    match name {
        "county" => domain::people::county::name_of(value),
        "mode" => TransferMode::find(value)
            .map_or_else(|| value.to_owned(), |mode| mode.label().to_owned()),
        "maturity_min" => format!("成熟度 {value} 级以上"),
        "price_max_fen" => price_at_most(value),
        "year" => format!("{value}年"),
        "patent_in_force" => "有授权有效的专利".into(),
        "trial_offered" => "可先使用后付费".into(),
        _ => value.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_and_written_alike() {
        let asked = Asked::read(
            "q=%E7%A2%B3%E5%8C%96%E7%A1%85&field=%E6%96%B0%E6%9D%90%E6%96%99&mode=licence&sort=newest&page=3",
        );
        assert_eq!(
            (asked.text.as_str(), asked.page, asked.sort),
            ("碳化硅", 3, Sort::Newest)
        );
        assert_eq!(
            Asked::read(
                asked
                    .address()
                    .split_once('?')
                    .map_or("", |(_, query)| query)
            ),
            asked
        );
        let query = asked.query(Timestamp(0));
        assert_eq!(
            (query.filters.field, query.filters.mode),
            (vec!["新材料".to_owned()], vec![TransferMode::Licence])
        );
    }

    #[test]
    fn a_saved_search_leads_back_to_what_was_searched() {
        let asked = Asked::read(
            "q=%E9%92%A2&field=a&county=140902&mode=licence&maturity_min=6&price_max_fen=100&year=2025&patent_in_force=true&trial_offered=true&sort=newest&page=3",
        );
        let (name, wanted) = asked.to_save("钢").check().expect("right");
        let again = Asked::of_saved(&wanted);
        assert_eq!(
            (name.as_str(), again.address()),
            ("钢", asked.sorted(Sort::Relevance).address())
        );
        assert_eq!(again.to_save("").check().expect("right").1, wanted);
    }

    #[test]
    fn no_address_is_an_error() {
        for raw in [
            "q=%E7%A2",
            "page=-1&page=x",
            "organisation=nobody&year=MMXX&maturity_min=high",
            "&&=&q",
            "sort=worst&colour=red",
        ] {
            let asked = Asked::read(raw);
            assert!(asked.page >= 1, "{raw}");
            drop(asked.query(Timestamp(0)));
        }
    }

    #[test]
    fn choosing_a_value_twice_takes_it_away() {
        let asked = Asked::of_text("钢").toggled("field", "新材料");
        assert!(asked.has("field", "新材料"));
        assert_eq!(asked.toggled("field", "新材料"), Asked::of_text("钢"));
        let capped = asked
            .toggled("price_max_fen", "100")
            .toggled("price_max_fen", "200");
        assert!(!capped.has("price_max_fen", "100") && capped.has("price_max_fen", "200"));
    }
}
