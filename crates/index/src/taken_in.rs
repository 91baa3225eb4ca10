//! A document as the engine stores it: every field that is searched, filtered, counted or shown.

use domain::id::AchievementId;
use tantivy::TantivyDocument;

use crate::analysis::{Analyser, fingerprint};
use crate::document::{Card, Document, protected_until};
use crate::identifier;
use crate::meaning::Directions;
use crate::phrase::phrase_term;
use crate::schema::FieldHandles;
use crate::texts::Texts;

/// Longer phrases are no suggestions, in characters.
const LONGEST_PHRASE: usize = 80;

impl Document {
    /// Everything besides its own identifier that names exactly this achievement, or its organisation, in normal form.
    fn identifiers(&self) -> Vec<String> {
        let mut forms: Vec<String> = Vec::new();
        for patent in &self.listing.patents {
            forms.extend(identifier::patent_forms(patent.number.as_str()));
        }
        forms.extend(identifier::normal(&self.external_number));
        forms.extend(identifier::normal(&self.organisation_credit_code));
        forms
    }

    /// The document as the engine stores it.
    pub(crate) fn to_engine(
        &self,
        fields: &FieldHandles,
    ) -> Result<TantivyDocument, serde_json::Error> {
        let mut out = TantivyDocument::new();
        let listing = &self.listing;
        out.add_text(fields.id, self.id.as_str());
        for form in self.identifiers() {
            out.add_text(fields.identifier, form);
        }
        let analyser = Analyser::shared();
        let texts = Texts::of(self, &analyser);
        let (words, places) = texts.words();
        out.add_text(fields.words, words.written());
        out.add_u64(fields.places, places.packed());
        for (field, text) in fields.narrow.into_iter().zip(texts.narrow()) {
            out.add_text(field, text.written());
        }
        out.add_text(fields.parts, texts.parts(&analyser).written());
        let keywords = listing
            .keywords
            .iter()
            .map(|keyword| (fields.keyword, keyword));
        for (field, phrase) in keywords.chain([(fields.whole_title, &listing.title)]) {
            let shown = domain::text::one_line(phrase);
            if (2..=LONGEST_PHRASE).contains(&shown.chars().count()) {
                out.add_text(field, phrase_term(&shown));
            }
        }
        if !listing.field.is_empty() {
            out.add_text(fields.field, &listing.field);
        }
        if !listing.county.is_empty() {
            out.add_text(fields.county, &listing.county);
        }
        // The name travels with the identifier, so that a facet can show it without a lookup.
        out.add_text(
            fields.organisation,
            format!("{} {}", self.organisation_id, self.organisation_name),
        );
        for mode in &listing.modes {
            out.add_text(fields.mode, mode.as_str());
        }
        if let Some(maturity) = &listing.maturity {
            out.add_i64(fields.maturity, maturity.level);
        }
        if let Some(least) = listing.price.least() {
            out.add_i64(fields.price_fen, least.0);
        }
        if let Some(year) = listing.year {
            out.add_i64(fields.year, year);
        }
        if let Some(day) = protected_until(self) {
            out.add_i64(fields.protected_until, day);
        }
        if listing.trial_offered {
            out.add_i64(fields.trial, 1);
        }
        out.add_i64(fields.published_at, self.published_at.0);
        out.add_i64(fields.confirmed_at, self.confirmed_at.0);
        out.add_u64(fields.completeness, u64::from(listing.completeness()));
        out.add_u64(fields.order, fixed_order(&self.id));
        let (title, body) = (texts.direction(), texts.direction_of_body());
        for number in Directions::of(title.as_ref(), body.as_ref()).numbers() {
            out.add_u64(fields.directions, number);
        }
        out.add_text(fields.card, serde_json::to_string(&Card::of(self))?);
        Ok(out)
    }
}

/// A number that depends on the identifier alone, so that equal results come in the same order everywhere.
pub(crate) fn fixed_order(id: &AchievementId) -> u64 {
    id.as_str().bytes().fold(0, fingerprint)
}
