//! Queries that people judged the answers of.

use serde::Deserialize;

/// A judged query.
#[derive(Clone, Debug, Deserialize)]
pub struct JudgedQuery {
    /// Its name in the judgments.
    pub qid: String,
    /// The slice it belongs to.
    #[serde(rename = "type")]
    pub slice: String,
    /// What is searched.
    pub query: String,
    /// The long part of the query.
    #[serde(default)]
    pub text: String,
    /// Keys of documents that are not searched.
    #[serde(default)]
    pub mask: Vec<String>,
    /// The document that is dropped from the answer.
    #[serde(default)]
    pub exclude: Option<String>,
}
