//! What the people of a chain type: the request, the terms of each offer, the payments.

use domain::catalogue::achievement::TransferMode;
use domain::deals::licence_request::LicenceRequestInput;
use domain::deals::terms::input::{InstalmentInput, NonTechnicalInput, TermsInput};
use domain::deals::terms::{ImprovementsOwner, PaymentMode};
use domain::money::fen::Fen;
use domain::money::payment::{PaymentInput, PaymentKind};
use jiff::ToSpan;
use jiff::civil::Date;

use super::{Chain, Plan, WAN};
use crate::demo::city::CityOrganisation;

/// So many days before a day.
pub(in crate::demo) fn days_before(today: Date, days: i64) -> Date {
    today.saturating_sub(days.days())
}

impl Chain {
    /// The buyer's request.
    pub(in crate::demo) fn request(&self, city: &[CityOrganisation]) -> LicenceRequestInput {
        let buyer = city
            .iter()
            .find(|organisation| organisation.key == self.buyer);
        let county = buyer
            .and_then(|b| domain::people::county::find(&b.input.division_code))
            .map(|county| county.code.to_owned());
        LicenceRequestInput {
            mode: Some(self.mode),
            licence_kind: self.licence_kind,
            purpose: self.purpose.to_owned(),
            proposed_terms: self.proposed_terms.to_owned(),
            proposed_price_fen: self.offers_wan.first().map(|(_, wan)| Fen(wan * WAN)),
            county: county.unwrap_or_default(),
            contact_name: buyer
                .and_then(|b| b.people.first())
                .map(|person| person.input.name.clone())
                .unwrap_or_default(),
            contact: buyer.map(|b| b.input.phone.clone()).unwrap_or_default(),
        }
    }

    /// The terms of an offer, by its place in `offers_wan`; nothing when there is no such offer.
    pub(in crate::demo) fn offer(&self, at: usize, today: Date) -> Option<TermsInput> {
        let (_, wan) = *self.offers_wan.get(at)?;
        let price = Fen(wan * WAN);
        let signing = days_before(today, self.signed_days_ago());
        let after = |days: i64| signing.saturating_add(days.days());
        let mut terms = TermsInput {
            mode: Some(self.mode),
            licence_kind: self.licence_kind,
            territory: "中华人民共和国境内".into(),
            field_of_use: self.field_of_use.to_owned(),
            period_from: signing.to_string(),
            period_to: after(self.years() * 365).to_string(),
            non_technical: self.non_technical(),
            delivery: "合同生效后 15 日内交付全套技术资料，并派技术人员到现场指导 3 次。".into(),
            acceptance: self.acceptance_words().to_owned(),
            improvements: ImprovementsOwner::WhoMakesThem,
            confidentiality:
                "双方对技术资料和经营信息保密，期限为合同终止后 3 年；依法应当公开的除外。".into(),
            ..TermsInput::default()
        };
        match self.plan {
            Plan::LumpSum { due_after_days } => {
                terms.payment_mode = Some(PaymentMode::LumpSum);
                terms.price_fen = Some(price);
                terms.due_on = after(self.trial_days + due_after_days).to_string();
            }
            Plan::Instalments(parts) => {
                terms.payment_mode = Some(PaymentMode::Instalments);
                terms.price_fen = Some(price);
                let part = |&(percent, days): &(i64, i64)| InstalmentInput {
                    due_on: after(self.trial_days + days).to_string(),
                    amount_fen: Some(Fen(wan * percent * WAN / 100)),
                };
                terms.instalments = parts.iter().map(part).collect();
            }
            Plan::InitialFeeAndRoyalty { rate_ppm, base } => {
                terms.payment_mode = Some(PaymentMode::InitialFeeAndRoyalty);
                terms.initial_fee_fen = Some(price);
                terms.royalty_rate_ppm = Some(rate_ppm);
                terms.royalty_base = base.to_owned();
            }
        }
        if self.trial_days > 0 {
            terms.trial_until = after(self.trial_days).to_string();
            terms.trial_convert_by = after(self.trial_days + 15).to_string();
        }
        Some(terms)
    }

    /// A licence for three years, which no utility model of the catalogue ends before; work for two.
    fn years(&self) -> i64 {
        match self.mode {
            TransferMode::Licence | TransferMode::Assignment | TransferMode::EquityContribution => {
                3
            }
            TransferMode::JointDevelopment
            | TransferMode::CommissionedDevelopment
            | TransferMode::Consulting
            | TransferMode::Service => 2,
        }
    }

    fn non_technical(&self) -> Vec<NonTechnicalInput> {
        let item = |&(name, wan): &(&str, i64)| NonTechnicalInput {
            name: name.to_owned(),
            amount_fen: Some(Fen(wan * WAN)),
        };
        self.non_technical_wan.iter().map(item).collect()
    }

    fn acceptance_words(&self) -> &'static str {
        if self.acceptance.is_empty() {
            "在买方现场按双方确认的技术指标考核，连续运行 72 小时达标即为合格，由双方签字确认。"
        } else {
            self.acceptance
        }
    }

    /// A payment, by its place in `payments`; `number` is one that no other payment of the city has.
    pub(in crate::demo) fn payment(
        &self,
        at: usize,
        number: usize,
        city: &[CityOrganisation],
        today: Date,
    ) -> Option<PaymentInput> {
        let paid = self.payments.get(at)?;
        let name = |key: &str| {
            city.iter()
                .find(|o| o.key == key)
                .map(|o| o.input.name.clone())
                .unwrap_or_default()
        };
        let (payer, payee) = match paid.kind {
            PaymentKind::Payment => (name(self.buyer), name(self.seller)),
            PaymentKind::Refund => (name(self.seller), name(self.buyer)),
        };
        let paid_on = days_before(today, paid.days_ago);
        // Invoiced a few days before the money moved.
        let invoiced_on = days_before(today, paid.days_ago + 2);
        let with_invoice = paid.kind == PaymentKind::Payment;
        Some(PaymentInput {
            kind: paid.kind,
            amount_fen: Some(paid.amount_fen),
            paid_on: paid_on.to_string(),
            invoice_code: String::new(),
            // Digital invoice: year, province (14 Shanxi), then a serial that starts with 9s: an example.
            invoice_number: if with_invoice {
                format!("{:02}1499999999{number:08}", invoiced_on.year() % 100)
            } else {
                String::new()
            },
            invoice_amount_fen: with_invoice.then_some(paid.invoice_fen),
            invoiced_on: if with_invoice {
                invoiced_on.to_string()
            } else {
                String::new()
            },
            receipt_number: format!("SLHD{}{number:06}", paid_on.strftime("%Y%m%d")),
            payer,
            payee,
            note: String::new(),
        })
    }
}
