//! What the seller applies for.

use serde::{Deserialize, Serialize};

use crate::deals::registration::amounts::check_amounts;
use crate::deals::terms::Terms;
use crate::field::{FieldError, Fields};
use crate::id::UserId;
use crate::money::fen::Fen;
use crate::time::Timestamp;

/// An application as typed.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ApplicationInput {
    /// 合同成交额 as the seller states it, in fen; for a royalty the expected sum.
    pub contract_value_fen: Option<Fen>,
    /// 技术交易额 as the seller states it, in fen.
    pub technology_amount_fen: Option<Fen>,
    /// What the agency should know, or empty.
    pub note: String,
}

impl ApplicationInput {
    /// What an application starts from: the agreed terms.
    pub fn from_terms(terms: &Terms) -> Self {
        Self {
            contract_value_fen: terms.payment.fixed_fen(),
            technology_amount_fen: terms.technology_fen(),
            note: String::new(),
        }
    }

    /// Checks every field.
    ///
    /// # Errors
    /// Every field that is wrong, at once.
    pub fn check(self, by: UserId, at: Timestamp) -> Result<Application, Vec<FieldError>> {
        let mut fields = Fields::new();
        let amounts = check_amounts(
            &mut fields,
            self.contract_value_fen,
            self.technology_amount_fen,
        );
        let note = fields.paragraphs("note", "说明", &self.note, 2000);
        match amounts {
            Some((contract_value_fen, technology_amount_fen)) => fields.finish(Application {
                contract_value_fen,
                technology_amount_fen,
                note,
                by,
                at,
            }),
            None => fields.finish(()).and(Err(Vec::new())),
        }
    }
}

/// An application.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Application {
    /// 合同成交额 as the seller states it.
    pub contract_value_fen: Fen,
    /// 技术交易额 as the seller states it.
    pub technology_amount_fen: Fen,
    /// What the agency should know, or empty.
    pub note: String,
    /// Who applied.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
}
