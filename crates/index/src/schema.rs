//! The fields of the index: which text is searched how, which values filter and count, what a result card is made of.

use serde::{Deserialize, Serialize};
use tantivy::schema::{FAST, Field, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions};

use crate::analysis::{ANALYSER_VERSION, PARTS_TOKENIZER, WORDS_TOKENIZER};

/// Changes whenever a document would be stored otherwise; with [`ANALYSER_VERSION`] it decides on a rebuild.
const SCHEMA_VERSION: u32 = 2;

/// What an index must say of itself to be used by this program.
pub(crate) fn version() -> String {
    format!("schema {SCHEMA_VERSION}, analyser {ANALYSER_VERSION}")
}

/// A text that is searched.
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

    /// The field that holds a key of the import format (`title`, `abstract`, `institutions`, …).
    pub fn of_key(key: &str) -> Option<Self> {
        match key {
            "title" => Some(Self::Title),
            "keywords" => Some(Self::Keywords),
            "abstract" | "summary" | "problem" | "improvements" => Some(Self::Body),
            "institutions" | "organisation" | "completers" | "co_owners" | "field" | "industry" | "subject" => Some(Self::Attributes),
            "patent_numbers" | "patents" | "external_number" | "id" => Some(Self::Identifier),
            _ => None,
        }
    }
}

/// Handles of the fields of the index.
#[derive(Clone, Debug)]
pub(crate) struct FieldHandles {
    /// The achievement's identifier: exact, and how a document is replaced.
    pub(crate) id: Field,
    /// Everything that names exactly this achievement, in its normal form.
    pub(crate) identifier: Field,
    /// The words of each text of [`SearchField::TEXTS`].
    pub(crate) words: [Field; 4],
    /// The parts of each text of [`SearchField::TEXTS`].
    pub(crate) parts: [Field; 4],
    /// Whole keywords and titles for suggestions while typing.
    pub(crate) phrase: Field,
    /// The result card as JSON.
    pub(crate) card: Field,
    pub(crate) field: Field,
    pub(crate) county: Field,
    pub(crate) organisation: Field,
    pub(crate) mode: Field,
    pub(crate) maturity: Field,
    pub(crate) price_fen: Field,
    pub(crate) year: Field,
    pub(crate) published_at: Field,
    pub(crate) confirmed_at: Field,
    pub(crate) completeness: Field,
    pub(crate) order: Field,
}

/// The schema and its handles.
pub(crate) fn build() -> (Schema, FieldHandles) {
    let mut schema = Schema::builder();
    let text = |tokenizer: &str| {
        let indexing = TextFieldIndexing::default().set_tokenizer(tokenizer).set_index_option(IndexRecordOption::WithFreqs);
        TextOptions::default().set_indexing_options(indexing)
    };
    let exact = || STRING;
    let counted = || TextOptions::default().set_fast("raw");
    let handles = FieldHandles {
        id: schema.add_text_field("id", exact() | STORED),
        identifier: schema.add_text_field("identifier", exact()),
        words: ["title", "keywords", "body", "attributes"].map(|name| schema.add_text_field(name, text(WORDS_TOKENIZER))),
        parts: ["title_parts", "keywords_parts", "body_parts", "attributes_parts"]
            .map(|name| schema.add_text_field(name, text(PARTS_TOKENIZER))),
        phrase: schema.add_text_field("phrase", exact()),
        card: schema.add_text_field("card", STORED),
        field: schema.add_text_field("field", counted()),
        county: schema.add_text_field("county", counted()),
        organisation: schema.add_text_field("organisation", counted()),
        mode: schema.add_text_field("mode", counted()),
        maturity: schema.add_i64_field("maturity", FAST),
        price_fen: schema.add_i64_field("price_fen", FAST),
        year: schema.add_i64_field("year", FAST),
        published_at: schema.add_i64_field("published_at", FAST),
        confirmed_at: schema.add_i64_field("confirmed_at", FAST),
        completeness: schema.add_u64_field("completeness", FAST),
        order: schema.add_u64_field("order", FAST),
    };
    (schema.build(), handles)
}
