//! A published achievement as the index is given it, and the card it gives back.

use domain::catalogue::achievement::{
    Improvement, Listing, Patent, PatentStatus, Price, Standing, TransferMode,
};
use domain::catalogue::patent::PatentNumber;
use domain::catalogue::vocabulary::Vocabulary;
use domain::id::{AchievementId, OrganisationId};
use domain::people::county;
use domain::people::organisation::OrganisationKind;
use domain::time::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A published achievement, with what the index must know of its organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Identifier.
    pub id: AchievementId,
    /// Version of the row it was made from.
    pub version: i64,
    /// Who lists it.
    pub organisation_id: OrganisationId,
    /// Its name.
    pub organisation_name: String,
    /// What it is.
    pub organisation_kind: OrganisationKind,
    /// Its unified social credit code, or empty.
    pub organisation_credit_code: String,
    /// The seller's own number, or empty.
    pub external_number: String,
    /// What is listed.
    pub listing: Listing,
    /// When it was published.
    pub published_at: Timestamp,
    /// When it was last confirmed to be still on offer.
    pub confirmed_at: Timestamp,
}

/// One change of the index; applying it twice is applying it once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Adds an achievement or replaces what was there.
    Put(Box<Document>),
    /// Takes an achievement out.
    Remove(AchievementId),
}

/// A patent on a card.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardPatent {
    /// With its dot: `201710601862.3`.
    pub number: String,
    /// Where it stands, as it was typed; what it is worth on a day, [`CardPatent::in_force_on`] says.
    pub status: PatentStatus,
    /// Day of filing, when known.
    #[serde(default)]
    pub filed_on: Option<Date>,
}

impl CardPatent {
    /// Whether it is in force on a day.
    pub fn in_force_on(&self, day: Date) -> bool {
        PatentNumber::parse(&self.number).is_ok_and(|number| {
            let patent = Patent {
                number,
                status: self.status,
                filed_on: self.filed_on,
            };
            patent.standing_on(day) == Standing::InForce
        })
    }
}

/// What a result shows of an achievement, so that the database is not asked.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// Title.
    pub title: String,
    /// One sentence, or empty.
    pub summary: String,
    /// Abstract; the snippet is cut from it.
    #[serde(rename = "abstract")]
    pub abstract_text: String,
    /// Which problem it solves.
    pub problem: String,
    /// Keywords.
    pub keywords: Vec<String>,
    /// Who lists it.
    pub organisation_id: OrganisationId,
    /// Its name.
    pub organisation_name: String,
    /// What it is.
    pub organisation_kind: OrganisationKind,
    /// Application field, or empty.
    pub field: String,
    /// Division code of the county of origin, or empty.
    pub county: String,
    /// How far from production.
    pub maturity: Option<domain::catalogue::achievement::Maturity>,
    /// Modes on offer.
    pub modes: Vec<TransferMode>,
    /// What is asked.
    pub price: Price,
    /// Trial first, pay later.
    pub trial_offered: bool,
    /// How much better than the incumbent.
    pub improvements: Vec<Improvement>,
    /// Patents with their status.
    pub patents: Vec<CardPatent>,
    /// Year of completion.
    pub year: Option<i64>,
    /// The seller's own number, or empty.
    pub external_number: String,
    /// Version of the row it was made from.
    pub version: i64,
    /// When it was published.
    pub published_at: Timestamp,
    /// When it was last confirmed.
    pub confirmed_at: Timestamp,
}

impl Card {
    /// What is shown of a document.
    pub(crate) fn of(document: &Document) -> Self {
        let listing = document.listing.clone();
        let patent = |patent: Patent| CardPatent {
            number: patent.number.to_string(),
            status: patent.status,
            filed_on: patent.filed_on,
        };
        Self {
            title: listing.title,
            summary: listing.summary,
            abstract_text: listing.abstract_text,
            problem: listing.problem,
            keywords: listing.keywords,
            organisation_id: document.organisation_id.clone(),
            organisation_name: document.organisation_name.clone(),
            organisation_kind: document.organisation_kind,
            field: listing.field,
            county: listing.county,
            maturity: listing.maturity,
            modes: listing.modes,
            price: listing.price,
            trial_offered: listing.trial_offered,
            improvements: listing.improvements,
            patents: listing.patents.into_iter().map(patent).collect(),
            year: listing.year,
            external_number: document.external_number.clone(),
            version: document.version,
            published_at: document.published_at,
            confirmed_at: document.confirmed_at,
        }
    }
}

impl Document {
    /// Its text for each of [`crate::SearchField::TEXTS`], several values each.
    pub(crate) fn texts(&self) -> [Vec<String>; 4] {
        let listing = &self.listing;
        let improvement = |row: &Improvement| {
            format!(
                "{} {}{} {}{}",
                row.indicator, row.ours, row.unit, row.incumbent, row.unit
            )
        };
        let mut body = vec![
            listing.summary.clone(),
            listing.abstract_text.clone(),
            listing.problem.clone(),
            listing.other_rights.clone(),
        ];
        body.extend(listing.improvements.iter().map(improvement));
        let mut attributes = vec![self.organisation_name.clone()];
        for (vocabulary, value) in [
            (Vocabulary::Field, &listing.field),
            (Vocabulary::Industry, &listing.industry),
            (Vocabulary::Subject, &listing.subject),
        ] {
            attributes.extend(vocabulary.search_texts(value));
        }
        if !listing.county.is_empty() {
            attributes.push(county::name_of(&listing.county));
        }
        attributes.extend(listing.modes.iter().map(|mode| mode.label().to_owned()));
        for names in [
            &listing.ipc,
            &listing.co_owners,
            &listing.completers,
            &listing.institutions,
        ] {
            attributes.extend(names.iter().cloned());
        }
        [
            vec![listing.title.clone()],
            listing.keywords.clone(),
            body,
            attributes,
        ]
    }
}

/// The last day on which one of the granted patents can protect, as the number of the day since 1970. One that was
/// filed after somebody last said that all this is so cannot be right, and protects nothing.
pub(crate) fn protected_until(document: &Document) -> Option<i64> {
    let said_on = document.confirmed_at.day();
    let granted =
        document.listing.patents.iter().filter(|patent| {
            patent.status == PatentStatus::Granted && !patent.is_filed_after(said_on)
        });
    granted.map(Patent::expires_at_latest).max().map(day_number)
}

/// The number of a day since 1970.
pub(crate) fn day_number(day: Date) -> i64 {
    let since = Date::constant(1970, 1, 1).until(day);
    since.map_or(0, |span| i64::from(span.get_days()))
}
