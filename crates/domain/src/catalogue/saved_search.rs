//! Saved searches 保存的检索: a search that a person keeps, to run it again and to be told of new listings that answer it.
//!
//! What it is not: a search. What is asked of the index is made from it elsewhere; and it is nobody else's business.

use serde::{Deserialize, Serialize};

use crate::catalogue::achievement::TransferMode;
use crate::catalogue::vocabulary::Vocabulary;
use crate::field::{FieldError, Fields};
use crate::id::{OrganisationId, SavedSearchId, UserId};
use crate::money::fen;
use crate::money::fen::Fen;
use crate::people::county;
use crate::time::Timestamp;

/// Longest text of a saved search, in characters: what the search box takes.
pub const TEXT_AT_MOST: usize = 200;
/// Longest name, in characters.
pub const NAME_AT_MOST: usize = 100;
/// Values chosen in all filters together.
pub const CHOSEN_AT_MOST: usize = 40;
/// Saved searches of one person.
pub const EACH_AT_MOST: i64 = 50;
/// Longest value of a filter, in characters.
const VALUE_AT_MOST: usize = 100;

/// What was chosen beside the text: within one filter any of its values, across filters all of them.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Chosen {
    /// Application fields 应用领域.
    pub field: Vec<String>,
    /// Counties of origin: division codes or names.
    pub county: Vec<String>,
    /// Who lists it.
    pub organisation: Vec<OrganisationId>,
    /// Modes on offer.
    pub mode: Vec<TransferMode>,
    /// At least this level of maturity, 1 to 9.
    pub maturity_min: Option<i64>,
    /// The least a buyer would pay is at most this, in fen.
    pub price_max_fen: Option<Fen>,
    /// Years of completion.
    pub year: Vec<i64>,
    /// With a granted patent whose protection has not ended.
    pub patent_in_force: bool,
    /// Trial first, pay later.
    pub trial_offered: bool,
}

/// A search to be saved, as a form or the API hands it in, not yet checked.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SavedSearchInput {
    /// How it is called; the sentence that sums it up when empty.
    pub name: String,
    /// The text as typed; may be empty when something is chosen.
    pub text: String,
    /// The filters.
    pub filters: Chosen,
}

/// A search, checked: two that ask the same are equal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wanted {
    /// The text on one line, or empty.
    pub text: String,
    /// The filters, each value once and in order.
    pub filters: Chosen,
}

/// A saved search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedSearch {
    /// Identifier.
    pub id: SavedSearchId,
    /// Whose it is.
    pub user: UserId,
    /// For whom the person acted when saving it: its own listings are no news to the person.
    pub organisation: OrganisationId,
    /// How it is called.
    pub name: String,
    /// What is looked for.
    pub wanted: Wanted,
    /// Saved at: listings published later are news.
    pub created_at: Timestamp,
}

impl Chosen {
    /// How many values are chosen.
    pub fn count(&self) -> usize {
        let single = [
            self.maturity_min.is_some(),
            self.price_max_fen.is_some(),
            self.patent_in_force,
            self.trial_offered,
        ];
        let single = single.into_iter().filter(|chosen| *chosen).count();
        self.field.len()
            + self.county.len()
            + self.organisation.len()
            + self.mode.len()
            + self.year.len()
            + single
    }

    /// Checks every value and puts them in order.
    fn check(mut self, fields: &mut Fields) -> Self {
        if self.count() > CHOSEN_AT_MOST {
            fields.wrong(
                "filters",
                "too_many",
                format!("筛选条件最多 {CHOSEN_AT_MOST} 个，现有 {} 个", self.count()),
            );
        }
        for (at, value) in self.field.iter_mut().enumerate() {
            *value = fields.line(
                &format!("filters/field/{at}"),
                "应用领域",
                value,
                VALUE_AT_MOST,
            );
            *value = Vocabulary::Field.canonical(value);
        }
        for (at, value) in self.county.iter_mut().enumerate() {
            *value = county::checked(fields, &format!("filters/county/{at}"), value);
        }
        if self
            .maturity_min
            .is_some_and(|level| !(1..=9).contains(&level))
        {
            fields.wrong(
                "filters/maturity_min",
                "range",
                "最低成熟度按 1 至 9 级填写，例如 6 级（中试）；没有要求请留空",
            );
        }
        if self
            .price_max_fen
            .is_some_and(|fen| fen < Fen::ZERO || fen > fen::LARGEST)
        {
            fields.wrong(
                "filters/price_max_fen",
                "range",
                "价格上限不能小于 0 元；没有要求请留空",
            );
        }
        if self.year.iter().any(|year| !(1900..2200).contains(year)) {
            fields.wrong("filters/year", "range", "完成年份应为四位数字，例如 2025");
        }
        self.field.retain(|value| !value.is_empty());
        self.county.retain(|value| !value.is_empty());
        in_order(&mut self.field);
        in_order(&mut self.county);
        in_order(&mut self.organisation);
        in_order(&mut self.mode);
        in_order(&mut self.year);
        self
    }

    /// What is chosen, in words; organisations by the names that are handed in.
    fn words(&self, organisations: &[String]) -> Vec<String> {
        let mut words = self.field.clone();
        words.extend(self.county.iter().map(|code| county::name_of(code)));
        words.extend_from_slice(organisations);
        words.extend(self.mode.iter().map(|mode| mode.label().to_owned()));
        words.extend(
            self.maturity_min
                .map(|level| format!("成熟度 {level} 级以上")),
        );
        words.extend(
            self.price_max_fen
                .map(|fen| format!("价格不超过{}", fen.in_prose())),
        );
        words.extend(self.year.iter().map(|year| format!("{year}年")));
        words.extend(self.patent_in_force.then(|| "有授权有效的专利".to_owned()));
        words.extend(self.trial_offered.then(|| "可先使用后付费".to_owned()));
        words
    }
}

fn in_order<T: Ord>(values: &mut Vec<T>) {
    values.sort();
    values.dedup();
}

impl SavedSearchInput {
    /// Checks every field: the name, empty when none was given, and the search.
    ///
    /// # Errors
    /// Every field that is wrong, at once.
    pub fn check(self) -> Result<(String, Wanted), Vec<FieldError>> {
        let mut fields = Fields::new();
        let name = fields.line("name", "名称", &self.name, NAME_AT_MOST);
        let text = fields.line("text", "检索词", &self.text, TEXT_AT_MOST);
        let filters = self.filters.check(&mut fields);
        if fields.is_empty() && filters.count() == 0 && !text.chars().any(char::is_alphanumeric) {
            let message = "既没有检索词也没有筛选条件的检索会找到全部成果，不能保存。请先输入检索词或选择条件，例如“碳化硅”";
            fields.wrong("text", "required", message);
        }
        fields.finish((name, Wanted { text, filters }))
    }
}

impl Wanted {
    /// The search in one sentence: `“新材料”中与“碳化硅”有关的成果`. Organisations are called by the names handed in.
    pub fn sentence(&self, organisations: &[String]) -> String {
        let within: Vec<String> = self
            .filters
            .words(organisations)
            .into_iter()
            .map(|word| format!("“{word}”"))
            .collect();
        let within = if within.is_empty() {
            String::new()
        } else {
            format!("{}中", within.join("、"))
        };
        let about = if self.text.is_empty() {
            "的".into()
        } else {
            format!("与“{}”有关的", self.text)
        };
        shortened(&format!("{within}{about}成果"), NAME_AT_MOST)
    }
}

fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most - 1).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_text(text: &str) -> SavedSearchInput {
        SavedSearchInput {
            text: text.into(),
            ..SavedSearchInput::default()
        }
    }

    fn within(filters: Chosen) -> SavedSearchInput {
        SavedSearchInput {
            filters,
            ..SavedSearchInput::default()
        }
    }

    #[test]
    fn a_search_for_nothing_cannot_be_saved() {
        for text in ["", "  ", "。，——", "\n\u{3000}"] {
            let errors = of_text(text).check().expect_err("nothing is looked for");
            assert_eq!(
                (errors[0].field.as_str(), errors[0].code),
                ("text", "required"),
                "{text}"
            );
        }
        assert!(of_text("钢").check().is_ok());
        assert!(
            within(Chosen {
                year: vec![2025],
                ..Chosen::default()
            })
            .check()
            .is_ok()
        );
    }

    #[test]
    fn two_searches_that_ask_the_same_are_equal() {
        let filters = |fields: &[&str], counties: &[&str]| Chosen {
            field: fields.iter().map(|field| (*field).to_owned()).collect(),
            county: counties.iter().map(|county| (*county).to_owned()).collect(),
            ..Chosen::default()
        };
        let one = SavedSearchInput {
            filters: filters(&["新材料", "新能源"], &["忻府区"]),
            ..of_text(" 碳化硅  衬底")
        };
        let other = SavedSearchInput {
            filters: filters(&["新能源", " 新材料", "新能源", ""], &["140902"]),
            ..of_text("碳化硅 衬底 ")
        };
        assert_eq!(
            one.check().expect("right").1,
            other.check().expect("right").1
        );
    }

    #[test]
    fn every_wrong_field_is_reported_at_once() {
        let filters = Chosen {
            field: vec!["域".repeat(VALUE_AT_MOST + 1)],
            county: vec!["忻府区".into(), "太原市".into()],
            maturity_min: Some(10),
            price_max_fen: Some(Fen(-1)),
            year: vec![25],
            ..Chosen::default()
        };
        let wrong = SavedSearchInput {
            name: "名".repeat(NAME_AT_MOST + 1),
            text: "字".repeat(TEXT_AT_MOST + 1),
            filters,
        };
        let errors = wrong.check().expect_err("seven errors");
        let places: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
        let expected = [
            "name",
            "text",
            "filters/field/0",
            "filters/county/1",
            "filters/maturity_min",
            "filters/price_max_fen",
            "filters/year",
        ];
        assert_eq!(places, expected);
        let many = within(Chosen {
            year: (1900..1900 + 41).collect(),
            ..Chosen::default()
        });
        assert_eq!(many.check().expect_err("too many")[0].code, "too_many");
    }

    #[test]
    fn a_search_is_summed_up_in_one_sentence_that_is_not_too_long() {
        let sentence = |input: SavedSearchInput| {
            input
                .check()
                .expect("right")
                .1
                .sentence(&["示例大学".into()])
        };
        assert_eq!(
            Wanted {
                text: "碳化硅".into(),
                filters: Chosen::default()
            }
            .sentence(&[]),
            "与“碳化硅”有关的成果"
        );
        let filters = Chosen {
            field: vec!["新材料".into()],
            county: vec!["140902".into()],
            mode: vec![TransferMode::Licence],
            maturity_min: Some(6),
            price_max_fen: Some(Fen(50_000_000)),
            ..Chosen::default()
        };
        insta::assert_snapshot!(sentence(SavedSearchInput { filters: filters.clone(), ..of_text("碳化硅") }), @"“新材料”、“忻府区”、“示例大学”、“许可”、“成熟度 6 级以上”、“价格不超过50万元”中与“碳化硅”有关的成果");
        insta::assert_snapshot!(sentence(within(Chosen { year: vec![2025], ..Chosen::default() })), @"“示例大学”、“2025年”中的成果");
        assert_eq!(
            sentence(of_text(&"长".repeat(TEXT_AT_MOST)))
                .chars()
                .count(),
            NAME_AT_MOST
        );
    }
}
