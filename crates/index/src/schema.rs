//! The fields of the index: which text is searched how, which values filter and count, what a result card is made of.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use tantivy::schema::{
    FAST, Field, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions,
};

use crate::analysis::{self, CUT_TOKENIZER};
use crate::meaning;

/// Changes whenever a document would be stored otherwise; with [`analysis::version`] and [`meaning::version`] it decides
/// on a rebuild.
const SCHEMA_VERSION: u32 = 10;

/// What an index must say of itself to be used by this program.
pub(crate) fn version() -> &'static str {
    static VERSION: LazyLock<String> = LazyLock::new(|| {
        format!(
            "schema {SCHEMA_VERSION}, {}, {}",
            analysis::version(),
            meaning::version()
        )
    });
    &VERSION
}

/// A text that is searched.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SearchField {
    /// 名称.
    Title,
    /// 关键词.
    Keywords,
    /// 正文: summary, abstract, problem, improvements.
    Body,
    /// 单位、人员和领域: organisation, co-owners, completers, institutions, field, industry, subject.
    Attributes,
    /// 编号: patent numbers, external number, identifier, credit code.
    Identifier,
}

impl SearchField {
    /// The fields that hold words, in the order of their weight.
    pub const TEXTS: [Self; 4] = [Self::Title, Self::Keywords, Self::Body, Self::Attributes];

    /// The field that people mean by a name in the search box. The body has none, because every text is in it or near it;
    /// identifiers need none, because they name exactly one thing.
    pub(crate) fn named(name: &str) -> Option<Self> {
        match name.trim() {
            "名称" | "标题" | "题名" | "成果" => Some(Self::Title),
            "关键词" => Some(Self::Keywords),
            "单位" | "机构" | "高校" | "院校" | "完成人" | "人员" | "领域" | "行业" | "学科"
            | "地区" => Some(Self::Attributes),
            _ => None,
        }
    }

    /// For people.
    pub fn label(self) -> &'static str {
        match self {
            Self::Title => "名称",
            Self::Keywords => "关键词",
            Self::Body => "正文",
            Self::Attributes => "单位、人员和领域",
            Self::Identifier => "编号",
        }
    }
}

/// How often the tokens of each of [`SearchField::TEXTS`] are counted.
///
/// The engine's own BM25 over such a field is close to ranking with field weights, at the price of one list of
/// documents a word; the second look does it exactly.
pub(crate) const REPEATED: [u8; 4] = [4, 2, 1, 1];

/// Name of the column of whole titles.
pub(crate) const WHOLE_TITLE: &str = "whole_title";

/// Handles of the fields of the index.
#[derive(Clone, Debug)]
pub(crate) struct FieldHandles {
    /// The achievement's identifier: exact, and how a document is replaced.
    pub(crate) id: Field,
    /// Everything else that names exactly this achievement, in its normal form.
    pub(crate) identifier: Field,
    /// The words of all texts in their places, one text after the other, each as often as [`REPEATED`] says: one list of
    /// documents a word is enough to gather, and its places tell which text it stands in and beside what.
    pub(crate) words: Field,
    /// How many places each of the texts takes ([`crate::places`]).
    pub(crate) places: Field,
    /// Which documents have a word in title, keywords or attributes: for operators and suggestions.
    pub(crate) narrow: [Field; 3],
    /// The parts of title, keywords and attributes, counted like words.
    pub(crate) parts: Field,
    /// Whole keywords for suggestions while typing.
    pub(crate) keyword: Field,
    /// Whole titles for suggestions while typing; a column, whose sorted words cost less to write than a list of documents.
    pub(crate) whole_title: Field,
    /// The result card as JSON.
    pub(crate) card: Field,
    pub(crate) field: Field,
    pub(crate) county: Field,
    pub(crate) organisation: Field,
    pub(crate) mode: Field,
    pub(crate) maturity: Field,
    pub(crate) price_fen: Field,
    pub(crate) year: Field,
    /// The last day on which a granted patent protects, as the number of the day since 1970.
    pub(crate) protected_until: Field,
    /// 1 where trial first, pay later is offered.
    pub(crate) trial: Field,
    pub(crate) published_at: Field,
    pub(crate) confirmed_at: Field,
    pub(crate) completeness: Field,
    pub(crate) order: Field,
    /// Where title and keywords point ([`crate::meaning`]), in several numbers.
    pub(crate) meaning: Field,
    /// The same of the whole text.
    pub(crate) text_meaning: Field,
}

impl FieldHandles {
    /// The field that holds the words of one text alone, where there is one.
    pub(crate) fn of_text(&self, text: SearchField) -> Option<Field> {
        let [title, keywords, attributes] = self.narrow;
        match text {
            SearchField::Title => Some(title),
            SearchField::Keywords => Some(keywords),
            SearchField::Attributes => Some(attributes),
            SearchField::Body | SearchField::Identifier => None,
        }
    }
}

/// The schema and its handles.
pub(crate) fn build() -> (Schema, FieldHandles) {
    let mut schema = Schema::builder();
    let text = |option: IndexRecordOption| {
        let has_lengths = option.has_freq();
        let indexing = TextFieldIndexing::default()
            .set_tokenizer(CUT_TOKENIZER)
            .set_index_option(option)
            .set_fieldnorms(has_lengths);
        TextOptions::default().set_indexing_options(indexing)
    };
    let exact = || STRING;
    let counted = || TextOptions::default().set_fast("raw");
    let handles = FieldHandles {
        id: schema.add_text_field("id", exact() | STORED),
        identifier: schema.add_text_field("identifier", exact()),
        words: schema.add_text_field("words", text(IndexRecordOption::WithFreqsAndPositions)),
        places: schema.add_u64_field("places", FAST),
        narrow: ["title", "keywords", "attributes"]
            .map(|name| schema.add_text_field(name, text(IndexRecordOption::Basic))),
        parts: schema.add_text_field("parts", text(IndexRecordOption::WithFreqs)),
        keyword: schema.add_text_field("keyword", exact()),
        whole_title: schema.add_text_field(WHOLE_TITLE, counted()),
        card: schema.add_text_field("card", STORED),
        field: schema.add_text_field("field", counted()),
        county: schema.add_text_field("county", counted()),
        organisation: schema.add_text_field("organisation", counted()),
        mode: schema.add_text_field("mode", counted()),
        maturity: schema.add_i64_field("maturity", FAST),
        price_fen: schema.add_i64_field("price_fen", FAST),
        year: schema.add_i64_field("year", FAST),
        protected_until: schema.add_i64_field("protected_until", FAST),
        trial: schema.add_i64_field("trial", FAST),
        published_at: schema.add_i64_field("published_at", FAST),
        confirmed_at: schema.add_i64_field("confirmed_at", FAST),
        completeness: schema.add_u64_field("completeness", FAST),
        order: schema.add_u64_field("order", FAST),
        meaning: schema.add_u64_field("meaning", FAST),
        text_meaning: schema.add_u64_field("text_meaning", FAST),
    };
    (schema.build(), handles)
}
