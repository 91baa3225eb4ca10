//! Clauses and the text that they make, as it is hashed, and as typed.

use serde::{Deserialize, Serialize};

use crate::event::sha256_hex;
use crate::field::{FieldError, Fields};

/// One clause; its number is its place.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clause {
    /// `价款和支付方式`.
    pub heading: String,
    /// One or more lines.
    pub body: String,
}

/// The whole text.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContractText {
    /// Name of the contract.
    pub title: String,
    /// In order.
    pub clauses: Vec<Clause>,
}

impl ContractText {
    /// The text as one string: the same text always gives the same bytes.
    pub fn plain(&self) -> String {
        let mut plain = format!("{}\n", self.title);
        for (at, clause) in self.clauses.iter().enumerate() {
            plain += &format!(
                "\n{}　{}\n{}\n",
                clause_number(at + 1),
                clause.heading,
                clause.body
            );
        }
        plain
    }

    /// SHA-256 of [`Self::plain`], in hexadecimal: what a side confirms.
    pub fn hash(&self) -> String {
        sha256_hex(self.plain().as_bytes())
    }
}

/// `第十二条`, for 1 to 99.
pub fn clause_number(number: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let (tens, ones) = (number / 10 % 10, number % 10);
    let ten = match tens {
        0 => String::new(),
        1 => "十".to_owned(),
        more => format!("{}十", DIGITS[more]),
    };
    format!("第{ten}{}条", DIGITS[ones])
}

/// A changed text as typed.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ContractTextInput {
    /// Name of the contract.
    pub title: String,
    /// In order.
    pub clauses: Vec<Clause>,
}

/// Most clauses in a contract.
const CLAUSES_AT_MOST: usize = 60;

impl ContractTextInput {
    /// Checks every field; clauses left wholly empty are dropped.
    ///
    /// # Errors
    /// Every field that is wrong, at once.
    pub fn check(self) -> Result<ContractText, Vec<FieldError>> {
        let mut fields = Fields::new();
        let title = fields.required_line("title", "合同名称", &self.title, 300);
        let mut clauses = Vec::new();
        for (at, clause) in self.clauses.iter().enumerate() {
            if clause.heading.trim().is_empty() && clause.body.trim().is_empty() {
                continue;
            }
            let heading = fields.required_line(
                &format!("clauses/{at}/heading"),
                "条款标题",
                &clause.heading,
                100,
            );
            let body = fields.paragraphs(
                &format!("clauses/{at}/body"),
                "条款内容",
                &clause.body,
                10_000,
            );
            if body.is_empty() {
                fields.wrong(
                    format!("clauses/{at}/body"),
                    "required",
                    "请填写条款内容，或删去这一条",
                );
            }
            clauses.push(Clause { heading, body });
        }
        if clauses.is_empty() || clauses.len() > CLAUSES_AT_MOST {
            fields.wrong(
                "clauses",
                "count",
                format!(
                    "合同应有 1 至 {CLAUSES_AT_MOST} 条，现有 {} 条",
                    clauses.len()
                ),
            );
        }
        fields.finish(ContractText { title, clauses })
    }
}
