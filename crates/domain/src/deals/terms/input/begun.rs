//! What an offer starts from: the request that opened the deal, or the offer before it.

use jiff::civil::Date;

use crate::deals::licence_request::NewLicenceRequest;
use crate::deals::terms::input::TermsInput;
use crate::deals::terms::input::payment::{InstalmentInput, NonTechnicalInput};
use crate::deals::terms::{PaymentMode, PaymentPlan, Terms};

impl From<&NewLicenceRequest> for TermsInput {
    /// What a first offer starts from: the request that opened the deal.
    fn from(asked: &NewLicenceRequest) -> Self {
        Self {
            mode: Some(asked.mode),
            licence_kind: asked.licence_kind,
            payment_mode: asked.proposed_price_fen.map(|_| PaymentMode::LumpSum),
            price_fen: asked.proposed_price_fen,
            other_terms: asked.proposed_terms.clone(),
            ..Self::default()
        }
    }
}

impl From<&Terms> for TermsInput {
    /// What a counter-offer starts from: the offer before it.
    fn from(terms: &Terms) -> Self {
        let written = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        let mut input = Self {
            mode: Some(terms.mode),
            licence_kind: terms.licence_kind,
            territory: terms.territory.clone(),
            field_of_use: terms.field_of_use.clone(),
            period_from: written(terms.period_from),
            period_to: written(terms.period_to),
            payment_mode: Some(terms.payment.mode()),
            non_technical: terms
                .non_technical
                .iter()
                .map(|item| NonTechnicalInput {
                    name: item.name.clone(),
                    amount_fen: Some(item.amount_fen),
                })
                .collect(),
            delivery: terms.delivery.clone(),
            acceptance: terms.acceptance.clone(),
            improvements: terms.improvements,
            confidentiality: terms.confidentiality.clone(),
            trial_until: written(terms.trial.map(|trial| trial.until)),
            trial_convert_by: written(terms.trial.map(|trial| trial.convert_by)),
            other_terms: terms.other_terms.clone(),
            ..Self::default()
        };
        match &terms.payment {
            PaymentPlan::LumpSum { price_fen, due_on } => {
                input.price_fen = Some(*price_fen);
                input.due_on = written(*due_on);
            }
            PaymentPlan::Instalments {
                price_fen,
                instalments,
            } => {
                input.price_fen = Some(*price_fen);
                let rows = instalments.iter();
                input.instalments = rows
                    .map(|part| InstalmentInput {
                        due_on: part.due_on.to_string(),
                        amount_fen: Some(part.amount_fen),
                    })
                    .collect();
            }
            PaymentPlan::Royalty { rate_ppm, base } => {
                input.royalty_rate_ppm = Some(*rate_ppm);
                input.royalty_base = base.clone();
            }
            PaymentPlan::InitialFeeAndRoyalty {
                initial_fee_fen,
                rate_ppm,
                base,
            } => {
                input.initial_fee_fen = Some(*initial_fee_fen);
                input.royalty_rate_ppm = Some(*rate_ppm);
                input.royalty_base = base.clone();
            }
        }
        input
    }
}
